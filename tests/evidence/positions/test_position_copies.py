"""Copies that are left out of the stream are written down with the rows that they repeat."""

from __future__ import annotations

import random
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from sailed import T0, csv_of, parquet_of

from vetoproof.evidence.positions.read import Positions, read_positions
from vetoproof.evidence.positions.tables import ORDER


def told_and_left(found: Positions, path: Path) -> tuple[dict[tuple[int, int], tuple[int, ...]], list[dict[str, int]]]:
    """Key by file and row of what goes on, and the copies."""
    found.copies = path
    rows = [row for batch in found.sorted_batches() for row in batch.to_pylist()]
    return {(row["file"], row["row"]): tuple(row[name] for name in ORDER) for row in rows}, pq.read_table(path).to_pylist()


@pytest.mark.parametrize("seed", range(4))
def test_every_row_goes_on_or_is_a_copy_of_one_that_does(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    rows = [(draw.randint(1, 3), T0 + draw.randint(0, 3), draw.randint(0, 1) / 10, 0.0, draw.randint(0, 1) / 10) for _ in range(200)]
    text = [",".join(map(str, row)) for row in rows]
    paths = [csv_of(tmp_path / "a.csv", text[:90]), csv_of(tmp_path / "b.csv", text[90:])]
    plain = read_positions(paths)
    without = [batch.to_pylist() for batch in plain.sorted_batches()]
    for size in (7, 1_000):
        found = read_positions(paths, spill=tmp_path, run_rows=size)
        on, left = told_and_left(found, tmp_path / "copies.parquet")
        assert len(on) + len(left) == 200
        assert found.counts == plain.counts
        assert [row for some in without for row in some] == [
            {**dict(zip(ORDER, key, strict=True)), "file": file, "row": row} for (file, row), key in on.items()
        ]
        assert all((one["twin_file"], one["twin_row"]) in on and (one["file"], one["row"]) not in on for one in left)
        twins = list(on)
        places = [twins.index((one["twin_file"], one["twin_row"])) for one in left]
        assert places == sorted(places)


def test_copies_over_the_border_of_a_row_group(tmp_path: Path) -> None:
    rows = [{"mmsi": 1, "t": T0 + n // 4, "lat": 1.0, "lon": 1.0, "sog": 0.0} for n in range(40)]
    found = read_positions([parquet_of(tmp_path / "x.parquet", rows, row_group_size=3)])
    on, left = told_and_left(found, tmp_path / "copies.parquet")
    assert [row for _, row in on] == list(range(0, 40, 4))
    assert [(one["row"], one["twin_row"]) for one in left] == [(n, n // 4 * 4) for n in range(40) if n % 4]
    assert dict(found.counts.left_out) == {"duplicate": 30}
