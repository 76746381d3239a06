"""Positions, ships whole and sorted, against places seen at a second -> which ships were there, and which silent ones could have been."""

from __future__ import annotations

from typing import Any

import numpy as np

from vetoproof.detect.vessels.kernels.compiled import compiled, compiled_with_arrays
from vetoproof.detect.vessels.kernels.sphere import KNOT, METRE, between, between_around, metres

PAIR = np.dtype([("seen", np.int32), ("mmsi", np.int32), ("metres", np.float64)])


@compiled
def first_from(times: Any, t: int) -> int:
    """The first place in sorted times that is `t` or later."""
    low, high = 0, len(times)
    while low < high:
        middle = (low + high) // 2
        if times[middle] < t:
            low = middle + 1
        else:
            high = middle
    return low


@compiled_with_arrays
def match(rows: Any, state: Any, seen: Any, limits: Any, around: Any, silent: Any) -> Any:
    """The pairs of a seen place and a ship heard beside it, from the steps of this batch; `state` is the last row of the one before.

    `seen`: seconds (sorted), lat, lon. `limits`: metres, metres a second, seconds to be told, seconds to be heard, metres around, knots,
    and of a position alone, where the next is not told: seconds and metres a second. A last row of no ship ends the last ship.
    `around` counts the ships near each seen place: told, and broadcasting but not told. `silent` keeps the nearest silent ship that could
    have been there: metres and mmsi.
    """
    mmsi, t, lat, lon = rows
    times, seen_lat, seen_lon = seen
    within_m, drift, told_s, heard_s, around_m, fastest_kn, alone_s, alone_drift = limits
    found, count = np.empty(1024, PAIR), 0
    for row in range(len(t)):
        if mmsi[row] != state[0]:  # the ends of two tracks: a little after the last position of one, and before the first of the other
            for end in range(2):
                ship, at, up, along = (state[0], state[1], state[2], state[3]) if end == 0 else (mmsi[row], t[row], lat[row], lon[row])
                if ship == 0:
                    continue
                for one in range(first_from(times, at + (1 if state[4] else 0) if end == 0 else at - alone_s), len(times)):
                    if times[one] > (at + alone_s if end == 0 else at - 1):
                        break
                    far = metres(up, along, seen_lat[one], seen_lon[one])
                    around[one, 0] += far <= around_m
                    if far <= within_m + alone_drift * abs(times[one] - at):
                        if count == len(found):
                            found = np.concatenate((found, np.empty(len(found), PAIR)))
                        found[count].seen, found[count].mmsi, found[count].metres = one, ship, far
                        count += 1
        if mmsi[row] == state[0] and t[row] > state[1]:
            step, reach_m = t[row] - state[1], max(around_m, (t[row] - state[1]) / KNOT * fastest_kn)
            for one in range(first_from(times, state[1] + (1 if state[4] else 0)), len(times)):
                if times[one] > t[row]:
                    break
                part = (times[one] - state[1]) / step
                here_lat, here_lon = between(state[2], lat[row], part), between_around(state[3], lon[row], part)
                if abs(np.int64(here_lat) - seen_lat[one]) * METRE > reach_m:
                    continue
                far = metres(here_lat, here_lon, seen_lat[one], seen_lon[one])
                aside = min(times[one] - state[1], t[row] - times[one])
                if step > told_s and aside <= alone_s:  # beside one of its ends it is told by that
                    after = times[one] - state[1] <= t[row] - times[one]
                    far = metres(state[2] if after else lat[row], state[3] if after else lon[row], seen_lat[one], seen_lon[one])
                if step <= told_s or aside <= alone_s:
                    around[one, 0] += far <= around_m
                    if far <= within_m + (drift if step <= told_s else alone_drift) * aside:
                        if count == len(found):
                            found = np.concatenate((found, np.empty(len(found), PAIR)))
                        found[count].seen, found[count].mmsi, found[count].metres = one, mmsi[row], far
                        count += 1
                    continue
                if step <= heard_s:
                    around[one, 1] += far <= around_m
                out = metres(state[2], state[3], seen_lat[one], seen_lon[one])
                back = metres(lat[row], lon[row], seen_lat[one], seen_lon[one])
                able = out <= (times[one] - state[1]) / KNOT * fastest_kn and back <= (t[row] - times[one]) / KNOT * fastest_kn
                if able and (far < silent[one].metres or (far == silent[one].metres and mmsi[row] < silent[one].mmsi)):
                    silent[one].metres, silent[one].mmsi = far, mmsi[row]
            state[4] = 1
        elif mmsi[row] != state[0]:
            state[4] = 0
        state[0], state[1], state[2], state[3] = mmsi[row], t[row], lat[row], lon[row]
    return found[:count]
