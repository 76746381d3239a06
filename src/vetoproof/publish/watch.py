"""Mandates and coverage -> who could watch what until when: a strip of the mandates, and a line for each paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from vetoproof.assess.looks import BODY, FOUND, LEDGER, NOT_LOOKED, Look
from vetoproof.assess.seen import looks, mandates
from vetoproof.publish import words
from vetoproof.publish.intervals import Interval, Strand
from vetoproof.publish.run import Run
from vetoproof.regime.law import Provision
from vetoproof.terms.days import ONE_DAY

BOUND = "mandate to monitor"
WATCHED, UNWATCHED = "a mandate ran", "none"


@frozen(eq=False)
class Seen:
    """One paragraph in force: what each watcher of the record saw of it, and the last day of a mandate over it."""

    provision: Provision
    looks: tuple[Look, ...]  # the last span of each watcher of the record that is not "not looked"; empty if none looked
    bodies: tuple[Look, ...]  # the same of the bodies that the regime names
    why: str

    @property
    def found(self) -> bool:
        return any(look.state == FOUND for look in self.looks)


@frozen(eq=False)
class Cover:
    """The matrix of paragraphs and watchers on the day."""

    measures: tuple[tuple[str, tuple[Seen, ...]], ...]
    looks: tuple[Look, ...]
    day: date

    @property
    def seen(self) -> tuple[Seen, ...]:
        return tuple(one for _, found in self.measures for one in found)

    @property
    def not_looked(self) -> tuple[Provision, ...]:
        return tuple(one.provision for one in self.seen if not one.looks)

    @property
    def nothing_found(self) -> tuple[Provision, ...]:
        return tuple(one.provision for one in self.seen if one.looks and not one.found)

    @property
    def found(self) -> tuple[Provision, ...]:
        return tuple(one.provision for one in self.seen if one.found)


def cover(run: Run) -> Cover:
    """What this run can and cannot see of each paragraph in force."""
    every = looks(run.law, run.entries, run.ledgers, run.as_of, run.promises)
    by_provision: dict[str, list[Look]] = {}
    for look in every:
        by_provision.setdefault(look.provision, []).append(look)
    by_measure: dict[str, list[Seen]] = {}
    for provision in run.law.in_force(run.as_of):
        by_measure.setdefault(provision.measure, []).append(_seen(provision, by_provision.get(provision.id, [])))
    named = sorted((words.measure(run.law, name), tuple(found)) for name, found in by_measure.items())
    return Cover(tuple(named), every, run.as_of)


def _seen(provision: Provision, found: list[Look]) -> Seen:
    newest: dict[str, Look] = {}
    for look in found:
        if look.state != NOT_LOOKED:
            newest[look.watcher] = max(look, newest.get(look.watcher, look), key=lambda one: one.until)
    own = tuple(look for look in newest.values() if look.sort != BODY)
    bodies = tuple(look for look in newest.values() if look.sort == BODY)
    why = next((look.why for look in found if look.sort != BODY and look.state == NOT_LOOKED), "")
    return Seen(provision, own, bodies, why)


def mandate_strand(run: Run) -> Strand:
    """The days with a mandate and without, up to the day of the report."""
    first = min((one.adopted for one in run.law.instruments if not one.failed), default=run.as_of)
    start, found = first, []
    for span in mandates(run.law):
        if span.start > start:
            found.append(_interval(start, span.start - ONE_DAY, UNWATCHED))
        end = min(span.end or run.as_of, run.as_of)
        found.append(_interval(span.start, end, WATCHED))
        start = end + ONE_DAY
    if start <= run.as_of:
        found.append(_interval(start, run.as_of, UNWATCHED))
    return Strand(BOUND, tuple(one for one in found if one.start <= run.as_of))


def _interval(start: date, end: date, state: str) -> Interval:
    return Interval(start, end, end, "", state, (state,), "", "")


def lapse(run: Run) -> date | None:
    """The day after the last mandate, if none runs on the day of the report."""
    ends = [span.end for span in mandates(run.law) if span.end]
    last = max(ends, default=None)
    return last + ONE_DAY if last and last < run.as_of else None


def looked_at(found: Iterable[Look], day: date) -> str:
    """`tests: found, to 2026-04-18; ledger of China: looked, nothing, to 2025-02-28`; one that still looks has no end."""
    return "; ".join(f"{_name(one)}: {one.state}{'' if one.until >= day else f', to {one.until}'}" for one in found)


def _name(look: Look) -> str:
    name = look.watcher.partition(": ")[2]
    return f"ledger of {words.state(name)}" if look.sort == LEDGER else words.plainly(name or look.sort)
