"""The figures of a run -> one self-contained page."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from vetoproof.publish import words
from vetoproof.publish.caps import MARKS
from vetoproof.publish.charts import Drawing
from vetoproof.publish.claims import unit_name
from vetoproof.publish.drawings import cap_drawing, claims_drawing, events_drawing
from vetoproof.publish.events import describe, note_of, outcome_of
from vetoproof.publish.figures import ChapterView, Figures, figures
from vetoproof.publish.lawbook import exemptions, votes
from vetoproof.publish.lines import findings_jsonl
from vetoproof.publish.rows import anchor_of, table_bytes
from vetoproof.publish.run import Run
from vetoproof.regime.law import Provision

FEW = 10  # so few events need no chart: the list says it


def page(run: Run) -> bytes:
    """The page of a run, as bytes."""
    told = figures(run)
    style, script = own("style.css"), own("page.js")
    text = (
        environment()
        .get_template("page.html.j2")
        .render(
            run=run,
            told=told,
            book=told.book,
            sheets=tuple(told.book.sheets()),
            drawings=drawings(told),
            style=Markup(style),
            script=Markup(script),
            policy=policy(style, script),
            hashes=hashes(run),
            past=past(run),
        )
    )
    return text.encode()


def past(run: Run) -> tuple[Provision, ...]:
    """The provisions that a finding names and that are no longer, or not yet, in force on the day of the report."""
    named = dict.fromkeys(finding.provision for _, finding in run.findings())
    return tuple(run.law.by_id[name] for name in named if not run.law.by_id[name].binds_on(run.as_of))


def binding_sentence(provision: Provision) -> str:
    return f"It is {words.binding(provision)} and in force since {words.day(provision.in_force.from_)}."


def own(name: str) -> str:
    """One of our own files, as text."""
    return (files("vetoproof.publish") / "templates" / name).read_text(encoding="utf-8")


def policy(style: str, script: str) -> str:
    """Nothing from outside, no script and no style but the two that stand in the page."""
    return f"default-src 'none'; style-src {seal(style)}; script-src {seal(script)}; base-uri 'none'; form-action 'none'"


def seal(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def hashes(run: Run) -> dict[str, str]:
    """What the page names for whoever checks it: the findings and each table."""
    lines = hashlib.sha256(findings_jsonl(run)).hexdigest()
    return {"findings.jsonl": lines, **{f"table {name}": table_bytes(table) for name, table in run.tables.items()}}


def drawings(told: Figures) -> dict[str, Any]:
    """The charts by the place they belong to."""
    found: dict[str, Any] = {}
    for view in told.chapters:
        found |= _drawings_of(view)
    return found


def _drawings_of(view: ChapterView) -> dict[str, Drawing | None]:
    found: dict[str, Drawing | None] = {}
    if view.cap:
        found[f"{view.anchor}-cap"] = cap_drawing(view.cap)
        same_unit = [claim for claim in view.cap.claims if claim.row.get("unit") == view.cap.unit]
        limit = float(view.cap.periods[-1].year.limit.mid)
        found[f"{view.anchor}-claims"] = claims_drawing(same_unit, words.unit(view.cap.unit), limit)
    for kind in view.kinds:
        if len(kind.entries) > FEW:
            found[f"{view.anchor}-{kind.kind}"] = events_drawing(kind)
    for unit in view.claims.units if view.claims else ():
        if unit.judged:
            found[f"{view.anchor}-{unit.unit}"] = claims_drawing(unit.claims, unit_name(unit))
    return found


@cache
def environment() -> Environment:
    """Templates with escaping on and no silence about a name that is missing."""
    loader = FunctionLoader(own)
    found = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    found.filters |= {
        "day": words.day,
        "span": words.span,
        "plainly": words.plainly,
        "sentence": words.sentence,
        "unit": words.unit,
        "number": words.number,
        "state": words.state,
        "binding": words.binding,
        "confidence": words.confidence,
        "listed": words.listed,
        "months": words.months,
        "outcome": words.outcome,
        "svg": Markup,
        "describe": describe,
        "unit_name": unit_name,
        "votes": votes,
        "band": words.band,
        "note_of_entry": note_of,
        "binding_of": binding_sentence,
    }
    found.globals |= {
        "MARKS": MARKS,
        "UNCHECKED": words.UNCHECKED,
        "counted": words.counted,
        "exemptions": exemptions,
        "anchor_of": anchor_of,
        "outcome_of": outcome_of,
    }
    return found
