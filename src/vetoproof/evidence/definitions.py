"""How the rows of a record table may be counted: definitions that stand beside the tables, as data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import cattrs
import yaml
from attrs import evolve, field, frozen

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
    instead: dict[str, str] = field(factory=dict)  # a column -> the one that is read for it, where that is not empty
    less: str = ""  # a column that is taken off the amounts, where it is known
    alike: Literal["", "firms"] = ""  # when two words of `counts` are one: as text, or as names of a victim


@frozen
class Choice:
    """What one word of a switch does: which rows it takes, which column stands for which."""

    where: dict[str, tuple[str, ...]] = field(factory=dict)
    instead: dict[str, str] = field(factory=dict)


@frozen
class Countable:
    """The definitions of one table, and switches that hold for all of them; the first word of a switch is its default."""

    default: str
    definitions: dict[str, Definition]
    switches: dict[str, dict[str, Choice]] = field(factory=dict)


def definitions_of(table: str, folder: Path | None = None) -> Countable:
    """The definitions of a table; an InputError if it has none."""
    path = (folder or record_folder()) / "definitions.yaml"
    found = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    if table not in found:
        raise InputError("there is no such table, or nothing says how it is counted", where=f"record {table}", do=f"use {', '.join(found)}")
    return _reader().structure(found[table], Countable)


def definition(
    table: str, name: str | None, folder: Path | None = None, *, switches: Mapping[str, str] | None = None
) -> tuple[str, Definition]:
    """The definition asked for by name, or the table's own, with its switches as they are set."""
    countable = definitions_of(table, folder)
    chosen = name or countable.default
    if chosen not in countable.definitions:
        raise InputError(f"has no definition {chosen!r}", where=f"record {table}", do=f"use {', '.join(countable.definitions)}")
    return chosen, _switched(table, countable, chosen, switches or {})


def _switched(table: str, countable: Countable, chosen: str, asked: Mapping[str, str]) -> Definition:
    """A definition with the rows and columns that the switches ask for."""
    found = countable.definitions[chosen]
    for switch, word in asked.items():
        choices = countable.switches.get(switch)
        if choices is None:
            known = ", ".join(f"--{one}" for one in countable.switches) or "none"
            raise InputError("the table has no such switch", where=f"record {table} --{switch}", do=f"it has {known}")
        if word not in choices:
            raise InputError(f"there is no {word!r}", where=f"record {table} --{switch}", do=f"use {', '.join(choices)}")
        choice = choices[word]
        found = evolve(found, where={**found.where, **choice.where}, instead={**found.instead, **choice.instead})
    return found


def _reader() -> cattrs.Converter:
    made = cattrs.Converter(forbid_extra_keys=True)
    either = Literal["rows"] | tuple[str, ...]
    made.register_structure_hook(either, lambda raw, _: raw if raw == "rows" else tuple(map(str, raw)))
    return made
