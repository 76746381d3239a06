"""A position file -> the layout of a store: sorted runs with a journal, then parts, then the manifest; a killed run goes on at the journal.

The order of the steps is what makes it safe: a run is on the disk before the journal names it, a part before the manifest does.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Self

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from attrs import define, frozen

from vetoproof.evidence.positions import layout
from vetoproof.evidence.positions.files import Found
from vetoproof.evidence.positions.formats.part import BLOCK, BOUNDS, Asked, Mark, Part
from vetoproof.evidence.positions.one_file import OneFile
from vetoproof.evidence.positions.ordering import RUN, merged, open_run, sort, write_run
from vetoproof.evidence.positions.reasons import DUPLICATE, Tally
from vetoproof.evidence.store import sync_folder
from vetoproof.evidence.stream import Bounds
from vetoproof.terms.errors import InputError

Acknowledge = Callable[[OneFile], None]
BYTES_A_ROW = 4  # turns the size of a block into the rows of a run: 16 MB, at most RUN rows


@frozen
class Laid:
    """What became of a file: its counts, where it broke, whether an earlier run was cut short, what the reader of it should know."""

    rows: int
    taken: int
    refused: int
    broken: str
    resumed: bool
    notes: tuple[str, ...]

    @classmethod
    def of(cls, entry: Mapping[str, Any], resumed: bool) -> Self:
        left = entry["left_out"]
        notes = (*(f"{rows:,} left out: {reason}" for reason, rows in left.items()), *entry["warnings"])
        return cls(entry["rows"], entry["taken"], sum(left.values()), entry["broken"], resumed, notes)


@define
class _Journal:
    """How far a file is. What it says is on the disk."""

    folder: Path
    mark: Mark = Mark()
    runs: int = 0
    read: bool = False  # to its end, or to where it is broken

    @classmethod
    def open(cls, folder: Path, one: OneFile) -> _Journal:
        path = folder / "journal.json"
        if not path.is_file():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            return cls(folder)
        raw = orjson.loads(path.read_bytes())
        one.tally, one.broken = Tally.of(raw["tally"]), raw["broken"]
        one.asked = Asked(raw["columns"], block=one.asked.block)
        if (folder / "said.parquet").is_file():
            one.said.put(pq.read_table(folder / "said.parquet"))
        kept = tuple((row, line) for row, line in raw["kept"])
        return cls(folder, Mark(raw["rows"], raw["at"], kept), raw["runs"], raw["read"])

    def add(self, batches: list[Any], one: OneFile) -> None:
        """One more sorted run, and the journal that names it."""
        table = pa.Table.from_batches(batches).combine_chunks()
        rows = table.to_batches()
        if rows:
            table, keys, copies = sort(table, layout.day_key(rows[0]))
            one.tally.leave(DUPLICATE, copies)
            path = self.folder / f"run-{self.runs:06}.arrow"
            write_run(table, keys, path)
            _sync(path)
            self.runs += 1
        self.write(one)

    def write(self, one: OneFile) -> None:
        if (kept := one.said.kept()) is not None:
            pq.write_table(kept, self.folder / "said.new")
            _sync(self.folder / "said.new")
            (self.folder / "said.new").replace(self.folder / "said.parquet")
        state = {
            "rows": self.mark.rows, "at": self.mark.at, "kept": self.mark.kept, "runs": self.runs, "read": self.read,
            "tally": one.tally.state(), "broken": one.broken, "columns": one.asked.columns,
        }  # fmt: skip
        layout.write_synced(self.folder / "journal.json", orjson.dumps(state))


@define
class Laying:
    """Lays one file of positions into a store. `run_rows`: rows that are sorted at once."""

    store: Path
    found: Found
    columns: Mapping[str, str] | None = None
    block: int = BLOCK
    run_rows: int = RUN
    acknowledge: Acknowledge | None = None
    bounds: Bounds = BOUNDS

    def lay(self) -> Laid:
        """Do what is left to do; what the manifest names already is done."""
        manifest = layout.read_manifest(self.store)
        done = next((entry for entry in manifest["files"] if entry["sha256"] == self.found.sha256), None)
        folder = layout.folder_of(self.store) / layout.STAGED / self.found.sha256
        if done is None:
            one = self._one()
            one.look()
            journal = _Journal.open(folder, one)
            resumed = journal.mark.rows > 0
            self._read(one, journal)
            done = self._publish(one, journal, manifest)
        else:
            resumed = True
        shutil.rmtree(folder, ignore_errors=True)
        return Laid.of(done, resumed)

    def _one(self) -> OneFile:
        return OneFile(self.found, 0, Asked(self.columns, block=self.block), self.bounds)

    def _read(self, one: OneFile, journal: _Journal) -> None:
        """The rows that are not in runs yet."""
        if journal.read:
            return
        held: list[Any] = []
        count = 0
        seen: list[Part] = []
        for batch in one.batches(journal.mark, lambda part, _: seen.append(part)):
            part = seen.pop()
            held.append(batch)
            count += batch.num_rows
            journal.mark = Mark(part.rows, part.at, part.kept)
            if count >= self.run_rows:
                self._commit(one, journal, held)
                held, count = [], 0
        journal.read = True
        self._commit(one, journal, held)

    def _commit(self, one: OneFile, journal: _Journal, held: list[Any]) -> None:
        if held:
            journal.add(held, one)
        else:
            journal.write(one)
        if self.acknowledge:
            self.acknowledge(one)

    def _publish(self, one: OneFile, journal: _Journal, manifest: dict[str, Any]) -> dict[str, Any]:
        """Runs -> parts -> the manifest."""
        tally, ends = one.tally, _Ends()
        taken = {(part["day"], part["b"]) for entry in manifest["files"] for part in entry["parts"] if part["name"] == "part.parquet"}
        runs = [open_run(journal.folder / f"run-{place:06}.arrow", layout.day_key) for place in range(journal.runs)]
        copies: list[int] = []
        rows = merged(runs, lambda before, after: copies.append(before.num_rows - after.num_rows), layout.day_key)
        parts = layout.write_parts(self.store, self.found.sha256, ends.watch(rows), taken)
        tally.leave(DUPLICATE, sum(copies))
        said = one.said.table()
        entry = {
            "sha256": self.found.sha256, "name": self.found.name, "format": one.form, "columns": dict(one.asked.columns or {}),
            "rows": tally.rows, "taken": tally.taken, "left_out": {name: tally.left[name] for name in sorted(tally.left)},
            "speed_not_said": tally.speed_not_said, "warnings": one.warnings, "broken": one.broken, "first": ends.first, "last": ends.last,
            "parts": parts, "static": layout.write_statics(self.store, self.found.sha256, said) if said.num_rows else None,
        }  # fmt: skip
        files = sorted([*manifest["files"], entry], key=lambda held: str(held["sha256"]))
        layout.write_manifest(self.store, manifest | {"files": files})
        return entry


@define
class _Ends:
    """The first and the last second of the rows that pass by."""

    first: int | None = None
    last: int | None = None

    def watch(self, batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            seconds = batch.column(1).to_numpy()
            low, high = int(np.min(seconds)), int(np.max(seconds))
            self.first = low if self.first is None else min(self.first, low)
            self.last = high if self.last is None else max(self.last, high)
            yield batch


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
    sync_folder(path.parent)


def look(path: Path, name: str, columns: Mapping[str, str] | None, strict: bool) -> None:
    """Raise InputError if the file lacks what is needed; with `strict` also if one of its rows is no position."""
    one = OneFile(_found(path, name, ""), 0, Asked(columns))
    one.look()
    if strict:
        for _ in one.batches():
            if one.tally.left:
                reason, rows = next(iter(one.tally.left.items()))
                where = f"{name}, the first {one.tally.rows:,} rows"
                raise InputError(f"{rows:,} left out: {reason} (--strict)", where=where, do="correct it; nothing of the file was taken")


def lay(  # noqa: PLR0913
    store: Path,
    path: Path,
    name: str,
    sha256: str,
    columns: Mapping[str, str] | None,
    block: int,
    enter: Callable[[int, int, int, int], None],
) -> Laid:
    """Take a kept file into the layout of the store, or go on with it; `enter` is told taken, refused, rows and bytes after each step."""

    def acknowledge(one: OneFile) -> None:
        enter(one.tally.taken, one.tally.left.total(), one.tally.rows, one.at)

    rows = min(RUN, max(1, block // BYTES_A_ROW))
    return Laying(store, _found(path, name, sha256), columns, min(block, BLOCK), rows, acknowledge).lay()


def _found(path: Path, name: str, sha256: str) -> Found:
    hashed: Future[str] = Future()
    hashed.set_result(sha256)
    return Found(path, name, path.stat().st_size, hashed)
