"""Is the path on a straight line to its target? Two lines, two answers: from the base year of the text, or from the last year before
the promise was announced. Each answer names its line. No promise fixes a straight line, so off it is no breach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from attrs import frozen

from vetoproof.detect.emissions.line import AgainstLine, Line, against_line
from vetoproof.detect.emissions.path import Path
from vetoproof.findings.targets.answer import Answer
from vetoproof.findings.targets.question import Question
from vetoproof.findings.targets.reading import (
    CONFLICT,
    INSUFFICIENT,
    NOT_TESTABLE,
    Reading,
    common,
    doubts_of,
    level_at_deadline,
    readings,
    second_readings,
)
from vetoproof.terms.quantity import plain

Draw = Callable[[Question, Path], Line | str]


@frozen(eq=False)
class Stand:
    """One reading against its line."""

    reading: Reading
    line: Line
    found: AgainstLine

    @property
    def raw(self) -> str:
        return "on_line" if self.found.on else "off_line"


def straight_line_from_base(question: Question) -> Iterator[Answer]:
    yield _answer(question, from_base)


def straight_line_from_latest(question: Question) -> Iterator[Answer]:
    yield _answer(question, from_latest)


def from_base(question: Question, path: Path) -> Line | str:
    """The line from the base year; or why there is none."""
    assert question.by is not None
    level = level_at_deadline(question, path)
    cut = question.target.cut
    if cut is None or cut.below == "reference":
        return "the text names no base year"
    if level is None or level[1] is None:
        return f"the series has no figure for the base year {cut.year}"
    if level[1] >= question.by.named:
        return f"the base year {level[1]} is not before the target year"
    return Line(f"straight line from the base year {level[1]}", level[1], path.need(level[1]), question.by.named, level[0])


def from_latest(question: Question, path: Path) -> Line | str:
    """The line from the last full year before the promise was announced; or why there is none."""
    assert question.by is not None
    level = level_at_deadline(question, path)
    if level is None:
        return "the text fixes no level for the end of the line"
    start = start_year(question)
    if (first := path.at(start)) is None:
        return f"no figure is known yet for {start}, the year before the announcement"
    if start >= question.by.named:
        return f"it was announced after {question.by.named}"
    return Line(f"straight line from {start}, the last full year before the announcement", start, first, question.by.named, level[0])


def start_year(question: Question) -> int:
    """The last full year before the promise was announced."""
    provision = question.provision
    return (provision.status[0].from_.start if provision.status else provision.in_force.from_).year - 1


def _answer(question: Question, draw: Draw) -> Answer:
    if question.by is None or not question.target.numbered:
        return question.settle(None, doubts=((NOT_TESTABLE, "the text has no number" if question.by else "the text has no deadline"),))
    found = readings(question)
    if not found:
        return question.settle(None, doubts=((INSUFFICIENT, "no figure of the series was known by then"),))
    drawn = [(reading, draw(question, reading.path)) for reading in found]
    if isinstance(drawn[0][1], str):
        return _undrawn(question, draw, found[0], drawn[0][1])
    stands = [Stand(reading, line, against_line(reading.path, line)) for reading, line in drawn if isinstance(line, Line)]
    first = stands[0]
    if first.found.year <= first.line.start_year:
        return question.settle(
            "pending", _values(question, first), unit=first.reading.path.unit, basis=_basis(first), why="no figure after the start"
        )
    other = [stand for stand in stands[1:] if stand.found.year > stand.line.start_year]
    values = _values(question, first) | _beside(other)
    conflict = tuple(_conflicts(question, first, draw))
    doubts = (*_gross(question, first), *conflict, *doubts_of(question, first.reading), *_near(question, first, other))
    return question.settle(first.raw, values, doubts=doubts, unit=first.reading.path.unit, basis=_basis(first), why=_why(first))


def _undrawn(question: Question, draw: Draw, reading: Reading, why: str) -> Answer:
    """No line: because the text fixes none, because its first year has no figure yet, or because the series lacks a year."""
    cut = question.target.cut
    unfixed = cut.level is None and cut.below == "reference" if cut else question.target.at_most is None
    if unfixed or (draw is from_base and (cut is None or cut.below == "reference")):
        return question.settle(None, doubts=((NOT_TESTABLE, why),), basis=reading.basis)
    if draw is from_latest and start_year(question) > reading.path.last:
        return question.settle("pending", basis=reading.basis, why=why)
    return question.settle(None, doubts=((INSUFFICIENT, why),), basis=reading.basis)


def _gross(question: Question, stand: Stand) -> Iterator[tuple[str, str]]:
    """What weighs more than a second account: the text itself, or a base that is not known before the peak is."""
    yield from (doubt for doubt in doubts_of(question, stand.reading) if "gross" in doubt[1] or doubt[0] == NOT_TESTABLE)
    if (
        question.target.cut
        and question.target.cut.below == "peak"
        and stand.line.start_year >= stand.found.year - question.margins.peak_years
    ):
        yield INSUFFICIENT, "the base is the peak, which is known only years after it"


def _conflicts(question: Question, stand: Stand, draw: Draw) -> Iterator[tuple[str, str]]:
    """Another account whose last figure says the opposite, if the two lie apart in one year by more than the margin of a line."""
    for other in second_readings(question):
        line, year = draw(question, other.path), min(other.path.last, stand.reading.path.last)
        if other.series == stand.reading.series or isinstance(line, str) or other.path.last <= line.start_year:
            continue
        theirs, ours = other.path.at(year), stand.reading.path.at(year)
        last = against_line(other.path, line)
        if theirs is None or ours is None or last.on == stand.found.on:
            continue
        apart = 100 * abs(theirs / line.start - ours / stand.line.start)
        if apart >= float(question.margins.near_line_points):
            yield CONFLICT, f"{other.basis} stands {_points(last)} in {last.year}, and in {year} the two lie {apart:.1f} points apart"


def _near(question: Question, first: Stand, others: list[Stand]) -> Iterator[tuple[str, str]]:
    for other in others:
        if other.raw != first.raw:
            yield INSUFFICIENT, f"the gases are not named, and {other.reading.series} is {other.raw.replace('_', ' ')}"
    if abs(first.found.points) < float(question.margins.near_line_points):
        yield INSUFFICIENT, f"less than {plain(question.margins.near_line_points)} points from the line"


def _values(question: Question, stand: Stand) -> dict[str, Any]:
    found, line = stand.found, stand.line
    return {
        "year": found.year,
        "data_year": found.year,
        "base_year": line.start_year,
        "target_year": line.end_year,
        "base_mt": line.start,
        "target_mt": line.end,
        "actual_mt": found.actual,
        "line_mt": found.line,
        "gap_mt": found.gap,
        "gap_points": found.points,
        **common(question),
    }


def _beside(others: list[Stand]) -> dict[str, Any]:
    return {f"{other.reading.series}_raw": other.raw for other in others}


def _basis(stand: Stand) -> str:
    return f"{stand.line.name} to {stand.line.end_year}; {stand.reading.basis}"


def _why(stand: Stand) -> str:
    found = stand.found
    return f"{found.actual:,.0f} in {found.year}, the line is at {found.line:,.0f}: {_points(found)}"


def _points(found: AgainstLine) -> str:
    return f"{abs(found.points):.1f} points {'below' if found.on else 'above'} the line"
