"""The register of findings: a ledger that only grows. Entries in SQLite, each with the SHA-256 of the one before.

Nothing is updated or deleted: triggers refuse it, and the chain of hashes shows it where somebody did so all the same.
An entry is acknowledged when it is on the disk. How far the register had grown stands in a second file (`findings.head`),
so that entries cut off its end are missed too. Whoever can write both files can forge both: the signed log is for that.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import cattrs
import orjson
from attrs import frozen

from vetoproof.findings.statements import Attestation, Change, Dissent, Entry, Reply, State, Statement, state_of
from vetoproof.terms.canonical import canonical, digest
from vetoproof.terms.days import read_day
from vetoproof.terms.errors import InputError, IntegrityError

FILE, HEAD = "findings.sqlite", "findings.head"
SCHEMA = 1
BEGINNING = "0" * 64  # before the first entry
MOST_WAITED_MS = 30_000
REFUSE = "BEGIN SELECT RAISE(ABORT, 'the register only grows'); END"
TRIGGERS = {
    "no_update": f"BEFORE UPDATE ON entries {REFUSE}",
    "no_delete": f"BEFORE DELETE ON entries {REFUSE}",
    "no_replace": f"BEFORE INSERT ON entries WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM entries) {REFUSE}",
}
DDL = (
    "CREATE TABLE entries (number INTEGER PRIMARY KEY, finding TEXT NOT NULL, body TEXT NOT NULL, sha256 TEXT NOT NULL)",
    *(f"CREATE TRIGGER {name} {text}" for name, text in TRIGGERS.items()),
    f"PRAGMA user_version = {SCHEMA}",
)
# What SQLite reports for a file that is in use or cannot be reached; all else it finds wrong is damage.
UNREACHED = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
    }
)
KINDS: Mapping[str, type[Statement]] = {one.kind: one for one in (Attestation, Dissent, Reply, Change)}

_READER = cattrs.Converter(forbid_extra_keys=True)
_READER.register_structure_hook(date, lambda given, _: read_day(given))


@frozen
class Register:
    """The register in the folder of a store. It is made with its first entry; before that it is empty."""

    folder: Path

    @property
    def path(self) -> Path:
        return self.folder / FILE

    def append(self, *statements: Statement) -> tuple[Entry, ...]:
        """All of them or none, in this order. They are on the disk when this returns."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._opened(making=True) as database:
            database.execute("BEGIN IMMEDIATE")
            number, previous = _last(database)
            self._against_head(database)
            entries = []
            for statement in statements:
                number += 1
                entry = sealed(number, statement, previous)
                row = (number, statement.finding, _text(entry), entry.sha256)
                database.execute("INSERT INTO entries (number, finding, body, sha256) VALUES (?, ?, ?, ?)", row)
                entries.append(entry)
                previous = entry.sha256
            database.execute("COMMIT")
            self._follow(database)
        return tuple(entries)

    def history(self, finding: str) -> tuple[Entry, ...]:
        """All that was said of one finding, in order."""
        return self.states([finding])[finding].entries  # in full, whichever day it was said

    def states(self, findings: Iterable[str], known_by: date = date.max) -> Mapping[str, State]:
        """Where each finding stood by that day; one of which nothing was said is proposed."""
        wanted = dict.fromkeys(findings)
        kept: dict[str, list[Entry]] = {finding: [] for finding in wanted}
        for entry in self.entries():
            if entry.statement.finding in kept and entry.statement.day <= known_by:
                kept[entry.statement.finding].append(entry)
        return {finding: state_of(entries) for finding, entries in kept.items()}

    def entries(self) -> Iterator[Entry]:
        """Every entry in order, each checked against its own hash and the one before."""
        if not self.path.exists():
            self._nothing_lost()
            return
        with self._opened() as database:
            self._against_head(database)
            before = BEGINNING
            for n, (number, finding, body, sha256) in enumerate(database.execute("SELECT * FROM entries ORDER BY number"), start=1):
                entry = _checked(n, number, finding, body, sha256, before, self.path)
                before = sha256
                yield entry

    def findings(self) -> tuple[str, ...]:
        """The findings of which something was said."""
        return tuple(sorted({entry.statement.finding for entry in self.entries()}))

    def verify(self) -> int:
        """How many entries there are, if none was altered and none is missing; else an IntegrityError."""
        count = sum(1 for _ in self.entries())
        if self.path.exists():
            with self._opened() as database:
                said = [row[0] for row in database.execute("PRAGMA integrity_check")]
                made = dict(database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
            if said != ["ok"]:
                raise _altered(self.path, f"the file is damaged ({said[0]})")
            if made != {name: f"CREATE TRIGGER {name} {text}" for name, text in TRIGGERS.items()}:
                raise _altered(self.path, "the triggers that keep it from being changed are not those it was made with")
        return count

    # ---- the two files

    @contextmanager
    def _opened(self, *, making: bool = False) -> Iterator[sqlite3.Connection]:
        """The database; what SQLite finds damaged is an IntegrityError of ours."""
        database = None
        try:
            mode = "rwc" if making else "rw"
            uri = f"{self.path.resolve().as_uri()}?mode={mode}"
            database = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=MOST_WAITED_MS / 1000)
            _prepare(database, self.path)
            yield database
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in UNREACHED:
                raise _altered(self.path, str(error)) from error
            do = "see whether the folder can be written and the disk has room, or wait"
            raise InputError(f"cannot be used ({error})", where=str(self.path), do=do) from error
        finally:
            if database:
                database.close()

    def _against_head(self, database: sqlite3.Connection) -> None:
        """The register must have grown at least as far as the head says, by the same entries."""
        number, sha256 = self._head()
        found = database.execute("SELECT sha256 FROM entries WHERE number = ?", (number,)).fetchone()
        if number and (found is None or found[0] != sha256):
            raise _altered(self.path, f"entry {number}, which was acknowledged, is not there")

    def _nothing_lost(self) -> None:
        if self._head()[0]:
            raise _altered(self.path, "the file is not there, though entries were acknowledged")

    def _head(self) -> tuple[int, str]:
        path = self.folder / HEAD
        if not path.exists():
            return 0, BEGINNING
        number, _, sha256 = path.read_text("ascii", errors="replace").strip().partition(" ")
        if not number.isascii() or not number.isdecimal() or len(number) > 18 or len(sha256) != len(BEGINNING):
            raise _altered(path, "it does not name an entry")
        return int(number), sha256

    def _follow(self, database: sqlite3.Connection) -> None:
        """Let the head follow the last entry, while nobody else can append: it never goes back."""
        database.execute("BEGIN IMMEDIATE")
        self._write_head(*_last(database))
        database.execute("ROLLBACK")

    def _write_head(self, number: int, sha256: str) -> None:
        """The new head beside the old one, synced, then in its place."""
        beside = self.folder / f".{HEAD}.{os.getpid()}"
        with beside.open("w", encoding="ascii") as file:
            file.write(f"{number} {sha256}\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.folder / HEAD)
        _sync_folder(self.folder)


def _prepare(database: sqlite3.Connection, path: Path) -> None:
    """Made if it is new; refused if a later version made it."""
    database.execute(f"PRAGMA busy_timeout = {MOST_WAITED_MS}")
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if version not in (0, SCHEMA):
        raise InputError(f"has the version {version}, and this program knows {SCHEMA}", where=str(path), do="use the newer vetoproof")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    if not version:
        _make(database)


def _make(database: sqlite3.Connection) -> None:
    """The table and its triggers, unless somebody else has just made them."""
    database.execute("BEGIN IMMEDIATE")
    if not database.execute("PRAGMA user_version").fetchone()[0]:
        for statement in DDL:
            database.execute(statement)
    database.execute("COMMIT")


def _last(database: sqlite3.Connection) -> tuple[int, str]:
    found = database.execute("SELECT number, sha256 FROM entries ORDER BY number DESC LIMIT 1").fetchone()
    return (found[0], found[1]) if found else (0, BEGINNING)


# ---- an entry and its text


def sealed(number: int, statement: Statement, previous: str) -> Entry:
    """An entry with its hash: over its number, the hash before, and every word of the statement, in canonical form."""
    return Entry(number, statement, previous, digest(_body(number, statement, previous)))


def _body(number: int, statement: Statement, previous: str) -> dict[str, Any]:
    said = _READER.unstructure(statement)
    return {"number": number, "previous": previous, "kind": statement.kind, **said, "day": statement.day.isoformat()}


def _text(entry: Entry) -> str:
    return canonical(_body(entry.number, entry.statement, entry.previous)).decode()


def _checked(n: int, number: int, finding: str, body: str, sha256: str, before: str, path: Path) -> Entry:
    """The entry of a row, if it is the one that was written: in its place, after the one before, with its own hash."""
    if number != n:
        raise _altered(path, f"entry {n} is missing")
    try:
        raw = orjson.loads(body)
        statement = read_statement(raw)
        entry = sealed(number, statement, before)
    except (InputError, ValueError, KeyError, TypeError, AttributeError, cattrs.BaseValidationError) as error:
        raise _altered(path, f"entry {n} cannot be read") from error
    if entry.sha256 != sha256 or _text(entry) != body or statement.finding != finding:
        raise _altered(path, f"entry {n} was altered, or one before it was taken out")
    return entry


def read_statement(raw: Mapping[str, Any]) -> Statement:
    """The body of an entry -> the statement."""
    said = {key: value for key, value in raw.items() if key not in ("number", "previous", "kind")}
    return _READER.structure(said, KINDS[raw["kind"]])


def _altered(path: Path, what: str) -> IntegrityError:
    return IntegrityError(what, where=str(path), do="compare it with a copy; do not write to it")


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
