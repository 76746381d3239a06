"""The NDC registry (openclimatedata/ndcs) -> documents handed in: who, when, what kind of document.

Traps: an addendum has no day and is no submission; translations and second languages repeat one; the Union's document stands again under
each of its 27 members and is one; an update of a 2030 target is no document of the new round; a row does not prove that its State is a
Party to the Paris Agreement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from attrs import frozen

from vetoproof.evidence.climate.codes import EU_27, UNION
from vetoproof.evidence.climate.figures import read_text
from vetoproof.terms.days import read_day
from vetoproof.terms.unseen import Unseen

COLUMNS = ("code", "title", "fileType", "language", "version", "status", "submissionDate")
NEW_ROUND_FROM = date(2024, 1, 1)  # UNFCCC's synthesis report of 2025 counts the new NDCs from that day on
_NEW = re.compile(r"3\.0|2035|2031")
_UPDATE = re.compile(r"\bfirst\b|updat|revision|actualizaci|adjustment", re.IGNORECASE)


@frozen
class Document:
    """One document that a party handed in. `kind`: `new` if it is of the new round, else `update` (first ones included)."""

    party: str
    day: date
    kind: str
    title: str
    status: str


@frozen
class Registry:
    """The documents in order, what was kept apart by reason, and the rows refused."""

    documents: tuple[Document, ...]
    apart: Mapping[str, int]
    refused: tuple[tuple[int, str], ...]
    unseen: tuple[Unseen, ...]


def read(path: Path) -> Registry:
    table, refused = read_text(path, {name: (name,) for name in COLUMNS})
    kept: dict[tuple[str, date, str], Document] = {}
    apart: dict[str, int] = {}
    rows = table.to_pylist()
    union = {row["submissionDate"] for row in rows if row["code"] == UNION}
    for place, row in enumerate(rows, start=2):
        reason = _reason(row, union)
        try:
            document = None if reason else _document(row)
        except ValueError as error:
            refused.append((place, str(error)))
            continue
        key = (document.party, document.day, document.kind) if document else None
        if document is None or key is None or key in kept:
            apart[reason or "another language or version of one day"] = apart.get(reason or "another language or version of one day", 0) + 1
        else:
            kept[key] = document
    found = tuple(sorted(kept.values(), key=lambda one: (one.party, one.day, one.kind, one.title)))
    return Registry(found, apart, tuple(refused), tuple(_unseen(found)))


def _reason(row: Mapping[str, str], union: set[str]) -> str:
    """Why a row is no document of its own; empty if it is."""
    if row["fileType"] == "Translation":
        return "a translation"
    if row["fileType"] == "Addendum" or not row["submissionDate"]:
        return "an addendum without a day"
    of_union = row["code"] in EU_27 and ("EU " in row["title"] or "European Union" in row["title"] or row["submissionDate"] in union)
    return "the Union's document under a member's name" if of_union else ""


def _document(row: Mapping[str, str]) -> Document:
    if not re.fullmatch("[A-Z]{3}", row["code"]):
        raise ValueError(f"{row['code'][:20]!r} is no code of a party")
    day = read_day(row["submissionDate"])
    update = bool(_UPDATE.search(row["title"])) and not _NEW.search(row["title"])
    return Document(row["code"], day, "new" if day >= NEW_ROUND_FROM and not update else "update", row["title"], row["status"])


def _unseen(found: tuple[Document, ...]) -> Iterator[Unseen]:
    if found:
        yield Unseen("who is a Party", "a row does not prove it: the membership stands in the regime")
        yield Unseen(f"documents after {max(one.day for one in found)}", "the snapshot ends there")
