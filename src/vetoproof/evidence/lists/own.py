"""A list of one's own (CSV with a column `name`, in any order) -> entities. Columns are known by name, values parted by `;`.

A number that cannot be right is taken as it stands and told (`doubts`).
Extracts of official lists come so, too (`ent_num` is OFAC's, and so are then remarks and empty types). Rows of one number and name that
follow each other are one entity; a table of changes is no list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from attrs import frozen

from vetoproof.evidence.heads import header_of
from vetoproof.evidence.lists.csvs import AGAIN, named, needed, rows
from vetoproof.evidence.lists.dates import full_day
from vetoproof.evidence.lists.forms import Form, Reading
from vetoproof.evidence.lists.gather import Gather
from vetoproof.evidence.lists.ofac_remarks import with_remarks
from vetoproof.evidence.lists.own_cells import births, other_names, own_names, papers, parted
from vetoproof.evidence.lists.spelling import is_latin, named_after
from vetoproof.evidence.lists.tables import Alias, Document, Entity, Link, Wallet, in_one_cell
from vetoproof.terms.errors import InputError

MANY = ("aliases", "other_names", "akas", "also_known_as")  # columns for several names
# What a column may be called -> what it is here. A name in capitals, with blanks or hyphens, with a day at its end, is the same name.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "ref": ("ref", "id", "number", "ent_num", "uid", "unique_id", "reference", "reference_number"),
    "kind": ("kind", "schema", "type", "entity_type", "party_type", "subject_type"),
    "name": ("name", "full_name", "fullname", "primary_name", "entity_name", "party_name", "vessel_name", "ship_name"),
    "strong": (*MANY, "alias", "one_alias", "aka", "other_name"),
    "weak": ("weak_aliases", "weak_alias"),
    "script": ("original_script", "name_original_script"),
    "born": ("birth_dates", "birth_date", "birthdate", "dob", "date_of_birth"),
    "born_in": ("birth_place", "birthplace", "place_of_birth", "pob"),
    "gender": ("gender", "sex"),
    "nationality": ("nationalities", "nationality", "citizenship"),
    "country": ("countries", "country"),
    "passport": ("passport", "passports", "passport_number", "passportnumber"),
    "document": (
        *("documents", "document", "id_number", "idnumber", "identifiers", "registration_number", "registrationnumber", "company_number"),
        *("tax_number", "taxnumber", "tax_id", "inn", "inn_code", "inncode"),
    ),
    "imo": ("imo", "imo_number", "imonumber"),
    "mmsi": ("mmsi",),
    "call_sign": ("call_sign", "callsign"),
    "flag": ("flag",),
    "wallet": ("wallets", "wallet", "wallet_address", "public_key", "publickey", "digital_currency_address"),
    "currency": ("currency",),
    "lei": ("lei", "lei_code", "leicode"),
    "bic": ("bic", "swift", "swift_bic", "swiftbic", "swift_code", "bic_code", "swift/bic"),
    "address": ("addresses", "address"),
    "program": ("programs", "program", "programme", "regime"),
    "title": ("titles", "title", "designation", "position"),
    "owner": ("owner", "owners"),
    "listed": ("listed_on", "since", "startdate", "start_date", "designated_on", "date_designated", "date_listed"),
    "until": ("until", "end_date", "delisted_on"),
    "remarks": ("remarks", "note", "notes"),
}
KINDS = {
    **{"person": "Person", "individual": "Person", "company": "Company", "entity": "Organization", "organization": "Organization"},
    **{"organisation": "Organization", "vessel": "Vessel", "ship": "Vessel", "aircraft": "Airplane", "airplane": "Airplane"},
    **{"wallet": "CryptoWallet", "cryptowallet": "CryptoWallet", "legalentity": "LegalEntity", "": "LegalEntity", "-0-": "Organization"},
    **{"enterprise": "Organization", "publicbody": "Organization", "bank": "Company"},
}
CHANGES = ("change", "change_type", "action", "operation")  # columns of a table of changes
GONE = ("removed", "deleted", "delete", "remove", "delisted")
_DAY_AT_END = re.compile(r"_(?:19|20)\d{6}$")
_IMO = re.compile(r"(?:IMO\s*)?(\d{7})", re.IGNORECASE)


def plain(header: str) -> str:
    return _DAY_AT_END.sub("", re.sub(r"[\s-]+", "_", header.strip().lower()))


def column_of(header: str) -> str:
    """What a column is; empty if it is none that is known. `un_designated_on` is a day of listing, too."""
    word = plain(header)
    found = next((name for name, words in COLUMNS.items() if word in words), "")
    return found or ("listed" if word.endswith(("_designated_on", "_listed_on")) else "")


def columns_of(header: Iterable[str]) -> dict[str, str]:
    """Each column and what it is. An address beside a currency is that of a wallet."""
    found = {cell.strip(): column_of(cell) for cell in header}
    if "currency" in found.values() and "wallet" not in found.values():
        found = {cell: "wallet" if column == "address" else column for cell, column in found.items()}
    return found


def recognise(head: bytes, name: str) -> bool:
    """Without a word that it is a list: by names and other names, or names and wallets."""
    found = set(columns_of(header_of(head)).values())
    return {"name", "strong"} <= found or {"ref", "name", "wallet"} <= found


def can_be(head: bytes) -> bool:
    """What is said to be a list needs no more than a column of names."""
    return "name" in columns_of(header_of(head)).values()


def list_name(head: bytes, name: str) -> str:
    return named_after(name)


def read(reading: Reading) -> Iterator[Entity]:
    found = rows(reading.stream)
    header = next(found, (0, [""]))[1]
    sheet = Sheet(columns_of(header), reading.stream.name)
    needed(sheet.columns.values(), ("name",), reading.stream)
    yield from _gathered(_entities(reading, sheet, named(header, found, reading.stream)), reading.stream.name)


def _entities(reading: Reading, sheet: Sheet, found: Iterable[Mapping[str, str]]) -> Iterator[Entity]:
    seen: Counter[str] = Counter()
    for number, row in enumerate(found, start=1):
        reading.ignore(cell for cell, column in sheet.columns.items() if not column and row[cell])
        sheet.is_no_change(row, number)
        cells = sheet.cells(row)
        if cells.get("name") or cells.get("ref"):
            yield sheet.entity(cells, seen, f"{reading.stream.name} row {number:,}")
        else:
            reading.ignore(("rows without a name",))


def _gathered(made: Iterable[Entity], where: str) -> Iterator[Entity]:
    """Rows that follow each other with one number tell of one entity; under another name it is a fault of the list."""
    for ref, some in groupby(made, key=attrgetter("ref")):
        first, *rest = some
        if other := next((more.name for more in rest if more.name != first.name), None):
            raise InputError(f"has {ref!r} twice, as {first.name[:60]!r} and {other[:60]!r}", where=where, do=AGAIN)
        yield _one(first, rest) if rest else first


def _one(first: Entity, rest: Iterable[Entity]) -> Entity:
    whole = Gather(first.ref)
    for part in (first, *rest):
        whole.add(part)
    return whole.entity()


@frozen
class Sheet:
    """The columns of a file: what each is called, and what it is."""

    columns: Mapping[str, str]
    file: str

    @property
    def of_ofac(self) -> bool:
        return "ent_num" in map(plain, self.columns)

    def is_no_change(self, row: Mapping[str, str], number: int) -> None:
        for cell in self.columns:
            if plain(cell) in CHANGES and row[cell].lower() in GONE:
                raise InputError(
                    f"says {row[cell][:40]!r} under {cell!r} in row {number:,}: it tells what changed on a list, not who is on it",
                    where=self.file, do="give the list itself; `store diff` shows what changed between two versions",
                )  # fmt: skip

    def cells(self, row: Mapping[str, str]) -> dict[str, str]:
        """What each thing is; several columns of one thing together. Other names of several sorts of columns stay apart."""
        found: dict[str, str] = {}
        for cell, column in self.columns.items():
            if column and row[cell]:
                key = "strong many" if column == "strong" and plain(cell) in MANY else column
                found[key] = f"{found[key]};{row[cell]}" if key in found else row[cell]
        return found

    def kind(self, cells: Mapping[str, str], where: str) -> str:
        """As it is said; else by what only a ship or a wallet has; else a person or a firm."""
        stated = "kind" in self.columns.values()
        word = re.sub(r"[\s_]+", "", (cells.get("kind", "") if stated else _kind_elsewhere(cells)).lower())
        if word not in KINDS:
            raise InputError(f"{word[:40]!r} is no kind of party", where=where, do=f"use one of {', '.join(filter(None, KINDS))}")
        if not word and stated and self.of_ofac:
            return KINDS["-0-"]
        ships = "imo" in self.columns.values() and not {"born", "passport", "gender"} & set(self.columns.values())
        return "Vessel" if not word and not stated and (ships or cells.get("imo")) else KINDS[word]

    def entity(self, cells: Mapping[str, str], seen: Counter[str], where: str) -> Entity:
        kind = self.kind(cells, where)
        own, *others = own_names(cells.get("name", ""), ship=kind == "Vessel")
        numbers = _imos(cells)
        made = Entity(
            ref=cells.get("ref") or _numbered(own, seen),
            kind=kind,
            name=own,
            aliases=tuple(dict.fromkeys((*(_scripted(Alias(name, "", "aka")) for name in others), *_aliases(cells, own)))),
            birth_dates=births(cells.get("born", "")),
            birth_places=parted(cells.get("born_in", "")),
            gender=cells.get("gender", "").lower(),
            nationalities=parted(cells.get("nationality", "")),
            countries=parted(cells.get("country", "")),
            documents=(
                *(Document("Passport", text) for text in papers(cells.get("passport", ""))),
                *(Document("", text) for text in papers(cells.get("document", ""))),
                *(Document("IMO company number", number) for number in numbers if kind != "Vessel"),
                *(Document("SWIFT/BIC", text) for text in parted(cells.get("bic", ""))),
            ),
            imo=in_one_cell(numbers) if kind == "Vessel" else "",
            mmsi=in_one_cell(parted(cells.get("mmsi", ""))),
            call_sign=in_one_cell(parted(cells.get("call_sign", ""))),
            flag=cells.get("flag", ""),
            wallets=tuple(Wallet(cells.get("currency", ""), text) for text in parted(cells.get("wallet", ""))),
            lei=in_one_cell(parted(cells.get("lei", ""))),
            addresses=parted(cells.get("address", "")),
            programs=tuple(part for text in parted(cells.get("program", "")) for part in re.split(r"\]\s*\[", text)),
            titles=tuple(filter(None, (" ".join(text.split()) for text in cells.get("title", "").split(";")))),
            listed_on=full_day(cells.get("listed", "").replace(".", "/"), where),
            until=full_day(cells.get("until", "").replace(".", "/"), where),
            remarks=cells.get("remarks", ""),
            links=tuple(Link("owner", name=text) for text in parted(cells.get("owner", ""))),
        )
        return with_remarks(made, made.remarks) if made.remarks and self.of_ofac else made


def _kind_elsewhere(cells: Mapping[str, str]) -> str:
    """Some lists write `person` where others have what somebody does."""
    word = cells.get("title", "").strip().lower()
    return word if word in KINDS else ""


def _aliases(cells: Mapping[str, str], own: str) -> Iterator[Alias]:
    for key in ("strong", "strong many"):
        yield from map(_scripted, other_names(cells.get(key, ""), own, many=key.endswith("many")))
    yield from (Alias(name, "weak", "aka") for name in parted(cells.get("weak", "")))
    yield from (Alias(name, "strong", "script") for name in parted(cells.get("script", "")))


def _scripted(one: Alias) -> Alias:
    return Alias(one.name, one.quality, "script") if one.type == "aka" and is_latin(one.name) is False else one


def _imos(cells: Mapping[str, str]) -> tuple[str, ...]:
    """The numbers of a cell by their digits; one that is none as it stands. `none` and `does not exist` are nothing."""
    some = [part for part in parted(cells.get("imo", "")) if any(sign.isdecimal() for sign in part)]
    return tuple(found[1] if (found := _IMO.fullmatch(part)) else part for part in some)


def _numbered(name: str, seen: Counter[str]) -> str:
    """The name stands for the number where a list has none; a second bearer is told apart."""
    seen[name] += 1
    return name if seen[name] == 1 else f"{name} ({seen[name]})"


FORM = Form("own-csv", "", "CSV of your own with name and aliases", recognise, read, list_name=list_name)
