"""One MMSI, several ships: the tracks, what becomes of gaps and jumps, and what is only a leap or noise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from seafaring import HOUR, Batches, Row, events, in_order, lying, sailing, spans, table

from vetoproof.detect.vessels.engine import Job, find_events, threads
from vetoproof.detect.vessels.tracks import NOISE, Parting, whole_ships
from vetoproof.detect.vessels.walker import columns_of
from vetoproof.evidence.positions.read import read_positions


def two_ships(apart: float = 8.0) -> list[Row]:
    """One off Africa at 12 knots, one that lies elsewhere, each every six minutes."""
    one = sailing(7, 10, 0, 0, 40, knots=12)
    return [*one, *[(7, t + 100, lat, lon, 0.0) for _, t, lat, lon, _ in lying(7, 10 + apart, -5, 0, 40)]]


def tracks_of(rows: list[Row]) -> tuple[dict[int, set[int]], Any]:
    """Row numbers by track, and what the parting gave."""
    (columns,) = whole_ships(columns_of(in_order(table(rows)).to_batches()))
    parted = Parting().part(columns)
    by_track: dict[int, set[int]] = {}
    for row, track in zip(columns[-1].tolist(), parted.tracks.tolist(), strict=True):
        by_track.setdefault(track, set()).add(row)
    return by_track, parted


def test_two_ships_that_broadcast_together_are_two_tracks() -> None:
    rows = two_ships()
    by_track, parted = tracks_of(rows)
    assert parted.shared.all()
    half = len(rows) // 2
    assert sorted(by_track.values(), key=min) == [set(range(half)), set(range(half, len(rows)))]


def test_there_is_one_identity_event_and_no_jump_between_them() -> None:
    assert events(two_ships(), "jump").num_rows > 500
    found = events(two_ships(), "jump", "identity", "gap").to_pylist()
    assert [row["event"] for row in found] == ["identity"]
    assert found[0]["speed_kn"] > 1000
    assert len(found[0]["evidence_rows"]) == 4


def test_the_gap_of_one_is_found_behind_the_other() -> None:
    rows = [row for row in two_ships() if not (row[4] > 0 and 10 * HOUR < row[1] < 24 * HOUR)]
    assert events(rows, "gap").num_rows == 0
    found = events(rows, "gap", "identity")
    assert [span for span, kind in zip(spans(found), found["event"].to_pylist(), strict=True) if kind == "gap"] == [
        (7, pytest.approx(10.0), pytest.approx(24.0))
    ]


def test_a_leap_that_stays_is_a_jump_and_no_second_ship() -> None:
    rows = [*sailing(7, 10, 0, 0, 20, knots=12), *sailing(7, 14, 8, 20.1, 40, knots=12)]
    assert [row["event"] for row in events(rows, "jump", "identity").to_pylist()] == ["jump"]


def test_a_leap_away_and_back_is_two_jumps() -> None:
    rows = [*lying(7, 10, 0, 0, 20), *lying(7, 14, 8, 20.1, 22), *lying(7, 10, 0, 22.1, 40)]
    assert [row["event"] for row in events(rows, "jump", "identity").to_pylist()] == ["jump", "jump"]


def test_a_place_far_off_is_noise() -> None:
    rows = [*sailing(7, 10, 0, 0, 20, knots=12), (7, 5 * HOUR + 30, 50.0, 50.0, 12.0)]
    by_track, parted = tracks_of(rows)
    assert by_track[NOISE] == {len(rows) - 1}
    assert not parted.shared.any()


def test_two_places_in_one_second_are_parted_too() -> None:
    rows = [*lying(7, 10, 0, 0, 9), *lying(7, 30, 0, 0, 9)]
    assert sorted(map(len, tracks_of(rows)[0].values())) == [len(rows) // 2] * 2


def test_a_fast_ferry_is_one_ship() -> None:
    rows = [*sailing(7, 10, 0, 0, 3, knots=38, every=0.5), *sailing(7, 10, 2, 3.5, 6, knots=38, course=270, every=0.5)]
    assert events(rows, "identity").num_rows == 0


def test_many_ships_of_one_mmsi_and_a_million_of_one_row() -> None:
    rows = [row for k in range(6) for row in [(7, t + k, lat, lon, v) for _, t, lat, lon, v in lying(7, 10 + 5 * k, 0, 0, 6)]]
    assert events(rows, "identity").num_rows == 5
    mmsi = np.arange(1, 20_001)
    many = table([(1, 0, 10, 0, 0)]).take([0] * len(mmsi)).set_column(0, "mmsi", [mmsi.astype(np.int32)])
    assert events(many, "gap", "encounter", "loitering", "port-visit", "stop", "jump", "identity").num_rows == 0


@pytest.mark.parametrize("name", ["263576000", "338013000", "416000000"])
def test_real_shared_numbers_keep_every_row(name: str, shared: Path) -> None:
    path = shared / f"data/ais/gfw_sharedmmsi_{name}.json.gz"
    if not path.is_file():
        pytest.skip(f"there is no {path.name}")
    positions = read_positions([path])
    (columns,) = whole_ships(columns_of(positions.sorted_batches()))
    tracks = Parting().part(columns).tracks
    assert len(tracks) == positions.counts.taken
    assert (tracks == NOISE).sum() < 0.02 * len(tracks)
    assert (len(np.unique(tracks[tracks != NOISE])) > 1) == (name == "416000000")


def look_shared(rows: list[Row], batch: int = 1 << 17, split: bool = False) -> int:
    told: list[int] = []
    job = Job(frozenset(["gap"]), split=split)
    find_events([Batches(in_order(table(rows)), batch)], job, threads(1), shared=told.append)
    return sum(told)


def test_an_mmsi_that_looks_shared_is_counted_where_it_is_not_taken_apart() -> None:
    rows = [*two_ships(), *[(8, *row[1:]) for row in two_ships(0.3)], *sailing(9, 40, 0, 0, 20, knots=12)]
    assert [look_shared(rows, batch) for batch in (1 << 17, 7)] == [2, 2]
    assert look_shared(rows, split=True) == 0


@pytest.mark.parametrize(
    "strays",
    [
        [(5.0, 50.0, 50.0)],
        [(5.0, 50.0, 50.0), (5.5, -10.0, 80.0), (9.0, 20.0, 20.0), (9.3, -30.0, 1.0)],  # places here and there
        [(h, 10.0, 0.2029 * (h - 1.5)) for h in (4.0, 6.5, 7.0, 7.3, 9.0, 12.0, 14.0, 15.0)],  # fixes that come late
    ],
)
def test_a_ship_with_wrong_fixes_does_not_look_shared(strays: list[tuple[float, float, float]]) -> None:
    rows = [*sailing(7, 10, 0, 0, 20, knots=12), *[(7, round(h * HOUR) + 30, lat, lon, 12.0) for h, lat, lon in strays]]
    assert look_shared(rows) == 0
    assert look_shared([*lying(7, 10, 0, 0, 20), *lying(7, 14, 8, 20.1, 22), *lying(7, 10, 0, 22.1, 40)]) == 0
