"""Estimates -> seeded draws: the volume that nobody reported, and the day on which it and the reports together pass the cap.

Every draw of an estimate has its own load, factor and rate of false positives, each triangular over its low, middle and high. The seed
comes from the rows behind the estimate, so that another claim, or another year, changes nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import numpy.typing as npt
from attrs import frozen

from vetoproof.evidence.record import Row
from vetoproof.findings.cap_claims import LOADS, Estimate
from vetoproof.findings.ledger import Line
from vetoproof.terms.canonical import digest
from vetoproof.terms.days import Span, read_day
from vetoproof.terms.draws import DRAWS, QUANTILES, Floats, triangle
from vetoproof.terms.quantity import decimal

MOST_CALLS = 5_000  # calls in a period: 263 in the fullest year claimed
BLOCK = 1_000  # draws at a time
ALL = slice(None)
Counts = npt.NDArray[np.int64]


@frozen
class Percentiles:
    """The 5th, 50th and 95th percentile."""

    p05: int
    p50: int
    p95: int


@frozen
class Passing:
    """On which day the cap is passed: three percentiles of the draws (None: not in the period), and the share that pass it at all."""

    p05: date | None = None
    p50: date | None = None
    p95: date | None = None
    share: float | None = None


@frozen(eq=False)
class Sample:
    """The draws of one estimate: its volume, and how much of the capacity each draw takes as delivered."""

    volume: Floats
    taken: Floats


def percentiles(one: Estimate) -> Percentiles | None:
    """Of the volume. None where the claimant leaves an end open: nothing is drawn beyond what is claimed."""
    drawn = sample(one)
    if drawn is None:
        return None
    found = np.quantile(drawn.volume, QUANTILES)
    return Percentiles(*(round(float(value)) for value in found))


def sample(one: Estimate) -> Sample | None:
    """The draws of an estimate with a capacity, of a band, or of a flat figure."""
    rng = generator(one)
    if one.capacity is not None:
        by = one.factor
        taken = triangular(rng, *LOADS)
        taken = taken * (1.0 - triangular(rng, *one.false_positive))
        if by.low is not None or by.high is not None:
            taken = taken * triangular(rng, by.low or by.factor, by.factor, by.high or by.factor) / float(by.factor)
        return Sample(taken * float(one.capacity), taken)
    low, mid, high = one.ends
    if low is None or high is None:
        return None
    volume = triangular(rng, low, mid if mid is not None else (low + high) / 2, high)
    return Sample(volume, np.ones(DRAWS))


def triangular(rng: np.random.Generator, low: Decimal, mid: Decimal, high: Decimal) -> Floats:
    """Draws between low and high, thickest at the middle; a point if they are one. They never lie outside the ends."""
    drawn = rng.random(DRAWS)  # taken in any case, so that what is drawn after it does not depend on the ends
    return triangle(float(low), float(mid), float(high), drawn)


def generator(one: Estimate) -> np.random.Generator:
    """Random numbers that belong to the rows of an estimate."""
    return np.random.Generator(np.random.PCG64(int(digest(list(one.ids))[:16], 16)))


# ---- the day of passing
@frozen(eq=False)
class Flow:
    """The days of a period, and what the reports add up to by the end of each, spread evenly over the days that each row is about."""

    start: date
    days: int
    reported: Floats

    @classmethod
    def of(cls, span: Span, lines: tuple[Line, ...]) -> Flow:
        days = ((span.end or span.start) - span.start).days + 1
        daily = np.zeros(days)
        for line in lines:
            first, last = (line.span.start - span.start).days, ((line.span.end or line.span.start) - span.start).days
            if line.counted is not None:
                daily[first : last + 1] += float(line.counted.mid) / (last - first + 1)
        return cls(span.start, days, np.cumsum(daily))

    def index(self, day: date) -> int:
        return (day - self.start).days

    def passing(self, deliveries: Iterable[Deliveries], limits: Sequence[float]) -> list[Passing]:
        """For each limit the first day on which reports and deliveries together are beyond it."""
        every = list(deliveries)
        rooms = [limit - self.reported for limit in limits]  # by day: what the deliveries may come to
        firsts: list[list[Counts]] = [[] for _ in limits]
        for start in range(0, DRAWS, BLOCK):
            part = slice(start, start + BLOCK)
            delivered = sum((one.by_day(self.days, part) for one in every), np.zeros((self.days, BLOCK)))
            for found, room in zip(firsts, rooms, strict=True):
                found.append(np.count_nonzero(delivered <= room[:, None], axis=0))  # both only grow: the days within come first
        return [self._told(np.concatenate(found)) for found in firsts]

    def _told(self, first: Counts) -> Passing:
        found = np.quantile(first, QUANTILES, method="inverted_cdf")
        p05, p50, p95 = (None if at >= self.days else self.start + timedelta(days=int(at)) for at in found)
        return Passing(p05, p50, p95, float(np.mean(first < self.days)))


@frozen(eq=False)
class Deliveries:
    """What is delivered by the end of each day in each draw: `each` draw's amount, times what has come by then.

    `calls` are the days of the calls by draw, or `shares` is what has come by each day in all draws alike.
    """

    each: Floats
    shares: Floats | None = None
    calls: Counts | None = None

    def by_day(self, days: int, part: slice = ALL) -> Floats:
        """Days x draws. A block of draws at a time stays in the processor's cache."""
        each = self.each[part]
        if self.calls is None:
            return np.asarray((np.zeros(days) if self.shares is None else self.shares)[:, None] * each[None, :])
        at = self.calls[:, part] * len(each) + np.arange(len(each))
        counts = np.bincount(at.ravel(), minlength=days * len(each)).reshape(days, len(each))
        return np.asarray(np.cumsum(counts, axis=0) * each[None, :])


def uniform(one: Estimate, flow: Flow, already: tuple[float, int] = (0.0, 0)) -> Deliveries:
    """Calls on any day of the period alike, or an even flow if the calls are not counted.

    `already`: how much of the capacity, and how many of the calls, stand elsewhere with their own day.
    """
    drawn = sample(one)
    volume = drawn.volume if drawn else np.full(DRAWS, _floor(one))
    whole = float(one.capacity) if one.capacity else 0.0
    volume = volume * (max(0.0, 1.0 - already[0] / whole) if whole else 1.0)
    first, last = flow.index(one.period.start), flow.index(one.period.end or one.period.start)
    calls = min((one.calls or 0) - already[1], MOST_CALLS)
    if calls <= 0:
        return Deliveries(volume, shares=np.clip((np.arange(flow.days) - first + 1) / (last - first + 1), 0.0, 1.0))
    rng = generator(one)
    rng.random(3 * DRAWS)  # those that `sample` took
    days = first + (rng.random((calls, DRAWS)) * (last - first + 1)).astype(np.int64)
    return Deliveries(volume / calls, calls=days)


def dated(rows: tuple[Row, ...], flow: Flow, one: Estimate) -> Deliveries:
    """Deliveries on the days that are known, each as full as the draw has it."""
    drawn = sample(one)
    known = np.zeros(flow.days)
    for row in rows:
        known[flow.index(read_day(row["day"]))] += float(decimal(row["capacity"]))
    return Deliveries(drawn.taken if drawn else np.ones(DRAWS), shares=np.cumsum(known))


def _floor(one: Estimate) -> float:
    """A flat amount for a claim with an open end: its middle, else what it says at least."""
    low, mid, high = one.ends
    return float(next(end for end in (mid, low, high) if end is not None))
