"""The lines of a ledger -> a strip of months for each reporter: what is known of each month, in one letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import frozen

from vetoproof.findings.ledger import NOT_REPORTED, TOGETHER, Line, Year, months_in
from vetoproof.publish import words
from vetoproof.publish.rows import key_of
from vetoproof.terms.days import Span

MARKS = {
    "M": "a figure for the month",
    "0": "reported as zero",
    "Z": "zero inferred: a later statement leaves no room for a figure",
    "C": "only inside totals of this reporter that conflict",
    "T": "only inside a longer total of this reporter",
    "J": "only inside a total of several reporters together",
    "N": "not reported when the source came out",
    "?": "nothing found here: neither zero nor missing",
}  # a mark that says more comes first
CONFLICT = "C"
OUTSIDE = ""  # a month that is not looked at
INFERRED = "inferred_zero"

Anchors = Mapping[str, str]  # where a row stands on the page, by its key


@frozen
class Cell:
    """One month of one reporter: its mark, and the row behind it."""

    month: date
    mark: str
    row: str = ""

    @property
    def says(self) -> str:
        return f"{words.month(self.month)}: {MARKS.get(self.mark, 'outside the days looked at')}"

    @property
    def letter(self) -> str:
        return words.MONTHS[self.month.month - 1][0]

    @property
    def n(self) -> int:
        """The number of the mark: its pattern in the style sheet."""
        return [*MARKS, OUTSIDE].index(self.mark) + 1


@frozen
class Strip:
    """The months of one reporter in one period."""

    reporter: str
    period: str
    cells: tuple[Cell, ...]


def strips(year: Year, anchors: Anchors, as_of: date, life: Span) -> Iterator[Strip]:
    """A strip a reporter. A total of several together counts for each of them if the account of the period is theirs.

    `life`: the days on which the limit was in force.
    """
    last = min(year.span.end or as_of, as_of, life.end or as_of)
    looked_at = {month for month in months_in(year.span) if month <= last and month in life}
    silent = set(year.silent)
    for account in year.accounts:
        spans = {other.span for other in account.conflicts}
        for name in account.reporter.split(TOGETHER):
            lines = [line for line in year.lines if line.reporter in (name, account.reporter)]
            marked = [(CONFLICT if line.span in spans else _mark(line, name), line) for line in lines]
            cells = (
                _cell(month, marked, (name, month) in silent, anchors) if month in looked_at else Cell(month, OUTSIDE)
                for month in _columns(year.span)
            )
            yield Strip(name, short_label(year.span), tuple(cells))


def short_label(span: Span) -> str:
    """A period in a few signs: `2018`, `2017/18` for one that runs over the end of a year."""
    last = span.end or span.start
    return str(span.start.year) if span.start.year == last.year else f"{span.start.year}/{last.year % 100:02}"


def _columns(span: Span) -> list[date]:
    """The months of a period; of one that lies in a single calendar year all twelve, so that periods stand below each other."""
    found = list(months_in(span))
    if found and found[0].year == found[-1].year:
        return [date(found[0].year, month, 1) for month in range(1, 13)]
    return found


def _cell(month: date, marked: Iterable[tuple[str, Line]], silent: bool, anchors: Anchors) -> Cell:
    """Of a month that the account leaves silent only "not reported" is shown; of another, the row that says most."""
    about = [(mark, line) for mark, line in marked if month in line.months]
    shown = [pair for pair in about if pair[0] == "N" or not silent]
    best = min(shown, key=lambda pair: list(MARKS).index(pair[0]), default=None)
    return Cell(month, best[0], anchors[key_of(best[1].row)]) if best else Cell(month, "?")


def _mark(line: Line, reporter: str) -> str:
    if line.row["status"] == NOT_REPORTED:
        return "N"
    if line.reporter != reporter:
        return "J"
    if len(line.months) > 1:
        return "T"
    if line.row["status"] == INFERRED:
        return "Z"
    return "0" if line.stated and not line.stated.mid else "M"
