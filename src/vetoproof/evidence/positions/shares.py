"""Positions -> shares of whole ships that another process can read by itself: row groups of a sorted Parquet, or files of the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from attrs import define, field, frozen

from vetoproof.evidence.positions.formats import parquet_cells
from vetoproof.evidence.positions.formats.part import Asked
from vetoproof.evidence.positions.ordering import tidied
from vetoproof.evidence.positions.places import Places
from vetoproof.evidence.positions.read import Positions
from vetoproof.evidence.positions.reasons import DUPLICATE, Tally
from vetoproof.evidence.positions.said import Said
from vetoproof.evidence.positions.tables import POSITION
from vetoproof.evidence.positions.times import Times


@define(eq=False)
class GroupShare:
    """Some row groups of a Parquet that is sorted as it stands: every ship that begins in them.

    `counts` (a Tally, and what vessels said) is there when the rows were read.
    """

    path: Path
    name: str
    columns: dict[str, str] | None
    first: int
    end: int
    before: int | None  # the ship that the group before ends with: its rows belong to the share before
    counts: tuple[Tally, Any] | None = field(default=None, init=False)

    def __call__(self) -> Iterator[Any]:
        """POSITION batches, sorted."""
        file = parquet_cells.open_columns(self.path, self.name, Asked(self.columns))
        tally, said = Tally(), Said()
        places = Places(tally, Times(tally), 0, said)
        batches = (places.positions(cells) for cells in self._cells(file))

        def dropped(one: Any, other: Any) -> None:
            tally.leave(DUPLICATE, one.num_rows - other.num_rows)

        yield from (batch for batch in tidied(batches, dropped, self.name) if batch.num_rows)
        self.counts = tally, said.kept()

    def _cells(self, file: Any) -> Iterator[Any]:
        """The rows after the ship of the group before, to the end of the last ship that begins here."""
        place, last = sum(file.groups[: self.first]), -1
        for number in range(self.first, len(file.groups)):
            for table in file.group(number):
                for cells in parquet_cells.numbered(table, place):
                    mmsi = cells["mmsi"].combine_chunks().to_numpy()
                    begin = 0 if self.before is None else int(np.searchsorted(mmsi, self.before, side="right"))
                    end = len(mmsi) if number < self.end else int(np.searchsorted(mmsi, last, side="right"))
                    if begin < end:
                        yield cells.slice(begin, end - begin).combine_chunks()
                        last = int(mmsi[end - 1])
                    if number >= self.end and end < len(mmsi):
                        return
                place += table.num_rows


@frozen
class FileShare:
    """A file of the run that holds some ships whole."""

    path: Path

    def __call__(self) -> Iterator[Any]:
        with pq.ParquetFile(self.path) as file:
            yield from file.iter_batches(1 << 17)


def group_shares(positions: Positions, most: int) -> list[GroupShare]:
    """Shares of about equal size of the one sorted Parquet; none if the positions are anything else, or the file does not say enough."""
    one = positions.found[0]
    if len(positions.found) > 1 or not positions._stands_sorted(positions._read[0]):
        return []
    file = parquet_cells.open_columns(one.path, one.name, positions.asked)
    column = file.file.schema_arrow.names.index(file.fields["mmsi"])
    ends = [file.file.metadata.row_group(number).column(column).statistics for number in range(len(file.groups))]
    if any(end is None or not end.has_min_max for end in ends):
        return []
    columns = dict(positions.asked.columns) if positions.asked.columns else None
    cuts = sorted({len(ends) * k // most for k in range(most + 1)})
    return [
        GroupShare(one.path, one.name, columns, first, end, int(ends[first - 1].max) if first else None)
        for first, end in zip(cuts[:-1], cuts[1:], strict=True)
    ]


def file_shares(batches: Iterable[Any], folder: Path, rows: int) -> list[FileShare]:
    """Sorted batches, written to files of about `rows` rows that end between two ships: b=NNNN/part.parquet."""
    shares: list[FileShare] = []
    writer: Any = None
    written = 0
    last = -1
    for batch in batches:
        mmsi = batch.column(0).to_numpy()
        at = 0
        while at < len(mmsi):
            if writer is not None and written >= rows and mmsi[at] != last:
                writer.close()
                writer = None
            if writer is None:
                path = folder / f"b={len(shares):04d}" / "part.parquet"
                path.parent.mkdir(parents=True, exist_ok=True)
                writer, written = pq.ParquetWriter(path, POSITION, compression="lz4"), 0
                shares.append(FileShare(path))
            end = _end_of_cut(mmsi, at, rows - written)
            writer.write_batch(batch.slice(at, end - at))
            written, last, at = written + end - at, mmsi[end - 1], end
    if writer is not None:
        writer.close()
    return shares


def _end_of_cut(mmsi: Any, at: int, room: int) -> int:
    """The end of the ship with which the room is used up, or of the batch."""
    if at + room >= len(mmsi):
        return len(mmsi)
    return int(np.searchsorted(mmsi, mmsi[max(at, at + room - 1)], side="right"))


def together_of(shares: Iterable[tuple[Tally, Any]]) -> tuple[Tally, Any]:
    """The counts of all shares of a file as one."""
    tally, said = Tally(), Said()
    for one, kept in shares:
        tally.add(one)
        if kept is not None:
            said.put(kept)
    return tally, said.table()
