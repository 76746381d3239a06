"""Money promised by the year: each year that the text names is its own test; what is not yet reported is pending, never zero."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from vetoproof.detect.emissions.path import Path
from vetoproof.findings.targets.answer import GROUP, Answer
from vetoproof.findings.targets.question import Question
from vetoproof.findings.targets.reading import INSUFFICIENT, NOT_TESTABLE
from vetoproof.findings.targets.shelf import told
from vetoproof.regime.target import Deadline

REPORTED_AFTER = 1  # years: by then no report on the first year was out (OECD: 2020 was reported in July 2022)


def flow_vs_goal(question: Question) -> Iterator[Answer]:
    if question.party != GROUP:
        yield question.settle(None, doubts=((NOT_TESTABLE, "the goal is the group's, and no member's share is fixed"),))
        return
    bound = question.provision.bound[0]
    paths = [question.shelf.path(name, bound) for name in question.metric.series]
    path = next((path for path in paths if path), None)
    goal = _goal(question, path)
    if isinstance(goal, str) or question.by is None:
        yield question.settle(None, doubts=((NOT_TESTABLE, goal if isinstance(goal, str) else "the text has no deadline"),))
        return
    if path is None:
        yield question.settle(
            None, {"goal": goal}, doubts=((INSUFFICIENT, "no figure of the series was known by then"),), unit=question.metric.unit
        )
        return
    yield from (_year(question, question.by, path, year, goal) for year in _years(question, question.by, path))


def _goal(question: Question, path: Path | None) -> float | str:
    """The level that a year must reach; or why there is none."""
    target = question.target
    if target.at_least is not None:
        return float(target.at_least)
    if target.multiple is None:
        return "the text has no number"
    if target.multiple.of_year is None:
        return "the text names no base year"
    base = path.at(target.multiple.of_year) if path else None
    return (
        float(target.multiple.times) * base
        if base is not None
        else f"no figure for the base year {target.multiple.of_year} was known by then"
    )


def _years(question: Question, by: Deadline, path: Path) -> Iterator[int]:
    """The last figure known before any year that counts; then each year that counts and has begun."""
    first, last = (by.each[0], by.each[1]) if by.each else (by.last, by.last)
    begun = [year for year in range(first, last + 1) if year <= question.as_of.year]
    known = [year for year in begun if path.at(year) is not None]
    before = [int(year) for year in path.years if year < first]
    if before and (not known or question.as_of.year <= first + REPORTED_AFTER):
        yield before[-1]
    yield from begun


def _year(question: Question, by: Deadline, path: Path, year: int, goal: float) -> Answer:
    value = path.at(year)
    counts = by.each[0] <= year <= by.each[1] if by.each else year >= by.last
    values: dict[str, Any] = {"year": year, "data_year": year, "value": value, "goal": goal}
    values["target_year"] = year if by.each and counts else by.each[0] if by.each else by.last
    series = question.metric.series[0]
    basis = told(question.law, series, question.shelf.path(series, question.provision.bound[0], upto=year))
    on = min(question.as_of, date(year, 12, 31)) if by.each and counts else None
    if value is None:
        return question.settle("pending", values, on=on, unit=question.metric.unit, basis=basis, why=f"{year} was not reported by then")
    raw = "met" if value >= goal else "missed" if counts else "not_met"
    why = f"{value:g} of {goal:g} in {year}"
    if counts:
        return question.settle(raw, values, on=on, unit=question.metric.unit, basis=basis, why=why)
    answer = question.settle(
        "pending", values, unit=question.metric.unit, basis=basis, why=f"{why}, the last figure known; the goal counts later"
    )
    return question.say(answer.verdict, raw, values, unit=answer.unit, basis=answer.basis, why=answer.why)
