"""The answer in its exchange form: one JSON object a line (`fact-format`), built once for each distinct question."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import orjson

from vetoproof.findings.answer import Judgement
from vetoproof.findings.enrich import Enriched, Enricher
from vetoproof.findings.explain import Flip, flips, tried
from vetoproof.findings.judge import Judge
from vetoproof.findings.trial import Trial
from vetoproof.terms.fact import Fact


def answer(judge: Judge, fact: Fact, *, why: bool = False, enricher: Enricher | None = None) -> dict[str, Any]:
    """The answer on one fact, without its id. With an enricher, what the fact is silent on is looked up first, and told."""
    looked_up = enricher.enrich(fact) if enricher else None
    fact = looked_up.fact if looked_up else fact
    said = judge.judge(fact)
    reasons = {"tried": list(map(_trial, tried(judge, fact))), "flips": list(map(_flip, flips(judge, fact, said)))} if why else {}
    told = enriched(looked_up) if looked_up else {}
    return {"verdict": said.verdict, "findings": findings_of(said), **reasons, **told, "law_version": judge.law.law_version}


def enriched(found: Enriched) -> dict[str, Any]:
    """What was looked up, each value with its source (and a note where the value alone misleads); and what could not be."""
    filled = [
        {"key": one.key, "value": plain_json(one.value), "source": one.source, **({"note": one.note} if one.note else {})}
        for one in found.filled
    ]
    return {"enriched": filled, "unseen": [{"what": one.what, "why": one.why} for one in found.unseen]}


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
