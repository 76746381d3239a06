"""The ledger of a cap -> where it stands in each of its periods, in the answers of the `status` door.

Reports can show that a limit was passed, never that it was kept: what nobody reported is not in them. So a period that is over is `missed`
if the whole range reported lies beyond the limit, else `insufficient`, with what the reports alone say as the raw verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vetoproof.findings.ledger import Year
from vetoproof.findings.ledger_rows import Ledger, periods
from vetoproof.findings.targets.answer import GROUP, Answer

TEST = "level_vs_cap"


def cap_answers(ledger: Ledger, as_of: date) -> Iterator[Answer]:
    """An answer a period, the oldest first."""
    for window in periods(ledger.provision, as_of):
        yield _answer(ledger, ledger.year(window), as_of)


def _answer(ledger: Ledger, year: Year, as_of: date) -> Answer:
    over, found, silent = year.span.end is not None and year.span.end < as_of, year.reported, year.silent
    limit = year.limit.mid
    raw = None if found is None or not limit else ("missed" if found.mid > limit else "met" if over else "pending_below_cap")
    verdict, why = _verdict(year, over)
    values = {
        "year": year.span.start.year,
        "value": None if found is None else float(found.mid),
        "low": None if found is None else float(found.low),
        "high": None if found is None else float(found.high),
        "goal": float(limit) if limit else None,
        "share": None if year.share is None else float(year.share.mid),
        "silent_months": len(silent),
    }
    basis = f"what States reported for {year.span.start} to {year.span.end or 'open'}"
    return Answer(ledger.provision.id, GROUP, as_of, TEST, verdict, raw, values, ledger.unit, basis, why)


def _verdict(year: Year, over: bool) -> tuple[str, str]:
    found, limit, silent = year.reported, year.limit.mid, year.silent
    if not limit:
        return "not_testable", "no limit for the period was published"
    if found is None:
        return "insufficient", "no figure is known; that is not zero"
    told = f"{found.amounts} of {year.limit.amounts} {year.limit.unit} reported"
    if found.low > limit:
        return "missed", f"{told}: beyond the limit on the reports alone"
    if silent:
        told += f", {len(silent)} months of a State silent"
    if not over:
        return ("pending_above_cap" if found.mid > limit else "pending_below_cap"), f"{told}; the period still runs"
    return "insufficient", f"{told}; what nobody reported is not in it, so the reports do not tell whether the limit was kept"
