"""The sources of a finding -> how far they bear it out: independent roots, best grade, standard of proof, likelihood.

Copies of one root count once. A likelihood is a number only from a measured rate or a stated prior; else it is not estimated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Literal

from attrs import frozen

from vetoproof.regime.law import Regime
from vetoproof.terms.claim import independent, read_roots
from vetoproof.terms.errors import InputError
from vetoproof.terms.grades import UNJUDGED, Grade, read_grade

Standard = Literal["no source", "single source", "corroborated", "reasonable grounds"]
GOOD = Grade("B", 2)  # usually reliable, probably true: ours, after the Panels' "reasonable grounds"; see docs/methods/enrichment.md
NOT_ESTIMATED = "not estimated"

# Intelligence Community Directive 203 (2015), D.6.e.(2): words for a likelihood, from and to in percent.
BANDS: tuple[tuple[int, int, str], ...] = (
    (1, 5, "almost no chance"),
    (5, 20, "very unlikely"),
    (20, 45, "unlikely"),
    (45, 55, "roughly even chance"),
    (55, 80, "likely"),
    (80, 95, "very likely"),
    (95, 99, "almost certain"),
)


@frozen
class Cited:
    """One source of a finding: where it was read, which roots it goes back to, its grade if somebody gave one."""

    source: str
    roots: tuple[str, ...] = ()
    grade: str | None = None

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Cited:
        """The source of a row of the record or of the store."""
        return cls(row.get("source", ""), read_roots(row.get("root", "")), row.get("grade") or None)


@frozen
class Confidence:
    """How good the sources are. It says nothing of how likely the finding is: that is another column."""

    grade: str | None
    independent_roots: int


@frozen
class Corroboration:
    """What the sources of one finding amount to."""

    confidence: Confidence
    roots: tuple[str, ...]
    standard: Standard

    @property
    def told(self) -> str:
        """The standard of proof in plain words."""
        n = self.confidence.independent_roots
        if self.standard == "reasonable grounds":
            return f"reasonable grounds: {n} independent roots, the best graded {self.confidence.grade}"
        return f"corroborated by {n} roots" if self.standard == "corroborated" else self.standard


def corroborate(sources: Iterable[Cited]) -> Corroboration:
    """The roots of all sources, each once. Sources that name no root are one root at most, and add nothing to a named one."""
    cited = [source for source in sources if source.source.strip()]
    roots = independent(root for source in cited for root in source.roots)
    n = len(roots) or min(len(cited), 1)
    grade = best(source.grade for source in cited)
    return Corroboration(Confidence(grade, n), roots, _standard(n, grade))


def _standard(n: int, grade: str | None) -> Standard:
    if n < 2:
        return "single source" if n else "no source"
    return "reasonable grounds" if grade and _meets(read_grade(grade)) else "corroborated"


def _meets(grade: Grade) -> bool:
    return grade.reliability <= GOOD.reliability and grade.credibility <= GOOD.credibility


def best(grades: Iterable[str | None]) -> str | None:
    """The best grade of those given; None if nobody judged."""
    found = [str(read_grade(grade)) for grade in grades if grade]
    judged = [grade for grade in found if grade != str(UNJUDGED)]
    return min(judged, default=None)


# ---- likelihood


@frozen
class Rate:
    """How often findings of this kind turned out to be right: measured on held-out data, or a prior that somebody states."""

    share: Decimal
    basis: Literal["measured", "stated"]
    source: str


def likelihood(rate: Rate | None) -> str | dict[str, Any]:
    """`not estimated`, or the band of ICD 203 that the rate lies in, with what it rests on."""
    if rate is None:
        return NOT_ESTIMATED
    if not rate.source.strip():
        raise InputError("has no source", where="rate", do="name the measurement, or who states the prior")
    if not 0 <= rate.share <= 1:
        raise InputError(f"{rate.share} is no share of one", where="rate", do="give 0 to 1")
    low, high, words = band(rate.share)
    return {"low": low, "high": high, "words": words, "basis": rate.basis, "source": rate.source}


def band(share: Decimal) -> tuple[int, int, str]:
    """The band of a share; on a border the one nearer to even. Below 1 and above 99 percent nothing more is claimed."""
    percent = share * 100
    fitting = [found for found in BANDS if found[0] <= percent <= found[1]]
    if fitting:
        return min(fitting, key=lambda found: abs(found[0] + found[1] - 100))
    return BANDS[0] if percent < BANDS[0][0] else BANDS[-1]


# ---- alternatives


def alternatives(law: Regime, kind: str, table: str = "") -> tuple[str, ...]:
    """Innocent explanations of a fact of this kind, and of a row of this table: what has to be ruled out."""
    own = [text for reading in law.readings if reading.table == table and reading.fact.get("kind") == kind for text in reading.alternatives]
    known = law.vocabulary.kinds.get(kind)
    return tuple(dict.fromkeys((*own, *(known.alternatives if known else ()))))
