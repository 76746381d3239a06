"""Has the path peaked? The maximum k years back, and a fall that no revision could undo."""

from __future__ import annotations

from collections.abc import Iterator

from vetoproof.detect.emissions.peak import Peak, find_peak, revision_pct
from vetoproof.findings.targets.answer import Answer
from vetoproof.findings.targets.question import Question
from vetoproof.findings.targets.reading import INSUFFICIENT, Reading, common, doubts_of, readings


def peak_k5(question: Question) -> Iterator[Answer]:
    found = readings(question)
    if not found:
        yield question.settle(None, doubts=((INSUFFICIENT, "no figure of the series was known by then"),))
        return
    first = found[0]
    revision = _revision(question, first.series)
    margin = max(float(question.margins.peak_pct), abs(revision or 0.0))
    peak = find_peak(first.path, question.margins.peak_years, margin)
    values = {
        "year": peak.last_year,
        "max_year": peak.max_year,
        "last_year": peak.last_year,
        "raw_peaked": peak.raw,
        "max_mt": peak.maximum,
        "last_mt": peak.last,
        "fall_pct": peak.fall_pct,
        "margin_pct": peak.margin_pct,
        "revision_pct": revision,
        **common(question),
    }
    raw = "peaked" if peak.raw else "not_peaked"
    if _too_late(question, first, peak):
        raw = "missed"
    doubts = (*doubts_of(question, first), *_unsure(peak))
    turn = "one release only" if revision is None else f"the last release moved the newest year by {abs(revision):.1f} %"
    why = f"maximum in {peak.max_year}, figures to {peak.last_year}, {peak.fall_pct:.1f} % below it ({turn})"
    yield question.settle(raw, values, doubts=doubts, unit=first.path.unit, basis=first.basis, why=why)


def _revision(question: Question, series: str) -> float | None:
    """By how much the last release moved the newest year of the one before; of a series with one release, that of the series named."""
    for name in (series, question.metric.revised_like):
        releases = question.shelf.releases(name, question.party) if name else ()
        if len(releases) > 1:
            return revision_pct(releases[-2], releases[-1])
    return None


def _unsure(peak: Peak) -> Iterator[tuple[str, str]]:
    if peak.raw and not peak.clear:
        yield INSUFFICIENT, f"the fall is inside {peak.margin_pct:.1f} %, which a revision could undo"


def _too_late(question: Question, reading: Reading, peak: Peak) -> bool:
    """Whether figures for a year after the deadline lie above all before it, by more than the margin."""
    if not (question.target.peak and question.by and peak.max_year > question.by.last):
        return False
    before = reading.path.until(question.by.last)
    return bool(before) and peak.maximum > float(before.amounts.max()) * (1 + peak.margin_pct / 100)
