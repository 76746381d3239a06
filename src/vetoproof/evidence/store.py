"""A store: a folder with one DuckDB file and the original bytes, `originals/ab/<sha256>`. One writer, or several readers."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import duckdb
from attrs import define

from vetoproof.evidence.stream import shown
from vetoproof.evidence.tables import CUSTOMS, DDL, LISTS, SCHEMA_VERSION, SHARES
from vetoproof.evidence.which_store import FILE, store_folder
from vetoproof.terms.errors import InputError
from vetoproof.terms.version import VERSION

MEMORY = "1GB"  # for rows in flight; a sort beyond that goes to the disk, beside the store
# What turns a store of one schema version into the next; each step is done whole or not at all.
STEPS: Mapping[int, Sequence[str]] = {1: (CUSTOMS,), 2: LISTS, 3: SHARES}
_SETTINGS = ("enable_external_access", "autoinstall_known_extensions", "autoload_known_extensions", "python_enable_replacements")
_WRITING: set[Path] = set()


__all__ = ["Store", "open_store", "store_folder"]


@define
class Store:
    """An open store. Rows go in by registered Arrow tables only; nothing outside its file is within reach of its SQL."""

    folder: Path
    con: duckdb.DuckDBPyConnection
    read_only: bool

    @property
    def originals(self) -> Path:
        return self.folder / "originals"

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """All or nothing; when it ends the rows are on the disk (DuckDB syncs its log), and so is the folder's entry of that log."""
        self.con.execute("BEGIN")
        try:
            yield self.con
            self.con.execute("COMMIT")
        except BaseException as error:
            self._undo()
            if isinstance(error, duckdb.Error) and not was_interrupted(error):
                raise _fault(
                    self.folder, f"cannot be written ({_first_line(error)})", "what was acknowledged is kept; run it again"
                ) from error
            raise
        sync_folder(self.folder)

    def _undo(self) -> None:
        try:
            self.con.execute("ROLLBACK")
        except duckdb.Error:
            return  # a failed commit has rolled back by itself

    def one(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
        """The only row that a question has, or None."""
        found: list[tuple[Any, ...]] = self.con.execute(sql, list(values)).fetchall()
        return found[0] if found else None

    def arrow(self, sql: str, **values: Any) -> Any:
        """An Arrow table."""
        return self.con.sql(sql, params=values).to_arrow_table() if values else self.con.sql(sql).to_arrow_table()

    def close(self) -> None:
        self.con.close()
        if not self.read_only:
            _WRITING.discard(self.folder.resolve())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(folder: Path, create: bool = False, *, read_only: bool = False) -> Store:
    """Open a store. Older schemas are migrated, newer ones refused; a second writer is told who the first is."""
    path = folder / FILE
    if not path.is_file() and not create:
        raise _fault(folder, "there is no store here", "give --store DIR, or begin one with `vetoproof ingest`")
    if not read_only:
        _claim(folder)
    try:
        return _opened(folder, path, create, read_only)
    except BaseException:
        if not read_only:
            _WRITING.discard(folder.resolve())
        raise


def _claim(folder: Path) -> None:
    """One writer in this process; DuckDB's lock on the file keeps other processes out."""
    place = folder.resolve()
    if place in _WRITING:
        raise _fault(folder, "is being written by this very process", "close the first writer")
    try:
        (folder / "originals").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _fault(folder, f"cannot be made ({error.strerror})", "give a folder that can be written") from error
    _WRITING.add(place)


def _opened(folder: Path, path: Path, create: bool, read_only: bool) -> Store:
    con = _connect(folder, path, read_only)
    try:
        for setting in _SETTINGS:
            con.execute(f"SET {setting} = false")
        con.execute(f"SET memory_limit = '{MEMORY}'")
        con.execute("SET lock_configuration = true")
        store = Store(folder, con, read_only)
        _at_this_version(store, create)
        if not read_only:
            sync_folder(folder)
    except BaseException:
        con.close()
        raise
    return store


def _connect(folder: Path, path: Path, read_only: bool) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(path), read_only=read_only)
    except duckdb.IOException as error:
        if "lock" in str(error):
            holder = str(error).partition("(PID ")[2].partition(")")[0]
            raise _fault(
                folder, f"is held by another process{f' (PID {holder})' if holder else ''}", "wait until it ends, then run this again"
            ) from error
        raise _fault(
            folder, f"cannot be opened ({_first_line(error)})", "is it a store? a newer DuckDB's file needs a newer vetoproof"
        ) from error
    except duckdb.Error as error:
        raise _fault(
            folder, f"cannot be opened ({_first_line(error)})", "close what else holds it, or take a copy that is whole"
        ) from error


def _at_this_version(store: Store, create: bool) -> None:
    """Make the tables of a new store; bring an older one up."""
    tables = {name for (name,) in store.con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if not tables and create and not store.read_only:
        _make(store)
        return
    found = store.one("SELECT value FROM meta WHERE key = 'schema'") if "meta" in tables else None
    if found is None:
        raise _fault(store.folder, "is a database, and no store of vetoproof", "give another folder")
    migrate(store, int(found[0]))


def _make(store: Store) -> None:
    with store.transaction() as con:
        for table in DDL:
            con.execute(table)
        con.execute("INSERT INTO meta VALUES ('schema', ?), ('made_by', ?)", [str(SCHEMA_VERSION), f"vetoproof {VERSION}"])


def migrate(store: Store, version: int, steps: Mapping[int, Sequence[str]] = STEPS, to: int = SCHEMA_VERSION) -> None:
    """Bring a store from `version` to this one, step by step; refuse what no step leads from."""
    if version > to:
        raise _fault(store.folder, f"has schema {version}, and this vetoproof knows up to {to}", "use the newer vetoproof that made it")
    lacking = next((step for step in range(version, to) if step not in steps), None)
    if lacking is not None:
        raise _fault(
            store.folder, f"has schema {version}, and no way leads from {lacking} to {to}", "ingest its originals/ into a new store"
        )
    if version < to and store.read_only:
        raise _fault(
            store.folder, f"has schema {version} and must be migrated to {to}", "run `vetoproof ingest` on it once, or open it to write"
        )
    for step in range(version, to):
        with store.transaction() as con:
            for sql in steps[step]:
                con.execute(sql)
            con.execute("UPDATE meta SET value = ? WHERE key = 'schema'", [str(step + 1)])


def was_interrupted(error: BaseException) -> bool:
    """Whether Ctrl-C reached the user by way of DuckDB, which makes an error of its own of it."""
    return isinstance(error, KeyboardInterrupt | duckdb.InterruptException) or str(error) == "Query interrupted"


def sync_folder(folder: Path) -> None:
    """The names in a folder are on the disk, too."""
    if os.name != "posix":
        return  # elsewhere a folder cannot be opened
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _first_line(error: Exception) -> str:
    return shown((str(error).splitlines() or [type(error).__name__])[0])[:200]


def _fault(folder: Path, what: str, do: str) -> InputError:
    return InputError(what, where=f"store {shown(folder)}", do=do)
