"""The grid that the build made (`made/shore.npz`) -> the distance of any place to the nearest shore, 0 on land.

Source   `global-land-mask` (GLOBE, 1/120 degree); the islands that it lacks are sea here.
Error    measured in docs/methods/ports-and-shore.md: 0.4 km in the middle, against the distance to every cell of the source.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from vetoproof.detect.vessels.land import Floats, made

PER_DEGREE = 12  # nodes of the grid in a degree; the first row is the north pole, the first column 180 W, the last 180 E
PER_KM = 10  # units of the grid in a kilometre
_INLAND, _HALF, _FAR = 20, 2, 255  # codes of the file: (km + 10) * 2; 255: more than 117 km


@lru_cache(1)
def shore_grid() -> NDArray[np.int16]:
    """The nodes as tenths of a kilometre, negative on land (down to -100): 2161 rows by 4321 columns. For kernels."""
    held = made("shore.npz")
    near, far = held["near"].astype(np.int16), held["far"].astype(np.float32)
    grid = (near - _INLAND) * np.int16(PER_KM // _HALF)
    open_sea = near == _FAR
    grid[open_sea] = np.rint(_finer(far) * PER_KM).astype(np.int16)[open_sea]
    return np.asarray(grid, np.int16)


def _finer(far: NDArray[np.float32]) -> NDArray[np.float32]:
    """The nodes of whole degrees, filled in to those of a twelfth."""
    rows = np.arange(180 * PER_DEGREE + 1) / PER_DEGREE
    columns = np.arange(360 * PER_DEGREE + 1) / PER_DEGREE
    top, left = np.minimum(rows.astype(np.int64), 179), np.minimum(columns.astype(np.int64), 359)
    down, along = (rows - top).astype(np.float32)[:, None], (columns - left).astype(np.float32)
    lines = far[top] * (1 - down) + far[top + 1] * down
    return np.asarray(lines[:, left] * (1 - along) + lines[:, left + 1] * along, np.float32)


def distance_to_shore_km(lat: Floats, lon: Floats) -> Floats:
    """The distance of each place (degrees) to the nearest shore in km; 0 on land. Any longitude; NaN gives NaN."""
    grid = shore_grid()
    down = (90.0 - np.clip(np.asarray(lat, np.float64), -90.0, 90.0)) * PER_DEGREE
    east = np.asarray(lon, np.float64)
    along = np.mod(np.where(np.isfinite(east), east, np.nan) + 180.0, 360.0) * PER_DEGREE
    known = np.isfinite(down) & np.isfinite(along)
    down, along = np.where(known, down, 0.0), np.where(known, along, 0.0)
    top = np.minimum(down.astype(np.int64), grid.shape[0] - 2)
    left = np.minimum(along.astype(np.int64), grid.shape[1] - 2)
    south, part = down - top, along - left
    upper = grid[top, left] * (1 - part) + grid[top, left + 1] * part
    lower = grid[top + 1, left] * (1 - part) + grid[top + 1, left + 1] * part
    km = np.maximum(upper * (1 - south) + lower * south, 0.0) / PER_KM
    return np.asarray(np.where(known, km, np.nan), np.float64)
