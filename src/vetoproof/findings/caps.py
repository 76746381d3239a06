"""Is a cap kept? The window of the day, what was counted before, this act, and the limit: low and high must agree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import frozen

from vetoproof.regime.limits import CapTerms, Conversion, Recurrence, Window
from vetoproof.regime.scene import FactScene
from vetoproof.terms.days import ONE_DAY, Span, add_months
from vetoproof.terms.quantity import NOTHING, OPEN, Quantity, Total, plain
from vetoproof.terms.truth import Answer, all_of, unknown


@frozen
class Room:
    """What the quantity limb says: `kept`, and the sentence that shows the sum. `share_before` is total / limit, if known."""

    kept: Answer
    why: str
    share_before: Decimal | None = None


def window_on(cap: CapTerms, day: date) -> Window | None:
    """The period of the cap in which the day lies."""
    named = next((window for window in cap.windows if day in window.span), None)
    return named or (_recurring(cap.recurrence, day) if cap.recurrence else None)


def _recurring(again: Recurrence, day: date) -> Window | None:
    if day < again.first_from:
        return None
    if again.every == "calendar_year":
        return Window(date(day.year, 1, 1), date(day.year, 12, 31), again.quantity, again.alternative)
    years = day.year - again.first_from.year
    start = add_months(again.first_from, 12 * years)
    start = start if start <= day else add_months(again.first_from, 12 * (years - 1))
    return Window(start, add_months(start, 12) - ONE_DAY, again.quantity, again.alternative)


def room(cap: CapTerms, scene: FactScene) -> Room:
    """Whether the act still fits, by every limit that the cap sets."""
    window = window_on(cap, scene.day)
    if window is None:
        return Room(unknown(cap.totals_key), f"no period of the cap runs on {scene.day}: the reading of that gap is open")
    states_period = scene.law.vocabulary.kinds[scene.fact.kind].states_period
    if states_period and not window.span.holds(scene.fact.span):
        return Room(unknown("day"), f"the period estimated does not lie in one window of the cap ({window.span})")
    rooms = [_room(cap, window, unit, limit, scene) for unit, limit in _limits(cap, window, scene)]
    shares = [one.share_before for one in rooms if one.share_before is not None]
    decisive = next((one for one in rooms if one.kept is False), rooms[-1])
    return Room(all_of(one.kept for one in rooms), decisive.why, max(shares) if len(shares) == len(rooms) else None)


def _limits(cap: CapTerms, window: Window, scene: FactScene) -> list[tuple[str, Decimal | None]]:
    """The units that count, each with its limit. A cap in two units is never converted: the unit reported decides."""
    first = (cap.unit, window.quantity)
    counted_in = scene.fact.quantity.unit if scene.fact.quantity else cap.unit
    if cap.rule == "at_most_prior_12_months":  # the State's own figure of the year before, in whatever unit it counts
        return [(counted_in, window.quantity)]
    if cap.alternative_unit is None:
        return [first]
    second = (cap.alternative_unit, window.alternative)
    if cap.rule == "lower_of":
        return [first, second]
    reported = scene.value(cap.unit_key) if cap.unit_key else None
    unit = reported if isinstance(reported, str) else counted_in
    return [second] if unit == cap.alternative_unit else [first]


def _room(cap: CapTerms, window: Window, unit: str, limit: Decimal | None, scene: FactScene) -> Room:
    totals = _totals(cap, scene)
    most = limit if limit is not None else _base(cap, window, unit, totals)
    if most is None:
        return Room(unknown(cap.totals_key), "what was supplied in the twelve months before, which is the limit, is not known")
    before = _before(cap, window, unit, totals, scene)
    act, hangs_on = amount_in(unit, cap, scene)
    low = (before.low if before else NOTHING) + act.low
    high = (before.high if before else OPEN) + act.high
    share = before.high / most if before and most else None
    counted = before.amounts if before else "an unknown total"
    told = f"{counted} before + {act.amounts} {unit} now, against {plain(most)} {unit} ({window.span}){_notices(cap, before, most)}"
    if low > most:
        return Room(False, f"{told}: passed", share)
    if high <= most:
        return Room(True, f"{told}: kept", share)
    total_known = before is not None and before.low == before.high
    missing = [*([] if total_known else [cap.totals_key]), *(hangs_on if act.low != act.high else [])]
    return Room(unknown(*missing), f"{told}: open", share)


def _totals(cap: CapTerms, scene: FactScene) -> tuple[Total, ...]:
    stated = scene.fact.values.get(cap.totals_key)
    return stated if isinstance(stated, tuple) else ()


def _base(cap: CapTerms, window: Window, unit: str, totals: tuple[Total, ...]) -> Decimal | None:
    """The limit of a cap that is set by an earlier period: what was counted in it."""
    if window.base is None:
        return None
    found = [total for total in totals if total.span == window.base.span and total.quantity.unit == unit and total.of == _counted(cap)]
    return found[0].quantity.mid if found else None


def _before(cap: CapTerms, window: Window, unit: str, totals: tuple[Total, ...], scene: FactScene) -> Quantity | None:
    """What was counted in the window before this act; nothing, if the period estimated begins with the window."""
    for total in totals:
        reaches = total.span.start == window.from_ and scene.day - ONE_DAY <= (total.span.end or window.until) <= window.until
        if total.quantity.unit == unit and total.of == _counted(cap) and reaches:
            return total.quantity
    whole = scene.law.vocabulary.kinds[scene.fact.kind].states_period and scene.fact.span.start == window.from_
    return Quantity.exactly(NOTHING, unit) if whole and cap.totals_key not in scene.fact.values else None


def _counted(cap: CapTerms) -> str:
    return "state" if cap.aggregate_over == "each_state" else "all_states"


def amount_in(unit: str, cap: CapTerms, scene: FactScene) -> tuple[Quantity, list[str]]:
    """The act in `unit`, and what its doubt hangs on: the State's own figure, then a factor, then a band."""
    quantity = scene.fact.quantity
    worth = scene.value(cap.value_key) if cap.value_key and unit == cap.alternative_unit else None
    if isinstance(worth, Decimal):
        return Quantity.exactly(worth, unit), [cap.value_key]
    if quantity is not None and quantity.unit == unit:
        return quantity, ["quantity"]
    conversion = _conversion(scene, quantity.unit if quantity else None, unit)
    if quantity is None or conversion is None:
        missing = cap.value_key if cap.value_key and unit == cap.alternative_unit else "quantity"
        return Quantity(NOTHING, NOTHING, OPEN, unit), [missing]
    return convert(quantity, conversion, scene)


def convert(quantity: Quantity, conversion: Conversion, scene: FactScene) -> tuple[Quantity, list[str]]:
    """A quantity in another unit: as the State itself gave it, else by the named product, else the band of what it may be."""
    reported = scene.value(conversion.reported_key) if conversion.reported_key else None
    if isinstance(reported, Decimal):
        return Quantity.exactly(reported, conversion.to_unit), ["quantity"]
    product = scene.value(conversion.product_key)
    named = conversion.products.get(str(product))
    factor = named or conversion.default
    low = factor.factor if factor.low is None else factor.low
    high = factor.factor if factor.high is None else factor.high
    hangs_on = ["quantity"] if isinstance(product, str) or low == high else [conversion.product_key]
    return quantity.times(low, factor.factor, high, conversion.to_unit), hangs_on


def _conversion(scene: FactScene, from_unit: str | None, to_unit: str) -> Conversion | None:
    pairs = (one for one in scene.law.conversions if one.from_unit == from_unit and one.to_unit == to_unit)
    return next(pairs, None)


def notices(cap: CapTerms, share: Decimal) -> tuple[int, ...]:
    """The thresholds, in percent, that a share of the limit has reached."""
    return tuple(percent for percent in cap.notice_thresholds_pct if share * 100 >= percent)


def _notices(cap: CapTerms, before: Quantity | None, most: Decimal) -> str:
    reached = notices(cap, before.mid / most) if before and most else ()
    return f", past the {reached[-1]} percent notice" if reached else ""


def window_label(span: Span) -> str:
    """A year if the window is one, else its days."""
    whole_year = span.end is not None and (span.start.month, span.start.day, span.end.month, span.end.day) == (1, 1, 12, 31)
    return str(span.start.year) if whole_year else str(span)
