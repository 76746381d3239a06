"""The tracks that the walk left in its folder -> one file: file, row, mmsi, track of every position; a copy has the track of its twin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from attrs import define, field

from vetoproof.detect.vessels.walker import ROW_BITS

# In the file `file` is a plain text: a dictionary in memory saves making 64 letters of each row.
TRACKS = pa.schema([("file", pa.dictionary(pa.int32(), pa.string())), ("row", pa.int64()), ("mmsi", pa.int32()), ("track", pa.int32())])
AT_ONCE = 1 << 17  # rows of a row group: the same rows are the same bytes, however they were cut


def write_tracks(folder: Path, copies: Path, files: Sequence[str], path: Path) -> None:
    """file (SHA-256), row, mmsi, track of every position that was taken or repeats one; the track of noise is null."""
    repeated, held, rows = _Copies(copies), [], 0
    with pq.ParquetWriter(path, TRACKS, compression="zstd", store_schema=False) as writer:
        for batch in _tracked(folder):
            held.append(repeated.among(batch))
            rows += held[-1].num_rows
            if rows >= AT_ONCE:
                table = pa.concat_tables(held).combine_chunks()
                whole = rows // AT_ONCE * AT_ONCE
                writer.write_table(_named(table.slice(0, whole), files), row_group_size=AT_ONCE)
                held, rows = [table.slice(whole)], rows - whole
        if rows:
            writer.write_table(_named(pa.concat_tables(held), files))


def _tracked(folder: Path) -> Iterator[Any]:
    for part in sorted(folder.glob("tracks-*.parquet")):
        for batch in pq.ParquetFile(part).iter_batches(AT_ONCE):
            yield pa.Table.from_batches([batch])


def _named(table: Any, files: Sequence[str]) -> Any:
    ref = table.column("ref").to_numpy()
    names = pa.DictionaryArray.from_arrays(pa.array((ref >> ROW_BITS).astype(np.int32)), pa.array(files, pa.string()))
    return pa.table([names, pa.array(ref & ((1 << ROW_BITS) - 1)), table.column("mmsi"), table.column("track")], schema=TRACKS)


@define
class _Copies:
    """The copies, in the order of their twins, read forward."""

    path: Path
    _batches: Iterator[Any] = field(init=False)
    _held: tuple[Any, Any] = field(init=False, factory=lambda: (np.empty(0, np.int64), np.empty(0, np.int64)))  # references: copy, twin

    def __attrs_post_init__(self) -> None:
        self._batches = pq.ParquetFile(self.path).iter_batches(AT_ONCE) if self.path.is_file() else iter(())

    def among(self, tracked: Any) -> Any:
        """The tracks of some rows, and after each row those of its copies."""
        ref = tracked.column("ref").to_numpy()
        copy, twin = self._of(ref)
        if not len(copy):
            return tracked
        order = np.argsort(ref, kind="stable")
        at = np.concatenate([np.arange(len(ref)), order[np.searchsorted(ref, twin, sorter=order)]])
        every = np.concatenate([ref, copy])
        places = np.argsort(at, kind="stable")
        return tracked.take(pa.array(at[places])).set_column(0, "ref", pa.array(every[places]))

    def _of(self, ref: Any) -> tuple[Any, Any]:
        """The copies of these rows; they are the next ones, as both stand in one order."""
        last = False
        while not last and (len(self._held[1]) == 0 or np.isin(self._held[1][-1], ref)):
            batch = next(self._batches, None)
            last = batch is None
            if batch is not None:
                file, row, twin_file, twin_row = (column.to_numpy().astype(np.int64) for column in batch.columns)
                more = (file << ROW_BITS) | row, (twin_file << ROW_BITS) | twin_row
                self._held = np.concatenate([self._held[0], more[0]]), np.concatenate([self._held[1], more[1]])
        copy, twin = self._held
        cut = len(twin) if not len(twin) or np.isin(twin[-1], ref) else int(np.argmin(np.isin(twin, ref)))
        self._held = copy[cut:], twin[cut:]
        return copy[:cut], twin[:cut]
