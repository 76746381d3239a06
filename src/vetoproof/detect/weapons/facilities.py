"""Intervals of a facility's state -> its state on a day, days of operation, plutonium, and what "nothing seen" is worth.

Reads    intervals: facility, state, first and last day, the last day on which somebody looked.
Returns  STATE on a day: one of those said, or "nobody looked"; DAYS of operation as a range; the chance that a look shows a thing.
Misses   what happens indoors; a stop shorter than the time between two looks.
Wrong if one word is used for two states of a plant.
Source   docs/methods/facilities.md; each input is a row of `record/inputs.csv`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from attrs import frozen

from vetoproof.terms.days import ONE_DAY
from vetoproof.terms.draws import Estimate, Input, estimate

NOBODY = "nobody looked"
DAYS, POWER, FACTOR, YIELD = "days_of_operation", "thermal_power", "capacity_factor", "grams_per_mwd"


@frozen
class Interval:
    """A state of a facility from a day to a day; `slack`: by how many days the first day may be off (a month's precision is 30)."""

    facility: str
    state: str
    start: date
    end: date
    slack: int
    id: str


def state_on(intervals: Iterable[Interval], facility: str, day: date) -> tuple[str, str]:
    """The state on a day and the interval that says so; of two, the one that began last."""
    found = [one for one in intervals if one.facility == facility and one.start <= day <= one.end]
    last = max(found, key=lambda one: (one.start, one.id), default=None)
    return (last.state, last.id) if last else (NOBODY, "")


def days_in(intervals: Iterable[Interval], facility: str, state: str, first: date, last: date) -> tuple[int, int, int]:
    """Days in a state between two days, both inside: least, as said, most; an end that is known to a month may lie anywhere in it."""
    found = [one for one in intervals if one.facility == facility and one.state == state and one.end >= first and one.start <= last]
    said = sum(map(len_of, _cut(found, first, last)))
    slack = sum(min(one.slack, len_of((max(one.start, first), min(one.end, last)))) for one in found if one.start > first)
    return max(0, said - slack), said, min((last - first).days + 1, said + slack)


def _cut(intervals: Iterable[Interval], first: date, last: date) -> Iterator[tuple[date, date]]:
    """The spans inside two days; where two meet, the days count once."""
    reached = first - ONE_DAY
    for one in sorted(intervals, key=lambda one: (one.start, one.end)):
        start, end = max(one.start, reached + ONE_DAY, first), min(one.end, last)
        if start <= end:
            yield start, end
            reached = end


def len_of(span: tuple[date, date]) -> int:
    return (span[1] - span[0]) // timedelta(days=1) + 1


def plutonium_kg(values: Mapping[str, Any]) -> Any:
    """Kilograms of plutonium made: heat in megawatts, days, the share of full power, grams a megawatt-day."""
    return values[DAYS] * values[POWER] * values[FACTOR] * values[YIELD] / 1000


def plutonium(days: tuple[int, int, int], inputs: Mapping[str, Input], said_by: str, source: str) -> tuple[Estimate, tuple[Input, ...]]:
    """What a reactor could have made in so many days, and the inputs."""
    span = Input(DAYS, days[0], days[1], days[2], "days", said_by, source)
    parts = (span, inputs[POWER], inputs[FACTOR], inputs[YIELD])
    return estimate(parts, plutonium_kg), parts


def chance_seen(looks: int, each: float) -> float:
    """The chance that at least one of so many looks shows a thing that is there, if each shows it with the chance `each`."""
    if not 0 <= each <= 1:
        raise ValueError(f"{each} is no chance: it lies between 0 and 1")
    return 1 - (1 - each) ** looks
