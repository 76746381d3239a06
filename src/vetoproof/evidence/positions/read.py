"""Position files of any known form -> POSITION batches, in the order of the files or sorted; with counts, what vessels said, warnings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import define, field

from vetoproof.evidence.positions.copies import without_copies
from vetoproof.evidence.positions.files import Found, found_files
from vetoproof.evidence.positions.formats import parquet_cells
from vetoproof.evidence.positions.formats.part import BLOCK, Asked
from vetoproof.evidence.positions.one_file import File, OneFile
from vetoproof.evidence.positions.ordering import RUN, Dropped, in_any_order, tidied
from vetoproof.evidence.positions.places import Places
from vetoproof.evidence.positions.reasons import DUPLICATE, Counts, Tally, together
from vetoproof.evidence.positions.said import Said
from vetoproof.evidence.positions.tables import POSITION
from vetoproof.evidence.positions.times import Times
from vetoproof.terms.errors import InputError

Told = Callable[[int, int, int], None]  # rows read, bytes read of all files, bytes in all


@define
class Positions:
    """The positions of some files. Counts, files, statics and warnings are those of the last reading, whole once it came to its end."""

    found: tuple[Found, ...]
    asked: Asked
    threads: int = 2
    spill: Path | None = None
    run_rows: int = RUN
    told: Told | None = None
    copies: Path | None = None  # a file for the copies that sorted_batches leaves out (COPY)
    _read: tuple[OneFile, ...] = field(default=(), init=False)

    def __attrs_post_init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        read = tuple(OneFile(found, index, self.asked) for index, found in enumerate(self.found))
        for before, one in zip(self._read or read, read, strict=True):
            one.form = before.form
            if not one.form:
                one.look()
        self._read = read

    def batches(self) -> Iterator[Any]:
        """POSITION batches in the order of the files and of their rows; copies are not left out."""
        self._begin()
        for one in self._read:
            yield from self._of(one)

    def sorted_batches(self) -> Iterator[Any]:
        """POSITION batches sorted by ORDER, copies left out; a file that is sorted as it stands is handed through."""
        self._begin()
        if self.copies is None:
            yield from self._sorted(self._dropped)
        else:
            yield from without_copies(self._sorted(None), self.copies, self._left)

    def _sorted(self, dropped: Dropped) -> Iterator[Any]:
        if len(self._read) == 1 and self._stands_sorted(self._read[0]):
            yield from tidied(self._of(self._read[0]), dropped, self._read[0].found.name)
        else:
            unsorted = (batch for one in self._read for batch in self._of(one))
            yield from in_any_order(unsorted, dropped, spill=self.spill, rows=self.run_rows)

    def _of(self, one: OneFile) -> Iterator[Any]:
        batches = _columns_in_threads(one, self.threads) if one.form == "parquet" else one.batches()
        before = sum(other.found.size for other in self._read[: one.index])
        for batch in batches:
            if self.told:
                rows = sum(other.tally.rows for other in self._read)
                self.told(rows, before + min(one.at, one.found.size), sum(other.found.size for other in self._read))
            if batch.num_rows:
                yield batch

    def _stands_sorted(self, one: OneFile) -> bool:
        if one.form != "parquet":
            return False
        columns = parquet_cells.open_columns(one.found.path, one.found.name, one.asked)
        return parquet_cells.in_order(columns, self.threads)

    def _dropped(self, before: Any, after: Any) -> None:
        """Count the copies that were left out, each in its file."""
        self._count(_by_file(before, len(self._read)) - _by_file(after, len(self._read)))

    def _left(self, files: Any) -> None:
        """The same for the files of copies."""
        self._count(np.bincount(files, minlength=len(self._read)))

    def _count(self, lost: Any) -> None:
        for one, rows in zip(self._read, lost, strict=True):
            one.tally.leave(DUPLICATE, int(rows))

    @property
    def files(self) -> tuple[File, ...]:
        return tuple(one.file for one in self._read)

    @property
    def counts(self) -> Counts:
        return together([one.tally for one in self._read])

    @property
    def warnings(self) -> tuple[str, ...]:
        return tuple(line for one in self._read for line in one.warnings)

    @property
    def statics(self) -> Any:
        """STATIC rows of all files, ordered by vessel and time."""
        every = Said()
        for one in self._read:
            if (kept := one.said.kept()) is not None:
                every.put(kept)
        return every.table()


def _by_file(batch: Any, files: int) -> Any:
    column = batch.column(POSITION.get_field_index("file"))
    column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return np.bincount(column.to_numpy(), minlength=files)


def _columns_in_threads(one: OneFile, threads: int) -> Iterator[Any]:
    """The batches of a Parquet file, read and turned into integers row group by row group on several threads."""
    columns = parquet_cells.open_columns(one.found.path, one.found.name, one.asked)
    if max(columns.groups, default=0) > parquet_cells.WHOLE_GROUP:
        yield from one.batches()
        return
    firsts = np.concatenate([[0], np.cumsum(columns.groups)]).astype(np.int64)
    day_first = one.times().day_first

    def work(number: int) -> tuple[list[Any], Tally, Said, str]:
        tally, said = Tally(), Said()
        places = Places(tally, Times(tally, day_first), one.index, said)
        try:
            parts = (part for table in columns.group(number) for part in parquet_cells.numbered(table, int(firsts[number])))
            return [places.positions(part) for part in parts], tally, said, ""
        except InputError as error:
            return [], tally, said, f"{error.what}; {error.do}"

    for number, (batches, tally, said, broken) in enumerate(parquet_cells.ahead(work, len(columns.groups), threads)):
        if broken:
            one.broken = broken
            return
        one.tally.add(tally)
        if (kept := said.kept()) is not None:
            one.said.put(kept)
        one.at = one.found.size * int(firsts[number + 1]) // max(1, columns.rows)
        yield from batches


def read_positions(
    paths: Sequence[Path],
    columns: Mapping[str, str] | None = None,
    *,
    threads: int = 2,
    spill: Path | None = None,
    run_rows: int = RUN,
    told: Told | None = None,
) -> Positions:
    """The positions of these files, named in any order. Raises InputError at once for a file that cannot be read or lacks a column."""
    return Positions(found_files(paths, threads), Asked(columns, block=BLOCK), threads, spill, run_rows, told)


__all__ = ["Counts", "File", "Positions", "read_positions"]
