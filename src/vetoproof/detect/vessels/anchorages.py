"""Positions -> anchorages by the rule of Global Fishing Watch: where 20 ships or more each lay still for 12 hours within 0.5 km.

Reads    POSITION batches, each ship whole, sorted (mmsi, t).
Returns  PORT rows: the place where most ships lay, named after the nearest known port within 25 km, else by its place.
Misses   a berth used by few ships in the span of the data: days of positions find only the busiest.
Wrong if ships of one MMSI interleave: split the tracks first.
Source   docs/methods/ports-and-shore.md
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa

from vetoproof.detect.vessels.kernels.still import SPELL, STATE, ships_near, spells, thinned
from vetoproof.detect.vessels.land import Floats
from vetoproof.detect.vessels.ports import PORT
from vetoproof.evidence.positions.tables import DEGREE
from vetoproof.terms.errors import InputError

WITHIN_M, AT_LEAST_S, SILENCE_S, SHIPS = 500.0, 12 * 3600, 12 * 3600, 20  # pipe-anchorages: docs/methods/ports-and-shore.md
NAMED_WITHIN_KM = 25.0
METRES_A_DEGREE = 111_195.0
EARTH_KM = 6371.0088


def still_spells(
    batches: Iterable[pa.RecordBatch], *, within_m: float = WITHIN_M, at_least_s: int = AT_LEAST_S, silence_s: int = SILENCE_S
) -> Any:
    """SPELL of every time that a ship lay still; sorted by mmsi and start. Any cut into batches gives the same."""
    state, found, last, limits = np.zeros(STATE, np.int64), [], (-1, -1), (within_m, at_least_s, silence_s)
    for batch in batches:
        mmsi, t, lat, lon = (batch.column(name).to_numpy() for name in ("mmsi", "t", "lat", "lon"))
        if not len(t):
            continue
        last = _in_order(mmsi, t, last)
        out = np.empty(len(t), SPELL)
        count = spells((mmsi, t, lat, lon), state, limits, out)
        found.append(out[:count].copy())
    end = np.empty(1, SPELL)
    nobody = (np.array([-1], np.int32), *(np.zeros(1, np.int32) for _ in range(3)))
    found.append(end[: spells(nobody, state, limits, end)])
    return np.concatenate(found)


def _in_order(mmsi: Any, t: Any, last: tuple[int, int]) -> tuple[int, int]:
    key = (mmsi.astype(np.int64) << 32) | t.astype(np.int64)
    if (np.diff(key) < 0).any() or key[0] < (last[0] << 32 | last[1]):
        raise InputError("the positions are not sorted by ship and time", where="anchorages", do="sort them by mmsi and t")
    return int(mmsi[-1]), int(t[-1])


def find_anchorages(found: Any, ports: pa.Table, *, ships: int = SHIPS, within_m: float = WITHIN_M) -> pa.Table:
    """PORT rows of the places at which `ships` different ships lay still within `within_m` of one another, by SPELL rows."""
    if not len(found):
        return PORT.empty_table()
    boxes, box = _boxes(found["lat"], found["lon"], 2 * within_m)  # as wide as two anchorages lie apart
    order = np.lexsort((found["mmsi"], box))
    starts = np.concatenate(([0], np.cumsum(np.bincount(box, minlength=len(boxes)))))
    places, around = (found["lat"], found["lon"]), (box, order, starts, _around(boxes))
    counts = ships_near(found["mmsi"], places, around, within_m)
    ranked = np.lexsort((found["start"], found["mmsi"], found["lon"], found["lat"], -counts))
    kept = thinned(places, around, ranked[counts[ranked] >= ships], 2 * within_m)
    lat, lon = (np.unique(np.stack(places, axis=1)[kept], axis=0) / DEGREE).T if kept.any() else np.empty((2, 0))
    return _named(lat, lon, ports)


def _boxes(lat: Any, lon: Any, size_m: float) -> tuple[Any, Any]:
    """The boxes that are in use (row, column, columns of the row), and the box of each place."""
    row = np.floor(lat / DEGREE * METRES_A_DEGREE / size_m).astype(np.int64)
    edge = np.maximum(np.abs(row), np.abs(row + 1)) * size_m / METRES_A_DEGREE  # the side nearer to the pole: no box is too narrow
    columns = np.maximum(1, np.floor(360 * METRES_A_DEGREE * np.cos(np.radians(np.minimum(edge, 89.9))) / size_m)).astype(np.int64)
    column = np.floor((lon / DEGREE + 180) / 360 * columns).astype(np.int64) % columns
    boxes, box = np.unique(np.stack([row, column, columns], axis=1), axis=0, return_inverse=True)
    return boxes, box.ravel()


def _around(boxes: Any) -> Any:
    """For each box in use, the boxes in use around it (three rows; a row nearer to the pole has fewer columns), -1 to fill up."""
    at = {(int(row), int(column)): number for number, (row, column, _) in enumerate(boxes)}
    wide = {int(row): int(columns) for row, _, columns in boxes}
    near = np.full((len(boxes), 12), -1, np.int64)
    for number, (row, column, columns) in enumerate(boxes.tolist()):
        found = []
        for other in (row - 1, row, row + 1):
            count = wide.get(other, 0)
            middle = int((column + 0.5) / columns * count) if count else 0
            beside = {(middle + step) % count for step in (-1, 0, 1)} if count > 3 else set(range(count))
            found += [at[other, one] for one in sorted(beside) if (other, one) in at]
        near[number, : len(found)] = found
    return near


def _named(lat: Floats, lon: Floats, ports: pa.Table) -> pa.Table:
    """PORT rows, each with the name and State of the nearest port, if one is near."""
    names, states = ports["name"].to_pylist(), ports["state"].to_pylist()
    to_lat, to_lon = (np.radians(ports[name].to_numpy()) for name in ("lat", "lon"))
    rows = []
    for north, east in zip(lat.tolist(), lon.tolist(), strict=True):
        half = np.sin((to_lat - np.radians(north)) / 2) ** 2
        half = half + np.cos(to_lat) * np.cos(np.radians(north)) * np.sin((to_lon - np.radians(east)) / 2) ** 2
        nearest = int(half.argmin()) if len(half) else -1
        if nearest >= 0 and 2 * EARTH_KM * np.arcsin(np.sqrt(half[nearest])) <= NAMED_WITHIN_KM:
            rows.append((names[nearest], states[nearest], north, east))
        else:
            rows.append((f"anchorage {abs(north):.3f}{'NS'[north < 0]} {abs(east):.3f}{'EW'[east < 0]}", "", north, east))
    columns = zip(*rows, strict=True) if rows else ((), (), (), ())
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, PORT, strict=True)], schema=PORT)
