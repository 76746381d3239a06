"""The positions of a store -> batches by vessel and time, or those of one vessel; and which spans it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from attrs import define, frozen

from vetoproof.evidence.originals import hash_of
from vetoproof.evidence.positions import layout
from vetoproof.evidence.positions.one_file import File
from vetoproof.evidence.positions.ordering import Keys, Run, merged
from vetoproof.evidence.positions.tables import POSITION, STATIC

EPOCH = date(1970, 1, 1)


@frozen
class Span:
    """What a store holds of one file."""

    file: File
    first: date | None
    last: date | None


@define
class HeldPositions:
    """The positions of a store, of the days from `since` until `until` (both inside)."""

    store: Path
    since: date | None = None
    until: date | None = None

    @property
    def entries(self) -> list[Mapping[str, Any]]:
        """The files of the manifest, by SHA-256: `file` of POSITION is the place here."""
        return list(layout.read_manifest(self.store)["files"])

    @property
    def files(self) -> tuple[File, ...]:
        return tuple(_file(entry) for entry in self.entries)

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(Span(_file(entry), _day(entry["first"]), _day(entry["last"])) for entry in self.entries)

    def sorted_batches(self) -> Iterator[Any]:
        """POSITION batches, a vessel's rows contiguous and in ORDER, copies left out; the vessels bucket by bucket."""
        for share in self.shares():
            yield from share()

    def shares(self) -> list[Callable[[], Iterator[Any]]]:
        """The same by bucket: streams that are each in ORDER, and together hold every vessel once."""
        return [partial(self._bucket, bucket) for bucket in sorted({part["b"] for _, part in self._parts()})]

    def _bucket(self, bucket: int) -> Iterator[Any]:
        runs = [_run(self.store, part, index) for index, part in self._parts() if part["b"] == bucket]
        yield from merged(runs, lambda before, after: None)

    def of(self, mmsi: int) -> Any:
        """The positions of one vessel as a table of POSITION, in ORDER."""
        tables = [self._of(index, part, mmsi) for index, part in self._parts() if part["b"] == mmsi & (layout.BUCKETS - 1)]
        table = pa.concat_tables([POSITION.empty_table(), *tables])
        order = [(name, "ascending") for name in ("mmsi", "t", "lat", "lon", "sog", "file", "row")]
        return _without_copies(table.sort_by(order))

    def statics(self, mmsi: int | None = None) -> Any:
        """STATIC rows of all files, or of one vessel, until the horizon. Those before `since` stay: a ship says her name seldom."""
        tables = [STATIC.empty_table()]
        for index, entry in enumerate(self.entries):
            if entry["static"]:
                found = pq.read_table(
                    layout.folder_of(self.store) / layout.STATICS / entry["static"]["name"],
                    filters=None if mmsi is None else pc.field("mmsi") == mmsi,
                )
                place = STATIC.get_field_index("file")
                tables.append(found.add_column(place, "file", pa.array(np.full(found.num_rows, index, np.int16))).cast(STATIC))
        table = pa.concat_tables(tables).sort_by([(name, "ascending") for name in ("mmsi", "t", "file", "row")])
        if self.until is None:
            return table
        return table.filter(pc.less(table["t"].cast(pa.int64()), ((self.until - EPOCH).days + 1) * layout.DAY))

    def _parts(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        for index, entry in enumerate(self.entries):
            for part in entry["parts"]:
                day = date.fromisoformat(part["day"])
                if (self.since is None or day >= self.since) and (self.until is None or day <= self.until):
                    yield index, part

    def _of(self, index: int, part: Mapping[str, Any], mmsi: int) -> Any:
        found = pq.read_table(layout.part_path(self.store, part), filters=pc.field("mmsi") == mmsi, partitioning=None)
        return _with_file(found, index)


def _file(entry: Mapping[str, Any]) -> File:
    return File(entry["sha256"], entry["name"], entry["format"], entry["rows"], entry["taken"], entry["broken"])


def _day(seconds: int | None) -> date | None:
    return None if seconds is None else date.fromisoformat(layout.day_of(seconds // layout.DAY))


def _with_file(table: Any, index: int) -> Any:
    place = POSITION.get_field_index("file")
    return table.add_column(place, "file", pa.array(np.full(table.num_rows, index, np.int16))).replace_schema_metadata().cast(POSITION)


def _run(store: Path, part: Mapping[str, Any], index: int) -> Run:
    """A part as a sorted run; its row groups are the pieces."""
    path = layout.part_path(store, part)

    def load(piece: int) -> Any:
        return _with_file(pq.ParquetFile(path).read_row_group(piece, use_threads=False), index).combine_chunks().to_batches()[0]

    return Run(_least_keys(pq.ParquetFile(path).metadata), load)


def _least_keys(foot: Any) -> Keys:
    """A key at or before the first of each row group, from what its foot says of MMSI and time."""
    groups = [foot.row_group(number) for number in range(foot.num_row_groups)]
    return np.array([(group.column(0).statistics.min << 32) | group.column(1).statistics.min for group in groups], np.int64)


def _without_copies(table: Any) -> Any:
    if table.num_rows < 2:
        return table
    same = np.ones(table.num_rows - 1, bool)
    for name in ("mmsi", "t", "lat", "lon", "sog"):
        column = table.column(name).combine_chunks().to_numpy()
        same &= column[1:] == column[:-1]
    return table.filter(pa.array(np.concatenate([[True], ~same])))


def altered(store: Path) -> Iterator[str]:
    """The parts that are gone or no longer have their hash."""
    for entry in layout.read_manifest(store)["files"]:
        for part in entry["parts"]:
            path = layout.part_path(store, part)
            if not path.is_file() or hash_of(path) != part["sha256"]:
                yield f"{path.relative_to(store)}: is gone or was altered; drop positions/ and ingest originals/{entry['sha256'][:2]} again"
