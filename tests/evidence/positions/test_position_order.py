"""Any order of rows, files and blocks gives the same sorted positions; copies are left out; memory is bounded; breaks are named."""

from __future__ import annotations

import gzip
import random
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sailed import T0, csv_of, parquet_of, read

from vetoproof.evidence.positions import ordering, reasons
from vetoproof.evidence.positions.files import found_files
from vetoproof.evidence.positions.formats import parquet_cells
from vetoproof.evidence.positions.formats.part import Asked
from vetoproof.evidence.positions.read import Positions, read_positions
from vetoproof.evidence.positions.tables import ORDER, POSITION
from vetoproof.terms.errors import InputError

Row = tuple[int, int, int, int, int]
ROWS = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 4), st.integers(0, 2), st.integers(0, 1), st.integers(0, 2)), max_size=40)
QUIET = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def as_text(rows: list[Row]) -> list[str]:
    return [f"{mmsi},{T0 + t},{lat / 10},{lon / 10},{sog / 10}" for mmsi, t, lat, lon, sog in rows]


def keys(table: pa.Table) -> list[tuple[int, ...]]:
    return list(zip(*(table.column(name).to_pylist() for name in ORDER), strict=True))


@QUIET
@given(ROWS)
def test_rows_in_any_order_and_runs_of_any_size_give_the_same(tmp_path: Path, rows: list[Row]) -> None:
    path = csv_of(tmp_path / "x.csv", as_text(rows))
    found, table = read(path)
    assert keys(table) == sorted({(mmsi, T0 + t, lat * 60_000, lon * 60_000, sog) for mmsi, t, lat, lon, sog in rows})
    assert found.counts.left_out.get(reasons.DUPLICATE, 0) == len(rows) - len(set(rows))
    for size in (1, 3, 7):
        again, other = read(path, run_rows=size, spill=tmp_path)
        assert (other.to_pylist(), again.counts) == (table.to_pylist(), found.counts)
    assert [kept for kept in tmp_path.iterdir() if kept.is_dir()] == []


@QUIET
@given(ROWS, st.randoms(use_true_random=False))
def test_a_sorted_parquet_is_handed_through_and_a_shuffled_one_sorted(tmp_path: Path, rows: list[Row], draw: random.Random) -> None:
    named = [{"mmsi": mmsi, "t": T0 + t, "lat": lat / 10, "lon": lon / 10, "sog": sog / 10} for mmsi, t, lat, lon, sog in rows]
    in_time = sorted(named, key=lambda row: (row["mmsi"], row["t"]))
    shuffled = draw.sample(named, len(named))
    if rows:
        size = draw.randint(1, 5)
        (one, table), (other, again) = (
            read(parquet_of(tmp_path / "x.parquet", some, row_group_size=size), threads=1 + size % 2) for some in (in_time, shuffled)
        )
        assert keys(table) == keys(again)
        assert one.counts == other.counts


def test_large_row_groups_are_read_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = parquet_of(tmp_path / "x.parquet", [{"mmsi": 1 + n // 40, "t": T0 + n, "lat": 1.0, "lon": 1.0} for n in range(100)])
    _, whole = read(path)
    monkeypatch.setattr(parquet_cells, "WHOLE_GROUP", 10)
    monkeypatch.setattr(parquet_cells, "AT_ONCE", 7)
    found = read_positions([path], spill=tmp_path)
    batches = list(found.sorted_batches())
    assert len(batches) == 15  # handed through as they were read
    assert pa.Table.from_batches(batches).equals(whole)


def in_order(path: Path) -> bool:
    return parquet_cells.in_order(parquet_cells.open_columns(path, "x", Asked()), 1)


def test_order_is_checked_and_not_believed(tmp_path: Path) -> None:
    def written(pairs: list[tuple[int, int]]) -> Path:
        return parquet_of(tmp_path / "x.parquet", [{"mmsi": m, "t": t, "lat": 1.0, "lon": 1.0} for m, t in pairs], row_group_size=2)

    assert in_order(written([(1, 5), (1, 5), (1, 6), (2, 1), (3, 0)]))
    assert not in_order(written([(1, 5), (1, 4), (2, 6)]))
    assert not in_order(written([(1, 5), (1, 6), (1, 5), (2, 6)]))
    assert not in_order(written([(2, 5), (2, 6), (1, 7), (3, 6)]))


def test_a_stream_that_stops_being_sorted_is_refused() -> None:
    def batch(*times: int) -> pa.RecordBatch:
        return pa.RecordBatch.from_pylist([dict.fromkeys(POSITION.names, 0) | {"mmsi": 1, "t": t} for t in times], POSITION)

    for batches in ([batch(1, 3, 2)], [batch(1, 3), batch(2, 4)]):
        with pytest.raises(InputError, match="no longer sorted"):
            list(ordering.tidied(batches, lambda before, after: None, "x"))


def test_files_in_any_order_and_twice_give_the_same_bytes(tmp_path: Path) -> None:
    draw = random.Random(5)
    rows = [(draw.randint(1, 4), draw.randint(0, 50), 1, 1, draw.randint(0, 3)) for _ in range(60)]
    files = [csv_of(tmp_path / f"{n}.csv", as_text(rows[n::3])) for n in range(3)]
    found, table = read(*files)
    again, other = read(*reversed(files), files[0])
    assert other.equals(table)
    assert (again.files, again.counts) == (found.files, found.counts)
    assert [file.sha256 for file in found.files] == sorted(file.sha256 for file in found.files)


def test_two_places_in_one_second_are_both_kept(tmp_path: Path) -> None:
    _, table = read(csv_of(tmp_path / "x.csv", [f"1,{T0},2,2,3", f"1,{T0},1,2,3", f"1,{T0},1,2,4"]))
    assert table.column("row").to_pylist() == [1, 2, 0]


def test_blocks_of_any_size_give_the_same(tmp_path: Path) -> None:
    rows = [*as_text([(1, n, 1, 1, 1) for n in range(30)]), "", f'1,{T0},"1\n",2,3', f"1,{T0},x,2,3", '1,"', f"1,{T0 + 99},1,2"]
    path = csv_of(tmp_path / "x.csv", rows)
    _, whole = read(path)
    for block in (40, 100, 333):
        found = Positions(found_files([path], 1), Asked(block=block))
        assert pa.Table.from_batches(list(found.batches()), POSITION).to_pylist() == whole.sort_by("row").to_pylist()
        assert dict(found.counts.left_out) == {reasons.NO_NUMBER: 1, reasons.UNEVEN: 1, reasons.UNREADABLE: 1}


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_what_came_before_a_break_is_kept_and_the_break_named(kind: str, tmp_path: Path) -> None:
    draw = random.Random(3)
    rows = [f"{draw.randint(1, 999999)},{T0 + n},{draw.random()},{draw.random()},1" for n in range(20_000)]
    text = "\n".join(["mmsi,t,lat,lon,sog", *rows]).encode()
    path = tmp_path / f"x.csv.{kind}"
    packed = gzip.compress(text) if kind == "gz" else bytes(pa.compress(text, "zstd", asbytes=True))
    path.write_bytes(packed[: len(packed) // 2])
    found, table = read(path)
    assert 0 < table.num_rows < 20_000
    assert "is damaged or cut off after" in found.files[0].broken
    assert found.warnings == (f"x.csv.{kind}: {found.files[0].broken}; the {table.num_rows:,} rows before are taken in",)
    assert max(table.column("row").to_pylist()) == table.num_rows - 1


def test_a_hundred_thousand_ships_of_one_row_each_in_small_runs(tmp_path: Path) -> None:
    path = csv_of(tmp_path / "x.csv", [f"{(n * 7919) % 100_000 + 1},{T0},1,2,3" for n in range(100_000)])
    found = read_positions([path], run_rows=20_000, spill=tmp_path)
    batches = list(found.sorted_batches())
    assert max(batch.num_rows for batch in batches) <= 2 * ordering.PIECE
    ships = [mmsi for batch in batches for mmsi in batch.column(0).to_pylist()]
    assert ships == list(range(1, 100_001))
    assert all(one < other for one, other in pairwise(ships))


REAL = {
    "noaa_marinecadastre_20220103_first100k.csv.gz": 99_999,
    "aisdb_noaa_20230101.csv.gz": 1_000,
    "aisdb_test_20210701.csv.gz": 2_498,
    "aisdb_20211101.nm4.gz": 997,
    "pyais_sample.nmea.gz": 898,
    "gfw_sharedmmsi_416000000.json.gz": 1_668,
    "gfw_sharedmmsi_338013000.json.gz": 1_253,
    "gfw_sharedmmsi_263576000.json.gz": 948,
    "gfw_gaps_sample_messages.json.gz": 84,
    "evergiven_suez_2021_positions.csv.gz": 22_287,
}


@pytest.mark.parametrize("name", REAL)
def test_the_real_files_are_read_whole(name: str, shared: Path) -> None:
    suez = {"mmsi": "ID", "t": "ais_pos_timestamp", "lon": "longitude", "lat": "latitude"} if name.startswith("ever") else None
    found, _ = read(shared / "data" / "ais" / name, columns=suez)
    assert found.counts.rows == REAL[name]
    none_taken = ("pyais_sample.nmea.gz: none of its 898 rows was taken, most for this: an undated sentence",)
    assert found.warnings == (none_taken if name.startswith("pyais") else ())
