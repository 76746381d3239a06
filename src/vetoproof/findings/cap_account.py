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
class Weighed:
    """A claim with its draws, what was reported in its days, and the loads at which its calls fill the limit, or what reports left of it.

    `untold`: the months in its days that no figure of their own tells; so `beside` is a floor, and the second load an upper end.
    """

    claim: Estimate
    drawn: Percentiles | None
    beside: Decimal | None = None
    break_even: Decimal | None = None
    break_even_after: Decimal | None = None
    untold: tuple[date, ...] = ()

    def mix(self, year: Year) -> tuple[str, ...]:
        """Whose numbers stand together in the second load."""
        names = {*self.claim.roots, *(account.reporter for account in year.accounts if account.total)} if self.beside else set()
        return tuple(sorted(names)) if len(names) > 1 else ()


@frozen(eq=False)
class CapAccount:
    """One period of a cap. `years` holds it in each unit of the limit: the first decides what is reckoned on."""

    period: CapPeriod
    years: tuple[Year, ...]
    estimates: tuple[Weighed, ...]
    main: Weighed | None  # the claim behind the break-even loads of the period
    breach_day: BreachDay
    notices: tuple[Notice, ...]
    tornado: tuple[Swing, ...]
    unseen: tuple[Unseen, ...]

    @property
    def year(self) -> Year:
        return self.years[0]

    @property
    def silent(self) -> tuple[tuple[str, date], ...]:
        return self.year.silent


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
    conversions = () if cap.alternative_unit else law.conversions
    found = [read_estimates(tables.claims, period.window.span, unit, conversions, as_of, known_by, false_positive) for unit in cap.units]
    calls = _dated_calls(tables, period.window.span, as_of, known_by)
    weighed = [_weigh(one, ledger, year) for ledger, year, some in zip(ledgers, years, found, strict=True) for one in some]
    main = next((one for one in weighed if one.claim is headline(found[0])), None)
    days = [breach_day(year, some, driver(some), calls, cap.notice_thresholds_pct) for year, some in zip(years, found, strict=True)]
    return CapAccount(
        period=period,
        years=years,
        estimates=tuple(weighed),
        main=main,
        breach_day=earliest(days),
        notices=tuple(one for year in years for one in notices(year, cap.notice_thresholds_pct, cap.notices_from)),
        tornado=tornado(years[0], driver(found[0])),
        unseen=(*unseen(Looked(period, ledgers[0], years, found[0], calls, bool(tables.ledgers), as_of)), *_untold(main)),
    )


def _untold(main: Weighed | None) -> tuple[Unseen, ...]:
    if main is None or not main.untold:
        return ()
    months = ", ".join(f"{month:%Y-%m}" for month in main.untold)
    why = "no figure for these months alone, or one that reaches beyond: the break-even load after the reports is at most what is said"
    return (Unseen(f"reports of {months}, in the days of {main.claim.claimant}", why),)


def _weigh(one: Estimate, ledger: Ledger, year: Year) -> Weighed:
    """The load at which the calls alone fill the limit, and that at which they fill what the reports left of it; never below nothing."""
    limit = year.limit.mid
    if not one.capacity or not limit:
        return Weighed(one, percentiles(one))
    beside, untold = reported_in(ledger, one.period)
    after = max(limit - (beside or NOTHING), NOTHING) / one.capacity
    return Weighed(one, percentiles(one), beside, limit / one.capacity, after, untold)


def reported_in(ledger: Ledger, span: Span) -> tuple[Decimal | None, tuple[date, ...]]:
    """What was reported for days inside a span, and the months without: a row that reaches beyond it is left out, so this is a floor."""
    inside = tuple(line for line in ledger.lines if span.holds(line.span))
    found = accounts(inside, ledger.reporters, tuple(months_in(span)))
    totals = [one.total for one in found if one.total]
    untold = tuple(sorted({month for one in found for month in one.silent}))
    return (sum((total.mid for total in totals), NOTHING) if totals else None), untold


def _dated_calls(tables: CapTables, span: Span, as_of: date, known_by: date) -> tuple[Row, ...]:
    """The deliveries of which the day and the ship are known."""
    rows = (row for table in tables.deliveries for row in table.rows if row["day"] and said_by(row, known_by.isoformat()))
    return tuple(row for row in rows if read_day(row["day"]) in span and read_day(row["day"]) <= as_of)
