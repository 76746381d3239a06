"""Where a promise stands, by one test: the verdict, and what the arithmetic alone says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

COUNTED = frozenset({"missed", "not_met", "off_line", "late", "missing"})  # of the exit code: a finding
OPEN = frozenset({"insufficient", "not_testable", "not_testable_like_for_like", "conflicting_sources", "unknown"})
MISSES = frozenset({"missed", "late", "missing"})
GROUP = "GROUP"


@frozen
class Answer:
    """One line. `values` holds what was computed, `basis` the figures and the line it rests on."""

    provision: str
    party: str
    as_of: date
    test: str
    verdict: str
    raw_verdict: str | None = None
    values: Mapping[str, Any] = field(factory=dict)
    unit: str = ""
    basis: str = ""
    why: str = ""
    of_group: bool = False  # a member's line of a promise that a group made

    def as_json(self) -> dict[str, Any]:
        """The object of the `status` door."""
        return {
            "provision": self.provision,
            "party": self.party,
            "as_of": self.as_of.isoformat(),
            "test": self.test,
            "verdict": self.verdict,
            "raw_verdict": self.raw_verdict,
            "values": {key: _plain(value) for key, value in self.values.items() if value is not None},
            "unit": self.unit,
            "basis": self.basis,
            "why": self.why,
        }


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        rounded = round(value, 3)
        return 0.0 if rounded == 0 else rounded
    return value.isoformat() if isinstance(value, date) else value
