"""Values -> the words of the page: days, months, numbers, shares, claims, outcomes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from vetoproof.evidence.record import Row
from vetoproof.findings.answer import Finding
from vetoproof.publish.states import STATES
from vetoproof.regime.law import BINDING, Provision, Regime
from vetoproof.regime.words import Confidence
from vetoproof.terms.days import ONE_DAY, Span, end_of_month
from vetoproof.terms.quantity import OPEN, Quantity, plain

MONEY = frozenset({"USD"})  # large amounts of these are told in millions
MILLION = Decimal(1_000_000)
UNITS = {"bbl": "barrels", "t": "tonnes", "kg": "kilograms", "USD": "US dollars"}
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
UNCHECKED = "paragraph number not checked against the text"
WHOLE, TENTH = Decimal(1), Decimal("0.1")
UNREADABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]")
STATE_COLUMNS = frozenset({"reporter", "partner", "host", "country", "flag_state"})
ENDS = ("low", "mid", "high")
NO_FIGURE = "no figure"
COUNT = "count"  # the unit of a bare number; what was counted stands in `measure`
OUTCOMES = {
    "breach": "would breach {} if the cited claim holds",
    "depends": "open under {}",
    "request_unfulfilled": "leaves undone what {} asks, which is not binding, so no breach",
    "within_cap": "within the limit of {}",
    "exempt": "exempt from {}",
}  # what weighs more comes first
HEADINGS = {
    "breach": "Would breach, if the cited claim holds",
    "depends": "Open",
    "request_unfulfilled": "Asked, not binding, and left undone",
    "within_cap": "Within the limit of",
    "exempt": "Exempt from",
}


def readable(text: str) -> str:
    """A text without what no page may hold (controls, halves of letters) or what turns the line around; a sign marks the place."""
    return UNREADABLE.sub("\ufffd", text)


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
    """The days of a span as a reader takes them: `2024`, `January to March 2024`, `7 March to 31 October 2024`."""
    start, end = value.start, value.end
    if end is None:
        return f"since {day(start)}"
    if (start.day, start.month, end.day, end.month, start.year) == (1, 1, 31, 12, end.year):
        return str(start.year)
    if start == end:
        return day(start)
    if start.day == 1 and end == end_of_month(end):
        return _run(start, end.replace(day=1))
    first = f"{start.day} {MONTHS[start.month - 1]}" if start.year == end.year else day(start)
    return f"{first} to {day(end)}"


def brief(value: Span) -> str:
    """The months that a span touches, for a chart: `Mar to Oct 2024`."""
    start, end = value.start, value.end or value.start
    if (start.day, start.month, end.day, end.month, start.year) == (1, 1, 31, 12, end.year):
        return str(start.year)
    last = f"{MONTHS[end.month - 1][:3]} {end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return last
    first = MONTHS[start.month - 1][:3] + (f" {start.year}" if start.year != end.year else "")
    return f"{first} to {last}"


def counted(n: int, noun: str, nouns: str = "") -> str:
    """`eleven months`, `one month`, `339 launches`."""
    number = SMALL[n] if n < len(SMALL) else f"{n:,}"
    return f"{number} {noun if n == 1 else nouns or noun + 's'}"


def kind(law: Regime, name: str, n: int = 1) -> str:
    """What a reader calls facts of a kind: `launch`, `launches`; a kind without a label goes by its id."""
    found = law.vocabulary.kinds.get(name)
    one = (found and found.label) or plainly(name)
    return one if n == 1 else (found and found.plural) or f"{one}s"


def measure(law: Regime, name: str) -> str:
    return law.vocabulary.measures.get(name) or sentence(plainly(name))


def sentence(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def state(code: str) -> str:
    """`China and Russia` of CHN+RUS; a code without a name here stays a code."""
    return " and ".join(STATES.get(part, part) for part in re.split(r"[+ ]", code))


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
    """Whole percents; below ten, one decimal."""
    step = TENTH if 0 < value * 10 < 1 else WHOLE
    return f"{plain((value * 100).quantize(step, rounding))} %"


def share(value: Quantity | None, *, floor_only: bool) -> str:
    """Fractions of a limit in words. `floor_only`: months are silent, so the figure is a floor, never a bare number."""
    if value is None:
        return "no figure"
    low, high = percent(value.low, ROUND_FLOOR), percent(value.high, ROUND_CEILING)
    if floor_only:
        return f"at least {low}"
    if percent(value.low) == percent(value.high):
        return percent(value.mid)
    return f"{low.removesuffix(' %')} to {high}"


def claim(row: Row) -> str:
    """The figure of a claim in the words of its bound: `at least 1,000,000 barrels`."""
    if not any(row.get(end) for end in ENDS):
        return NO_FIGURE
    if row.get("unit") in MONEY:
        row = {**row, **{end: _in_millions(row.get(end, "")) for end in ENDS}}
    return f"{amount(row)} {unit_of(row)}".strip()


def unit_of(row: Row) -> str:
    """The unit of a figure as a reader takes it; a count is of what the row measures, money is told in millions."""
    stated = row.get("unit", "")
    if stated == COUNT:
        return row.get("measure", "")
    return f"{'million ' if stated in MONEY else ''}{unit(stated)}"


def _in_millions(text: str) -> str:
    try:
        return str(Decimal(text) / MILLION) if text else ""
    except ArithmeticError:
        return text


def amount(row: Row) -> str:
    """The same without the unit. An end that the claimant left open stays open."""
    low, mid, high = (row.get(end, "") for end in ENDS)
    stated = mid or low or high
    if not stated:
        return NO_FIGURE
    if not low and not mid:
        return f"up to {_shown(high)}"
    if not high and not mid:
        return f"at least {_shown(low)}"
    if low and high and low != high:
        return f"{_shown(low)} to {_shown(high)}"
    return f"{'about ' if row.get('bound') == 'about' else ''}{_shown(stated)}"


def _shown(text: str) -> str:
    try:
        return plain(Decimal(text))
    except ArithmeticError:
        return text


def verdict(findings: Iterable[Finding]) -> str:
    """The findings that weigh most, in one sentence; never in our own voice as an accusation."""
    found = list(findings)
    for outcome, says in OUTCOMES.items():
        if named := list(dict.fromkeys(one.provision for one in found if one.outcome == outcome)):
            missing = dict.fromkeys(name for one in found if one.outcome == outcome for name in one.missing)
            hangs = f": hangs on {listed(map(plainly, missing))}" if outcome == "depends" else ""
            return sentence(says.format(listed(named))) + hangs
    return "Engages no paragraph in force on its days"


def value(column: str, text: str) -> str:
    """A word of a row as a reader takes it: States by name, lines of an identifier as blanks."""
    if column in STATE_COLUMNS:
        return sentence(state(text))
    return text if any(letter.isupper() or letter == "/" for letter in text) else plainly(text)


def named(column: str, text: str) -> str:
    """A word of a row, with the name of its column where it is only a number."""
    told = value(column, text)
    return f"{plainly(column)} {told}" if re.fullmatch(r"[\d.,]+", told) else told


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
