"""A part of a chapter -> what its form needs. What does not belong to its form is empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve, frozen

from vetoproof.assess.estimates import Estimated
from vetoproof.findings.entries import Entry
from vetoproof.findings.targets.regressions import Regression
from vetoproof.publish.advice import Advice, advice
from vetoproof.publish.caps import CapView, cap_view
from vetoproof.publish.chambers import Drawn, chambers
from vetoproof.publish.claims import ClaimsView, claims_view
from vetoproof.publish.events import Group, KindView, groups, kinds
from vetoproof.publish.grids import Grid, Matrix, grid, matrix, shown
from vetoproof.publish.intervals import IntervalsView, Strand, intervals_view
from vetoproof.publish.lanes import LanesView, lanes
from vetoproof.publish.listed import Free, Listed, free, listed
from vetoproof.publish.promised import FlowView, PathView, Standings, fallen, flow, paths, standings
from vetoproof.publish.rows import Book, anchor_of
from vetoproof.publish.ships import ShipsView, ships_view
from vetoproof.publish.timeline import Timeline, timeline
from vetoproof.publish.watch import Cover, mandate_strand
from vetoproof.regime.law import Provision
from vetoproof.regime.telling import Part


@frozen(eq=False)
class PartView:
    """A part with what its form needs."""

    part: Part
    anchor: str
    provision: Provision | None = None  # the duty that the part is about; a limit has its own words
    entries: tuple[Entry, ...] = ()
    cap: CapView | None = None
    claims: ClaimsView | None = None
    kinds: tuple[KindView, ...] = ()
    groups: tuple[Group, ...] = ()
    aside: Grid | None = None  # rows of events that no reading puts to the law
    grid: Grid | None = None
    matrix: Matrix | None = None
    intervals: IntervalsView | None = None
    timeline: Timeline | None = None
    listed: Listed | None = None
    free: tuple[Free, ...] = ()
    strand: Strand | None = None
    advice: tuple[Advice, ...] = ()
    chambers: tuple[Drawn, ...] = ()
    paths: tuple[PathView, ...] = ()
    standings: Standings | None = None
    flow: FlowView | None = None
    fallen: tuple[Regression, ...] = ()
    lanes: LanesView | None = None
    estimated: Estimated | None = None
    ships: ShipsView | None = None

    @property
    def empty(self) -> bool:
        """Whether it has nothing to show."""
        rows = (self.grid, self.matrix, self.intervals, self.timeline, self.aside, self.lanes)
        told = (
            self.cap,
            self.kinds,
            self.listed and self.listed.count,
            self.free,
            self.strand,
            self.advice,
            self.chambers,
            self.paths,
            self.flow,
            self.estimated,
            self.ships,
        )
        claimed = self.claims and self.claims.units
        promised = self.fallen or (self.standings and self.standings.rows)
        return not (any(told) or claimed or promised or any(one.rows for one in rows if one))


def part_view(book: Book, part: Part, anchor: str, cover: Cover) -> PartView:
    """A part by its form."""
    made = FORMS[part.form](book, part, cover)
    provision = book.run.law.by_id.get(part.provision or "") if part.form != "cap" else None
    return PartView(part, anchor, provision, book.run.of(part), **made)


def _events(book: Book, part: Part) -> Mapping[str, Any]:
    entries = book.run.of(part)
    put = {anchor_of(entry.table, entry.row) for entry in entries}
    left = [(table, row) for table, row in shown(book, part) if anchor_of(table, row) not in put]
    aside = grid(book, evolve(part, by=part.outcome), left) if left and part.columns else None
    return {"kinds": kinds(book.run.law, entries, part.outcome), "groups": groups(book.run.law, entries), "aside": aside}


def _claims(book: Book, part: Part) -> Mapping[str, Any]:
    found = claims_view(book, part)
    return {"claims": found, "groups": found.groups}


def _listed(book: Book) -> Listed:
    return listed(book.run.law, book.run.as_of)


FORMS: Mapping[str, Callable[[Book, Part, Cover], Mapping[str, Any]]] = {
    "cap": lambda book, part, cover: {"cap": cap_view(book, part), "groups": groups(book.run.law, book.run.of(part))},
    "events": lambda book, part, cover: _events(book, part),
    "claims": lambda book, part, cover: _claims(book, part),
    "table": lambda book, part, cover: {"grid": grid(book, part)},
    "matrix": lambda book, part, cover: {"matrix": matrix(book, part)},
    "intervals": lambda book, part, cover: {"intervals": intervals_view(book, part)},
    "timeline": lambda book, part, cover: {"timeline": timeline(book, part)},
    "listed": lambda book, part, cover: {"listed": _listed(book)},
    "exempt": lambda book, part, cover: {"free": free(book.run.law, part, book.run.as_of)},
    "watch": lambda book, part, cover: {"strand": mandate_strand(book.run)},
    "advice": lambda book, part, cover: {"advice": advice(book, cover)},
    "chamber": lambda book, part, cover: {"chambers": chambers(book, part)},
    "paths": lambda book, part, cover: {"paths": paths(book, part)},
    "promises": lambda book, part, cover: {"standings": standings(book, part)},
    "flow": lambda book, part, cover: {"flow": flow(book, part)},
    "regressions": lambda book, part, cover: {"fallen": fallen(book, part)},
    "lanes": lambda book, part, cover: {"lanes": lanes(book, part)},
    "estimate": lambda book, part, cover: {"estimated": book.run.estimates.get(part.estimate)},
    "map": lambda book, part, cover: {"ships": ships_view(book.run.law, book.run.ships)},
    "law": lambda book, part, cover: {},
}
