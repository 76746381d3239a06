"""Positions, ships whole and sorted -> spells in which a ship did not move; spells -> how many ships lay near each."""

from __future__ import annotations

from typing import Any

import numpy as np

from vetoproof.detect.vessels.kernels.compiled import compiled_with_arrays
from vetoproof.detect.vessels.kernels.sphere import metres

SPELL = np.dtype([("mmsi", np.int32), ("start", np.int32), ("end", np.int32), ("lat", np.int32), ("lon", np.int32)])
STATE = 5  # what is carried from one batch to the next: mmsi, first second, last second, place at the first


@compiled_with_arrays
def spells(rows: Any, state: Any, limits: Any, out: Any) -> int:
    """Write the spells that end in this batch to `out`; `state` holds the one that is still open (mmsi 0: none).

    A spell runs as long as the ship stays within `within_m` of where it began and is heard every `silence_s`.
    """
    mmsi, t, lat, lon = rows
    within_m, at_least_s, silence_s = limits
    found = 0
    for row in range(len(t)):
        same = mmsi[row] == state[0] and t[row] - state[2] <= silence_s
        if same and metres(state[3], state[4], lat[row], lon[row]) <= within_m:
            state[2] = t[row]
            continue
        if state[0] != 0 and state[2] - state[1] >= at_least_s:
            out[found].mmsi, out[found].start, out[found].end = state[0], state[1], state[2]
            out[found].lat, out[found].lon = state[3], state[4]
            found += 1
        state[0], state[1], state[2], state[3], state[4] = mmsi[row], t[row], t[row], lat[row], lon[row]
    return found


@compiled_with_arrays
def ships_near(mmsi: Any, places: Any, boxes: Any, within_m: float) -> Any:
    """For each spell, how many ships had a spell within `within_m` of it.

    `boxes`: the box of each spell; an order of the spells by box and then by ship; where each box begins in it; and for each box the
    boxes around it (-1 fills up).
    """
    lat, lon = places
    box, order, starts, near = boxes
    counts = np.zeros(len(lat), np.int32)
    for spell in range(len(lat)):
        seen = np.empty(0, np.int32)
        for place in range(near.shape[1]):
            other = near[box[spell], place]
            if other < 0:
                continue
            last = -1
            found = np.empty(starts[other + 1] - starts[other], np.int32)
            count = 0
            for at in range(starts[other], starts[other + 1]):
                one = order[at]
                if mmsi[one] != last and metres(lat[spell], lon[spell], lat[one], lon[one]) <= within_m:
                    last = mmsi[one]
                    found[count] = last
                    count += 1
            seen = np.concatenate((seen, found[:count]))
        counts[spell] = len(np.unique(seen))
    return counts


@compiled_with_arrays
def thinned(places: Any, boxes: Any, ranked: Any, apart_m: float) -> Any:
    """Of the spells in the order of `ranked`, those that lie `apart_m` or more from every one taken before."""
    lat, lon = places
    box, order, starts, near = boxes
    kept, taken = np.zeros(len(lat), np.bool_), np.zeros(len(lat), np.bool_)
    for spell in ranked:
        if taken[spell]:
            continue
        kept[spell] = True
        for place in range(near.shape[1]):
            other = near[box[spell], place]
            if other >= 0:
                for at in range(starts[other], starts[other + 1]):
                    one = order[at]
                    if metres(lat[spell], lon[spell], lat[one], lon[one]) < apart_m:
                        taken[one] = True
    return kept
