"""A straight line from one level to another, and where a path stands against it."""

from __future__ import annotations

from attrs import frozen

from vetoproof.detect.emissions.path import Path
from vetoproof.terms.errors import InputError


@frozen
class Line:
    """From `start` in `start_year` to `end` in `end_year`. Which line it is decides the answer, so it is always named."""

    name: str
    start_year: int
    start: float
    end_year: int
    end: float

    def __attrs_post_init__(self) -> None:
        if self.end_year <= self.start_year:
            raise InputError(f"runs from {self.start_year} to {self.end_year}", where=self.name, do="take a later end")

    def level(self, year: int) -> float:
        """The level of a year; after the end it stays there."""
        passed = min(max(year, self.start_year), self.end_year) - self.start_year
        return self.start + (self.end - self.start) * passed / (self.end_year - self.start_year)


@frozen
class AgainstLine:
    """`gap`: actual less line; `points`: the gap in percent of the level at which the line starts."""

    year: int
    actual: float
    line: float
    gap: float
    points: float

    @property
    def on(self) -> bool:
        return self.gap <= 0


def against_line(path: Path, line: Line, year: int | None = None) -> AgainstLine:
    """Where the path stands in a year, its last one unless another is asked."""
    at = path.last if year is None else year
    actual, level = path.need(at), line.level(at)
    return AgainstLine(at, actual, level, actual - level, 100 * (actual - level) / line.start)
