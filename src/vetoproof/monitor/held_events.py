"""The positions that a store holds -> the events in them, with the ports that each silence leaves within reach; and those as facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen

from vetoproof.detect.vessels.engine import find_events, scratch, threads
from vetoproof.detect.vessels.events import event_table
from vetoproof.detect.vessels.limits import Limits
from vetoproof.detect.vessels.ports import Port, port_list
from vetoproof.detect.vessels.reach import Reached
from vetoproof.evidence.positions.held import HeldPositions
from vetoproof.findings.enrich import Enricher
from vetoproof.findings.entries import Entry
from vetoproof.findings.sightings import Particulars, Sightings
from vetoproof.monitor.the_reach import with_reach
from vetoproof.monitor.the_tracks import harbours_of, job_of
from vetoproof.regime.law import Regime
from vetoproof.terms.mids import flag_of
from vetoproof.terms.unseen import Unseen

TOLD = frozenset(("gap", "encounter", "loitering", "port-visit", "stop", "jump", "identity"))  # so a shared MMSI is taken apart


@frozen(eq=False)
class HeldEvents:
    """EVENT rows with their reach, and what the ships said of themselves."""

    events: pa.Table
    reached: Reached
    statics: pa.Table


def held_events(held: HeldPositions, regime: str, only: Sequence[int] = ()) -> HeldEvents:
    """The events among all positions of the store; `only`: those of these ships, the other ship of an encounter included."""
    harbours = harbours_of(())
    with scratch() as folder:
        rows = find_events(held.shares(), job_of(TOLD, harbours, Limits(), folder, False), threads(2))
    statics = held.statics()
    events = event_table(rows, harbours["name"].to_pylist(), [file.sha256 for file in held.files], statics)
    if only:
        wanted = pa.array(sorted(only), pa.int32())
        events = events.filter(pc.or_kleene(pc.is_in(events["mmsi"], wanted), pc.is_in(events["other_mmsi"], wanted)))
    return HeldEvents(*with_reach(events, regime=regime), statics)


def sighted(found: HeldEvents, law: Regime, looked_up: Enricher, as_of: date) -> tuple[tuple[Entry, ...], tuple[Unseen, ...]]:
    """The events that the regime puts to the law, looked up and judged."""
    asked = {kind for reading in law.sightings for kind in reading.events}
    events = found.events.filter(pc.is_in(found.events["event"], pa.array(sorted(asked), pa.string()))).to_pylist()
    ships = {mmsi for row in events for mmsi in (row["mmsi"], row["other_mmsi"]) if mmsi}
    known = _particulars(ships, found.statics)
    return Sightings(law, looked_up, known.__getitem__, PortStates.of()).entries(events, as_of)


def _particulars(ships: set[int], statics: pa.Table) -> dict[int, Particulars]:
    """What each ship said last of her number and name; the flag by the digits of her MMSI."""
    said: dict[int, dict[str, Any]] = {mmsi: {} for mmsi in ships}
    for row in statics.filter(pc.is_in(statics["mmsi"], pa.array(sorted(ships), pa.int32()))).sort_by("t").to_pylist():
        said[row["mmsi"]].update({name: str(row[name]) for name in ("imo", "name") if row[name]})
    return {mmsi: Particulars(mmsi, words.get("imo", ""), words.get("name", ""), flag_of(mmsi) or "") for mmsi, words in said.items()}


@frozen(eq=False)
class PortStates:
    """Of which State a port is: by its name, and of several of one name the nearest."""

    by_name: Mapping[str, list[Port]]

    @classmethod
    def of(cls) -> PortStates:
        found: dict[str, list[Port]] = {}
        for port in port_list():
            found.setdefault(port.name, []).append(port)
        return cls(found)

    def __call__(self, name: str, lat: float, lon: float) -> str:
        best = min(self.by_name.get(name, ()), key=lambda port: (port.lat - lat) ** 2 + (port.lon - lon) ** 2, default=None)
        return best.state if best else ""
