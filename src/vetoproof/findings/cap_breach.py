"""Reports and claims -> the day on which they pass the cap, by dated deliveries or evenly spread; and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

from vetoproof.evidence.record import Row
from vetoproof.findings.cap_claims import Estimate, passed_by
from vetoproof.findings.cap_draws import Deliveries, Flow, Passing, dated, uniform
from vetoproof.findings.ledger import Year
from vetoproof.terms.days import read_day
from vetoproof.terms.quantity import NOTHING

NO_MODEL, BY_REPORTS, BY_DAYS, EVENLY = "none", "reported", "dated", "uniform"


@frozen
class BreachDay:
    """When reports and claims together pass the cap, by which model, and what speaks against it.

    `notices`: the same for each threshold, in percent. `mix`: whose numbers were added.
    """

    passing: Passing
    model: str
    unit: str
    warnings: tuple[str, ...] = ()
    notices: tuple[tuple[int, Passing], ...] = ()
    mix: tuple[str, ...] = ()


def breach_day(
    year: Year, claims: tuple[Estimate, ...], main: Estimate | None, calls: tuple[Row, ...], percents: tuple[int, ...]
) -> BreachDay:
    """The day in one unit of the cap. `main`: the claim that it is reckoned from; `calls`: the deliveries whose day is known."""
    limit, unit = year.limit.mid, year.limit.unit
    if not limit:
        return BreachDay(Passing(), NO_MODEL, unit, ("the limit of this period was never published, so no day can be reckoned",))
    if year.each_state:
        return BreachDay(Passing(), NO_MODEL, unit, ("the limit is each State's own: no day is reckoned for all together",))
    flow = Flow.of(year.span, tuple(line for account in year.accounts for line in account.lines))
    unused = tuple(f"the claim of {one.claimant} is {one.flag} and was not used" for one in claims if one.flag)
    if main is None:
        return _by_reports(year, flow, percents, unused)
    known = tuple(row for row in calls if row.get("capacity") and row.get("unit") == unit and read_day(row["day"]) in main.period)
    deliveries, model = _delivered(main, flow, known)
    passing, *others = flow.passing(deliveries, [float(limit), *(float(limit) * percent / 100 for percent in percents)])
    at = tuple(zip(percents, others, strict=True))
    warnings = (*_against(claims, main, passing, limit, even=EVENLY in model), *unused)
    return BreachDay(passing, model, unit, warnings, at, _mix(year, main))


def earliest(found: Iterable[BreachDay]) -> BreachDay:
    """Of a limit in two units the one that is passed first; the first unit, if none is."""
    return min(found, key=lambda one: (one.passing.p50 or date.max, one.model == NO_MODEL))


def _by_reports(year: Year, flow: Flow, percents: tuple[int, ...], unused: tuple[str, ...]) -> BreachDay:
    """Without a claim: the reports alone, each spread over its own days."""
    limit = float(year.limit.mid)
    passing, *others = flow.passing((), [limit, *(limit * percent / 100 for percent in percents)])
    unit, reporters = year.limit.unit, tuple(sorted(account.reporter for account in year.accounts if account.total))
    mix = reporters if len(reporters) > 1 else ()
    if passing.p50 is None:
        return BreachDay(Passing(), NO_MODEL, unit, ("no claim can be reckoned with, and the reports alone do not pass the limit", *unused))
    at = tuple(zip(percents, others, strict=True))
    return BreachDay(passing, BY_REPORTS, unit, ("each report is spread evenly over the days that it is about", *unused), at, mix)


def _delivered(main: Estimate, flow: Flow, known: tuple[Row, ...]) -> tuple[list[Deliveries], str]:
    """Dated deliveries on their days, and what the claim holds beyond them evenly over its own."""
    capacity = sum((Decimal(row["capacity"]) for row in known), NOTHING)
    rest = not known or main.capacity is None or capacity < main.capacity
    parts = [dated(known, flow, main)] if known else []
    parts += [uniform(main, flow, (float(capacity), len(known)))] if rest else []
    return parts, " and ".join(word for word, there in ((BY_DAYS, known), (EVENLY, rest)) if there)


def _mix(year: Year, main: Estimate) -> tuple[str, ...]:
    names = {*main.roots, *main.mix, *(account.reporter for account in year.accounts if account.total)}
    return tuple(sorted(names)) if len(names) > 1 else ()


def _against(claims: tuple[Estimate, ...], main: Estimate, passing: Passing, limit: Decimal, *, even: bool) -> Iterator[str]:
    if even:
        yield f"the days of the deliveries claimed by {main.claimant} are not known: they are spread evenly over {main.period}"
    if main.capacity is None and main.ends[1:] == (None, None):
        yield f"{main.claimant} says at least: by this claim the day may be earlier, not later"
    for claim in passed_by(claims, limit) if even else ():
        if passing.p50 is None or passing.p50 > claim.by:
            told = f"the middle here is {passing.p50}" if passing.p50 else "here the cap is not passed in the period"
            yield f"contradicted by a dated claim: {claim.claimant} has it passed by {claim.by}; {told}"
