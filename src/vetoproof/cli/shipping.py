"""`vetoproof ship`: one ship whole; 1 if listed or suspect, 3 if to be watched or not covered, 0 if clear."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from vetoproof.cli import show

if TYPE_CHECKING:
    from vetoproof.monitor.one_ship import ShipAnswer

FEW = 20  # lines of one sort


def told(found: ShipAnswer, *, json: bool) -> int:
    if json:
        show.line(found.as_json())
    else:
        _in_words(found)
    return _code(found)


def _code(found: ShipAnswer) -> int:
    from vetoproof.cli.options import Exit

    if found.verdict in ("listed", "suspect"):
        return Exit.FINDING
    return Exit.OPEN if found.verdict == "watch" or not found.covered else Exit.CLEAR


def _in_words(found: ShipAnswer) -> None:
    known = found.known
    print(f"{found.asked.query}: {found.verdict.upper()}{'' if found.covered else ' by the lists alone; her movements were not covered'}")
    for title, values in (("IMO", known.imos), ("MMSI", known.mmsis), ("names", known.names)):
        if values:
            print(f"  {title:<6} {', '.join(map(str, values))}")
    identities = [f"{one['what']:<10} {one['value'] or '-':<24} {one['first']} to {one['last']}" for one in found.identities]
    events = [f"{one['start']:%Y-%m-%d %H:%M}  {one['event']:<10} {_what(one, known.mmsis)}" for one in found.events]
    calls = [f"{call.first} to {call.last}: {call.port}, {call.hours:.0f} hours to spare" for call in found.calls]
    for title, lines in (
        ("why", [f"{one.verdict:<8} {one.what} [{one.source}]{_innocent(one.alternatives)}" for one in found.reasons]),
        ("identities side by side", identities),
        ("events", events),
        ("ports within reach while silent (a possibility, not a call)", calls),
        ("not covered", [f"{one.what}: {one.why}" for one in found.unseen]),
    ):
        if lines:
            print(f"\n{title}", *(f"  {line}" for line in lines[:FEW]), sep="\n")
        if len(lines) > FEW:
            print(f"  and {len(lines) - FEW:,} more; see --json")
    print(f"\nreceipt {found.receipt['result'][:16]}, law {found.receipt['law_version'][:12]}")


def _innocent(alternatives: tuple[str, ...]) -> str:
    return f"; or {', or '.join(alternatives)}" if any(alternatives) else ""


def _what(event: Mapping[str, Any], own: tuple[int, ...]) -> str:
    place = f"{event['lat']:.3f} {event['lon']:.3f}"
    if event["other_mmsi"]:
        other = next((one for one in (event["mmsi"], event["other_mmsi"]) if one not in own), event["other_mmsi"])
        return f"{place} with {other}"
    return f"{place} {event['port'] or ''}".rstrip()
