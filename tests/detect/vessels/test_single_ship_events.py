"""Gaps, jumps, loitering, port visits and stops: each threshold from both sides."""

from __future__ import annotations

import pytest
from seafaring import HOUR, KM, Row, events, lying, sailing, spans

SEA = (35.0, -40.0)


def test_a_silence_of_twelve_hours_is_a_gap_and_one_a_second_shorter_is_not() -> None:
    rows: list[Row] = [(1, 0, *SEA, 0), (1, 12 * HOUR, *SEA, 0), (2, 0, *SEA, 0), (2, 12 * HOUR - 1, *SEA, 0)]
    found = events(rows, "gap")
    assert spans(found) == [(1, 0.0, 12.0)]
    assert found["speed_kn"].to_pylist() == [0.0]


def test_a_gap_has_the_places_of_its_two_ends_and_their_rows() -> None:
    found = events([(1, 0, 35.0, -40.0, 9), (1, 24 * HOUR, 36.0, -41.0, 9)], "gap").to_pylist()[0]
    assert (found["lat"], found["lon"], found["end_lat"], found["end_lon"]) == (35.0, -40.0, 36.0, -41.0)
    assert found["evidence_rows"] == [{"file": "f" * 64, "row": 0}, {"file": "f" * 64, "row": 1}]


def test_a_silence_that_is_still_open_is_told_only_when_asked_for() -> None:
    rows: list[Row] = [(1, 0, *SEA, 0), (2, 0, *SEA, 0), (2, 6 * HOUR, *SEA, 0), (2, 12 * HOUR, *SEA, 0), (3, HOUR, *SEA, 0)]
    assert events(rows, "gap").num_rows == 0
    found = events(rows, "gap", "open-gap").to_pylist()
    assert [(row["event"], row["mmsi"], row["end"]) for row in found] == [("gap", 1, None)]


@pytest.mark.parametrize(("km", "minutes", "jumps"), [(1.2, 0.6, 1), (0.9, 0.2, 0), (9, 5, 0), (9.3, 5, 1), (1.2, 1, 0)])
def test_a_jump_is_faster_than_60_knots_over_more_than_a_kilometre(km: float, minutes: float, jumps: int) -> None:
    found = events([(1, 0, *SEA, 9), (1, round(60 * minutes), SEA[0] + km * KM, SEA[1], 9)], "jump")
    assert found.num_rows == jumps


def test_two_places_in_one_second_are_no_jump_and_their_order_does_not_matter() -> None:
    rows: list[Row] = [(1, 0, 35.0, -40.0, 9), (1, 600, 35.1, -40.0, 9), (1, 600, 35.0, -40.0, 9), (1, 1200, 35.0, -40.0, 9)]
    assert events(rows, "jump").num_rows == 0
    assert events(rows[::-1], "jump").num_rows == 0


def test_loitering_is_whole_hours_under_two_knots() -> None:
    rows = [*sailing(1, *SEA, 0, 2, knots=10), *sailing(1, 35.0, -39.0, 2.1, 7.05, knots=1.5), *sailing(1, 35.0, -38.0, 7.1, 9, knots=10)]
    found = events(rows, "loitering")
    assert spans(found) == [(1, 3.0, 7.0)]
    assert found["speed_kn"].to_pylist() == pytest.approx([1.5], abs=0.05)


def test_two_knots_are_no_loitering() -> None:
    assert events(sailing(1, *SEA, 0, 9, knots=2.05), "loitering").num_rows == 0
    assert events(sailing(1, *SEA, 0, 9, knots=1.95), "loitering").num_rows == 1


def test_the_error_of_a_fix_is_no_way_made_good() -> None:
    rows: list[Row] = [(1, 10 * k, 35.0 + (k % 2) * 30 * KM / 1000, -40.0, 0) for k in range(3 * 360)]  # 30 m to and fro: 5.8 kn
    assert spans(events(rows, "loitering")) == [(1, 0.0, pytest.approx(3.0, abs=0.01))]


def test_a_silence_parts_loitering() -> None:
    rows = [*lying(1, *SEA, 0, 3), *lying(1, *SEA, 20, 23)]
    assert spans(events(rows, "loitering")) == [(1, 0.0, 3.0), (1, 20.0, 23.0)]


def test_less_than_an_hour_is_no_loitering() -> None:
    assert events(lying(1, *SEA, 0, 0.9), "loitering").num_rows == 0


def port_call(*, nearest_km: float, hours: float, knots: float = 0.0) -> list[Row]:
    """Towards the northern harbour, a stay, and away again."""
    near = 40.0 - nearest_km * KM
    return [
        *sailing(1, 39.5, 10.0, 0, 2, knots=8, course=0)[:-1],
        *lying(1, near, 10.0, 3, 3 + hours, knots=knots),
        *sailing(1, 39.9, 10.0, 4 + hours, 6 + hours, knots=8, course=180),
    ]


def test_a_stay_of_three_hours_in_port_is_a_visit() -> None:
    found = events(port_call(nearest_km=1, hours=3.2), "port-visit")
    assert spans(found) == [(1, 3.0, pytest.approx(6.2))]
    assert found["port"].to_pylist() == ["NORTH HARBOUR"]


@pytest.mark.parametrize(
    "call",
    [
        {"nearest_km": 3.1, "hours": 9},  # never within 3.0 km
        {"nearest_km": 1, "hours": 2.9},  # too short
        {"nearest_km": 1, "hours": 9, "knots": 0.4},  # never lay still
    ],
)
def test_what_is_no_visit(call: dict[str, float]) -> None:
    assert events(port_call(**call), "port-visit").num_rows == 0


def test_a_visit_goes_on_between_three_and_four_kilometres() -> None:
    rows = [
        *lying(1, 40 - 2.9 * KM, 10.0, 0, 1),
        *lying(1, 40 - 3.9 * KM, 10.0, 1.1, 3),
        *lying(1, 40 - 2.9 * KM, 10.0, 3.1, 4),
        *lying(1, 40 - 4.1 * KM, 10.0, 4.1, 9),
    ]
    assert spans(events(rows, "port-visit")) == [(1, 0.0, 4.0)]


def test_the_port_is_the_nearest_where_the_ship_lay_still() -> None:
    ports = (("OUTER", 40.0, 10.0), ("INNER", 40.03, 10.0))
    rows = [*sailing(1, 39.9, 10.0, 0, 1.4, knots=5, course=0), *lying(1, 40.03, 10.0, 1.5, 6)]
    assert events(rows, "port-visit", ports=ports)["port"].to_pylist() == ["INNER"]


def test_a_ship_that_is_silent_in_port_is_on_a_visit() -> None:
    rows = [*lying(1, 40.0, 10.0, 0, 1, knots=0.3), *lying(1, 40.0, 10.0, 20, 21, knots=0.3)]
    assert spans(events(rows, "port-visit")) == [(1, 0.0, 21.0)]


def test_a_stop_begins_at_a_fifth_of_a_knot_and_ends_at_half_a_knot() -> None:
    rows = [
        *lying(1, *SEA, 0, 1, knots=0.3),
        *lying(1, *SEA, 1.1, 2, knots=0.2),
        *lying(1, *SEA, 2.1, 5, knots=0.4),
        *lying(1, *SEA, 5.1, 9, knots=0.5),
    ]
    found = events(rows, "stop")
    assert spans(found) == [(1, pytest.approx(1.1), pytest.approx(5.0))]


@pytest.mark.parametrize("knots", [3.3, 16.0])
def test_a_ship_that_sails_does_not_stop_by_saying_so(knots: float) -> None:
    rows = [(*row[:4], 0.0) for row in sailing(1, *SEA, 0, 9, knots=knots, every=0.2)]
    assert events(rows, "stop").num_rows == 0


def test_a_place_far_off_does_not_end_a_stop() -> None:
    rows = [*lying(1, *SEA, 0, 3.5), (1, 3 * HOUR + 2000, SEA[0] + 5, SEA[1], 0.0), *lying(1, *SEA, 3.6, 7)]
    assert spans(events(rows, "stop")) == [(1, 0.0, 7.0)]


def test_a_stop_shorter_than_three_hours_is_none() -> None:
    assert events(lying(1, *SEA, 0, 2.9), "stop").num_rows == 0


def test_a_stop_in_port_is_no_stop() -> None:
    assert events(lying(1, 40.0, 10.0, 0, 9), "stop").num_rows == 0
    assert events(lying(1, 40.0 + 3.5 * KM, 10.0, 0, 9), "stop").num_rows == 1


def test_a_silence_ends_a_stop() -> None:
    assert spans(events([*lying(1, *SEA, 0, 4), *lying(1, *SEA, 20, 24)], "stop")) == [(1, 0.0, 4.0), (1, 20.0, 24.0)]


def test_without_a_speed_the_track_tells_it() -> None:
    rows = [*sailing(1, *SEA, 0, 2, knots=8), *lying(1, 35.0, -39.65, 2.1, 7), *sailing(1, 35.0, -39.6, 7.2, 9, knots=8)]
    found = events([(*row[:4], -1) for row in rows], "stop")
    (_, begin, end) = spans(found)[0]
    assert begin == pytest.approx(2.2, abs=0.35)
    assert end == pytest.approx(7.0, abs=0.01)


def test_a_fix_that_wavers_does_not_end_a_stop_where_no_speed_is_said() -> None:
    rows: list[Row] = [(1, 60 * k, 35.0 + (k % 3) * 20 * KM / 1000, -40.0, -1) for k in range(5 * 60)]
    assert events(rows, "stop").num_rows == 1


def test_no_positions_give_no_events() -> None:
    assert events([], "gap", "encounter", "loitering", "port-visit", "stop", "jump", "identity", "spoof").num_rows == 0
