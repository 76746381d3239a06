"""Gaps and ports -> for each gap, the ports at which the vessel could have called before it was seen again (time geography by sea).

Reads    EVENT rows of gaps with both ends, and PORT rows.
Returns  one REACHED row for each gap and port: the way there and back by sea, and the hours left for the port at the highest speed;
         `hours_slow` is the same at the lowest speed, null if she could not have done it at that.
Misses   a gap that is still open; a port or a position more than 30 km from the sea of the mask (said in `unseen`).
Wrong if the vessel was towed, or faster than `speed_kn`: give `fastest_kn`. A call that was possible is no call that happened.
Source   docs/methods/reach.md: speeds, stay, and the measured error of the distances.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen
from numpy.typing import NDArray

from vetoproof.detect.vessels.sea import Points, points, ways_km
from vetoproof.detect.vessels.tables import REACH
from vetoproof.terms.unseen import Unseen

Floats = NDArray[np.float64]
_Task = tuple[NDArray[np.int64], float]  # gaps, and the longest way
_Tried = tuple[int, NDArray[np.int64], Floats, Floats]  # port, gaps, out, back
KM_PER_NM = 1.852
EARTH_KM = 6371.0088
SPEED_KN = (10.0, 15.0)  # docs/methods/reach.md
FASTEST_KN = 25.0  # no cargo ship is faster; a track that says so is not believed
STAY_HOURS = 3.0  # of a port visit
SAME_BOX = 4  # boxes a degree: places of one name in one box are one port
AT_ONCE = 8_000_000  # straight distances of gaps to ports that are held at once

REACHED = pa.schema(
    [
        ("gap", pa.int64()),  # row of the table of gaps
        ("port", pa.string()),
        ("state", pa.string()),
        ("lat", pa.float64()),
        ("lon", pa.float64()),
        ("out_km", pa.float64()),
        ("back_km", pa.float64()),
        ("hours", pa.float32()),  # left for the port at the highest speed; at least the stay
        ("hours_slow", pa.float32()),
    ]
)


@frozen(eq=False)
class Reached:
    """REACHED rows, and what could not be tried."""

    rows: pa.Table
    unseen: tuple[Unseen, ...] = ()


@frozen(eq=False)
class _Gaps:
    """The gaps that can be tried: their rows, both ends on the sea, hours, and the way that the vessel could make."""

    row: NDArray[np.int64]
    off: Points
    on: Points
    hours: Floats
    top_kmh: Floats
    budget_km: Floats


def find_reach(
    gaps: pa.Table,
    ports: pa.Table,
    *,
    speed_kn: tuple[float, float] = SPEED_KN,
    stay_hours: float = STAY_HOURS,
    fastest_kn: Floats | None = None,
    first: Sequence[str] = (),
    threads: int = 2,
) -> Reached:
    """Find the ports within reach of each gap. `first` names the States whose ports head each list, `fastest_kn` a vessel's own best."""
    if not gaps.num_rows:  # the seas need not be there
        return Reached(REACHED.empty_table())
    tried, unseen = _gaps(gaps, speed_kn[1], stay_hours, fastest_kn)
    harbours = _distinct(ports)
    tasks = _tasks(tried, harbours)
    near = np.array(sorted(tasks), np.int64)
    berths = points(harbours["lat"][near], harbours["lon"][near])
    if inland := int(np.isnan(berths.moved_km).sum()):
        why = "near enough by a straight line, but more than 30 km from the sea of the mask: on rivers and lakes"
        unseen.append(Unseen(f"{inland:,} ports", why))
    parts = list(_tries(tried, [tasks[port] for port in near.tolist()], near, berths, threads))
    return Reached(_rows(tried, harbours, parts, speed_kn[0], stay_hours, first), tuple(unseen))


def _gaps(gaps: pa.Table, top_kn: float, stay_hours: float, fastest_kn: Floats | None) -> tuple[_Gaps, list[Unseen]]:
    columns = {name: gaps[name].to_numpy(zero_copy_only=False).astype(np.float64) for name in ("lat", "lon", "end_lat", "end_lon")}
    ends = [gaps[name].cast(pa.int64()).to_numpy(zero_copy_only=False).astype(np.float64) for name in ("start", "end")]
    hours = (ends[1] - ends[0]) / 3600
    top = np.full(len(hours), top_kn) if fastest_kn is None else np.clip(np.fmax(fastest_kn, top_kn), top_kn, max(top_kn, FASTEST_KN))
    closed = np.isfinite(hours) & np.all([np.isfinite(column) for column in columns.values()], axis=0)
    off, on = points(columns["lat"], columns["lon"]), points(columns["end_lat"], columns["end_lon"])
    at_sea = np.isfinite(off.moved_km) & np.isfinite(on.moved_km)
    unseen = []
    if still_open := int((~closed).sum()):
        unseen.append(Unseen(f"{still_open:,} gaps", "they are still open: without a next position nothing bounds the way"))
    if ashore := int((closed & ~at_sea).sum()):
        unseen.append(Unseen(f"{ashore:,} gaps", "an end lies more than 30 km from the sea of the mask"))
    rows = np.flatnonzero(closed & at_sea)
    kmh = top[rows] * KM_PER_NM
    return _Gaps(rows, off.take(rows), on.take(rows), hours[rows], kmh, (hours[rows] - stay_hours) * kmh), unseen


def _distinct(ports: pa.Table) -> dict[str, Any]:
    """The ports without those of one name in one box."""
    names, states = (ports[name].to_pylist() for name in ("name", "state"))
    lat, lon = (ports[name].to_numpy() for name in ("lat", "lon"))
    boxes = zip(names, states, np.floor(lat * SAME_BOX).tolist(), np.floor(lon * SAME_BOX).tolist(), strict=True)
    kept: dict[tuple[str, str, float, float], int] = {}
    for number, (name, state, down, along) in enumerate(boxes):
        kept.setdefault((name.casefold(), state, down, along), number)
    chosen = list(kept.values())
    texts = {"name": np.array(names, object)[chosen], "state": np.array(states, object)[chosen]}
    return {**texts, "lat": lat[chosen], "lon": lon[chosen]}


def _tasks(gaps: _Gaps, harbours: dict[str, Any]) -> dict[int, list[_Task]]:
    """For each port that a straight line would let some gap reach: those gaps, and the longest way that is worth a look."""
    tasks: dict[int, list[_Task]] = {}
    ports = _unit(harbours["lat"], harbours["lon"]).T
    most = max(1, AT_ONCE // max(1, ports.shape[1]))
    for begin in range(0, len(gaps.row), most):
        part = np.arange(begin, min(begin + most, len(gaps.row)))
        out, back = (_straight_km(_unit(end.lat[part], end.lon[part]) @ ports) for end in (gaps.off, gaps.on))
        budget = gaps.budget_km[part, None]
        able = out + back <= budget
        longest = np.where(able, budget - np.minimum(out, back), 0.0).max(axis=0, initial=0.0)
        for port in np.flatnonzero(able.any(axis=0)).tolist():
            tasks.setdefault(port, []).append((part[able[:, port]], float(longest[port])))
    return tasks


def _tries(gaps: _Gaps, tasks: list[list[_Task]], ports: NDArray[np.int64], berths: Points, threads: int) -> Iterator[_Tried]:
    """For each port the gaps that reach it by sea, and both ways."""

    def try_port(number: int) -> _Tried:
        chosen = np.concatenate([rows for rows, _ in tasks[number]])
        limit = max(far for _, far in tasks[number])
        both = ways_km(berths, number, gaps.off.take(chosen) + gaps.on.take(chosen), limit)
        out, back = both[: len(chosen)], both[len(chosen) :]
        kept = out + back <= gaps.budget_km[chosen]
        return int(ports[number]), chosen[kept], out[kept], back[kept]

    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(try_port, np.flatnonzero(np.isfinite(berths.moved_km)).tolist())


def _straight_km(cosine: Floats) -> Floats:
    """Great circles by their cosines, a little short so that rounding loses none."""
    return np.asarray(EARTH_KM * np.arccos(np.clip(cosine, -1, 1)) * 0.9999 - 0.1)


def _unit(lat: Any, lon: Any) -> Floats:
    """Places as points of the unit sphere."""
    north, east = np.radians(np.asarray(lat, np.float64)), np.radians(np.asarray(lon, np.float64))
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1)


def _rows(
    gaps: _Gaps,
    harbours: dict[str, Any],
    parts: list[_Tried],
    slow_kn: float,
    stay_hours: float,
    first: Sequence[str],
) -> pa.Table:
    """The table: by gap, the States named first, then the most hours, then the name; the best of one name only."""
    port = np.concatenate([np.full(len(rows), number) for number, rows, _, _ in parts] or [np.empty(0, np.int64)])
    gap, out, back = (np.concatenate([part[column] for part in parts] or [np.empty(0)]) for column in (1, 2, 3))
    gap, port = gap.astype(np.int64), port.astype(np.int64)
    hours = gaps.hours[gap] - (out + back) / gaps.top_kmh[gap]
    slow = gaps.hours[gap] - (out + back) / np.minimum(gaps.top_kmh[gap], slow_kn * KM_PER_NM)
    behind = ~np.isin(harbours["state"].astype(str), list(first))
    rank = np.empty(len(behind), np.int64)
    rank[np.lexsort((harbours["state"].astype(str), harbours["name"].astype(str)))] = np.arange(len(behind))
    order = np.lexsort((rank[port], -hours, behind[port], gap))
    gap, port, out, back, hours, slow = (column[order] for column in (gap, port, out, back, hours, slow))
    name = {(str(n).casefold(), str(s)): i for i, (n, s) in enumerate(zip(harbours["name"], harbours["state"], strict=True))}
    same = np.array([name[str(n).casefold(), str(s)] for n, s in zip(harbours["name"], harbours["state"], strict=True)], np.int64)
    kept = np.sort(np.unique(gap * (len(same) + 1) + same[port], return_index=True)[1]) if len(gap) else np.empty(0, np.int64)
    gap, port, out, back, hours, slow = (column[kept] for column in (gap, port, out, back, hours, slow))
    columns = [
        pa.array(gaps.row[gap]),
        *(pa.array(harbours[key][port], pa.string()) for key in ("name", "state")),
        *(pa.array(harbours[key][port], pa.float64()) for key in ("lat", "lon")),
        pa.array(out),
        pa.array(back),
        pa.array(hours.astype(np.float32)),
        pa.array(slow.astype(np.float32), mask=slow < stay_hours),
    ]
    return pa.table(columns, schema=REACHED)


def add_reach(events: pa.Table, reached: pa.Table) -> pa.Table:
    """The events with their column `reach` filled: `reached` counts rows of `events`. A row that was not tried keeps null."""
    counts = np.bincount(reached["gap"].to_numpy(), minlength=events.num_rows)
    offsets = pa.array(np.concatenate(([0], np.cumsum(counts))).astype(np.int32))
    inside = pa.StructArray.from_arrays([reached["port"].combine_chunks(), reached["hours"].combine_chunks()], names=["port", "hours"])
    lists = pa.ListArray.from_arrays(offsets, inside).cast(REACH)
    filled = pc.if_else(pa.array(counts > 0), lists, events["reach"].combine_chunks())
    return events.set_column(events.schema.get_field_index("reach"), "reach", filled)
