"""A place -> metres to the nearest shore, from the grid of nodes that `detect/vessels/shore.py` reads."""

from __future__ import annotations

from typing import Any

from vetoproof.detect.vessels.kernels.compiled import compiled
from vetoproof.detect.vessels.kernels.sphere import HALF, UNIT


@compiled
def shore_metres(lat: int, lon: int, nodes: Any) -> float:
    """Between the four nodes around; tenths of a kilometre from the north pole and 180 W. An empty grid: all is far from shore."""
    if nodes.shape[0] < 2:
        return 1e9
    down = (90 * UNIT - lat) * (nodes.shape[0] - 1) / HALF
    along = (lon + HALF) * (nodes.shape[1] - 1) / (2 * HALF)
    top, left = min(int(down), nodes.shape[0] - 2), min(int(along), nodes.shape[1] - 2)
    south, east = down - top, along - left
    upper = nodes[top, left] * (1 - east) + nodes[top, left + 1] * east
    lower = nodes[top + 1, left] * (1 - east) + nodes[top + 1, left + 1] * east
    tenths: float = upper * (1 - south) + lower * south
    return max(0.0, tenths * 100)
