"""Latitude and longitude swapped: by the land, by the speeds; no alarm for files as they are."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from seafaring import Row, in_order, lying, sailing, table

from vetoproof.detect.vessels.swapped import Glance
from vetoproof.evidence.positions.read import read_positions
from vetoproof.monitor.the_tracks import tracks
from vetoproof.monitor.track_warnings import MOST_GLANCES, Glances

REAL = (
    "noaa_marinecadastre_20220103_first100k.csv.gz",
    "aisdb_noaa_20230101.csv.gz",
    "aisdb_test_20210701.csv.gz",
    "aisdb_20211101.nm4.gz",
    "gfw_sharedmmsi_416000000.json.gz",
    "gfw_sharedmmsi_338013000.json.gz",
    "gfw_gaps_sample_messages.json.gz",
)
SUEZ = "evergiven_suez_2021_positions.csv.gz"


def swapped(rows: list[Row]) -> list[Row]:
    return [(mmsi, t, lon, lat, knots) for mmsi, t, lat, lon, knots in rows]


def looks(rows: list[Row]) -> bool:
    glance = Glance()
    glance.add(in_order(table(rows)).to_batches()[0])
    return glance.looks_swapped


def at_anchor(seed: int, lat: tuple[float, float], lon: tuple[float, float]) -> list[Row]:
    draw = random.Random(seed)
    return [row for mmsi in range(1, 40) for row in lying(mmsi, draw.uniform(*lat), draw.uniform(*lon), 0, 0.3, knots=-1)]


@pytest.mark.parametrize(("lat", "lon"), [((37, 40), (24, 26)), ((43, 44), (30, 37)), ((35, 41), (-74, -70))])
def test_ships_on_the_land_that_would_be_at_sea(lat: tuple[float, float], lon: tuple[float, float]) -> None:
    rows = at_anchor(1, lat, lon)
    assert (looks(rows), looks(swapped(rows))) == (False, True)


@pytest.mark.parametrize("course", [70.0, 135.0, 250.0])
def test_ways_that_fit_to_the_speeds_only_the_other_way(course: float) -> None:
    """Off Denmark and off Somalia is sea both ways."""
    rows = sailing(7, 56.0, 11.0, 0, 5, knots=14, course=course)
    assert (looks(rows), looks(swapped(rows))) == (False, True)


def test_too_little_says_nothing() -> None:
    assert not looks(swapped(sailing(7, 56.0, 11.0, 0, 1, knots=14)))
    assert not looks(swapped(at_anchor(1, (37, 40), (24, 26)))[:19])
    assert not Glance().looks_swapped
    assert not looks(swapped(at_anchor(1, (-5, 5), (-10, 5))))  # at sea both ways, and no speed is said


def test_each_file_is_asked_about_for_itself_and_what_is_looked_at_is_bounded() -> None:
    glances = Glances()
    one, two = (in_order(table(rows)) for rows in (sailing(7, 56.0, 11.0, 0, 5, knots=14), swapped(sailing(8, 56.0, 11.0, 0, 5, knots=14))))
    two = two.set_column(5, "file", [[1] * two.num_rows]).cast(one.schema)
    for batch in (*one.to_batches(), *two.to_batches()):
        glances.add(batch)
    assert [text.split(":")[0] for text in glances.warnings(["a.csv", "b.csv"])] == ["b.csv"]
    for _ in range(3 * MOST_GLANCES):
        glances.add(one.to_batches()[0])
    assert glances.found[0].places < 2 * MOST_GLANCES * one.num_rows


def test_the_door_asks_and_goes_on(tmp_path: Path) -> None:
    lines = [f"{mmsi},{t + 1_700_006_400},{lon},{lat},{knots}" for mmsi, t, lat, lon, knots in sailing(7, 56.0, 11.0, 0, 5, knots=14)]
    path = tmp_path / "s.csv"
    path.write_text("\n".join(["mmsi,t,lat,lon,sog", *lines]) + "\n")
    found = tracks([path], ["gap"])
    assert found.warnings == ("s.csv: its places fit better the other way round: are latitude and longitude swapped?",)
    assert found.taken == len(lines)


@pytest.mark.parametrize("name", [*REAL, SUEZ])
def test_no_alarm_on_real_files(name: str, shared: Path) -> None:
    path = shared / "data/ais" / name
    if not path.is_file():
        pytest.skip(f"there is no {name}")
    glances = Glances()
    columns = {"mmsi": "ID", "t": "ais_pos_timestamp"} if name == SUEZ else None
    for batch in read_positions([path], columns).sorted_batches():
        glances.add(batch)
    assert not list(glances.warnings([name]))
