"""Places of ships at the same seconds -> all pairs within a distance, each once: over the antimeridian and around the poles too.

Only at every n-th step of the grid, n being the steps that an encounter lasts: an encounter has n + 1 steps, so at least one of those.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from vetoproof.detect.vessels.kernels.compiled import compiled
from vetoproof.detect.vessels.kernels.sphere import HALF, METRE, RADIAN, ROUND, UNIT, metres

POLE = 88 * UNIT  # beyond it the pairs of a second are simply all tried
MARK_ROW = np.dtype([("step", "i4"), ("ship", "i4"), ("lat", "i4"), ("lon", "i4")])
PAIR_ROW = np.dtype([("one", "i4"), ("two", "i4"), ("step", "i4")])


def near_pairs(marks: Any, within_m: float) -> Any:
    """PAIR_ROW of `marks` (step, ship, lat, lon), sorted by one, two, step; `one` < `two`."""
    polar = np.abs(marks["lat"].astype(np.int64)) > POLE - int(2 * within_m / METRE)
    found = [_swept(marks, within_m), _polar(marks[polar], within_m)]
    pairs = np.concatenate(found)
    return pairs[np.lexsort((pairs["step"], pairs["two"], pairs["one"]))]


def _swept(marks: Any, within_m: float) -> Any:
    """Pairs with both ships outside the polar caps: by second, row of latitude, longitude."""
    marks = marks[np.abs(marks["lat"].astype(np.int64)) <= POLE]
    reach = int(within_m / (METRE * math.cos(POLE * RADIAN))) + 2
    lon, copied = marks["lon"].astype(np.int64), np.flatnonzero(marks["lon"] < reach - HALF)
    marks = np.concatenate([marks, marks[copied]])
    lon = np.concatenate([lon, lon[copied] + ROUND])  # once more in the east, for those west of the antimeridian
    high = int(within_m / METRE) + 2
    row = (marks["lat"].astype(np.int64) + 90 * UNIT) // high
    order = _order(marks["step"], row, lon)
    native = len(marks) - len(copied)
    out = np.empty(max(1024, len(marks)), PAIR_ROW)
    done, at, ahead, count = False, 0, 0, 0
    while not done:
        at, ahead, count = _sweep(marks, lon, row, order, native, within_m, at, ahead, out, count)
        done = at == len(order)
        if not done:
            out = np.concatenate([out, np.empty(len(out), PAIR_ROW)])
    return out[:count]


def _order(step: Any, row: Any, lon: Any) -> Any:
    """The order by step, row, longitude; in one number of 64 bits where it fits (18, 17 and 29 of them)."""
    since = step.astype(np.int64) - (int(step.min()) if len(step) else 0)
    steps, since = np.unique(since, return_inverse=True)
    if len(steps) >= 1 << 18 or (len(row) and row.max() >= 1 << 17):
        return np.lexsort((lon, row, since))
    return np.argsort((since << 46) | (row << 29) | (lon + HALF))


@compiled
def _sweep(
    marks: Any, lon: Any, row: Any, order: Any, native: int, within_m: float, at: int, ahead: int, out: Any, count: int
) -> tuple[int, int, int]:
    """Each place against those east of it in its row, and those around it in the row to the north. Stops when `out` is full."""
    total = len(order)
    while at < total:
        i = order[at]
        a = marks[i]
        nearest_pole: int = min(POLE, abs(a.lat) + int(2 * within_m / METRE))
        reach = int(within_m * 1.001 / (METRE * math.cos(nearest_pole * RADIAN))) + 2
        while ahead < total and _before(marks, lon, row, order[ahead], a.step, row[i] + 1, lon[i] - 2 * reach):
            ahead += 1
        begun = count
        for north in range(2):
            place = ahead if north else at + 1
            while place < total:
                j = order[place]
                b = marks[j]
                if b.step != a.step or row[j] != row[i] + north or lon[j] - lon[i] > reach:
                    break
                place += 1
                if (i >= native and j >= native) or a.ship == b.ship or lon[i] - lon[j] > reach:
                    continue
                if metres(a.lat, a.lon, b.lat, b.lon) <= within_m:
                    if count == len(out):
                        return at, ahead, begun
                    out[count].one, out[count].two, out[count].step = min(a.ship, b.ship), max(a.ship, b.ship), a.step
                    count += 1
        at += 1
    return at, ahead, count


@compiled
def _before(marks: Any, lon: Any, row: Any, place: int, step: int, north: int, west: int) -> Any:
    """Whether a place comes before (step, north, west) in the order of the sweep."""
    if marks[place].step != step:
        return marks[place].step < step
    if row[place] != north:
        return row[place] < north
    return lon[place] < west


def _polar(marks: Any, within_m: float) -> Any:
    """Pairs with at least one ship in a polar cap."""
    marks = marks[np.lexsort((marks["ship"], marks["step"]))]
    found = [_around(marks, at, within_m) for at in range(len(marks))]
    return np.concatenate(found) if found else np.empty(0, PAIR_ROW)


def _around(marks: Any, at: int, within_m: float) -> Any:
    last = np.searchsorted(marks["step"], marks["step"][at], side="right")
    others = marks[at + 1 : last]
    one, lat = marks[at], np.abs(others["lat"].astype(np.int64))
    if abs(int(one["lat"])) <= POLE:
        others = others[lat > POLE]
    near = [b for b in others if metres(int(one["lat"]), int(one["lon"]), int(b["lat"]), int(b["lon"])) <= within_m]
    return np.array([(min(one["ship"], b["ship"]), max(one["ship"], b["ship"]), one["step"]) for b in near], PAIR_ROW)
