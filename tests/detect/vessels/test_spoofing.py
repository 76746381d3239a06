"""Spoofing: several ships that leap from one place to one place."""

from __future__ import annotations

from seafaring import KM, Row, events, lying


def led_away(mmsi: int, lat: float, lon: float, *, at: float, to: tuple[float, float]) -> list[Row]:
    """A ship that lies, is shown elsewhere for two hours, and lies where it was."""
    return [*lying(mmsi, lat, lon, 0, at), *lying(mmsi, *to, at + 0.1, at + 2), *lying(mmsi, lat, lon, at + 2.1, 30)]


def test_three_ships_led_from_one_harbour_to_one_place_are_spoofed() -> None:
    rows = [row for k in range(3) for row in led_away(k + 1, 35 + k * 2 * KM, -40, at=5 + k, to=(37, -35))]
    found = events(rows, "spoof").to_pylist()
    assert [row["mmsi"] for row in found] == [1, 2, 1, 3, 2, 3]  # there, and back again
    assert {row["other_mmsi"] for row in found} == {1, 2, 3}


def test_the_same_with_the_tracks_taken_apart() -> None:
    rows = [row for k in range(3) for row in led_away(k + 1, 35 + k * 2 * KM, -40, at=5 + k, to=(37, -35))]
    assert events(rows, "spoof", "identity").to_pylist() == events(rows, "spoof").to_pylist()


def test_one_ship_or_two_or_other_targets_or_other_days_are_not() -> None:
    assert events(led_away(1, 35, -40, at=5, to=(37, -35)), "spoof").num_rows == 0
    assert events([*led_away(1, 35, -40, at=5, to=(37, -35)), *led_away(2, 35, -40, at=5, to=(37, -35))], "spoof").num_rows == 0
    apart = [row for k in range(4) for row in led_away(k + 1, 35, -40, at=5, to=(37 + k, -35))]
    assert events(apart, "spoof").num_rows == 0
    late = [
        (m, t + (m - 1) * 2 * 86400, lat, lon, v) for k in range(3) for m, t, lat, lon, v in led_away(k + 1, 35, -40, at=5, to=(37, -35))
    ]
    assert events(late, "spoof").num_rows == 0


def test_a_ship_that_flickers_a_thousand_times_counts_once() -> None:
    rows = [row for k in range(3) for t in range(300) for row in [(k + 1, 60 * t, 35.0 + t % 2, -40.0, 0.0)]]
    assert events(rows, "spoof").num_rows == 6


def test_midnight_and_the_antimeridian_are_no_borders() -> None:
    rows = [row for k in range(3) for row in led_away(k + 1, 10, 179.99 + 0.01 * k, at=23.9 + 0.1 * k, to=(12, -178))]
    assert {row["mmsi"] for row in events(rows, "spoof").to_pylist()} == {1, 2, 3}
