"""Why, and why not: each paragraph tried with the one condition that decided, and the smallest changes that flip the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain, combinations, islice

from attrs import evolve, frozen

from vetoproof.findings.answer import Finding, Judgement
from vetoproof.findings.caps import window_on
from vetoproof.findings.judge import Judge
from vetoproof.findings.trial import Court, Trial
from vetoproof.regime.law import BINDING, Provision, Regime
from vetoproof.regime.scene import FactScene
from vetoproof.regime.ways import Way, ways
from vetoproof.terms.days import ONE_DAY, Span
from vetoproof.terms.fact import Fact, FactValue
from vetoproof.terms.quantity import NOTHING, Quantity, Total

MOST_TRIES = 600
MOST_FLIPS = 12
FIXED = frozenset({"kind", "state", "direction"})  # with another of these it is another fact, not a change of this one


@frozen
class Flip:
    """A change to the fact (`set`: key -> value) and the verdict that it would give."""

    set: Way
    verdict: str


def tried(judge: Judge, fact: Fact) -> tuple[Trial, ...]:
    """Each paragraph that the kind of the fact can engage; of a range of days, the first on which it is engaged."""
    days = [list(Court(judge.law, fact, day).trials()) for day in judge.days(fact)]
    ids = dict.fromkeys(trial.provision.id for day in days for trial in day)
    return tuple(_telling(id_, days) for id_ in ids)


def _telling(id_: str, days: list[list[Trial]]) -> Trial:
    mine = [trial for day in days for trial in day if trial.provision.id == id_]
    return next((trial for trial in mine if trial.findings), mine[0])


def flips(judge: Judge, fact: Fact, said: Judgement) -> tuple[Flip, ...]:
    """The smallest changes that give another verdict, those nearest to the fact first: one for each set of keys.

    Changes of one paragraph are tried first; two at once only where none of them is enough.
    """
    singly = _singly(judge, fact, said)
    return _flipping(judge, fact, said, singly) or _flipping(judge, fact, said, _in_pairs(singly))


def _flipping(judge: Judge, fact: Fact, said: Judgement, candidates: Iterable[Way]) -> tuple[Flip, ...]:
    found: dict[tuple[frozenset[str], str], Flip] = {}
    for way in islice(candidates, MOST_TRIES):
        if any(flip.set.items() <= way.items() for flip in found.values()):
            continue  # a smaller change already does it
        verdict = judge.judge(change(fact, way)).verdict
        if verdict != said.verdict:
            found.setdefault((frozenset(way), verdict), Flip(way, verdict))
        if len(found) == MOST_FLIPS:
            break
    return tuple(found.values())


def _singly(judge: Judge, fact: Fact, said: Judgement) -> list[Way]:
    open_keys = {key for finding in said.findings for key in finding.missing}
    seen = {str(sorted(way.items(), key=str)): way for way in _candidates(judge, fact, said) if way and not FIXED & set(way)}
    return sorted(seen.values(), key=lambda way: _distance(way, fact, open_keys))


def _distance(way: Way, fact: Fact, open_keys: set[str]) -> tuple[int, int, int, str]:
    """Fewer changes first; then what is unknown, what the fact speaks of, what it does not; then the nearer day."""
    ranks = [0 if key in open_keys else 1 if key in fact.values or key in ("day", "quantity") else 2 for key in way]
    days = [abs((value - fact.span.start).days) for key, value in way.items() if key == "day" and isinstance(value, date)]
    return (len(way), sum(ranks), sum(days), str(way))


def _in_pairs(singly: list[Way]) -> Iterator[Way]:
    """Two changes at once, for a fact that several paragraphs reach."""
    return ({**one, **other} for one, other in combinations(singly, 2) if not one.keys() & other.keys())


def _candidates(judge: Judge, fact: Fact, said: Judgement) -> Iterator[Way]:
    day = judge.days(fact)[0]
    court = Court(judge.law, fact, day)
    found = {finding.provision for finding in said.findings}
    for trial in court.trials():
        provision = trial.provision
        scene = court.scene.seen_from(provision)
        if provision.id in found:
            yield from _undoing(judge.law, provision, scene, fact)
        elif trial.decided_by in ("when", "goods", "done") and provision.force in BINDING:
            yield from _doing(judge.law, provision, scene)
        elif trial.decided_by == "in_force" and provision.force in BINDING:
            yield {"day": provision.in_force.from_ if day < provision.in_force.from_ else provision.in_force.until}
    yield from chain.from_iterable(_knowing(judge.law, finding) for finding in said.findings)


def _undoing(law: Regime, provision: Provision, scene: FactScene, fact: Fact) -> Iterator[Way]:
    """What would take the fact out of the paragraph, or lift the ban; and what would close an open limb."""
    if provision.when:
        yield from ways(law, provision.when, False, scene)
        yield from ways(law, provision.when, True, scene)
    if provision.done:
        yield from ways(law, provision.done, True, scene)
    if provision.goods and provision.goods.shown_by:
        yield from chain(*(ways(law, provision.goods.shown_by, wanted, scene) for wanted in (True, False)))
    yield {"day": provision.in_force.from_ - ONE_DAY}
    if provision.in_force.until:
        yield {"day": provision.in_force.until + ONE_DAY}
    if down := provision.wind_down:
        yield from ({"day": down.until, **way} for way in (ways(law, down.when, True, scene) if down.when else ({},)))
        yield from ways(law, down.when, True, scene) if down.when else ()
    yield from _exempting(law, provision, scene)
    yield from _within_cap(law, provision, scene, fact)


def _exempting(law: Regime, provision: Provision, scene: FactScene) -> Iterator[Way]:
    """What would have to be shown for an exemption; and what would take a granted one away."""
    for id_ in (*provision.exemptions, *law.general_exemptions):
        exemption = law.exemption_by_id[id_]
        route = law.vocabulary.routes[exemption.route]
        conditions = [condition for condition in (route, exemption.when) if condition]
        if scene.day not in exemption.span or not conditions:
            continue
        granted: list[Way] = [{}]
        for condition in conditions:
            steps = ways(law, condition, True, scene.evidenced())
            granted = [{**way, **step} for way in granted for step in steps]
            yield from ways(law, condition, False, scene.evidenced())
        yield from granted


def _within_cap(law: Regime, provision: Provision, scene: FactScene, fact: Fact) -> Iterator[Way]:
    if provision.cap is None:
        return
    for limb in provision.cap.limbs:
        yield from chain(*(ways(law, limb.kept_when, wanted, scene) for wanted in (True, False)))
    window = window_on(provision.cap, scene.day)
    totals = fact.values.get(provision.cap.totals_key)
    before = [total for total in totals if isinstance(total, Total)] if isinstance(totals, tuple) else []
    for total in before:
        if window and window.quantity and fact.quantity and total.span == window.span and total.quantity.unit == fact.quantity.unit:
            yield {"quantity": max(NOTHING, window.quantity - total.quantity.high)}


def _doing(law: Regime, provision: Provision, scene: FactScene) -> Iterator[Way]:
    """What would bring the fact into the paragraph."""
    if provision.when:
        yield from ways(law, provision.when, True, scene)
    if provision.goods and provision.goods.shown_by:
        yield from ways(law, provision.goods.shown_by, True, scene)
    if provision.done:
        yield from ways(law, provision.done, False, scene)


def _knowing(law: Regime, finding: Finding) -> Iterator[Way]:
    """Either answer to each thing that is not known."""
    for key in finding.missing:
        circumstance = law.vocabulary.circumstances.get(key)
        if circumstance and circumstance.type == "bool":
            yield from ({key: value} for value in (True, False))


def change(fact: Fact, way: Way) -> Fact:
    """The fact with the values of a way in place of its own."""
    values: dict[str, FactValue] = {key: value for key, value in way.items() if key not in ("day", "quantity")}
    changed = evolve(fact, values={**fact.values, **values})
    if isinstance(day := way.get("day"), date):
        changed = evolve(changed, span=Span(day, day))
    if isinstance(amount := way.get("quantity"), Decimal):
        unit = fact.quantity.unit if fact.quantity else "item"
        kept = {key: value for key, value in changed.values.items() if key != "quantity"}
        changed = evolve(changed, quantity=Quantity.exactly(amount, unit), values=kept)
    return changed
