"""Length, width and draught as a ship says them -> what she could carry, and what she took on or gave off between two draughts; tonnes.

Source   form and deadweight coefficients of small tankers and bulk carriers, and their error: docs/methods/reach.md
Wrong if the draught was not typed anew (it is set by hand), or ballast took the place of cargo: then it shows less than was moved.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

from attrs import frozen

from vetoproof.terms.quantity import Quantity

State = Literal["unloaded", "loaded", "unchanged", "unknown"]
Band = tuple[Decimal, Decimal, Decimal]
UNIT = "t"
SEA_WATER = Decimal("1.025")  # t a cubic metre
CHANGED_DM = 5  # a draught is typed by hand in steps of a decimetre: less is no change; ours
BLOCK: Band = (Decimal("0.72"), Decimal("0.78"), Decimal("0.83"))
WATERPLANE: Band = (Decimal("0.80"), Decimal("0.86"), Decimal("0.92"))
DEADWEIGHT: Band = (Decimal("0.62"), Decimal("0.71"), Decimal("0.83"))  # of the displacement
WIDTH_TO_DRAUGHT: Band = (Decimal("3.0"), Decimal("2.6"), Decimal("2.2"))  # if no draught is said
BETWEEN_PERPENDICULARS = Decimal("0.95")  # of the length over all


@frozen
class Hull:
    """What a ship said of herself before and after a silence; None: not said."""

    length_m: int | None = None
    width_m: int | None = None
    before_dm: int | None = None
    after_dm: int | None = None

    @property
    def state(self) -> State:
        """What became of her cargo, as far as the draught tells."""
        if not self.before_dm or not self.after_dm:
            return "unknown"
        change = self.after_dm - self.before_dm
        return "unchanged" if abs(change) < CHANGED_DM else "loaded" if change > 0 else "unloaded"

    @property
    def size(self) -> Decimal | None:
        """The rectangle of her waterline in square metres."""
        if not self.length_m or not self.width_m:
            return None
        return Decimal(self.length_m) * BETWEEN_PERPENDICULARS * Decimal(self.width_m)


def capacity(hull: Hull) -> Quantity | None:
    """The deadweight that a ship of these measures has: displacement by block coefficient, times the deadweight share of it."""
    if hull.size is None or not hull.width_m:
        return None
    deepest = max(hull.before_dm or 0, hull.after_dm or 0)
    draughts = tuple(Decimal(hull.width_m) / ratio for ratio in WIDTH_TO_DRAUGHT)
    if deepest and hull.state in {"unloaded", "loaded"}:  # she was seen deep: that is her draught under cargo
        draughts = (Decimal(deepest) / 10,) * 3
    ends = [hull.size * draught * SEA_WATER * block * share for draught, block, share in zip(draughts, BLOCK, DEADWEIGHT, strict=True)]
    return _rounded(ends)


def moved(hull: Hull) -> Quantity | None:
    """The tonnes between the two draughts: the slice of the hull, by waterplane coefficient. None if the draught did not change."""
    if hull.size is None or hull.state not in {"unloaded", "loaded"}:
        return None
    slice_m = Decimal(abs((hull.after_dm or 0) - (hull.before_dm or 0))) / 10
    return _rounded([hull.size * slice_m * SEA_WATER * share for share in WATERPLANE])


def carried(hull: Hull) -> tuple[Quantity | None, str]:
    """What she could have carried in or out, and what it rests on: the slice between the draughts, at most her deadweight."""
    whole, part = capacity(hull), moved(hull)
    if part is not None and whole is not None:
        low, mid, high = (min(end, whole.high) for end in (part.low, part.mid, part.high))
        return Quantity(low, mid, high, UNIT), "the change of draught"
    return whole, "the size of the hull" if whole else "no size was said"


def _rounded(ends: list[Decimal]) -> Quantity:
    """To ten tonnes: the coefficients bear no more."""
    low, mid, high = (Decimal((end / 10).quantize(Decimal(1), ROUND_HALF_EVEN)) * 10 for end in ends)
    return Quantity(low, mid, high, UNIT)
