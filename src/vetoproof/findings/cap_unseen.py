"""What an account of a cap could not see: silent months by State, figures in conflict, days still running, claims without a volume."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from vetoproof.evidence.record import Row
from vetoproof.findings.cap_claims import Estimate
from vetoproof.findings.cap_named import CapPeriod
from vetoproof.findings.ledger import Account, Line, Year
from vetoproof.findings.ledger_rows import Ledger
from vetoproof.terms.days import ONE_DAY, end_of_month
from vetoproof.terms.unseen import Unseen


@frozen(eq=False)
class Looked:
    """What was looked at for one account."""

    period: CapPeriod
    ledger: Ledger
    years: tuple[Year, ...]
    claims: tuple[Estimate, ...]
    calls: tuple[Row, ...]
    kept: bool  # whether any table of reports is kept for the cap
    as_of: date


def unseen(one: Looked) -> Iterator[Unseen]:
    """What the account could not see, each with why."""
    yield from _of_reports(one)
    yield from _of_days(one)
    yield from _of_claims(one)


def _of_reports(one: Looked) -> Iterator[Unseen]:
    if not one.kept:
        yield Unseen("what was reported", "no table of reports is kept for this cap")
    for state, months in _by_state(one.years[0].silent):
        yield Unseen(f"{state} {_told(months)}", "no figure is known; that is not zero")
    for account in (account for year in one.years for account in year.accounts):
        yield from _in_conflict(account)
    told = {month for account in one.years[0].accounts for line in account.lines for month in line.months}
    for line in one.ledger.straddling(one.period.window):
        if line.counted is None or {month for month in line.months if month in one.period.window.span} <= told:
            continue
        yield Unseen(f"{line.reporter} {line.span}", "the figure reaches over the end of the period and is in none")
    if not one.years[0].limit.mid:
        yield Unseen("the limit", "the text fixes it by what was supplied before, which nobody published")


def _of_days(one: Looked) -> Iterator[Unseen]:
    window, life = one.period.window, one.period.provision.in_force
    if window.until > one.as_of:
        yield Unseen(f"days after {one.as_of}", "the period still ran on that day")
    if life.until and life.until < window.until:
        yield Unseen(f"{life.until + ONE_DAY} to {window.until}", f"{one.period.provision.id} was no longer in force")


def _of_claims(one: Looked) -> Iterator[Unseen]:
    if not one.claims:
        yield Unseen("deliveries that nobody reported", "no claim about this period is on record; that is not none")
    elif any(claim.capacity is not None and not claim.false_positive[2] for claim in one.claims):
        yield Unseen("calls that were no delivery", "no rate of false positives was published; it is taken as nothing")
    blank = [row for row in one.calls if not row.get("capacity")]
    if blank:
        yield Unseen(
            f"the volume of {len(blank)} dated calls", "their days are known and their capacity is not: they give no day of passing"
        )
    for claim in one.claims:
        if claim.flag:
            yield Unseen(f"{claim.claimant}, {claim.period}", f"{claim.flag}: shown, and not reckoned with")


def _by_state(found: Iterable[tuple[str, date]]) -> Iterator[tuple[str, list[date]]]:
    by: dict[str, list[date]] = {}
    for state, month in found:
        by.setdefault(state, []).append(month)
    yield from by.items()


def _told(months: list[date]) -> str:
    """`2024-02 to 2024-12`: months in a row are drawn together."""
    runs: list[list[date]] = []
    for month in months:
        if runs and end_of_month(runs[-1][-1]) + ONE_DAY == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(f"{run[0]:%Y-%m}" if len(run) == 1 else f"{run[0]:%Y-%m} to {run[-1]:%Y-%m}" for run in runs)


def _in_conflict(account: Account) -> Iterator[Unseen]:
    for other in account.conflicts:
        first = account.lines[0]
        yield Unseen(f"which figure of {account.reporter} holds, {first.span}", f"{_figure(first)} and {_figure(other)}: both kept")


def _figure(line: Line) -> str:
    said = f", said {line.row['said']}" if line.row.get("said") else ""
    return f"{line.stated}{said} ({line.row['source']})"
