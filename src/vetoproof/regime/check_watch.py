"""Do the mandates and watchers of a regime hold together? Terms without a gap, names that exist, days in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, pairwise

from vetoproof.regime.law import Regime
from vetoproof.regime.watch import Mandate, Watcher
from vetoproof.terms.days import ONE_DAY
from vetoproof.terms.errors import Fault

Places = Mapping[tuple[str, str], str]


def faults_of_watch(law: Regime, places: Places) -> Iterator[Fault]:
    """Every fault in the mandates, the watchers and the fallbacks."""
    for section, ids in _ids(law).items():
        for id_, n in Counter(ids).items():
            if n > 1:
                yield Fault(_at(places, section, id_), f"the id {id_} stands {n} times", "give each entry its own id")
    for mandate in law.mandates:
        yield from (Fault(_at(places, "mandates", mandate.id), what, do) for what, do in _mandate(law, mandate))
    for watcher in law.watchers:
        yield from (Fault(_at(places, "watchers", watcher.id), what, do) for what, do in _watcher(law, watcher))
    for fallback in law.fallbacks:
        absent = _absent("source", fallback.source, law.sources)
        yield from (Fault(_at(places, "fallbacks", fallback.id), what, do) for what, do in absent)


def _ids(law: Regime) -> dict[str, list[str]]:
    return {section: [entry.id for entry in getattr(law, section)] for section in ("mandates", "watchers", "fallbacks")}


def _at(places: Places, section: str, id_: str) -> str:
    return places.get((section, id_), f"{section} {id_}")


def _mandate(law: Regime, mandate: Mandate) -> Iterator[tuple[str, str]]:
    instruments = {one.id: one for one in law.instruments}
    yield from _absent("instrument", (*mandate.terms, *mandate.not_renewed), instruments)
    yield from _absent("watcher", [mandate.watcher], [one.id for one in law.watchers])
    yield from _absent("source", (*mandate.source, *chain.from_iterable(task.source for task in mandate.tasks)), law.sources)
    if not mandate.terms:
        yield "has no term", "name the instruments that set it and prolong it"
    for id_ in mandate.terms:
        if id_ in instruments and instruments[id_].mandate_until is None:
            yield f"{id_} sets no last day", "add mandate_until to the instrument"
    for id_ in mandate.not_renewed:
        if id_ in instruments and not instruments[id_].failed:
            yield f"{id_} was adopted", "name drafts that failed, or set failed: true"
    if repeated := [id_ for id_, n in Counter(task.id for task in mandate.tasks).items() if n > 1]:
        yield f"the task {repeated[0]} stands twice", "give each task its own id"
    for before, after in pairwise(law.terms_of(mandate)):
        if before.span.end and after.span.start > before.span.end + ONE_DAY:
            yield f"leaves a gap between {before.instrument} and {after.instrument}", "add the term that is missing"


def _watcher(law: Regime, watcher: Watcher) -> Iterator[tuple[str, str]]:
    kinds = {kind for provision in law.provisions for kind in provision.evidence}
    mandates = {mandate.id: mandate for mandate in law.mandates}
    yield from _absent("kind of evidence", watcher.sees, kinds)
    yield from _absent("provision", watcher.provisions, law.by_id)
    yield from _absent("source", watcher.source, law.sources)
    yield from _absent("task", watcher.tasks, [task.id for mandate in law.mandates for task in mandate.tasks])
    yield from _absent("mandate", [watcher.stands_in_for] if watcher.stands_in_for else [], mandates)
    if watcher.until and watcher.until < watcher.from_:
        yield "ends before it starts", "give a later day"
    if watcher.first_report and watcher.first_report < watcher.from_:
        yield "reports before it starts", "correct one of the days"


def _absent(what: str, names: Iterable[str], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    there = set(known)
    for name in names:
        if name not in there:
            yield f"there is no {what} {name}", "correct the name, or add the entry"
