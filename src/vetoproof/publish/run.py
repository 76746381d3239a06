"""What one run hands to the publisher: the law, the two days, the record, the entries judged, the ledgers, the unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field, frozen

from vetoproof.assess.calendar import Due
from vetoproof.assess.estimates import Estimated
from vetoproof.evidence.record import Table
from vetoproof.findings.answer import Finding
from vetoproof.findings.entries import Entry
from vetoproof.findings.ledger import Year
from vetoproof.findings.statements import State
from vetoproof.findings.targets.promise import Promise
from vetoproof.findings.targets.regressions import Regression
from vetoproof.publish.ships import Ships
from vetoproof.regime.law import Regime
from vetoproof.regime.telling import Chapter, Part
from vetoproof.terms.unseen import Unseen


@frozen(eq=False)
class Run:
    """One run of the main job. Same inputs and same two days: the same run, and the same bytes of it."""

    law: Regime
    as_of: date
    known_by: date
    version: str
    tables: Mapping[str, Table]
    entries: tuple[Entry, ...]
    ledgers: Mapping[str, tuple[Year, ...]]  # by provision id
    unseen: tuple[Unseen, ...]
    states: Mapping[str, State] = field(factory=dict)  # by finding id: what the register says of it
    promises: tuple[Promise, ...] = ()
    regressions: tuple[Regression, ...] = ()
    estimates: Mapping[str, Estimated] = field(factory=dict)  # by name: those that a chapter tells of
    measured: tuple[Table, ...] = ()  # tables that the tests of promises read and no chapter prints
    ships: Ships | None = None  # what the positions of the store show; None: it holds none
    clock: tuple[Due, ...] = ()  # the reports of suppliers under a limit: which came, which are late

    def of(self, chapter: Chapter | Part) -> tuple[Entry, ...]:
        """The entries of the tables that a chapter, or a part of one, tells of."""
        tables = chapter.every_table if isinstance(chapter, Chapter) else chapter.tables
        return tuple(entry for entry in self.entries if entry.table in tables)

    def findings(self) -> Iterator[tuple[Entry, Finding]]:
        """Every finding with the entry that it is about, in the order of the record."""
        yield from ((entry, finding) for entry in self.entries for finding in entry.judgement.findings)
