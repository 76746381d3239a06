"""Rows of reports -> the ledger of a cap: each row as a line in the unit of the cap, and the lines by period.

Rows of a ledger table have: from, until, reporter, amount, unit, status, source, note (`record/SOURCES.md`). A column named as the
unit of the cap holds the amount in that unit as the State itself gave it; a column `product` names the product.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from attrs import frozen

from vetoproof.evidence.record import Row, Table, said_by
from vetoproof.findings.caps import window_on
from vetoproof.findings.ledger import Line, Year, accounts, months_in
from vetoproof.regime.law import Provision, Regime
from vetoproof.regime.limits import CapTerms, Conversion, Product, Window
from vetoproof.terms.days import ONE_DAY, Span, end_of_month, read_day
from vetoproof.terms.errors import InputError
from vetoproof.terms.quantity import NOTHING, Quantity, decimal

EACH = "each_state"
AS_REPORTED, BY_PRODUCT, BY_DEFAULT = "as reported", "factor of the product", "default factor"
ONE = Product(Decimal(1))


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
        of_all = accounts(inside, self.reporters, due)
        most = Quantity.exactly(limit or NOTHING, self.unit)
        return Year(window.span, most, of_all, inside, self.cap.aggregate_over == EACH)

    def straddling(self, window: Window) -> tuple[Line, ...]:
        """The lines that lie partly in the window: they are counted in no period."""
        return tuple(line for line in self.lines if not window.span.holds(line.span) and common_days(window.span, line.span))


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
    if cap is None:
        return
    last = min(as_of, life.end or as_of)
    day = min(_starts(cap), default=None)
    while day and day <= last:
        window = window_on(cap, day)
        if window and 2 * common_days(window.span, life) >= (window.until - window.from_).days + 1:
            yield window
        day = window.until + ONE_DAY if window else min((start for start in _starts(cap) if start > day), default=None)


def _starts(cap: CapTerms) -> list[date]:
    """The first days of what the cap states: its single windows, and the first that recurs."""
    return [*(window.from_ for window in cap.windows), *([cap.recurrence.first_from] if cap.recurrence else ())]


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
