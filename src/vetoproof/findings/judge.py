"""A fact -> its judgement. A range of days is judged on each day on which the law or the fact turns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from attrs import evolve

from vetoproof.findings.answer import Finding, Judgement, Outcome, verdict_of
from vetoproof.findings.trial import Court
from vetoproof.regime.check import conditions_of
from vetoproof.regime.condition import Compare, Reference, walk
from vetoproof.regime.law import Provision, Regime
from vetoproof.terms.days import ONE_DAY, Span, add_months, end_of_month
from vetoproof.terms.fact import Fact, FactValue

GOODS = "goods.hs"


class Judge:
    """Judges facts by one regime."""

    def __init__(self, law: Regime) -> None:
        self.law = law
        self.turns = sorted(set(turning_days(law)))
        self.moves = {move for move in _references(law) if move.days or move.months or move.from_month_end}

    def judge(self, fact: Fact) -> Judgement:
        """The verdict on one fact, with a finding for each paragraph that it engages."""
        found = merge([Court(self.law, fact, day).findings() for day in self.days(fact)])
        verdict = verdict_of(found)
        return Judgement(verdict, tuple(_worth_asking(found, verdict)))

    def days(self, fact: Fact) -> list[date]:
        """The first day of the fact, and each later one of its range on which an answer may turn."""
        start, end = fact.span.start, fact.last
        if start == end:
            return [start]
        own = chain.from_iterable(self._own_turns(value) for value in fact.values.values())
        return [start, *sorted({day for day in chain(self.turns, own) if start < day <= end})]

    def _own_turns(self, value: FactValue) -> Iterator[date]:
        """The days on which a value of the fact may turn the answer: its own day, and those from which the law counts to it."""
        if isinstance(value, date):
            yield from (value, value + ONE_DAY)
            yield from chain.from_iterable(_counted_to(value, move) for move in self.moves)
        elif isinstance(value, tuple):
            yield from (total.span.end + 2 * ONE_DAY for total in value if total.span.end)  # it reaches to the day before the act


def _references(law: Regime) -> Iterator[Reference]:
    for _, _, condition in conditions_of(law):
        yield from (part.bound for part in walk(condition) if isinstance(part, Compare) and isinstance(part.bound, Reference))


def _counted_to(day: date, move: Reference) -> Iterator[date]:
    """The days around which `move` (`day + 30 days`, `end of month of day + 30 days`) passes `day`, either way."""
    back, onward = add_months(day, -move.months) - move.days * ONE_DAY, add_months(day, move.months) + move.days * ONE_DAY
    for n in range(-3, 5) if move.months else range(2):  # a month later is up to three days off
        yield from (back + n * ONE_DAY, onward + n * ONE_DAY)
    if move.from_month_end:
        yield from (back.replace(day=1), end_of_month(back) + ONE_DAY)


def turning_days(law: Regime) -> Iterator[date]:
    """Each day on which the law turns: intervals, wind-downs, windows, days that conditions name."""
    for provision in law.provisions:
        yield from chain.from_iterable(span.turns() for span in _spans(provision))
    for exemption in law.exemptions:
        yield from exemption.span.turns()
    for _, _, condition in conditions_of(law):
        for part in walk(condition):
            if isinstance(part, Compare) and isinstance(part.bound, date):
                yield from (part.bound, part.bound + ONE_DAY)


def _spans(provision: Provision) -> Iterator[Span]:
    yield provision.in_force.span
    if provision.wind_down:
        yield Span(provision.in_force.from_, provision.wind_down.until)
    yield from (Span(provision.in_force.from_, report.by) for report in provision.reporting if report.by)
    if provision.cap:
        yield from (window.span for window in provision.cap.windows)
        if again := provision.cap.recurrence:
            first = again.first_from
            yearly = first.replace(month=1, day=1) if again.every == "calendar_year" else first
            yield from (Span(first), *(Span(add_months(yearly, 12 * n)) for n in range(1, 200)))


def merge(days: list[tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """The findings of several days as one: a finding that not every day gives hangs on the day.

    If every day is a breach of some paragraph, the act is one, whichever day it was.
    """
    if len(days) == 1:
        return days[0]
    always = all(verdict_of(found) == "breach" for found in days)
    keys = dict.fromkeys((finding.provision, finding.limb) for found in days for finding in found)
    return tuple(_over_days(key, days, always) for key in keys)


def _over_days(key: tuple[str, str | None], days: list[tuple[Finding, ...]], always: bool) -> Finding:
    found = [next((finding for finding in day if (finding.provision, finding.limb) == key), None) for day in days]
    there = [finding for finding in found if finding]
    outcomes: set[Outcome | None] = {finding.outcome if finding else None for finding in found}
    first = there[0]
    if outcomes == {"depends"}:
        return evolve(first, missing=tuple(sorted({name for finding in there for name in finding.missing})))
    if len(outcomes) == 1:
        return first
    if outcomes <= {"exempt", "within_cap", "request_unfulfilled", None}:
        return first
    breach = next((finding for finding in there if finding.outcome == "breach"), None)
    if always and breach:
        return evolve(breach, why=f"{breach.why} (on some days of the range; on the others another paragraph is breached)")
    missing = tuple(sorted({"day", *chain.from_iterable(finding.missing for finding in there)}))
    return evolve(first, outcome="depends", missing=missing, why=f"{first.why}; on other days of the range the answer is another")


def _worth_asking(found: Iterable[Finding], verdict: str) -> Iterator[Finding]:
    """Breach on another ground wins: which goods they were need not be asked then."""
    for finding in found:
        if verdict != "breach" or GOODS not in finding.missing:
            yield finding
