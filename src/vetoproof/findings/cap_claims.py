"""Rows of claims -> what nobody reported: capacity x load x factor x (1 - false positives), low, middle and high in closed form.

Rows of a table of claims have: from, until, claimant, measure, low, mid, high, unit, bound, calls, load, said, root, source, flag.
`load` is the load at which the claimant reckoned the figure; so the full capacity follows from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

from vetoproof.evidence.record import Row, Table, said_by
from vetoproof.regime.limits import Conversion, Product
from vetoproof.terms.claim import read_roots
from vetoproof.terms.days import Span, read_day
from vetoproof.terms.quantity import NOTHING, decimal

# A third, a half and nine tenths of the capacity: the three cases of the complaint of 2018-07-12 to the 1718 Committee.
LOADS = (Decimal(1) / 3, Decimal("0.5"), Decimal("0.9"))
LOADS_ROOT = "USA"  # whose scenarios the three loads are
CALLS = "count"  # the unit of a number of calls
NOT_FOR_SUMS = frozenset({"unverified", "doubtful", "conflict", "mixed_periods"})
ONE = Decimal(1)
NO_FALSE = (NOTHING, NOTHING, NOTHING)  # no rate of calls that were no delivery was ever published
Ends = tuple[Decimal | None, Decimal | None, Decimal | None]


@frozen
class Estimate:
    """What one claimant says of a period beyond the reports. `ends` are low, middle and high in the unit of the cap; None is open.

    `capacity` is the full one, in the unit of the cap, at the middle factor; `factor` what one unit as claimed counts for.
    """

    claimant: str
    roots: tuple[str, ...]
    period: Span
    unit: str
    calls: int | None
    capacity: Decimal | None
    factor: Product
    false_positive: tuple[Decimal, Decimal, Decimal]
    ends: Ends
    bound: str
    what: str
    said: str
    sources: tuple[str, ...]
    ids: tuple[str, ...]
    flag: str = ""

    @property
    def usable(self) -> bool:
        """Whether it may be reckoned with: not flagged, and with a volume."""
        return not self.flag and any(end is not None for end in self.ends)

    @property
    def mix(self) -> tuple[str, ...]:
        """The claimants whose numbers were multiplied: the capacity is one's, the three loads another's."""
        names = sorted({*self.roots, LOADS_ROOT}) if self.capacity is not None else []
        return tuple(names) if len(names) > 1 else ()


@frozen
class Passed:
    """A dated claim that the cap was passed by a day."""

    claimant: str
    by: date
    source: str


def read_estimates(
    tables: Iterable[Table], span: Span, unit: str, conversions: Iterable[Conversion], as_of: date, known_by: date,
    false_positive: tuple[Decimal, Decimal, Decimal] = NO_FALSE,
) -> tuple[Estimate, ...]:  # fmt: skip
    """The claims about days of a period, said by the second day, one for each root and span of days."""
    factors = {one.from_unit: one for one in conversions if one.to_unit == unit}
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in _rows(tables, span, as_of, known_by):
        if row["unit"] in (unit, CALLS) or row["unit"] in factors:
            groups.setdefault((read_roots(row.get("root", "")) or row["claimant"], row["from"], row["until"]), []).append(row)
    found = (_estimate(rows, unit, factors, false_positive) for rows in groups.values())
    return tuple(sorted((one for one in found if one), key=lambda one: (one.period.start, one.period.end or date.max, one.ids)))


def _rows(tables: Iterable[Table], span: Span, as_of: date, known_by: date) -> Iterator[Row]:
    for row in (row for table in tables for row in table.rows):
        if not (row["from"] and row["until"] and said_by(row, known_by.isoformat())):
            continue
        about = Span(read_day(row["from"]), read_day(row["until"]))
        if span.holds(about) and (about.end or as_of) <= as_of:
            yield row


def _estimate(
    rows: list[Row], unit: str, factors: dict[str, Conversion], false_positive: tuple[Decimal, Decimal, Decimal]
) -> Estimate | None:
    """Rows of one root about one span of days: the capacity from the fullest load stated, else the figures as they stand."""
    volumes = [row for row in rows if row["unit"] != CALLS]
    if not volumes:
        return None
    main = max(volumes, key=lambda row: (_capacity(row) is not None, not row.get("flag"), decimal(row.get("load") or 0), row["id"]))
    by = Product(ONE) if main["unit"] == unit else _factor(factors[main["unit"]], main)
    full = _capacity(main)
    ends = _loaded(full, by, false_positive) if full is not None else _stated(main, by)
    calls = next((int(row["calls"]) for row in rows if row.get("calls", "").isdigit()), None)
    return Estimate(
        claimant=main["claimant"],
        roots=read_roots(main.get("root", "")) or (main["claimant"],),
        period=Span(read_day(main["from"]), read_day(main["until"])),
        unit=unit,
        calls=calls,
        capacity=None if full is None else full * by.factor,
        factor=by,
        false_positive=false_positive if full is not None else NO_FALSE,
        ends=ends,
        bound="capacity" if full is not None else main.get("bound", ""),
        what=main.get("measure", ""),
        said=max(row.get("said", "") for row in rows),
        sources=tuple(dict.fromkeys(row["source"] for row in rows)),
        ids=tuple(row["id"] for row in rows),
        flag=main.get("flag", "") if main.get("flag", "") in NOT_FOR_SUMS else "",
    )


def _capacity(row: Row) -> Decimal | None:
    """The full capacity behind a figure that was reckoned at a load. A floor ("more than") tells of no capacity."""
    figure = row["high"] or row["mid"]
    load = row.get("load") or ("1" if row.get("bound") == "capacity" else "")
    return decimal(figure) / decimal(load) if figure and load and decimal(load) > 0 else None


def _factor(conversion: Conversion, row: Row) -> Product:
    return conversion.products.get(row.get("product", "")) or conversion.default


def _loaded(full: Decimal, by: Product, false_positive: tuple[Decimal, Decimal, Decimal]) -> Ends:
    """capacity x load x factor x (1 - false positives), each end with the ends that make it smallest or largest."""
    low, mid, high = LOADS
    few, some, many = false_positive
    smallest, largest = by.low or by.factor, by.high or by.factor
    return full * low * smallest * (ONE - many), full * mid * by.factor * (ONE - some), full * high * largest * (ONE - few)


def _stated(row: Row, by: Product) -> Ends:
    """The ends that the claimant gave; one left open stays open."""
    smallest, largest = by.low or by.factor, by.high or by.factor
    low, mid, high = (decimal(row[end]) if row[end] else None for end in ("low", "mid", "high"))
    return None if low is None else low * smallest, None if mid is None else mid * by.factor, None if high is None else high * largest


def passed_by(estimates: Iterable[Estimate], limit: Decimal) -> tuple[Passed, ...]:
    """The claims that put the passing of the cap before a day: at least the limit, by the end of their days."""
    found = (
        Passed(one.claimant, one.period.end, "; ".join(one.sources))
        for one in estimates
        if one.usable and one.period.end and one.capacity is None and one.ends[0] is not None and limit and one.ends[0] >= limit
    )
    return tuple(sorted(found, key=lambda one: (one.by, one.claimant)))


def headline(estimates: Iterable[Estimate]) -> Estimate | None:
    """The most cautious claim with a capacity: the smallest, under which the ships would have to be fullest to pass the cap."""
    found = [one for one in estimates if one.usable and one.capacity]
    return min(found, key=lambda one: (one.capacity or NOTHING, one.ids), default=None)


def driver(estimates: Iterable[Estimate]) -> Estimate | None:
    """The claim that a day of passing is reckoned from: the cautious one with a capacity, else the largest volume stated."""
    every = list(estimates)
    stated = [one for one in every if one.usable and one.ends[:2] != (None, None)]
    return headline(every) or max(stated, key=lambda one: (_middle(one), one.ids), default=None)


def _middle(one: Estimate) -> Decimal:
    low, mid, high = one.ends
    return next((end for end in (mid, low, high) if end is not None), NOTHING)
