"""Files of parties (JSON lines, CSV, Parquet; by content) -> maps of the query format, row by row; a row that is no party says why."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from vetoproof.detect.names.several import UNREAD
from vetoproof.evidence.reading import PARQUET
from vetoproof.evidence.stream import BOUNDS, GZIP, ZSTD, Stream, open_stream, regular, shown
from vetoproof.monitor.screening import Asked, Torn, Unread
from vetoproof.monitor.screening_arrow import AT_ONCE, FAULTS, rows_of
from vetoproof.monitor.screening_columns import Columns, Opened, Remarks, guessed, map_of, meant
from vetoproof.monitor.screening_csv import csv_rows
from vetoproof.terms.errors import InputError

LONGEST_LINE = 1_000_000  # bytes of a line of JSON
STDIN = "-"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def open_parties(path: Path, given: Mapping[str, str]) -> Opened:
    """`given`: which column holds what, where the user says so."""
    meant(given)
    if str(path) == STDIN:
        return _text(_standard_input(), given)
    regular(path)
    with path.open("rb") as file:
        magic = file.read(len(PARQUET))
    return _parquet(path, given) if magic == PARQUET else _text(open_stream(path), given)


def _standard_input() -> Stream:
    raw: Any = sys.stdin.buffer
    stream = Stream(Path(STDIN), "standard input", BOUNDS, False, raw=raw, body=raw)
    head = stream.read(len(PARQUET))
    stream.push(head)
    if head == PARQUET or head.startswith((GZIP, ZSTD)):
        raise InputError("is Parquet, or packed", where=stream.name, do="give the file itself with --file, or JSON lines or CSV here")
    return stream


def _text(stream: Stream, given: Mapping[str, str]) -> Opened:
    head = stream.read(LONGEST_LINE)
    stream.push(head)
    if not head:
        return Opened(iter(()))
    if head.startswith(_UTF_16) or head[:1_000].count(0) * 4 > len(head[:1_000]):
        raise InputError("is no UTF-8 (every other byte is none: UTF-16?)", where=stream.name, do="save it as UTF-8, and give that")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return _csv(stream, given)
    if given:
        raise InputError("has no columns: it is JSON lines", where=stream.name, do="leave out --map, and call each value by its property")
    return Opened(_lines(_split(stream)))


# ---- JSON lines


def _split(stream: Stream) -> Iterator[bytes]:
    """Lines; one that is too long is cut, and its rest left out."""
    rest = b""
    try:
        while block := stream.read(1 << 20):
            lines = (rest + block).split(b"\n")
            rest = lines.pop()
            if len(rest) > 2 * LONGEST_LINE:
                rest = rest[: LONGEST_LINE + 1]
            yield from lines
    except InputError:
        yield rest  # what came before the fault stands
        raise
    if rest:
        yield rest


def _lines(lines: Iterable[bytes]) -> Iterator[Asked]:
    number = 0
    try:
        for number, line in enumerate(lines, 1):  # noqa: B007
            if text := line.removeprefix(b"\xef\xbb\xbf").strip():
                yield _line(text, number)
    except InputError as error:
        yield Unread(f"after line {number:,}", f"{error.what}; what comes after it was not looked at")


def _line(text: bytes, number: int) -> Asked:
    if len(text) > LONGEST_LINE:
        return Unread(f"line {number}", f"is longer than {LONGEST_LINE:,} bytes")
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        return Unread(f"line {number}", f"is not JSON ({str(error)[:80]})")
    return found if isinstance(found, dict) else Unread(f"line {number}", "is not an object")


# ---- CSV


def _csv(stream: Stream, given: Mapping[str, str]) -> Opened:
    rows = csv_rows(stream)
    _, header, _ = next(rows)
    if any(UNREAD in column for column in header):
        raise InputError("has a header with bytes that are no UTF-8 (Latin-1?)", where=stream.name, do="save it as UTF-8, and give that")
    columns, remarks = guessed(header, given, stream.name), Remarks()
    return Opened(_cells(rows, header, columns, remarks), columns, remarks)


def _cells(rows: Iterable[tuple[str, list[str], str]], header: list[str], columns: Columns, remarks: Remarks) -> Iterator[Asked]:
    holds = [columns.chosen.get(column, "") for column in header]
    width = len(header)
    for place, row, fault in rows:
        if fault or len(row) != width:
            yield Unread(place, fault or f"has {len(row)} cells, the header {width}")
            continue
        torn = not (whole := "".join(row)).isascii() and UNREAD in whole
        if torn:
            remarks.saw_unread(place)
        yield _asked(holds, row, remarks, place, torn=torn)


def _asked(holds: list[str], row: Any, remarks: Remarks, place: str, *, torn: bool) -> Asked:
    try:
        found = map_of(holds, row, remarks)
    except (ValueError, TypeError):
        return Unread(place, "props is no object")
    return Torn.of(found, place) if torn else found


# ---- Parquet and Arrow


def _parquet(path: Path, given: Mapping[str, str]) -> Opened:
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise InputError(
            f"is no Parquet that can be read ({str(error).splitlines()[0]})", where=shown(path.name), do="write it again"
        ) from error
    columns, remarks = guessed(file.schema_arrow.names, given, shown(path.name)), Remarks()
    wanted = [name for name in file.schema_arrow.names if name in columns.chosen]
    return Opened(_maps(file.iter_batches(AT_ONCE, columns=wanted), columns, remarks), columns, remarks)


def maps_of(table: Any) -> Iterator[Asked]:
    """The rows of an Arrow table, read as those of a file."""
    return _maps(iter(table.to_batches(max_chunksize=AT_ONCE)), guessed(table.column_names, {}, "table"), Remarks())


def _maps(batches: Iterator[Any], columns: Columns, remarks: Remarks) -> Iterator[Asked]:
    done = 0
    while True:
        try:
            batch = next(batches, None)
        except FAULTS as error:
            what = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
            yield Unread(f"after row {done:,}", f"cannot be read ({what}); what comes after it was not looked at")
            return
        if batch is None:
            return
        holds = [columns.chosen.get(name, "") for name in batch.schema.names]
        rows, torn = rows_of(batch)
        for number, row in enumerate(rows, done + 1):
            yield _asked(holds, row, remarks, f"row {number}", torn=torn and any(type(one) is str and UNREAD in one for one in row))
        done += batch.num_rows


__all__ = ["BOUNDS", "Columns", "Opened", "maps_of", "open_parties"]
