"""The masks of land -> distances by sea between places: shortest ways over a lattice whose every step was tried against the land.

A node of the lattice stands on the sea cell nearest to the middle of its box; a step joins two nodes of which the straight line
crosses no land, so a way never leads over an isthmus. Steps go in 32 directions on a conformal (Mercator) lattice: a way is at most
1.3 % longer than the straight one, anywhere, and `STRETCH` takes the middle of that off. Two lattices: the world at 1/3 degree on
the mask of 1/24, and the seas around Korea at 1/24 degree on the mask of 1/120. Needs numba (extra `vessels`).
Source   the passages that the mask closes, canals among them: record/passages.csv, open to every ship at all times.
Error    measured against published distances in docs/methods/reach.md.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from vetoproof.detect.vessels.kernels import lattice
from vetoproof.detect.vessels.land import Mask, korea, world
from vetoproof.evidence.record import read_table

Floats = NDArray[np.float64]
Taps = tuple[NDArray[np.int32], NDArray[np.int32]]  # nodes (-1 fills up), and how far each is in decametres
STRETCH = 1.0065  # half of the 1.3 % by which 32 directions lengthen a straight way at most
NORTHMOST = 81.0  # no port lies beyond; a ship that does is taken to this latitude
FINE_LIMIT = 120_000  # decametres: ways of more than 1,200 km go on over the world's lattice
DIRECT_KM = 200.0  # nearer than this, a straight line over sea alone is the way
SNAP_KM = 30.0  # a place on land is moved to the sea no farther than this
FAR = np.int32(2**31 - 1)
UNIT_KM = lattice.UNIT_KM


@frozen(eq=False)
class Sea:
    """One lattice: where its nodes stand, and the steps between them (decametres, 0 is closed)."""

    mask: Mask
    step: float  # degrees of longitude from node to node
    north: float  # Mercator degrees of the upper edge of the first row
    west: float
    shape: tuple[int, int]
    lat: Floats  # of each node; NaN: no sea in its box
    lon: Floats
    steps: NDArray[np.uint16]
    open_sea: NDArray[np.bool_]
    links: NDArray[np.int32]  # passages: node, node, decametres

    @property
    def ways(self) -> Any:
        """The steps and passages as the kernels take them."""
        linked = np.zeros(self.lat.size, np.bool_)
        linked[self.links[:, :2].ravel()] = True
        return (self.form, self.steps, self.open_sea, self.links, linked)

    @property
    def wraps(self) -> bool:
        return round(self.shape[1] * self.step) == 360

    @property
    def form(self) -> Any:
        """The lattice as the kernels take it."""
        return (self.north, self.west, self.step, self.shape[0], self.shape[1], self.wraps)

    @property
    def ground(self) -> Any:
        """The mask as the kernels take it."""
        return (self.mask.land, self.mask.north, self.mask.west, self.mask.per_degree)


def _sea(mask: Mask, step: float, south: float, north: float) -> Sea:
    top = lattice.mercator(north)
    rows, columns = int(np.ceil((top - lattice.mercator(south)) / step)), round((mask.east - mask.west) / step)
    form = (top, mask.west, step, rows, columns, columns * step > 359)
    ground = (mask.land, mask.north, mask.west, mask.per_degree)
    lat, lon = lattice.nodes(form, ground)
    steps, open_sea = lattice.steps(form, ground, lat, lon)
    links = _links(form, lat, lon)
    lone = ~lattice.joined(form, steps, links)
    lat[lone], lon[lone], steps[lone] = np.nan, np.nan, 0
    return Sea(mask, step, top, mask.west, (rows, columns), lat, lon, steps, open_sea, links)


def _links(form: Any, lat: Floats, lon: Floats) -> NDArray[np.int32]:
    """Each passage as one long step between the nodes next to its ends, if the lattice has both."""
    found: list[tuple[int, int, int]] = []
    for row in read_table("passages").rows:
        points = [tuple(float(part) for part in point.split()) for point in row["points"].split(";")]
        ends = [lattice.nearest_node(form, lat, lon, *points[end]) for end in (0, -1)]
        if min(ends) >= 0 and ends[0] != ends[1]:
            places = [(lat[ends[0]], lon[ends[0]]), *points, (lat[ends[1]], lon[ends[1]])]
            km = sum(lattice.distance_km(*one, *two) for one, two in zip(places, places[1:], strict=False))
            found.append((ends[0], ends[1], round(km / UNIT_KM)))
    return np.array(found, np.int32).reshape(-1, 3)


@lru_cache(1)
def world_sea() -> Sea:
    """The seas of the world."""
    return _sea(world(), 1 / 3, -78.0, NORTHMOST)


@lru_cache(1)
def korean_sea() -> Sea:
    """The seas around the Korean Peninsula, finely."""
    mask = korea()
    return _sea(mask, 1 / 24, mask.south, mask.north)


@frozen(eq=False)
class Points:
    """Places with the nodes around each that can be reached in a straight line over sea: the taps of both lattices."""

    lat: Floats
    lon: Floats
    moved_km: Floats  # how far each was moved to the sea; NaN: too far from it
    coarse: Taps
    fine: Taps

    def __len__(self) -> int:
        return len(self.lat)

    def __add__(self, other: Points) -> Points:
        coarse, fine = (
            (np.concatenate((one[0], two[0])), np.concatenate((one[1], two[1])))
            for one, two in ((self.coarse, other.coarse), (self.fine, other.fine))
        )
        lat, lon = np.concatenate((self.lat, other.lat)), np.concatenate((self.lon, other.lon))
        return Points(lat, lon, np.concatenate((self.moved_km, other.moved_km)), coarse, fine)

    def take(self, rows: NDArray[np.int64]) -> Points:
        """The places of these rows."""
        coarse, fine = ((nodes[rows], far[rows]) for nodes, far in (self.coarse, self.fine))
        return Points(self.lat[rows], self.lon[rows], self.moved_km[rows], coarse, fine)


def points(lat: Any, lon: Any) -> Points:
    """Set places upon the lattices. A place on land goes to the nearest sea within `SNAP_KM`."""
    north = np.clip(np.asarray(lat, np.float64), -NORTHMOST, NORTHMOST)
    east = np.mod(np.asarray(lon, np.float64) + 180.0, 360.0) - 180.0
    large, small = world_sea(), korean_sea()
    inside = small.mask.holds(north, east)
    at = [lattice.snap(sea.ground, north, east, chosen, SNAP_KM) for sea, chosen in ((small, inside), (large, ~inside))]
    to_lat, to_lon = np.where(inside, at[0][0], at[1][0]), np.where(inside, at[0][1], at[1][1])
    moved = lattice.distances_km(north, east, to_lat, to_lon)
    taps = [lattice.taps(sea.form, sea.ground, sea.lat, sea.lon, to_lat, to_lon) for sea in (large, small)]
    return Points(to_lat, to_lon, moved, taps[0], taps[1])


def ways_km(source: Points, number: int, targets: Points, limit_km: float) -> Floats:
    """The distance by sea from one place to each target; infinite beyond `limit_km` or if there is no way.

    A place in the Korean lattice goes over that first, and on from there over the world's.
    """
    large, small = world_sea(), korean_sea()
    limit = int(min(limit_km * STRETCH / UNIT_KM + 1, float(FAR) - 1))
    begin, best = begin_at(large, source.coarse, number), np.full(len(targets), FAR, np.int32)
    in_korea = bool((source.fine[0][number] >= 0).any())
    if in_korea:
        near = lattice.spread(small.ways, begin_at(small, source.fine, number), min(limit, FINE_LIMIT))
        lattice.gather(near, *targets.fine, best)
        nodes, joints, far = _joints()
        known = begin[nodes]
        lattice.gather(near, joints, far, known)
        begin[nodes] = known
    lattice.gather(lattice.spread(large.ways, begin, limit), *targets.coarse, best)
    here = (float(source.lat[number]), float(source.lon[number]))
    km = np.maximum(best * UNIT_KM / STRETCH, lattice.distances_km(*here, targets.lat, targets.lon))
    straight = lattice.straight_km(small.ground if in_korea else large.ground, *here, targets.lat, targets.lon, DIRECT_KM)
    total = np.fmin(np.where(best > limit, np.inf, km), straight) + targets.moved_km + source.moved_km[number]
    return np.asarray(np.where(total <= limit_km, total, np.inf), np.float64)


def begin_at(sea: Sea, taps: Taps, number: int) -> NDArray[np.int32]:
    """The start of a search: the taps of one place, all other nodes far."""
    begin = np.full(sea.lat.size, FAR, np.int32)
    nodes, far = taps[0][number], taps[1][number]
    begin[nodes[nodes >= 0]] = far[nodes >= 0]
    return begin


@lru_cache(1)
def _joints() -> Any:
    """The nodes of the world's lattice that lie in the Korean one, and its nodes around each."""
    large, small = world_sea(), korean_sea()
    taps, far = lattice.taps(small.form, small.ground, small.lat, small.lon, large.lat, large.lon)
    nodes = np.flatnonzero(taps[:, 0] >= 0)
    return nodes, taps[nodes], far[nodes]
