"""Calendar days as lawyers count them: whole days, both ends inside."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

ONE_DAY = timedelta(days=1)
FIRST, LAST = date(1800, 1, 1), date(2999, 12, 31)  # days beyond leave no room to count from them
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@frozen
class Span:
    """Days from `start` to `end`, both inside; `end` None is still running."""

    start: date
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def holds(self, other: Span) -> bool:
        """Whether every day of `other` lies in this span."""
        return self.start <= other.start and (self.end is None or (other.end is not None and other.end <= self.end))

    def turns(self) -> Iterator[date]:
        """The days on which something changes: the first day, and the day after the last."""
        yield self.start
        if self.end is not None and self.end < date.max:
            yield self.end + ONE_DAY

    def __str__(self) -> str:
        if self.start == self.end:
            return self.start.isoformat()
        return f"{self.start} to {self.end}" if self.end else f"since {self.start}"


def read_day(text: str) -> date:
    """A day written YYYY-MM-DD, and in no other way."""
    if not _DAY.fullmatch(text):
        raise ValueError(f"{text!r} is not a day; write it as YYYY-MM-DD")
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a day of the calendar") from error
    if not FIRST <= day <= LAST:
        raise ValueError(f"{text!r} is outside {FIRST} to {LAST}")
    return day


def read_when(text: str) -> Span:
    """A day, a month, a year, or `EARLIEST..LATEST` -> the days in which what is meant lies."""
    first, dots, last = text.partition("..")
    if dots:
        return Span(read_day(first), read_day(last))
    if re.fullmatch("[0-9]{4}", text):
        return Span(read_day(f"{text}-01-01"), read_day(f"{text}-12-31"))
    if re.fullmatch("[0-9]{4}-[0-9]{2}", text):
        month = read_day(f"{text}-01")
        return Span(month, end_of_month(month))
    day = read_day(text)
    return Span(day, day)


def add_months(day: date, months: int) -> date:
    """The same day `months` later; the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def end_of_month(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
