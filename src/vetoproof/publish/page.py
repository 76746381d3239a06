"""The figures of a run -> one self-contained page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from vetoproof.publish import words
from vetoproof.publish.cap_drawings import band_drawing, cap_drawing
from vetoproof.publish.carried import packed, script_text
from vetoproof.publish.causes import CAUSES
from vetoproof.publish.changes import Changes
from vetoproof.publish.charts import Drawing
from vetoproof.publish.drawings import claims_drawing, events_drawing, intervals_drawing
from vetoproof.publish.estimate_drawings import estimate_drawing
from vetoproof.publish.events import describe, named
from vetoproof.publish.figures import Figures, figures
from vetoproof.publish.lanes import lanes_drawing
from vetoproof.publish.lawbook import exemptions, votes
from vetoproof.publish.lines import finding_lines, findings_jsonl
from vetoproof.publish.listed import SORTS
from vetoproof.publish.months import MARKS
from vetoproof.publish.parts import PartView
from vetoproof.publish.path_drawings import flow_drawing, path_drawing
from vetoproof.publish.rows import anchor_of, table_hash
from vetoproof.publish.run import Run
from vetoproof.publish.seal import policy, seal
from vetoproof.publish.watch import UNWATCHED, WATCHED, looked_at
from vetoproof.regime.law import Provision

FEW = 10  # events that a list tells better than a chart
EVER = 100  # years: the whole story of the mandates
MANY = 12  # rows of a table that stand open; more are folded
DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")


def page(run: Run, told: Figures | None = None, changes: Changes | None = None) -> bytes:
    """The page of a run, as bytes; with what changed since an earlier one."""
    told = told or figures(run)
    style, script = own("style.css"), own("page.js")
    text = (
        environment()
        .get_template("page.html.j2")
        .render(
            run=run,
            told=told,
            book=told.book,
            drawings=drawings(told),
            past=past(run),
            changes=changes,
            places={row.anchor for sheet in told.sheets for row in sheet.rows},
            style=Markup(style),
            script=Markup(script),
            policy=policy(style, script),
            hashes=hashes(run),
            carried=carry(run),
        )
    )
    return seal(words.readable(text)).encode()


def own(name: str) -> str:
    """One of our own files, as text."""
    return (files("vetoproof.publish") / "templates" / name).read_text(encoding="utf-8")


def carry(run: Run) -> dict[str, Markup]:
    """The findings and the law, as the page carries them."""
    texts = {"findings": packed(finding_lines(run)), "law": run.law.text}
    return {name: Markup(script_text(value)) for name, value in texts.items()}


def hashes(run: Run) -> dict[str, str]:
    """What the page names for whoever checks it: the findings and each table."""
    lines = hashlib.sha256(findings_jsonl(run)).hexdigest()
    every = (*run.tables.values(), *run.measured)
    return {"findings.jsonl": lines, **{f"table {table.name}": table_hash(table) for table in every}}


def past(run: Run) -> tuple[Provision, ...]:
    """The provisions that the page speaks of and that are no longer, or not yet, in force on its day."""
    spoken = dict.fromkeys([*(finding.provision for _, finding in run.findings()), *run.ledgers])
    return tuple(run.law.by_id[name] for name in spoken if not run.law.by_id[name].binds_on(run.as_of))


def drawings(told: Figures) -> dict[tuple[str, str], Drawing]:
    """The charts, by the part and what they show."""
    parts = (part for view in told.chapters for part in view.parts)
    return {(view.anchor, what): drawing for view in parts for what, drawing in _drawings_of(told, view) if drawing}


def _drawings_of(told: Figures, view: PartView) -> Iterator[tuple[str, Drawing | None]]:
    day = told.book.run.as_of
    if cap := view.cap:
        same_unit = [claim for claim in cap.claims if claim.unit == cap.unit]
        yield "cap", cap_drawing(cap)
        yield "band", band_drawing(cap, log=True)
        yield "band, even scale", band_drawing(cap, log=False)
        yield "claims", claims_drawing(same_unit, words.unit(cap.unit), float(cap.periods[-1].year.limit.mid))
    if view.claims and not view.part.by:
        yield from ((unit.unit, claims_drawing(unit.claims, unit.name)) for unit in view.claims.judged)
    yield from ((kind.kind, events_drawing(kind)) for kind in view.kinds if len(kind.entries) > FEW)
    if view.intervals:
        yield "intervals", intervals_drawing(view.intervals.strands, view.intervals.states, day)
    yield from ((path.key, path_drawing(path)) for path in view.paths)
    if view.estimated:
        yield "estimate", estimate_drawing(view.estimated)
    if view.lanes:
        yield "lanes", lanes_drawing(view.lanes)
    if view.flow:
        yield "flow", flow_drawing(view.flow)
    if view.strand:
        yield "strand", intervals_drawing([view.strand], [WATCHED, UNWATCHED], day, EVER)


def whole_days(text: object) -> Markup:
    """A text whose days do not break at the end of a line."""
    return Markup(DAY.sub(lambda found: f'<span class="d">{found[0]}</span>', str(escape(text))))


def signed(value: Decimal) -> str:
    """`+10`, `-0.62`."""
    return f"{value.quantize(Decimal('0.01')).normalize():+,f}"


def binds(provision: Provision) -> str:
    life = provision.in_force
    if life.until:
        return f"It is {words.binding(provision)} and was in force from {words.day(life.from_)} to {words.day(life.until)}."
    return f"It is {words.binding(provision)} and in force since {words.day(life.from_)}."


def law_anchor(provision: str) -> str:
    """Where a provision stands on the page."""
    return "law-" + re.sub(r"\s", "_", provision)


@cache
def environment() -> Environment:
    """Templates with escaping on and no silence about a name that is missing."""
    found = Environment(loader=FunctionLoader(own), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    found.filters |= {name: getattr(words, name) for name in WORDS}
    found.filters |= {
        "svg": Markup,
        "signed": signed,
        "votes": votes,
        "whole_days": whole_days,
        "binds": binds,
        "law_anchor": law_anchor,
    }
    found.globals |= {
        "MARKS": MARKS,
        "UNCHECKED": words.UNCHECKED,
        "FEW": FEW,
        "anchor_of": anchor_of,
        "counted": words.counted,
        "describe": describe,
        "exemptions": exemptions,
        "named": named,
        "CAUSES": CAUSES,
        "MANY": MANY,
        "SORTS": SORTS,
        "looked_at": looked_at,
    }
    return found


WORDS = ("day", "span", "plainly", "sentence", "unit", "number", "state", "binding", "confidence", "listed", "band", "claim")
