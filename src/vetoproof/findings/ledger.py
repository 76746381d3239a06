"""The ledger of a cap: for each of its periods, what was reported, by whom, which months are silent, which totals conflict.

Rows of a ledger table have: from, until, reporter, amount, unit, status, source, note (`record/SOURCES.md`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from vetoproof.evidence.record import Row, Table, said_by
from vetoproof.findings.caps import window_on
from vetoproof.regime.law import Provision, Regime
from vetoproof.regime.limits import Conversion
from vetoproof.terms.days import ONE_DAY, Span, end_of_month, read_day
from vetoproof.terms.errors import InputError
from vetoproof.terms.quantity import NOTHING, Quantity, decimal

TOGETHER = "+"  # a row of several reporters together: CHN+RUS
NOT_REPORTED = "missing"


@frozen
class Line:
    """One row of the ledger: the figure as reported, and in the unit of the cap with the band of the conversion."""

    row: Row = field(eq=False)
    span: Span
    reporter: str
    stated: Quantity | None
    counted: Quantity | None

    @property
    def months(self) -> frozenset[date]:
        return frozenset(months_of(self.span))


@frozen
class Account:
    """What one reporter (or several together) reported in a period: the rows counted, and the months they leave silent."""

    reporter: str
    lines: tuple[Line, ...]
    silent: tuple[date, ...]
    not_reported: tuple[date, ...]
    conflicts: tuple[Line, ...] = ()

    @property
    def total(self) -> Quantity | None:
        """The sum of the rows counted; a conflicting total of the same months widens the band."""
        counted = [line.counted for line in self.lines if line.counted]
        if not counted:
            return None
        summed = add(counted)
        for other in self.conflicts:
            if other.counted:
                summed = widen(summed, other.counted)
        return summed


@frozen
class Year:
    """One period of the cap."""

    span: Span
    limit: Quantity
    accounts: tuple[Account, ...]
    lines: tuple[Line, ...]

    @property
    def reported(self) -> Quantity | None:
        totals = [account.total for account in self.accounts]
        known = [total for total in totals if total]
        return add(known) if known else None

    @property
    def share(self) -> Quantity | None:
        """Reported / limit, as fractions."""
        reported = self.reported
        limit = self.limit.mid
        return reported and Quantity(reported.low / limit, reported.mid / limit, reported.high / limit, "of the cap")

    @property
    def silent(self) -> tuple[tuple[str, date], ...]:
        """The months for which no figure of a reporter is known here."""
        return tuple((account.reporter, month) for account in self.accounts for month in account.silent)


def cap_ledger(law: Regime, provision: Provision, tables: Iterable[Table], as_of: date, known_by: date) -> tuple[Year, ...]:
    """The periods of a cap from its first to the horizon, with what the tables say of each."""
    if provision.cap is None or provision.cap.recurrence is None:
        raise InputError("has no cap that recurs", where=provision.id, do="ask for a provision with a yearly cap")
    rows = [row for table in tables for row in table.rows if said_by(row, known_by.isoformat())]
    lines = [line for row in rows if (line := _line(law, provision, row)).span.start <= as_of]
    reporters = tuple(dict.fromkeys(line.reporter for line in lines))
    years = []
    day = provision.cap.recurrence.first_from
    while day <= as_of and (window := window_on(provision.cap, day)):
        inside = tuple(line for line in lines if window.span.holds(line.span))
        limit = Quantity.exactly(window.quantity or NOTHING, provision.cap.unit)
        shown = Span(window.from_, min(window.until, as_of))
        years.append(Year(window.span, limit, accounts(inside, reporters, shown), inside))
        day = window.until + ONE_DAY
    return tuple(years)


def _line(law: Regime, provision: Provision, row: Row) -> Line:
    span = Span(read_day(row["from"]), read_day(row["until"]))
    stated = Quantity.exactly(decimal(row["amount"]), row["unit"]) if row["amount"] else None
    unit = provision.cap.unit if provision.cap else ""
    return Line(row, span, row["reporter"], stated, stated and counted_in(unit, stated, law.conversions))


def counted_in(unit: str, stated: Quantity, conversions: Iterable[Conversion]) -> Quantity | None:
    """The figure in the unit of the cap: as stated, else by the default factor with the band of what could be meant."""
    if stated.unit == unit:
        return stated
    for conversion in conversions:
        if (conversion.from_unit, conversion.to_unit) == (stated.unit, unit):
            by = conversion.default
            return stated.times(by.low or by.factor, by.factor, by.high or by.factor, unit)
    return None


def accounts(lines: tuple[Line, ...], reporters: Iterable[str], span: Span) -> tuple[Account, ...]:
    """An account a reporter, or one of all together.

    Reporters apart, if they leave no month silent; else all together, if that does not; else the larger floor.
    """
    each = [account(name, lines, span) for name in sorted(reporters)]
    apart = tuple(one for one in each if TOGETHER not in one.reporter)
    together = max((one for one in each if TOGETHER in one.reporter), key=floor, default=None)
    if together is None or not any(one.silent for one in apart):
        return apart
    if not together.silent or floor(together) > sum(map(floor, apart)):
        return (together,)
    return apart


def floor(one: Account) -> Decimal:
    """What an account shows at the least, as a middle figure; nothing if it has no figure."""
    return one.total.mid if one.total else NOTHING


def account(reporter: str, lines: tuple[Line, ...], span: Span) -> Account:
    """The longest stated total of a reporter, then what other rows add to months it does not cover."""
    own = [line for line in lines if line.reporter == reporter]
    figures = sorted((line for line in own if line.counted), key=lambda line: (-len(line.months), _said(line), line.row["id"]))
    taken: list[Line] = []
    conflicts: list[Line] = []
    seen: set[date] = set()
    for line in figures:
        if not line.months & seen:
            taken.append(line)
            seen |= line.months
        elif len(taken) == 1 and line.span == taken[0].span and line.counted != taken[0].counted:
            conflicts.append(line)
    wanted = list(months_of(span))
    skipped = {line.span.start for line in own if line.row["status"] == NOT_REPORTED} - seen
    silent = tuple(month for month in wanted if month not in seen)
    return Account(reporter, tuple(sorted(taken, key=_order)), silent, tuple(sorted(skipped)), tuple(conflicts))


def months_of(span: Span) -> Iterator[date]:
    """The first day of each month of a span."""
    month = span.start.replace(day=1)
    while span.end is None or month <= span.end:
        yield month
        month = end_of_month(month) + ONE_DAY


def add(quantities: Iterable[Quantity]) -> Quantity:
    """The sum, end by end, in the order given (exact decimals)."""
    parts = list(quantities)
    low, mid, high = (sum((getattr(part, end) for part in parts), Decimal(0)) for end in ("low", "mid", "high"))
    return Quantity(low, mid, high, parts[0].unit)


def widen(one: Quantity, other: Quantity) -> Quantity:
    """The band that holds both of two conflicting figures; the middle stays that of the first."""
    return Quantity(min(one.low, other.low), one.mid, max(one.high, other.high), one.unit)


def _said(line: Line) -> str:
    return "".join(chr(0x10FFFF - ord(letter)) for letter in line.row.get("said", ""))  # the latest word first


def _order(line: Line) -> tuple[date, str]:
    return (line.span.start, line.row["id"])
