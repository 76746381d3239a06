"""Customs rows in Parquet -> parts of cells as text, a few hundred thousand rows at a time; numbers as they print, and so exact."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from vetoproof.evidence.customs import baci, comtrade
from vetoproof.evidence.customs.comtrade import Part
from vetoproof.evidence.reading import Start
from vetoproof.evidence.stream import Stream
from vetoproof.terms.errors import InputError

BYTES_A_ROW = 100
LARGEST_GROUP = 4_000_000_000  # bytes of one row group, unpacked


def columns_in(head: bytes) -> tuple[str, ...]:
    """The names of the columns, by the footer that follows the first bytes; none if it cannot be read."""
    try:
        return tuple(pq.read_schema(pa.BufferReader(head)).names)
    except (pa.ArrowException, OSError, ValueError):
        return ()


def read(stream: Stream, start: Start) -> Iterator[Part]:
    """The parts of a Parquet file."""
    if stream.packed:
        raise _fault(stream, "is a packed Parquet file", "unpack it; Parquet is packed inside")
    with _faults(stream):
        file = pq.ParquetFile(stream.path)
        _bounded(file, stream)
    names = [name.strip().lower() for name in file.schema_arrow.names]
    done, size = 0, stream.path.stat().st_size
    batches = file.iter_batches(batch_size=max(1, start.block // BYTES_A_ROW))
    with duckdb.connect() as con:
        while (batch := _next(batches, stream)) is not None:
            skipped = min(batch.num_rows, max(0, start.done - done))
            done += batch.num_rows
            if skipped < batch.num_rows:
                yield _part(con, batch.slice(skipped), names, done, size, stream.name)


def _next(batches: Any, stream: Stream) -> Any:
    with _faults(stream):
        return next(batches, None)


def _part(con: Any, batch: Any, names: list[str], done: int, size: int, name: str) -> Part:
    cells = _texts(con, pa.table(batch.columns, names=names))
    rows = pa.array(np.arange(done - batch.num_rows + 1, done + 1))
    cells = cells.add_column(0, "row", rows)
    return Part(baci.renamed(cells, name) if baci.fits(names) else comtrade.renamed(cells), (), done, size)


def _texts(con: Any, table: Any) -> Any:
    """Every column as text: a float by the shortest text that reads back as it."""
    con.register("cells", table)
    parts = ", ".join(_text(field) for field in table.schema)
    found = con.sql(f"SELECT {parts} FROM cells").to_arrow_table()
    con.unregister("cells")
    return found


def _text(field: Any) -> str:
    name = '"' + field.name.replace('"', '""') + '"'
    if not pa.types.is_floating(field.type):
        return f"coalesce({name}::VARCHAR, '') AS {name}"
    whole = f"{name} = round({name}) AND abs({name}) < 1e15"
    return f"CASE WHEN {name} IS NULL OR isnan({name}) THEN '' WHEN {whole} THEN {name}::BIGINT::VARCHAR ELSE {name}::VARCHAR END AS {name}"


def _bounded(file: Any, stream: Stream) -> None:
    """Refuse what says of itself that it is too much, and columns that stand twice."""
    names, meta, bounds = [name.strip().lower() for name in file.schema_arrow.names], file.metadata, stream.bounds
    if len(names) > bounds.columns or len(set(names)) < len(names):
        raise _fault(stream, f"has {len(names)} columns, too many or two of one name", "give each its own name")
    size = sum(meta.row_group(place).total_byte_size for place in range(meta.num_row_groups))
    if meta.num_rows > bounds.rows or size > bounds.unpacked or size > max(bounds.slack, bounds.ratio * stream.path.stat().st_size):
        raise _fault(stream, f"unpacks to {size:,} bytes and {meta.num_rows:,} rows", "split it")
    if any(meta.row_group(place).total_byte_size > LARGEST_GROUP for place in range(meta.num_row_groups)):
        raise _fault(stream, "has a row group of more than 4 GB", "write smaller row groups")


@contextmanager
def _faults(stream: Stream) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        raise _fault(stream, "is not a Parquet file that can be read to its end", "write it again") from error


def _fault(stream: Stream, what: str, do: str) -> InputError:
    return InputError(what, where=stream.name, do=do)
