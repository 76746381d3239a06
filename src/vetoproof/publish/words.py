"""Values -> the words of the page: days, months, numbers, shares, claims, outcomes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from vetoproof.evidence.record import Row
from vetoproof.findings.answer import Finding
from vetoproof.regime.law import BINDING, Confidence, Provision
from vetoproof.terms.days import ONE_DAY, Span, end_of_month
from vetoproof.terms.quantity import OPEN, Quantity, plain

STATES = {
    "CHN": "China",
    "FRA": "France",
    "GBR": "United Kingdom",
    "IRN": "Iran",
    "JPN": "Japan",
    "KOR": "Republic of Korea",
    "PRK": "DPRK",
    "RUS": "Russia",
    "UKR": "Ukraine",
    "USA": "United States",
}  # the handful that the records name; any other keeps its code
UNITS = {"bbl": "barrels", "t": "tonnes", "kg": "kilograms", "count": "deliveries", "USD": "US dollars"}
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MONTHS = ("January", "February", "March", "April", "May", "June")
MONTHS += ("July", "August", "September", "October", "November", "December")  # not by locale: same bytes everywhere
UNCHECKED = "paragraph number not checked against the text"
WHOLE = Decimal(1)


def day(value: date | None) -> str:
    """`24 November 2026`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if value else ""


def month(value: date) -> str:
    return f"{MONTHS[value.month - 1]} {value.year}"


def months(values: Iterable[date]) -> str:
    """`January 2022, March to December 2024`: runs of months in a row are drawn together."""
    runs: list[list[date]] = []
    for value in sorted(set(values)):
        if runs and end_of_month(runs[-1][-1]) + ONE_DAY == value:
            runs[-1].append(value)
        else:
            runs.append([value])
    return ", ".join(_run(run[0], run[-1]) for run in runs)


def _run(first: date, last: date) -> str:
    if first == last:
        return month(first)
    start = MONTHS[first.month - 1] if first.year == last.year else month(first)
    return f"{start} to {month(last)}"


def span(value: Span) -> str:
    """The days of a span as a reader takes them: `2024`, `March 2024`, `2024-03-07 to 2024-10-31`."""
    start, end = value.start, value.end
    if end is None or start.day != 1 or end != end_of_month(end):
        return str(value)
    if (start.month, end.month, start.year) == (1, 12, end.year):
        return str(start.year)
    return _run(start, end.replace(day=1))


def counted(n: int, noun: str, nouns: str = "") -> str:
    """`eleven months`, `one month`, `339 launches`."""
    number = SMALL[n] if n < len(SMALL) else f"{n:,}"
    return f"{number} {noun if n == 1 else nouns or noun + 's'}"


def sentence(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def state(code: str) -> str:
    """`China and Russia` of CHN+RUS; a code without a name here stays a code."""
    return " and ".join(STATES.get(part, part) for part in code.split("+"))


def unit(name: str) -> str:
    return UNITS.get(name, name)


def number(value: Decimal) -> str:
    """Whole above a thousand, else as exact as it came."""
    return plain(value.quantize(WHOLE, ROUND_HALF_EVEN)) if abs(value) >= 1000 else plain(value)


def band(value: Quantity) -> str:
    """`363,021 to 404,297`, `at least 1,000`."""
    low, mid, high = (end if end == OPEN else Decimal(number(end).replace(",", "")) for end in (value.low, value.mid, value.high))
    return Quantity(low, mid, high, value.unit).amounts


def percent(value: Decimal, rounding: str = ROUND_HALF_EVEN) -> str:
    return f"{plain((value * 100).quantize(WHOLE, rounding))} %"


def share(value: Quantity | None, *, floor_only: bool) -> str:
    """Fractions of a limit in words. `floor_only`: months are silent, so the figure is a floor, never a bare number."""
    if value is None:
        return "no figure"
    low, high = percent(value.low, ROUND_FLOOR), percent(value.high, ROUND_CEILING)
    if floor_only:
        return f"at least {low}"
    if percent(value.low) == percent(value.high):
        return percent(value.mid)
    return f"{low[:-2]} to {high}"


def claim(row: Row) -> str:
    """The figure of a claim in the words of its bound: `at least 1,000,000 barrels`."""
    low, mid, high = (row.get(end, "") for end in ("low", "mid", "high"))
    name = unit(row.get("unit", ""))
    bound = row.get("bound", "")
    if high and not low and not mid:
        return f"up to {_shown(high)} {name}" + (", if fully laden" if bound == "capacity" else "")
    if low and not high and not mid:
        return f"at least {_shown(low)} {name}"
    if low and high and low != high:
        return f"{_shown(low)} to {_shown(high)} {name}"
    stated = mid or low or high
    about = "about " if bound == "about" else ""
    return f"{about}{_shown(stated)} {name}" if stated else "no figure"


def _shown(text: str) -> str:
    try:
        return plain(Decimal(text))
    except ArithmeticError:
        return text


def outcome(finding: Finding, holds: str = "if the cited claim holds") -> str:
    """What a finding says, never in our own voice as an accusation."""
    where = finding.provision
    if finding.outcome == "breach":
        return f"would breach {where} {holds}"
    if finding.outcome == "depends":
        return f"open under {where}: hangs on {listed(plainly(name) for name in finding.missing) or 'what is not stated'}"
    if finding.outcome == "exempt":
        return f"exempt from {where}" + (f" ({plainly(finding.exemption)})" if finding.exemption else "")
    if finding.outcome == "within_cap":
        return f"within the limit of {where}"
    return f"leaves what {where} asks undone; not binding, so no breach"


def plainly(name: str) -> str:
    """`reported in time` of reported_in_time."""
    return name.replace("_", " ").replace(".", " ")


def listed(parts: Iterable[str], last: str = "and") -> str:
    """`a, b and c`."""
    *front, end = list(parts) or [""]
    return f"{', '.join(front)} {last} {end}" if front else end


def binding(provision: Provision) -> str:
    """Whether the paragraph binds, in plain words."""
    verb = plainly(provision.force)
    if provision.force in BINDING:
        return f"binding ({verb})"
    return {"clarifies": "binding through what it clarifies", "permits": "allows, asks nothing"}.get(
        provision.force, f"not binding ({verb})"
    )


def confidence(value: Confidence) -> str:
    return "high" if value == "high" else f"{value}: {UNCHECKED}"
