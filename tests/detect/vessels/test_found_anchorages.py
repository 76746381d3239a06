"""Anchorages found in positions: twenty ships, twelve hours, half a kilometre."""

import numpy as np
import pyarrow as pa
import pytest

from vetoproof.detect.vessels.anchorages import find_anchorages, still_spells
from vetoproof.detect.vessels.ports import known_ports
from vetoproof.evidence.positions.tables import DEGREE, POSITION
from vetoproof.terms.errors import InputError

START = 1_700_000_000


def lie(first: int, ships: int, lat: float, lon: float, hours: float, seed: int = 0) -> list[tuple[int, ...]]:
    """Ships that lie within some 100 m of a place, heard every half hour."""
    rng, rows = np.random.default_rng(seed), []
    for ship in range(ships):
        at = (lat + rng.uniform(-1, 1) * 1e-3, lon + rng.uniform(-1, 1) * 1e-3)
        for t in range(0, round(hours * 3600) + 1, 1800):
            rows.append(
                (first + ship, START + t, round(at[0] * DEGREE), (round(at[1] * DEGREE) + 180 * DEGREE) % (360 * DEGREE) - 180 * DEGREE)
            )
    return rows


def batches(rows: list[tuple[int, ...]], size: int = 100_000) -> list[pa.RecordBatch]:
    columns = dict(zip(("mmsi", "t", "lat", "lon"), zip(*sorted(rows), strict=True), strict=True))
    table = pa.table({name: pa.array(columns[name], POSITION.field(name).type) for name in ("mmsi", "t", "lat", "lon")})
    return table.to_batches(max_chunksize=size)


def found(rows: list[tuple[int, ...]]) -> list[dict[str, object]]:
    return find_anchorages(still_spells(batches(rows)), known_ports()).to_pylist()


def test_twenty_ships_are_an_anchorage_and_nineteen_are_none() -> None:
    (row,) = found([*lie(100, 20, 38.70, 125.38, 12), *lie(500, 19, 36.0, 123.0, 12)])
    assert (row["name"], row["state"]) == ("Nampo", "PRK")
    assert row["lat"] == pytest.approx(38.70, abs=0.002)


def test_twelve_hours_count_and_eleven_and_a_half_do_not() -> None:
    assert len(found(lie(100, 20, 38.70, 125.38, 12))) == 1
    assert found(lie(100, 20, 38.70, 125.38, 11.5)) == []


def test_one_ship_that_comes_back_twenty_times_is_one_ship() -> None:
    rows = [(1, t + n * 86_400 * 2, lat, lon) for n in range(20) for _, t, lat, lon in lie(1, 1, 38.7, 125.38, 13)]
    assert len(still_spells(batches(rows))) == 20
    assert found(rows) == []


def test_far_from_any_port_it_has_its_place_for_a_name_and_the_antimeridian_parts_nothing() -> None:
    (row,) = found(lie(100, 24, -10.0, 180.0, 13))
    assert row["name"].startswith("anchorage 10.0")
    assert row["state"] == ""


def test_any_cut_gives_the_same_spells() -> None:
    rows = [*lie(100, 5, 38.70, 125.38, 14), *lie(200, 5, 36.0, 123.0, 13)]
    whole = still_spells(batches(rows))
    assert all((still_spells(batches(rows, size)) == whole).all() for size in (1, 7, 40))


def test_unsorted_positions_are_refused() -> None:
    (batch,) = batches(lie(1, 1, 38.7, 125.38, 2))
    with pytest.raises(InputError, match="not sorted"):
        still_spells([batch.take(pa.array([2, 0]))])


def test_no_positions_no_anchorages() -> None:
    assert find_anchorages(still_spells([]), known_ports()).num_rows == 0
