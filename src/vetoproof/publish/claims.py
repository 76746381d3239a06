"""Rows with a claimant -> claims, each with what the law would make of it; ranges by unit, never a sum across claimants."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from vetoproof.evidence.record import Row
from vetoproof.findings.entries import Entry
from vetoproof.publish import words
from vetoproof.publish.events import Group, groups
from vetoproof.publish.rows import Book, anchor_of, starts
from vetoproof.regime.law import Chapter
from vetoproof.terms.days import Span, read_day

NOT_PUT = "Not put to the law: no reading, or set aside by its flag"


@frozen(eq=False)
class Claim:
    """One claim, and what the law would make of it."""

    entry: Entry | None
    anchor: str
    row: Row
    when: str
    brief: str  # the same days in short, for a chart
    figure: str
    verdict: str

    @property
    def claimant(self) -> str:
        return self.row["claimant"]

    @property
    def what(self) -> str:
        return self.row.get("measure") or self.row.get("item") or ""

    @property
    def capacity(self) -> bool:
        """Whether the figure is what the carriers could hold, not what they held."""
        return self.row.get("bound") == "capacity"

    @property
    def unit(self) -> str:
        return self.row.get("unit", "")

    @property
    def said(self) -> str:
        return self.row.get("said", "")

    @property
    def source(self) -> str:
        return self.row.get("source", "")

    @property
    def flag(self) -> str:
        return self.row.get("flag", "")


@frozen(eq=False)
class UnitView:
    """All claims in one unit."""

    unit: str
    claims: tuple[Claim, ...]
    judged: bool

    @property
    def name(self) -> str:
        return words.unit(self.unit) or "no unit"

    @property
    def claimants(self) -> int:
        return len({claim.claimant for claim in self.claims})

    @property
    def newest(self) -> Claim:
        return max(self.claims, key=lambda claim: (claim.said, claim.anchor))

    @property
    def rows(self) -> tuple[str, ...]:
        return tuple(claim.anchor for claim in self.claims)


@frozen(eq=False)
class ClaimsView:
    """A chapter of the form `claims`."""

    units: tuple[UnitView, ...]
    groups: tuple[Group, ...]

    @property
    def judged(self) -> tuple[UnitView, ...]:
        return tuple(view for view in self.units if view.judged)

    @property
    def others(self) -> tuple[UnitView, ...]:
        return tuple(view for view in self.units if not view.judged)


def claims_view(book: Book, chapter: Chapter) -> ClaimsView:
    """The claims of a chapter; those in a unit that was put to the law first, then by how many there are."""
    by_unit: dict[str, list[Claim]] = {}
    for claim in claims_of(book, chapter):
        by_unit.setdefault(claim.unit, []).append(claim)
    views = [UnitView(unit, tuple(found), any(one.entry for one in found)) for unit, found in by_unit.items()]
    views.sort(key=lambda view: (not view.judged, -len(view.claims), view.unit))
    return ClaimsView(tuple(views), groups(book.run.law, book.run.of(chapter)))


def claims_of(book: Book, chapter: Chapter, provision: str | None = None) -> Iterator[Claim]:
    """Every row of the chapter that a claimant stands behind, judged under one provision or under all."""
    entries = {anchor_of(entry.table, entry.row): entry for entry in book.run.of(chapter)}
    for table in chapter.tables:
        for row in book.rows(table) if table in book.run.tables else ():
            if row.get("claimant"):
                anchor = anchor_of(table, row)
                yield _claim(row, anchor, entries.get(anchor), provision)


def _claim(row: Row, anchor: str, entry: Entry | None, provision: str | None) -> Claim:
    when, brief = days_of(row)
    found = entry.judgement.findings if entry else ()
    verdict = words.verdict(one for one in found if provision in (None, one.provision)) if entry else NOT_PUT
    return Claim(entry, anchor, row, when, brief, words.claim(row), verdict)


def days_of(row: Row) -> tuple[str, str]:
    """The days that a claim is about, in full and in short."""
    start, end = _day(row.get("from", "")), _day(row.get("until", ""))
    if start and end and start <= end:
        return words.span(Span(start, end)), words.brief(Span(start, end))
    if end:
        return f"until {words.day(end)}", f"until {words.brief(Span(end))}"
    return starts(row), starts(row)


def _day(text: str) -> date | None:
    try:
        return read_day(text)
    except ValueError:
        return None
