"""A screening -> a receipt: what was asked, of which lists by their hash, with which code, and the hash of the answers.

`screening_again` runs it years later: the same lists give the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any

import orjson
from attrs import define, evolve, field, frozen

from vetoproof.detect.names.persons import REVIEW
from vetoproof.detect.names.several import utf8
from vetoproof.monitor.screening import Asked, Screened, Screener, Torn
from vetoproof.monitor.screening_columns import Opened
from vetoproof.monitor.screening_lists import Source
from vetoproof.terms.canonical import digest
from vetoproof.terms.errors import InputError
from vetoproof.terms.version import VERSION

KIND, FORM = "vetoproof screen", 1


def _readable(names: Iterable[str]) -> tuple[str, ...]:
    """Arguments of a command may be bytes that are no text."""
    return tuple(map(utf8, names))


@frozen
class Question:
    """What was asked: names, or a file of parties; the kind where a row has none; which column holds what."""

    names: tuple[str, ...] = field(default=(), converter=_readable)
    file: Path | None = None
    kind: str = ""
    map: Mapping[str, str] = field(factory=dict)

    def open(self) -> Opened:
        """The parties, in their order, and how the file of them is read."""
        if self.file is None:
            return Opened(self._named())
        from vetoproof.monitor.screening_files import open_parties  # here: a name alone needs no Arrow

        opened = open_parties(self.file, self.map)
        return evolve(opened, rows=chain(self._named(), map(self._of_kind, opened.rows) if self.kind else opened.rows))

    def parties(self) -> Iterator[Asked]:
        return self.open().rows

    def _named(self) -> Iterator[Asked]:
        return ({"id": name, "kind": self.kind, "name": name} for name in self.names)

    def _of_kind(self, raw: Asked) -> Asked:
        if not isinstance(raw, dict) or raw.get("kind") or raw.get("schema"):
            return raw
        found = {**raw, "kind": self.kind}
        return Torn.of(found, raw.place) if isinstance(raw, Torn) else found


@define
class Sum:
    """The hash of answers as they pass, and how many of each decision."""

    rows: int = 0
    counts: dict[str, int] = field(factory=dict)
    _hash: Any = field(factory=hashlib.sha256)

    def over(self, answers: Iterable[Screened]) -> Iterator[Screened]:
        for one in answers:
            self.add(one)
            yield one

    def add(self, one: Screened) -> None:
        self._hash.update(line_of(one))
        self.rows += 1
        key = one.decision or "unseen"
        self.counts[key] = self.counts.get(key, 0) + 1

    @property
    def result(self) -> str:
        return str(self._hash.hexdigest())


def line_of(one: Screened) -> bytes:
    """The answer as the door writes it with --json."""
    said = one.as_json()
    try:
        return orjson.dumps(said) + b"\n"
    except TypeError:  # an id that JSON does not know, or text that is no UTF-8
        return orjson.dumps(said | {"id": utf8(str(one.id)), "query": utf8(one.query)}) + b"\n"


def receipt_of(question: Question, screener: Screener, regime: str, total: Sum, out: Path | None = None) -> dict[str, Any]:
    """The receipt, with a hash of itself. `out`: the file that the answers were written to."""
    said: dict[str, Any] = {
        "receipt": KIND,
        "form": FORM,
        "asked": _asked(question),
        "as_of": str(screener.as_of),
        "regime": regime,
        "lists": [_source(one) for one in screener.lists.sources],
        "not_covered": [{"what": one.what, "why": one.why} for one in screener.lists.unseen],
        "owners": screener.owners,
        "options": {"threshold": str(REVIEW)},
        "code": {"vetoproof": VERSION, "names": code_version()},
        "answers": total.rows,
        "counts": dict(sorted(total.counts.items())),
        "result": total.result,
        "out": None if out is None else _file(out),
    }
    return said | {"sha256": digest(said)}


def receipt_bytes(question: Question, screener: Screener, regime: str, total: Sum, out: Path | None = None) -> bytes:
    return orjson.dumps(receipt_of(question, screener, regime, total, out), option=orjson.OPT_INDENT_2) + b"\n"


def _asked(question: Question) -> dict[str, Any]:
    file = question.file
    if file is not None and str(file) == "-":
        raise InputError("cannot be read again", where="standard input", do="give the parties in a file, if a receipt is wanted")
    return {
        "names": list(question.names),
        "file": None if file is None else _file(file),
        "kind": question.kind,
        "map": dict(question.map),
        "columns": _columns(question),
    }


def _columns(question: Question) -> dict[str, Any] | None:
    """What was read of a table, and what was not."""
    if question.file is None or (columns := question.open().columns) is None:
        return None
    return {"read": dict(columns.chosen), "not_read": list(columns.ignored)}


def _file(path: Path) -> dict[str, str]:
    return {"path": str(path.resolve()), "sha256": hash_of(path)}


def _source(one: Source) -> dict[str, Any]:
    origin = [one.origin[0], *(str(Path(part).resolve()) if one.origin[0] == "file" else part for part in one.origin[1:])]
    return {"list": one.list, "version": one.version, "as_of": one.as_of, "parties": one.parties, "origin": origin}


@cache
def code_version() -> str:
    """SHA-256 over the files of the rooms that an answer comes through: another hash may give other answers."""
    total = hashlib.sha256()
    folder = files("vetoproof")
    for name in sorted(name for room in _ROOMS for name in _files(folder.joinpath(room), f"{room}/")):
        total.update(name.encode() + b"\0" + folder.joinpath(name).read_bytes() + b"\0")
    return total.hexdigest()


_ROOMS = ("detect/names", "detect/ownership", "evidence/lists", "terms")


def _files(folder: Any, before: str) -> Iterator[str]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _files(one, f"{before}{one.name}/") if one.name != "__pycache__" else ()
        elif one.name.endswith((".py", ".txt")):
            yield before + one.name


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
