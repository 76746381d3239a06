"""A stream of CSV -> rows of cells, each with its place. A row that cannot be read is a row too, and those after it are read on.

Bytes that are no UTF-8 stand as the sign for that, in their row alone.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from vetoproof.evidence.stream import Stream
from vetoproof.terms.errors import InputError

LONGEST_CELL, LONGEST_ROW, LONGEST_HEADER = 1_000_000, 16_000_000, 16_384  # signs of a cell; bytes of a line
SEPARATORS = (",", ";", "\t")
Row = tuple[str, list[str], str]  # its place, its cells, or why it has none


def csv_rows(stream: Stream) -> Iterator[Row]:
    """The header first. Raises InputError if that cannot be read."""
    sign = _separator(stream)
    csv.field_size_limit(LONGEST_CELL)
    text = io.TextIOWrapper(io.BufferedReader(_Lines(stream)), encoding="utf-8-sig", errors="replace", newline="")
    rows = csv.reader(text, strict=True, delimiter=sign)
    try:
        yield "row 1", next(rows, []), ""
    except (csv.Error, UnicodeError) as error:
        raise InputError(
            f"has no header that can be read ({error})", where=stream.name, do="give CSV in UTF-8, JSON lines or Parquet"
        ) from error
    yield from _after_header(rows)


def _after_header(rows: Any) -> Iterator[Row]:
    number = 1
    while True:
        number, before = number + 1, rows.line_num
        try:
            row = next(rows, None)
        except (csv.Error, UnicodeError) as error:
            lines = max(1, rows.line_num - before)
            yield f"row {number}", [], f"cannot be read ({error})" + (f", with the {lines - 1:,} lines after it" if lines > 1 else "")
            number += lines - 1
            continue
        except InputError as error:  # the stream itself is broken
            yield f"row {number}", [], f"{error.what}; what comes after it was not looked at"
            return
        if row is None:
            return
        if row:
            yield f"row {number}", row, ""


def _separator(stream: Stream) -> str:
    """What parts the cells of the header: a comma, or the semicolon or tab of other offices."""
    head = stream.read(LONGEST_HEADER)
    stream.push(head)
    line = head.partition(b"\n")[0]
    return max(SEPARATORS, key=lambda sign: line.count(sign.encode()))


class _Lines(io.RawIOBase):
    """A stream of ours as Python's readers want it. A line without end is a fault once, and what is left of it is let go."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.since = 0  # bytes since a line began

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        block = self.stream.read(len(buffer))
        last = block.rfind(b"\n")
        self.since = self.since + len(block) if last < 0 else len(block) - last
        if self.since > LONGEST_ROW:
            self._skip_line()
            raise csv.Error(f"a line is longer than {LONGEST_ROW:,} bytes")
        buffer[: len(block)] = block
        return len(block)

    def _skip_line(self) -> None:
        self.since = 0
        while block := self.stream.read(1 << 20):
            _, end, rest = block.partition(b"\n")
            if end:
                self.stream.push(rest)
                return


__all__ = ["LONGEST_CELL", "LONGEST_ROW", "Row", "csv_rows"]
