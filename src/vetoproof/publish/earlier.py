"""The folder of an earlier report -> what a later run is compared with. It must fit its own manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import cattrs
import orjson
from attrs import Factory, frozen

from vetoproof.publish.rows import slug
from vetoproof.publish.tables import read_facts
from vetoproof.terms.days import read_day
from vetoproof.terms.errors import InputError, IntegrityError
from vetoproof.terms.quantity import decimal

MANIFEST, LINES, FACTS = "manifest.json", "findings.jsonl", "facts.parquet"
MOST_BYTES = 1 << 30
GIVE = "give the folder of an earlier report, made with --format jsonl by this version or a later one"


# ---- what a comparison needs of a manifest; what else stands in it is not read
@frozen
class ToldFigure:
    """A figure as a manifest has it."""

    value: str = ""
    unit: str = ""
    rows: tuple[str, ...] = ()
    weights: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@frozen
class ToldTable:
    row_sha256: dict[str, str]


@frozen
class ToldLaw:
    provisions: dict[str, str]
    designations: dict[str, str]
    words: dict[str, str]


@frozen
class ToldMethod:
    readings: dict[str, str]
    program: str


@frozen
class ToldFile:
    sha256: str


@frozen
class Told:
    """A manifest."""

    regime: str
    law_version: str
    as_of: str
    known_by: str
    version: str
    tables: dict[str, ToldTable]
    law: ToldLaw
    method: ToldMethod
    figures: dict[str, ToldFigure]
    files: dict[str, ToldFile] = Factory(dict)


@frozen(eq=False)
class Earlier:
    """An earlier report: its manifest, and by the place of each row the fact read from it and what was found."""

    told: Told
    sha256: str
    as_of: date
    known_by: date
    found: Mapping[str, Mapping[str, str]]  # paragraph and limb -> outcome
    facts: Mapping[str, str]

    @property
    def rows(self) -> Mapping[str, str]:
        """Every row by its place, with a piece of its hash."""
        return {place: sha for table in self.told.tables.values() for place, sha in table.row_sha256.items()}


def read_earlier(path: Path) -> Earlier:
    """The report in a folder (or beside a manifest). Raises if anything is missing, or does not fit the manifest."""
    place = path if path.is_file() else path / MANIFEST
    raw = _read(place)
    told = _told(raw, place)
    lines = orjson.loads(b"[" + b",".join(_fitting(place.parent, LINES, told).splitlines()) + b"]")
    _fitting(place.parent, FACTS, told)
    facts = list(read_facts(place.parent / FACTS))
    places = {fact["id"]: f"row-{slug(fact['table'])}-{slug(fact['row'])}" for fact in facts}
    return Earlier(
        told,
        hashlib.sha256(raw).hexdigest(),
        read_day(told.as_of),
        read_day(told.known_by),
        _found(lines, places),
        {places[fact["id"]]: fact["fact"] for fact in facts},
    )


def _told(raw: bytes, place: Path) -> Told:
    try:
        told = cattrs.structure(orjson.loads(raw), Told)
        for day in (told.as_of, told.known_by):
            read_day(day)
        for figure in told.figures.values():
            if figure.weights and len(figure.weights) != len(figure.rows):
                raise ValueError("a figure has more weights than rows, or fewer")
            for weight in figure.weights:
                decimal(weight)
    except (orjson.JSONDecodeError, cattrs.BaseValidationError, ValueError, TypeError, AttributeError) as error:
        raise InputError("does not say what a comparison needs", where=str(place), do=GIVE) from error
    return told


def _found(lines: list[dict[str, Any]], places: Mapping[str, str]) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for line in lines:
        name = f"{line['provision']} {line['limb'] or ''}".strip()
        found.setdefault(places.get(line["fact"], ""), {})[name] = line["outcome"]
    return found


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise InputError("there is no such file", where=str(path), do=GIVE)
    if path.stat().st_size > MOST_BYTES:
        raise InputError(f"is larger than {MOST_BYTES:,} bytes", where=str(path), do="give a report of ours")
    return path.read_bytes()


def _fitting(folder: Path, name: str, told: Told) -> bytes:
    """A file of the report, if it is the one that the manifest names."""
    if name not in told.files:
        raise InputError(f"names no {name}", where=str(folder / MANIFEST), do=GIVE)
    content = _read(folder / name)
    if hashlib.sha256(content).hexdigest() != told.files[name].sha256:
        raise IntegrityError("is not the file that its manifest names", where=str(folder / name), do="take an unaltered copy")
    return content
