"""The account of a cap -> the object of the `cap` door. Shares are fractions; a figure that nobody has is null, never zero."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from vetoproof.findings.cap_account import CapAccount, Weighed
from vetoproof.findings.cap_breach import BreachDay
from vetoproof.findings.cap_draws import Passing
from vetoproof.findings.cap_notices import Notice, Swing
from vetoproof.findings.ledger import Account, Line, Year
from vetoproof.terms.days import Span
from vetoproof.terms.quantity import Quantity

Wire = dict[str, Any]


def cap_json(one: CapAccount) -> Wire:
    """One object."""
    return {
        "cap": one.period.name,
        "year": one.period.year,
        "limit": _limit(one),
        "reported": _reported(one),
        "silent": [{"state": state, "month": f"{month:%Y-%m}"} for state, month in one.silent],
        "estimates": [_estimate(weighed, one.year) for weighed in one.estimates],
        "break_even_load": _share(one.main.break_even if one.main else None),
        "break_even_load_after_reported": _share(one.main.break_even_after if one.main else None),
        "breach_day": _breach_day(one.breach_day),
        "notices": [_notice(notice) for notice in one.notices],
        "tornado": [_swing(swing, one.year) for swing in one.tornado],
        "unseen": [{"what": row.what, "why": row.why} for row in one.unseen],
    }


def _limit(one: CapAccount) -> Wire:
    """The limit; beside it, never converted, that in the other unit, and which of the two counts."""
    first, *others = (_amount(year.limit.mid or None, year.limit.unit) for year in one.years)
    cap = one.period.provision.cap
    return {**first, **({"alternative": others[0], "rule": cap.rule if cap else ""} if others else {})}


def _amount(amount: Decimal | None, unit: str) -> Wire:
    return {"amount": number(amount), "unit": unit}


def _reported(one: CapAccount) -> Wire:
    first, *others = (_of_year(year) for year in one.years)
    under = {"provision": one.period.provision.id, "period": _period(one.period.window.span)}
    return {**first, **under, **({"alternative": others[0]} if others else {})}


def _of_year(year: Year) -> Wire:
    """What was reported in one unit. `bound`: at_least while a month is silent, so that a share is never read as the whole."""
    total, share = year.reported, year.share
    return {
        "amount": number(total.mid if total else None),
        "unit": year.limit.unit,
        "share": _share(share.mid if share else None),
        "bound": "at_least" if year.silent else "about" if total and total.low != total.high else "reported",
        **_band(total),
        "by_state": {account.reporter: number(account.total.mid) for account in year.accounts if account.total},
        "by_month": [_line(line, year) for line in sorted(year.lines, key=_place) if line.counted and len(line.months) == 1],
        "rows": [_line(line, year) for line in sorted(year.lines, key=_place) if line.counted and len(line.months) != 1],
        "conflicts": [conflict for account in year.accounts for conflict in _conflicts(account, year)],
    }


def _band(total: Quantity | None) -> Wire:
    return {"low": number(total.low if total else None), "high": number(total.high if total else None)}


def _place(line: Line) -> tuple[date, str, str]:
    return (line.span.start, line.reporter, line.row["id"])


def _line(line: Line, year: Year) -> Wire:
    """A row of the ledger: as counted, as stated, by which factor; `counted` is false where a longer total replaces it."""
    taken = any(line in account.lines for account in year.accounts)
    when = {"month": f"{line.span.start:%Y-%m}"} if len(line.months) == 1 else {"from": str(line.span.start), "until": str(line.span.end)}
    return {
        **when,
        "state": line.reporter,
        **_amount(line.counted.mid if line.counted else None, year.limit.unit),
        **_band(line.counted),
        "stated": _amount(line.stated.mid, line.stated.unit) if line.stated else None,
        "factor": number(line.factor.factor if line.factor else None),
        "basis": line.basis,
        "status": line.row["status"],
        "counted": taken,
        "said": line.row.get("said", ""),
        "source": line.row["source"],
    }


def _conflicts(account: Account, year: Year) -> list[Wire]:
    """Figures of one reporter for the same days that do not agree: each with its source, none dropped."""
    return [
        {"state": account.reporter, "period": _period(other.span), "figures": [_line(account.lines[0], year), _line(other, year)]}
        for other in account.conflicts
    ]


def _estimate(weighed: Weighed, year: Year) -> Wire:
    """A claim; the loads are its own, and `mix_after_reported` names whose numbers stand together in the second."""
    one, drawn = weighed.claim, weighed.drawn
    low, mid, high = one.ends
    return {
        "claimant": one.claimant,
        "period": _period(one.period),
        "calls": one.calls,
        "capacity": number(one.capacity, 0),
        "low": number(low, 0),
        "mid": number(mid, 0),
        "high": number(high, 0),
        "p05": drawn and drawn.p05,
        "p50": drawn and drawn.p50,
        "p95": drawn and drawn.p95,
        "source": "; ".join(one.sources),
        "unit": one.unit,
        "bound": one.bound,
        "what": one.what,
        "factor": number(one.factor.factor),
        "false_positive": [number(rate) for rate in one.false_positive],
        "roots": list(one.roots),
        "mix": list(one.mix),
        "said": one.said,
        "flag": one.flag,
        "rows": list(one.ids),
        "reported_in_these_days": number(weighed.beside),
        "break_even_load": _share(weighed.break_even),
        "break_even_load_after_reported": _share(weighed.break_even_after),
        "mix_after_reported": list(weighed.mix(year)),
    }


def _breach_day(one: BreachDay) -> Wire:
    return {
        **_passing(one.passing),
        "model": one.model,
        "warnings": list(one.warnings),
        "share_of_draws": None if one.passing.share is None else round(one.passing.share, 4),
        "notices": [{"percent": percent, **_passing(found)} for percent, found in one.notices],
        "unit": one.unit,
        "mix": list(one.mix),
    }


def _passing(one: Passing) -> Wire:
    return {name: day.isoformat() if (day := getattr(one, name)) else None for name in ("p05", "p50", "p95")}


def _notice(one: Notice) -> Wire:
    return {
        "percent": one.percent,
        **_amount(one.amount, one.unit),
        "not_before": str(one.not_before),
        "not_after": str(one.not_after),
        "certain": one.certain,
        "basis": "reported",
    }


def _swing(one: Swing, year: Year) -> Wire:
    names: Mapping[str, Decimal] = {
        "low": one.low, "high": one.high, "total_low": one.total_low, "total_high": one.total_high, "swing": one.swing,
    }  # fmt: skip
    return {
        "input": one.input,
        **{name: number(value, 4 if name in ("low", "high") else 0) for name, value in names.items()},
        "unit": year.limit.unit,
    }


def _period(span: Span) -> str:
    return f"{span.start}..{span.end}" if span.end else f"{span.start}.."


def number(amount: Decimal | None, digits: int = 2) -> int | float | None:
    """A JSON number: whole where it is whole."""
    if amount is None:
        return None
    rounded = round(amount, digits)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def _share(share: Decimal | None) -> float | None:
    return None if share is None else float(round(share, 6))
