"""What holds of every claim: bounds contain the draws, more calls never come to less or later, and the same rows draw the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from vetoproof.findings.cap_claims import NO_FALSE, Estimate, _loaded
from vetoproof.findings.cap_draws import Flow, percentiles, sample, uniform
from vetoproof.regime.limits import Product
from vetoproof.terms.days import Span

ALIKE = Product(Decimal(1))
YEAR = Span(date(2020, 1, 1), date(2020, 12, 31))
shares = st.decimals(0, 1, places=3)
rates = st.tuples(shares, shares, shares).map(lambda three: tuple(sorted(three)))
factors = st.lists(st.decimals("0.1", 20, places=2), min_size=3, max_size=3).map(sorted).map(lambda f: Product(f[1], f[0], f[2]))


def estimate(capacity: Decimal, calls: int | None = None, by: Product = ALIKE, false: tuple[Decimal, ...] = NO_FALSE) -> Estimate:
    return Estimate(
        "Gull", ("Gull",), Span(date(2020, 2, 1), date(2020, 9, 30)), "cask", calls, capacity * by.factor, by, false,  # type: ignore[arg-type]
        _loaded(capacity, by, false), "capacity", "", "", ("s",), ("row",),  # type: ignore[arg-type]
    )  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.decimals(1, 10_000_000, places=1), factors, rates)
def test_the_bounds_contain_every_draw(capacity: Decimal, by: Product, false: tuple[Decimal, ...]) -> None:
    one = estimate(capacity, by=by, false=false)
    drawn = sample(one)
    low, mid, high = (float(end) for end in one.ends if end is not None)
    assert drawn is not None and low <= mid <= high
    assert drawn.volume.min() >= low * (1 - 1e-9) and drawn.volume.max() <= high * (1 + 1e-9)
    found = percentiles(one)
    assert found and found.p05 <= found.p50 <= found.p95


@settings(max_examples=8, deadline=None)
@given(st.integers(1, 80), st.integers(0, 40), st.integers(100, 20_000))
def test_more_calls_never_come_to_less_nor_later(calls: int, more: int, each: int) -> None:
    flow = Flow.of(YEAR, ())
    few, many = (uniform(estimate(Decimal(n * each), n), flow) for n in (calls, calls + more))
    assert (many.by_day(flow.days) >= few.by_day(flow.days) - 1e-6).all()
    limit = float(calls * each) * 0.3
    days = [flow.passing([deliveries], [limit])[0] for deliveries in (few, many)]
    for name in ("p05", "p50", "p95"):
        first, second = (getattr(one, name) or date.max for one in days)
        assert second <= first


@settings(max_examples=20, deadline=None)
@given(st.decimals(1, 1_000_000, places=1), st.decimals(0, 1_000_000, places=1))
def test_a_larger_capacity_never_draws_less(capacity: Decimal, more: Decimal) -> None:
    small, large = percentiles(estimate(capacity)), percentiles(estimate(capacity + more))
    assert small and large and (small.p05, small.p50, small.p95) <= (large.p05, large.p50, large.p95)


def test_the_same_rows_draw_the_same_whatever_stands_beside_them() -> None:
    first, second = sample(estimate(Decimal(1000), 10)), sample(estimate(Decimal(1000), 10))
    assert first is not None and second is not None and np.array_equal(first.volume, second.volume)


def test_an_even_flow_ends_with_the_whole_volume() -> None:
    one, flow = estimate(Decimal(1000)), Flow.of(YEAR, ())
    delivered, drawn = uniform(one, flow).by_day(flow.days), sample(one)
    assert drawn is not None and np.allclose(delivered[-1], drawn.volume) and not delivered[0].any()
