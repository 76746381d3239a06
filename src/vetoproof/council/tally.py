"""Rows of vetoed ballots -> how many there are, under a counting rule that is stated: there is no one true number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, get_args

from attrs import frozen

from vetoproof.terms.errors import InputError
from vetoproof.terms.unseen import Unseen

Row = Mapping[str, str]
Counting = Literal["library-list", "drafts", "ballots"]
COUNTINGS: tuple[Counting, ...] = get_args(Counting)
MEANS: Mapping[str, str] = {
    "ballots": "each ballot that a permanent member's no stopped, paragraphs, amendments and preliminary questions too",
    "drafts": "ballots of one day on one document count once; preliminary questions are on no document and are left out",
    "library-list": "the rows of the veto list of the Dag Hammarskjold Library, with the States that it names",
}
BY = ("state", "year", "topic", "kind")


@frozen
class VetoTally:
    """`cells`: a number for each group. Grouped by State, a ballot that two stopped stands under both."""

    rule: Counting
    by: tuple[str, ...]
    cells: tuple[tuple[tuple[str, ...], int], ...]
    ballots: int
    cast: int
    unseen: tuple[Unseen, ...]


def tally(rows: Iterable[Row], by: Sequence[str], rule: str, as_of: date) -> VetoTally:
    """Vetoes up to a day, by State, year, topic or kind."""
    for word in by:
        if word not in BY:
            raise InputError(f"there is nothing to count by {word!r}", where="--by", do=f"use {', '.join(BY)}")
    if rule not in COUNTINGS:
        raise InputError(f"there is no counting rule {rule!r}", where="--rule", do=f"use {', '.join(COUNTINGS)}")
    rows = list(rows)
    counted = _counted([row for row in rows if row["day"] <= as_of.isoformat()], rule)
    cells = Counter(key for states, row in counted for key in _keys(row, states, by))
    return VetoTally(
        rule, tuple(by), tuple(sorted(cells.items())), len(counted), sum(len(s) for s, _ in counted), _unseen(rows, rule, as_of)
    )


def _counted(rows: list[Row], rule: Counting) -> list[tuple[tuple[str, ...], Row]]:
    """What the rule counts, each with the States that cast the veto."""
    if rule == "library-list":
        return [(tuple(row["library_list"].split()), row) for row in rows if row["library_list"]]
    if rule == "ballots":
        return [(tuple(row["cast_by"].split()), row) for row in rows]
    drafts: dict[str, tuple[set[str], Row]] = {}
    for row in rows:
        if row["draft"]:
            drafts.setdefault(row["draft"], (set(), row))[0].update(row["cast_by"].split())
    return [(tuple(sorted(states)), row) for states, row in drafts.values()]


def _keys(row: Row, states: tuple[str, ...], by: Sequence[str]) -> list[tuple[str, ...]]:
    one = {"year": row["day"][:4], "topic": row["topic"], "kind": row["kind"]}
    if "state" not in by:
        return [tuple(one[word] for word in by)]
    return [tuple(state if word == "state" else one[word] for word in by) for state in states]


def _unseen(rows: list[Row], rule: Counting, as_of: date) -> tuple[Unseen, ...]:
    """What lies after the newest row. The list and the tables end; vetoes do not."""
    last = max((row["day"] for row in rows if row["library_list"] or rule != "library-list"), default="")
    press = [row["day"] for row in rows if not row["ballot"] and row["day"] <= as_of.isoformat() and rule != "library-list"]
    found = (
        [Unseen(f"vetoes after {last}", "The newest that is in the record; later ones were not read.")] if last < as_of.isoformat() else []
    )
    return (*found, *(Unseen(f"vetoes near {day}", "Press only: others of that year may be missing.") for day in press))
