"""The header of a table of parties -> what each column holds; a row of cells -> a map of the query format. What was guessed is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
from attrs import define, field, frozen

from vetoproof.detect.names.cells import text_of
from vetoproof.detect.names.fields import IDENTIFYING, NAMES, PROPERTIES, looks_identifying, property_called, squashed
from vetoproof.detect.names.query import kind_of_party
from vetoproof.evidence.stream import shown
from vetoproof.terms.errors import InputError

_ONCE = ("id", "kind")
_APART = (*_ONCE, "name")
PROPS = "props"  # a column that holds an object of properties
_LOOKED_UP = frozenset({*NAMES, *IDENTIFYING, PROPS} - {"firstName", "middleName", "fatherName", "birthDate", "callSign"})
MOST_TOLD, MOST_KINDS = 8, 1_000


@frozen
class Columns:
    """Which column of a table holds what; the others are not looked at."""

    chosen: Mapping[str, str]  # column -> what it holds
    ignored: tuple[str, ...]

    @property
    def told(self) -> str:
        pairs = ", ".join(f"{shown(column)} = {holds}" for column, holds in self.chosen.items())
        return f"columns read: {pairs}" + (f"; not read: {', '.join(map(shown, self.ignored))}" if self.ignored else "")

    @property
    def missed(self) -> tuple[str, ...]:
        """Columns that may hold a number or day that decides, and are not read."""
        return tuple(column for column in self.ignored if looks_identifying(column))


def meant(given: Mapping[str, str]) -> dict[str, str]:
    """What the user says of columns (what it holds -> column), in our words: `imo` is imoNumber, `dob` birthDate."""
    found: dict[str, str] = {}
    for word, column in given.items():
        holds = PROPS if word == PROPS else property_called(word)
        if not holds:
            known = ", ".join((*_APART, PROPS, *(one for one in PROPERTIES if one not in _APART)))
            raise InputError(f"there is nothing called {word[:40]!r} to read", where="--map", do=f"use one of {known}")
        if holds in found or column in found.values():
            raise InputError(f"{holds} or {shown(column)!r} is said twice", where="--map", do="say of each once which column it is")
        found[holds] = column
    return found


def guessed(header: Sequence[str], given: Mapping[str, str], where: str) -> Columns:
    """The columns by what they are called; `given` stands before that."""
    chosen: dict[str, str] = {}
    for holds, column in meant(given).items():
        if column not in header:
            raise InputError(f"has no column {column!r}", where=where, do=f"use one of {', '.join(map(shown, header))}")
        chosen[column] = holds
    if twice := next((column for column in header if column and list(header).count(column) > 1), ""):
        raise InputError(f"has two columns called {shown(twice)!r}", where=where, do="give each a name of its own")
    for column in sorted(header, key=lambda one: "name" not in squashed(one)):  # of `Customer` and `Customer name` the second is the name
        holds = _held(column, chosen)
        if holds and column not in chosen:
            chosen[column] = holds
    if not _LOOKED_UP & set(chosen.values()):
        do = "call one `name`, or say which it is with --map name=COLUMN"
        raise InputError(f"no column of {', '.join(map(shown, header[:12]))} is a name or a number to look up", where=where, do=do)
    ordered = {column: chosen[column] for column in header if column in chosen}
    return Columns(ordered, tuple(column for column in header if column not in chosen))


def _held(column: str, chosen: Mapping[str, str]) -> str:
    """A second column of numbers is read, too; a second name as another name of the party; a second id or kind is not."""
    holds = PROPS if column in (PROPS, "properties") else property_called(column)
    if holds not in chosen.values():
        return holds
    return "" if holds in _ONCE else "alias" if holds == "name" else holds


# ---- rows


@define
class Remarks:
    """What is said of a whole file at its end: kinds that are none, bytes that are no text."""

    kinds: Counter[str] = field(factory=Counter)
    unread: int = 0
    first_unread: str = ""
    _known: dict[str, str] = field(factory=dict)

    def kind(self, text: str) -> str:
        """The kind, or none (all kinds) for what is no kind."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) > MOST_KINDS:
                self._known.clear()
            known = self._known[text] = text if _is_kind(text) else ""
        if not known and text:
            self.kinds[text if text in self.kinds or len(self.kinds) < MOST_KINDS else "others"] += 1
        return known

    def saw_unread(self, place: str) -> None:
        self.unread += 1
        self.first_unread = self.first_unread or place

    def told(self) -> Iterator[str]:
        if self.kinds:
            some = ", ".join(f"{shown(kind)} ({many:,})" for kind, many in self.kinds.most_common(MOST_TOLD))
            more = f" and {len(self.kinds) - MOST_TOLD:,} more" if len(self.kinds) > MOST_TOLD else ""
            yield f"no kinds of parties, so {self.kinds.total():,} rows were screened as all kinds: {some}{more}"
        if self.unread:
            yield (
                f"{self.unread:,} rows hold bytes that are no UTF-8, the first is {self.first_unread}: a name with them is not screened; "
                "if the file was written as Latin-1 or Windows-1252, save it as UTF-8 and screen it again"
            )


def _is_kind(text: str) -> bool:
    try:
        return bool(kind_of_party(text))
    except InputError:
        return False


@frozen(eq=False)
class Opened:
    """A file of parties: its rows, which columns they are read from (JSON lines: none), and what is said of it at its end."""

    rows: Iterator[Any]
    columns: Columns | None = None
    remarks: Remarks = field(factory=Remarks)


def map_of(holds: Sequence[str], row: Sequence[Any], remarks: Remarks) -> dict[str, Any]:
    """A row as a query. Several values of a cell of text stand between semicolons. Raises ValueError if `props` is no object."""
    props: dict[str, Any] = {}
    found: dict[str, Any] = {}
    for key, value in zip(holds, row, strict=True):
        if not key or value is None or value == "":
            continue
        if key == "name":
            found[key] = value
        elif key == "kind":
            if kind := remarks.kind(value if type(value) is str else text_of(value)):
                found[key] = kind
        elif key == "id":
            found[key] = value if type(value) is str else text_of(value) or None
        elif key == PROPS:
            for name, one in _object(value).items():
                _add(props, name, one)
        else:
            _add(props, key, [one.strip() for one in value.split(";")] if isinstance(value, str) else value)
    if props:
        found["props"] = props
    return found


def _add(props: dict[str, Any], key: str, value: Any) -> None:
    props[key] = value if key not in props else [*_many(props[key]), *_many(value)]


def _many(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _object(value: Any) -> dict[str, Any]:
    """A struct, a map, or JSON."""
    found = orjson.loads(value) if isinstance(value, str | bytes) else dict(value)
    if not isinstance(found, dict):
        raise ValueError("no object")
    return {str(key): one for key, one in found.items() if one is not None}


__all__ = ["PROPS", "Columns", "Opened", "Remarks", "guessed", "map_of", "meant"]
