"""A stream of text -> blocks of whole records: what is well formed goes on together, what is not is named and left out.

A record is a line, or in a CSV a row whose quoted cells may hold line ends (RFC 4180). The same records come out whatever the
size of a block. Where a record is broken, its first line is refused and reading goes on at the next line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import define, field, frozen

from vetoproof.evidence.tables import Refusal

Places = npt.NDArray[np.int64]
COMMA, QUOTE, LF, CR = b',"\n\r'
_QUOTED = rb'"[^"\0]*+(?:""[^"\0]*+)*+"'
_CELL = rb"(?:" + _QUOTED + rb'|[^",\r\n\0]*+)'
ROW = re.compile(_CELL + rb"(?:," + _CELL + rb")*+\r?\n")
LINE = re.compile(rb"[^\n]*+\n")


@frozen(eq=False)
class Block:
    """Whole records, each with its line end; the number of each; those that were refused; how far the stream was read."""

    text: bytes
    numbers: Places
    refused: tuple[Refusal, ...]
    done: int
    at: int


@frozen
class Shape:
    """How records are told apart: `record` matches one; `quoted`: cells in quotes may hold line ends."""

    record: re.Pattern[bytes]
    quoted: bool


CSV, LINES = Shape(ROW, True), Shape(LINE, False)


@define
class Blocks:
    """Reads blocks of about `size` bytes from `read`, which returns none only at the end."""

    read: Callable[[int], bytes]
    shape: Shape
    longest: int  # bytes of a record
    size: int
    done: int = 0
    at: int = 0
    _rest: bytes = field(default=b"", init=False)
    _ended: bool = field(default=False, init=False)

    def __iter__(self) -> Iterator[Block]:
        while self._fill():
            ends = ends_of(self._rest, self.shape, self.longest, self._ended)
            if ends is None:
                yield from self._walk()
            elif len(ends):
                yield self._block(self._rest[: ends[-1]], np.arange(1, len(ends) + 1), (), int(ends[-1]), len(ends))

    def _fill(self) -> bool:
        """Read on; whether there is something to work on."""
        if not self._ended:
            more = self.read(self.size)
            self._ended = not more
            self._rest += more
        if self._ended and self._rest and not self._rest.endswith(b"\n"):
            self._rest += b"\n"
        return bool(self._rest) or not self._ended

    def _block(self, text: bytes, numbers: Places, refused: tuple[Refusal, ...], used: int, records: int) -> Block:
        found = Block(text, numbers + self.done, refused, self.done + records, self.at + used)
        self.done, self.at, self._rest = found.done, found.at, self._rest[used:]
        return found

    def _walk(self) -> Iterator[Block]:
        """Record by record, because something is wrong in what was read."""
        text, place, count = self._rest, 0, 0
        good: list[tuple[int, int, int]] = []
        refused: list[Refusal] = []
        while place < len(text):
            if not self._ended and len(text) - place <= self.longest:
                break
            end, why = self._record(text, place)
            if end < 0 and place:
                break  # what stands before the endless line goes out first
            if end < 0:
                end = self._skip_line()
            count += 1
            if why:
                refused.append(Refusal(self.done + count, why))
            else:
                good.append((place, end, count))
            place = end
        kept = b"".join(text[first:last] for first, last, _ in good)
        if count:
            numbers = np.array([number for *_, number in good], np.int64)
            yield self._block(kept, numbers, tuple(refused), place, count)

    def _record(self, text: bytes, place: int) -> tuple[int, str]:
        """Where the record ends, and what is wrong with it; -1: not in this text."""
        found = self.shape.record.match(text, place, place + self.longest)
        if found is None:
            end = text.find(b"\n", place) + 1 or -1
            return end, self._reason(text[place : end if end > 0 else None], self.at + place)
        return found.end(), _not_utf8(found.group(), self.at + place)

    def _reason(self, line: bytes, at: int) -> str:
        if len(line) >= self.longest:
            return f"longer than {self.longest:,} bytes; shorten it"
        if b"\0" in line:
            return f"a NUL byte at byte {at + line.index(0)}; save the file as text"
        if re.search(rb"\r[^\n]", line):
            return "a line end that is a lone CR; save the file with LF or CRLF"
        return (
            _not_utf8(line, at) or 'a quote that is not closed, or stands inside a cell; write "" for a quote, and quotes around the cell'
        )

    def _skip_line(self) -> int:
        """Read past a line that has no end in sight; where the text that was held before ends then."""
        skipped = len(self._rest)
        while not self._ended:
            more = self.read(self.size)
            self._ended = not more
            if (end := more.find(b"\n")) >= 0:
                return self._after(skipped, end + 1, more)
            skipped += len(more)
        return self._after(skipped, 0, b"")

    def _after(self, skipped: int, used: int, more: bytes) -> int:
        """Forget the skipped bytes, keep what follows them."""
        held = len(self._rest)
        self.at += skipped + used - held
        self._rest += more[used:]
        return held


def ends_of(text: bytes, shape: Shape, longest: int, ended: bool) -> Places | None:
    """Where each whole record ends; None if something is wrong and the text must be walked through."""
    raw = np.frombuffer(text, np.uint8)
    ends: Places = np.flatnonzero(raw == LF) + 1
    quotes: Places = np.flatnonzero(raw == QUOTE) if shape.quoted and QUOTE in text else np.empty(0, np.int64)
    if len(quotes):
        ends = ends[np.searchsorted(quotes, ends) % 2 == 0]
    last = int(ends[-1]) if len(ends) else 0
    if len(text) - last > longest or (ended and last < len(text)) or (len(ends) and np.diff(ends, prepend=0).max() > longest):
        return None
    whole = text[:last]
    if shape.quoted and (b"\0" in whole or not _well_quoted(raw, quotes[quotes < last]) or _lone_returns(raw[:last], quotes)):
        return None
    return None if _not_utf8(whole, 0) else ends


def _well_quoted(raw: Any, quotes: Places) -> bool:
    """Whether every quote opens a cell, closes one, or is doubled."""
    opens, closes = quotes[::2], quotes[1::2]
    before, after = raw[np.maximum(opens - 1, 0)], raw[closes + 1]
    return bool(np.isin(before[opens > 0], (COMMA, LF, QUOTE)).all() and np.isin(after, (COMMA, LF, CR, QUOTE)).all())


def _lone_returns(raw: Any, quotes: Places) -> bool:
    """Whether a CR outside quotes stands without its LF."""
    returns = np.flatnonzero(raw == CR)
    lone = returns[raw[np.minimum(returns + 1, len(raw) - 1)] != LF]
    return bool((np.searchsorted(quotes, lone) % 2 == 0).any())


def _not_utf8(text: bytes, at: int) -> str:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"not UTF-8 at byte {at + error.start} (0x{text[error.start]:02x}); save the file as UTF-8"
    return ""
