"""The record's claims on arms -> how many rounds a count of containers could have held, beside what others say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from vetoproof.assess.estimates import Beside, Bound, Estimated, needed, read_inputs
from vetoproof.detect.weapons.arms import COUNT, NEAR, R122, R152, SHARE, Claim, Curve, curves, days_between, rounds_in
from vetoproof.detect.weapons.cross_checks import Check, by_mass, by_pace, by_voyages, per_container, round_check
from vetoproof.evidence.record import Row, Table, said_by
from vetoproof.terms.draws import Input
from vetoproof.terms.errors import InputError
from vetoproof.terms.unseen import Unseen

NAME, ROUNDS, VOYAGES = "arms", "rounds", "voyages"


def estimate_arms(
    arms: Table, inputs: Table, as_of: date, known_by: date, *, claim: str | None = None, containers: float | None = None
) -> Estimated:
    """Rounds in a number of containers: that of the inputs, of another claim by its id, or any number."""
    told = read_inputs(inputs, NAME, known_by.isoformat())
    claims = [_claim(row) for row in arms.rows if said_by(row, known_by.isoformat()) and (row["until"] or row["from"]) <= as_of.isoformat()]
    counted = _counted(claims, told, claim, containers)
    parts = needed(told, (SHARE, R152, R122), inputs, f"estimate {NAME}")
    found = rounds_in(_as_input(counted, told), told)
    beside = tuple(_beside(claims, counted, found.low, found.high))
    return Estimated(
        NAME,
        ROUNDS,
        found,
        (_as_input(counted, told), *parts),
        (
            Bound("low", found.low, f"{_n(counted.floor)} containers of nothing but 122 mm rockets, {told[R122].low:g} in each"),
            Bound("high", found.high, f"{_n(counted.floor)} containers of nothing but 152 mm rounds, {told[R152].high:g} in each"),
        ),
        tuple(_checks(claims, counted, told)),
        beside,
        tuple(_unseen(counted)),
        f"rounds that {_n(counted.floor)} containers could have held, as counted by {counted.speaker}",
        {"claim": counted.id or None, "curves": [_curve(one) for one in curves(_cumulative(claims))]},
    )


def _claim(row: Row) -> Claim:
    low, mid, high = (float(row[end]) if row[end] else None for end in ("low", "mid", "high"))
    floor = low if low is not None else mid if row["bound"] == "about" else None
    return Claim(row["id"], row["root"], row["claimant"], row["item"], row["unit"], row["from"], row["until"], row["said"], floor, high)


def _counted(claims: list[Claim], told: Mapping[str, Input], wanted: str | None, containers: float | None) -> Claim:
    """The count of containers that is asked about."""
    if containers is not None:
        if not containers > 0:
            raise InputError("is no number of containers", where=f"--containers {containers:g}", do="give one above 0")
        return Claim("", "you", "you", COUNT, COUNT, "", date.max.isoformat(), "", containers, containers)
    counts = {one.id: one for one in claims if one.unit == COUNT and one.floor}
    if wanted is not None:
        if wanted not in counts:
            raise InputError("is no count of containers said by then", where=f"--claim {wanted}", do=f"use {', '.join(counts) or 'none'}")
        return counts[wanted]
    default = told.get(COUNT)
    same = [one for one in counts.values() if default and one.claimant == default.said_by and one.floor == default.mid]
    found = same or sorted(counts.values(), key=lambda one: (one.said, one.floor))[-1:]
    if not found:
        raise InputError("nobody had counted containers by then", where="--known-by", do="give a later day, or --containers N")
    return found[0]


def _as_input(counted: Claim, told: Mapping[str, Input]) -> Input:
    amount = counted.floor
    most = max(amount, counted.high or amount)
    return Input(COUNT, amount, amount, most, COUNT, counted.claimant, counted.id or "given with the question")


def _cumulative(claims: Iterable[Claim]) -> Iterator[Claim]:
    """What was shipped in all; figures for a single year or stretch of it are no running total."""
    yield from (one for one in claims if one.unit in (COUNT, ROUNDS) and one.until and (one.low is not None or one.high is not None))


def _curve(curve: Curve) -> dict[str, object]:
    points = [{"until": one.until, "low": one.low, "high": one.high, "claim": one.claim, "lifted": one.lifted} for one in curve.points]
    return {"claimant": curve.claimant, "item": curve.item, "unit": curve.unit, "since": curve.since or None, "points": points}


def _checks(claims: list[Claim], counted: Claim, told: Mapping[str, Input]) -> Iterator[Check]:
    yield by_mass(told[R152].high, told, "mass, at the upper end")
    voyages = [one for one in claims if one.unit == VOYAGES]
    yield by_voyages(counted, voyages, told) if "containers_per_voyage" in told else Check("voyages and rail", "not known", "no figure yet")
    yield by_pace(counted, [one for one in claims if one.unit == COUNT])
    for one in claims:
        if one.unit == ROUNDS and (own := _own_count(one, claims)):
            yield round_check(one, own, told)


def _own_count(rounds: Claim, claims: list[Claim]) -> Claim | None:
    """The containers that the same claimant counted for the same days, said on the same day; only for claims in 152 mm."""
    if not rounds.low or "122" in rounds.item:
        return None
    key = (rounds.claimant, rounds.since, rounds.until, rounds.said)
    return next((one for one in claims if one.unit == COUNT and one.floor and (one.claimant, one.since, one.until, one.said) == key), None)


def _beside(claims: list[Claim], counted: Claim, low: float, high: float) -> Iterator[Beside]:
    """What others say in rounds of the same days, and why a figure inside the ends is no ceiling."""
    for one in claims:
        value = one.low if one.low is not None else one.high
        if one.unit != ROUNDS or value is None or one.claimant == counted.claimant or not _same_days(one, counted):
            continue
        inside = low <= value <= high
        own = _own_count(one, claims)
        of = f"for its own {_n(own.floor)} containers, {per_container(one, own):,.0f} in each" if own else "without a count of containers"
        ceiling = "" if one.high is not None and one.high == one.low else "; it is said as a floor or an end, so it is no ceiling"
        where = "inside" if inside else "above" if value > high else "below"
        why = f"{one.speaker} says {_n(value)} ({one.item}), {of}: {where} {_n(low)} to {_n(high)}{ceiling}"
        if own and own.floor < counted.floor and inside:
            why += f"; {_n(counted.floor)} containers at its own rate would hold {_n(per_container(one, own) * counted.floor)}"
        yield Beside(one.id, one.claimant, value, one.unit, inside, why)


def _same_days(one: Claim, counted: Claim) -> bool:
    """Windows that end within two months of each other."""
    if not counted.said:
        return True
    return days_between(one.until, counted.until) <= NEAR


def _unseen(counted: Claim) -> Iterator[Unseen]:
    if counted.high is None:
        yield Unseen(f"more than {_n(counted.floor)} containers", "the count is said as at least; how many more is not said")
    yield Unseen("what was in the containers", "nobody outside opened one; the mix of calibres is said by no claimant")
    yield Unseen("what went by rail", "wagons were counted on single days only")
    yield Unseen("other goods", "the count is of munitions or goods for them; every container is taken here as full of rounds or rockets")


def _n(value: float) -> str:
    return f"{value:,.0f}"
