"""What the judge says: a finding on one paragraph, and the verdict on a fact."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from attrs import frozen

Outcome = Literal["breach", "exempt", "within_cap", "depends", "request_unfulfilled"]
Verdict = Literal["breach", "no_breach", "depends"]


@frozen
class Finding:
    """One paragraph (and limb) that a fact engages, and how. `missing` names what would have to be known."""

    provision: str
    limb: str | None
    outcome: Outcome
    why: str
    exemption: str | None = None
    missing: tuple[str, ...] = ()


@frozen
class Judgement:
    """The answer on one fact."""

    verdict: Verdict
    findings: tuple[Finding, ...]


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """Breach if any finding is; else depends if any is; else no breach."""
    outcomes = {finding.outcome for finding in findings}
    if "breach" in outcomes:
        return "breach"
    return "depends" if "depends" in outcomes else "no_breach"
