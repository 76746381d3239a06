"""Encounters: the definition, borders of every kind, and every pair as brute force has it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seafaring import DAY_0, KM, Row, encounters_by_hand, events, lying, met, sailing, spans

DAY = DAY_0 // 600  # the step at which the first day begins


def side_by_side(lat: float, lon: float, *, begin: float = 0, hours: float = 2, metres: float = 300, knots: float = 0.5) -> list[Row]:
    """Two ships on one course, 1 and 2, so many metres apart."""
    north = metres / 1000 * KM
    return [
        *sailing(2, lat, lon, begin, begin + hours, knots=knots),
        *sailing(1, lat + north, lon, begin, begin + hours, knots=knots),
    ]


def test_two_hours_within_500_m_is_an_encounter_with_the_lower_mmsi_first() -> None:
    found = events(side_by_side(35, -40), "encounter").to_pylist()
    assert [(row["mmsi"], row["other_mmsi"]) for row in found] == [(1, 2)]
    assert found[0]["distance_m"] == pytest.approx(300, abs=1)
    assert found[0]["speed_kn"] == pytest.approx(0.5, abs=0.02)
    assert len(found[0]["evidence_rows"]) == 4


@pytest.mark.parametrize(
    "how", [{"hours": 1.9}, {"metres": 510}, {"knots": 2.1}, {"hours": 1.9, "begin": 0.05}, {"hours": 2.05, "begin": 0.1}]
)
def test_what_is_no_encounter(how: dict[str, float]) -> None:
    assert events(side_by_side(35, -40, **how), "encounter").num_rows == 0


def test_midnight_is_no_border() -> None:
    found = events(side_by_side(35, -40, begin=22, hours=4), "encounter")
    assert spans(found) == [(1, 22.0, 26.0)]


def test_a_meeting_near_a_port_is_none() -> None:
    assert events(side_by_side(40 - 9.5 * KM, 10), "encounter").num_rows == 0
    assert events(side_by_side(40 - 11 * KM, 10), "encounter").num_rows == 1


def test_a_fast_leg_within_a_slow_meeting_does_not_break_it() -> None:
    rows = [row for mmsi in (1, 2) for row in sailing(mmsi, 35 + mmsi * KM / 10, -40, 0, 1, knots=0.3)]
    rows += [row for mmsi in (1, 2) for row in sailing(mmsi, 35 + mmsi * KM / 10, -39.98, 1.2, 2.4, knots=0.3)]  # 1 nm in 12 minutes
    found = events(rows, "encounter")
    assert spans(found) == [(1, 0.0, pytest.approx(2.4, abs=0.17))]


def test_positions_an_hour_apart_are_not_filled_in() -> None:
    rows = [*lying(1, 35, -40, 0, 4, every=0.1), *lying(2, 35, -40, 0.05, 4.05, every=1.0)]
    assert events(rows, "encounter").num_rows == 0
    rows = [*lying(1, 35, -40, 0, 4, every=0.1), *lying(2, 35, -40, 0.05, 4, every=0.99)]
    assert events(rows, "encounter").num_rows == 1


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        (0.0, 180.0),
        (-17.0, -179.9999),
        (65.0, 179.999),
        (89.9, 5.0),
        (-89.999, 120.0),
        (88.0, 0.0),
        (87.999, 180.0),
        (50.0, 0.0),
        (-0.001, 0),
    ],
)
def test_borders_of_the_map_are_no_borders(lat: float, lon: float) -> None:
    around = [(lat, lon), (lat + 0.2 * KM, lon), (lat, lon + 0.2 * KM / max(1e-6, math.cos(math.radians(lat)))), (lat - 0.2 * KM, lon)]
    rows = [row for k, (north, east) in enumerate(around) for row in lying(k + 1, min(90.0, max(-90.0, north)), east, 0, 3)]
    assert met(events(rows, "encounter", ports=())) == encounters_by_hand(rows)
    assert met(events(rows, "encounter", ports=())) != []


def test_at_the_pole_ships_on_all_meridians_are_near() -> None:
    rows = [row for k in range(6) for row in lying(k + 1, 89.999, -180 + 60 * k, 0, 3)]
    assert len(met(events(rows, "encounter", ports=()))) == 15


def test_a_dense_anchorage_gives_each_pair_once() -> None:
    rows = [row for k in range(30) for row in lying(k + 1, 35 + (k % 6) * 0.15 * KM, -40 + (k // 6) * 0.15 * KM, 20, 29, every=0.15)]
    found = met(events(rows, "encounter"))
    assert found == encounters_by_hand(rows)
    assert len(found) == len({pair[:2] for pair in found})
    assert len(found) > 200


PLACES = st.sampled_from([(0.0, 180.0), (89.995, 30.0), (-33.0, -179.999), (51.0, 0.0), (88.0, 90.0), (-89.9999, 0.0)])


@st.composite
def fleets(draw: st.DrawFn) -> list[Row]:
    """A few ships that wander about one place, with silences, slow and fast legs, over midnight."""
    lat, lon = draw(PLACES)
    rows: list[Row] = []
    for mmsi in range(1, draw(st.integers(2, 5)) + 1):
        steps = draw(st.lists(st.tuples(st.integers(1, 4000), st.integers(-9, 9), st.integers(-9, 9)), min_size=8, max_size=40))
        now, up, along = draw(st.integers(70_000, 80_000)), 0, 0
        for seconds, north, east in steps:
            now, up, along = now + seconds, max(-4, min(4, up + north // 4)), max(-4, min(4, along + east // 4))
            wide = max(1e-4, math.cos(math.radians(lat)))
            rows.append((mmsi, now, max(-90.0, min(90.0, lat + up * 0.08 * KM)), lon + along * 0.08 * KM / wide, 0.0))
    return rows


@settings(max_examples=60, deadline=None, derandomize=True)
@given(fleets())
def test_pairs_are_those_of_brute_force(rows: list[Row]) -> None:
    assert met(events(rows, "encounter", ports=())) == encounters_by_hand(rows)
