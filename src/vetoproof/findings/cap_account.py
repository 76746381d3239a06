"""A cap, a year and what is known on two days -> one account: reported, silent, claimed, the break-even loads, the day, the notices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import frozen

from vetoproof.evidence.record import Row, said_by
from vetoproof.findings.cap_breach import BreachDay, breach_day, earliest
from vetoproof.findings.cap_claims import NO_FALSE, Estimate, driver, headline, read_estimates
from vetoproof.findings.cap_draws import Percentiles, percentiles
from vetoproof.findings.cap_named import CapPeriod, CapTables
from vetoproof.findings.cap_notices import Notice, Swing, notices, tornado
from vetoproof.findings.cap_unseen import Looked, unseen
from vetoproof.findings.ledger import Year, accounts, months_in
from vetoproof.findings.ledger_rows import Ledger, read_ledger
from vetoproof.regime.law import Regime
from vetoproof.terms.days import Span, read_day
from vetoproof.terms.quantity import NOTHING
from vetoproof.terms.unseen import Unseen


@frozen(eq=False)
class CapAccount:
    """One period of a cap. `years` holds it in each unit of the limit: the first decides what is reckoned on."""

    period: CapPeriod
    years: tuple[Year, ...]
    silent: tuple[tuple[str, date], ...]
    estimates: tuple[tuple[Estimate, Percentiles | None], ...]
    break_even: Decimal | None
    break_even_after: Decimal | None
    reported_beside: Decimal | None  # what was reported in the days of the claim behind the break-even load
    breach_day: BreachDay
    notices: tuple[Notice, ...]
    tornado: tuple[Swing, ...]
    unseen: tuple[Unseen, ...]

    @property
    def year(self) -> Year:
        return self.years[0]

    @property
    def main(self) -> Estimate | None:
        """The claim behind the break-even load."""
        return headline(one for one, _ in self.estimates)


def cap_account(
    law: Regime, period: CapPeriod, tables: CapTables, as_of: date, known_by: date,
    false_positive: tuple[Decimal, Decimal, Decimal] = NO_FALSE,
) -> CapAccount:  # fmt: skip
    """The account of one period."""
    cap = period.provision.cap
    if cap is None:
        raise ValueError(period.provision.id)
    ledgers = [
        read_ledger(law, period.provision, tables.ledgers, as_of, known_by, unit=unit, suppliers=tables.suppliers) for unit in cap.units
    ]
    years = tuple(ledger.year(period.window) for ledger in ledgers)
    first, limit = years[0], years[0].limit.mid
    conversions = () if cap.alternative_unit else law.conversions
    found = [read_estimates(tables.claims, first.span, unit, conversions, as_of, known_by, false_positive) for unit in cap.units]
    main = headline(found[0])
    beside = reported_in(ledgers[0], main.period) if main else None
    calls = _dated_calls(tables, first.span, as_of, known_by)
    days = [breach_day(year, claims, driver(claims), calls, cap.notice_thresholds_pct) for year, claims in zip(years, found, strict=True)]
    return CapAccount(
        period=period,
        years=years,
        silent=first.silent,
        estimates=tuple((one, percentiles(one)) for some in found for one in some),
        break_even=_load(limit, main) if limit else None,
        break_even_after=_load(limit - (beside or NOTHING), main) if limit else None,
        reported_beside=beside,
        breach_day=earliest(days),
        notices=tuple(one for year in years for one in notices(year, cap.notice_thresholds_pct, cap.notices_from)),
        tornado=tornado(first, driver(found[0])),
        unseen=tuple(unseen(Looked(period, ledgers[0], years, found[0], calls, bool(tables.ledgers), as_of))),
    )


def _load(room: Decimal, main: Estimate | None) -> Decimal | None:
    """The load at which the calls alone fill what room there is; nothing is left below zero."""
    return max(room, NOTHING) / main.capacity if main and main.capacity else None


def reported_in(ledger: Ledger, span: Span) -> Decimal | None:
    """What was reported for days inside a span: a row that reaches beyond it is left out, so this is a floor."""
    inside = tuple(line for line in ledger.lines if span.holds(line.span))
    totals = [one.total for one in accounts(inside, ledger.reporters, tuple(months_in(span))) if one.total]
    return sum((total.mid for total in totals), NOTHING) if totals else None


def _dated_calls(tables: CapTables, span: Span, as_of: date, known_by: date) -> tuple[Row, ...]:
    """The deliveries of which the day and the ship are known."""
    rows = (row for table in tables.deliveries for row in table.rows if row["day"] and said_by(row, known_by.isoformat()))
    return tuple(row for row in rows if read_day(row["day"]) in span and read_day(row["day"]) <= as_of)
