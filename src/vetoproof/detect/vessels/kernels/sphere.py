"""Two places in 1/600,000 degree -> metres between them on a sphere."""

from __future__ import annotations

import math

from vetoproof.detect.vessels.kernels.compiled import compiled

RADIUS_M = 6_371_008.8  # mean radius of the earth, IUGG
UNIT = 600_000  # units in a degree, as in POSITION
HALF, ROUND = 180 * UNIT, 360 * UNIT
RADIAN = math.pi / HALF  # of one unit
METRE = RADIUS_M * RADIAN  # metres in one unit of latitude, 0.185
KNOT = 3600 / 1852  # knots in a metre a second
NEAR = int(0.3 * UNIT)  # below this the plane is exact to a part in a million
POLAR = 85 * UNIT


@compiled
def turn(units: int) -> int:
    """A difference of longitudes, the short way round."""
    if units >= HALF:
        return units - ROUND
    if units < -HALF:
        return units + ROUND
    return units


@compiled
def cosine(angle: float) -> float:
    """Of a quarter turn at most, to 1e-10: eight terms of the series, the same on every machine."""
    y = angle * angle
    tail = 1.0 - y * (1.0 / 90) * (1.0 - y * (1.0 / 132) * (1.0 - y * (1.0 / 182)))
    return 1.0 - y * 0.5 * (1.0 - y * (1.0 / 12) * (1.0 - y * (1.0 / 30) * (1.0 - y * (1.0 / 56) * tail)))


@compiled
def metres(lat0: int, lon0: int, lat1: int, lon1: int) -> float:
    """The distance; on the plane between near places away from the poles, else by the haversine."""
    up, along = lat1 - lat0, turn(lon1 - lon0)
    if abs(up) + abs(along) < NEAR and abs(lat0) < POLAR:
        if along == 0:
            return abs(up) * METRE
        width = along * cosine((lat0 + 0.5 * up) * RADIAN)
        return math.sqrt(up * up + width * width) * METRE
    return haversine(lat0, lon0, lat1, lon1)


@compiled
def haversine(lat0: int, lon0: int, lat1: int, lon1: int) -> float:
    up = math.sin((lat1 - lat0) * RADIAN * 0.5)
    along = math.sin((lon1 - lon0) * RADIAN * 0.5)
    part = up * up + math.cos(lat0 * RADIAN) * math.cos(lat1 * RADIAN) * along * along
    return 2 * RADIUS_M * math.asin(math.sqrt(min(1.0, part)))


@compiled
def between(start: int, end: int, part: float) -> int:
    """A latitude on the way."""
    return int(math.floor(start + (end - start) * part + 0.5))


@compiled
def between_around(start: int, end: int, part: float) -> int:
    """A longitude on the way, over the antimeridian if that is shorter."""
    found = int(math.floor(start + turn(end - start) * part + 0.5))
    if found >= HALF:
        return found - ROUND
    if found < -HALF:
        return found + ROUND
    return found
