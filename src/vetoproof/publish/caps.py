"""The ledger of a cap -> what the page says of each period: share, reporters, months, conflicts, claims beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from vetoproof.findings.answer import Finding
from vetoproof.findings.caps import window_label
from vetoproof.findings.entries import Entry
from vetoproof.findings.ledger import NOT_REPORTED, TOGETHER, Account, Line, Year, months_of
from vetoproof.publish import words
from vetoproof.publish.rows import Book, anchor_of, starts
from vetoproof.regime.law import Chapter, Provision
from vetoproof.terms.days import Span

MARKS = {
    "M": "a figure for the month",
    "0": "reported as zero",
    "Z": "zero inferred: a later statement leaves no room for a figure",
    "T": "only inside a longer total of this reporter",
    "J": "only inside a total of several reporters together",
    "N": "not reported when the source came out",
    "?": "nothing found here: neither zero nor missing",
    "": "outside the days looked at",
}
INFERRED = "inferred_zero"


@frozen
class Cell:
    """One month of one reporter: its mark, and the row behind it."""

    month: date
    mark: str
    row: str

    @property
    def says(self) -> str:
        return f"{words.month(self.month)}: {MARKS[self.mark]}"

    @property
    def letter(self) -> str:
        return words.MONTHS[self.month.month - 1][0]

    @property
    def n(self) -> int:
        """The place of the mark in the list of marks: its pattern in the style sheet."""
        return list(MARKS).index(self.mark) + 1


@frozen
class Strip:
    """The months of one reporter in one period."""

    reporter: str
    period: str
    cells: tuple[Cell, ...]


@frozen
class Conflict:
    """Two figures for the same days that do not fit together."""

    reporter: str
    period: str
    figures: tuple[tuple[Line, str], ...]  # with the anchor of the row


@frozen
class Part:
    """What one reporter adds to a period."""

    reporter: str
    total: str
    silent: str
    not_reported: str
    rows: tuple[str, ...]


@frozen(eq=False)
class Period:
    """One period of a cap in words and numbers."""

    label: str
    year: Year
    share: str
    silence: str
    parts: tuple[Part, ...]
    rows: tuple[str, ...]
    running: bool

    @property
    def reported(self) -> str:
        return f"{words.band(self.year.reported)}" if self.year.reported else "no figure"

    @property
    def middle(self) -> str:
        return words.number(self.year.reported.mid) if self.year.reported else ""

    @property
    def open(self) -> bool:
        """Whether months are silent, so that the figure is only a floor."""
        return bool(self.year.silent)


@frozen(eq=False)
class Claim:
    """One claim beside the reports, and what the provision would make of it."""

    entry: Entry | None
    anchor: str
    claimant: str
    when: str
    what: str
    figure: str
    verdict: str
    said: str
    source: str
    row: dict[str, str]


@frozen(eq=False)
class CapView:
    """A chapter of the form `cap`."""

    provision: Provision
    limit: str
    unit: str
    periods: tuple[Period, ...]
    strips: tuple[Strip, ...]
    conflicts: tuple[Conflict, ...]
    claims: tuple[Claim, ...]
    aside: tuple[Claim, ...]

    @property
    def latest(self) -> Period | None:
        """The last period with any figure."""
        return next((period for period in reversed(self.periods) if period.year.reported), None)


def cap_view(book: Book, chapter: Chapter) -> CapView | None:
    """What the page shows of a cap; None without a ledger."""
    run = book.run
    if chapter.provision is None or not run.ledgers.get(chapter.provision):
        return None
    provision, years = run.law.by_id[chapter.provision], run.ledgers[chapter.provision]
    table_of = {id(row): name for name in chapter.tables for row in run.tables[name].rows}
    claims = tuple(claims_of(book, chapter, provision))
    return CapView(
        provision,
        words.number(years[-1].limit.mid),
        years[-1].limit.unit,
        tuple(_period(year, table_of, run.as_of) for year in years),
        tuple(strip for year in years for strip in strips(year, table_of, run.as_of)),
        tuple(conflict for year in years for conflict in _conflicts(year, table_of)),
        tuple(claim for claim in claims if claim.entry),
        tuple(claim for claim in claims if not claim.entry),
    )


def _anchor(line: Line, table_of: dict[int, str]) -> str:
    return anchor_of(table_of.get(id(line.row), ""), line.row)


def _period(year: Year, table_of: dict[int, str], as_of: date) -> Period:
    parts = tuple(_part(account, table_of) for account in year.accounts)
    rows = tuple(dict.fromkeys(row for part in parts for row in part.rows))
    running = year.span.end is None or year.span.end > as_of
    share = words.share(year.share, floor_only=bool(year.silent) or running)
    return Period(window_label(year.span), year, share, silence(year.accounts), parts, rows, running)


def _part(account: Account, table_of: dict[int, str]) -> Part:
    lines = (*account.lines, *account.conflicts)
    total = words.band(account.total) if account.total else "no figure"
    return Part(
        account.reporter,
        total,
        words.months(account.silent),
        words.months(account.not_reported),
        tuple(_anchor(line, table_of) for line in lines),
    )


def silence(accounts: Iterable[Account]) -> str:
    """`eleven months of Russia silent`; empty if no month is."""
    parts = [f"{words.counted(len(one.silent), 'month')} of {words.state(one.reporter)}" for one in accounts if one.silent]
    return f"{words.listed(parts)} silent" if parts else ""


def strips(year: Year, table_of: dict[int, str], as_of: date) -> Iterator[Strip]:
    """A strip a reporter; totals of several together count for each of them."""
    names = sorted({part for account in year.accounts for part in account.reporter.split(TOGETHER)})
    days = Span(year.span.start, min(year.span.end or as_of, as_of))
    inside = set(months_of(days))
    for name in names:
        cells = tuple(
            _cell(name, month, year.lines, table_of) if month in inside else Cell(month, "", "") for month in months_of(year.span)
        )
        yield Strip(name, window_label(year.span), cells)


def _cell(reporter: str, month: date, lines: Iterable[Line], table_of: dict[int, str]) -> Cell:
    about = [line for line in lines if reporter in line.reporter.split(TOGETHER) and month in line.months]
    marked = sorted(((_mark(line, reporter), line) for line in about), key=lambda pair: "M0ZNTJ".index(pair[0]))
    if not marked:
        return Cell(month, "?", "")
    if marked[0][0] == "N" and len(marked) > 1:
        marked = marked[1:]  # a longer total came later and covers the month
    return Cell(month, marked[0][0], _anchor(marked[0][1], table_of))


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


def _conflicts(year: Year, table_of: dict[int, str]) -> Iterator[Conflict]:
    for account in year.accounts:
        if account.conflicts:
            lines = (account.lines[0], *account.conflicts)
            figures = tuple((line, _anchor(line, table_of)) for line in lines)
            yield Conflict(account.reporter, words.span(lines[0].span), figures)


def claims_of(book: Book, chapter: Chapter, provision: Provision | None) -> Iterator[Claim]:
    """Every row of the chapter that a claimant stands behind; with its entry if it was put to the law."""
    entries = {anchor_of(entry.table, entry.row): entry for entry in book.run.of(chapter)}
    for table in chapter.tables:
        for row in book.rows(table):
            if row.get("claimant"):
                anchor = anchor_of(table, row)
                yield _claim(row, anchor, entries.get(anchor), provision)


def _claim(row: Row, anchor: str, entry: Entry | None, provision: Provision | None) -> Claim:
    return Claim(
        entry,
        anchor,
        row["claimant"],
        days_of(row),
        row.get("measure") or row.get("item") or "",
        words.claim(row),
        verdict(entry, provision),
        row.get("said", ""),
        row.get("source", ""),
        dict(row),
    )


def days_of(row: dict[str, str]) -> str:
    """The days that a claim is about."""
    start, end = row.get("from", ""), row.get("until", "")
    if start and end:
        return words.span(Span(date.fromisoformat(start), date.fromisoformat(end)))
    return f"until {end}" if end else starts(row)


def verdict(entry: Entry | None, provision: Provision | None) -> str:
    """The sentence on a claim: the finding that weighs most, on the chapter's paragraph if it has one."""
    if entry is None:
        return "not put to the law: no reading, or set aside by its flag"
    found = [one for one in entry.judgement.findings if provision is None or one.provision == provision.id]
    if not found:
        return "engages no paragraph in force on its days"
    return words.sentence(words.outcome(min(found, key=_weight)))


def _weight(finding: Finding) -> int:
    return ("breach", "depends", "request_unfulfilled", "within_cap", "exempt").index(finding.outcome)
