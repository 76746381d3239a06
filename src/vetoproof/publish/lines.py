"""Findings -> `findings.jsonl`, one line a finding, in a total order."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import orjson

from vetoproof.findings.answer import Finding
from vetoproof.findings.corroborate import Cited
from vetoproof.findings.entries import Entry, finding_id
from vetoproof.findings.statements import State
from vetoproof.findings.whole import standing
from vetoproof.publish.run import Run
from vetoproof.terms.quantity import OPEN, Quantity


def findings_jsonl(run: Run) -> bytes:
    """Every finding of the run, a line each."""
    return b"".join(orjson.dumps(line) + b"\n" for line in finding_lines(run))


def finding_lines(run: Run) -> list[dict[str, Any]]:
    """Every finding of the run, in a total order."""
    return sorted((line_of(run, entry, finding) for entry, finding in run.findings()), key=_order)


def line_of(run: Run, entry: Entry, finding: Finding) -> dict[str, Any]:
    """One finding whole, with its status and replies from the register. No likelihood is measured or stated, so none is given."""
    fact, law = entry.fact, run.law.by_id.get(finding.provision)
    id_ = finding_id(fact.id, finding.provision, finding.limb)
    now = standing(run.states.get(id_, State()), [Cited.of(entry.row)])
    return {
        "id": id_,
        "fact": fact.id,
        "provision": finding.provision,
        "limb": finding.limb,
        "outcome": finding.outcome,
        "day": fact.span.start.isoformat(),
        **_ends(fact.quantity, entry),
        "status": now["status"],
        "law_confidence": law.confidence if law else None,
        "likelihood": "not estimated",
        "confidence": now["confidence"],
        "sources": list(entry.sources),
        "replies": now["replies"],
        "why": finding.why,
    }


def _ends(quantity: Quantity | None, entry: Entry) -> dict[str, Any]:
    """The range as claimed. An end that the claimant left open is null, not zero and not infinite."""
    if quantity is None:
        return {"low": None, "mid": None, "high": None, "unit": None}
    ends = {"low": quantity.low, "mid": quantity.mid, "high": quantity.high}
    if "bound" in entry.row:  # a claim states its ends itself; what it leaves empty is open
        stated = {end for end in ends if entry.row.get(end)}
        exact = stated == {"mid"}
        ends = {end: value if exact or end in stated else OPEN for end, value in ends.items()}
    return {**{end: _number(value) for end, value in ends.items()}, "unit": quantity.unit}


def _number(value: Decimal) -> int | float | None:
    if value == OPEN:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _order(line: dict[str, Any]) -> tuple[str, str, str, str]:
    return (line["day"], line["fact"], line["provision"], line["limb"] or "")
