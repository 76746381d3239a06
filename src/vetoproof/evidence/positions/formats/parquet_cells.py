"""Parquet of positions -> cells, a row group at a time on several threads, in the order of the file."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from attrs import define, field

from vetoproof.evidence.positions.columns import resolve
from vetoproof.evidence.positions.formats.part import Asked, Mark, Part
from vetoproof.evidence.positions.reasons import Tally
from vetoproof.evidence.stream import Stream
from vetoproof.terms.errors import InputError

MAGIC = b"PAR1"
AT_ONCE = 131_072  # rows
WHOLE_GROUP = 1_100_000  # rows of a row group that is read at once; larger ones are read piece by piece
T = TypeVar("T")


@define
class Columns:
    """A Parquet file, its fields, and one open handle a thread."""

    path: Path
    name: str
    fields: dict[str, str]
    rows: int
    groups: tuple[int, ...]  # rows of each row group
    _mine: threading.local = field(factory=threading.local, init=False)

    @property
    def file(self) -> Any:
        if not hasattr(self._mine, "file"):
            self._mine.file = pq.ParquetFile(self.path, pre_buffer=False, buffer_size=1 << 20)
        return self._mine.file

    def group(self, number: int, fields: tuple[str, ...] = ()) -> Iterator[Any]:
        """Tables of a row group, the columns named by field."""
        wanted = {field: name for field, name in self.fields.items() if not fields or field in fields}
        names = list(wanted.values())
        with_faults = _Faults(self.name)
        with with_faults:
            if self.groups[number] <= WHOLE_GROUP:
                batches: Iterator[Any] = iter([self.file.read_row_group(number, names, use_threads=False)])
            else:
                pieces = self.file.iter_batches(AT_ONCE, [number], names, use_threads=False)
                batches = (pa.Table.from_batches([piece]) for piece in pieces)
        while True:
            with with_faults:
                table = next(batches, None)
            if table is None:
                return
            yield table.select(names).rename_columns(list(wanted)).combine_chunks()


class _Faults:
    """What Arrow says of a damaged file, as our error."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if isinstance(error, pa.ArrowException | OSError):
            said = str(error).splitlines()[0][:120] if str(error) else kind.__name__
            raise InputError(f"is damaged ({said})", where=self.name, do="fetch it again") from error


def open_columns(path: Path, name: str, asked: Asked) -> Columns:
    with _Faults(name):
        file = pq.ParquetFile(path)
    schema = file.schema_arrow
    fields = resolve(schema.names, asked.columns, name)
    for column in fields.values():
        kind = schema.field(column).type
        if pa.types.is_nested(kind) or pa.types.is_boolean(kind):
            raise InputError(f"has {kind} in its column {column!r}", where=name, do="give numbers, times or texts")
    groups = tuple(file.metadata.row_group(place).num_rows for place in range(file.num_row_groups))
    return Columns(path, name, fields, sum(groups), groups)


def cells(stream: Stream, asked: Asked, tally: Tally, mark: Mark) -> Iterator[Part]:
    """The cells of the columns that are read. A mark is a number of rows; `at` counts bytes only to show how far it is."""
    if stream.packed:
        raise InputError("is a packed Parquet file", where=stream.name, do="unpack it; Parquet is packed inside")
    columns, first = open_columns(stream.path, stream.name, asked), 0
    size = stream.path.stat().st_size
    for number, rows in enumerate(columns.groups):
        if first + rows > mark.rows:
            place = first
            for table in columns.group(number, asked.only):
                for part in numbered(table, place):
                    place += part.num_rows
                    if place > mark.rows:
                        fresh = part.slice(max(0, part.num_rows - (place - mark.rows))) if place - part.num_rows < mark.rows else part
                        yield Part(fresh, place, size * place // max(1, columns.rows))
        first += rows


def numbered(table: Any, first: int) -> Iterator[Any]:
    """Pieces of a table with a column `row`."""
    for start in range(0, table.num_rows, AT_ONCE):
        part = table.slice(start, AT_ONCE)
        rows = np.arange(first + start, first + start + part.num_rows, dtype=np.int64)
        yield _plain(part).add_column(0, "row", pa.array(rows))


def _plain(table: Any) -> Any:
    """Dictionaries and decimals as what they stand for."""
    for place, one in enumerate(table.schema):
        if pa.types.is_dictionary(one.type):
            table = table.set_column(place, one.name, table.column(place).cast(one.type.value_type))
        elif pa.types.is_decimal(one.type):
            table = table.set_column(place, one.name, table.column(place).cast(pa.float64()))
        elif pa.types.is_large_string(one.type) or pa.types.is_string_view(one.type):
            table = table.set_column(place, one.name, table.column(place).cast(pa.string()))
        elif pa.types.is_date(one.type):
            table = table.set_column(place, one.name, table.column(place).cast(pa.timestamp("ms")))
    return table


def ahead(work: Callable[[int], T], tasks: int, threads: int) -> Iterator[T]:
    """The results of tasks 0, 1, ... in their order; a few more than the threads are under way."""
    if threads <= 1 or tasks <= 1:
        yield from map(work, range(tasks))
        return
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[T]] = deque()
        for task in range(tasks):
            waiting.append(pool.submit(work, task))
            if len(waiting) > threads + 1:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def in_order(columns: Columns, threads: int) -> bool:
    """Whether the rows are sorted by mmsi and time as they stand. Two of the columns are read; nothing is taken on trust."""

    def ends(number: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
        first: tuple[int, int] | None = None
        last: tuple[int, int] | None = None
        for table in columns.group(number, ("mmsi", "t")):
            if any(not _countable(one) or one.null_count for one in table.columns):
                return None
            if table.num_rows:
                mmsi, t = (_whole(table[name]) for name in ("mmsi", "t"))
                same = mmsi[1:] == mmsi[:-1]
                if ((mmsi[1:] < mmsi[:-1]) | (same & (t[1:] < t[:-1]))).any() or (last and (int(mmsi[0]), int(t[0])) < last):
                    return None
                first = first or (int(mmsi[0]), int(t[0]))
                last = (int(mmsi[-1]), int(t[-1]))
        return (first, last) if first and last else ((-1, -1), (-1, -1))

    before = (-1, -1)
    for found in ahead(ends, len(columns.groups), threads):
        if found is None or (found[0] < before and found[1] != (-1, -1)):
            return False
        before = max(before, found[1])
    return True


def _countable(column: Any) -> bool:
    return bool(pa.types.is_integer(column.type) or pa.types.is_timestamp(column.type))


def _whole(column: Any) -> Any:
    return (column.cast(pa.int64()) if pa.types.is_timestamp(column.type) else column).to_numpy()
