"""Events in the positions of ships + a law -> facts with their judgement: a call at a port, ships close together.

An encounter is put twice, once for each ship, because the law asks of the one what the other's flag is. A gap is no fact of an act:
what it could hide is in `calls.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from vetoproof.evidence.record import Row
from vetoproof.findings.enrich import Enricher
from vetoproof.findings.entries import Entry, fill
from vetoproof.findings.judge import Judge
from vetoproof.regime.facts import FactReader
from vetoproof.regime.law import Regime
from vetoproof.regime.telling import SightingReading
from vetoproof.terms.errors import FactError
from vetoproof.terms.unseen import Unseen

SIGHTED = "ship_events"  # the table of these entries
MOST = 10_000  # events that are put to the law; more than a page could hold
PARTICULARS = ("mmsi", "imo", "name", "flag")


@frozen
class Particulars:
    """What is known of a ship by her MMSI: the number and name that she said last, and the flag that her MMSI stands for."""

    mmsi: int
    imo: str = ""
    name: str = ""
    flag: str = ""


@frozen(eq=False)
class Sightings:
    """What the events are told with: who the ships are, and of which State a port is."""

    law: Regime
    enricher: Enricher
    ship: Callable[[int], Particulars]
    state_of_port: Callable[[str, float, float], str]
    judge: Judge = field(init=False)
    reader: FactReader = field(init=False)

    @judge.default
    def _judge(self) -> Judge:
        return Judge(self.law)

    @reader.default
    def _reader(self) -> FactReader:
        return FactReader(self.law.vocabulary, textual=True)

    def entries(self, events: Iterable[Mapping[str, Any]], as_of: date) -> tuple[tuple[Entry, ...], tuple[Unseen, ...]]:
        """The events that a reading puts to the law, up to the horizon; and what could not be put."""
        made: list[Entry] = []
        unseen: list[Unseen] = []
        for reading, row in self._rows(events, as_of):
            if len(made) >= MOST:
                unseen.append(Unseen(f"events of ships after the first {MOST:,}", "give a later --since, or fewer files"))
                break
            try:
                found = self.enricher.enrich(self.reader.read(fill(reading.fact, row)))
            except FactError as error:
                unseen.append(Unseen(f"{row['event']} {row['id']}", f"{error.where}: {error.what}"))
                continue
            unseen.extend(found.unseen)
            made.append(Entry(SIGHTED, row, found.fact, self.judge.judge(found.fact), found.filled))
        return tuple(made), tuple(dict.fromkeys(unseen))

    def _rows(self, events: Iterable[Mapping[str, Any]], as_of: date) -> Iterator[tuple[SightingReading, Row]]:
        for event in events:
            for reading in self.law.sightings:
                if event["event"] in reading.events and event["start"].date() <= as_of:
                    yield from ((reading, row) for row in self._told(event) if not reading.at or row["port_state"] in reading.at)

    def _told(self, event: Mapping[str, Any]) -> Iterator[Row]:
        """The event as rows of text: for a ship, and for the other one."""
        ships = [event["mmsi"], *([event["other_mmsi"]] if event["other_mmsi"] else [])]
        port = event["port"] or ""
        days = {"from": str(event["start"].date()), "until": str((event["end"] or event["start"]).date())}
        state = self.state_of_port(port, event["lat"], event["lon"]) if port else ""
        source = ", ".join(dict.fromkeys(f"positions {one['file'][:12]}" for one in event["evidence_rows"] or ())) or "positions"
        for own in ships:
            other = next((one for one in ships if one != own), None)
            known = _columns(self.ship(own), "") | (_columns(self.ship(other), "other_") if other else {})
            ident = f"sighted-{own}-{event['start']:%Y%m%dT%H%M%S}-{event['event']}{f'-{other}' if other else ''}"
            yield {
                "id": ident,
                "event": event["event"],
                **days,
                **known,
                "port": port,
                "port_state": state,
                "source": source,
                "root": "transponders",
            }


def _columns(ship: Particulars, before: str) -> dict[str, str]:
    return {f"{before}{name}": str(getattr(ship, name)) for name in PARTICULARS}
