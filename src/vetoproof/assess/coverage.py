"""A lapse -> every duty x every watcher before and after: what is orphaned, what is seen in part, who could take over.

A watcher covers a duty if it sees one of the kinds of evidence that the paragraph names. A duty is orphaned if a watcher bound
to look (by the Council or a treaty) covered it before and none does after; it stays in force all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from vetoproof.council.lapse import Lapse
from vetoproof.regime.law import BINDING, Provision, Regime
from vetoproof.regime.watch import Fallback, Task, Watcher
from vetoproof.terms.unseen import Unseen

Names = tuple[str, ...]


@frozen
class DutyWatch:
    """One duty: who covered it on the mandate's last day, who does after, and who could take over."""

    provision: str
    title: str
    evidence: Names
    before: Names
    after: Names
    orphaned: bool
    candidates: Names
    dark: Names  # kinds of evidence that nobody who publishes sees any more


@frozen
class TaskWatch:
    """One task of the mandate, and who does it before and after."""

    task: Task
    before: Names
    after: Names


@frozen
class Coverage:
    """`watchers` are the columns of the matrix, in the order of the files."""

    lapse: Lapse
    as_of: date
    watchers: tuple[Watcher, ...]
    duties: tuple[DutyWatch, ...]
    tasks: tuple[TaskWatch, ...]
    fallbacks: tuple[Fallback, ...]
    unseen: tuple[Unseen, ...]

    @property
    def orphaned(self) -> tuple[DutyWatch, ...]:
        return tuple(duty for duty in self.duties if duty.orphaned)


def coverage(law: Regime, lapse: Lapse, as_of: date) -> Coverage:
    """The duties in force after a mandate ends, and who sees whether they are kept."""
    known = tuple(one for one in law.watchers if one.from_ <= as_of)
    before = [one for one in known if lapse.last_day in one.span]
    after = [one for one in known if lapse.day_after in one.span and one.id != lapse.mandate.watcher]
    able = [one for one in known if one.until is None and one.could_take_over and not one.bound]
    bound = [one for one in law.in_force(lapse.day_after) if one.force in BINDING]
    duties = tuple(_duty(one, before, after, able) for one in bound if one.evidence)
    tasks = tuple(TaskWatch(task, _doing(task, before), _doing(task, after)) for task in lapse.mandate.tasks)
    unseen = tuple(_unseen(one) for one in bound if not one.evidence)
    return Coverage(lapse, as_of, known, duties, tasks, law.fallbacks, unseen)


def _duty(duty: Provision, before: list[Watcher], after: list[Watcher], able: list[Watcher]) -> DutyWatch:
    was, are = [one for one in before if covers(one, duty)], [one for one in after if covers(one, duty)]
    orphaned = any(one.bound for one in was) and not any(one.bound for one in are)
    candidates = sorted((one for one in able if covers(one, duty)), key=lambda one: _rank(one, duty))
    return DutyWatch(
        provision=duty.id,
        title=duty.title,
        evidence=duty.evidence,
        before=_ids(was),
        after=_ids(are),
        orphaned=orphaned,
        candidates=_ids(candidates) if orphaned else (),
        dark=_dark(duty, was, are),
    )


def covers(watcher: Watcher, duty: Provision) -> bool:
    """Whether it sees one of the kinds of evidence that the paragraph names, and looks at that paragraph at all."""
    return bool(seen(watcher, duty)) and (not watcher.provisions or duty.id in watcher.provisions)


def seen(watcher: Watcher, duty: Provision) -> Names:
    return tuple(kind for kind in duty.evidence if kind in watcher.sees)


def _rank(watcher: Watcher, duty: Provision) -> tuple[int, bool, str]:
    """Who sees most of it first; then who publishes."""
    return -len(seen(watcher, duty)), watcher.publishes != "public", watcher.id


def _dark(duty: Provision, before: list[Watcher], after: list[Watcher]) -> Names:
    """Kinds that somebody who publishes saw before, and nobody who publishes sees after."""
    lit = {kind for one in after if one.publishes == "public" for kind in seen(one, duty)}
    was = {kind for one in before if one.publishes == "public" for kind in seen(one, duty)}
    return tuple(kind for kind in duty.evidence if kind in was - lit)


def _doing(task: Task, watchers: list[Watcher]) -> Names:
    return _ids(one for one in watchers if task.id in one.tasks)


def _ids(watchers: Iterable[Watcher]) -> Names:
    return tuple(one.id for one in watchers)


def _unseen(duty: Provision) -> Unseen:
    return Unseen(f"who watches {duty.id}", duty.not_judged or "The paragraph names no kind of evidence.")
