"""Some positions of a file -> whether latitude and longitude look swapped.

By the land: most places lie inland as they stand, and would be at sea the other way. By the speeds: the ways that the ships made fit to
the speeds that they said only the other way, because a degree of longitude is shorter than one of latitude. Neither can tell where a place
is at sea both ways and no speed is said. Inland waterways may seem swapped (the Rhine) if no speed is said: a question, not a refusal.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from attrs import define

from vetoproof.detect.vessels.land import Bools, Floats, made
from vetoproof.evidence.positions.tables import DEGREE, KNOT

AROUND = ((0.0, 0.0), (0.04, 0.0), (-0.04, 0.0), (0.0, 0.04), (0.0, -0.04))  # inland: land here and about 4 km off on all sides
# All ours. Of the real files that were tried, the Suez Canal has most places that are inland and would be at sea, 0.25.
FEW, SHARE = 20, 0.5
WINDOW = 2_048  # rows of a batch that are looked at
LEG_S, UNDER_WAY_KN, STEADY = (10, 900), 4.0, 0.15  # seconds of a leg; the speed at both its ends, and how much it may differ
PLAIN = 1.2  # how much better one way must fit than the other, as a ratio
SURE = 0.8  # of the legs
M_A_DEGREE, KN = 111_195.0, 3600 / 1852


@define
class Glance:
    """What a part of the rows tells of one file."""

    places: int = 0
    inland: int = 0  # that would be at sea the other way
    legs: int = 0  # that fit plainly better one way than the other
    other_way: int = 0

    def add(self, batch: Any) -> None:
        """Rows of POSITION, sorted; those of one file."""
        columns = [batch.column(name).to_numpy().astype(np.float64) for name in ("mmsi", "t", "lat", "lon", "sog")]
        lat, lon = columns[2] / DEGREE, columns[3] / DEGREE
        self.places += len(lat)
        self.inland += inland_one_way(lat, lon)
        fit = _misfits(columns[0], columns[1], lat, lon, columns[4] / KNOT)
        self.legs += int((np.abs(fit) > np.log(PLAIN)).sum())
        self.other_way += int((fit > np.log(PLAIN)).sum())

    @property
    def looks_swapped(self) -> bool:
        if self.legs >= FEW:
            return self.other_way >= SURE * self.legs
        return self.places >= FEW and self.inland >= SHARE * self.places


def inland_one_way(lat: Floats, lon: Floats) -> int:
    """How many places lie inland, and would be at sea with latitude and longitude exchanged."""
    possible = np.abs(lon) <= 90
    north, east = lat[possible], lon[possible]
    inland = np.logical_and.reduce([_is_land(north + up, east + along) for up, along in AROUND])
    return int((inland & ~_is_land(east, north)).sum())


def _misfits(mmsi: Floats, t: Floats, lat: Floats, lon: Floats, knots: Floats) -> Floats:
    """Of each leg of a ship under way: how much worse the way made fits to the speed said as it stands than the other way round."""
    seconds, up, along = np.diff(t), np.diff(lat) * M_A_DEGREE, (np.diff(lon) + 180) % 360 - 180
    along = along * M_A_DEGREE
    said = (knots[1:] + knots[:-1]) / 2
    good = (mmsi[1:] == mmsi[:-1]) & (seconds >= LEG_S[0]) & (seconds <= LEG_S[1]) & (np.abs(lon[1:]) <= 90)
    good &= (np.minimum(knots[1:], knots[:-1]) >= UNDER_WAY_KN) & (np.abs(np.diff(knots)) <= STEADY * said)
    good &= (up != 0) | (along != 0)
    up, along, way = up[good], along[good], said[good] / KN * seconds[good]
    as_it_is = np.hypot(up, along * np.cos(np.radians(lat[1:][good])))
    other = np.hypot(along, up * np.cos(np.radians(lon[1:][good])))
    with np.errstate(divide="ignore", invalid="ignore"):
        fit = np.abs(np.log(as_it_is / way)) - np.abs(np.log(other / way))
    return np.asarray(fit[np.isfinite(fit)], np.float64)


def _is_land(lat: Floats, lon: Floats) -> Bools:
    """By the packed mask of the world: a few places do not need it unpacked."""
    packed, per_degree = _packed()
    down = np.clip(((90.0 - lat) * per_degree).astype(np.int64), 0, len(packed) - 1)
    along = np.floor((lon + 180.0) * per_degree).astype(np.int64) % (360 * per_degree)
    return np.asarray(packed[down, along // 8] >> (7 - along % 8).astype(np.uint8) & 1, np.bool_)


@lru_cache(1)
def _packed() -> tuple[Any, int]:
    packed = made("land.npz")["world"]
    return packed, packed.shape[1] * 8 // 360
