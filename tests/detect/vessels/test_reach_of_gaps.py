"""Ways by sea, and the ports within reach of a gap."""

import numpy as np
import pyarrow as pa
import pytest
from gap_rows import events, gap

from vetoproof.detect.vessels import sea
from vetoproof.detect.vessels.area import reach_area
from vetoproof.detect.vessels.kernels import lattice
from vetoproof.detect.vessels.ports import PORT, known_ports
from vetoproof.detect.vessels.reach import Reached, add_reach, find_reach
from vetoproof.monitor import the_reach

NM = 1.852
PORTS = {(row["name"], row["state"]): (row["lat"], row["lon"]) for row in known_ports().to_pylist()}


def way_nm(one: tuple[float, float], two: tuple[float, float]) -> float:
    source, target = sea.points([one[0]], [one[1]]), sea.points([two[0]], [two[1]])
    return float(sea.ways_km(source, 0, target, 1e6)[0]) / NM


def port(name: str, state: str) -> tuple[float, float]:
    return PORTS[name, state]


# Published distances in nautical miles; docs/methods/reach.md names where each was read.
PUBLISHED = [
    ("Jiddah", "SAU", "Piraievs", "GRC", 1320),  # through Suez
    ("Jiddah", "SAU", "Constanta", "ROU", 1698),  # and through the Dardanelles and the Bosporus
    ("Ras Tannurah", "SAU", "Rotterdam", "NLD", 6436),
    ("Mumbai", "IND", "Marseille", "FRA", 4558),
    ("Shanghai", "CHN", "Genova", "ITA", 8670),
    ("New York City", "USA", "San Francisco", "USA", 5262),  # through Panama
    ("New Orleans", "USA", "Puerto Cristobal", "PAN", 1395),
    ("San Francisco", "USA", "Yokohama", "JPN", 4536),  # over the antimeridian
    ("Honolulu", "USA", "Hong Kong", "HKG", 4917),
    ("Lianyungang", "CHN", "Incheon", "KOR", 393),
    ("New York City", "USA", "Colombo", "LKA", 8604),
]


@pytest.mark.parametrize(("one", "state", "two", "other", "nm"), PUBLISHED)
def test_published_distances(one: str, state: str, two: str, other: str, nm: float) -> None:
    assert way_nm(port(one, state), port(two, other)) == pytest.approx(nm, rel=0.04)


def test_the_way_from_one_coast_of_korea_to_the_other_goes_round_the_south() -> None:
    straight = lattice.distances_km(*port("Nampo", "PRK"), *port("Wonsan", "PRK")) / NM
    assert straight < 110
    assert 700 < way_nm(port("Nampo", "PRK"), port("Wonsan", "PRK")) < 800


def test_a_way_in_the_open_is_a_great_circle_within_the_stated_error() -> None:
    rng = np.random.default_rng(5)
    places = sea.points(rng.uniform(-40, 30, 80), rng.uniform(-165, -135, 80))
    for number in range(5):
        straight = lattice.distances_km(places.lat[number], places.lon[number], places.lat, places.lon)
        far = straight > sea.DIRECT_KM
        ratio = sea.ways_km(places, number, places, 1e6)[far] / straight[far]
        assert ratio.min() >= 1
        assert np.quantile(ratio, 0.95) < 1.01


def test_a_limit_changes_no_way_below_it() -> None:
    source, targets = (
        sea.points([38.0], [124.0]),
        sea.points(*(one.ravel() for one in np.meshgrid(np.arange(30.0, 40), np.arange(120.0, 130)))),
    )
    every, near = sea.ways_km(source, 0, targets, 1e6), sea.ways_km(source, 0, targets, 500)
    assert (near[every <= 500] == every[every <= 500]).all()
    assert np.isinf(near[every > 500]).all()


def test_places_on_land_go_to_the_nearest_sea_and_no_farther() -> None:
    found = sea.points([38.72, 47.0, 0.0], [125.4, 8.5, -30.0])  # Nampo, the Alps, the Atlantic
    assert 0 < found.moved_km[0] < 5
    assert np.isnan(found.moved_km[1])
    assert found.moved_km[2] == 0


def reached(table: pa.Table, **options: object) -> Reached:
    return find_reach(table, known_ports(), first=("PRK",), **options)  # type: ignore[arg-type]


def test_a_silence_off_nampo_leaves_the_three_western_ports_first() -> None:
    rows = reached(events(gap((37.6, 123.9), (37.4, 123.7), 36))).rows.to_pylist()
    assert [row["port"] for row in rows[:3]] == ["Nampo", "Haeju", "Songnim"]
    assert all(row["state"] != "PRK" for row in rows[3:])
    first = rows[0]
    assert first["hours"] == pytest.approx(36 - (first["out_km"] + first["back_km"]) / (15 * NM), abs=0.01)
    assert min(row["hours"] for row in rows) >= 3
    assert "Wonsan" not in [row["port"] for row in rows]


def test_najin_is_reached_from_the_east_sea() -> None:
    rows = reached(events(gap((41.5, 131.0), (41.4, 131.2), 24))).rows.to_pylist()
    assert {"Najin", "Sonbong", "Chongjin"} <= {row["port"] for row in rows if row["state"] == "PRK"}
    assert "Nampo" not in {row["port"] for row in rows}


def test_hours_run_out() -> None:
    """At 15 kn Nampo is some 116 + 116 miles away: it is reached with 19 hours, and not with 18."""
    off = on = (37.4, 123.7)
    for hours, ports in ((18.0, False), (19.0, True)):
        found = reached(events(gap(off, on, hours))).rows
        assert ("Nampo" in found["port"].to_pylist()) is ports, hours


def test_a_faster_ship_and_a_shorter_stay_reach_more() -> None:
    table = events(gap((37.4, 123.7), (37.4, 123.7), 17))
    assert "Nampo" not in reached(table).rows["port"].to_pylist()
    assert "Nampo" in reached(table, fastest_kn=np.array([20.0])).rows["port"].to_pylist()
    assert "Nampo" in reached(table, stay_hours=0.5).rows["port"].to_pylist()
    assert "Nampo" not in reached(table, fastest_kn=np.array([np.nan])).rows["port"].to_pylist()


def test_the_slow_end_of_the_speeds_is_told_or_null() -> None:
    rows = reached(events(gap((37.4, 123.7), (37.4, 123.7), 19))).rows.to_pylist()
    nampo = next(row for row in rows if row["port"] == "Nampo")
    assert nampo["hours_slow"] is None
    long = reached(events(gap((37.4, 123.7), (37.4, 123.7), 60))).rows.to_pylist()
    assert next(row for row in long if row["port"] == "Nampo")["hours_slow"] > 3


def test_what_could_not_be_tried_is_said() -> None:
    found = reached(events(gap((37.6, 123.9), None, 0), gap((47.0, 8.5), (47.1, 8.5), 30)))
    assert found.rows.num_rows == 0
    told = " ".join(f"{one.what} {one.why}" for one in found.unseen)
    assert "still open" in told
    assert "30 km from the sea" in told


def test_a_gap_is_the_same_alone_and_among_others_and_on_any_number_of_threads() -> None:
    one = gap((37.6, 123.9), (37.4, 123.7), 36)
    others = [gap((35.0 + n / 10, 124.0), (35.2, 123.5), 20 + n) for n in range(20)]
    alone = reached(events(one)).rows.drop_columns("gap")
    among = reached(events(*others, one), threads=1).rows
    assert among.filter(pa.compute.equal(among["gap"], 20)).drop_columns("gap").equals(alone)


def test_over_the_antimeridian() -> None:
    rows = reached(events(gap((-17.5, 179.6), (-17.3, -179.7), 40))).rows.to_pylist()
    assert any(row["state"] == "FJI" for row in rows)


def test_places_of_one_name_are_told_once_with_the_most_hours() -> None:
    near, far = ("Buoy", "", 37.5, 124.2), ("Buoy", "", 38.3, 124.4)
    ports = pa.table([pa.array(column) for column in zip(near, far, strict=True)], schema=PORT)
    rows = find_reach(events(gap((37.4, 123.7), (37.4, 123.7), 30)), ports).rows.to_pylist()
    assert [row["lat"] for row in rows] == [37.5]


def test_the_list_of_an_event_holds_port_and_hours_and_the_untried_stay_null() -> None:
    table = events(gap((37.6, 123.9), (37.4, 123.7), 36), gap((37.6, 123.9), None, 0))
    lists = add_reach(table, reached(table).rows)["reach"].to_pylist()
    assert lists[0][0]["port"] == "Nampo"
    assert set(lists[0][0]) == {"port", "hours"}
    assert lists[1] is None


def test_the_sea_within_reach_holds_both_ends_and_keeps_to_the_budget() -> None:
    rings = reach_area((37.6, 123.9), (37.4, 123.7), 33)
    assert rings
    largest = max(rings, key=len)
    far = lattice.distances_km(37.5, 123.8, largest[:, 0], largest[:, 1])
    assert far.max() < 33 * 15 * NM / 2 + 30
    assert far.max() > 33 * 15 * NM / 2 - 60
    assert reach_area((37.6, 123.9), (10.0, 123.7), 5) == []


@pytest.mark.parametrize("most", [0, 10_000])
def test_rows_in_another_order_are_the_same_with_and_without_a_copy(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(the_reach, "MOST_SLICES", most)
    table = pa.table({"x": range(20), "y": [str(n) for n in range(20)]})
    for order in ([], [3], list(range(20)), [*range(5, 20), *range(5)], [7, 7, 8, 1], list(range(19, -1, -1))):
        assert the_reach.taken(table, np.array(order, np.int64)).to_pylist() == [table.slice(n, 1).to_pylist()[0] for n in order]
