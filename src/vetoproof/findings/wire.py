"""The answer in its exchange form: one JSON object a line (`fact-format`), built once for each distinct question."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import orjson

from vetoproof.findings.answer import Judgement
from vetoproof.findings.explain import Flip, flips, tried
from vetoproof.findings.judge import Judge
from vetoproof.findings.trial import Trial
from vetoproof.terms.fact import Fact


def answer(judge: Judge, fact: Fact, *, why: bool = False) -> dict[str, Any]:
    """The answer on one fact, without its id."""
    said = judge.judge(fact)
    reasons = {"tried": list(map(_trial, tried(judge, fact))), "flips": list(map(_flip, flips(judge, fact, said)))} if why else {}
    return {"verdict": said.verdict, "findings": findings_of(said), **reasons, "law_version": judge.law.law_version}


def findings_of(said: Judgement) -> list[dict[str, Any]]:
    return [
        {
            "provision": finding.provision,
            "limb": finding.limb,
            "outcome": finding.outcome,
            "exemption": finding.exemption,
            "missing": list(finding.missing),
            "why": finding.why,
        }
        for finding in said.findings
    ]


def _trial(trial: Trial) -> dict[str, Any]:
    return {"provision": trial.provision.id, "decided_by": trial.decided_by, "why": trial.why}


def _flip(flip: Flip) -> dict[str, Any]:
    return {"set": {key: plain_json(value) for key, value in flip.set.items()}, "verdict": flip.verdict}


def plain_json(value: object) -> Any:
    """A value of a fact as JSON: days as text, numbers as numbers."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def dump(value: dict[str, Any]) -> bytes:
    return orjson.dumps(value)
