"""What is known of one ship -> clear, watch, suspect or listed, with the reasons, the weightiest first.

    listed   she is on a list that was asked, by her number, on the day
    suspect  an act of hers would breach a paragraph if what the transponders show holds; she met a listed ship; she called in a State that
             the regime watches; her number begins where that of a listed ship ends, or is shared with one; a case names her flag as false
    watch    a silence in which a watched port lay within reach; the name of a listed ship under another number; a change of identity;
             an act on which the answer hangs on something that nobody said
    clear    none of these in what was covered. What was not covered is said, and is not clear

The words and their order are ours; the definitions are in docs/methods/ship.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from attrs import frozen

from vetoproof.evidence.record import Row
from vetoproof.findings.calls import PossibleCall
from vetoproof.findings.entries import Entry

Verdict = Literal["clear", "watch", "suspect", "listed"]
NAMES_ALIKE = ("another ship of that name or a like one: names are not unique, numbers are",)
NO_TRANSFER = "an encounter is not a transfer"
ORDER: tuple[Verdict, ...] = ("listed", "suspect", "watch", "clear")


@frozen
class Reason:
    """One thing that speaks: for which verdict, what, and by which source."""

    verdict: Verdict
    what: str
    source: str
    alternatives: tuple[str, ...] = ()


def weigh(reasons: Iterable[Reason]) -> tuple[Verdict, tuple[Reason, ...]]:
    """The weightiest verdict, and all reasons in the order of their weight."""
    found = sorted(dict.fromkeys(reasons), key=lambda one: ORDER.index(one.verdict))
    return (found[0].verdict if found else "clear"), tuple(found)


def of_matches(matches: Iterable[Mapping[str, object]], day: str) -> Iterator[Reason]:
    """What the lists say: a match is by number; a likeness of names alone asks for a second look."""
    for one in matches:
        source = f"{one['list']} {one['ref']}"
        if one["decision"] == "match":
            yield Reason("listed", f"on the list {one['list']} on {day} as {one['name']} ({one['ref']})", source)
        else:
            why = one["why"]
            told = "; ".join(map(str, why)) if isinstance(why, list) else str(why)
            yield Reason("watch", f"like {one['name']} on the list {one['list']}, not the same by number: {told}", source, NAMES_ALIKE)


def of_changes(changes: Iterable[Mapping[str, object]], innocent: Mapping[str, str], listed: frozenset[str]) -> Iterator[Reason]:
    """Changes of identity; one that leads to a listed ship's number weighs more."""
    for one in changes:
        kind = str(one["kind"])
        other = str(one["other_imo"] or "")
        to_listed = other in listed and kind in ("new_imo", "shared_imo")
        tail = f", which is on a list ({other})" if to_listed else ""
        what = f"{kind.replace('_', ' ')} on {one['day']}: {one['was'] or '-'} to {one['now'] or '-'}{tail}"
        yield Reason("suspect" if to_listed else "watch", what, str(one["links"] or "positions"), (innocent.get(kind, ""),))


def of_record(rows: Iterable[Row]) -> Iterator[Reason]:
    """Designations by other authorities as the record has them, unless taken back; cases that name a false flag."""
    ended = {(row["imo"], row["authority"]) for row in rows if row["event"] == "delisted"}
    for row in rows:
        if row["event"] == "designated" and (row["imo"], row["authority"]) not in ended:
            yield Reason("listed", f"designated by {row['authority']} on {row['day']} ({row['measures'].replace('_', ' ')})", row["source"])
        elif row["event"].startswith("flag"):
            yield Reason("suspect", f"{row['event'].replace('_', ' ')}, {row['flag_state']}, {row['day']}", row["source"])


def of_acts(
    entries: Iterable[Entry], listed: frozenset[str], watched: frozenset[str], innocent: Mapping[str, tuple[str, ...]]
) -> Iterator[Reason]:
    """What the law makes of her acts; a meeting with a listed ship; a call in a State that is watched. `innocent`: by kind of act."""
    for entry in entries:
        row, verdict = entry.row, entry.judgement.verdict
        ids = ", ".join(dict.fromkeys(one.provision for one in entry.judgement.findings))
        days = row["from"] if row["from"] == row["until"] else f"{row['from']} to {row['until']}"
        else_it_is = innocent.get(entry.fact.kind, ())
        what = f"{row['event']} {row['port'] or 'with ' + (row.get('other_name') or row.get('other_mmsi', ''))} on {days}"
        if verdict == "breach":
            yield Reason("suspect", f"{what}: would breach {ids} if what the transponders show holds", row["source"], else_it_is)
        elif row.get("other_imo") in listed and row.get("other_imo"):
            yield Reason("suspect", f"{what}, a ship on a list", row["source"], (NO_TRANSFER, *else_it_is))
        elif row["port_state"] in watched:
            yield Reason("suspect", f"{what}, {row['port_state']}", row["source"], else_it_is)
        elif verdict == "depends":
            yield Reason("watch", f"{what}: open under {ids}", row["source"], else_it_is)


def of_silences(calls: Iterable[PossibleCall]) -> Iterator[Reason]:
    """Silences in which a watched port lay within reach."""
    for call in calls:
        what = f"silent from {call.first} to {call.last}: {call.port} ({call.state}) lay within reach, {call.hours:.0f} hours to spare"
        yield Reason("watch", what, "positions", ("no receiver heard that sea", "the transponder was off for safety"))
