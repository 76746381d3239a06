"""Positions in any order -> sorted by ORDER, exact copies left out, in bounded memory: sorted runs on the disk, merged range by range.

Where nobody is told of the copies (`dropped` is None) they stay, after their twins.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from attrs import define, field
from pyarrow import ipc

from vetoproof.evidence.positions.tables import ORDER, POSITION
from vetoproof.terms.errors import InputError

Keys = npt.NDArray[np.int64]
KeyOf = Callable[[Any], Keys]
Dropped = Callable[[Any, Any], None] | None  # told of rows with copies, and of the same without; None: copies stay
RUN = 2_000_000  # rows that are sorted at once: about 0.2 GB
PIECE = 65_536  # rows of a run that are read at once
TOGETHER = 1_000_000  # rows that are merged at once


def key_of(batch: Any) -> Keys:
    """mmsi and time as one number: the first two of ORDER."""
    keys: Keys = (batch.column(0).to_numpy().astype(np.int64) << 32) | batch.column(1).to_numpy().astype(np.int64)
    return keys


def sort(table: Any, keys: Keys, keep: bool = False) -> tuple[Any, Keys, int]:
    """A table sorted by its keys, then by ORDER, file and row; its keys; and how many exact copies were left out."""
    if len(keys) > 1 and not (keys[1:] >= keys[:-1]).all():
        order = np.argsort(keys, kind="stable")
        table, keys = table.take(pa.array(order)), keys[order]
    return _ties(table, keys, keep)


def _ties(table: Any, keys: Keys, keep: bool) -> tuple[Any, Keys, int]:
    """Rows of one key in the order of their places; copies but the first (by file and row) left out, unless they are kept."""
    same = keys[1:] == keys[:-1]
    if not same.any():
        return table, keys, 0
    tied = np.flatnonzero(np.concatenate([same, [False]]) | np.concatenate([[False], same]))
    columns = {name: _column(table, name)[tied] for name in (*ORDER[2:], "file", "row")}
    order = np.lexsort((*reversed(list(columns.values())), keys[tied]))
    after = tied[order]
    held = {name: column[order] for name, column in columns.items()}
    copy = np.concatenate([[False], (keys[after][1:] == keys[after][:-1]) & (not keep)])
    for name in ORDER[2:]:
        copy[1:] &= held[name][1:] == held[name][:-1]
    if not copy.any() and (after == tied).all():
        return table, keys, 0
    places = np.arange(len(keys))
    places[tied] = after
    places = np.delete(places, tied[copy])
    return table.take(pa.array(places)), keys[places], int(copy.sum())


def _column(table: Any, name: str) -> Any:
    column = table.column(name)
    return column.combine_chunks().to_numpy() if isinstance(column, pa.ChunkedArray) else column.to_numpy()


def tidied(batches: Iterable[Any], dropped: Dropped, where: str) -> Iterator[Any]:
    """Batches that are sorted by mmsi and time -> the same with ties in order and copies left out. Raises if they are not sorted."""
    held: Any = None
    for batch in batches:
        if not batch.num_rows:
            continue
        if held is not None:
            before, now = _end(held, -1), _end(batch, 0)
            if now < before:
                raise _unsorted(where)
            if now == before:
                cut = int(np.searchsorted(key_of(held), before))
                batch = _joined([held.slice(cut), batch])  # noqa: PLW2901
                held = held.slice(0, cut)
            yield from _tidy(held, dropped, where)
        held = batch
    if held is not None:
        yield from _tidy(held, dropped, where)


def _end(batch: Any, place: int) -> int:
    """The key of the first or the last row."""
    return int(key_of(batch.slice(place % batch.num_rows, 1))[0])


def _tidy(batch: Any, dropped: Dropped, where: str) -> Iterator[Any]:
    if batch.num_rows:
        keys = key_of(batch)
        if not (keys[1:] >= keys[:-1]).all():
            raise _unsorted(where)
        made, _, copies = _ties(batch, keys, dropped is None)
        if copies and dropped:
            dropped(batch, made)
        yield made


def _joined(batches: list[Any]) -> Any:
    return pa.Table.from_batches(batches).combine_chunks().to_batches()[0]


def _unsorted(where: str) -> InputError:
    return InputError("changed while it was read: its rows are no longer sorted", where=where, do="leave the file alone and run it again")


@define
class Run:
    """Sorted rows on the disk, read forward, a piece at a time; `firsts`: the key of the first row of each piece."""

    firsts: Keys
    load: Callable[[int], Any]  # the number of a piece -> its batch
    _next: int = field(default=0, init=False)
    _rest: Any = field(default=None, init=False)
    _keys: Any = field(default=None, init=False)

    def below(self, bound: int | None, key: KeyOf) -> list[Any]:
        """The rows before `bound` (all, if None) that were not handed out yet."""
        out: list[Any] = []
        while self._rest is not None or self._more(bound, key):
            cut = len(self._keys) if bound is None else int(np.searchsorted(self._keys, bound))
            if cut:
                out.append(self._rest.slice(0, cut))
            if cut < len(self._keys):
                self._rest, self._keys = self._rest.slice(cut), self._keys[cut:]
                return out
            self._rest = None
        return out

    def _more(self, bound: int | None, key: KeyOf) -> bool:
        if self._next >= len(self.firsts) or (bound is not None and self.firsts[self._next] >= bound):
            return False
        self._rest = self.load(self._next)
        self._keys = key(self._rest)
        self._next += 1
        return True


def write_run(table: Any, keys: Keys, path: Path) -> Run:
    """A sorted table on the disk."""
    with pa.OSFile(str(path), "wb") as sink, ipc.new_file(sink, POSITION, options=ipc.IpcWriteOptions(compression="lz4")) as out:
        out.write_table(table, max_chunksize=PIECE)
    return Run(keys[::PIECE].copy(), _loader(path))


def open_run(path: Path, key: KeyOf = key_of) -> Run:
    """A run that was written before."""
    load = _loader(path)
    with pa.OSFile(str(path), "rb") as source:
        pieces = ipc.open_file(source).num_record_batches
    return Run(np.array([key(load(piece).slice(0, 1))[0] for piece in range(pieces)], np.int64), load)


def _loader(path: Path) -> Callable[[int], Any]:
    """Pieces of a run; the file is opened each time, so that a thousand runs hold no thousand files open."""

    def load(piece: int) -> Any:
        with pa.OSFile(str(path), "rb") as source:
            return ipc.open_file(source).get_batch(piece)

    return load


def merged(runs: list[Run], dropped: Dropped, key: KeyOf = key_of) -> Iterator[Any]:
    """The rows of sorted runs as one sorted stream."""
    for bound in _bounds(runs):
        parts = [part for run in runs for part in run.below(bound, key)]
        if parts:
            table = pa.Table.from_batches(parts).combine_chunks()
            made, _, copies = sort(table, key(_one(table)), dropped is None)
            if copies and dropped:
                dropped(table, made)
            yield from made.combine_chunks().to_batches(max_chunksize=PIECE * 2)


def _one(table: Any) -> Any:
    return table.to_batches()[0]


def _bounds(runs: list[Run]) -> Iterator[int | None]:
    """Keys that part the rows of all runs into ranges of about TOGETHER rows."""
    firsts = np.sort(np.concatenate([run.firsts for run in runs])) if runs else np.empty(0, np.int64)
    for place in range(TOGETHER // PIECE, len(firsts), TOGETHER // PIECE):
        if place and firsts[place] > firsts[place - TOGETHER // PIECE]:
            yield int(firsts[place])
    yield None


def in_any_order(
    batches: Iterable[Any], dropped: Dropped, *, spill: Path | None = None, rows: int = RUN, key: KeyOf = key_of
) -> Iterator[Any]:
    """Batches of positions in any order -> the same sorted; beyond `rows` they go through files in `spill` (a temporary folder if None)."""
    folder: Path | None = None
    runs: list[Run] = []
    try:
        for table, keys, last in _sorted_runs(batches, dropped, rows, key):
            if last and not runs:  # all of it is here
                yield from table.combine_chunks().to_batches(max_chunksize=PIECE * 2)
                return
            folder = folder or Path(tempfile.mkdtemp(prefix="vetoproof-", dir=spill))
            runs.append(write_run(table, keys, folder / f"{len(runs):06}.arrow"))
        yield from merged(runs, dropped, key)
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def _sorted_runs(batches: Iterable[Any], dropped: Dropped, rows: int, key: KeyOf) -> Iterator[tuple[Any, Keys, bool]]:
    held: list[Any] = []
    count = 0
    for batch in batches:
        held.append(batch)
        count += batch.num_rows
        if count >= rows:
            yield *_sorted(held, dropped, key), False
            held, count = [], 0
    if count:
        yield *_sorted(held, dropped, key), True


def _sorted(held: list[Any], dropped: Dropped, key: KeyOf) -> tuple[Any, Keys]:
    table = pa.Table.from_batches(held).combine_chunks()
    made, keys, copies = sort(table, key(_one(table)), dropped is None)
    if copies and dropped:
        dropped(table, made)
    return made, keys
