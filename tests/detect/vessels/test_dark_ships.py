"""Ships that a sensor saw and no position explains."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from vetoproof.detect.vessels.dark import Dark, find_dark
from vetoproof.detect.vessels.detections import SEEN, read_detections
from vetoproof.evidence.positions.tables import DEGREE, POSITION
from vetoproof.terms.errors import InputError

START = 1_700_000_000
HOUR = 3600


def sail(
    mmsi: int, lat: float, lon: float, kn: float = 0.0, hours: int = 24, silent: tuple[float, float] = (0, 0)
) -> list[tuple[int, ...]]:
    """A ship that sails east and is heard every ten minutes, but not in between."""
    seconds = [t for t in range(0, hours * HOUR + 1, 600) if not silent[0] * HOUR < t < silent[1] * HOUR]
    return [(mmsi, START + t, round(lat * DEGREE), round(east(lat, lon, kn, t / HOUR) * DEGREE)) for t in seconds]


def east(lat: float, lon: float, kn: float, hours: float) -> float:
    return (lon + kn * hours * 1852 / 111_195 / np.cos(np.radians(lat)) + 180) % 360 - 180


def batches(*ships: list[tuple[int, ...]], rows: int = 10_000) -> list[pa.RecordBatch]:
    every = sorted(row for ship in ships for row in ship)
    columns = dict(zip(("mmsi", "t", "lat", "lon"), zip(*every, strict=True), strict=True))
    table = pa.table({name: pa.array(columns[name], POSITION.field(name).type) for name in ("mmsi", "t", "lat", "lon")})
    return table.to_batches(max_chunksize=rows)


def seen(*places: tuple[float, float, float]) -> pa.Table:
    rows = [{"row": n, "t": START + round(hours * HOUR), "lat": lat, "lon": lon} for n, (hours, lat, lon) in enumerate(places)]
    return pa.Table.from_pylist(rows, schema=SEEN)


def dark_rows(found: Dark) -> list[int]:
    return found.details["row"].to_pylist()


def test_a_ship_that_is_heard_beside_it_explains_a_detection() -> None:
    found = find_dark(seen((6, 36.004, east(36, 123, 10, 6))), batches(sail(1, 36, 123, 10)))
    assert found.matched == 1
    assert found.events.num_rows == 0


def test_a_detection_without_any_ship_is_dark_and_its_chance_is_not_estimated() -> None:
    found = find_dark(seen((6, 20.0, 123.0)), batches(sail(1, 36, 123)), file="ab")
    (event,), (detail,) = found.events.to_pylist(), found.details.to_pylist()
    assert (event["event"], event["mmsi"], event["other_mmsi"], event["lat"]) == ("dark", None, None, 20.0)
    assert event["evidence_rows"] == [{"file": "ab", "row": 0}]
    assert detail["chance_of_miss"] is None
    assert detail["ships_around"] == 0


def test_one_ship_explains_one_detection_of_a_moment_the_nearest() -> None:
    found = find_dark(seen((6, 36.005, 123.0), (6, 36.001, 123.0), (7, 36.005, 123.0)), batches(sail(1, 36, 123)))
    assert dark_rows(found) == [0]


def test_a_ship_in_silence_is_named_if_it_could_have_been_there() -> None:
    ships = batches(sail(1, 36, 123, 10, silent=(2, 20)))
    near, far = (10, 36.3, east(36, 123, 10, 10)), (10, 45.0, 123.0)
    events = find_dark(seen(near, far), ships).events.to_pylist()
    assert [event["other_mmsi"] for event in events] == [1, None]
    assert events[0]["distance_m"] == pytest.approx(0.3 * 111_195, rel=0.01)


@pytest.mark.parametrize("rows", [1, 10_000])
def test_a_position_alone_explains_what_is_seen_there_within_five_minutes(rows: int) -> None:
    once = [(5, START + 3 * HOUR, 20 * DEGREE, 50 * DEGREE)]
    ships = batches(once, sail(1, 36, 123, hours=6), sail(2, 10, 0, hours=20, silent=(4, 17)), rows=rows)
    explained = [(3, 20.0, 50.0), (6 + 4 / 60, 36.01, 123.0), (4.05, 10.01, 0.0), (17 - 4 / 60, 10.0, 0.01)]
    assert find_dark(seen(*explained), ships).matched == 4
    at_once = [(3 + 4 / 60, 20.0, 50.0), (3 - 4 / 60, 20.0, 50.0), (3, 20.0, 50.0)]
    assert find_dark(seen(*at_once), ships).matched == 3
    too_far = [(3, 20.02, 50.0), (3.2, 20.0, 50.0), (6.2, 36.0, 123.0), (4.2, 10.0, 0.0), (16.8, 10.0, 0.0)]
    assert dark_rows(find_dark(seen(*too_far), ships)) == [0, 1, 3, 2, 4]


def test_the_chance_of_a_miss_is_the_share_of_broadcasting_ships_around_that_were_not_told() -> None:
    ships = [sail(n, 36.1, 123 + n / 50) for n in range(1, 4)] + [sail(9, 36.15, 123.1, silent=(4, 9))]
    found = find_dark(seen((6, 36.3, 123.0)), batches(*ships))
    (detail,) = found.details.to_pylist()
    assert (detail["ships_around"], detail["chance_of_miss"]) == (4, 0.25)


def test_any_cut_and_any_order_of_detections_gives_the_same() -> None:
    ships = [sail(n, 36 + n / 40, 179.8, 12, silent=(3, 3 + n)) for n in range(1, 9)]
    places = [(hours, 36 + n / 40 + 0.01, east(36 + n / 40, 179.8, 12, hours)) for n in range(1, 9) for hours in (1, 5, 9, 17)]
    whole = find_dark(seen(*places), batches(*ships))
    for rows in (1, 7):
        cut = find_dark(seen(*places), batches(*ships, rows=rows))
        assert cut.events.equals(whole.events)
        assert cut.details.equals(whole.details)
    shuffled = find_dark(seen(*places).take(pa.array(np.random.default_rng(1).permutation(len(places)))), batches(*ships))
    assert shuffled.events.equals(whole.events)


def test_over_the_antimeridian() -> None:
    assert find_dark(seen((3, 10.0, east(10, 179.9, 12, 3))), batches(sail(1, 10, 179.9, 12))).matched == 1


def test_detections_outside_the_time_of_the_positions_are_said_not_called_dark() -> None:
    found = find_dark(seen((60, 36.0, 123.0), (6, 36.0, 123.0)), batches(sail(1, 36, 123)))
    assert found.events.num_rows == 0
    assert found.unseen[0].what == "1 detections"


def test_positions_that_are_not_sorted_are_refused() -> None:
    (batch,) = batches(sail(1, 36, 123))
    with pytest.raises(InputError, match="not sorted"):
        find_dark(seen((6, 36.0, 123.0)), [batch.take(pa.array([3, 1, 2]))])


def written(folder: Path, text: str) -> Path:
    path = folder / "seen.csv"
    path.write_text(text)
    return path


def test_names_of_columns_are_known_or_given(tmp_path: Path) -> None:
    path = written(tmp_path, "When,Latitude,lon,Detection Probability,length_m,sensor\n2023-11-15T04:13:20Z,36,123,0.9,80,S1\n")
    (row,) = read_detections(path, {"t": "When"}).rows.to_pylist()
    assert row == {"row": 0, "t": 1_700_021_600, "lat": 36.0, "lon": 123.0, "length_m": 80.0, "probability": 0.9, "sensor": "S1"}


def test_bad_rows_are_left_out_by_name(tmp_path: Path) -> None:
    text = "time,lat,lon\n2023-11-15T04:13:20Z,36,123\nyesterday,36,123\n2023-11-15T04:13:20Z,96,123\n2023-11-15T04:13:20Z,,\n"
    read = read_detections(written(tmp_path, text))
    assert read.rows.num_rows == 1
    assert len(read.left_out) == 3
    assert "row 1: no time" in read.left_out[0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no column of time, lat, lon"),
        ("time,lat\n1,2\n", "no column of lon"),
        ("time,lat,lon\nx,y,z\n", "no time"),
        ("time,lat,lon\n", "has no rows"),
    ],
)
def test_a_file_without_a_good_row_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_detections(written(tmp_path, text))


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column 'when'"):
        read_detections(written(tmp_path, "time,lat,lon\n2023-11-15,1,2\n"), {"t": "when"})
