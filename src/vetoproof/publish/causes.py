"""Two runs -> why a row, a paragraph or a name tells another story: one of four causes, with the reason in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal

from attrs import frozen

from vetoproof.evidence.record import Row, said_by
from vetoproof.publish.earlier import Earlier, ToldLaw, ToldMethod
from vetoproof.publish.manifest import law_pieces, method, row_hashes
from vetoproof.publish.rows import anchor_of, starts
from vetoproof.publish.run import Run
from vetoproof.publish.tables import fact_text

Cause = Literal["law changed", "evidence arrived", "vintage revised", "method changed"]
LAW: Cause = "law changed"
EVIDENCE: Cause = "evidence arrived"
VINTAGE: Cause = "vintage revised"
METHOD: Cause = "method changed"
CAUSES: tuple[Cause, ...] = (EVIDENCE, VINTAGE, LAW, METHOD)
Reason = tuple[Cause, str]


@frozen(slots=False, eq=False)
class Comparison:
    """An earlier run and this one, piece by piece."""

    earlier: Earlier
    run: Run

    @cached_property
    def rows(self) -> Mapping[str, str]:
        return {place: sha for table in self.run.tables.values() for place, sha in row_hashes(table).items()}

    @cached_property
    def old_rows(self) -> Mapping[str, str]:
        return self.earlier.rows

    @cached_property
    def texts(self) -> Mapping[str, Row]:
        return {anchor_of(name, row): row for name, table in self.run.tables.items() for row in table.rows}

    @cached_property
    def facts(self) -> Mapping[str, str]:
        return {anchor_of(entry.table, entry.row): fact_text(entry.fact) for entry in self.run.entries}

    @cached_property
    def found(self) -> Mapping[str, Mapping[str, str]]:
        """By the place of a row: paragraph and limb -> outcome."""
        told: dict[str, dict[str, str]] = {}
        for entry, one in self.run.findings():
            told.setdefault(anchor_of(entry.table, entry.row), {})[f"{one.provision} {one.limb or ''}".strip()] = one.outcome
        return told

    @cached_property
    def law(self) -> ToldLaw:
        return law_pieces(self.run.law)

    @cached_property
    def method(self) -> ToldMethod:
        return method(self.run)

    # ---- a row
    def of_row(self, place: str) -> Reason | None:
        """Why a row tells another story; None if it tells the same."""
        old, new = self.old_rows.get(place), self.rows.get(place)
        if old is None and new is None:
            return None
        if old is None:
            return EVIDENCE, "the row is new"
        if new is None:
            return VINTAGE, "the row was withdrawn"
        if old != new:
            return VINTAGE, "what the row says was revised"
        if moved := self._moved(place):
            return moved
        return self._of_fact(place) or self._of_findings(place)

    def _moved(self, place: str) -> Reason | None:
        """A row that was there, but beyond one of the two days of one run."""
        before, now = (self._known(place, *days) for days in self._days)
        if before == now:
            return None
        return (EVIDENCE, "later than the days of the earlier run") if now else (EVIDENCE, "later than the days of this run")

    @property
    def _days(self) -> tuple[tuple[str, str], tuple[str, str]]:
        old, new = self.earlier, self.run
        return (old.as_of.isoformat(), old.known_by.isoformat()), (new.as_of.isoformat(), new.known_by.isoformat())

    def _known(self, place: str, as_of: str, known_by: str) -> bool:
        row = self.texts[place]
        return starts(row) <= as_of and said_by(row, known_by)

    def _of_fact(self, place: str) -> Reason | None:
        if self.earlier.facts.get(place) == self.facts.get(place):
            return None
        return METHOD, "the row is read into another fact"

    def _of_findings(self, place: str) -> Reason | None:
        before, now = self.earlier.found.get(place, {}), self.found.get(place, {})
        changed = [name for name in sorted({*before, *now}) if before.get(name) != now.get(name)]
        return self.of_judgement(name.split(" ")[0] for name in changed) if changed else None

    # ---- the law and the method
    def of_judgement(self, provisions: Iterable[str] = ()) -> Reason:
        """Why the same fact is judged in another way: the paragraph, the words of the law, the list, or the program."""
        for name in dict.fromkeys(provisions):
            if reason := self.of_provision(name):
                return reason
        if self.earlier.told.law.words != self.law.words:
            old, new = self.earlier.told.law.words, self.law.words
            changed = sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
            return LAW, f"the words of the law changed: {', '.join(changed)}"
        if self.earlier.told.law.designations != self.law.designations:
            return LAW, "the list of designations changed"
        return METHOD, "the program judges in another way"

    def of_provision(self, name: str) -> Reason | None:
        old, new = (pieces.provisions.get(name) for pieces in (self.earlier.told.law, self.law))
        if old == new:
            return None
        return LAW, f"{name} is new" if old is None else f"{name} was taken out" if new is None else f"{name} was rewritten"

    def of_name(self, name: str) -> Reason | None:
        """Why a paragraph, or a name on the list, is counted now and was not, or the other way round."""
        if reason := self.of_provision(name):
            return reason
        old, new = (pieces.designations.get(name) for pieces in (self.earlier.told.law, self.law))
        if old != new:
            return LAW, f"{name} is new on the list" if old is None else f"{name} on the list changed"
        return self._of_rows_on(name) or self._of_days(name)

    def _of_rows_on(self, name: str) -> Reason | None:
        """The rows that engage a paragraph now and did not, or the other way round."""
        for place in sorted({*self.found, *self.earlier.found}):
            before, now = self.earlier.found.get(place, {}), self.found.get(place, {})
            moved = any(name == key.split(" ")[0] and before.get(key) != now.get(key) for key in {*before, *now})
            if moved and (reason := self.of_row(place)):
                return reason[0], f"{reason[1]}: {place.removeprefix('row-')}"
        return None

    def _of_days(self, name: str) -> Reason | None:
        provision = self.run.law.by_id.get(name)
        before, now = self.earlier.as_of, self.run.as_of
        if provision and provision.binds_on(before) != provision.binds_on(now):
            return LAW, f"{name} is in force on {now if provision.binds_on(now) else before} and not on the other day"
        return None

    def of_whole(self) -> Reason | None:
        """What differs between the two runs as wholes, where no row or name explains a figure."""
        if self.earlier.told.law_version != self.run.law.law_version:
            return self.of_judgement()
        if self._days[0] != self._days[1]:
            return EVIDENCE, "the two days moved"
        if self.earlier.told.method.readings != self.method.readings:
            return METHOD, "the rows are read in another way"
        if self.earlier.told.method.program != self.method.program:
            return METHOD, f"the program changed, from version {self.earlier.told.version} to {self.run.version}"
        return None
