"""Ports -> an index by cells of a tenth of a degree; a place -> its nearest port and how far that is."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from attrs import frozen

from vetoproof.detect.vessels.kernels.compiled import compiled
from vetoproof.detect.vessels.kernels.sphere import HALF, METRE, RADIAN, ROUND, UNIT, metres

CELL = UNIT // 10
ROWS, COLUMNS = 180 * UNIT // CELL, ROUND // CELL
REACH_M = 12_000.0  # a port stands in every cell that has a place this near to it
CAP = 88.0 * RADIAN * UNIT  # nearer to a pole a port stands in all cells of its rows


@frozen(eq=False)
class PortIndex:
    """`starts[cell]..starts[cell + 1]` are the places in `ports` of the ports near that cell."""

    starts: Any
    ports: Any
    lat: Any
    lon: Any

    @classmethod
    def of(cls, lat: Any, lon: Any) -> PortIndex:
        """The index of places in units; an empty one knows no port."""
        lat, lon = np.ascontiguousarray(lat, np.int32), np.ascontiguousarray(lon, np.int32)
        starts = np.zeros(ROWS * COLUMNS + 1, np.int32)
        _count(lat, lon, starts)
        np.cumsum(starts, out=starts)
        ports = np.empty(starts[-1], np.int32)
        _fill(lat, lon, starts, ports)
        return cls(starts, ports, lat, lon)


@compiled
def _rows_of(lat: int) -> tuple[int, int]:
    reach = int(REACH_M / METRE) + 1
    return max(0, (lat - reach + 90 * UNIT) // CELL), min(ROWS - 1, (lat + reach + 90 * UNIT) // CELL)


@compiled
def _columns_of(row: int, lon: int) -> tuple[int, int]:
    """First column and how many, in the row of cells: counted at its edge nearest to a pole."""
    edge = max(abs(row * CELL - 90 * UNIT), abs((row + 1) * CELL - 90 * UNIT)) * RADIAN
    if edge > CAP:
        return 0, COLUMNS
    reach = int(REACH_M / (METRE * math.cos(edge))) + 1
    west, east = (lon - reach + HALF) // CELL, (lon + reach + HALF) // CELL
    return west, min(COLUMNS, east - west + 1)


@compiled
def _count(lat: Any, lon: Any, starts: Any) -> None:
    for port in range(len(lat)):
        low, high = _rows_of(lat[port])
        for row in range(low, high + 1):
            west, wide = _columns_of(row, lon[port])
            for column in range(west, west + wide):
                starts[row * COLUMNS + column % COLUMNS] += 1


@compiled
def _fill(lat: Any, lon: Any, starts: Any, ports: Any) -> None:
    """Backwards, so that each start ends where its cell begins and the ports of a cell stand in order."""
    for port in range(len(lat) - 1, -1, -1):
        low, high = _rows_of(lat[port])
        for row in range(low, high + 1):
            west, wide = _columns_of(row, lon[port])
            for column in range(west, west + wide):
                cell = row * COLUMNS + column % COLUMNS
                starts[cell] -= 1
                ports[starts[cell]] = port


@compiled
def nearest(lat: int, lon: int, starts: Any, ports: Any, port_lat: Any, port_lon: Any) -> tuple[float, int]:
    """Metres to the nearest port and its index; (REACH_M, -1) if none is as near as that. Of two as near, the first."""
    cell = min(ROWS - 1, (lat + 90 * UNIT) // CELL) * COLUMNS + (lon + HALF) // CELL
    first, last = starts[cell], starts[cell + 1]
    best, found = REACH_M, -1
    for place in range(first, last):
        port = ports[place]
        if abs(lat - port_lat[port]) * METRE > best:
            continue
        far = metres(lat, lon, port_lat[port], port_lon[port])
        if far < best:
            best, found = far, port
    return best, found
