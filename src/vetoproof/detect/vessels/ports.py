"""The ports of the record and a file of the user's -> one table of places that a vessel can call at: name, state, lat, lon."""

from __future__ import annotations

import csv
import gzip
import io
import math
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pyarrow as pa
from attrs import frozen

from vetoproof.evidence.record import read_table
from vetoproof.terms.errors import InputError

PORT = pa.schema([("name", pa.string()), ("state", pa.string()), ("lat", pa.float64()), ("lon", pa.float64())])
TABLE = "ports"
MOST_BYTES = 256 << 20  # of an anchorage file once unpacked; GFW's 60,410 named anchorages are 4.6 MB

# The columns that a user's file may have, by what they mean; the first that is there is taken.
NAME, STATE = ("label", "name", "port", "s2id"), ("iso3", "state", "country", "flag")
LAT, LON = ("latitude", "lat"), ("longitude", "lon", "lng")
Row = Mapping[str, str]


@frozen
class Places:
    """PORT rows, and each row of a file that was left out, with the reason."""

    rows: pa.Table
    left_out: tuple[str, ...] = ()


def places(more: Iterable[Path] = ()) -> Places:
    """The ports of the record, then the anchorages of each file."""
    read = [read_anchorages(path) for path in more]
    return Places(pa.concat_tables([known_ports(), *(one.rows for one in read)]), tuple(fault for one in read for fault in one.left_out))


@frozen
class Port:
    """A port of the record."""

    name: str
    state: str
    lat: float
    lon: float


@cache
def port_list() -> tuple[Port, ...]:
    """The ports of the record: facts from the World Port Index."""
    return tuple(Port(row["name"], row["state"], float(row["lat"]), float(row["lon"])) for row in read_table(TABLE).rows)


def known_ports() -> pa.Table:
    """The same as a table of PORT."""
    return _table([(port.name, port.state, port.lat, port.lon) for port in port_list()])


def read_anchorages(path: Path) -> Places:
    """The places in a CSV (or .gz) of the form of GFW's named anchorages, or with the columns name, state, lat, lon.

    A sublabel stands behind the label: "BUSAN (GAMCHEON)". A bad row is left out by name; a file without a good row is refused.
    """
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""))
    names, state, lat, lon = (_column(path, reader.fieldnames or (), known) for known in (NAME, STATE, LAT, LON))
    rows: list[tuple[str, str, float, float]] = []
    faults: list[str] = []
    for number, row in _rows(path, reader):
        place = _place(row, lat, lon)
        if place is None:
            faults.append(f"{path.name} line {number}: no place on the earth ({lat} {row.get(lat) or ''!r}, {lon} {row.get(lon) or ''!r})")
        else:
            rows.append((_name(row, names), (row.get(state) or "").strip().upper(), *place))
    if not rows:
        raise InputError(
            faults[0] if faults else "has no rows",
            where=str(path),
            do="give a row for each place: latitude -90 to 90 and longitude -180 to 180, in degrees",
        )
    return Places(_table(rows), tuple(faults))


def read_text(path: Path) -> str:
    """The file as text, unpacked if it is a gzip."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
        with gzip.open(path, "rb") if packed else path.open("rb") as data:
            content = data.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror or error})", where=str(path), do="check its name, and that it is whole"
        ) from error
    except (EOFError, zlib.error) as error:
        raise InputError("is cut short or damaged", where=str(path), do="fetch it again: a gzip ends with its checksum") from error
    if len(content) > MOST_BYTES:
        raise InputError(f"is larger than {MOST_BYTES >> 20} MB", where=str(path), do="keep only the anchorages that you need")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"is no UTF-8 text (byte {error.start:,})", where=str(path), do="save it as UTF-8 CSV") from error


def _column(path: Path, header: Iterable[str], known: tuple[str, ...]) -> str:
    """The first known column that the file has, whatever its letters."""
    names = {(name or "").strip().lower(): name for name in header}
    for name in known:
        if name in names:
            return names[name]
    if known is STATE:
        return ""  # a place may lie in no State
    raise InputError(
        f"has no column {' or '.join(known)}",
        where=str(path),
        do="begin with a line of names: name, state, lat, lon (or label, iso3, latitude, longitude)",
    )


def _rows(path: Path, reader: csv.DictReader[str]) -> Iterator[tuple[int, Row]]:
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise InputError(f"line {reader.line_num}: {error}", where=str(path), do="give it as comma-separated text") from error


def _place(row: Row, lat: str, lon: str) -> tuple[float, float] | None:
    try:
        north, east = float(row.get(lat) or ""), float(row.get(lon) or "")
    except ValueError:
        return None
    inside = math.isfinite(north) and math.isfinite(east) and abs(north) <= 90 and abs(east) <= 180
    return (north, east) if inside else None


def _name(row: Row, column: str) -> str:
    name, part = (row.get(column) or "").strip(), (row.get("sublabel") or "").strip()
    return f"{name} ({part})" if name and part else name or part or (row.get("s2id") or "").strip()


def _table(rows: list[tuple[str, str, float, float]]) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else ((), (), (), ())
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, PORT, strict=True)], schema=PORT)
