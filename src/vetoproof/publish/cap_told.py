"""The account of a cap in plain lines: limit, reported, silent, claimed, when it was passed if the claims hold, what is not known."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from vetoproof.findings.cap_account import CapAccount
from vetoproof.findings.cap_breach import BY_REPORTS, NO_MODEL, BreachDay
from vetoproof.findings.cap_claims import Estimate
from vetoproof.findings.cap_draws import Percentiles
from vetoproof.findings.caps import window_label
from vetoproof.findings.ledger import Line, Year
from vetoproof.publish import words
from vetoproof.terms.days import Span

LABEL, WIDTH = 13, 110
RULES = {"lower_of": "whichever is reached first", "either_measure": "either, never put into one another"}


def year_lines(years: Iterable[Year]) -> Iterator[str]:
    """A line for each period: what was reported, and which months are silent."""
    yield "Reported, period by period"
    for year in years:
        missing = unreported(year.silent)
        floor = bool(missing)
        total = f"{words.number(year.reported.mid)} {words.unit(year.limit.unit)}" if year.reported else ""
        told = [words.share(year.share, floor_only=floor) + (f" of the limit ({total})" if total else "")]
        told += [f"{missing} unreported"] if missing else []
        yield f"  {window_label(year.span)}  {', '.join(told)}"
    yield ""


def account_lines(one: CapAccount) -> Iterator[str]:
    """The account of one period, label by label."""
    window = one.period.window
    yield f"{one.period.provision.title} ({one.period.provision.id}), {words.span(Span(window.from_, window.until))}"
    yield ""
    for label, texts in (
        ("Limit", _limit(one)),
        ("Reported", _reported(one)),
        ("Row by row", _rows(one)),
        ("Claimed", _claimed(one)),
        ("Break-even", _break_even(one)),
        ("Passed", _passed(one.breach_day)),
        ("Notices", _notices(one)),
        ("Hangs on", _hangs_on(one)),
        ("Not seen", (f"{row.what}: {row.why}" for row in one.unseen)),
    ):
        yield from _labelled(label, texts)


def _labelled(label: str, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from textwrap.wrap(text, WIDTH, initial_indent=label.ljust(LABEL), subsequent_indent=" " * (LABEL + 2))
        label = ""


def _limit(one: CapAccount) -> Iterator[str]:
    cap = one.period.provision.cap
    parts = [_amount(year.limit.mid, year.limit.unit) if year.limit.mid else "not published" for year in one.years]
    who = "all States together" if cap and cap.aggregate_over == "all_states" else "each State by itself"
    rule = f", {RULES[cap.rule]}" if cap and cap.rule in RULES else ""
    yield f"{' or '.join(parts)}{rule}, {who}"


def _reported(one: CapAccount) -> Iterator[str]:
    missing = unreported(one.silent)
    tail = f"; {missing} unreported" if missing else ""
    for year in one.years:
        if year.reported is None:
            yield f"no figure in {words.unit(year.limit.unit)}, which is not zero{tail}"
            continue
        band = f" ({words.band(year.reported)})" if year.reported.low != year.reported.high else ""
        share = f"{words.share(year.share, floor_only=bool(missing))} of the limit: " if year.share else ""
        yield f"{share}{words.number(year.reported.mid)} {words.unit(year.limit.unit)}{band}{tail}"
        yield "; ".join(f"{words.state(one.reporter)} {words.band(one.total)}" for one in year.accounts if one.total)


def unreported(silent: Iterable[tuple[str, date]]) -> str:
    """`one month of China and eleven months of Russia`."""
    by: dict[str, int] = {}
    for state, _ in silent:
        by[state] = by.get(state, 0) + 1
    return words.listed([f"{words.counted(n, 'month')} of {words.state(state)}" for state, n in by.items()])


def _rows(one: CapAccount) -> Iterator[str]:
    """The rows counted, each with its factor; a conflicting figure beside the one it conflicts with."""
    for year in one.years:
        for account in year.accounts:
            yield from (_row(line, year, "") for line in account.lines)
            yield from (_row(line, year, "conflicts, kept beside it: ") for line in account.conflicts)


def _row(line: Line, year: Year, lead: str) -> str:
    stated = _amount(line.stated.mid, line.stated.unit) if line.stated else "no figure"
    converted = line.stated is not None and line.stated.unit != year.limit.unit
    by = f" x {words.number(line.factor.factor)} ({line.basis})" if line.factor and converted else ""
    return f"{lead}{words.state(line.reporter)}, {words.span(line.span)}: {stated}{by}"


def _claimed(one: CapAccount) -> Iterator[str]:
    for weighed in one.estimates:
        yield _claim(weighed.claim, weighed.drawn)
    if not one.estimates:
        yield "no claim of others about this period is on record; that is not none"


def _claim(claim: Estimate, drawn: Percentiles | None) -> str:
    unit = words.unit(claim.unit)
    low, mid, high = claim.ends
    calls = f", {claim.calls} calls" if claim.calls else ""
    lead = f"{claim.claimant}, {words.span(claim.period)}{calls}: "
    flag = f" [{words.plainly(claim.flag)}]" if claim.flag else ""
    if claim.capacity is not None and low is not None and mid is not None and high is not None:
        draws = f"; nine draws in ten lie from {drawn.p05:,} to {drawn.p95:,}" if drawn else ""
        loads = f"a third full {words.number(low)}, half {words.number(mid)}, nine tenths {words.number(high)}"
        return f"{lead}room for {words.number(claim.capacity)} {unit}; {loads}{draws}{flag}"
    if low is not None and mid is None and high is None:
        return f"{lead}at least {words.number(low)} {unit}{flag}"
    ends = [words.number(end) for end in dict.fromkeys((low, mid, high)) if end is not None]
    about = "about " if claim.bound == "about" else ""
    return f"{lead}{about}{' to '.join(ends)} {unit}{flag}"


def _break_even(one: CapAccount) -> Iterator[str]:
    main = one.main
    if main is None or main.break_even is None or main.break_even_after is None:
        yield "cannot be reckoned: no claim gives the capacity of the ships"
        return
    calls = f"the {main.claim.calls} calls" if main.claim.calls else "the ships"
    beside = f" (with the {_amount(main.beside, main.claim.unit)} reported in the same days)" if main.beside else ""
    after, alone = words.percent(main.break_even_after), words.percent(main.break_even)
    yield f"the limit is passed if {calls} were on average {after} full{beside}; {alone} without the reports"


def _passed(day: BreachDay) -> Iterator[str]:
    found = day.passing
    if day.model == NO_MODEL:
        yield "no day can be reckoned"
    elif found.p50 is None:
        yield f"if the claim holds, not in this period in most draws ({day.model} model)"
    else:
        first, last = words.day(found.p05) or "after the period", words.day(found.p95) or "after the period"
        spread = f", nine draws in ten from {first} to {last}" if found.p05 != found.p95 else ""
        held = "on the reports alone" if day.model == BY_REPORTS else "if the claim holds"
        yield f"{held}, on {words.day(found.p50)}{spread} ({day.model} model)"
    yield from (f"! {warning}" for warning in day.warnings)


def _notices(one: CapAccount) -> Iterator[str]:
    for notice in one.notices:
        when = words.span(Span(notice.not_before, notice.not_after))
        sure = "" if notice.certain else ", if the middle figures hold"
        yield f"{notice.percent} % ({_amount(notice.amount, notice.unit)}) reached on the reports, {when}{sure}"
    if not one.notices:
        yield "none of the thresholds is reached on the reports alone"


def _hangs_on(one: CapAccount) -> Iterator[str]:
    for swing in one.tornado:
        ends = f"{words.number(round(swing.low, 3))} to {words.number(round(swing.high, 3))}"
        totals = f"{words.number(swing.total_low)} to {words.number(swing.total_high)}"
        yield f"{swing.input} ({ends}): the total, reports and claim together, from {totals}"


def _amount(amount: Decimal | None, unit: str) -> str:
    return f"{words.number(amount)} {words.unit(unit)}" if amount is not None else "no figure"
