"""Promises x the series that measure them -> for which years somebody looked, and what stands against the promise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from vetoproof.assess.looks import FOUND, NOT_LOOKED, NOTHING, SERIES, Look, State, cut, outside
from vetoproof.findings.targets.promise import Promise
from vetoproof.regime.law import Provision
from vetoproof.terms.days import Span


def promise_looks(provision: Provision, life: Span, made: Iterable[Promise]) -> Iterator[Look]:
    """What the tests of one promise saw, all parties together, as one watcher."""
    promises = list(made)
    state, why = _seen(promises)
    spans = [one.looked for one in promises if one.looked]
    looked = Span(min(span.start for span in spans), max(span.end or life.start for span in spans)) if spans else life
    inside = cut(life, looked)
    if state == NOT_LOOKED or inside is None:
        yield _look(provision, life, NOT_LOOKED, why if state == NOT_LOOKED else "no figure of its years is out yet")
        return
    yield _look(provision, inside, state, why)
    for span in outside(life, [looked]):
        yield _look(provision, span, NOT_LOOKED, "after the last figure" if span.start > looked.start else "before the first figure")


def _seen(promises: list[Promise]) -> tuple[State, str]:
    against = sum(bool(one.found) for one in promises)
    judged = sum(bool(one.judged) for one in promises)
    if against:
        return FOUND, f"{against} of {len(promises)} lines have an answer against it"
    if judged:
        return NOTHING, f"{judged} of {len(promises)} lines were judged, none against it"
    return NOT_LOOKED, next(iter(_why_not(promises)), "no test fits it")


def _why_not(promises: list[Promise]) -> Iterator[str]:
    for promise in promises:
        yield from (one.why.partition(";")[0] for one in promise.answers.get("testability", ()))


def _look(provision: Provision, span: Span, state: State, why: str) -> Look:
    return Look(provision.id, SERIES, span.start, span.end or date.max, state, why)


def by_provision(promises: Iterable[Promise]) -> Mapping[str, list[Promise]]:
    """The promises that a figure or a paper could measure; a bare standing is not looked at."""
    found: dict[str, list[Promise]] = {}
    for promise in promises:
        if promise.provision.target or promise.provision.submission:
            found.setdefault(promise.provision.id, []).append(promise)
    return found
