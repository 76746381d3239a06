"""Rows with a day -> a timeline, with the sorts that stand out."""

from __future__ import annotations

from attrs import frozen

from vetoproof.publish import words
from vetoproof.publish.cells import texts
from vetoproof.publish.claims import days_of
from vetoproof.publish.grids import shown
from vetoproof.publish.rows import Book, anchor_of, starts
from vetoproof.regime.telling import Part


@frozen
class Moment:
    """One event: its day in words, its sort, what happened."""

    day: str
    when: str
    sort: str
    what: str
    more: tuple[str, ...]
    marked: bool
    anchor: str
    source: str


@frozen
class Timeline:
    """A part of the form `timeline`."""

    moments: tuple[Moment, ...]

    @property
    def newest_first(self) -> tuple[Moment, ...]:
        return tuple(reversed(self.moments))

    @property
    def marked(self) -> tuple[Moment, ...]:
        return tuple(one for one in self.moments if one.marked)

    @property
    def rows(self) -> tuple[str, ...]:
        return tuple(one.anchor for one in self.moments)


def timeline(book: Book, part: Part) -> Timeline:
    """The rows of a part in the order of their days. The longest text of a row is told first, the others beside it."""
    moments = []
    for table, row in shown(book, part):
        told = [text for text in texts(row, part.columns) if text]
        what = max(told, key=len, default="")
        sort = row.get(part.by, "")
        rest = tuple(text for text in told if text != what)
        when, _ = days_of(row) if not row.get("day") else (row["day"], "")
        anchor = anchor_of(table, row)
        moments.append(Moment(starts(row), when, words.plainly(sort), what, rest, sort in part.marks, anchor, row.get("source", "")))
    return Timeline(tuple(sorted(moments, key=lambda one: (one.day, one.anchor))))
