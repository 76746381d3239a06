"""Pairs that were near at some step + the grid of both ships -> encounters: how long they stayed near, how far apart, how slow."""

from __future__ import annotations

from typing import Any

import numpy as np

from vetoproof.detect.vessels.kernels.compiled import compiled, compiled_with_arrays
from vetoproof.detect.vessels.kernels.sphere import KNOT, metres
from vetoproof.detect.vessels.kernels.state import ENCOUNTER
from vetoproof.detect.vessels.limits import STEP_S


@compiled_with_arrays
def meet(pairs: Any, begin: int, ships: Any, grid: Any, limits: Any, out: Any, used: Any) -> int:
    """Take pairs (sorted by one, two, step) from `begin`; return the first that was not taken, for want of room in `out`.

    `limits`: metres, steps, knots. `ships` gives each ship its rows of the grid, by step. `used`: rows of `out`, and the last stretch
    (one, two, its last step).
    """
    within_m, least, under_kn = limits
    for place in range(begin, len(pairs)):
        pair = pairs[place]
        one, two = pair.one, pair.two
        if one == used[1] and two == used[2] and pair.step <= used[3]:
            continue  # within the stretch that an earlier step of the pair gave
        if used[0] == len(out):
            return place
        a, b = _row_at(grid, ships[one], pair.step), _row_at(grid, ships[two], pair.step)
        before, after = _stretch(grid, ships[one], ships[two], a, b, within_m)
        used[1], used[2], used[3] = one, two, pair.step + after
        if before + after >= least:
            _judge(grid, a - before, b - before, before + after + 1, under_kn, ships[one], ships[two], out, used)
    return len(pairs)


@compiled
def _row_at(grid: Any, ship: Any, step: int) -> Any:
    """The row of a ship at a step at which it is known to be on the grid."""
    low, high = ship.begin, ship.end - 1
    guess = low + step - grid[low].step  # right, if the ship was never off the grid before
    if guess <= high and grid[guess].step == step:
        return guess
    while low < high:
        middle = (low + high) // 2
        if grid[middle].step < step:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def _stretch(grid: Any, one: Any, two: Any, a: int, b: int, within_m: float) -> tuple[int, int]:
    """How many steps before and after the two stayed near without a step missing."""
    before, after = 0, 0
    while (
        a - before > one.begin and b - before > two.begin and _near(grid, a - before - 1, b - before - 1, a - before, b - before, within_m)
    ):
        before += 1
    while a + after + 1 < one.end and b + after + 1 < two.end and _near(grid, a + after + 1, b + after + 1, a + after, b + after, within_m):
        after += 1
    return before, after


@compiled
def _near(grid: Any, a: int, b: int, a_beside: int, b_beside: int, within_m: float) -> bool:
    """Both rows are a step from those beside them, and near each other."""
    if abs(grid[a].step - grid[a_beside].step) != 1 or abs(grid[b].step - grid[b_beside].step) != 1:
        return False
    return metres(grid[a].lat, grid[a].lon, grid[b].lat, grid[b].lon) <= within_m


@compiled_with_arrays
def _judge(grid: Any, a: int, b: int, steps: int, under_kn: float, one: Any, two: Any, out: Any, used: Any) -> None:
    """An event if the median of both ships' speeds, from step to step, is low enough."""
    speeds = np.empty(2 * (steps - 1), np.float64)
    for k in range(steps - 1):
        speeds[2 * k] = metres(grid[a + k].lat, grid[a + k].lon, grid[a + k + 1].lat, grid[a + k + 1].lon)
        speeds[2 * k + 1] = metres(grid[b + k].lat, grid[b + k].lon, grid[b + k + 1].lat, grid[b + k + 1].lon)
    knots = np.median(speeds) / STEP_S * KNOT
    if knots >= under_kn:
        return
    apart = np.empty(steps, np.float64)
    for k in range(steps):
        apart[k] = metres(grid[a + k].lat, grid[a + k].lon, grid[b + k].lat, grid[b + k].lon)
    row = out[used[0]]
    used[0] += 1
    first, last = grid[a], grid[a + steps - 1]
    row.kind, row.mmsi, row.other, row.port = ENCOUNTER, one.mmsi, two.mmsi, -1
    row.start, row.end = first.step * STEP_S, last.step * STEP_S
    row.lat, row.lon, row.end_lat, row.end_lon = first.lat, first.lon, last.lat, last.lon
    row.metres, row.knots = np.median(apart), knots
    row.first, row.last = first.ref, last.ref
    row.other_first, row.other_last = grid[b].ref, grid[b + steps - 1].ref
