"""Claims of arms -> curves and estimates: hard ends, draws between them, a curve that never falls, checks that can fail."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetoproof.assess.arms import estimate_arms
from vetoproof.assess.plutonium import estimate_plutonium
from vetoproof.assess.workers import estimate_workers
from vetoproof.detect.weapons.arms import Claim, curves, rounds_in
from vetoproof.detect.weapons.cross_checks import by_mass, by_pace, by_voyages
from vetoproof.detect.weapons.facilities import Interval, chance_seen, days_in, state_on
from vetoproof.evidence.record import read_table
from vetoproof.terms.days import Span
from vetoproof.terms.draws import Input, drawn, estimate
from vetoproof.terms.errors import InputError

DAY = date(2026, 11, 24)
ARMS, INPUTS, FACILITIES, WORKERS = (read_table(name) for name in ("arms", "inputs", "facilities", "workers"))


def claim(
    n: int, until: str, low: float | None, high: float | None = None, *, since: str = "2023-09-01", who: str = "A", unit: str = "containers"
):
    return Claim(f"c{n}", who, who, unit, unit, since, until, until, low, high)


def ranges(name: str, low: float, mid: float, high: float) -> Input:
    return Input(name, low, mid, high, "", "X")


# ---- the estimate of the record
def test_ten_thousand_containers_hold_three_quarters_of_a_million_to_four_point_eight():
    found = estimate_arms(ARMS, INPUTS, DAY, DAY)
    assert (found.estimate.low, found.estimate.high) == (750_000, 4_800_000)
    assert 750_000 < found.estimate.mid < 4_800_000
    assert {"USA", "ROK MND"} <= set(found.mix)


def test_three_million_is_inside_and_is_no_ceiling():
    beside = {one.id: one for one in estimate_arms(ARMS, INPUTS, DAY, DAY).beside}
    one = beside["arms-2024-02-26-ROK-2"]
    assert one.inside and one.value == 3_000_000
    assert "no ceiling" in one.why and "6,700 containers" in one.why


def test_one_claimants_own_count_and_rates_are_no_mix_of_counts():
    own = estimate_arms(ARMS, INPUTS, DAY, date(2023, 12, 30))
    assert own.mix == ()
    assert (own.estimate.low, own.estimate.high) == (400_000, 2_000_000)


def test_a_rate_that_nobody_had_said_is_not_used():
    early = estimate_arms(ARMS, INPUTS, DAY, date(2024, 3, 1))
    assert early.estimate.high == 10_000 * 448
    with pytest.raises(InputError, match="was said only on 2023-12-29"):
        estimate_arms(ARMS, INPUTS, DAY, date(2023, 11, 1))


@pytest.mark.parametrize(
    ("option", "words"), [({"claim": "nobody"}, "no count"), ({"containers": 0}, "no number"), ({"containers": -1}, "no number")]
)
def test_a_wrong_count_is_refused(option, words):
    with pytest.raises(InputError, match=words):
        estimate_arms(ARMS, INPUTS, DAY, DAY, **option)


def test_every_count_of_containers_on_record_can_be_asked_about():
    ids = [row["id"] for row in ARMS.rows if row["unit"] == "containers"]
    assert len(ids) > 5
    for name in ids:
        found = estimate_arms(ARMS, INPUTS, DAY, DAY, claim=name).estimate
        assert found.low <= found.p05 <= found.p50 <= found.p95 <= found.high


# ---- draws
@given(st.lists(st.tuples(*[st.floats(0.1, 1000)] * 3), min_size=1, max_size=5))
def test_the_draws_of_a_product_lie_between_its_ends(spans):
    inputs = [ranges(f"x{n}", *sorted(span)) for n, span in enumerate(spans)]
    found = estimate(inputs, lambda values: np.prod([values[one.name] for one in inputs], axis=0), draws=200)
    assert found.low * (1 - 1e-9) <= found.p05 <= found.p50 <= found.p95 <= found.high * (1 + 1e-9)
    assert found.low * (1 - 1e-9) <= found.mid <= found.high * (1 + 1e-9)


def test_an_input_that_lowers_the_result_is_turned_round():
    found = estimate([ranges("a", 1, 2, 3), ranges("b", 1, 2, 4)], lambda values: values["a"] / values["b"])
    assert (found.low, found.high) == (0.25, 3.0)


def test_a_triangle_has_its_mean_and_the_same_bytes_twice():
    one = ranges("x", 0, 3, 9)
    first, again = (drawn([one], 100_000)["x"] for _ in range(2))
    assert abs(first.mean() - 4.0) < 0.03
    assert first.tobytes() == again.tobytes()


def test_more_containers_are_never_fewer_rounds():
    inputs = {
        row.name: row
        for row in (
            ranges("share_152", 0, 0.5, 1),
            ranges("rounds_152_per_container", 400, 448, 480),
            ranges("rockets_122_per_container", 75, 77, 80),
        )
    }
    few, many = (rounds_in(ranges("containers", n, n, n), inputs) for n in (100, 101))
    assert all(getattr(few, end) < getattr(many, end) for end in ("low", "mid", "high", "p05", "p50", "p95"))


def test_ends_out_of_order_are_refused():
    with pytest.raises(ValueError, match="not in order"):
        ranges("x", 2, 1, 3)


# ---- curves
@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 10_000), st.sampled_from("AB")), min_size=1, max_size=12))
def test_a_curve_never_falls_and_never_crosses_claimants(points):
    start = date(2023, 9, 1)
    claims = [claim(n, (start + timedelta(days=days)).isoformat(), low, who=who) for n, (days, low, who) in enumerate(points)]
    for curve in curves(claims):
        floors = [point.low for point in curve.points]
        assert floors == sorted(floors)
        own = {one.id for one in claims if one.claimant == curve.claimant}
        assert {point.claim for point in curve.points} == own


def test_a_count_from_another_year_is_another_curve():
    found = curves(
        [
            claim(1, "2024-02-29", 10_000),
            claim(2, "2024-08-31", 13_000, since="2022-06-01"),
            claim(3, "2024-06-30", 11_000, since="2023-09-07"),
        ]
    )
    assert [(one.since, len(one.points)) for one in found] == [("2022-06-01", 1), ("2023-09-01", 2)]


def test_a_ceiling_holds_for_the_days_before_it_and_a_lower_word_is_lifted():
    (curve,) = curves([claim(1, "2024-01-31", 100), claim(2, "2024-02-29", 80), claim(3, "2024-03-31", 120, 130)])
    assert [(one.low, one.high, one.lifted) for one in curve.points] == [(100, 130, False), (100, 130, True), (120, 130, False)]


# ---- checks
WEIGHTS = {
    "kg_per_round_152": ranges("kg_per_round_152", 43.5, 46.25, 54),
    "tonnes_per_container": ranges("tonnes_per_container", 18, 20.7, 24),
    "most_tonnes_per_container": ranges("most_tonnes_per_container", 28.2, 28.2, 28.2),
    "containers_per_voyage": ranges("containers_per_voyage", 222, 247, 300),
}


@pytest.mark.parametrize(
    ("each", "standing"), [(448, "consistent"), (518, "consistent"), (520, "strained"), (648, "strained"), (649, "impossible")]
)
def test_mass_says_what_a_container_can_hold(each, standing):
    assert by_mass(each, WEIGHTS).standing == standing


def test_voyages_that_carry_less_strain_the_count_and_none_counted_is_not_known():
    counted = claim(1, "2024-02-29", 10_000)
    assert by_voyages(counted, [claim(2, "2024-02-29", 25, unit="voyages")], WEIGHTS).standing == "strained"
    assert by_voyages(counted, [claim(2, "2024-02-29", 40, unit="voyages")], WEIGHTS).standing == "consistent"
    assert by_voyages(counted, [claim(2, "2022-02-28", 40, unit="voyages", since="2022-01-01")], WEIGHTS).standing == "not known"


def test_pace_is_held_against_other_claimants_only():
    own = claim(1, "2024-02-29", 6_000)
    assert by_pace(own, [own]).standing == "not known"
    assert by_pace(own, [own, claim(2, "2024-08-31", 6_000, who="B")]).standing == "strained"
    assert by_pace(own, [claim(2, "2024-08-31", 6_000, who="B"), claim(3, "2023-10-31", 6_000, who="C")]).standing == "consistent"


# ---- facilities
def span(state: str, start: date, end: date, slack: int = 0) -> Interval:
    return Interval("R", state, start, end, slack, f"{state}-{start}")


def test_a_day_on_which_nobody_looked_has_no_state():
    found = [span("operating", date(2024, 1, 1), date(2024, 1, 31))]
    assert state_on(found, "R", date(2024, 1, 31))[0] == "operating"
    assert state_on(found, "R", date(2024, 2, 1))[0] == "nobody looked"


def test_days_of_operation_are_a_range_if_the_first_day_is_not_known():
    found = [span("operating", date(2024, 2, 1), date(2024, 4, 30), slack=15), span("operating", date(2024, 4, 1), date(2024, 5, 10))]
    assert days_in(found, "R", "operating", date(2024, 1, 1), date(2024, 12, 31)) == (85, 100, 115)
    assert days_in(found, "R", "operating", date(2024, 3, 1), date(2024, 3, 31)) == (31, 31, 31)


def test_plutonium_of_a_year_at_full_time_is_a_few_kilograms():
    found = estimate_plutonium(FACILITIES, INPUTS, DAY, DAY, span=Span(date(2022, 1, 1), date(2022, 12, 31)))
    assert found.extra["days_of_operation"] == {"low": 365, "mid": 365, "high": 365}
    assert 3.7 < found.estimate.low < found.estimate.mid < found.estimate.high < 7.4


def test_a_facility_without_an_interval_is_refused():
    with pytest.raises(InputError, match="no interval"):
        estimate_plutonium(FACILITIES, INPUTS, DAY, DAY, facility="Atlantis")


@pytest.mark.parametrize(("looks", "each", "chance"), [(0, 0.5, 0.0), (1, 0.5, 0.5), (3, 0.5, 0.875), (5, 0.0, 0.0), (2, 1.0, 1.0)])
def test_nothing_seen_is_worth_what_the_looks_could_show(looks, each, chance):
    assert chance_seen(looks, each) == chance


def test_a_chance_above_one_is_refused():
    with pytest.raises(ValueError, match="no chance"):
        chance_seen(1, 1.5)


# ---- workers
def test_workers_of_a_host_are_its_newest_stock_and_flows_stand_apart():
    found = estimate_workers(WORKERS, INPUTS, DAY, DAY, host="RUS")
    assert found.extra["claim"] in {row["id"] for row in WORKERS.rows if row["host"] == "RUS"}
    assert found.estimate.low == found.inputs[0].low * found.inputs[1].low
    assert all(one["measure"] not in ("stock", "workers") for one in found.extra["flows"])


def test_a_host_without_a_figure_is_refused_and_not_zero():
    with pytest.raises(InputError, match="nobody had said"):
        estimate_workers(WORKERS, INPUTS, DAY, DAY, host="CHE")
