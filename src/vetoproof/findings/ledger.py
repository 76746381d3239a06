"""The ledger of a cap: for each of its periods, what was reported, by whom, which months are silent, which totals conflict.

Rows of a ledger table have: from, until, reporter, amount, unit, status, source, note (`record/SOURCES.md`). A column named as the
unit of the cap holds the amount in that unit as the State itself gave it; a column `product` names the product.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from attrs import field, frozen

from vetoproof.evidence.record import Row, Table, said_by
from vetoproof.findings.caps import window_on
from vetoproof.regime.law import Provision, Regime
from vetoproof.regime.limits import CapTerms, Conversion, Product, Window
from vetoproof.terms.days import ONE_DAY, Span, end_of_month, read_day
from vetoproof.terms.errors import InputError
from vetoproof.terms.quantity import NOTHING, Quantity, decimal

TOGETHER = "+"  # a row of several reporters together: CHN+RUS
NOT_REPORTED = "missing"
AS_REPORTED, BY_PRODUCT, BY_DEFAULT = "as reported", "factor of the product", "default factor"
ONE = Product(Decimal(1))


@frozen
class Line:
    """One row of the ledger: the figure as reported, and in the unit of the cap with the band of the conversion.

    `factor` is what one unit as stated was counted for, `basis` which of the three rules gave it.
    """

    row: Row = field(eq=False)
    span: Span
    reporter: str
    stated: Quantity | None
    counted: Quantity | None
    factor: Product | None = None
    basis: str = ""

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
        """Reported / limit, as fractions; None if there is no figure, or no limit that anybody published."""
        reported, limit = self.reported, self.limit.mid
        if not limit:
            return None
        return reported and Quantity(reported.low / limit, reported.mid / limit, reported.high / limit, "of the cap")

    @property
    def silent(self) -> tuple[tuple[str, date], ...]:
        """The months for which no figure of a reporter is known here."""
        return tuple((account.reporter, month) for account in self.accounts for month in account.silent)


@frozen(eq=False)
class Ledger:
    """The lines that are known of one cap in one unit, and who is known to supply."""

    provision: Provision
    cap: CapTerms
    unit: str
    lines: tuple[Line, ...]
    reporters: tuple[str, ...]
    as_of: date

    @property
    def grace(self) -> timedelta:
        """How long after a month its report is due, by the paragraph itself."""
        return timedelta(days=max((report.days or 0 for report in self.provision.reporting), default=0))

    def year(self, window: Window) -> Year:
        """One period, with what the lines say of it."""
        inside = tuple(line for line in self.lines if window.span.holds(line.span))
        life = self.provision.in_force.span
        due = tuple(month for month in months_in(window.span) if month in life and end_of_month(month) + self.grace < self.as_of)
        limit = window.alternative if self.unit == self.cap.alternative_unit else window.quantity
        return Year(window.span, Quantity.exactly(limit or NOTHING, self.unit), accounts(inside, self.reporters, due), inside)

    def straddling(self, window: Window) -> tuple[Line, ...]:
        """The lines that lie partly in the window: they are counted in no period."""
        span = window.span
        return tuple(line for line in self.lines if not span.holds(line.span) and (line.span.start in span or line.span.end in span))


def read_ledger(
    law: Regime,
    provision: Provision,
    tables: Iterable[Table],
    as_of: date,
    known_by: date,
    *,
    unit: str = "",
    suppliers: Iterable[str] = (),
) -> Ledger:
    """The rows said by the second day about days up to the first. `unit`: which of the two units of the limit; the first if not said."""
    if provision.cap is None:
        raise InputError("has no cap", where=provision.id, do="ask for a provision with a cap")
    kept = unit or provision.cap.unit
    rows = [row for table in tables for row in table.rows if said_by(row, known_by.isoformat())]
    lines = [line for row in rows if (line := _line(law, provision.cap, kept, row)) and (line.span.end or as_of) <= as_of]
    reporters = tuple(dict.fromkeys([*suppliers, *(line.reporter for line in lines)]))
    return Ledger(provision, provision.cap, kept, tuple(lines), reporters, as_of)


def cap_ledger(
    law: Regime,
    provision: Provision,
    tables: Iterable[Table],
    as_of: date,
    known_by: date,
    *,
    unit: str = "",
    suppliers: Iterable[str] = (),
) -> tuple[Year, ...]:
    """The periods of a cap from its first to the horizon, with what the tables say of each."""
    ledger = read_ledger(law, provision, tables, as_of, known_by, unit=unit, suppliers=suppliers)
    return tuple(ledger.year(window) for window in periods(provision, as_of))


def periods(provision: Provision, as_of: date) -> Iterator[Window]:
    """The periods that had begun by the day, in order; one that the paragraph was in force for less than half of is another's."""
    cap, life = provision.cap, provision.in_force.span
    day: date | None = cap and min((*(window.from_ for window in cap.windows), *([cap.recurrence.first_from] if cap.recurrence else ())))
    last = min(as_of, life.end or as_of)
    while cap and day and day <= last:
        window = window_on(cap, day)
        if window and 2 * common_days(window.span, life) >= (window.until - window.from_).days + 1:
            yield window
        day = window.until + ONE_DAY if window else _next_start(cap, day)


def _next_start(cap: CapTerms, day: date) -> date | None:
    """The first day of the next period after a gap."""
    starts = [*(window.from_ for window in cap.windows), *([cap.recurrence.first_from] if cap.recurrence else ())]
    return min((start for start in starts if start > day), default=None)


def common_days(one: Span, other: Span) -> int:
    """How many days lie in both."""
    end = min(one.end or date.max, other.end or date.max)
    return max(0, (end - max(one.start, other.start)).days + 1)


def _line(law: Regime, cap: CapTerms, unit: str, row: Row) -> Line | None:
    """A row as a line; None if it is in the other of two units, which are never put into one another."""
    if cap.alternative_unit and row["unit"] not in ("", unit):
        return None
    span = Span(read_day(row["from"]), read_day(row["until"]))
    stated = Quantity.exactly(decimal(row["amount"]), row["unit"]) if row["amount"] else None
    counted, factor, basis = counted_in(unit, stated, row, law.conversions) if stated else (None, None, "")
    return Line(row, span, row["reporter"], stated, counted, factor, basis)


def counted_in(unit: str, stated: Quantity, row: Row, conversions: Iterable[Conversion]) -> tuple[Quantity | None, Product | None, str]:
    """The figure in the unit of the cap by the order of the rule: as the State gave it, by the product named, by default."""
    if stated.unit == unit:
        return stated, ONE, AS_REPORTED
    if given := row.get(unit, ""):
        own = Quantity.exactly(decimal(given), unit)
        return own, Product(own.mid / stated.mid) if stated.mid else None, AS_REPORTED
    for conversion in conversions:
        if (conversion.from_unit, conversion.to_unit) == (stated.unit, unit):
            named = conversion.products.get(row.get("product", ""))
            by = named or conversion.default
            counted = stated.times(by.low or by.factor, by.factor, by.high or by.factor, unit)
            return counted, by, BY_PRODUCT if named else BY_DEFAULT
    return None, None, f"no factor from {stated.unit} to {unit}"


def accounts(lines: tuple[Line, ...], reporters: Iterable[str], due: tuple[date, ...]) -> tuple[Account, ...]:
    """An account a reporter, or one of all together. `due`: the months of which a report was due.

    Reporters apart, if they leave no month silent; else all together, if that does not; else the larger floor.
    """
    each = [account(name, lines, due) for name in sorted(reporters)]
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


def account(reporter: str, lines: tuple[Line, ...], due: tuple[date, ...]) -> Account:
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
    skipped = {month for line in own if line.row["status"] == NOT_REPORTED for month in line.months} - seen
    silent = tuple(sorted(skipped | {month for month in due if month not in seen}))
    return Account(reporter, tuple(sorted(taken, key=_order)), silent, tuple(sorted(skipped)), tuple(conflicts))


def months_of(span: Span) -> Iterator[date]:
    """The first day of each month of a span."""
    month = span.start.replace(day=1)
    while span.end is None or month <= span.end:
        yield month
        month = end_of_month(month) + ONE_DAY


def months_in(span: Span) -> Iterator[date]:
    """The months that a period owns: those whose first day lies in it."""
    return (month for month in months_of(span) if month in span)


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
