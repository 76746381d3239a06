"""A level against what was promised: an amount not to be passed, emissions per unit of output, a share or capacity to be reached."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vetoproof.detect.emissions.pace import cut_pct
from vetoproof.detect.emissions.path import Path, ratio
from vetoproof.findings.targets.answer import Answer
from vetoproof.findings.targets.question import Question
from vetoproof.findings.targets.reading import (
    CONFLICT,
    INSUFFICIENT,
    NOT_TESTABLE,
    UNLIKE,
    common,
    doubts_of,
    level_at_deadline,
    readings,
    second_readings,
)
from vetoproof.findings.targets.regressions import weaker_than
from vetoproof.findings.targets.shelf import told


def level_vs_cap(question: Question) -> Iterator[Answer]:
    """The last figure against the level that the deadline sets."""
    found = readings(question)
    if not found:
        yield question.settle(None, doubts=((INSUFFICIENT, "no figure of the series was known by then"),))
        return
    first = found[0]
    level = level_at_deadline(question, first.path)
    if level is None or question.by is None:
        yield question.settle(None, doubts=((NOT_TESTABLE, _no_level(question)),), basis=first.basis)
        return
    goal, actual, year = level[0], first.path.need(first.path.last), first.path.last
    raw = _against(actual, goal, year >= question.by.last)
    values: dict[str, Any] = {
        "year": year,
        "data_year": year,
        "target_year": question.by.last,
        "actual_mt": actual,
        "value": actual,
        "goal": goal,
        "gap_mt": actual - goal,
        **common(question),
        **_weaker(question),
    }
    conflict = tuple(_other_account(question, goal, first.path))
    why = f"{actual:,.0f} in {year}, at most {goal:,.0f} by {question.by.last}"
    doubts = (*conflict, *doubts_of(question, first))
    yield question.settle(raw, values, doubts=doubts, unit=first.path.unit, basis=first.basis, why=why)


def _against(actual: float, goal: float, due: bool) -> str:
    if due:
        return "met" if actual <= goal else "missed"
    return "pending_below_cap" if actual <= goal else "pending_above_cap"


def _no_level(question: Question) -> str:
    if question.target.cut:
        return "the level of the reference path is not stated, so nothing can be measured against it"
    return "the text fixes no level"


def _other_account(question: Question, goal: float, path: Path) -> Iterator[tuple[str, str]]:
    """Another account that in the same year stands on the other side of the level, each against the level in its own account."""
    for other in second_readings(question):
        year, level = min(other.path.last, path.last), level_at_deadline(question, other.path)
        ours, theirs = path.at(year), other.path.at(year)
        if level is not None and ours is not None and theirs is not None and (ours <= goal) != (theirs <= level[0]):
            yield (
                CONFLICT,
                f"in {year} {other.basis} has {theirs:,.0f} against {level[0]:,.0f}, the series used {ours:,.0f} against {goal:,.0f}",
            )


def _weaker(question: Question) -> dict[str, Any]:
    found = weaker_than(question.law, question.provision)
    return {"weaker_than": found[0].id} if found else {}


def intensity_vs_base(question: Question) -> Iterator[Answer]:
    """How far emissions per unit of output lie below the base year; above and below the line from one release."""
    cut, metric = question.target.cut, question.metric
    paths = dict(_ratios(question))
    path = paths.pop(metric.series[0], None) if metric.series else None
    if path is None or cut is None or cut.year is None or question.by is None or path.at(cut.year) is None:
        yield question.settle(None, doubts=((INSUFFICIENT, "no figures of both series for the base year were known by then"),))
        return
    done, goal = cut_pct(path, cut.year), float(cut.pct)
    raw = _reached(done, goal, path.last >= question.by.last)
    values: dict[str, Any] = {"value": done, "goal": goal, "year": path.last, "data_year": path.last}
    values |= {"base_year": cut.year, "target_year": question.by.last}
    values |= {f"{name}_value": cut_pct(other, cut.year) for name, other in paths.items() if other.at(cut.year)}
    doubts = ((UNLIKE, metric.unlike),) if metric.unlike else ()
    basis = f"{told(question.law, metric.series[0], path)} per {question.law.vocabulary.series[metric.per].title}"
    why = f"{done:.1f} % below {cut.year} in {path.last}, {goal:g} % by {question.by.last}"
    yield question.settle(raw, values, doubts=doubts, unit="percent below the base year", basis=basis, why=why)


def _ratios(question: Question) -> Iterator[tuple[str, Path]]:
    """Each series of the metric per unit of output, above and below the line from one release."""
    below = question.shelf.path(question.metric.per, question.party)
    for name in question.metric.series if below else ():
        above = question.shelf.path(name, question.party, vintage=below.vintage)
        if above and (path := ratio(above, below)):
            yield name, path


def share_vs_target(question: Question) -> Iterator[Answer]:
    """The last figure of a share, capacity or sink against what is to be reached."""
    goal = question.target.at_least
    path = next((path for name in question.metric.series if (path := question.shelf.path(name, question.party))), None)
    unit = question.target.unit or question.metric.unit
    if path is None or goal is None or question.by is None:
        reason = question.metric.unlike or "no figure is on record"
        verdict = NOT_TESTABLE if question.metric.unlike else INSUFFICIENT
        yield question.settle(None, {"goal": float(goal)} if goal is not None else {}, doubts=((verdict, reason),), unit=unit)
        return
    value = path.need(path.last)
    raw = _reached(value, float(goal), path.last > question.by.last)
    values = {"value": value, "goal": float(goal), "year": path.last, "data_year": path.last, "target_year": question.by.last}
    late = "deadline still open" if path.last <= question.by.last else "deadline passed"
    why = f"{value:g} of {float(goal):g} {unit} in {path.last}, {late}"
    yield question.settle(raw, values, unit=unit, basis=told(question.law, question.metric.series[0], path), why=why)


def _reached(value: float, goal: float, due: bool) -> str:
    if due:
        return "met" if value >= goal else "missed"
    return "level_reached" if value >= goal else "pending"
