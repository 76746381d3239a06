"""Rows of LISTED -> FollowTheMoney JSON lines, and OpenSanctions' targets.simple.csv: what was read from these forms is written so again.

Bytes are the same for the same rows. In the CSV a cell that a spreadsheet would run as a formula is defused.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson
import pyarrow as pa

from vetoproof.evidence.climate.codes import ALPHA_3
from vetoproof.evidence.lists.ftm import NUMBERS
from vetoproof.evidence.lists.simple import COLUMNS
from vetoproof.evidence.lists.tables import out_of_cell
from vetoproof.evidence.outgoing import defused

ALPHA_2 = {three: two.lower() for two, three in ALPHA_3.items()}
_PERSON, _FIRM = "Person", ("Company", "Organization", "LegalEntity")
Row = Mapping[str, Any]


# ---- FollowTheMoney
def to_ftm(rows: Any) -> Iterator[bytes]:
    """One line an entity, then one for its sanction and one for each of its documents that name a State or a type."""
    for row in rows.to_pylist():
        for one in _entities(row):
            yield orjson.dumps(one, option=orjson.OPT_SORT_KEYS) + b"\n"


def _entities(row: Row) -> Iterator[dict[str, Any]]:
    papers = [paper for paper in row["documents"] if paper["type"] not in NUMBERS]
    yield _line(row["ref"], row["kind"] or "LegalEntity", _properties(row), row["list"], caption=row["name"])
    sanction = {"entity": [row["ref"]], "program": row["programs"], "listingDate": _day(row["listed_on"]), "endDate": _day(row["until"])}
    if row["programs"] or row["listed_on"]:
        yield _line(_key(row["ref"], "sanction"), "Sanction", sanction, row["list"])
    for paper in papers:
        schema = "Passport" if "passport" in paper["type"].lower() else "Identification"
        told = {"holder": [row["ref"]], "type": [paper["type"]], "number": [paper["number"]], "country": [_code(paper["country"])]}
        yield _line(_key(row["ref"], *paper.values()), schema, told, row["list"])
    for link in row["links"]:
        if link["ref"] and link["kind"] in ("ownership", "owner"):
            told = {"owner": [link["ref"]], "asset": [row["ref"]]}
            yield _line(_key(row["ref"], *link.values()), "Ownership", told, row["list"])


def _line(ref: str, schema: str, properties: Mapping[str, Iterable[str]], list_name: str, caption: str = "") -> dict[str, Any]:
    kept = {key: [text for text in values if text] for key, values in properties.items()}
    made: dict[str, Any] = {"id": ref, "schema": schema, "properties": {key: values for key, values in kept.items() if values}}
    if caption:
        made["caption"] = caption
    return {**made, "datasets": [_slug(list_name)]}


def _properties(row: Row) -> dict[str, Iterable[str]]:
    kind = row["kind"]
    states = [_code(text) for text in row["countries"]]
    found: dict[str, Iterable[str]] = {
        "name": [row["name"], *(one["name"] for one in row["aliases"] if one["type"] == "script")],
        "alias": [one["name"] for one in row["aliases"] if one["quality"] != "weak" and one["type"] not in ("fka", "script")],
        "previousName": [one["name"] for one in row["aliases"] if one["quality"] != "weak" and one["type"] == "fka"],
        "weakAlias": [one["name"] for one in row["aliases"] if one["quality"] == "weak"],
        "country": states,
        "address": row["addresses"],
        "notes": [row["remarks"]],
        "modifiedAt": _day(row["changed_on"]),
        "topics": ["sanction"],
        **{key: [paper["number"] for paper in row["documents"] if paper["type"] == key] for key in NUMBERS},
    }
    if kind == _PERSON:
        found |= {
            "birthDate": [year for text in row["birth_dates"] for year in text.split("/")],
            "birthPlace": row["birth_places"],
            "gender": [row["gender"]],
            "nationality": [_code(text) for text in row["nationalities"]],
            "position": row["titles"],
        }
    if kind == "Vessel":
        found |= {"imoNumber": _imos(row), "mmsi": out_of_cell(row["mmsi"]), "callSign": out_of_cell(row["call_sign"])}
        found |= {"flag": [_code(row["flag"])]}
    if kind == "CryptoWallet":
        found |= {"publicKey": [one["address"] for one in row["wallets"]], "currency": [one["currency"] for one in row["wallets"]][:1]}
    if kind in _FIRM:
        found |= {"leiCode": out_of_cell(row["lei"])}
    return found


def _code(text: str | None) -> str:
    return ALPHA_2.get(text or "", text or "")


def _day(day: Any) -> list[str]:
    return [str(day)] if day else []


def _key(*parts: str) -> str:
    return f"vp-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:24]}"


def _slug(name: str) -> str:
    """`OpenSanctions un_sc_sanctions` -> un_sc_sanctions, `OFAC SDN` -> ofac_sdn."""
    bare = name.removeprefix("OpenSanctions ").removeprefix("FollowTheMoney ")
    return "_".join("".join(sign if sign.isalnum() or sign == "_" else " " for sign in bare.lower()).split())


# ---- targets.simple.csv
def to_simple(rows: Any) -> Iterator[bytes]:
    """The header, then one row an entity; every cell in quotation marks, as OpenSanctions writes it."""
    yield _csv([COLUMNS])
    for part in rows.to_batches(max_chunksize=4_096):
        cells = [_simple(row) for row in part.to_pylist()]
        table = defused(pa.table({name: pa.array([cell[name] for cell in cells], pa.string()) for name in COLUMNS}))
        yield _csv(zip(*(table.column(name).to_pylist() for name in COLUMNS), strict=True))


def _simple(row: Row) -> dict[str, str]:
    day = str(row["listed_on"] or "")
    return {
        **dict.fromkeys(COLUMNS, ""),
        "id": row["ref"],
        "schema": row["kind"] or "LegalEntity",
        "name": row["name"] or "",
        "aliases": _cell(one["name"] for one in row["aliases"] if one["quality"] != "weak"),
        "birth_date": _cell(row["birth_dates"]),
        "countries": _cell(_code(text) for text in dict.fromkeys((*row["nationalities"], *row["countries"]))),
        "addresses": _cell(row["addresses"]),
        "identifiers": _cell(_numbers(row)),
        "program_ids": _cell(row["programs"]),
        "dataset": row["list"].removeprefix("OpenSanctions "),
        "first_seen": day,
        "last_change": str(row["changed_on"] or ""),
    }  # fmt: skip


def _numbers(row: Row) -> Iterator[str]:
    yield from _imos(row)
    for name in ("mmsi", "call_sign", "lei"):
        yield from out_of_cell(row[name])
    yield from (one["number"] for one in row["documents"])
    yield from (one["address"] for one in row["wallets"])


def _imos(row: Row) -> list[str]:
    return [f"IMO{number}" for number in out_of_cell(row["imo"])]


def _cell(texts: Iterable[str]) -> str:
    """Values parted by semicolons; one that holds a semicolon or a quotation mark stands in quotation marks."""
    told = dict.fromkeys(text for text in texts if text)
    return ";".join('"' + text.replace('"', '""') + '"' if ";" in text or '"' in text else text for text in told)


def _csv(lines: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(lines)
    return text.getvalue().encode()
