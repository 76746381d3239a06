"""Parts of the positions, each a ship's rows whole -> all events, by the same kernels on threads or on a cluster.

An engine is a map over tasks. Stage 1 walks a part: the events of single ships, and their grid. Stage 2 pairs the ships that are near at
every n-th step of the grid. Stage 3 follows each such pair along the grid of both. No stage knows how the parts were cut.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from attrs import evolve, field, frozen

from vetoproof.detect.vessels.grid import IN_MEMORY, GridSink
from vetoproof.detect.vessels.kernels.meet import meet
from vetoproof.detect.vessels.kernels.near import PortIndex
from vetoproof.detect.vessels.kernels.pairs import MARK_ROW, near_pairs
from vetoproof.detect.vessels.kernels.state import EVENT_ROW, GRID_ROW, JUMP, NAMES, OPEN, SHIP_ROW, limits_row
from vetoproof.detect.vessels.limits import Limits
from vetoproof.detect.vessels.shore import shore_grid
from vetoproof.detect.vessels.spoof import find_spoofing
from vetoproof.detect.vessels.tracks import Parting, track_writer, whole_ships
from vetoproof.detect.vessels.walker import Walked, Walker, columns_of

# The total key of an event, the last first.
KEY = ("knots", "metres", "end_lon", "end_lat", "lon", "lat", "end", "other", "kind", "mmsi", "start")
MOST_MARKS = 1 << 19  # places of ships that one task of stage 2 pairs
MOST_GRID = 2 << 20  # rows of the grid that one task of stage 3 holds
MOST_MEETINGS = 1 << 19  # marks of pairs that one task of stage 3 follows: a dense harbour has few ships and many pairs
Map = Callable[[Callable[[Any], Any], Sequence[Any]], list[Any]]


class Part(Protocol):
    """POSITION batches of some ships, sorted, each ship whole. It can be sent to another process. It may have `counts` when it was read."""

    def __call__(self) -> Iterable[Any]: ...


@frozen(eq=False)
class Job:
    """What is looked for; it can be sent to another process."""

    wanted: frozenset[str]
    limits: Limits = field(factory=Limits)
    port_lat: Any = field(factory=lambda: np.empty(0, np.int32))  # units
    port_lon: Any = field(factory=lambda: np.empty(0, np.int32))
    by_shore: bool = False  # loitering only far from the shore; else anywhere
    folder: Path | None = None  # for grids that do not fit
    in_memory: int = IN_MEMORY  # bytes of the grid that one task may keep
    split: bool = False  # take the ships of a shared MMSI apart
    tracks: Path | None = None  # a folder for the track of every row

    def walk(self, numbered: tuple[int, Part]) -> Walked:
        """Stage 1."""
        number, part = numbered
        walker = self._walker(self.wanted, number)
        if not self.split:
            for mmsi, *others in columns_of(part()):
                walker.take((mmsi, np.zeros(len(mmsi), np.int16), *others))
            return evolve(walker.end(), counts=getattr(part, "counts", None))
        raw, parting, apart = self._walker(frozenset(("jump",))), Parting(self.limits.shared_from_rows), []
        with track_writer(self.tracks, number) as write:
            for rows in whole_ships(columns_of(part())):
                parted = parting.part(rows)
                walker.take(parted.rows)
                apart.append(parted.events)
                write(rows, parted.tracks)
                if "spoof" in self.wanted and parted.shared.any():
                    mmsi, *others = (column[parted.shared] for column in rows)
                    raw.take((mmsi, np.zeros(len(mmsi), np.int16), *others))
        walked = walker.end()
        events = np.concatenate([walked.events, *apart])
        return evolve(walked, events=events, leaps=_leaps(walked, raw.end(), apart), counts=getattr(part, "counts", None))

    def _walker(self, wanted: frozenset[str], number: int | None = None) -> Walker:
        path = self.folder / f"grid-{number:06d}" if self.folder and number is not None else None
        return Walker(limits_row(self.limits, wanted), self.ports(), self.nodes(), GridSink(path, self.in_memory))

    def nodes(self) -> Any:
        """The grid of distances to the shore, read in the process that needs it; empty: all is far from shore."""
        return shore_grid() if self.by_shore and "loitering" in self.wanted else np.empty((0, 0), np.int16)

    def ports(self) -> PortIndex:
        return _port_index(self.port_lat.tobytes(), self.port_lon.tobytes())

    def pair(self, marks: Any) -> Any:
        return near_pairs(marks, self.limits.encounter_at_most_m)

    def meet(self, task: tuple[Any, Any, Any]) -> Any:
        """Pairs, their ships (rows of the grid counted within it) and the grid of those ships -> EVENT_ROW."""
        pairs, ships, grid = task
        limits = (self.limits.encounter_at_most_m, self.limits.steps, self.limits.encounter_under_kn)
        out, used, at = np.empty(1024, EVENT_ROW), np.array([0, -1, -1, -1], np.int64), 0
        while (at := meet(pairs, at, ships, grid, limits, out, used)) < len(pairs):
            out = np.concatenate([out, np.empty(len(out), EVENT_ROW)])
        return out[: used[0]].copy()


def _leaps(walked: Walked, raw: Walked, apart: list[Any]) -> Any:
    """The jumps as they were broadcast: of a shared MMSI those from ship to ship too, for those are what spoofing shows."""
    shared = np.unique(np.concatenate([np.empty(0, np.int32), *(events["mmsi"] for events in apart)]))
    own = walked.events[(walked.events["kind"] == JUMP) & ~np.isin(walked.events["mmsi"], shared)]
    return np.concatenate([own, raw.events])


@lru_cache(4)
def _port_index(lat: bytes, lon: bytes) -> PortIndex:
    return PortIndex.of(np.frombuffer(lat, np.int32), np.frombuffer(lon, np.int32))


def find_events(
    parts: Sequence[Part],
    job: Job,
    pmap: Map,
    counted: Callable[[Any], None] = lambda counts: None,
    shared: Callable[[int], None] = lambda ships: None,
) -> Any:
    """EVENT_ROW of all parts, in a total order.

    `counted` is handed what each part counted while it was read; `shared` how many MMSI look shared and were not taken apart.
    """
    walked: list[Walked] = pmap(job.walk, list(enumerate(parts)))
    for one in walked:
        counted(one.counts)
    shared(0 if job.split else sum(one.shared for one in walked))
    events = [one.events for one in walked]
    if "encounter" in job.wanted:
        events += encounters(walked, job, pmap)
    if "spoof" in job.wanted:
        leaps = [one.events[one.events["kind"] == JUMP] if one.leaps is None else one.leaps for one in walked]
        events.append(find_spoofing(np.concatenate(leaps), job.limits))
    latest = max((one.latest for one in walked), default=0)
    del walked
    found = np.concatenate([_wanted(some, job, latest) for some in events])
    return found[order_of(found, [found[name] for name in KEY[:-2]])]


def order_of(events: Any, ties: Sequence[Any]) -> Any:
    """The order by start, then MMSI, then `ties` (the last first). As `lexsort`, which costs as much again as a walk: few rows are tied."""
    first = events["start"].astype(np.int64) << 32 | events["mmsi"]
    order = np.argsort(first, kind="stable")
    same = first[order][1:] == first[order][:-1]
    tied = np.flatnonzero(np.append(same, False) | np.append(False, same)) if len(same) else np.empty(0, np.int64)
    among = order[tied]
    order[tied] = among[np.lexsort([*(key[among] for key in ties), first[among]])]
    return order


def _wanted(events: Any, job: Job, latest: int) -> Any:
    """Without kinds that only served another; a silence is open if the data go on for as long as a gap."""
    kept = np.isin(events["kind"], [NAMES.index(name) for name in job.wanted])
    kept &= (events["kind"] != OPEN) | (events["start"] <= latest - job.limits.gap_at_least_s)
    return events if kept.all() else events[kept]


def encounters(walked: Sequence[Walked], job: Job, pmap: Map) -> list[Any]:
    """Stages 2 and 3."""
    ships, part_of = all_ships(walked)
    marks = marks_of(walked, job.limits.steps)
    cuts = slices(marks["step"], -(-len(marks) // MOST_MARKS))
    pairs = pmap(job.pair, [marks[begin:end] for begin, end in cuts])
    found = np.concatenate(pairs) if pairs else np.empty(0, MARK_ROW)
    found = found[ships["mmsi"][found["one"]] != ships["mmsi"][found["two"]]] if len(found) else found
    found = found[np.lexsort((found["step"], found["two"], found["one"]))] if len(found) else found
    return pmap(job.meet, Meetings(walked, ships, part_of, found)) if len(found) else []


def all_ships(walked: Sequence[Walked]) -> tuple[Any, Any]:
    """The ships of all parts, and the part of each."""
    ships = np.concatenate([one.ships for one in walked]) if walked else np.empty(0, SHIP_ROW)
    part_of = np.repeat(np.arange(len(walked)), [len(one.ships) for one in walked])
    return ships, part_of


def marks_of(walked: Sequence[Walked], steps: int) -> Any:
    """MARK_ROW at every `steps`-th step of the grid, by step; only within a stretch that is as long as an encounter."""
    found, first = [], 0
    for one in walked:
        for low, high in _ships_at_once(one.ships):
            begin = int(one.ships["begin"][low])
            rows = one.grid.stretch(begin, int(one.ships["end"][high - 1]))
            here = _long_enough(rows["step"], one.ships["begin"][low:high] - begin, steps)
            here = here[rows["step"][here] % steps == 0]
            marks = np.empty(len(here), MARK_ROW)
            for name in ("step", "lat", "lon"):
                marks[name] = rows[name][here]
            marks["ship"] = first + np.searchsorted(one.ships["end"], here + begin, side="right")
            found.append(marks)
        first += len(one.ships)
    marks = np.concatenate(found) if found else np.empty(0, MARK_ROW)
    return marks[np.argsort(marks["step"], kind="stable")]


def _ships_at_once(ships: Any) -> Iterator[tuple[int, int]]:
    """Ranges of ships that have about MOST_GRID rows together."""
    low = 0
    while low < len(ships):
        high = max(low + 1, int(np.searchsorted(ships["end"], ships["begin"][low] + MOST_GRID, side="right")))
        yield low, high
        low = high


def _long_enough(step: Any, begins: Any, steps: int) -> Any:
    """The rows in a stretch of `steps` + 1 steps or more without one missing."""
    fresh = np.ones(len(step), np.bool_)
    fresh[1:] = step[1:] != step[:-1] + 1
    fresh[begins[begins < len(step)]] = True
    starts = np.flatnonzero(fresh)
    length = np.diff(np.append(starts, len(step)))
    return np.flatnonzero(np.repeat(length > steps, length))


def slices(steps: Any, most: int) -> list[tuple[int, int]]:
    """Cuts of sorted steps into at most so many slices, no step over two."""
    edges = {0, len(steps)}
    for k in range(1, most):
        edges.add(int(np.searchsorted(steps, steps[len(steps) * k // most], side="left")) if len(steps) else 0)
    ordered = sorted(edges)
    return list(zip(ordered[:-1], ordered[1:], strict=True))


@frozen(eq=False)
class Meetings(Sequence[Any]):
    """The tasks of stage 3, each made when it is asked for: some pairs, with the grid of their ships and of no other."""

    walked: Sequence[Walked]
    ships: Any
    part_of: Any
    pairs: Any
    cuts: tuple[tuple[int, int], ...] = field(init=False)

    @cuts.default
    def _cut(self) -> tuple[tuple[int, int], ...]:
        size = (self.ships["end"] - self.ships["begin"]).astype(np.int64)
        return tuple(_cuts(self.pairs, size))

    def __len__(self) -> int:
        return len(self.cuts)

    def __getitem__(self, index: Any) -> Any:
        begin, end = self.cuts[index]
        pairs = self.pairs[begin:end].copy()
        known = np.unique(np.concatenate([pairs["one"], pairs["two"]]))
        rows = [self.walked[self.part_of[ship]].grid.of(self.ships[ship]) for ship in known]
        ships = self.ships[known].copy()
        ships["end"] = np.cumsum([len(one) for one in rows])
        ships["begin"] = ships["end"] - [len(one) for one in rows]
        pairs["one"], pairs["two"] = np.searchsorted(known, pairs["one"]), np.searchsorted(known, pairs["two"])
        return pairs, ships, np.concatenate(rows) if rows else np.empty(0, GRID_ROW)


def _cuts(pairs: Any, size: Any) -> Iterator[tuple[int, int]]:
    """Cut so that a task holds about MOST_GRID rows of the grid; the steps of a pair stay together."""
    first = np.flatnonzero(np.diff(pairs["one"], prepend=-1) != 0)
    begin, held = 0, set[int]()
    rows = 0
    for at, end in zip(first, (*first[1:], len(pairs)), strict=True):
        new = {int(pairs["one"][at]), *(int(two) for two in np.unique(pairs["two"][at:end]))} - held
        more = int(sum(size[ship] for ship in new))
        if rows and (rows + more > MOST_GRID or end - begin > MOST_MEETINGS):
            yield begin, int(at)
            begin, held, rows = int(at), set(), 0
            more = int(sum(size[ship] for ship in new))
        held |= new
        rows += more
    if begin < len(pairs):
        yield begin, len(pairs)


def threads(number: int) -> Map:
    """A map over threads: kernels let go of the lock. The results stand in the order of the tasks."""

    def pmap(function: Callable[[Any], Any], tasks: Sequence[Any]) -> list[Any]:
        if number == 1 or len(tasks) < 2:
            return [function(tasks[at]) for at in range(len(tasks))]
        with ThreadPoolExecutor(number) as pool:
            return list(pool.map(lambda at: function(tasks[at]), range(len(tasks))))

    return pmap


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder of the run for what does not fit into memory."""
    with tempfile.TemporaryDirectory(prefix="vetoproof-") as folder:
        yield Path(folder)
