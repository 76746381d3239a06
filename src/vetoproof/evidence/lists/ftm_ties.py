"""FollowTheMoney's lines of who owns, directs or is linked to whom -> rows of owners that hold on a day, and what the parties are called.

A list of parties keeps none of it: whoever is owned is often no target. Two passes: first the ties, then the names of those tied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
from attrs import define, field, frozen

from vetoproof.evidence.lists.csvs import lines
from vetoproof.evidence.lists.dates import partial_date
from vetoproof.evidence.owners import TIES
from vetoproof.evidence.stream import open_stream
from vetoproof.terms.days import end_of_month

RELATIONS = {"Ownership": ("asset", "owner", "owner"), "Directorship": ("organization", "director", "director"),
             "UnknownLink": ("object", "subject", "linked")}  # fmt: skip
_SIGNS = tuple(f'"{schema}"' for schema in RELATIONS)
_CALLED = ("name", "alias", "previousName", "weakAlias", "abbreviation", "leiCode", "imoNumber")
_CLOSED = ("ended", "ceased", "dissolved")  # as a status says it


@frozen
class Tied:
    """`rows`: a table of TIES. `called`: a name in it -> other names and numbers of that party. `cut`: there were more.

    `any`: whether there are such lines at all, of whatever day.
    """

    rows: Any
    called: Mapping[str, tuple[str, ...]]
    any: bool
    cut: bool = False


@frozen
class _Tie:
    subject: str
    relation: str
    party: str
    share: str
    where: str


@define
class _Names:
    """Of the parties that are tied: name, schema, other names."""

    wanted: set[str]
    name: dict[str, str] = field(factory=dict)
    schema: dict[str, str] = field(factory=dict)
    others: dict[str, tuple[str, ...]] = field(factory=dict)

    def take(self, raw: Mapping[str, Any]) -> None:
        ref, have = raw.get("id"), raw.get("properties")
        if isinstance(ref, str) and ref in self.wanted and isinstance(have, dict) and raw.get("schema") not in RELATIONS:
            called = [text for key in _CALLED for text in _texts(have, key)]
            caption = raw.get("caption")
            own = called[0] if called else caption if isinstance(caption, str) and caption.strip() else ref
            self.name[ref], self.schema[ref] = own, str(raw.get("schema"))
            self.others[ref] = tuple(dict.fromkeys(text for text in (*called, caption) if isinstance(text, str) and text != own))


def ftm_ties(path: Path, list_name: str, day: date, most: int) -> Tied:
    """The ties of a file that hold on the day, at most so many."""
    ties, there = list[_Tie](), False
    for raw in _objects(path, _SIGNS):
        there |= raw.get("schema") in RELATIONS
        ties += _ties(raw, day)
        if len(ties) > most:
            break
    kept = ties[:most]
    names = _Names({ref for tie in kept for ref in (tie.subject, tie.party)})
    if kept:
        for raw in _objects(path, ()):
            names.take(raw)
    rows = [_row(tie, names, list_name) for tie in kept]
    return Tied(pa.Table.from_pylist(rows, TIES), _called(names), there, len(ties) > most)


def _row(tie: _Tie, names: _Names, list_name: str) -> dict[str, str]:
    return {
        "subject": names.name.get(tie.subject, tie.subject),
        "subject_kind": names.schema.get(tie.subject, ""),
        "relation": tie.relation,
        "party": names.name.get(tie.party, tie.party),
        "share": tie.share,
        "source": list_name,
        "grade": tie.where,
    }


def _called(names: _Names) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for ref, own in names.name.items():
        found[own] = tuple(dict.fromkeys((*found.get(own, ()), *names.others[ref])))
    return {own: others for own, others in found.items() if others}


def _objects(path: Path, signs: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    """The entities of a file in whose lines one of the signs stands; the file was read as a list before, and is one."""
    with open_stream(path) as stream:
        for line in lines(stream):
            if line.strip() and (not signs or any(sign in line for sign in signs)):
                found = orjson.loads(line)
                if isinstance(found, dict):
                    yield found


def _ties(raw: Mapping[str, Any], day: date) -> Iterator[_Tie]:
    """A line of ties that holds on the day; a link that is not known goes both ways."""
    have = raw.get("properties")
    if raw.get("schema") not in RELATIONS or not isinstance(have, dict) or not _holds(have, day):
        return
    below, above, relation = RELATIONS[raw["schema"]]
    share, where = next(iter(_texts(have, "percentage")), ""), f"line {raw.get('id', 'without id')}"
    for subject in _texts(have, below):
        for party in _texts(have, above):
            yield _Tie(subject, relation, party, share, where)
            if relation == "linked":
                yield _Tie(party, relation, subject, share, where)


def _holds(have: Mapping[str, Any], day: date) -> bool:
    """Its first days are before, its last ones after; half a date begins as early and ends as late as it can. No date: it holds."""
    starts = [found[0] for text in _texts(have, "startDate") if (found := _span(text))]
    ends = [found[1] for text in _texts(have, "endDate") if (found := _span(text))]
    if any(text.lower() in _CLOSED for text in _texts(have, "status")) and not ends:
        return False
    return (not starts or min(starts) <= day) and (not ends or day <= max(ends))


def _span(text: str) -> tuple[date, date] | None:
    """The days that a whole or half date may be."""
    found = partial_date(text[: len("2016-03-02")])
    if len(found) == len("2016"):
        return date(int(found), 1, 1), date(int(found), 12, 31)
    if len(found) == len("2016-03"):
        first = date(int(found[:4]), int(found[5:]), 1)
        return first, end_of_month(first)
    return (date.fromisoformat(found),) * 2 if len(found) == len("2016-03-02") else None


def _texts(have: Mapping[str, Any], key: str) -> list[str]:
    """The values of a property; a whole entity in place of its id counts as its id."""
    told = have.get(key)
    values = told if isinstance(told, list) else [told]
    texts = (value.get("id") if isinstance(value, dict) else value for value in values)
    return [" ".join(text.split()) for text in texts if isinstance(text, str) and text.strip()]
