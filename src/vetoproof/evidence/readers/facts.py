"""Facts: one JSON object a line, or a Parquet file with the columns of the fact format. Kept as JSON text, lightly checked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from vetoproof.evidence import fact_rows
from vetoproof.evidence.blocks import LINES, Block, Blocks
from vetoproof.evidence.columns import checker
from vetoproof.evidence.fact_columns import lines_of
from vetoproof.evidence.heads import BOM
from vetoproof.evidence.reading import Reader, Start
from vetoproof.evidence.stream import Stream
from vetoproof.evidence.tables import Batch, Given, Refusal, split
from vetoproof.terms.errors import InputError

PARQUET = b"PAR1"
BYTES_A_ROW = 160  # of a common fact: turns the size of a block into a number of rows
MOST_VALUES = 100_000_000  # of one column in a row group, lists counted by their elements
RATIO = 1_000  # text by file: columns of few distinct texts pack far better than lines do
FEW = 1_024  # rows at a time where texts inside structs cannot be read as dictionaries
WIDEST = 64_000_000  # bytes that a slice of rows may come to as text


def recognise(head: bytes, name: str) -> bool:
    return head.startswith(PARQUET) or head.removeprefix(BOM).lstrip()[:1] == b"{"


def read(stream: Stream, given: Given, start: Start) -> Iterator[Batch]:
    magic = stream.read(len(PARQUET))
    stream.push(magic)
    return _columns(stream, start) if magic == PARQUET else _lines(stream, start)


def _lines(stream: Stream, start: Start) -> Iterator[Batch]:
    at = start.at
    if not at:
        mark = stream.read(len(BOM))
        stream.push(mark.removeprefix(BOM))
        at = len(BOM) if mark == BOM else 0
    stream.go_to(at)
    con = checker()
    for block in Blocks(stream.read, LINES, stream.bounds.row, start.block, done=start.done, at=at):
        if block.done > stream.bounds.rows:
            raise _fault(stream, f"has more than {stream.bounds.rows:,} rows", "split it")
        yield split(fact_rows.check(con, pa.array(block.numbers), _texts(block)), block.refused, block.done, block.at)


def _texts(block: Block) -> Any:
    """The lines of a block as a column: the bytes stay where they are, only the ends are counted."""
    ends = np.flatnonzero(np.frombuffer(block.text, np.uint8) == ord("\n")) + 1
    places = np.concatenate(([0], ends)).astype(np.int32)
    return pa.Array.from_buffers(pa.string(), len(ends), [None, pa.py_buffer(places), pa.py_buffer(block.text)])


def _columns(stream: Stream, start: Start) -> Iterator[Batch]:
    if stream.packed:
        raise _fault(stream, "is a packed Parquet file", "unpack it; Parquet is packed inside")
    with _parquet_faults(stream):
        plain = pq.ParquetFile(stream.path)
        _bounded(plain, stream)
        coded = pq.ParquetFile(stream.path, read_dictionary=_texts_in(plain))
    con, done, first, text = checker(), start.done, 1, 0
    most = min(stream.bounds.unpacked, max(stream.bounds.slack, RATIO * stream.path.stat().st_size))
    for group in range(plain.num_row_groups):
        last = first + plain.metadata.row_group(group).num_rows - 1
        if done < last:
            for part in _slices(_decoded(coded, plain, group, max(1, start.block // BYTES_A_ROW), stream), done - first + 1):
                lines = lines_of(con, part)
                text += int(pc.sum(pc.binary_length(lines)).as_py() or 0)
                if text > most:
                    raise _fault(stream, f"comes to more than {most:,} bytes of text", "split it, or write shorter texts")
                yield _checked(con, lines, done, stream)
                done += part.num_rows
        first = last + 1


@contextmanager
def _parquet_faults(stream: Stream) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        raise _fault(stream, "is not a Parquet file that can be read to its end", "write it again") from error


def _bounded(file: Any, stream: Stream) -> None:
    """Refuse what says of itself that it is too much."""
    names, meta, bounds = file.schema_arrow.names, file.metadata, stream.bounds
    if not {"id", "kind"} <= set(names) or len(names) > bounds.columns or len(set(names)) < len(names):
        raise _fault(stream, f"has {len(names)} columns without id and kind, or too many", "use the columns of the fact format")
    groups = [meta.row_group(place) for place in range(meta.num_row_groups)]
    size = sum(group.total_byte_size for group in groups)
    if meta.num_rows > bounds.rows or size > bounds.unpacked or size > max(bounds.slack, bounds.ratio * stream.path.stat().st_size):
        raise _fault(stream, f"unpacks to {size:,} bytes and {meta.num_rows:,} rows", "split it")
    if any(group.column(place).num_values > MOST_VALUES for group in groups for place in range(group.num_columns)):
        raise _fault(stream, f"has more than {MOST_VALUES:,} values in a row group", "write smaller row groups")


def _texts_in(file: Any) -> list[str]:
    """The columns of text: read as dictionaries, so that a text which stands a million times is held once."""
    leaves = (file.schema.column(place) for place in range(len(file.schema)))
    return [leaf.path for leaf in leaves if leaf.physical_type == "BYTE_ARRAY"]


def _decoded(coded: Any, plain: Any, group: int, rows: int, stream: Stream) -> Iterator[Any]:
    """The batches of a row group, texts as dictionaries. Where Arrow cannot do that inside a struct, few rows at a time."""
    batches = coded.iter_batches(batch_size=rows, row_groups=[group])
    sent = 0
    while True:
        try:
            with _parquet_faults(stream):
                batch = next(batches, None)
        except InputError as error:
            if not isinstance(error.__cause__, pa.ArrowNotImplementedError):
                raise
            yield from _rest(plain.iter_batches(batch_size=min(rows, FEW), row_groups=[group]), sent, stream)
            return
        if batch is None:
            return
        yield batch
        sent += batch.num_rows


def _rest(batches: Iterator[Any], sent: int, stream: Stream) -> Iterator[Any]:
    """What comes after so many rows."""
    while True:
        with _parquet_faults(stream):
            batch = next(batches, None)
        if batch is None:
            return
        if sent < batch.num_rows:
            yield batch.slice(sent)
        sent = max(0, sent - batch.num_rows)


def _slices(batches: Iterator[Any], skipped: int) -> Iterator[Any]:
    """Without the rows that were read before; so few rows at a time that their text stays within bounds."""
    for whole in batches:
        batch = whole.slice(min(max(0, skipped), whole.num_rows))
        skipped -= whole.num_rows
        step = max(1, WIDEST // _widest(batch)) if batch.num_rows else 1
        for first in range(0, batch.num_rows, step):
            yield batch.slice(first, step)


def _widest(batch: Any) -> int:
    """Bytes that a row of the batch has at most, by the longest text of each column."""
    return 64 + sum(_longest(column) for column in batch.columns)


def _longest(column: Any) -> int:
    if pa.types.is_struct(column.type):
        return sum(_longest(field) for field in column.flatten())
    if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        return _longest(column.flatten()) * int(pc.max(pc.list_value_length(column)).as_py() or 0)
    if pa.types.is_dictionary(column.type):
        return int(pc.max(pc.binary_length(column.dictionary)).as_py() or 0) + 8
    return 40


def _checked(con: Any, lines: Any, done: int, stream: Stream) -> Batch:
    rows = np.arange(done + 1, done + 1 + len(lines))
    long = pc.greater(pc.binary_length(lines), stream.bounds.row)
    refused = [
        Refusal(int(row), f"longer than {stream.bounds.row:,} bytes; shorten it") for row in rows[long.to_numpy(zero_copy_only=False)]
    ]
    fits = pc.invert(long)
    checked = fact_rows.check(con, pa.array(rows).filter(fits), lines.filter(fits))
    return split(checked, refused, done + len(lines), stream.path.stat().st_size)


def _fault(stream: Stream, what: str, do: str) -> InputError:
    return InputError(what, where=stream.name, do=do)


READER = Reader("facts", "facts", "JSON with one object a line, or Parquet with id, kind and day (or from and until)", recognise, read)
