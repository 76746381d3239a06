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
from vetoproof.regime.telling import Part
from vetoproof.terms.days import Span, read_day

NOT_PUT = "Not put to the law"


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
    claimant: str

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
    """All claims in one unit, or about one word of the column by which the part groups them."""

    unit: str
    claims: tuple[Claim, ...]
    judged: bool
    name: str

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


def claims_view(book: Book, part: Part) -> ClaimsView:
    """The claims of a part; those in a unit that was put to the law first, then by how many there are."""
    by_word: dict[str, list[Claim]] = {}
    for claim in claims_of(book, part):
        by_word.setdefault(claim.row.get(part.by, "") if part.by else claim.unit, []).append(claim)
    views = [UnitView(word, tuple(found), any(one.entry for one in found), _name(part, word)) for word, found in by_word.items()]
    views.sort(key=lambda view: (not view.judged, -len(view.claims), view.unit))
    return ClaimsView(tuple(views), groups(book.run.law, book.run.of(part)))


def _name(part: Part, word: str) -> str:
    if part.by:
        return words.value(part.by, word)
    return words.unit(word) or "no unit"


def claims_of(book: Book, part: Part, provision: str | None = None) -> Iterator[Claim]:
    """Every row of the part that a claimant stands behind, judged under one provision or under all."""
    entries = {anchor_of(entry.table, entry.row): entry for entry in book.run.of(part)}
    for table in part.tables:
        for row in book.rows(table) if table in book.run.tables else ():
            if claimant := row.get(part.claimant):
                anchor = anchor_of(table, row)
                yield _claim(row, claimant, anchor, entries.get(anchor), provision)


def _claim(row: Row, claimant: str, anchor: str, entry: Entry | None, provision: str | None) -> Claim:
    when, brief = days_of(row)
    found = entry.judgement.findings if entry else ()
    verdict = words.verdict(one for one in found if provision in (None, one.provision)) if entry else NOT_PUT
    return Claim(entry, anchor, row, when, brief, words.claim(row), verdict, claimant)


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
