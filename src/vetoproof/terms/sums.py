"""Claims -> their sum, their product, their conflicts.

Numbers of one claimant add and multiply. Numbers of several do only if the caller names them all, and the result carries them.
An end that nobody stated stays open; what is missing is never zero; parts and a total that differ stay side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import add, mul

from attrs import frozen

from vetoproof.terms.claim import Bound, Claim, End, Status, fault, independent, names
from vetoproof.terms.days import Span
from vetoproof.terms.errors import InputError

Join = Callable[[Decimal, Decimal], Decimal]


@frozen
class Conflict:
    """Two figures for one thing that cannot both hold. Both are shown; neither is averaged, and it adds to nothing."""

    one: Claim
    other: Claim
    why: str


def total(parts: Iterable[Claim], *, mix: Iterable[str] = (), what: str = "") -> Claim:
    """The sum, end by end. A part without a figure is no zero: the sum is a floor, and says what it lacks."""
    found = _ordered(parts, "add")
    if len({part.unit for part in found}) > 1:
        raise fault(found[0], f"is in {found[0].unit}, another in {found[-1].unit}", "put them into one unit first")
    twice = _counted_twice(found)
    if twice:
        raise fault(twice, "would be counted twice: the same thing, from the same root, in days that overlap", "leave one out")
    return _combined(found, add, found[0].unit, mix, what)


def product(parts: Iterable[Claim], unit: str, *, mix: Iterable[str] = (), what: str = "") -> Claim:
    """The product, end by end, in `unit` (loads x barrels a load). An open factor leaves the product open."""
    return _combined(_ordered(parts, "multiply"), mul, unit, mix, what)


def _combined(parts: list[Claim], join: Join, unit: str, mix: Iterable[str], what: str) -> Claim:
    who = names(name for part in parts for name in part.who)
    if len(who) > 1 and not set(who) <= set(mix):
        raise fault(parts[0], f"would be mixed with numbers of {', '.join(who)}", "name them all in `mix`; the result carries them")
    if len(parts) == 1 and unit == parts[0].unit:
        return parts[0]
    ends = _floor(parts, join), _end(parts, "mid", join), _end(parts, "high", join)
    gaps = names(gap for part in parts for gap in (part.gaps or ((_label(part),) if part.status == "missing" else ())))
    return Claim(
        who=who,
        said=_hull(part.said for part in parts),
        period=_hull(part.period for part in parts),
        unit=unit,
        bound=_bound(parts, *ends),
        low=ends[0],
        mid=ends[1],
        high=ends[2],
        roots=names(root for part in parts for root in part.roots),
        sources=names(source for part in parts for source in part.sources),
        status=_status(parts),
        what=what,
        gaps=gaps,
    )


def _end(parts: list[Claim], name: str, join: Join) -> End:
    """One end of the result: open as soon as one part leaves it open."""
    ends = [getattr(part, name) for part in parts]
    return None if any(end is None for end in ends) else reduce(join, ends)


def _floor(parts: list[Claim], join: Join) -> End:
    """The low end. In a sum the floors that are stated hold whatever the other parts are; in a product they do not."""
    if join is mul:
        return _end(parts, "low", join)
    ends = [part.low for part in parts if part.low is not None]
    return reduce(join, ends) if ends else None


def _bound(parts: list[Claim], low: End, mid: End, high: End) -> Bound:
    """The bound that all parts share, else what the ends of the result say."""
    shared = {part.bound for part in parts if part.stated}
    if len(shared) == 1 and all(part.stated for part in parts):
        return shared.pop()
    if mid is None and (low is None) != (high is None):
        return "at_most" if low is None else "at_least"
    return "about"


def _status(parts: list[Claim]) -> Status:
    kinds = {part.status for part in parts}
    return kinds.pop() if kinds in ({"missing"}, {"inferred_zero"}) else "derived"


def _ordered(parts: Iterable[Claim], verb: str) -> list[Claim]:
    """The parts in an order of their own, so that the caller's order changes nothing."""
    found = sorted(parts, key=repr)
    if not found:
        raise InputError("there is nothing", where="claims", do=f"give at least one claim to {verb}")
    return found


def _counted_twice(parts: list[Claim]) -> Claim | None:
    """A part that tells of the same thing as another, from the same root, in days that overlap."""
    for n, one in enumerate(parts):
        for other in parts[n + 1 :]:
            same = one.what == other.what and set(one.who) & set(other.who) and set(one.roots) & set(other.roots)
            if same and one.period and other.period and _overlap(one.period, other.period):
                return one
    return None


# ---- conflicts


def conflict(stated: Claim, parts: Iterable[Claim]) -> Conflict | None:
    """Where a stated total and the sum of its parts cannot both hold. They must be of the same claimant."""
    summed = total(parts)
    if summed.who != stated.who or summed.mix:
        raise fault(stated, f"is of another claimant than its parts ({', '.join(summed.who)})", "compare them, do not reconcile them")
    return differ(stated, summed)


def differ(one: Claim, other: Claim) -> Conflict | None:
    """Two figures for one thing, if no amount fits both."""
    if one.unit != other.unit:
        raise fault(one, f"is in {one.unit}, the other in {other.unit}", "put them into one unit first")
    if one.quantity is None or other.quantity is None:
        return None  # a figure that is missing contradicts nothing
    if one.quantity.low <= other.quantity.high and other.quantity.low <= one.quantity.high:
        return None
    return Conflict(one, other, f"{one.quantity} and {other.quantity}: no amount fits both")


def distinct(claims: Iterable[Claim]) -> tuple[Claim | Conflict, ...]:
    """Copies of one claim count once: same claimant, thing, days, unit and roots. Copies that differ are a conflict."""
    kept: dict[object, Claim | Conflict] = {}
    for claim in sorted(claims, key=repr):
        key = (claim.who, claim.what, claim.period and str(claim.period), claim.unit, independent(claim.roots))
        first = kept.setdefault(key, claim)
        if isinstance(first, Claim) and (found := differ(first, claim)):
            kept[key] = found
    return tuple(kept.values())


# ---- small


def _hull(spans: Iterable[Span | None]) -> Span | None:
    """The days from the first to the last; not known if one is not."""
    found = list(spans)
    there = [span for span in found if span]
    if len(there) < len(found):
        return None
    ends = [span.end for span in there]
    latest = None if any(end is None for end in ends) else max(end for end in ends if end)
    return Span(min(span.start for span in there), latest)


def _overlap(one: Span, other: Span) -> bool:
    return one.start <= (other.end or date.max) and other.start <= (one.end or date.max)


def _label(claim: Claim) -> str:
    return " ".join(part for part in (claim.what, str(claim.period or "")) if part) or ", ".join(claim.who)
