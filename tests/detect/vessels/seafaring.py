"""Ships for tests: tracks in degrees and hours -> POSITION batches, events by our kernels, encounters by brute force."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen

from vetoproof.detect.vessels.engine import Job, find_events, threads
from vetoproof.detect.vessels.events import event_table
from vetoproof.detect.vessels.limits import Limits
from vetoproof.evidence.positions.tables import NOT_SAID, ORDER, POSITION

HOUR = 3600
DAY_0 = 1_700_006_400  # 2023-11-15 00:00 UTC
UNIT = 600_000
KM = 1 / 111.195  # degrees of latitude in a kilometre

Row = tuple[int, int, float, float, float]  # mmsi, seconds since DAY_0, lat, lon, knots (-1: not said)


def table(rows: Iterable[Row]) -> Any:
    """POSITION rows in the order given."""
    rows = list(rows)
    mmsi, t, lat, lon, knots = (np.array([row[k] for row in rows], float) for k in range(5))
    east = (lon + 180) % 360 - 180
    columns = [
        mmsi.astype(np.int32),
        (t + DAY_0).astype(np.int32),
        np.rint(lat * UNIT).astype(np.int32),
        np.rint(east * UNIT).astype(np.int32),
        np.where(knots < 0, NOT_SAID, np.rint(knots * 10)).astype(np.int16),
        np.zeros(len(rows), np.int16),
        np.arange(len(rows), dtype=np.int64),
    ]
    return pa.table([pa.array(column) for column in columns], schema=POSITION)


def in_order(positions: Any) -> Any:
    """Sorted by ORDER, then by row; exact copies left out, as the readers do."""
    positions = positions.sort_by([(name, "ascending") for name in (*ORDER, "file", "row")]).combine_chunks()
    keys = np.stack([positions[name].to_numpy().astype(np.int64) for name in ORDER], axis=1)
    first = np.ones(len(keys), bool)
    first[1:] = (keys[1:] != keys[:-1]).any(axis=1)
    return positions.filter(pa.array(first))


@frozen
class Batches:
    """A part: a table in batches of so many rows."""

    positions: Any
    rows: int = 1 << 17

    def __call__(self) -> Iterator[Any]:
        return iter(self.positions.to_batches(max_chunksize=self.rows))


PORTS: Sequence[tuple[str, float, float]] = (("NORTH HARBOUR", 40.0, 10.0), ("SOUTH HARBOUR", 30.0, 10.0))


def events(
    rows: Iterable[Row] | Any,
    *kinds: str,
    ports: Sequence[tuple[str, float, float]] = PORTS,
    batch: int = 1 << 17,
    cuts: Sequence[int] = (),
    workers: int = 1,
    **limits: Any,
) -> Any:
    """The events as a table. `cuts` are MMSI at which a new part begins."""
    positions = in_order(rows if isinstance(rows, pa.Table) else table(rows))
    mmsi = positions["mmsi"].to_numpy()
    edges = [0, *(int(np.searchsorted(mmsi, cut)) for cut in sorted(cuts)), len(mmsi)]
    parts = [Batches(positions.slice(a, b - a), batch) for a, b in zip(edges[:-1], edges[1:], strict=True)]
    places = [np.rint(np.array([port[k] for port in ports], float) * UNIT).astype(np.int32) for k in (1, 2)]
    job = Job(frozenset(kinds), Limits(**limits), port_lat=places[0], port_lon=places[1], split="identity" in kinds, in_memory=1 << 30)
    return event_table(find_events(parts, job, threads(workers)), [port[0] for port in ports], ["f" * 64])


def facts(found: Any) -> list[dict[str, Any]]:
    """All columns but the rows that show them."""
    return found.drop_columns(["evidence_rows"]).to_pylist()


def spans(found: Any) -> list[tuple[int, float, float]]:
    """MMSI, and hours since DAY_0 of start and end."""
    start, end = (found[name].cast(pa.int64()).to_pylist() for name in ("start", "end"))
    mmsi = found["mmsi"].to_pylist()
    return [(m, (a - DAY_0) / HOUR, math.nan if b is None else (b - DAY_0) / HOUR) for m, a, b in zip(mmsi, start, end, strict=True)]


def lying(mmsi: int, lat: float, lon: float, begin: float, end: float, *, every: float = 0.1, knots: float = 0.0) -> list[Row]:
    """A ship that stays, hours from `begin` to `end`."""
    return [(mmsi, round(h * HOUR), lat, lon, knots) for h in np.arange(begin, end + 1e-9, every)]


def sailing(  # noqa: PLR0913
    mmsi: int, lat: float, lon: float, begin: float, end: float, *, knots: float, course: float = 90.0, every: float = 0.1
) -> list[Row]:
    """A ship on a straight course at a constant speed."""
    out = []
    for h in np.arange(begin, end + 1e-9, every):
        way = knots * 1.852 * (h - begin) * KM
        north, east = way * math.cos(math.radians(course)), way * math.sin(math.radians(course))
        out.append((mmsi, round(h * HOUR), lat + north, lon + east / math.cos(math.radians(lat + north / 2)), knots))
    return out


# ---- the second opinion: every pair at every step, in plain Python
def great_circle_m(a: tuple[int, int], b: tuple[int, int]) -> float:
    (lat0, lon0), (lat1, lon1) = (tuple(math.radians(part / UNIT) for part in place) for place in (a, b))
    x = math.sin((lat1 - lat0) / 2) ** 2 + math.cos(lat0) * math.cos(lat1) * math.sin((lon1 - lon0) / 2) ** 2
    return 2 * 6_371_008.8 * math.asin(min(1.0, math.sqrt(x)))


def grid_by_hand(track: list[tuple[int, int, int]]) -> dict[int, tuple[int, int]]:
    """(seconds, lat, lon in units) of one ship -> its place at each tenth minute, only across less than an hour."""
    grid: dict[int, tuple[int, int]] = {}
    for (t0, lat0, lon0), (t1, lat1, lon1) in zip([track[0], *track], track, strict=False):
        for step in range(t0 // 600, t1 // 600 + 1):
            now = step * 600
            if now == t1:
                grid[step] = (lat1, lon1)
            elif t0 < now < t1 and t1 - t0 < HOUR:
                part = (now - t0) / (t1 - t0)
                along = (lon1 - lon0 + 180 * UNIT) % (360 * UNIT) - 180 * UNIT
                lon = math.floor(lon0 + along * part + 0.5)
                grid[step] = (math.floor(lat0 + (lat1 - lat0) * part + 0.5), (lon + 180 * UNIT) % (360 * UNIT) - 180 * UNIT)
    return grid


def encounters_by_hand(rows: Iterable[Row]) -> list[tuple[int, int, int, int]]:
    """mmsi, other, first and last step of each encounter, ports apart."""
    positions = in_order(table(rows)).to_pylist()
    tracks: dict[int, list[tuple[int, int, int]]] = {}
    for row in positions:
        track = tracks.setdefault(row["mmsi"], [])
        if not track or track[-1][0] != row["t"]:
            track.append((row["t"], row["lat"], row["lon"]))
    grids = {mmsi: grid_by_hand(track) for mmsi, track in tracks.items()}
    found = []
    ships = sorted(grids)
    for a in ships:
        for b in ships:
            if a < b:
                found += [(a, b, *run) for run in _runs(grids[a], grids[b])]
    return sorted(found)


def _runs(one: dict[int, tuple[int, int]], two: dict[int, tuple[int, int]]) -> Iterator[tuple[int, int]]:
    near = sorted(step for step in one.keys() & two.keys() if great_circle_m(one[step], two[step]) <= 500)
    begin = 0
    for at in range(1, len(near) + 1):
        if at == len(near) or near[at] != near[at - 1] + 1:
            steps = near[begin:at]
            begin = at
            if len(steps) < 13:
                continue
            ways = [great_circle_m(ship[a], ship[a + 1]) for ship in (one, two) for a in steps[:-1]]
            if float(np.median(ways)) / 600 * 3600 / 1852 < 2:
                yield steps[0], steps[-1]


def met(found: Any) -> list[tuple[int, int, int, int]]:
    """Our encounters in the same form."""
    start, end = (found[name].cast(pa.int64()).to_pylist() for name in ("start", "end"))
    pairs = zip(found["mmsi"].to_pylist(), found["other_mmsi"].to_pylist(), start, end, strict=True)
    return sorted((a, b, s // 600, e // 600) for a, b, s, e in pairs)
