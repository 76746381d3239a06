"""OpenSanctions' targets.simple.csv (a row a target, several values in a cell parted by semicolons) -> entities."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from itertools import islice

from vetoproof.evidence.heads import header_of
from vetoproof.evidence.lists.csvs import AGAIN, named, needed, rows
from vetoproof.evidence.lists.dates import full_day, partial_date
from vetoproof.evidence.lists.forms import Form, Reading
from vetoproof.evidence.lists.ftm import SCHEMAS
from vetoproof.evidence.lists.identifiers import sorted_out
from vetoproof.evidence.lists.spelling import is_latin, named_after
from vetoproof.evidence.lists.tables import Alias, Document, Entity, Wallet, in_one_cell
from vetoproof.terms.errors import InputError

COLUMNS = (
    "id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "sanctions", "phones", "emails",
    "program_ids",
    "dataset", "first_seen", "last_seen", "last_change",
)  # fmt: skip
NEEDED = ("id", "schema", "name", "aliases", "countries", "identifiers", "dataset")
IGNORED = ("phones", "emails", "last_seen")


def recognise(head: bytes, name: str) -> bool:
    return set(NEEDED) <= set(header_of(head))


def list_name(head: bytes, name: str) -> str:
    """By its data set if the first rows are of one, else OpenSanctions."""
    try:
        found = list(islice(csv.DictReader(head.decode("utf-8-sig", "ignore").splitlines()), 500))
    except csv.Error:
        found = []
    sets = {row["dataset"] for row in found[:-1] or found if row.get("dataset")}
    only = sets.pop() if len(sets) == 1 else ""
    if only and ";" not in only:
        return f"OpenSanctions {only}"
    return "OpenSanctions" if only or sets else f"OpenSanctions {named_after(name)}"


def read(reading: Reading) -> Iterator[Entity]:
    found = rows(reading.stream)
    header = next(found, (0, [""]))[1]
    needed(header, NEEDED, reading.stream)
    unknown = [cell for cell in header if cell not in COLUMNS]
    for row in named(header, found, reading.stream):
        reading.ignore(key for key in (*IGNORED, *unknown) if row.get(key))
        yield _entity(row, f"{reading.stream.name} {row['id']}")


def many(text: str) -> tuple[str, ...]:
    """The values of a cell; one that holds a semicolon stands in quotation marks."""
    try:
        cells = next(csv.reader([text.replace("\n", " ")], delimiter=";"), [])
    except csv.Error:
        cells = text.split(";")
    return tuple(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))


def _entity(row: Mapping[str, str], where: str) -> Entity:
    kind = SCHEMAS.get(row["schema"])
    if kind is None:
        raise InputError(f"{row['schema'][:40]!r} is no schema of a target", where=where, do=AGAIN)
    numbers = sorted_out(many(row["identifiers"]), kind)
    states = tuple(code.upper() if len(code) == 2 else code for code in many(row["countries"]))
    own = (row["name"],) if kind == "CryptoWallet" and " " not in row["name"] else ()
    return Entity(
        ref=row["id"],
        kind=kind,
        name=row["name"],
        aliases=tuple(
            Alias(text, "", "script" if is_latin(text) is False else "aka") for text in many(row["aliases"]) if text != row["name"]
        ),
        birth_dates=tuple(dict.fromkeys(filter(None, map(partial_date, many(row.get("birth_date", "")))))),
        nationalities=states if kind == "Person" else (),
        countries=states if kind != "Person" else (),
        documents=(*(Document("swiftBic", text) for text in numbers.bics), *(Document("", text) for text in numbers.others)),
        imo=in_one_cell(numbers.imos),
        mmsi=in_one_cell(numbers.mmsis),
        call_sign=in_one_cell(numbers.call_signs),
        lei=in_one_cell(numbers.leis),
        wallets=tuple(Wallet("", text) for text in dict.fromkeys((*own, *numbers.wallets))),
        addresses=many(row.get("addresses", "")),
        programs=many(row.get("program_ids", "")) or many(row.get("sanctions", "")),
        changed_on=full_day(row.get("last_change", ""), where),
        remarks=row.get("sanctions", ""),
    )


FORM = Form(
    "opensanctions-simple-csv", "OpenSanctions", f"CSV with {', '.join(NEEDED)} (targets.simple.csv)", recognise, read, list_name=list_name
)
