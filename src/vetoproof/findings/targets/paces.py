"""How fast emissions would have to fall from the last figure on, and how fast they did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vetoproof.detect.emissions.pace import Pace, achieved, needed
from vetoproof.findings.targets.answer import Answer
from vetoproof.findings.targets.question import Question
from vetoproof.findings.targets.reading import INSUFFICIENT, NOT_TESTABLE, Reading, common, doubts_of, level_at_deadline, readings


def implied_annual_cut(question: Question) -> Iterator[Answer]:
    """The same cut every year to the named year ("before 2060" is 2060)."""
    found = readings(question)
    if not found:
        yield question.settle(None, doubts=((INSUFFICIENT, "no figure of the series was known by then"),))
        return
    first, pace = found[0], _needed(question, found[0])
    if isinstance(pace, str):
        yield question.settle(None, doubts=((NOT_TESTABLE, pace),), basis=first.basis)
        return
    level = level_at_deadline(question, first.path)
    values = {
        "value": pace.a_year,
        "pct_per_year": pace.pct_a_year,
        "data_year": pace.year,
        "target_year": pace.year + pace.years,
        "years": pace.years,
        "actual_mt": first.path.need(pace.year),
        "target_mt": level[0] if level else None,
        **_beside(question, found),
        **common(question),
    }
    why = f"{pace.a_year:,.1f} a year, {pace.pct_a_year:.2f} % of {pace.year}, for {pace.years} years"
    yield question.settle(
        "pending", values, doubts=tuple(doubts_of(question, first)), unit=f"{first.path.unit}/year", basis=first.basis, why=why
    )


def achieved_slope(question: Question) -> Iterator[Answer]:
    """The mean cut a year of the last years against the cut that is needed; below zero it is a rise."""
    found = readings(question)
    first = found[0] if found else None
    years = question.margins.slope_years
    if first is None or first.path.at(first.path.last - years) is None:
        yield question.settle(None, doubts=((INSUFFICIENT, f"no figures over {years} years were known by then"),))
        return
    was, pace = achieved(first.path, years), _needed(question, first)
    values: dict[str, Any] = {
        "value": was.a_year,
        "pct_per_year": was.pct_a_year,
        "year": was.year,
        "data_year": was.year,
        "base_year": was.year - years,
        "actual_mt": first.path.need(was.year),
        **common(question),
    }
    if isinstance(pace, str):
        doubts: tuple[tuple[str, str], ...] = ((NOT_TESTABLE, pace),)
        raw = None
    else:
        values["needed_mt_per_year"] = pace.a_year
        raw, doubts = "on_line" if was.a_year >= pace.a_year else "off_line", tuple(doubts_of(question, first))
    why = f"{_moved(was)} over the {years} years to {was.year}"
    why += "" if isinstance(pace, str) else f", {pace.a_year:,.1f} a year are needed"
    yield question.settle(raw, values, doubts=doubts, unit=f"{first.path.unit}/year", basis=first.basis, why=why)


def _needed(question: Question, reading: Reading) -> Pace | str:
    if question.by is None:
        return "the text has no deadline"
    level = level_at_deadline(question, reading.path)
    if level is None:
        return "the text fixes no level"
    if reading.path.last >= question.by.named:
        return f"the figures reach {reading.path.last}: judge the level instead"
    return needed(reading.path, level[0], question.by.named)


def _beside(question: Question, found: tuple[Reading, ...]) -> dict[str, Any]:
    """The same for the other gases that the text may mean."""
    paces = {reading.series: _needed(question, reading) for reading in found[1:]}
    return {f"{series}_mt_per_year": pace.a_year for series, pace in paces.items() if isinstance(pace, Pace)}


def _moved(pace: Pace) -> str:
    return f"{'fell' if pace.a_year >= 0 else 'rose'} by {abs(pace.a_year):,.1f} a year"
