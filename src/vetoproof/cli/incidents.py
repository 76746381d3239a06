"""`vetoproof record incidents --as-published .., --match ..`: published totals with their bridges; another list against the record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vetoproof.cli import show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vetoproof.assess.vintages import Bridge, Published
    from vetoproof.monitor import AsPublished, Match


Asked = tuple[str | None, dict[str, str], date, date]  # definition, filters, as of, known by


def answer(table: str, source: str | None, to: str | None, match: Path | None, asked: Asked, *, json: bool) -> None:
    """What the options of this table ask for."""
    from vetoproof import monitor
    from vetoproof.terms.errors import InputError

    definition, where, as_of, known_by = asked
    if table != "incidents":
        raise InputError("only thefts have published totals and lists", where=f"record {table}", do="use record incidents")
    if match:
        matches(monitor.match_thefts(match), json=json)
    elif source:
        published(monitor.as_published(source, as_of, known_by, to=to or "", definition=definition, where=where), json=json)
    else:
        raise InputError("bridges from nothing", where="--bridge", do="add --as-published SOURCE@DAY")


def published(found: AsPublished, *, json: bool) -> None:
    (_in_lines if json else _in_words)(found)


def matches(found: Iterable[Match], *, json: bool) -> None:
    """Each row of another list: which theft on record it is, or that it is none of them."""
    for match in found:
        if json:
            show.line(_match(match))
        elif match.theft is None or match.decision is None:
            print(f"row {match.row}: {match.given.victim}: no theft of this victim on record")
        else:
            told = "; ".join((*match.decision.why, *match.decision.open))
            print(f"row {match.row}: {match.given.victim}: {'one' if match.decision.one else 'two'}, {match.theft.id}: {told}")


def _match(match: Match) -> dict[str, Any]:
    given = match.given
    told = {"row": match.row, "victim": given.victim, "day": str(given.first), "amount": show_number(given.amount)}
    if match.theft is None or match.decision is None:
        return {"table": "incidents", **told, "decision": "none", "id": None, "why": ["no theft of this victim on record"], "open": []}
    decision = "one" if match.decision.one else "two"
    why, unknown = list(match.decision.why), list(match.decision.open)
    return {"table": "incidents", **told, "decision": decision, "id": match.theft.id, "why": why, "open": unknown}


def _in_lines(found: AsPublished) -> None:
    for one in found.totals:
        show.line(
            {
                "table": "annual",
                "id": one.id,
                "day": one.said,
                "publisher": one.publisher,
                **_total(one)["by"],
                "value": _total(one)["value"],
            }
        )
    show.line(
        {
            "table": "incidents",
            "definition": found.definition,
            "as_published": str(found.of),
            "as_of": str(found.as_of),
            "known_by": str(found.known_by),
            "totals": [_total(one) for one in found.totals],
            "bridge": [_bridge(one, found) for one in found.bridges],
            "unseen": [
                {"what": f"the items behind the totals of {found.of.publisher}", "why": "not published: what no item explains is `rest`"}
            ],
        }
    )


def _total(one: Published) -> dict[str, Any]:
    ends = {"value": show_number(one.value), "low": show_number(one.low), "high": show_number(one.high)}
    digits = one.n.rstrip("+")
    bound = "at_least" if one.n.endswith("+") else "reported" if digits else None
    by = {"year": one.period, "publisher": one.publisher, "said": one.said}
    return {"by": by, "n": int(digits) if digits.isdigit() else None, "n_bound": bound, **ends, "unit": one.unit}


def _bridge(one: Bridge, found: AsPublished) -> dict[str, Any]:
    items = [{"id": item.id, "what": item.what, "amount": show_number(item.amount), "why": item.why} for item in one.items]
    ends = {"from": {"total": str(found.of), "value": show_number(one.start)}, "to": {"total": found.to, "value": show_number(one.end)}}
    return {"year": one.period, **ends, "items": items, "rest": show_number(one.rest), "unit": one.unit}


def show_number(value: Decimal | None) -> int | float | None:
    return None if value is None else int(value) if value == value.to_integral_value() else float(value)


def _in_words(found: AsPublished) -> None:
    print(f"{found.of.publisher}, as it stood on {found.of.day}")
    for one in found.totals:
        count = f"  {one.n} incidents" if one.n else ""
        print(f"{one.period:<24} {one.value or 0:>15,} {one.unit}  said {one.said or 'on no known day'}{count}")
    for step in found.bridges:
        print(f"\n{step.period}: {step.start:,} {step.unit} of {found.of}")
        for item in step.items:
            print(f"  {item.amount:>+15,}  {item.what}: {item.why}")
        print(f"  {step.rest:>+15,}  not explained by items on record\n  {step.end:>15,}  {found.to}")
