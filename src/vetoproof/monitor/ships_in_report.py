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
from attrs import frozen

from vetoproof.evidence.positions.held import HeldPositions
from vetoproof.evidence.positions.tables import DEGREE
from vetoproof.findings.enrich import Enricher
from vetoproof.findings.entries import Entry
from vetoproof.monitor.held_events import held_events, sighted
from vetoproof.monitor.the_reach import GAP, REACH, calls_within_reach, ship_map
from vetoproof.publish.ships import Ships
from vetoproof.regime.law import Regime
from vetoproof.terms.unseen import Unseen

DRAWN = frozenset(("gap", "encounter", "loitering", "stop"))
MOST_DRAWN = 2_000  # events on one map
MOST_TRACKS, MOST_POINTS, BESIDE_S = 20, 300, 2 * 86_400


@frozen(eq=False)
class ShipsFound:
    """What the report tells of ships: the map and what silences could hide; the events as facts, judged; what was not seen."""

    ships: Ships | None = None
    entries: tuple[Entry, ...] = ()
    unseen: tuple[Unseen, ...] = ()


def ships_in_store(store: Path, as_of: date, law: Regime, looked_up: Enricher) -> ShipsFound:
    """The events until the horizon; nothing if the store holds no positions."""
    held = HeldPositions(store, until=as_of)
    return _found(held, law, looked_up, as_of) if held.files else ShipsFound()


def _found(held: HeldPositions, law: Regime, looked_up: Enricher, as_of: date) -> ShipsFound:
    found = held_events(held, law.name)
    entries, unput = sighted(found, law, looked_up, as_of)
    events = found.events.filter(pc.is_in(found.events["event"], pa.array(sorted({*DRAWN, REACH}), pa.string())))
    calls = calls_within_reach(found.events, found.reached.rows, found.statics, regime=law.name)
    drawn = events.slice(0, MOST_DRAWN)
    near = found.reached.rows.filter(pc.less(found.reached.rows["gap"], found.events.num_rows))
    unseen = [*found.reached.unseen, *unput]
    if events.num_rows > MOST_DRAWN:
        unseen.append(Unseen(f"events after the first {MOST_DRAWN:,}", "the map would not show them; `vetoproof tracks` lists all"))
    counts = Counter(found.events["event"].to_pylist())
    told = {kind: counts[kind] for kind in sorted({*DRAWN, "port-visit"})}
    svg = ship_map(drawn, near, tuple(_tracks(held, drawn)), regime=law.name, heading=False) if events.num_rows else ""
    return ShipsFound(Ships(svg, told, calls, sum(file.taken for file in held.files), entries), entries, tuple(unseen))


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
