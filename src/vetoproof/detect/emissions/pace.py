"""How fast a path fell, and how fast it would have to fall to arrive."""

from __future__ import annotations

from attrs import frozen

from vetoproof.detect.emissions.path import Path
from vetoproof.terms.errors import InputError


@frozen
class Pace:
    """A cut a year, in the unit of the path and in percent of the level at `year`; below zero it is a rise."""

    year: int
    years: int
    a_year: float
    pct_a_year: float


def needed(path: Path, target: float, by: int) -> Pace:
    """The same cut every year from the last figure to `target` in the year `by`."""
    years = by - path.last
    if years <= 0:
        raise InputError(f"has figures to {path.last}, and the target is of {by}", where=path.vintage, do="judge the level instead")
    last = path.need(path.last)
    return Pace(path.last, years, (last - target) / years, 100 * (last - target) / years / last)


def achieved(path: Path, years: int) -> Pace:
    """The mean cut a year over the last `years`, from the figure then to the last one."""
    then, last = path.need(path.last - years), path.need(path.last)
    return Pace(path.last, years, (then - last) / years, 100 * (then - last) / years / then)


def cut_pct(path: Path, base_year: int, year: int | None = None) -> float:
    """How far the path lies below its base year, in percent; below zero it is above."""
    base = path.need(base_year)
    return 100 * (base - path.need(path.last if year is None else year)) / base
