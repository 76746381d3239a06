"""`vetoproof record`: the rows of a table, then its totals under a stated definition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from vetoproof.cli import show

if TYPE_CHECKING:
    from vetoproof.monitor import Recorded

FIRST = ("id", "day", "from", "until")


def told(recorded: Recorded, *, json: bool) -> None:
    (_in_lines if json else _in_words)(recorded)


def filters(words: list[str]) -> dict[str, str]:
    """`column=word` -> the column and the word."""
    from vetoproof.terms.errors import InputError

    found = {}
    for word in words:
        column, sign, value = word.partition("=")
        if not sign:
            raise InputError(f"{word!r} is no filter", where="--where", do="write column=word")
        found[column] = value
    return found


def _in_lines(recorded: Recorded) -> None:
    for row in recorded.counted.rows:
        show.line(_row(recorded.table, row))
    show.line(
        {
            "table": recorded.table,
            "definition": recorded.definition,
            "as_of": str(recorded.as_of),
            "known_by": str(recorded.known_by),
            "totals": [_total(total) for total in recorded.counted.totals],
            "unseen": [{"what": one.what, "why": one.why} for one in recorded.counted.unseen],
        }
    )


def _row(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as it stands: numbers as numbers, what is empty as null; its first day, status and source always there."""
    from vetoproof.evidence.record import typed

    told = typed(row)
    day = told.get("day") or told.get("from") or told.get("until") or told.get("said")
    return {"table": table, "id": row["id"], "day": day, **{key: value for key, value in told.items() if key not in ("id", "day")}} | {
        name: told.get(name) for name in ("status", "source")
    }


def _total(total: Any) -> dict[str, Any]:
    ends = {name: _number(getattr(total, name)) for name in ("value", "low", "high")}
    return {"by": dict(total.by), "n": total.n, **ends, "unit": total.unit}


def _number(value: Any) -> Any:
    return None if value is None else int(value) if value == value.to_integral_value() else float(value)


def _in_words(recorded: Recorded) -> None:
    print(f"{recorded.table}, counted as {recorded.definition}: {recorded.means}")
    print(f"what happened until {recorded.as_of}, as said by {recorded.known_by}: {len(recorded.counted.rows)} rows\n")
    for total in recorded.counted.totals:
        group = "  ".join(f"{value or '-':<10}" for value in total.by.values())
        amount = "" if total.value is None else f"  {total.value:,} {total.unit}"
        if total.low != total.high:
            amount += f"  ({_end(total.low)} to {_end(total.high)})"
        print(f"{group}  {total.n:>5}{amount}")
    for one in recorded.counted.unseen:
        print(f"\nnot seen: {one.what}: {one.why}", end="")
    print()


def _end(value: Any) -> str:
    return "open" if value is None else f"{value:,}"
