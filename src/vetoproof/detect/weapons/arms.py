"""Claims of arms shipped -> a rising curve a claimant; a count of containers -> rounds, between hard ends.

Reads    claims: rows of the record, each with its claimant's root, a window, a unit and a range; nothing is added across claimants.
Returns  CURVE: what one claimant says was shipped in all by a day, never falling; ESTIMATE: rounds in a number of containers.
Misses   arms that nobody counted, and what was in a box: no claimant opened one.
Wrong if a claim that does not say from when it counts counts from another day than the claimant's others.
Source   docs/methods/arms.md; each input is a row of `record/inputs.csv`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from vetoproof.terms.draws import Estimate, Input, estimate

R152, R122, SHARE = "rounds_152_per_container", "rockets_122_per_container", "share_152"
COUNT = "containers"
NEAR = 62  # days: most claims give months only, so two months are as near as two windows can be told apart


@frozen
class Claim:
    """One claim: how much in all by `until`, counted since `since` (empty: not said). An end that is not claimed is None."""

    id: str
    claimant: str  # the root: two speakers of one service are one claimant
    speaker: str
    item: str
    unit: str
    since: str
    until: str
    said: str
    low: float | None
    high: float | None

    @property
    def floor(self) -> float:
        return self.low or 0.0


@frozen
class Point:
    """By a day: at least `low`, at most `high` (None: open). `lifted`: an earlier claim had said more already."""

    until: str
    low: float
    high: float | None
    claim: str
    lifted: bool


@frozen
class Curve:
    """What one claimant says was shipped in all of one item, day by day; `since`: the first day from which any of its claims counts."""

    claimant: str
    item: str
    unit: str
    since: str
    points: tuple[Point, ...]


def curves(claims: Iterable[Claim]) -> tuple[Curve, ...]:
    """A curve a claimant, item and beginning of the count. What was shipped once stays shipped: the floor never falls.

    Claims whose counts begin within two months of each other are one count, and so is one whose beginning is not said.
    """
    heaps: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        heaps.setdefault((claim.claimant, claim.item, claim.unit), []).append(claim)
    return tuple(Curve(*key, since, _points(found)) for key, heap in sorted(heaps.items()) for since, found in _by_beginning(heap))


def _by_beginning(claims: list[Claim]) -> list[tuple[str, list[Claim]]]:
    """The claims of one heap by the beginning of their count, earliest first."""
    dated = sorted((one for one in claims if one.since), key=lambda one: (one.since, one.id))
    counts: list[list[Claim]] = []
    for claim in dated:
        if counts and days_between(counts[-1][0].since, claim.since) <= NEAR:
            counts[-1].append(claim)
        else:
            counts.append([claim])
    undated = [one for one in claims if not one.since]
    if counts:
        counts[0].extend(undated)
    elif undated:
        counts.append(undated)
    return [(min((one.since for one in found if one.since), default=""), found) for found in counts]


def days_between(one: str, other: str) -> int:
    return abs((date.fromisoformat(other) - date.fromisoformat(one)).days)


def _points(claims: list[Claim]) -> tuple[Point, ...]:
    """Floors rise with the days; a ceiling holds for all days before it."""
    ordered = sorted(claims, key=lambda one: (one.until, one.said, one.id))
    floors, floor = [], 0.0
    for claim in ordered:
        floors.append((max(floor, claim.floor), floor > claim.floor))
        floor = floors[-1][0]
    ceiling: float | None = None
    points: list[Point] = []
    for claim, (low, lifted) in zip(reversed(ordered), reversed(floors), strict=True):
        ends = [end for end in (ceiling, claim.high) if end is not None and end >= low]
        ceiling = min(ends, default=None)
        points.append(Point(claim.until, low, ceiling, claim.id, lifted))
    return tuple(reversed(points))


def rounds(values: Mapping[str, Any]) -> Any:
    """Rounds in a number of containers, of which a share holds 152 mm rounds and the rest 122 mm rockets."""
    return values[COUNT] * (values[SHARE] * values[R152] + (1 - values[SHARE]) * values[R122])


def rounds_in(containers: Input, inputs: Mapping[str, Input]) -> Estimate:
    """How many rounds the containers could have held: all rockets at the least, all shells at the most."""
    return estimate((containers, inputs[SHARE], inputs[R152], inputs[R122]), rounds)
