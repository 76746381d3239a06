"""Findings -> an annex by paragraph: how many of which outcome, over which days, and the events that they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve, frozen

from vetoproof.findings.entries import finding_id
from vetoproof.findings.statements import State
from vetoproof.publish import words
from vetoproof.publish.events import Group
from vetoproof.publish.run import Run
from vetoproof.regime.law import Provision


@frozen(eq=False)
class Said:
    """What the register says of one finding: its status, and the replies to it."""

    id: str
    fact: str
    outcome: str
    state: State


@frozen(eq=False)
class Page:
    """One paragraph in the annex. `groups`: the events of the chapters that engage it, each with its place."""

    provision: Provision
    outcomes: tuple[tuple[str, int], ...]
    first: date
    last: date
    groups: tuple[tuple[str, Group], ...]
    said: tuple[Said, ...] = ()

    @property
    def count(self) -> int:
        return sum(n for _, n in self.outcomes)


def annex(run: Run, placed: Iterable[tuple[str, Group]]) -> tuple[Page, ...]:
    """Every paragraph with a finding, in the order of the law."""
    by_provision: dict[str, list[tuple[str, date, date]]] = {}
    for entry, finding in run.findings():
        by_provision.setdefault(finding.provision, []).append((finding.outcome, entry.fact.span.start, entry.fact.last))
    groups = list(placed)
    said = list(_said(run))
    found = (provision for provision in run.law.provisions if provision.id in by_provision)
    return tuple(
        evolve(_page(provision, by_provision[provision.id], groups), said=tuple(one for id_, one in said if id_ == provision.id))
        for provision in found
    )


def _said(run: Run) -> Iterator[tuple[str, Said]]:
    """The findings of which the register says something, with their paragraph."""
    for entry, finding in run.findings():
        id_ = finding_id(entry.fact.id, finding.provision, finding.limb)
        state = run.states.get(id_)
        if state and state.entries:
            yield finding.provision, Said(id_, entry.fact.id, words.HEADINGS[finding.outcome], state)


def _page(provision: Provision, findings: list[tuple[str, date, date]], groups: list[tuple[str, Group]]) -> Page:
    counts = Counter(outcome for outcome, _, _ in findings)
    outcomes = tuple((words.HEADINGS[outcome], counts[outcome]) for outcome in words.OUTCOMES if counts[outcome])
    own = tuple((anchor, group) for anchor, group in groups if provision in group.provisions)
    return Page(provision, outcomes, min(first for _, first, _ in findings), max(last for _, _, last in findings), own)


def placed(view_anchor: str, groups: Iterable[Group]) -> Iterator[tuple[str, Group]]:
    """The groups of a part, each with the anchor of its row."""
    yield from ((f"{view_anchor}-group-{n}", group) for n, group in enumerate(groups, start=1))
