"""A stream of POSITION batches, sorted -> what one walk over it found: events, ships, and their grid of ten minutes.

The order is checked in the stream: an engine that hands rows over unsorted must fail, never give wrong events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from attrs import define, field, frozen

from vetoproof.detect.vessels.grid import Grid, GridSink
from vetoproof.detect.vessels.kernels.near import PortIndex
from vetoproof.detect.vessels.kernels.order import sorted_throughout
from vetoproof.detect.vessels.kernels.state import EVENT_ROW, GRID_ROW, SHIP, SHIP_ROW
from vetoproof.detect.vessels.kernels.walk import finish, walk
from vetoproof.evidence.positions.tables import ORDER
from vetoproof.terms.errors import InputError

ROOM, EVENT_ROOM = 1 << 17, 1 << 14  # rows of the grid, and events, that are collected before they are handed on
ROW_BITS = 48  # of a reference: the row within its file; the file stands above


class NotSortedError(InputError):
    """Rows came in another order than mmsi, t, lat, lon, sog."""

    def __init__(self) -> None:
        super().__init__(f"the rows are not sorted by {', '.join(ORDER)}", where="positions", do="sort them before they are handed over")


@frozen(eq=False)
class Walked:
    """Of one part of the positions: EVENT_ROW, SHIP_ROW, and the grid that the ships point into."""

    events: Any
    ships: Any
    grid: Grid
    rows: int
    latest: int  # the last second that any ship was seen
    leaps: Any = None  # EVENT_ROW: the jumps as they were broadcast, where they are not those of `events`
    counts: Any = None  # what the part counted while it was read
    shared: int = 0  # MMSI that look shared by several ships, of those whose ships were not taken apart


@define(eq=False)
class Walker:
    """Takes batches one after the other; a ship may go on from one to the next."""

    limits: Any  # LIMITS
    ports: PortIndex
    nodes: Any  # the grid of distances to the shore
    sink: GridSink = field(factory=GridSink)
    rows: int = 0
    latest: int = 0
    _ship: Any = field(factory=lambda: np.zeros(1, SHIP))
    _found: list[Any] = field(factory=list)
    _events: Any = field(factory=lambda: np.empty(EVENT_ROOM, EVENT_ROW))
    _ships: Any = field(factory=lambda: np.empty(1024, SHIP_ROW))
    _grid: Any = field(factory=lambda: np.empty(ROOM, GRID_ROW))
    _used: Any = field(factory=lambda: np.zeros(5, np.int64))

    def take(self, rows: tuple[Any, ...]) -> None:
        """Rows as arrays: mmsi, track, t, lat, lon, sog, reference."""
        ports = (self.ports.starts, self.ports.ports, self.ports.lat, self.ports.lon)
        at, total = 0, len(rows[0])
        while at < total:
            at = walk(rows, at, self._ship, self.limits, ports, self.nodes, self._out, self._used)
            if at < total:
                self._make_room()
        self.rows += total
        self.latest = max(self.latest, int(rows[2].max(initial=0)))

    @property
    def _out(self) -> tuple[Any, Any, Any]:
        return self._events, self._grid, self._ships

    def _make_room(self) -> None:
        events, grid, ships = self._used[:3]
        if events * 2 > len(self._events):
            self._found.append(self._events[:events].copy())
            self._used[0] = 0
        if ships * 2 > len(self._ships):
            self._ships = np.concatenate([self._ships, np.empty(len(self._ships), SHIP_ROW)])
        if grid * 2 > len(self._grid):
            self._hand_on()

    def _hand_on(self) -> None:
        self.sink.take(self._grid[: self._used[1]])
        self._used[3] += self._used[1]
        self._used[1] = 0

    def end(self) -> Walked:
        self._make_room()
        finish(self._ship, self.limits, self.nodes, self._out, self._used)
        self._hand_on()
        events, _, ships = self._used[:3]
        found = np.concatenate([*self._found, self._events[:events]])
        self._found = []
        return Walked(found, self._ships[:ships].copy(), self.sink.end(), self.rows, self.latest, shared=int(self._used[4]))


def columns_of(batches: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Each POSITION batch as arrays, with one reference for file and row. Fails where the order is broken."""
    last: tuple[Any, ...] | None = None
    for batch in batches:
        if not batch.num_rows:
            continue
        keys = tuple(batch.column(name).to_numpy() for name in ORDER)
        check_order(keys, last)
        last = tuple(key[-1:] for key in keys)
        ref = (batch.column("file").to_numpy().astype(np.int64) << ROW_BITS) | batch.column("row").to_numpy()
        yield *keys, ref


def check_order(keys: tuple[Any, ...], last: tuple[Any, ...] | None) -> None:
    """Each row comes after the one before it, or is its equal."""
    if last is not None:
        check_order(tuple(np.concatenate([before, key[:1]]) for before, key in zip(last, keys, strict=True)), None)
    if not sorted_throughout(*keys):
        raise NotSortedError
