"""Which series speaks for a promise, whether it counts the same, and what another account says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from vetoproof.detect.emissions.path import Account, BoundaryMismatch, Path, require_alike, share_pct
from vetoproof.detect.emissions.peak import find_peak
from vetoproof.findings.targets.question import Question
from vetoproof.findings.targets.shelf import told

UNLIKE, INSUFFICIENT, CONFLICT, NOT_TESTABLE = "not_testable_like_for_like", "insufficient", "conflicting_sources", "not_testable"
Doubts = tuple[tuple[str, str], ...]


@frozen(eq=False)
class Reading:
    """One series that the text may mean, with the party's figures."""

    series: str
    path: Path
    basis: str


def readings(question: Question) -> tuple[Reading, ...]:
    """The series by which an answer is given: the first with figures, or each of them if the text leaves it open."""
    found = tuple(_found(question, question.metric.series))
    if not found:
        found = tuple(_found(question, question.metric.second))
    return found if question.metric.every_reading else found[:1]


def second_readings(question: Question) -> tuple[Reading, ...]:
    return tuple(_found(question, question.metric.second))


def _found(question: Question, names: tuple[str, ...]) -> Iterator[Reading]:
    for series in names:
        if path := question.shelf.path(series, question.party):
            yield Reading(series, path, told(question.law, series, path))


def land_use_pct(question: Question) -> float | None:
    """The share of land use in the whole, in the last year for which both are known."""
    metric = question.metric
    if not (metric.land_use_part and metric.whole):
        return None
    part, whole = question.shelf.path(metric.land_use_part, question.party), question.shelf.path(metric.whole, question.party)
    return share_pct(part, whole, min(part.last, whole.last)) if part and whole else None


def doubts_of(question: Question, reading: Reading) -> Iterator[tuple[str, str]]:
    """Why this series may be no measure of the promise: its account, and how much of it is land use."""
    metric, most, share = question.metric, float(question.margins.land_use_pct), land_use_pct(question)
    if question.by and question.by.vague:
        yield NOT_TESTABLE, "the deadline is vague, so no day is one of breach"
    if question.target.cut and question.target.cut.gross_base:
        yield UNLIKE, "the base is gross and the target counts removals in"
    try:
        require_alike(Account(metric.gas, metric.land_use), reading.path.account, share, most)
    except BoundaryMismatch as error:
        yield UNLIKE, error.what
        return
    if share is not None and abs(share) > most:
        yield UNLIKE, f"land use is {share:.1f} % of the whole, by bookkeeping models: above {most:g} %, nothing is said"


def level_at_deadline(question: Question, path: Path) -> tuple[float, int | None] | None:
    """The level that the promise sets, and its base year; None if the text fixes none or the base is not in the series."""
    target = question.target
    if target.at_most is not None:
        return float(target.at_most), None
    cut = target.cut
    if cut is None:
        return None
    left = 1 - float(cut.pct) / 100
    if cut.below == "reference":
        return (float(cut.level) * left, None) if cut.level is not None else None
    base_year = cut.year if cut.below == "year" else find_peak(path, question.margins.peak_years, 0).max_year
    base = path.at(base_year) if base_year is not None else None
    return (base * left, base_year) if base is not None else None


def common(question: Question) -> dict[str, Any]:
    return {"land_use_share_pct": land_use_pct(question)}
