"""A Dask cluster of two processes gives the events of one thread; ships are shared out whole, from one Parquet or through files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from seafaring import KM, Row, in_order, lying, sailing, table

from vetoproof.evidence.positions.read import read_positions
from vetoproof.evidence.positions.shares import file_shares, group_shares, together_of
from vetoproof.evidence.positions.tables import POSITION
from vetoproof.monitor.the_tracks import tracks
from vetoproof.terms.errors import InputError

KINDS = ("gap", "encounter", "loitering", "port-visit", "stop", "jump", "identity", "spoof")


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sorted Parquet of small row groups; ships go over their ends, and one second has two places in the wrong order."""
    rows: list[Row] = [row for k in range(9) for row in lying(201 + k, 35 + k * 0.2 * KM, -40, 1 + k, 40, every=0.31)]
    rows += [row for k in range(9) for row in sailing(301 + k, 10 + k, 0, 0, 60 if k % 2 else 20, knots=9)]
    rows += [(301, 90 * 3600, 10, 5, 1), (302, 7200, 11.0, 0.3, 9)]
    made = in_order(table(rows))
    plain = pa.table(
        {
            "mmsi": made["mmsi"],
            "t": made["t"].cast(pa.int64()),
            "lat": made["lat"].to_numpy() / 600_000,
            "lon": made["lon"].to_numpy() / 600_000,
            "sog": made["sog"].to_numpy() / np.float32(10),
        }
    )
    order = np.arange(plain.num_rows)
    key = made["mmsi"].to_numpy().astype(np.int64) << 32 | made["t"].to_numpy()
    (tie,) = np.flatnonzero(key[1:] == key[:-1])
    order[[tie, tie + 1]] = tie + 1, tie
    path = tmp_path_factory.mktemp("positions") / "p.parquet"
    pq.write_table(pa.concat_tables([plain.take(order), plain.slice(plain.num_rows - 1)]), path, row_group_size=300)
    return path


def whole(path: Path) -> pa.Table:
    return pa.Table.from_batches(read_positions([path]).sorted_batches(), POSITION).combine_chunks()


@pytest.mark.parametrize("number", [1, 2, 5, 100])
def test_row_groups_are_shared_out_by_whole_ships(parquet: Path, number: int) -> None:
    shares = group_shares(read_positions([parquet]), number)
    tables = [pa.Table.from_batches(share(), POSITION) for share in shares]
    assert pa.concat_tables(tables).combine_chunks().equals(whole(parquet))
    ships = [set(one["mmsi"].to_pylist()) for one in tables]
    assert sum(map(len, ships)) == len(set().union(*ships))
    tally, _ = together_of([share.counts for share in shares if share.counts])
    assert (tally.rows, dict(tally.left)) == (whole(parquet).num_rows + 1, {"duplicate": 1})


@pytest.mark.parametrize("rows", [1, 500, 10**9])
def test_files_of_the_run_hold_whole_ships(parquet: Path, tmp_path: Path, rows: int) -> None:
    shares = file_shares(read_positions([parquet]).sorted_batches(), tmp_path, rows)
    tables = [pa.Table.from_batches(share(), POSITION) for share in shares]
    assert pa.concat_tables(tables).combine_chunks().equals(whole(parquet))
    assert len(shares) == (18 if rows == 1 else 1 if rows == 10**9 else len(shares))


def test_dask_gives_the_same_events(parquet: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    here = tracks([parquet], KINDS, threads=1)
    assert here.kinds["encounter"] > 0
    assert here.kinds["gap"] > 0
    there = tracks([parquet], KINDS, engine="dask", threads=2)
    assert there.events.equals(here.events)
    assert (there.rows, there.taken, there.left_out) == (here.rows, here.taken, here.left_out)
    unsorted = tmp_path / "unsorted.parquet"
    pq.write_table(pq.read_table(parquet).sort_by([("t", "descending")]), unsorted)
    assert tracks([unsorted], KINDS, threads=2).events.drop_columns("evidence_rows").equals(here.events.drop_columns("evidence_rows"))


def test_an_engine_that_nobody_knows_is_refused(parquet: Path) -> None:
    with pytest.raises(InputError, match="no engine is called 'flink'"):
        tracks([parquet], KINDS, engine="flink")
