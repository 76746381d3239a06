"""The folder of an earlier report -> what a later run is compared with. It must fit its own manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import orjson
from attrs import frozen

from vetoproof.publish.rows import slug
from vetoproof.publish.tables import read_facts
from vetoproof.terms.days import read_day
from vetoproof.terms.errors import InputError, IntegrityError

MANIFEST, LINES, FACTS = "manifest.json", "findings.jsonl", "facts.parquet"
MOST_BYTES = 1 << 30
NEEDED = ("regime", "law_version", "as_of", "known_by", "version", "tables", "law", "method", "figures", "files")


@frozen(eq=False)
class Earlier:
    """An earlier report: its manifest, the outcome of each finding, and each fact by the place of its row."""

    manifest: Mapping[str, Any]
    sha256: str
    outcomes: Mapping[str, str]  # by finding id
    found: Mapping[str, Mapping[str, str]]  # by the place of the row: paragraph and limb -> outcome
    facts: Mapping[str, str]  # by the place of the row

    @property
    def as_of(self) -> date:
        return read_day(self.manifest["as_of"])

    @property
    def known_by(self) -> date:
        return read_day(self.manifest["known_by"])

    @property
    def rows(self) -> Mapping[str, str]:
        """Every row by its place, with a piece of its hash."""
        return {place: sha for table in self.manifest["tables"].values() for place, sha in table["row_sha256"].items()}


def read_earlier(path: Path) -> Earlier:
    """The report in a folder (or beside a manifest). Raises if anything is missing, or does not fit the manifest."""
    place = path if path.is_file() else path / MANIFEST
    raw = _read(place)
    try:
        told = orjson.loads(raw)
        missing = [key for key in NEEDED if key not in told]
    except (orjson.JSONDecodeError, TypeError) as error:
        raise InputError("is no manifest", where=str(place), do="give the folder of an earlier report") from error
    if missing:
        do = "make that report again with this version: an old manifest does not say what a comparison needs"
        raise InputError(f"says nothing of {', '.join(missing)}", where=str(place), do=do)
    lines = orjson.loads(b"[" + b",".join(_fitting(place.parent, LINES, told).splitlines()) + b"]")
    _fitting(place.parent, FACTS, told)
    facts = list(read_facts(place.parent / FACTS))
    places = {fact["id"]: f"row-{slug(fact['table'])}-{slug(fact['row'])}" for fact in facts}
    found: dict[str, dict[str, str]] = {}
    for line in lines:
        found.setdefault(places.get(line["fact"], ""), {})[_name(line)] = line["outcome"]
    outcomes = {line["id"]: line["outcome"] for line in lines}
    return Earlier(told, hashlib.sha256(raw).hexdigest(), outcomes, found, {places[fact["id"]]: fact["fact"] for fact in facts})


def _name(line: Mapping[str, Any]) -> str:
    return f"{line['provision']} {line['limb'] or ''}".strip()


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise InputError("there is no such file", where=str(path), do="give the folder of an earlier report, made with --format jsonl")
    if path.stat().st_size > MOST_BYTES:
        raise InputError(f"is larger than {MOST_BYTES:,} bytes", where=str(path), do="give a report of ours")
    return path.read_bytes()


def _fitting(folder: Path, name: str, told: Mapping[str, Any]) -> bytes:
    """A file of the report, if it is the one that the manifest names."""
    content = _read(folder / name)
    if hashlib.sha256(content).hexdigest() != told["files"].get(name, {}).get("sha256"):
        raise IntegrityError("is not the file that its manifest names", where=str(folder / name), do="take an unaltered copy")
    return content
