"""A count of containers and the rounds said to be in them, against mass, voyages and pace: consistent, strained or impossible.

Reads    the claim, the inputs of `record/inputs.csv`, other claims over overlapping days.
Returns  one CHECK each; "impossible" only where no container could carry it, "strained" where it needs more than was seen.
Misses   rail: wagons were counted on single days only, so what they carried in all is not known.
Source   docs/methods/arms.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from attrs import frozen

from vetoproof.detect.weapons.arms import R152, Claim, days_between
from vetoproof.terms.draws import Input

Standing = Literal["consistent", "strained", "impossible", "not known"]
KG, LOAD, MOST_LOAD, PER_VOYAGE = "kg_per_round_152", "tonnes_per_container", "most_tonnes_per_container", "containers_per_voyage"
DAYS_A_MONTH = 30.4375


@frozen
class Check:
    """One check: where the figure stands, and the arithmetic in words."""

    name: str
    standing: Standing
    why: str


def by_mass(per_container: float, inputs: Mapping[str, Input], name: str = "mass") -> Check:
    """So many 152 mm rounds in each container, by weight: the lightest round decides what is impossible, the usual one what is strained."""
    least, usual = (per_container * kg / 1000 for kg in (inputs[KG].low, inputs[KG].mid))
    most, strained = inputs[MOST_LOAD].high, inputs[LOAD].high
    standing: Standing = "impossible" if least > most else "strained" if usual > strained else "consistent"
    return Check(
        name,
        standing,
        f"{per_container:,.0f} rounds a container are {usual:.1f} t ({least:.1f} t of the lightest): "
        f"road and rail take {strained:g} t, a container can hold {most:g} t",
    )


def by_voyages(containers: Claim, voyages: Iterable[Claim], inputs: Mapping[str, Input]) -> Check:
    """What the voyages that somebody counted in the same days could carry; the rest must have gone by rail or unseen."""
    seen = [one for one in voyages if _overlap(one, containers)]
    if not seen:
        return Check("voyages and rail", "not known", "nobody counted voyages in these days; wagons were counted on single days only")
    best = min(seen, key=lambda one: (_apart(one, containers), -one.floor, one.id))
    low, high = best.floor * inputs[PER_VOYAGE].low, best.floor * inputs[PER_VOYAGE].high
    rest = containers.floor - high
    standing: Standing = "consistent" if rest <= 0 else "strained"
    tail = f"; {rest:,.0f} or more must have gone by rail, or on voyages that nobody saw" if rest > 0 else ""
    return Check(
        "voyages and rail",
        standing,
        f"{best.floor:,.0f} voyages ({best.speaker}) carry {low:,.0f} to {high:,.0f} of {containers.floor:,.0f} containers{tail}",
    )


def by_pace(containers: Claim, others: Iterable[Claim]) -> Check:
    """Containers a month, beside the pace of every other claimant whose first day of counting is known."""
    own = _monthly(containers)
    paces = {one.id: found for one in others if one.claimant != containers.claimant and (found := _monthly(one))}
    if own is None or not paces:
        return Check("monthly rate", "not known", "the claim, or every other one, does not say from which day it counts")
    least, most = min(paces.values()), max(paces.values())
    standing: Standing = "consistent" if least <= own <= most else "strained"
    return Check("monthly rate", standing, f"{own:,.0f} containers a month; other claimants have {least:,.0f} to {most:,.0f}")


def per_container(rounds: Claim, containers: Claim) -> float:
    return rounds.floor / containers.floor


def round_check(rounds: Claim, own: Claim, inputs: Mapping[str, Input]) -> Check:
    """A claim in rounds by the claimant's own containers: by mass, as if all were 152 mm."""
    found = by_mass(per_container(rounds, own), inputs, f"mass of {rounds.id}")
    most = inputs[R152].high
    tail = f"; the conversion table has at most {most:g}" if per_container(rounds, own) > most else ""
    return Check(found.name, found.standing, found.why + tail)


def _overlap(one: Claim, other: Claim) -> bool:
    return (not one.since or one.since <= other.until) and (not other.since or other.since <= one.until)


def _apart(one: Claim, other: Claim) -> int:
    """How far two windows lie apart at both ends, in days; an unknown beginning counts as the other's."""
    return days_between(one.until, other.until) + (days_between(one.since, other.since) if one.since and other.since else 0)


def _monthly(claim: Claim) -> float | None:
    """Containers a month; None if the first day is not said, or nothing is claimed at the least."""
    if not claim.since or not claim.floor:
        return None
    days = (date.fromisoformat(claim.until) - date.fromisoformat(claim.since)).days + 1
    return claim.floor / days * DAYS_A_MONTH
