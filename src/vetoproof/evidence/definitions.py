"""How the rows of a record table may be counted: definitions that stand beside the tables, as data."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import cattrs
import yaml
from attrs import field, frozen

from vetoproof.evidence.record import record_folder
from vetoproof.terms.errors import InputError


@frozen
class Definition:
    """One way to count: which rows, what counts as one, how they are grouped, which columns hold the amount."""

    means: str
    counts: Literal["rows"] | tuple[str, ...]
    by: tuple[str, ...]
    value: tuple[str, ...] = ()
    where: dict[str, tuple[str, ...]] = field(factory=dict)


@frozen
class Countable:
    """The definitions of one table."""

    default: str
    definitions: dict[str, Definition]


def definitions_of(table: str, folder: Path | None = None) -> Countable:
    """The definitions of a table; an InputError if it has none."""
    path = (folder or record_folder()) / "definitions.yaml"
    found = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    if table not in found:
        raise InputError("there is no such table, or nothing says how it is counted", where=f"record {table}", do=f"use {', '.join(found)}")
    return _reader().structure(found[table], Countable)


def definition(table: str, name: str | None, folder: Path | None = None) -> tuple[str, Definition]:
    """The definition asked for by name, or the table's own."""
    countable = definitions_of(table, folder)
    chosen = name or countable.default
    if chosen not in countable.definitions:
        raise InputError(f"has no definition {chosen!r}", where=f"record {table}", do=f"use {', '.join(countable.definitions)}")
    return chosen, countable.definitions[chosen]


def _reader() -> cattrs.Converter:
    made = cattrs.Converter(forbid_extra_keys=True)
    either = Literal["rows"] | tuple[str, ...]
    made.register_structure_hook(either, lambda raw, _: raw if raw == "rows" else tuple(map(str, raw)))
    return made
