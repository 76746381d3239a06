"""The one calendar of duties: reports with a day, reports that recur, wind-downs that end, mandates that run out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from vetoproof.regime.law import Provision, Regime, Report
from vetoproof.regime.watch import Mandate
from vetoproof.terms.days import Span, add_months

MOST_TURNS = 1_000
_EVERY = re.compile(r"P(\d+)([DMY])")


@frozen(order=True)
class Due:
    """One day on which something is owed or ends. `state` names who owes it, as the paragraph does."""

    day: date
    provision: str
    state: str
    what: str
    status: str
    source: str


def duties(law: Regime, span: Span, as_of: date) -> tuple[Due, ...]:
    """What falls due in the span, in the order of the days. `status`: due, or passed on `as_of`."""
    return tuple(sorted(due for due in _all(law, span, as_of) if due.day in span))


def _all(law: Regime, span: Span, as_of: date) -> Iterator[Due]:
    for provision in law.provisions:
        for report in provision.reporting:
            for day in _days(provision, report, span):
                yield _due(provision, day, f"{report.what} to the {report.to}", as_of)
        if down := provision.wind_down:
            yield _due(provision, down.until, f"last day of the wind-down: {down.applies_to}", as_of)
            if down.notify_committee_by:
                yield _due(provision, down.notify_committee_by, "notice of acts inside the wind-down", as_of)
    for instrument in law.instruments:
        if instrument.mandate_until:
            source = "; ".join(instrument.source)
            status = _status(instrument.mandate_until, as_of)
            yield Due(instrument.mandate_until, instrument.id, "", "last day of the mandate that it set", status, source)
    for mandate in law.mandates:
        yield from _warnings(law, mandate, as_of)


def _warnings(law: Regime, mandate: Mandate, as_of: date) -> Iterator[Due]:
    """A known last day warns before, unless the mandate was prolonged by then."""
    terms = law.terms_of(mandate)
    for term, after in zip(terms, (*terms[1:], None), strict=True):
        for ahead in mandate.warn_days if term.span.end else ():
            day = (term.span.end or as_of) - timedelta(days=ahead)
            if after is None or day < after.span.start:
                what = f"{ahead} days to the end of the mandate ({mandate.title}), unless it is prolonged"
                yield Due(day, term.instrument, "", what, _status(day, as_of), "; ".join(mandate.source))


def _due(provision: Provision, day: date, what: str, as_of: date) -> Due:
    return Due(day, provision.id, ", ".join(provision.bound), what, _status(day, as_of), "; ".join(provision.source))


def _status(day: date, as_of: date) -> str:
    return "passed" if day < as_of else "due"


def _days(provision: Provision, report: Report, span: Span) -> Iterator[date]:
    """The days on which a report is due: its one day, or each turn of its interval while the paragraph is in force."""
    if report.by:
        yield report.by
    found = _EVERY.fullmatch(report.every or "")
    if not found:
        return
    first = report.first_from or provision.in_force.from_
    for turn in range(1, MOST_TURNS):
        day = _step(first, int(found[1]) * turn, found[2])
        if (span.end and day > span.end) or not provision.binds_on(day):
            return
        yield day


def _step(first: date, amount: int, unit: str) -> date:
    if unit == "D":
        return first + timedelta(days=amount)
    return add_months(first, amount * (12 if unit == "Y" else 1))
