"""Estimates: a named product of claims, with its ends, draws, checks and what it cannot see."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from vetoproof.assess.arms import estimate_arms
from vetoproof.assess.estimates import Estimated
from vetoproof.assess.plutonium import estimate_plutonium
from vetoproof.assess.workers import estimate_workers
from vetoproof.evidence.vintages import read_newest
from vetoproof.terms.days import Span
from vetoproof.terms.errors import InputError

TABLE = "inputs"  # of the record: a row an input
OPTIONS = {"arms": ("claim", "containers"), "plutonium": ("facility", "span"), "workers": ("host",)}


def estimate(
    name: str,
    as_of: date,
    known_by: date,
    *,
    claim: str | None = None,
    containers: float | None = None,
    facility: str | None = None,
    host: str | None = None,
    span: Span | None = None,
    store: Path | None = None,
) -> Estimated:
    """The estimate of that name on two days; each option belongs to one of them."""
    given = {"claim": claim, "containers": containers, "facility": facility, "host": host, "span": span}
    if name not in OPTIONS:
        raise InputError("there is no such estimate", where=f"estimate {name}", do=f"use one of {', '.join(OPTIONS)}")
    if foreign := [option for option, value in given.items() if value is not None and option not in OPTIONS[name]]:
        raise InputError(f"the estimate {name} has no such option", where=f"--{foreign[0]}", do="leave it away")
    inputs = read_newest(TABLE, None, store)
    if name == "arms":
        return estimate_arms(read_newest("arms", None, store), inputs, as_of, known_by, claim=claim, containers=containers)
    if name == "plutonium":
        return estimate_plutonium(read_newest("facilities", None, store), inputs, as_of, known_by, facility=facility, span=span)
    return estimate_workers(read_newest("workers", None, store), inputs, as_of, known_by, host=host)
