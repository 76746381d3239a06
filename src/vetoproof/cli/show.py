"""Values -> what a terminal or a script reads. Nothing is worked out here."""

from __future__ import annotations

import json as codec
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vetoproof.assess.calendar import Due
    from vetoproof.publish.changes import Changes
    from vetoproof.regime.law import Provision, Regime
    from vetoproof.terms.days import Span

FORMATS = ("html", "jsonl")
ONE_STATE = 3  # letters of its code
UNCHECKED = "paragraph number not checked against the text"


def line(value: dict[str, Any]) -> None:
    """One JSON object on a line."""
    sys.stdout.write(codec.dumps(value, ensure_ascii=False) + "\n")


def words(text: str) -> Sequence[str]:
    from vetoproof.terms.errors import InputError

    chosen = [word.strip() for word in text.split(",") if word.strip()]
    for word in chosen:
        if word not in FORMATS:
            raise InputError(f"there is no format {word!r}", where="--format", do=f"use {' or '.join(FORMATS)}")
    return chosen


def span(text: str, option: str = "--due") -> Span:
    """`2018-01-01..2018-12-31` -> a span of days."""
    from vetoproof.terms.days import Span, read_day
    from vetoproof.terms.errors import InputError

    first, dots, last = text.partition("..")
    try:
        found = Span(read_day(first), read_day(last)) if dots else None
    except ValueError as error:
        raise InputError(str(error), where=option, do="write DAY..DAY") from error
    if found is None or found.end is None or found.end < found.start:
        raise InputError(f"{text!r} is not a span of days", where="--due", do="write the earlier DAY..the later DAY")
    return found


def provisions(found: Iterable[Provision], day: date, *, json: bool) -> None:
    found = list(found)
    if json:
        for one in found:
            line(provision_json(one))
        return
    print(f"{len(found)} provisions in force on {day}")
    width = max((len(one.id) for one in found), default=0)
    for one in found:
        mark = "" if one.confidence == "high" else f"  ({UNCHECKED})"
        print(f"{one.id:<{width}}  {one.title} [{one.force.replace('_', ' ')}]{mark}")


def provision_json(one: Provision) -> dict[str, Any]:
    """The object of the `law` door."""
    return {
        "provision": one.id,
        "title": one.title,
        "measure": one.measure,
        "force": one.force,
        "bound": list(one.bound),
        "direction": one.direction,
        "in_force": {"from": str(one.in_force.from_), "until": one.in_force.until and str(one.in_force.until)},
        "exemptions": list(one.exemptions),
        "confidence": one.confidence,
        "source": list(one.source),
    }


def provision(law: Regime, id_: str, day: date, *, json: bool) -> None:
    """One paragraph whole, in force or not."""
    from vetoproof.terms.errors import InputError

    one = law.by_id.get(id_)
    if one is None:
        raise InputError("there is no such paragraph", where=f"--provision {id_}", do="see `vetoproof law` for those in force")
    if json:
        line(provision_json(one))
        return
    now = "in force" if one.binds_on(day) else "not in force"
    print(f"{one.id}  {one.title}\n{one.summary}\n")
    for name, text in _sheet(law, one).items():
        if text:
            print(f"  {name:<12} {text}")
    print(f"  {'on ' + str(day):<12} {now}")


def _sheet(law: Regime, one: Provision) -> dict[str, str]:
    """What is told of a paragraph, name by name."""
    goods, down = one.goods, one.wind_down
    checked = "" if one.confidence == "high" else f": {UNCHECKED}"
    return {
        "verb": one.force.replace("_", " "),
        "binds": ", ".join(one.bound),
        "direction": one.direction,
        "in force": str(one.in_force.span),
        "goods": f"{goods.description} (HS {', '.join(goods.hs) or 'none'}; {goods.hs_match})" if goods else "",
        "asks": str(one.when) if one.when else "",
        "done if": str(one.done) if one.done else "",
        "not judged": one.not_judged or "",
        "wind-down": f"until {down.until}: {down.applies_to}" if down else "",
        "exemptions": "; ".join(f"{id_} ({law.exemption_by_id[id_].title})" for id_ in one.exemptions),
        "reports": "; ".join(report.what for report in one.reporting),
        "replaces": ", ".join(one.supersedes),
        "replaced by": ", ".join(one.superseded_by),
        "confidence": one.confidence + checked,
        "source": "; ".join(law.sources.get(key, key) for key in one.source),
        "note": one.note,
    }


def duties(found: Iterable[Due], *, json: bool) -> None:
    names = ("day", "provision", "state", "what", "status", "source")
    for due in found:
        if json:
            line({name: str(getattr(due, name)) for name in names})
        else:
            who = f"{due.state}: " if len(due.state) == ONE_STATE else ""  # a single State, not the addressees of a paragraph
            print(f"{due.day}  {due.provision:<12} {who}{due.what} ({due.status})")


def changes(found: Changes, *, json: bool) -> None:
    """What changed since an earlier report: a line each, or each figure with its parts by cause."""
    from vetoproof.publish.changes import change_lines

    lines = change_lines(found)
    if json:
        for one in lines:
            line(one)
        return
    print(f"Since the report of {found.earlier.as_of}: {len(found.figures)} figures changed, {len(found.unexplained)} not explained")
    for figure in found.figures:
        parts = "; ".join(f"{cause} ({len(shares)})" for cause, shares in figure.causes)
        print(f"  {figure.label}: {figure.before} -> {figure.after}: {parts or 'not explained'}")
