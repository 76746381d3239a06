"""The records that kernels read and write: the limits, the ship at hand, an event, a place on the grid of ten minutes."""

from __future__ import annotations

from typing import Any

import numpy as np

from vetoproof.detect.vessels.kernels.sphere import UNIT
from vetoproof.detect.vessels.limits import KINDS, OPEN_GAP, Limits

# The codes of kinds in EVENT_ROW; the order of KINDS.
GAP, ENCOUNTER, LOITERING, VISIT, STOP, JUMP, IDENTITY, SPOOF, OPEN = range(9)
NAMES = (*KINDS, OPEN_GAP)

EVENT_ROW = np.dtype(
    [
        ("first", "i8"),  # a position at the start, as file * 2^48 + row; -1: none
        ("last", "i8"),
        ("other_first", "i8"),
        ("other_last", "i8"),
        ("metres", "f8"),
        ("knots", "f8"),
        ("kind", "i4"),
        ("mmsi", "i4"),
        ("other", "i4"),  # an MMSI; 0: none
        ("start", "i4"),
        ("end", "i4"),
        ("lat", "i4"),
        ("lon", "i4"),
        ("end_lat", "i4"),
        ("end_lon", "i4"),
        ("port", "i4"),  # index in the ports; -1: none
    ]
)
GRID_ROW = np.dtype([("ref", "i8"), ("step", "i4"), ("lat", "i4"), ("lon", "i4"), ("spare", "i4")])
SHIP_ROW = np.dtype([("mmsi", "i4"), ("track", "i4"), ("begin", "i8"), ("end", "i8")])  # its rows of the grid

LIMITS = np.dtype(
    [
        (name, "i8")
        for name in ("gap_s", "loiter_s", "visit_s", "stop_s", "across_s", "loiter", "visit", "stop", "gap", "jump", "grid", "open")
    ]
    + [(name, "f8") for name in ("jump_kn", "jump_m", "loiter_kn", "shore_m", "enter_m", "leave_m", "begin_kn", "end_kn", "port_m")]
)

# One place in time: of the last position, of the start of what is going on, of its end so far.
_MOMENT = ("t", "lat", "lon")


def _moment(name: str) -> list[tuple[str, str]]:
    return [(f"{name}_{part}", "i4") for part in _MOMENT]


SHIP = np.dtype(
    [(name, "i8") for name in ("ref", "leg_ref", "hour_ref", "hour_last_ref", "loiter_ref", "loiter_last_ref")]
    + [(name, "i8") for name in ("visit_ref", "visit_last_ref", "stop_ref", "stop_last_ref")]
    + [(name, "f8") for name in ("slack", "grid_slack", "hour_m", "hour_s", "loiter_m", "loiter_s")]
    + [(name, "i4") for name in ("begun", "mmsi", "track", "near", "port", "far", "hour", "grid_t")]
    + [(name, "i4") for name in ("loitering", "visiting", "stopped", "stopping", "returns")]
    + [
        part
        for name in ("now", "base", "leg", "hour", "hour_last", "loiter", "loiter_last", "visit", "visit_last", "stop", "stop_last", "leap")
        for part in _moment(name)
    ],
    align=True,
)


def limits_row(limits: Limits, wanted: frozenset[str]) -> Any:
    """The limits as the one record that kernels take."""
    row = np.zeros(1, LIMITS)
    numbers = {
        "gap_s": limits.gap_at_least_s, "loiter_s": limits.loitering_at_least_s, "visit_s": limits.visit_at_least_s,
        "stop_s": limits.stop_at_least_s, "across_s": limits.interpolated_under_s, "jump_kn": limits.jump_over_kn,
        "jump_m": limits.jump_over_m, "loiter_kn": limits.loitering_under_kn, "shore_m": limits.loitering_from_shore_nm * 1852,
        "enter_m": limits.visit_enter_m, "leave_m": limits.visit_leave_m, "begin_kn": limits.stop_begins_kn,
        "end_kn": limits.stop_ends_kn, "port_m": limits.encounter_from_port_m,
    }  # fmt: skip
    asked = {
        "loiter": "loitering" in wanted, "visit": "port-visit" in wanted, "stop": "stop" in wanted, "gap": "gap" in wanted,
        "jump": "jump" in wanted or "spoof" in wanted, "grid": "encounter" in wanted, "open": OPEN_GAP in wanted,
    }  # fmt: skip
    for name, value in {**numbers, **asked}.items():
        row[name] = value
    return row


def degrees(units: Any) -> Any:
    return units / UNIT
