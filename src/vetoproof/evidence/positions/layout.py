"""The layout of positions in a store: `positions/day=../b=NN/part.parquet`, sorted integers, and a manifest that says which parts count.

A day is that of UTC; `b` are the last four bits of the MMSI. A part holds rows of one file. What the manifest does not name is not there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from vetoproof.evidence.originals import hash_of
from vetoproof.evidence.positions.ordering import Keys
from vetoproof.evidence.positions.tables import DEGREE, KNOT, POSITION, STATIC
from vetoproof.evidence.store import sync_folder
from vetoproof.terms.errors import InputError

FOLDER, MANIFEST, STAGED, STATICS = "positions", "manifest.json", "staged", "static"
VERSION = 1
BUCKETS = 16
PIECE = 16_384  # rows of a row group: a merge over a year holds one of each day
FEW = 64  # parts that are synced one by one; beyond, the whole system is asked to
DAY = 86_400
EPOCH = date(1970, 1, 1)
# What is left out of a part: its file is named by the manifest.
PART = pa.schema([one for one in POSITION if one.name != "file"])
_SCALE = {b"degree": str(DEGREE).encode(), b"knot": str(KNOT).encode()}


def day_key(batch: Any) -> Keys:
    """Day, bucket, MMSI and second of the day as one number: the order of the parts and of their rows."""
    mmsi = batch.column(0).to_numpy().astype(np.int64)
    days, second = np.divmod(batch.column(1).to_numpy().astype(np.int64), DAY)
    keys: Keys = (days << 47) | ((mmsi & (BUCKETS - 1)) << 43) | ((mmsi >> 4) << 17) | second
    return keys


def folder_of(store: Path) -> Path:
    return store / FOLDER


def day_of(number: int) -> str:
    return str(EPOCH + timedelta(days=int(number)))


def read_manifest(store: Path) -> dict[str, Any]:
    """The manifest; an empty one if the store has no positions."""
    path = folder_of(store) / MANIFEST
    if not path.is_file():
        return {"version": VERSION, "degree": DEGREE, "knot": KNOT, "buckets": BUCKETS, "files": []}
    try:
        found: dict[str, Any] = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise InputError(
            "cannot be read", where=f"{FOLDER}/{MANIFEST}", do="put back a copy, or ingest originals/ into a new store"
        ) from error
    if found.get("version") != VERSION:
        raise InputError(f"has version {found.get('version')}", where=f"{FOLDER}/{MANIFEST}", do="use the vetoproof that made it")
    return found


def write_manifest(store: Path, manifest: Mapping[str, Any]) -> None:
    """Replace the manifest in one step, synced."""
    write_synced(folder_of(store) / MANIFEST, orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")


def write_synced(path: Path, content: bytes) -> None:
    """A file whole or not at all, on the disk with its name."""
    new = path.with_name(path.name + ".new")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    sync_folder(path.parent)


def part_path(store: Path, part: Mapping[str, Any]) -> Path:
    return folder_of(store) / f"day={part['day']}" / f"b={part['b']:02}" / str(part["name"])


def write_parts(store: Path, sha256: str, batches: Iterable[Any], taken: set[tuple[str, int]]) -> list[dict[str, Any]]:
    """Batches in the order of `day_key` -> parts on the disk. `taken`: days and buckets where another file has `part.parquet`."""
    made: list[dict[str, Any]] = []
    at: tuple[int, int] | None = None
    part: _Part | None = None
    for day, bucket, rows in _cut(batches):
        if part is None or (day, bucket) != at:
            if part is not None:
                part.close()
            at = (day, bucket)
            name = f"part-{sha256[:16]}.parquet" if (day_of(day), bucket) in taken else "part.parquet"
            made.append({"day": day_of(day), "b": bucket, "name": name, "rows": 0})
            part = _Part(part_path(store, made[-1]), sha256)
        part.add(rows)
        made[-1]["rows"] += rows.num_rows
    if part is not None:
        part.close()
    sync_all([part_path(store, one) for one in made])
    return [one | {"sha256": hash_of(part_path(store, one))} for one in made]


class _Part:
    """A part while it is written. Its row groups have PIECE rows whatever the batches have: the same rows are the same bytes."""

    def __init__(self, path: Path, sha256: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        schema = PART.with_metadata({b"file": sha256.encode(), **_SCALE})
        delta = dict.fromkeys(PART.names, "DELTA_BINARY_PACKED")
        self._file: Any = pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=False, column_encoding=delta)
        self._held: list[Any] = []
        self._rows = 0

    def add(self, rows: Any) -> None:
        self._held.append(rows)
        self._rows += rows.num_rows
        if self._rows >= PIECE:
            self._write(self._rows // PIECE * PIECE)

    def close(self) -> None:
        if self._rows:
            self._write(self._rows)
        self._file.close()

    def _write(self, rows: int) -> None:
        table = pa.Table.from_batches(self._held).combine_chunks()
        self._file.write_table(table.slice(0, rows), row_group_size=PIECE)
        self._held = table.slice(rows).to_batches()
        self._rows -= rows


def _cut(batches: Iterable[Any]) -> Iterator[tuple[int, int, Any]]:
    """Batches cut where the day or the bucket changes."""
    for batch in batches:
        group = day_key(batch) >> 43
        ends = np.flatnonzero(np.diff(group)) + 1
        for first, last in zip([0, *ends], [*ends, len(group)], strict=True):
            if last > first:
                yield int(group[first]) >> 4, int(group[first]) & (BUCKETS - 1), batch.slice(first, last - first).select(PART.names)


def write_statics(store: Path, sha256: str, table: Any) -> dict[str, Any]:
    """What the vessels of one file said of themselves."""
    folder = folder_of(store) / STATICS
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{sha256[:16]}.parquet"
    kept = table.select([one for one in STATIC.names if one != "file"])
    pq.write_table(kept.replace_schema_metadata({b"file": sha256.encode()}), folder / name, compression="zstd", row_group_size=PIECE)
    sync_all([folder / name])
    return {"name": name, "rows": table.num_rows, "sha256": hash_of(folder / name)}


def sync_all(paths: list[Path]) -> None:
    """All of these are on the disk, with their names."""
    if len(paths) > FEW and hasattr(os, "sync"):
        os.sync()
        return
    for path in paths:
        with path.open("rb") as file:
            os.fsync(file.fileno())
    for folder in sorted({folder for path in paths for folder in (path.parent, path.parent.parent, path.parent.parent.parent)}):
        sync_folder(folder)
