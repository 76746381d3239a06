"""Events of ships that were put to the law -> the lines of the table of their acts, the weightiest first.

A line is made for an act that engages a paragraph, that is a call in a State the regime tells of, or in which a listed ship has a part.
Where a ship was is what her transponder says; each line carries what else it may have been.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from vetoproof.findings.entries import Entry
from vetoproof.publish.words import plainly, verdict
from vetoproof.regime.law import Provision, Regime

MOST_ACTS = 40
ORDER = ("breach", "depends", "no_breach")


@frozen(eq=False)
class ActView:
    """An act as a line: who, what, where, who of them is listed, what the law says, and what else it may have been."""

    entry: Entry
    ship: str
    what: str
    where: str
    listed: tuple[str, ...]
    provisions: tuple[Provision, ...]
    verdict: str
    innocent: tuple[str, ...]


def acts_told(law: Regime, entries: Iterable[Entry]) -> tuple[ActView, ...]:
    """The acts that the law asks about, in the order of their weight and their day."""
    states = {reading.of for reading in law.calls}
    kept = [(entry, who) for entry in entries if (who := _listed(law, entry)) or _asks(entry, states)]
    kept.sort(key=lambda one: (ORDER.index(one[0].judgement.verdict), not one[1], one[0].row["from"], one[0].row["id"]))
    return tuple(_line(law, entry, who) for entry, who in kept)


def _asks(entry: Entry, states: set[str]) -> bool:
    return bool(entry.judgement.findings) or entry.row["port_state"] in states


def _listed(law: Regime, entry: Entry) -> tuple[str, ...]:
    """The ships of the act that were on the list on a day of it, by their IMO number."""
    row, span = entry.row, entry.fact.span
    imos = [imo for imo in (row["imo"], row.get("other_imo", "")) if imo]
    named = (
        f"{one.name} (since {one.since})"
        for imo in imos
        for listed in law.designations
        for one in listed.entries
        if one.imo == imo and (one.on(span.start) or one.on(span.end or span.start))
    )
    return tuple(dict.fromkeys(named))


def _line(law: Regime, entry: Entry, listed: tuple[str, ...]) -> ActView:
    row, found = entry.row, entry.judgement.findings
    other = row.get("other_name") or row.get("other_mmsi", "")
    what = plainly(row["event"]).replace("-", " ")
    return ActView(
        entry,
        row["name"] or row["mmsi"],
        f"{what} with {other}" if other else what,
        ", ".join(filter(None, (row["port"], row["port_state"]))),
        listed,
        tuple(law.by_id[name] for name in dict.fromkeys(one.provision for one in found)),
        verdict(found),
        law.vocabulary.kinds[entry.fact.kind].alternatives,
    )
