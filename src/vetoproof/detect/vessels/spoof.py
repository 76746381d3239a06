"""Jumps of ships -> spoofing: several ships that leap from about the same place to about the same place within about a day.

One ship's leap may be a fault of its receiver. A false signal moves every ship in its reach the same way.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from vetoproof.detect.vessels.kernels.pairs import MARK_ROW, near_pairs
from vetoproof.detect.vessels.kernels.sphere import METRE, metres
from vetoproof.detect.vessels.kernels.state import EVENT_ROW, SPOOF
from vetoproof.detect.vessels.limits import Limits


def find_spoofing(jumps: Any, limits: Limits) -> Any:
    """EVENT_ROW of kind `spoof`: of each group, each ship's first jump of a day from place to place; `other` is the next ship of it."""
    jumps = _first_of_each(jumps, limits)
    group = _groups(len(jumps), _alike(jumps, limits))
    found = [_told(jumps[group == one]) for one in np.unique(group) if len(np.unique(jumps["mmsi"][group == one])) >= limits.spoof_ships]
    return np.concatenate(found) if found else np.empty(0, EVENT_ROW)


def _first_of_each(jumps: Any, limits: Limits) -> Any:
    """A ship that flickers between two places gives one jump a day and direction, or a busy harbour would be all pairs of thousands."""
    jumps = jumps[np.lexsort([jumps[name] for name in ("end_lon", "end_lat", "lon", "lat", "end", "start", "mmsi")])]
    cell = int(limits.spoof_within_m / METRE)
    keys = [jumps["mmsi"], jumps["start"] // limits.spoof_within_s]
    keys += [jumps[name].astype(np.int64) // cell for name in ("lat", "lon", "end_lat", "end_lon")]
    _, first = np.unique(np.stack([key.astype(np.int64) for key in keys], axis=1), axis=0, return_index=True)
    return jumps[np.sort(first)]


def _alike(jumps: Any, limits: Limits) -> Any:
    """Pairs of jumps of two ships, near in source, target and time."""
    marks = np.zeros(2 * len(jumps), MARK_ROW)  # each in its day and in the next, so that midnight is no border
    for half, more in ((slice(0, len(jumps)), 0), (slice(len(jumps), None), 1)):
        marks["step"][half] = jumps["start"] // limits.spoof_within_s + more
        marks["lat"][half], marks["lon"][half], marks["ship"][half] = jumps["lat"], jumps["lon"], np.arange(len(jumps))
    pairs = near_pairs(marks, limits.spoof_within_m)
    one, two = jumps[pairs["one"]], jumps[pairs["two"]]
    soon = np.abs(one["start"].astype(np.int64) - two["start"]) <= limits.spoof_within_s
    pairs = pairs[soon & (one["mmsi"] != two["mmsi"])]
    return pairs[[_same_target(jumps[pair["one"]], jumps[pair["two"]], limits) for pair in pairs]] if len(pairs) else pairs


def _same_target(one: Any, two: Any, limits: Limits) -> bool:
    far = metres(int(one["end_lat"]), int(one["end_lon"]), int(two["end_lat"]), int(two["end_lon"]))
    return bool(far <= limits.spoof_within_m)


def _groups(number: int, pairs: Any) -> Any:
    """The group of each jump: those that pairs join, directly or by others."""
    parent = np.arange(number)

    def root(of: int) -> int:
        while parent[of] != of:
            parent[of] = parent[parent[of]]
            of = int(parent[of])
        return of

    for pair in pairs:
        a, b = root(int(pair["one"])), root(int(pair["two"]))
        parent[max(a, b)] = min(a, b)
    return np.array([root(one) for one in range(number)], np.int64)


def _told(jumps: Any) -> Any:
    events = jumps.copy()
    events["kind"] = SPOOF
    ships = np.unique(jumps["mmsi"])
    events["other"] = ships[(np.searchsorted(ships, jumps["mmsi"]) + 1) % len(ships)]
    return events
