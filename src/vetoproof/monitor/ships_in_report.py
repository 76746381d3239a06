"""The positions of a store -> the events that the report draws, with what the silences could hide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from vetoproof.detect.vessels.engine import find_events, scratch, threads
from vetoproof.detect.vessels.events import event_table
from vetoproof.detect.vessels.limits import Limits
from vetoproof.evidence.positions.held import HeldPositions
from vetoproof.evidence.positions.tables import DEGREE
from vetoproof.monitor.the_reach import GAP, calls_within_reach, ship_map, with_reach
from vetoproof.monitor.the_tracks import harbours_of, job_of
from vetoproof.publish.ships import Ships
from vetoproof.terms.unseen import Unseen

DRAWN = frozenset(("gap", "encounter", "loitering", "stop"))
MOST_DRAWN = 2_000  # events on one map
MOST_TRACKS, MOST_POINTS, BESIDE_S = 20, 300, 2 * 86_400


def ships_in_store(store: Path, as_of: date, regime: str) -> tuple[Ships | None, tuple[Unseen, ...]]:
    """The events until the horizon; None if the store holds no positions."""
    held = HeldPositions(store, until=as_of)
    return _found(held, regime) if held.files else (None, ())


def _found(held: HeldPositions, regime: str) -> tuple[Ships, tuple[Unseen, ...]]:
    harbours = harbours_of(())
    with scratch() as folder:
        rows = find_events([held.sorted_batches], job_of(DRAWN, harbours, Limits(), folder, False), threads(2))
    events = event_table(rows, harbours["name"].to_pylist(), [file.sha256 for file in held.files], held.statics())
    events, reached = with_reach(events, regime=regime)
    calls = calls_within_reach(events, reached.rows, held.statics(), regime=regime)
    drawn = events.slice(0, MOST_DRAWN)
    near = reached.rows.filter(pc.less(reached.rows["gap"], drawn.num_rows))
    unseen = list(reached.unseen)
    if events.num_rows > MOST_DRAWN:
        unseen.append(Unseen(f"events after the first {MOST_DRAWN:,}", "the map would not show them; `vetoproof tracks` lists all"))
    counts = Counter(events["event"].to_pylist())
    told = {kind: counts[kind] for kind in sorted(DRAWN)}
    svg = ship_map(drawn, near, tuple(_tracks(held, drawn)), regime=regime, heading=False) if events.num_rows else ""
    return Ships(svg, told, calls, sum(file.taken for file in held.files)), tuple(unseen)


def _tracks(held: HeldPositions, events: Any) -> Iterator[list[tuple[float, float]]]:
    """The two days before each gap and the two after it, of the first ships that have one."""
    gaps = [row for row in events.to_pylist() if row["event"] == GAP and row["end"]][:MOST_TRACKS]
    for row in gaps:
        places = held.of(row["mmsi"])
        t, lat, lon = (places[name].to_numpy() for name in ("t", "lat", "lon"))
        start, end = (pa.scalar(row[name], pa.timestamp("s")).cast(pa.int64()).as_py() for name in ("start", "end"))
        for kept in ((t >= start - BESIDE_S) & (t <= start), (t >= end) & (t <= end + BESIDE_S)):
            some = np.flatnonzero(kept)
            few = some[np.unique(np.linspace(0, len(some) - 1, min(len(some), MOST_POINTS)).astype(np.int64))] if len(some) else some
            yield list(zip((lat[few] / DEGREE).tolist(), (lon[few] / DEGREE).tolist(), strict=True))
