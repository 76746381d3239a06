"""Paths of position files -> each known by its SHA-256 and its form; a zip is read as the one table in it."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from attrs import frozen

from vetoproof.evidence.originals import hash_of
from vetoproof.evidence.positions.formats import csv_cells, json_cells, nmea_cells, parquet_cells
from vetoproof.evidence.positions.formats.part import BOUNDS, Cells
from vetoproof.evidence.stream import Bounds, Stream, open_stream, packed_stream, regular, shown
from vetoproof.terms.errors import InputError

HEAD = 1 << 20
MOST = 32_767  # files at once: their index is an int16
ZIP = b"PK\x03\x04"
ASIDE = (".txt", ".xml", ".html", ".htm", ".pdf", ".md", ".xsd")  # what comes along in a zip of positions
FORMS: dict[str, Cells] = {"parquet": parquet_cells.cells, "json": json_cells.cells, "nmea": nmea_cells.cells, "csv": csv_cells.cells}


@frozen
class Found:
    """A file that is to be read; `name` is safe to print."""

    path: Path
    name: str
    size: int
    hashed: Future[str]  # of one file alone it is reckoned while the file is read

    @property
    def sha256(self) -> str:
        return self.hashed.result()


def found_files(paths: Sequence[Path], threads: int) -> tuple[Found, ...]:
    """The files in the order of their SHA-256, each once, however they were named."""
    if not paths:
        raise InputError("no file of positions was named", where="positions", do="name one or more")
    sizes = [regular(Path(path), BOUNDS) for path in paths]
    pool = ThreadPoolExecutor(max(1, threads))
    found = [
        Found(Path(path), shown(Path(path).name), size, pool.submit(hash_of, Path(path))) for path, size in zip(paths, sizes, strict=True)
    ]
    pool.shutdown(wait=False)
    if len(found) == 1:
        return (found[0],)
    by_hash: dict[str, Found] = {}
    for one in found:
        by_hash.setdefault(one.sha256, one)
    if len(by_hash) > MOST:
        raise InputError(f"{len(by_hash):,} files at once", where="positions", do=f"give at most {MOST:,}; ingest them into a store first")
    return tuple(by_hash[sha256] for sha256 in sorted(by_hash))


def open_table(path: Path, name: str = "", bounds: Bounds = BOUNDS) -> Stream:
    """The unpacked bytes of a file, or of the one table in a zip."""
    regular(path, bounds)
    name = name or shown(path.name)
    with path.open("rb") as file:
        if file.read(len(ZIP)) != ZIP:
            return open_stream(path, name, bounds)
    raw = path.open("rb")
    try:
        return packed_stream(path, name, bounds, raw, lambda file: _member(file, name))
    except BaseException:
        raw.close()
        raise


def _member(file: Any, name: str) -> Any:
    """The one table of a zip."""
    try:
        packed = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError(f"is a zip that cannot be opened ({error})", where=name, do="fetch it again") from error
    held = [one for one in packed.infolist() if not one.is_dir() and not one.filename.startswith("__MACOSX/")]
    tables = [one for one in held if not one.filename.lower().endswith(ASIDE)] or held
    if len(tables) != 1:
        raise InputError(f"is a zip with {len(tables)} tables in it", where=name, do="unpack it and name the files")
    if tables[0].flag_bits & 1:
        raise InputError("is a zip with a password", where=name, do="unpack it")
    try:
        return packed.open(tables[0])
    except NotImplementedError as error:
        raise InputError(f"is a zip of a kind that is not read ({error})", where=name, do="unpack it") from error


def form_of(head: bytes, name: str) -> str:
    """The form of a file by its first bytes."""
    if head.startswith(parquet_cells.MAGIC):
        return "parquet"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] in (b"{", b"["):
        return "json"
    if nmea_cells.looks(head):
        return "nmea"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InputError("is UTF-16 by its first two bytes", where=name, do="save it as UTF-8")
    if b"\0" in head[:4096]:
        raise InputError(
            "is no text, and no Parquet", where=name, do="give CSV, JSON lines, NMEA or Parquet, or one packed as .gz, .zst, .zip"
        )
    return "csv"
