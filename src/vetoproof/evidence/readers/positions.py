"""Positions of ships: CSV, JSON lines, NMEA or Parquet, plain or packed. They go into the layout of `evidence/positions`, not into rows."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from vetoproof.evidence.positions.columns import NEEDED, resolve
from vetoproof.evidence.positions.files import ZIP
from vetoproof.evidence.positions.formats import nmea_cells
from vetoproof.evidence.positions.formats.csv_cells import names_of
from vetoproof.evidence.positions.intake import lay, look
from vetoproof.evidence.reading import PARQUET, Lays, Reader, Start
from vetoproof.evidence.stream import Stream
from vetoproof.evidence.tables import Batch, Given
from vetoproof.terms.errors import InputError

BOM = b"\xef\xbb\xbf"
LOOKED_AT = 100_000  # bytes


def recognise(head: bytes, name: str) -> bool:
    """Whether the file has an MMSI, a time and a place by columns that are known, or is of AIS sentences."""
    if head.startswith(PARQUET):
        return _fits(_in_foot(head))
    if head.startswith(ZIP):
        head = _inside(head)
    text = head[:LOOKED_AT].removeprefix(BOM).lstrip()
    if text[:1] in (b"{", b"["):
        return _fits(_keys(text))
    return nmea_cells.looks(head[:LOOKED_AT]) or _fits(names_of(head)[0])


def _fits(names: tuple[str, ...]) -> bool:
    if "kind" in names:  # a fact may name a ship and its place, too
        return False
    try:
        return bool(names) and set(NEEDED) <= set(resolve(names, None, ""))
    except InputError:
        return False


def _keys(text: bytes) -> tuple[str, ...]:
    """The keys of the first object."""
    first = text.lstrip(b"[ \r\n\t").partition(b"}")[0] + b"}"
    try:
        found = orjson.loads(first)
    except orjson.JSONDecodeError:
        return ()
    return tuple(found) if isinstance(found, dict) else ()


def _in_foot(head: bytes) -> tuple[str, ...]:
    """The columns that the foot of a Parquet file names."""
    try:
        return tuple(pq.read_schema(pa.BufferReader(head)).names)
    except (pa.ArrowException, OSError):
        return ()


def _inside(head: bytes) -> bytes:
    """The first bytes of the first file in a zip."""
    names = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    body = head[30 + names :]
    try:
        return zlib.decompressobj(-15).decompress(body, LOOKED_AT) if head[8:10] == b"\x08\x00" else body
    except zlib.error:
        return b""


def read(stream: Stream, given: Given, start: Start) -> Iterator[Batch]:
    raise InputError("holds positions, which are laid out by themselves", where=stream.name, do="use `vetoproof ingest`")


READER = Reader(
    "positions",
    "positions",
    "CSV, JSON lines or Parquet with mmsi, t, lat, lon (or --columns), or NMEA",
    recognise,
    read,
    lays=Lays(look, lay),
)
