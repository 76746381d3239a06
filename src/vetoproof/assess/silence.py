"""The silence clock: ledgers of caps -> whose report is due or late under which paragraph, and what the silence does to the total.

A State that supplied nothing owes nothing; whether it did is what its silence leaves open. So a report is late, not a State.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from vetoproof.assess.calendar import Due
from vetoproof.findings.caps import window_label
from vetoproof.findings.ledger import TOGETHER, Line, Year, months_in
from vetoproof.findings.ledger_rows import Ledger, periods
from vetoproof.regime.limits import Window
from vetoproof.terms.days import end_of_month
from vetoproof.terms.quantity import plain

REPORTED, LATE, DUE = "reported", "late", "due"


def silence(ledgers: Iterable[Ledger], as_of: date) -> Iterator[Due]:
    """Every month of every State that is known to supply: the day on which its report was due, and whether it came."""
    for ledger in ledgers:
        if any(report.days is not None for report in ledger.provision.reporting):
            for window in periods(ledger.provision, as_of):
                yield from _of_period(ledger, window, as_of)


def _of_period(ledger: Ledger, window: Window, as_of: date) -> Iterator[Due]:
    year, life = ledger.year(window), ledger.provision.in_force.span
    silent = set(year.silent)
    states = dict.fromkeys(state for reporter in ledger.reporters for state in reporter.split(TOGETHER))
    for month in months_in(window.span):
        for state in states if month in life and month <= as_of else ():
            covering = None if (state, month) in silent else _covering(year, state, month)
            yield _due(ledger, year, state, month, covering, as_of)


def _covering(year: Year, state: str, month: date) -> Line | None:
    """The row that tells of a State's month: its own first, then a joint one; the longest."""
    found = [line for line in year.lines if line.counted and month in line.months and state in line.reporter.split(TOGETHER)]
    return min(found, key=lambda line: (TOGETHER in line.reporter, -len(line.months), line.row["id"]), default=None)


def _due(ledger: Ledger, year: Year, state: str, month: date, covering: Line | None, as_of: date) -> Due:
    day = end_of_month(month) + ledger.grace
    status = REPORTED if covering else LATE if day < as_of else DUE
    report = next(one for one in ledger.provision.reporting if one.days is not None)
    what = f"{report.what} in {month:%Y-%m}, if anything, to the {report.to}"
    source = covering.row["source"] if covering else "; ".join(ledger.provision.source)
    return Due(day, ledger.provision.id, state, what + (f"; {effect(year)}" if status == LATE else ""), status, source)


def effect(year: Year) -> str:
    """What a silence does to the total of its period: the floor stands, the upper end is open."""
    total = year.reported
    known = f"at least {plain(round(total.low, 0))} {total.unit}, without an upper end" if total else "unknown, which is not zero"
    return f"while it is missing the total of {window_label(year.span)} is {known}"
