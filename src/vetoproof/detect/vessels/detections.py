"""A CSV of ships seen by radar or optical sensors -> SEEN rows: when, where, how long, by what, and how sure the sensor is."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
from attrs import frozen

from vetoproof.detect.vessels.ports import read_text
from vetoproof.evidence.positions.columns import plain
from vetoproof.evidence.positions.reasons import Tally
from vetoproof.evidence.positions.times import GOOD, Times
from vetoproof.terms.errors import InputError

SEEN = pa.schema(
    [
        ("row", pa.int64()),  # from 0 within the file
        ("t", pa.int64()),  # seconds since 1970-01-01 UTC
        ("lat", pa.float64()),
        ("lon", pa.float64()),
        ("length_m", pa.float64()),  # as the sensor measured it; null: not said
        ("probability", pa.float64()),  # that the detection is a ship at all, as its maker says; null: not said
        ("sensor", pa.string()),
    ]
)
# What a column is called, by what it means; the first that is there is taken. `--columns` comes before all of them.
NAMES: Mapping[str, tuple[str, ...]] = {
    "t": ("time", "t", "timestamp", "datetime", "detect_timestamp", "acquired", "date"),
    "lat": ("lat", "latitude", "detect_lat"),
    "lon": ("lon", "longitude", "lng", "detect_lon"),
    "length_m": ("length_m", "length", "size_m", "estimated_length"),
    "probability": ("detection_probability", "probability", "confidence", "score", "presence_score", "presence"),
    "sensor": ("sensor", "satellite", "platform", "source", "sensor_type"),
}
NEEDED = ("t", "lat", "lon")
MOST_ROWS = 5_000_000


@frozen
class Detections:
    """SEEN rows, and each row that was left out, with the reason."""

    rows: pa.Table
    left_out: tuple[str, ...] = ()


def read_detections(path: Path, columns: Mapping[str, str] | None = None) -> Detections:
    """The detections of a CSV (or .csv.gz). `columns` maps a field of `NAMES` to the name that it has in the file."""
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""))
    names = _names(path, reader.fieldnames or (), columns or {})
    try:
        rows = list(reader)
    except csv.Error as error:
        raise InputError(f"line {reader.line_num}: {error}", where=str(path), do="give it as comma-separated text") from error
    if len(rows) > MOST_ROWS:
        raise InputError(f"has more than {MOST_ROWS:,} rows", where=str(path), do="split it by days")
    texts = {field: [row.get(name) or "" for row in rows] for field, name in names.items()}
    times, why = Times(Tally()).read(pa.array(texts["t"], pa.string()))
    numbers = {field: _numbers(texts[field]) if field in texts else np.full(len(rows), np.nan) for field in ("lat", "lon", *RATED)}
    placed = (np.abs(numbers["lat"]) <= 90) & (np.abs(numbers["lon"]) <= 180)
    good = (why == GOOD) & placed
    faults = [f"{path.name} row {row}: {_fault(int(why[row]))}" for row in np.flatnonzero(~good)]
    if not good.any():
        do = "give a time (UTC), a latitude and a longitude for each row"
        raise InputError(faults[0] if faults else "has no rows", where=str(path), do=do)
    kept = np.flatnonzero(good)
    sensor = [texts["sensor"][row] or None if "sensor" in texts else None for row in kept]
    rated = [pa.array(numbers[field][kept], mask=np.isnan(numbers[field][kept])) for field in RATED]
    arrays = [pa.array(kept), pa.array(times[kept]), *(pa.array(numbers[field][kept]) for field in ("lat", "lon")), *rated]
    return Detections(pa.table([*arrays, pa.array(sensor, pa.string())], schema=SEEN), tuple(faults))


RATED = ("length_m", "probability")


def _fault(why: int) -> str:
    return "no place on the earth" if why == GOOD else "no time that can be read"


def _numbers(texts: list[str]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    def number(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            return math.nan
        return value if math.isfinite(value) else math.nan

    return np.array([number(text) for text in texts], np.float64)


def _names(path: Path, header: object, given: Mapping[str, str]) -> dict[str, str]:
    """The column of each field that the file has."""
    there = {plain(name): name for name in reversed(header) if name} if isinstance(header, (list, tuple)) else {}
    found: dict[str, str] = {}
    for field, names in NAMES.items():
        wanted = given.get(field) or (given.get("time") if field == "t" else None)
        if wanted is not None and plain(wanted) not in there:
            raise InputError(
                f"has no column {wanted!r}", where=str(path), do=f"choose from {', '.join(there) or 'none: the file is empty'}"
            )
        known = [plain(wanted)] if wanted else [plain(name) for name in names if plain(name) in there]
        if known:
            found[field] = there[known[0]]
    if lacking := [field for field in NEEDED if field not in found]:
        raise InputError(
            f"has no column of {', '.join('time' if field == 't' else field for field in lacking)}",
            where=str(path),
            do="name it: --columns time=..,lat=..,lon=..",
        )
    return found
