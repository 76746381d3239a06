"""The masks that the build made (`made/land.npz`) -> land or sea at a place."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from vetoproof.terms.errors import InputError

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@frozen(eq=False)
class Mask:
    """Cells of one size, from north to south and west to east; True is land."""

    land: Bools
    north: float
    west: float
    per_degree: int

    @property
    def south(self) -> float:
        return float(self.north - self.land.shape[0] / self.per_degree)

    @property
    def east(self) -> float:
        return float(self.west + self.land.shape[1] / self.per_degree)

    def holds(self, lat: Floats, lon: Floats) -> Bools:
        """Whether each place lies inside the mask."""
        return np.asarray((lat <= self.north) & (lat > self.south) & (lon >= self.west) & (lon < self.east))

    def is_land(self, lat: Floats, lon: Floats) -> Bools:
        """Whether each place inside the mask is land. Longitude goes round in the mask of the world."""
        down = np.clip(((self.north - lat) * self.per_degree).astype(np.int64), 0, self.land.shape[0] - 1)
        along = np.floor((lon - self.west) * self.per_degree).astype(np.int64)
        width = self.land.shape[1]
        around = width == 360 * self.per_degree
        return np.asarray(self.land[down, along % width if around else np.clip(along, 0, width - 1)], np.bool_)


@lru_cache(1)
def world() -> Mask:
    """The world at 1/24 degree: a cell is land if more than half of its 25 source cells are."""
    packed = made("land.npz")["world"]
    return Mask(np.unpackbits(packed, axis=1).view(np.bool_), 90.0, -180.0, packed.shape[1] * 8 // 360)


@lru_cache(1)
def korea() -> Mask:
    """The seas around the Korean Peninsula at 1/120 degree, as the source has them."""
    held = made("land.npz")
    _, north, west, east = (float(edge) for edge in held["edges"])
    per_degree = round(held["window"].shape[1] * 8 / (east - west))
    return Mask(np.unpackbits(held["window"], axis=1).view(np.bool_), north, west, per_degree)


def is_land(lat: Floats, lon: Floats) -> Bools:
    """Land or sea at each place, by the finest mask that has it."""
    fine, north, east = korea(), np.asarray(lat, np.float64), np.asarray(lon, np.float64)
    return np.asarray(np.where(fine.holds(north, east), fine.is_land(north, east), world().is_land(north, east)))


def made(name: str) -> dict[str, Any]:
    """The arrays of one file that the build made."""
    path = Path(str(files("vetoproof"))) / "detect/vessels/made" / name
    if not path.is_file():
        raise InputError("the grids of land and shore are not there", where=str(path), do="install the package anew: its build makes them")
    with np.load(path, allow_pickle=False) as held:
        return {key: held[key] for key in held.files}
