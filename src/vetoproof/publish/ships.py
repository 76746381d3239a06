"""What the positions of a store show -> the map of the maritime chapter, with what the silences could hide; or the ports alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from vetoproof.detect.vessels.ports import Port, port_list
from vetoproof.findings.calls import PossibleCall
from vetoproof.findings.entries import Entry
from vetoproof.publish.maps import Chart, Harbour, map_svg
from vetoproof.publish.ship_acts import MOST_ACTS, ActView, acts_told
from vetoproof.publish.states import STATES
from vetoproof.regime.law import Provision, Regime

MOST_CALLS = 40


@frozen(eq=False)
class Ships:
    """The events in the positions of a store: the map, how many of each kind, and what the silences could hide."""

    svg: str
    counts: Mapping[str, int]
    calls: tuple[PossibleCall, ...]
    positions: int
    acts: tuple[Entry, ...] = ()  # the events that were put to the law


@frozen(eq=False)
class CallView:
    """A possible call as a line of the table."""

    call: PossibleCall
    provisions: tuple[Provision, ...]


@frozen(eq=False)
class ShipsView:
    """The map, and the lines below it; `ships` None: no positions, so the map shows the ports alone."""

    svg: str
    caption: str
    ships: Ships | None
    calls: tuple[CallView, ...] = ()
    more: int = 0
    acts: tuple[ActView, ...] = ()
    more_acts: int = 0


def ships_view(law: Regime, ships: Ships | None) -> ShipsView | None:
    """The view of a run; None if the regime tells of no ports."""
    states = tuple(dict.fromkeys(reading.of for reading in law.calls))
    if not states:
        return None
    named = ", ".join(STATES.get(state, state) for state in states)
    ports = [port for port in port_list() if port.state in states]
    if ships is None:
        told = (
            f"The {len(ports)} ports of the {named} in the World Port Index. The store holds no positions of ships, so no event is drawn."
        )
        return ShipsView(_ports_svg(ports, states), told, None)
    shown = ships.calls[:MOST_CALLS]
    lines = tuple(CallView(call, _engaged(law, call)) for call in shown)
    found = ", ".join(f"{kind.replace('-', ' ')} {n:,}" for kind, n in ships.counts.items() if n) or "no event"
    caption = f"Found in {ships.positions:,} positions of the store: {found}."
    acts = acts_told(law, ships.acts)
    svg, more = ships.svg or _ports_svg(ports, states), len(ships.calls) - len(shown)
    return ShipsView(svg, caption, ships, lines, more, acts[:MOST_ACTS], len(acts[MOST_ACTS:]))


def _ports_svg(ports: Sequence[Port], states: Sequence[str]) -> str:
    """A map of ports alone."""
    harbours = tuple(Harbour(port.name, port.state, port.lat, port.lon) for port in ports)
    return map_svg(Chart("Ports", harbours=harbours, stressed=tuple(states), heading=False))


def _engaged(law: Regime, call: PossibleCall) -> tuple[Provision, ...]:
    """The paragraphs that some fact of the call would engage, each once."""
    return tuple(law.by_id[name] for name in dict.fromkeys(name for put in call.put for name in put.provisions))
