"""A sorted stream of positions with its exact copies -> the same without them; each copy goes into a file, with the row that it repeats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from vetoproof.evidence.positions.tables import ORDER

COPY = pa.schema([("file", pa.int16()), ("row", pa.int64()), ("twin_file", pa.int16()), ("twin_row", pa.int64())])
Told = Callable[[Any], None]  # of the files of some copies


def without_copies(batches: Iterable[Any], path: Path, told: Told) -> Iterator[Any]:
    """The first of equal rows goes on; the others are written to `path` (COPY), in the order of the rows that they repeat."""
    last: Any = None  # the last row that went on
    with pq.ParquetWriter(path, COPY, compression="zstd") as writer:
        for batch in batches:
            if not batch.num_rows:
                continue
            both = batch if last is None else pa.Table.from_batches([last, batch]).combine_chunks().to_batches()[0]
            copy = _copies(both)
            twin = np.maximum.accumulate(np.where(copy, 0, np.arange(len(copy))))
            if copy.any():
                mine = np.flatnonzero(copy)
                found = [both.column(name).to_numpy()[at] for at in (mine, twin[mine]) for name in ("file", "row")]
                told(found[0])
                writer.write_table(pa.table(found, schema=COPY))
            last = both.slice(int(twin[-1]), 1)
            fresh = ~copy
            fresh[: len(both) - len(batch)] = False  # it went on with the batch before
            if fresh.any():
                yield batch if fresh.sum() == len(batch) else both.filter(pa.array(fresh))


def _copies(batch: Any) -> Any:
    """Whether each row is equal to the one before it in all of ORDER."""
    same = np.ones(max(0, batch.num_rows - 1), np.bool_)
    for name in ORDER:
        column = batch.column(name).to_numpy()
        same &= column[1:] == column[:-1]
    return np.concatenate([np.zeros(1, np.bool_), same])
