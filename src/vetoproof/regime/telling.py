"""How the record is put to a regime (readings), and what the report tells of it (chapters)."""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen

from vetoproof.regime.words import Names


@frozen
class Reading:
    """How a table of the record is put to this regime: which fact one row states.

    `fact` is the form of the fact; a text `$column` stands for the row's value, and an empty one leaves its key out.
    It is about the rows whose columns hold one of the words of `where`, and none of those of `unless`.
    """

    table: str
    fact: dict[str, object]
    where: dict[str, Names] = field(factory=dict)
    unless: dict[str, Names] = field(factory=dict)
    note: str = ""
    alternatives: Names = ()  # innocent explanations beyond those of the kind


@frozen
class CustomsReading:
    """How customs statistics are put to this regime: whose trade is looked at, and which fact a flow states.

    `sells`, `buys`: the direction of what that State sells and buys. In `fact` a `$column` stands for the flow's value. Of a flow that may
    be trade with a State of a like name (`namesakes`) the direction is left out. `hubs`: States through which goods may go on; `pipes`:
    States from which crude runs by pipeline, in no customs figure. `as_reporter`: what is noted where that State itself is the reporter.
    """

    of: str
    sells: str
    buys: str
    fact: dict[str, object]
    namesakes: Names = ()
    hubs: Names = ()
    pipes: Names = ()
    as_reporter: str = ""
    note: str = ""


@frozen
class CallReading:
    """What a call at a port of a State (`of`) would engage, were it made: a fact that nobody saw, put to the law as a possibility.

    In `fact` a `$column` stands for what is known of the gap, the port and the ship. It is put for ships whose cargo in between is one of
    `cargo` (unloaded, loaded, unchanged, unknown); none named: for all. `unit`: what the tonnes of the cargo are put into.
    """

    of: str
    title: str
    fact: dict[str, object]
    cargo: Names = ()
    unit: str = ""
    note: str = ""
    alternatives: Names = ()  # innocent explanations beyond those of the kind


@frozen
class SightingReading:
    """How an event in the positions of ships is put to the law: one of `events`, at a port of a State of `at` (empty: anywhere).

    In `fact` a `$column` stands for what is known of the event: mmsi, imo, name, flag, those of the other ship (other_imo ..), port,
    port_state, from, until.
    """

    events: Names
    title: str
    fact: dict[str, object]
    at: Names = ()
    note: str = ""
    alternatives: Names = ()  # innocent explanations beyond those of the kind


Form = Literal[
    "cap", "events", "claims", "intervals", "table", "matrix", "timeline", "listed", "exempt", "watch", "advice", "law", "chamber",
    "paths", "promises", "flow", "regressions", "lanes", "estimate", "map",
]  # fmt: skip


@frozen
class Lane:
    """One line of a chart of lanes: the rows of a table that hold one of the words, by their days."""

    title: str
    table: str
    where: dict[str, Names] = field(factory=dict)


@frozen
class Part:
    """A part of a chapter: its form, the tables it tells of, and which of their columns say what.

    `by` names the column that groups the rows (or heads the columns of a matrix), `columns` those that are shown, `claimant` who
    stands behind a row, `outcome` what tells events apart, `marks` the words of `by` that stand out. `not_put` says why rows of
    these tables are no facts of the law. `measures` names the promises that it tells of, `group` whose members; `columns` are then tests.
    `lanes` are drawn one below the other `since` a day. `estimate` names
    what is worked out.
    `unit` is which of the two units of a limit it shows; `suppliers` are the States known to supply, whose silence is then seen.
    """

    form: Form
    title: str = ""
    lede: str = ""
    provision: str | None = None
    tables: Names = ()
    where: dict[str, Names] = field(factory=dict)
    columns: Names = ()
    by: str = ""
    claimant: str = "claimant"
    outcome: str = "outcome"
    marks: Names = ()
    exemptions: Names = ()
    not_put: str = ""
    measures: Names = ()
    group: str = ""
    lanes: tuple[Lane, ...] = ()
    since: str = ""
    estimate: str = ""
    unit: str = ""
    suppliers: Names = ()


@frozen
class Chapter:
    """A chapter of the report: one form, or several parts; and what it cannot see."""

    id: str
    title: str
    form: Form = "law"
    lede: str = ""
    provision: str | None = None
    tables: Names = ()
    unseen: Names = ()
    parts: tuple[Part, ...] = ()

    @property
    def sections(self) -> tuple[Part, ...]:
        """Its parts; a chapter of one form is one part."""
        return self.parts or (Part(self.form, provision=self.provision, tables=self.tables),)

    @property
    def every_table(self) -> Names:
        """The tables of all its parts, each once."""
        return tuple(dict.fromkeys(name for part in self.sections for name in part.tables))
