"""Two statements of a day of birth -> same, near, could be, other."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from attrs import frozen

from vetoproof.evidence.lists.dates import partial_date

Agreement = Literal["same", "near", "may", "other"]
_PART = re.compile(r"([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?")
_COMPACT = re.compile(r"(?:18|19|20)[0-9]{6}")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
YEARS_NEAR = 2  # a full date that differs in the year alone, by so much, is a slip or a second passport; ours
DAYS_NEAR = 1
_RANK: dict[Agreement, int] = {"other": 0, "may": 1, "near": 2, "same": 3}


@frozen
class Born:
    year: int
    month: int = 0
    day: int = 0
    until: int = 0  # the last year of a range

    @property
    def full(self) -> bool:
        return bool(self.day)


def read_birth(text: str) -> Born | None:
    """`1968`, `1968-04`, `1968-04-02`, `1965/1967`; None if it is none of these, or no day of the calendar."""
    first, slash, last = text.strip()[:40].partition("/")
    found = _PART.fullmatch(first.strip()[:10])
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    ends = _PART.fullmatch(last.strip()[:10]) if slash else None
    if month:
        try:
            date(year, month, day or 1)
        except ValueError:
            return None
    return Born(year, 0 if slash else month, 0 if slash else day, int(ends[1]) if ends else 0)


def written_birth(text: str) -> str:
    """`1944-10-13` of 13/10/1944, 13.10.1944, 13 Oct 1944 or 19441013; the day stands first. Empty if it is none of these."""
    plain = text.strip()[:40]
    if _COMPACT.fullmatch(plain):
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    found = partial_date(plain.replace(".", "/"))
    if not found and (parts := _MONTH_FIRST.fullmatch(plain)):  # 10/13/1944: no day is the thirteenth month
        found = f"{parts[3]}-{int(parts[1]):02}-{int(parts[2]):02}"
    return found if read_birth(found) else ""


def compare_births(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[Agreement, str, str] | None:
    """The best agreement of any two dates; None if one side has none that can be read."""
    read = ((read_birth(one), read_birth(other), one, other) for one in mine for other in theirs)
    found = [(_agree(a, b), one, other) for a, b, one, other in read if a and b]
    return max(found, key=lambda one: _RANK[one[0]], default=None)


def contradicting(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """Which of mine agree with none of theirs, each once."""
    best = ((one, compare_births((one,), theirs)) for one in dict.fromkeys(mine))
    return tuple(one for one, found in best if found and found[0] == "other")


def _agree(a: Born, b: Born) -> Agreement:
    if a.full and b.full:
        return _full(a, b)
    if a.until or b.until:
        low, high = max(a.year, b.year), min(a.until or a.year, b.until or b.year)
        return "may" if low <= high + 1 else "other"
    if a.year != b.year:
        return "may" if abs(a.year - b.year) <= 1 and not (a.full and b.full) else "other"
    return "other" if a.month and b.month and a.month != b.month else "may"


def _full(a: Born, b: Born) -> Agreement:
    if (a.year, a.month, a.day) == (b.year, b.month, b.day):
        return "same"
    swapped = a.year == b.year and (a.month, a.day) == (b.day, b.month)
    one_year = abs(a.year - b.year) <= YEARS_NEAR and (a.month, a.day) == (b.month, b.day)
    one_day = abs((date(a.year, a.month, a.day) - date(b.year, b.month, b.day)).days) <= DAYS_NEAR
    return "near" if swapped or one_year or one_day else "other"
