"""Dates as lists write them -> days, or as much of a day as is known: 1968, 1968-04, 1968-04-02, 1965/1967 for years between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from vetoproof.terms.errors import InputError

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SLASHED = re.compile(r"(\d{1,2}|dd|00)?/?(\d{1,2}|mm|00)?/?(\d{4})", re.IGNORECASE)  # day first: EU, UK
_WORDS = re.compile(r"(?:(\d{1,2})[\s-]+)?(?:([A-Za-z]{3})[a-z]*\.?[\s,-]+)?(\d{4})")
_BETWEEN = re.compile(r"(.+?)\s+(?:to|and)\s+(.+)")
_NOISE = re.compile(r"^(?:approximately|circa|c\.|about|between|approx\.)\s+", re.IGNORECASE)
OLDEST, NEWEST, LONGEST = 1850, 2100, 80


def full_day(text: str, where: str, *, day_first: bool = True) -> date | None:
    """A whole day, None where there is none: 2016-03-02, 2016-03-02T.., 02/03/2016, 02-Mar-2016; refused if it is none of these."""
    text = text.strip()
    if not text:
        return None
    found = partial_date(text[: len("2016-03-02")] if _ISO.match(text) else text, day_first=day_first)
    if len(found) != len("2016-03-02"):
        raise InputError(f"{text[:40]!r} is no day", where=where, do="fetch the file again; a day is YYYY-MM-DD or DD/MM/YYYY")
    return date.fromisoformat(found)


def partial_date(text: str, *, day_first: bool = True) -> str:
    """As much of a date as is stated; empty if it is none. `circa` and `about` are dropped: what is left is a year."""
    text = _NOISE.sub("", " ".join(text[:LONGEST].split()).rstrip("."))
    if span := _BETWEEN.fullmatch(text):
        first, last = partial_date(span[1]), partial_date(span[2])
        if not first or not last or last < first:
            return ""
        return first[:4] if first[:4] == last[:4] else f"{first[:4]}/{last[:4]}"
    for year, month, day in _parts(text, day_first):
        if made := _made(year, month, day):
            return made
    return ""


def _parts(text: str, day_first: bool) -> Iterator[tuple[int, int, int]]:
    if found := _ISO.fullmatch(text):
        yield int(found[1]), int(found[2]), int(found[3])
    if found := _SLASHED.fullmatch(text):
        one, two = _number(found[1]), _number(found[2])
        if found[2] is None and found[1] is not None:
            one, two = 0, one  # 04/1968
        yield (int(found[3]), two, one) if day_first else (int(found[3]), one, two)
    if (found := _WORDS.fullmatch(text)) and (found[2] is None or found[2].lower() in MONTHS):
        month = MONTHS.index(found[2].lower()) + 1 if found[2] else 0
        if month or not found[1]:
            yield int(found[3]), month, int(found[1] or 0)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() else 0


def _made(year: int, month: int, day: int) -> str:
    if not OLDEST <= year <= NEWEST:
        return ""
    if not month:
        return f"{year:04}" if not day else ""
    if not 1 <= month <= 12:
        return ""
    if not day:
        return f"{year:04}-{month:02}"
    try:
        return str(date(year, month, day))
    except ValueError:
        return ""
