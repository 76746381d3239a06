"""The reported lines of a period -> the notices of 75, 90 and 95 percent as events; and what moves a total most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

from vetoproof.findings.cap_claims import LOADS, Estimate
from vetoproof.findings.ledger import Line, Year
from vetoproof.terms.quantity import NOTHING

ONE = Decimal(1)
FALSE_TRIED = Decimal("0.1")  # ours: one call in ten no delivery, to show how little hangs on it


@frozen
class Notice:
    """A threshold that the reports reached, on some day between two. `certain`: at the low end of the conversions too."""

    percent: int
    amount: Decimal
    unit: str
    not_before: date
    not_after: date
    certain: bool


@frozen
class Swing:
    """How far a total moves when one input alone goes from its low to its high end."""

    input: str
    low: Decimal
    high: Decimal
    total_low: Decimal
    total_high: Decimal

    @property
    def swing(self) -> Decimal:
        return abs(self.total_high - self.total_low)


def notices(year: Year, thresholds: Iterable[int], since: date | None = None) -> Iterator[Notice]:
    """The thresholds that the sum of the counted lines reached, by its middle or, uncertain, by its high end."""
    reported, limit = year.reported, year.limit.mid
    lines = [line for account in year.accounts for line in account.lines if line.counted]
    for percent in thresholds if reported and limit and not year.each_state and not (since and year.span.start < since) else ():
        amount = limit * percent / 100
        if reported and reported.high >= amount:
            end = "mid" if reported.mid >= amount else "high"
            before, after = _crossing(lines, amount, end, year)
            yield Notice(percent, amount, year.limit.unit, before, after, reported.low >= amount)


def _crossing(lines: list[Line], amount: Decimal, end: str, year: Year) -> tuple[date, date]:
    """The earliest and the latest day: if each line came on its first day, and if each came on its last."""
    firsts = sorted((line.span.start, getattr(line.counted, end)) for line in lines)
    lasts = sorted((line.span.end or line.span.start, getattr(line.counted, end)) for line in lines)
    last = year.span.end or max(day for day, _ in lasts)
    return _reached(firsts, amount) or year.span.start, _reached(lasts, amount) or last


def _reached(steps: list[tuple[date, Decimal]], amount: Decimal) -> date | None:
    total = NOTHING
    for day, more in steps:
        total += more
        if total >= amount:
            return day
    return None


def tornado(year: Year, main: Estimate | None) -> tuple[Swing, ...]:
    """Each input of the total (reported, and the claim that the day is reckoned from), the one that moves it most first."""
    found = [*_of_reports(year, _middle(main)), *(_of_claim(main, year) if main else ())]
    return tuple(sorted((one for one in found if one.swing), key=lambda one: (-one.swing, one.input)))


def _middle(main: Estimate | None) -> Decimal:
    low, mid, high = main.ends if main else (None, None, None)
    return next((end for end in (mid, low, high) if end is not None), NOTHING)


def _of_reports(year: Year, beside: Decimal) -> Iterator[Swing]:
    """The factor of lines that were not reported in the unit of the cap, and figures in conflict."""
    reported = year.reported
    if reported is None:
        return
    base = reported.mid + beside
    lines = [line for account in year.accounts for line in account.lines if line.counted and line.factor]
    low = sum((line.counted.low - line.counted.mid for line in lines if line.counted), NOTHING)
    high = sum((line.counted.high - line.counted.mid for line in lines if line.counted), NOTHING)
    factors = [end for line in lines for end in ((line.factor.low, line.factor.high) if line.factor else ()) if end is not None]
    if factors:
        yield Swing("factor of what was not reported in the unit of the cap", min(factors), max(factors), base + low, base + high)
    for account in year.accounts:
        for other in account.conflicts:
            mine = account.lines[0].counted
            if mine and other.counted:
                ends = sorted((mine.mid, other.counted.mid))
                rest = base - mine.mid
                yield Swing(f"which of two figures of {account.reporter} holds", ends[0], ends[1], rest + ends[0], rest + ends[1])


def _of_claim(main: Estimate, year: Year) -> Iterator[Swing]:
    """Load, factor and false positives of a capacity; or the ends that the claimant gave."""
    reported = year.reported
    rest = reported.mid if reported else NOTHING
    low, mid, high = main.ends
    if main.capacity is None:
        if low is not None and high is not None:
            yield Swing(f"volume claimed by {main.claimant}", low, high, rest + low, rest + high)
        return
    few, some, most = main.false_positive[0], main.false_positive[1], max(main.false_positive[2], FALSE_TRIED)
    full, half = main.capacity * (ONE - some), main.capacity * LOADS[1]
    yield Swing("load", LOADS[0], LOADS[2], rest + full * LOADS[0], rest + full * LOADS[2])
    yield Swing("share of calls that were no delivery", few, most, rest + half * (ONE - few), rest + half * (ONE - most))
    by = main.factor
    if by.low is not None and by.high is not None and by.factor:
        at = half * (ONE - some) / by.factor
        yield Swing("factor of the capacity", by.low, by.high, rest + at * by.low, rest + at * by.high)
