"""A list of one's own (CSV with `name` and a column of other names) -> entities. Columns are known by name, values parted by `;`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from vetoproof.evidence.csv_rows import header_of
from vetoproof.evidence.lists.csvs import named, needed, rows
from vetoproof.evidence.lists.dates import full_day, partial_date
from vetoproof.evidence.lists.forms import Form, Reading
from vetoproof.evidence.lists.spelling import is_latin, named_after, names_in
from vetoproof.evidence.lists.tables import Alias, Document, Entity, Wallet
from vetoproof.terms.errors import InputError

ALIASES = ("aliases", "alias", "one_alias", "other_names", "akas", "also_known_as")
# What a column may be called -> what it is here. A name in capitals, with blanks or hyphens is the same name.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "ref": ("ref", "id", "number", "ent_num"),
    "kind": ("kind", "schema", "type"),
    "name": ("name",),
    "strong": ALIASES,
    "weak": ("weak_aliases", "weak_alias"),
    "script": ("original_script", "name_original_script"),
    "born": ("birth_dates", "birth_date", "birthdate", "dob", "date_of_birth"),
    "gender": ("gender",),
    "nationality": ("nationalities", "nationality", "citizenship"),
    "country": ("countries", "country"),
    "passport": ("passport", "passports", "passport_number", "passportnumber"),
    "document": ("documents", "document", "id_number", "identifiers"),
    "imo": ("imo", "imo_number", "imonumber"),
    "mmsi": ("mmsi",),
    "flag": ("flag",),
    "wallet": ("wallets", "wallet"),
    "lei": ("lei",),
    "address": ("addresses", "address"),
    "program": ("programs", "program", "programme", "regime"),
    "title": ("titles", "title", "designation", "position"),
    "listed": ("listed_on", "since", "startdate", "start_date"),
    "until": ("until", "end_date"),
    "remarks": ("remarks", "note", "notes"),
}
KINDS = {
    **{"person": "Person", "individual": "Person", "company": "Company", "entity": "Organization", "organization": "Organization"},
    **{"organisation": "Organization", "vessel": "Vessel", "ship": "Vessel", "aircraft": "Airplane", "airplane": "Airplane"},
    **{"wallet": "CryptoWallet", "cryptowallet": "CryptoWallet", "legalentity": "LegalEntity", "": "LegalEntity", "-0-": "Organization"},
}


def column_of(header: str) -> str:
    """What a column is; empty if it is none that is known."""
    plain = re.sub(r"[\s-]+", "_", header.strip().lower())
    return next((name for name, words in COLUMNS.items() if plain in words), "")


def recognise(head: bytes, name: str) -> bool:
    found = {column_of(cell) for cell in header_of(head)}
    return {"name", "strong"} <= found


def list_name(head: bytes, name: str) -> str:
    return named_after(name)


def read(reading: Reading) -> Iterator[Entity]:
    found = rows(reading.stream)
    header = next(found, (0, [""]))[1]
    columns = {cell.strip(): column_of(cell) for cell in header}
    needed(columns.values(), ("name",), reading.stream)
    seen: Counter[str] = Counter()
    for number, row in enumerate(named(header, found, reading.stream), start=1):
        reading.ignore(cell for cell, column in columns.items() if not column and row[cell])
        cells: dict[str, str] = {}
        for cell, column in columns.items():
            if column and row[cell]:
                cells[column] = f"{cells[column]};{row[cell]}" if column in cells else row[cell]
        if not cells.get("name") and not cells.get("ref"):
            reading.ignore(("rows without a name",))
        else:
            yield _entity(cells, seen, f"{reading.stream.name} row {number:,}")


def _many(cells: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (part.strip() for part in cells.get(name, "").split(";")))))


def _entity(cells: Mapping[str, str], seen: Counter[str], where: str) -> Entity:
    word = re.sub(r"[\s_]+", "", cells.get("kind", "").lower())
    if word not in KINDS:
        raise InputError(f"{word[:40]!r} is no kind of party", where=where, do=f"use one of {', '.join(filter(None, KINDS))}")
    own = cells.get("name", "")
    imo = re.fullmatch(r"(?:IMO\s*)?(\d{7})", cells.get("imo", ""), re.IGNORECASE)
    if any(sign.isdecimal() for sign in cells.get("imo", "")) and not imo:
        raise InputError(f"{cells['imo'][:20]!r} is no IMO number", where=where, do="give its seven digits, or leave it empty")
    aliases = [name for cell in _many(cells, "strong") for name in names_in(cell) if name != own]
    return Entity(
        ref=cells.get("ref") or _numbered(own, seen),
        kind=KINDS[word],
        name=own,
        aliases=(
            *(Alias(name, "", "script" if is_latin(name) is False else "aka") for name in aliases),
            *(Alias(name, "weak", "aka") for name in _many(cells, "weak")),
            *(Alias(name, "strong", "script") for name in _many(cells, "script")),
        ),
        birth_dates=tuple(dict.fromkeys(filter(None, map(partial_date, _many(cells, "born"))))),
        gender=cells.get("gender", "").lower(),
        nationalities=_many(cells, "nationality"),
        countries=_many(cells, "country"),
        documents=(
            *(Document("Passport", number) for number in _many(cells, "passport")),
            *(Document("", number) for number in _many(cells, "document")),
        ),
        imo=imo[1] if imo else "",
        mmsi=cells.get("mmsi", ""),
        flag=cells.get("flag", ""),
        wallets=tuple(Wallet("", address) for address in _many(cells, "wallet")),
        lei=cells.get("lei", ""),
        addresses=_many(cells, "address"),
        programs=_many(cells, "program"),
        titles=_many(cells, "title"),
        listed_on=full_day(cells.get("listed", "").replace(".", "/"), where),
        until=full_day(cells.get("until", "").replace(".", "/"), where),
        remarks=cells.get("remarks", ""),
    )


def _numbered(name: str, seen: Counter[str]) -> str:
    """The name stands for the number where a list has none; a second bearer is told apart."""
    seen[name] += 1
    return name if seen[name] == 1 else f"{name} ({seen[name]})"


FORM = Form("own-csv", "", "CSV of your own with name and aliases", recognise, read, list_name=list_name)
