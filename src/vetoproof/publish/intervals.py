"""Rows with a first and a last day -> intervals: what was so, from when to when, and the last day on which somebody looked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from vetoproof.evidence.record import Row
from vetoproof.publish import words
from vetoproof.publish.cells import heads, texts
from vetoproof.publish.grids import shown
from vetoproof.publish.rows import Book, anchor_of
from vetoproof.regime.telling import Part
from vetoproof.terms.days import read_day

NO_BETTER = frozenset({"", "day"})  # a first day that is known as a day


@frozen
class Interval:
    """One state of one thing. `end` None: no end was seen; then nothing is known after `looked`."""

    start: date
    end: date | None
    looked: date | None
    precision: str
    state: str
    texts: tuple[str, ...]
    anchor: str
    source: str

    @property
    def when(self) -> str:
        """`from August 2018 to 30 November 2018`."""
        first = words.day(self.start) if self.precision in NO_BETTER else f"{words.day(self.start)} (known by the {self.known_by})"
        if self.end:
            return f"{first} to {words.day(self.end)}"
        return f"since {first}; last looked at {words.day(self.looked)}" if self.looked else f"since {first}"

    @property
    def known_by(self) -> str:
        return words.plainly(self.precision)

    @property
    def open(self) -> bool:
        return self.end is None


@frozen
class Strand:
    """The intervals of one thing, in order."""

    name: str
    intervals: tuple[Interval, ...]


@frozen
class IntervalsView:
    """A part of the form `intervals`."""

    columns: tuple[str, ...]
    strands: tuple[Strand, ...]

    @property
    def states(self) -> tuple[str, ...]:
        """The words for what was so, the most frequent first."""
        words_ = [one.state for strand in self.strands for one in strand.intervals]
        return tuple(sorted(set(words_), key=lambda word: (-words_.count(word), word)))

    @property
    def rows(self) -> tuple[str, ...]:
        return tuple(one.anchor for strand in self.strands for one in strand.intervals)

    @property
    def looked(self) -> date | None:
        return max((one.looked for strand in self.strands for one in strand.intervals if one.looked), default=None)


def intervals_view(book: Book, part: Part) -> IntervalsView:
    """The rows of a part by the thing that they are about; the first of its columns names the state."""
    strands: dict[str, list[Interval]] = {}
    for table, row in shown(book, part):
        if row.get("from"):
            strands.setdefault(row.get(part.by, ""), []).append(_interval(part, table, row))
    named = (Strand(name, tuple(in_order(found))) for name, found in sorted(strands.items()))
    return IntervalsView(tuple(heads(part.columns)), tuple(named))


def in_order(intervals: Iterable[Interval]) -> list[Interval]:
    return sorted(intervals, key=lambda one: (one.start, one.anchor))


def _interval(part: Part, table: str, row: Row) -> Interval:
    start, end, looked = (read_day(row[key]) if row.get(key) else None for key in ("from", "until", "last_seen"))
    told = tuple(texts(row, part.columns))
    assert start is not None
    return Interval(start, end, looked, row.get("precision", ""), told[0], told, anchor_of(table, row), row.get("source", ""))
