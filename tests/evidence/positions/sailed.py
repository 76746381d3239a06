"""Position files as a test writes them, and what was read of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from vetoproof.evidence.positions.read import Positions, read_positions
from vetoproof.evidence.positions.tables import DEGREE, POSITION

T0 = 1_700_000_000  # 2023-11-14T22:13:20Z
HEADER = "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo,TransceiverClass"
ROW = "338148873,2022-01-03T00:00:00,33.60716,-117.91483,0.0,280.0,511,CAZADOR,IMO9207721,,37,,14,4,3.2,,B"


def csv_of(path: Path, rows: Iterable[str], header: str = "mmsi,t,lat,lon,sog") -> Path:
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return path


def read(*paths: Path, **options: Any) -> tuple[Positions, Any]:
    """The positions of files, sorted, as one table; rows = taken + left out is checked on the way."""
    found = read_positions(paths, **options)
    table = pa.Table.from_batches(list(found.sorted_batches()), POSITION)
    counts = found.counts
    assert counts.rows == counts.taken + sum(counts.left_out.values()) == sum(file.rows for file in found.files)
    assert counts.taken == table.num_rows
    return found, table


def left(*paths: Path, **options: Any) -> Mapping[str, int]:
    return read(*paths, **options)[0].counts.left_out


def times(table: Any) -> list[int]:
    found: list[int] = table.column("t").to_pylist()
    return found


def places(table: Any) -> list[tuple[float, float]]:
    return [(lat / DEGREE, lon / DEGREE) for lat, lon in zip(table.column("lat").to_pylist(), table.column("lon").to_pylist(), strict=True)]


def one_row(path: Path, cells: str, header: str = "mmsi,t,lat,lon,sog") -> Path:
    return csv_of(path, [cells], header)


def parquet_of(path: Path, rows: Sequence[Mapping[str, Any]], **options: Any) -> Path:
    pq.write_table(pa.Table.from_pylist(list(rows)), path, **options)
    return path
