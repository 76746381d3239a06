"""An original: an image, a PDF, a letter. Kept by its SHA-256, never parsed; what counts is the claim that somebody makes on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
from attrs import frozen

from vetoproof.evidence.reading import Reader, Start
from vetoproof.evidence.stream import Stream, shown
from vetoproof.evidence.tables import Batch, Given, refusals
from vetoproof.terms.days import read_day
from vetoproof.terms.errors import InputError

# The first bytes that tell a type; nothing more of the file is looked at.
MAGIC = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF8", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftyp", "video/mp4"),
    (0, b"PK\x03\x04", "application/zip"),  # also what word processors write
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
UNKNOWN = "application/octet-stream"
LONGEST_SIDECAR, MOST_CLAIMS, LONGEST_TEXT = 1_000_000, 1_000, 10_000
NEEDED, ALLOWED = ("claimant", "claim", "said", "source"), ("day", "place", "root")


@frozen
class OnOriginal:
    """What somebody says that an original shows."""

    claimant: str
    claim: str
    said: str
    source: str
    root: str = ""
    day: str = ""
    place: str = ""


def type_of(head: bytes) -> str:
    """The type by its first bytes."""
    return next((name for place, magic, name in MAGIC if head[place : place + len(magic)] == magic), UNKNOWN)


def recognise(head: bytes, name: str) -> bool:
    return type_of(head) != UNKNOWN


def read(stream: Stream, given: Given, start: Start) -> Iterator[Batch]:
    raise InputError(
        "is an original, and nothing is claimed of it", where=stream.name, do="give --claim and --source, or NAME.claim.json beside it"
    )


def sidecar_of(path: Path) -> Path:
    """`photo.jpg` -> `photo.jpg.claim.json`; `photo.claim.json` is found, too."""
    beside = path.with_name(path.name + ".claim.json")
    return beside if beside.exists() else path.with_name(path.stem + ".claim.json")


def claims_on(path: Path, claim: str, given: Given) -> tuple[OnOriginal, ...]:
    """What is claimed of an original: by the caller, and in the file beside it."""
    sidecar = sidecar_of(path)
    found = list(_sidecar(sidecar, given)) if sidecar.is_file() else []
    if claim:
        if not given.source:
            raise InputError("a claim without a source", where=shown(path.name), do="say by --source where it comes from")
        found.append(
            _checked({"claimant": given.source, "claim": claim, "said": str(given.received), "source": given.source}, given, "--claim")
        )
    if not found:
        raise InputError(
            "nothing is claimed of it", where=shown(path.name), do=f"give --claim TEXT with --source, or {shown(path.name)}.claim.json"
        )
    return tuple(found)


def _sidecar(path: Path, given: Given) -> Iterator[OnOriginal]:
    name = shown(path.name)
    if path.stat().st_size > LONGEST_SIDECAR:
        raise InputError(f"is longer than {LONGEST_SIDECAR:,} bytes", where=name, do="shorten it")
    try:
        raw = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise InputError(f"is not JSON: {error}", where=name, do="write {claimant, claim, said, source}") from error
    entries = raw if isinstance(raw, list) else [raw]
    if not 0 < len(entries) <= MOST_CLAIMS:
        raise InputError(f"has {len(entries)} claims", where=name, do=f"give 1 to {MOST_CLAIMS:,}")
    for entry in entries:
        yield _checked(entry, given, name)


def _checked(raw: Any, given: Given, where: str) -> OnOriginal:
    if not isinstance(raw, Mapping):
        raise InputError("is not an object", where=where, do=f"write {{{', '.join(NEEDED)}}}")
    if unknown := sorted(map(str, set(raw) - {*NEEDED, *ALLOWED})):
        raise InputError(f"{unknown[0]!r} is no field of a claim", where=where, do=f"use {', '.join((*NEEDED, *ALLOWED))}")
    cells = {"source": given.source, **raw}
    for name in NEEDED:
        if not isinstance(cells.get(name), str) or not cells[name].strip():
            raise InputError(f"{name} is missing or not text", where=where, do="give it as text")
    if wrong := [name for name, cell in cells.items() if not isinstance(cell, str) or len(cell) > LONGEST_TEXT]:
        raise InputError(f"{wrong[0]} is no text of at most {LONGEST_TEXT:,} characters", where=where, do="correct it")
    try:
        for name in ("said", "day"):
            if cells.get(name):
                read_day(cells[name] if name == "day" or len(cells[name]) > len("YYYY-MM") else f"{cells[name]}-01")
    except ValueError as error:
        raise InputError(str(error), where=f"{where} {name}", do="write it as YYYY-MM-DD") from error
    return OnOriginal(**{"root": given.root or cells["source"], **cells})


def rows_of_claims(claims: tuple[OnOriginal, ...], kind: str, before: int) -> Batch:
    """The claims as rows of the store, numbered after those that it has."""
    days = [None if not one.day else read_day(one.day) for one in claims]
    columns = {
        "row": pa.array(range(before + 1, before + 1 + len(claims)), pa.int64()),
        "type": pa.array([kind] * len(claims), pa.string()),
        **{
            name: pa.array([getattr(one, name) or None for one in claims], pa.string())
            for name in ("claimant", "claim", "place", "said", "source", "root")
        },
        "happened_from": pa.array(days, pa.date32()),
        "happened_until": pa.array(days, pa.date32()),
    }
    return Batch(pa.table(columns), refusals(()), before + len(claims), 0)


READER = Reader("original", "originals", "an image, PDF or letter, given with --as original and a claim", recognise, read)
