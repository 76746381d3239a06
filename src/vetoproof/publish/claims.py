"""Claims -> ranges by claimant and unit; never a sum across claimants."""

from __future__ import annotations

from attrs import frozen

from vetoproof.publish import words
from vetoproof.publish.caps import Claim, claims_of
from vetoproof.publish.events import Group, groups
from vetoproof.publish.rows import Book
from vetoproof.regime.law import Chapter


@frozen(eq=False)
class UnitView:
    """All claims in one unit."""

    unit: str
    claims: tuple[Claim, ...]
    judged: bool

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
    for claim in claims_of(book, chapter, None):
        by_unit.setdefault(claim.row.get("unit", ""), []).append(claim)
    views = [UnitView(unit, tuple(found), any(one.entry for one in found)) for unit, found in by_unit.items()]
    views.sort(key=lambda view: (not view.judged, -len(view.claims), view.unit))
    return ClaimsView(tuple(views), groups(book.run.law, book.run.of(chapter)))


def unit_name(view: UnitView) -> str:
    return words.unit(view.unit) or "no unit"
