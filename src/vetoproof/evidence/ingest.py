"""A file -> the store: its bytes first, then its rows, batch by batch; each batch moves the mark from which a killed run goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
from attrs import define, field, frozen

from vetoproof.evidence.originals import Staged, clear_stage, hash_of, keep, original_path, stage, whole
from vetoproof.evidence.readers import READERS, Reader, original, positions, reader_for
from vetoproof.evidence.reading import BLOCK, Lays, Start, Whole, head_of
from vetoproof.evidence.store import Store, was_interrupted
from vetoproof.evidence.stream import BOUNDS, Bounds, Stream, open_stream, regular, shown
from vetoproof.evidence.tables import WITHOUT_SOURCE, Batch, Given, Refusal, some
from vetoproof.terms.errors import InputError

FIRST_LOOK = 65_536  # bytes that are read before a file is let in
MOST_NAMED = 1_000  # refusals of one file that are kept with their reason; all are counted


@frozen
class Progress:
    """How far a file is: rows read and taken, bytes of the file read and in all."""

    rows: int
    taken: int
    read: int
    size: int


@frozen
class Ingested:
    """What became of a file. `taken` and `refused_rows` count all of it, earlier runs included."""

    name: str
    format: str
    sha256: str
    taken: int
    refused_rows: int
    refused: tuple[Refusal, ...]  # the first MOST_NAMED
    resumed: bool = False  # an earlier run was cut short, and this one went on
    again: bool = False  # it was held already; nothing was done
    broken: str = ""  # why reading ended before the file did
    notes: tuple[str, ...] = ()


Report = Callable[[Progress], None]


@define
class Intake:
    """What holds for all files of one run: the store, the bounds, the size of a block, whether a wrong row refuses its file."""

    store: Store
    strict: bool = False
    block: int = BLOCK
    bounds: Bounds = BOUNDS
    report: Report | None = None
    accept_shrink: bool = False  # of lists: take one with far fewer entities than its last version
    columns: Mapping[str, str] | None = None  # of positions: which column holds which field
    _cleared: bool = field(default=False, init=False)
    _looked: tuple[str, Any] = field(default=("", None), init=False)

    def take(self, path: Path, given: Given, *, format: str | None = None, claim: str = "") -> Ingested:
        """Take a file in. Raises InputError if it cannot be taken, and then holds nothing of it."""
        try:
            return self._take(path, given, format, claim)
        except (RuntimeError, duckdb.Error) as error:
            if was_interrupted(error):
                raise KeyboardInterrupt from error
            raise

    def _take(self, path: Path, given: Given, format: str | None, claim: str) -> Ingested:
        size = regular(path, self.bounds)
        name = shown(path.name)
        format = format or (positions.READER.name if self.columns else None)
        reader = reader_for(b"" if format == original.READER.name else head_of(path), name, format)
        claims = original.claims_on(path, claim, given) if reader is original.READER else ()
        if claim and not claims:
            raise InputError("a claim is made on an original only", where=name, do="give --as original, or leave --claim away")
        held = self._held(path, size, reader)
        if held is None:
            staged = self._staged(path)
            held = self._entry(staged.sha256, reader)
            held = self._begin(staged, name, reader, given) if held is None else self._drop(staged, held)
        if claims:
            return self._claim(held, claims)
        return self._again(held, given, reader) if held.complete else self._read(held, reader)

    # ---- what is held already

    def _held(self, path: Path, size: int, reader: Reader) -> Held | None:
        """The entry of a file that may be here: hashed only if one of its size is."""
        if self.store.one("SELECT count(*) FROM files WHERE bytes = ? AND format = ?", size, reader.name) == (0,):
            return None
        return self._entry(hash_of(path), reader)

    def _entry(self, sha256: str, reader: Reader) -> Held | None:
        found = self.store.con.execute("SELECT * FROM files WHERE sha256 = ? AND format = ?", [sha256, reader.name]).fetchall()
        return Held(*found[0]) if found else None

    def _drop(self, staged: Staged, held: Held) -> Held:
        staged.path.unlink()
        return held

    def _again(self, held: Held, given: Given, reader: Reader) -> Ingested:
        """The same file again is nothing new; but for the day of one that was entered under that on which it came."""
        if reader.whole:
            with self.store.transaction() as con:
                reader.whole.dated(con, held.sha256, given.received)
        before = {"source": held.source, "grade": f"{held.reliability}{held.credibility}", "tlp": held.tlp}
        now = {"source": given.source or held.source, "grade": str(given.grade), "tlp": given.tlp}
        other = [f"{key} stays {before[key]}; {now[key]} was not applied" for key in before if before[key] != now[key]]
        return self._result(held, again=True, notes=tuple(other))

    # ---- a new file

    def _staged(self, path: Path) -> Staged:
        if not self._cleared:
            clear_stage(self.store)
            self._cleared = True
        return stage(self.store, path)

    def _begin(self, staged: Staged, name: str, reader: Reader, given: Given) -> Held:
        """The bytes among the originals, and the entry of the file, with no row read yet."""
        held = Held.new(staged, name, reader.name, given)
        if reader.lays:
            self._look_over(staged, name, reader.lays)
        elif reader.whole:
            self._admit(staged, held, reader.whole)
        elif reader is not original.READER:
            self._try(staged, held, reader)
        keep(self.store, staged)
        with self.store.transaction() as con:
            con.execute(f"INSERT INTO files VALUES ({', '.join('?' * len(held.row))})", list(held.row))
        return held

    def _try(self, staged: Staged, held: Held, reader: Reader) -> None:
        """Read the first batch, or with `strict` all, before anything is kept: a header that does not fit refuses the file."""
        refused = 0
        try:
            for batch in self._batches(staged.path, held, reader, Start(block=self.block if self.strict else min(self.block, FIRST_LOOK))):
                refused += batch.refused.num_rows
                if self.strict and refused:
                    first = some(batch.refused, 1)[0]
                    raise InputError(
                        f"{first.why} (--strict)", where=f"{held.name} row {first.row}", do="correct it; nothing of the file was taken"
                    )
                if not self.strict:
                    break
        except BaseException:
            staged.path.unlink()
            raise

    def _look_over(self, staged: Staged, name: str, lays: Lays) -> None:
        """Refuse a file that lacks what is needed, or with `strict` one in which a row is no good."""
        try:
            lays.look(staged.path, name, self.columns, self.strict)
        except BaseException:
            staged.path.unlink()
            raise

    def _admit(self, staged: Staged, held: Held, whole: Whole) -> None:
        """Read all of a file that is taken whole or not at all, and ask whether it may come in."""
        try:
            self._looked = staged.sha256, self._look(staged.path, held, whole)
            whole.admit(self.store, self._looked[1], self.accept_shrink)
        except BaseException:
            staged.path.unlink()
            raise

    def _look(self, path: Path, held: Held, whole: Whole) -> Any:
        with open_stream(path, held.name, self.bounds) as stream:
            return whole.look(stream, held.given)

    def _batches(self, path: Path, held: Held, reader: Reader, start: Start) -> Iterator[Batch]:
        with open_stream(path, held.name, self.bounds) as stream:
            for batch in reader.read(stream, held.given, start):
                yield batch
                self._tell(stream, batch, held)

    def _tell(self, stream: Stream, batch: Batch, held: Held) -> None:
        if self.report and not self.strict:
            self.report(Progress(batch.done, held.taken, max(stream.position, min(batch.at, held.bytes)), held.bytes))

    def _read(self, held: Held, reader: Reader) -> Ingested:
        """Rows into the store, from where the last run was acknowledged."""
        resumed = held.done > 0
        if resumed:
            whole(self.store, held.sha256, held.bytes)
        if reader.lays:
            return self._lay(held, reader.lays)
        batches = self._batches(original_path(self.store, held.sha256), held, reader, Start(held.done, held.at, self.block))
        while batch := self._next(batches, held):
            self._commit(held, batch, reader)
        held.complete = True
        if reader.whole and self._looked[0] != held.sha256:  # the run that looked was cut short
            self._looked = held.sha256, self._look(original_path(self.store, held.sha256), held, reader.whole)
        with self.store.transaction() as con:
            sql = "UPDATE files SET complete = true, broken = ? WHERE sha256 = ? AND format = ?"
            con.execute(sql, [held.broken, held.sha256, held.format])
            if reader.whole and not held.broken:
                reader.whole.keep(con, held.sha256, self._looked[1])
        return self._result(held, resumed=resumed)

    def _lay(self, held: Held, lays: Lays) -> Ingested:
        """Rows into their layout; each acknowledged step is entered here, too."""

        def enter(taken: int, refused: int, done: int, at: int) -> None:
            held.taken, held.refused, held.done, held.at = taken, refused, done, at
            columns = "taken = ?, refused = ?, done = ?, read_bytes = ?, complete = ?, broken = ?"
            sql = f"UPDATE files SET {columns} WHERE sha256 = ? AND format = ?"
            with self.store.transaction() as con:
                con.execute(sql, [taken, refused, done, at, held.complete, held.broken, held.sha256, held.format])
            if self.report:
                self.report(Progress(done, taken, min(at, held.bytes), held.bytes))

        path = original_path(self.store, held.sha256)
        laid = lays.lay(self.store.folder, path, held.name, held.sha256, self.columns, self.block, enter)
        held.complete, held.broken = True, laid.broken
        enter(laid.taken, laid.refused, laid.rows, held.bytes)
        return self._result(held, resumed=laid.resumed, notes=laid.notes)

    def _next(self, batches: Iterator[Batch], held: Held) -> Batch | None:
        """The next batch; None at the end, or where the file is broken: what came before is kept."""
        try:
            return next(batches, None)
        except InputError as error:
            held.broken = f"{error.what}; {error.do}"
            return None

    def _commit(self, held: Held, batch: Batch, reader: Reader) -> None:
        """One transaction: the rows, the refusals, the mark. When it returns, it is on the disk."""
        room = max(0, MOST_NAMED - held.refused)
        with self.store.transaction() as con:
            _insert(con, reader.table, batch.rows, held.sha256)
            if room and batch.refused.num_rows:
                con.register("refused_now", batch.refused.slice(0, room))
                con.execute("INSERT INTO refusals SELECT ?, ?, row, why FROM refused_now", [held.sha256, held.format])
                con.unregister("refused_now")
            held.moved(batch)
            con.execute(
                "UPDATE files SET taken = ?, refused = ?, done = ?, read_bytes = ? WHERE sha256 = ? AND format = ?",
                [held.taken, held.refused, held.done, held.at, held.sha256, held.format],
            )

    def _claim(self, held: Held, claims: tuple[original.OnOriginal, ...]) -> Ingested:
        """New claims on an original; one that was made before is nothing new."""
        before = self.store.con.execute("SELECT claimant, claim, said, source FROM originals WHERE file = ?", [held.sha256]).fetchall()
        new = tuple(one for one in claims if (one.claimant, one.claim, one.said, one.source) not in before)
        if not new:
            return self._result(held, again=True)
        path = original_path(self.store, held.sha256)
        with path.open("rb") as file:
            kind = original.type_of(file.read(16))
        self._commit(held, original.rows_of_claims(new, kind, len(before)), original.READER)
        with self.store.transaction() as con:
            con.execute("UPDATE files SET complete = true WHERE sha256 = ? AND format = ?", [held.sha256, held.format])
        return self._result(held)

    def _result(self, held: Held, *, resumed: bool = False, again: bool = False, notes: tuple[str, ...] = ()) -> Ingested:
        sql = "SELECT row, why FROM refusals WHERE file = ? AND format = ? ORDER BY row"
        whole = READERS[held.format].whole
        notes = (*notes, *whole.told(self.store, held.sha256)) if whole else notes
        named = tuple(Refusal(*found) for found in self.store.con.execute(sql, [held.sha256, held.format]).fetchall())
        return Ingested(held.name, held.format, held.sha256, held.taken, held.refused, named, resumed, again, held.broken, notes)


@define
class Held:
    """The entry of a file in the store; its fields are the columns of `files`, in their order."""

    sha256: str
    format: str
    name: str
    bytes: int
    source: str
    root: str
    reliability: str
    credibility: int
    tlp: str
    received: Any
    logged: Any
    taken: int = 0
    refused: int = 0
    done: int = 0
    at: int = 0
    complete: bool = False
    broken: str = ""

    @classmethod
    def new(cls, staged: Staged, name: str, format: str, given: Given) -> Held:
        grade, source, root = given.grade, given.source, given.root
        if READERS[format].table in WITHOUT_SOURCE:  # its rows name none, so the file itself is the source
            source = source or f"file {name}"
            root = root or source
        return cls(
            staged.sha256, format, name, staged.size, source, root,
            grade.reliability, grade.credibility, given.tlp, given.received, given.logged,
        )  # fmt: skip

    @property
    def row(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__slots__ if name != "__weakref__")

    @property
    def given(self) -> Given:
        return Given(self.source, self.root, self.received)

    def moved(self, batch: Batch) -> None:
        self.taken += batch.rows.num_rows
        self.refused += batch.refused.num_rows
        self.done, self.at = batch.done, batch.at


def _insert(con: Any, table: str, rows: Any, sha256: str) -> None:
    con.register("rows_now", rows)
    con.execute(f"INSERT INTO {table} BY NAME SELECT ? AS file, * FROM rows_now", [sha256])
    con.unregister("rows_now")


def formats() -> tuple[str, ...]:
    """The names that --as takes."""
    return tuple(READERS)


def ingest(store: Store, path: Path, given: Given, **options: Any) -> Ingested:
    """Take one file in; `options` are those of Intake and of its `take`."""
    mine = {name: options.pop(name) for name in ("strict", "block", "bounds", "report", "accept_shrink") if name in options}
    return Intake(store, **mine).take(path, given, **options)
