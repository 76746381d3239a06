"""Do the promises of a regime hold together? Words that exist, deadlines and cuts that can be read, a standing in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, pairwise

from vetoproof.regime.law import Provision, Regime
from vetoproof.regime.target import Deadline, TargetTerms
from vetoproof.terms.errors import Fault

Places = Mapping[tuple[str, str], str]
Found = Iterator[tuple[str, str]]


def faults_of_targets(law: Regime, places: Places) -> Iterator[Fault]:
    """Every fault in targets, submissions, standings, and in the words that they use."""
    for provision in law.provisions:
        where = places.get(("provisions", provision.id), f"provisions {provision.id}")
        yield from (Fault(where, what, do) for what, do in _provision(law, provision))
    for section, name, what, do in _words(law):
        yield Fault(places.get((section, name), f"{section} {name}"), what, do)
    for case in law.answers:
        yield from (Fault(f"answers {case.case}", what, do) for what, do in _absent("provision", [case.provision], law.by_id))


def _provision(law: Regime, provision: Provision) -> Found:
    if provision.target:
        yield from _target(law, provision.target)
        if law.vocabulary.margins is None:
            yield "has a target, and the regime has no margins", "add `margins` to the vocabulary"
    if provision.submission and provision.submission.by < provision.submission.from_:
        yield "its document is due before it counts", "give a later `by`"
    if (provision.target or provision.submission) and provision.when:
        yield "has both `when` and a level or document", "keep one"
    if provision.status or provision.target or provision.submission:
        yield from _absent("group", provision.bound, law.vocabulary.groups)
    yield from _absent("status", [step.is_ for step in provision.status], law.vocabulary.statuses)
    for order in {step.order for step in provision.status}:
        steps = [step for step in provision.status if step.order == order]
        for before, after in pairwise(steps):
            if after.from_.start < before.from_.start:
                yield f"its status {after.is_} stands after {before.is_} and begins before it", "put the steps in the order of their days"


def _target(law: Regime, target: TargetTerms) -> Found:
    yield from _absent("metric", [target.metric], law.vocabulary.metrics)
    if target.cut and target.cut.below == "year" and target.cut.year is None:
        yield "its cut is below a year that is not named", "add cut.year"
    if target.cut and not 0 <= target.cut.pct <= 100:
        yield f"its cut of {target.cut.pct} % is none", "give 0 to 100"
    if target.cut and (target.at_most is not None or target.multiple):
        yield "says twice how much", "keep the cut or the amount"
    if target.by:
        yield from _deadline(target.by)


def _deadline(by: Deadline) -> Found:
    if sum((by.year is not None, by.before is not None, bool(by.each), bool(by.about))) != 1:
        yield "its deadline is not said in one way", "give one of year, before, each, about"
    for years in (by.each, by.about):
        if years and (len(years) != 2 or years[0] > years[1]):
            yield f"{list(years)} are not a first and a last year", "give two years, the earlier first"


def _words(law: Regime) -> Iterator[tuple[str, str, str, str]]:
    words = law.vocabulary
    for name, metric in words.metrics.items():
        named = [
            *metric.series,
            *metric.second,
            *(one for one in (metric.land_use_part, metric.whole, metric.per, metric.revised_like) if one),
        ]
        yield from (("metrics", name, *fault) for fault in _absent("series", named, words.series))
    members = {name: [*group.ever, *group.aliases] for name, group in words.groups.items()}
    for name, n in Counter(chain.from_iterable(group.aliases for group in words.groups.values())).items():
        if n > 1 or name in members:
            yield "groups", name, f"the alias {name} names several", "keep one"
    for name, group in words.groups.items():
        for member in group.members:
            if member.from_ and member.until and member.until < member.from_:
                yield "groups", name, f"{member.party} leaves before it comes", "give a later day"


def _absent(what: str, names: Iterable[str], known: Iterable[str]) -> Found:
    there = set(known)
    for name in names:
        if name not in there:
            yield f"there is no {what} {name}", "correct the name, or add the entry"
