"""The one form that every list takes: a row an entity, with its names, identifiers and days; and the file or version it came from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Any

import pyarrow as pa
from attrs import field, frozen

from vetoproof.evidence.lists.countries import state_of

# FollowTheMoney's names of schemas. LegalEntity: a person or an organisation, the list does not say which.
KINDS = ("Person", "Company", "Organization", "Vessel", "Airplane", "CryptoWallet", "LegalEntity")
QUALITIES = ("strong", "weak", "")  # as the list itself says; empty: it does not say

ALIAS = pa.struct([("name", pa.string()), ("quality", pa.string()), ("type", pa.string())])  # of the sort aka, fka, script, ..
DOCUMENT = pa.struct([("type", pa.string()), ("number", pa.string()), ("country", pa.string())])
WALLET = pa.struct([("currency", pa.string()), ("address", pa.string())])
LINK = pa.struct([("kind", pa.string()), ("ref", pa.string()), ("name", pa.string())])
TEXTS = pa.list_(pa.string())

LISTED = pa.schema(
    [
        ("list", pa.string()),  # UN, OFAC SDN, EU, UK, OpenSanctions ..
        ("ref", pa.string()),  # the official number, blanks at its ends stripped
        ("kind", pa.string()),  # one of KINDS
        ("name", pa.string()),
        ("aliases", pa.list_(ALIAS)),
        ("birth_dates", TEXTS),  # 1968, 1968-04, 1968-04-02, 1965/1967
        ("birth_places", TEXTS),
        ("gender", pa.string()),  # male, female or null
        ("nationalities", TEXTS),  # ISO 3166-1 alpha-3, or as the list writes it where it names no State
        ("countries", TEXTS),
        ("documents", pa.list_(DOCUMENT)),
        ("imo", pa.string()),
        ("mmsi", pa.string()),
        ("call_sign", pa.string()),
        ("flag", pa.string()),
        ("wallets", pa.list_(WALLET)),
        ("lei", pa.string()),
        ("addresses", TEXTS),
        ("programs", TEXTS),
        ("titles", TEXTS),
        ("listed_on", pa.date32()),
        ("until", pa.date32()),
        ("changed_on", pa.date32()),
        ("remarks", pa.string()),
        ("links", pa.list_(LINK)),
    ]
)
REPEATED = tuple(name for name in LISTED.names if pa.types.is_list(LISTED.field(name).type))
SEVERAL = ("imo", "mmsi", "call_sign", "lei")  # a party seldom has two of a sort; then one cell holds them
ALONE = tuple(name for name in LISTED.names if name not in (*REPEATED, "list", "ref", "kind", "name"))


def _state(text: str) -> str:
    return state_of(text) if text else ""


@frozen
class Alias:
    """Another name, how good the list says it is, and of what sort."""

    name: str
    quality: str = ""
    type: str = ""


@frozen
class Document:
    type: str
    number: str
    country: str = field(default="", converter=_state)


@frozen
class Wallet:
    currency: str
    address: str


@frozen
class Link:
    """A tie to another party: owner, linked to, ..; by its number on the same list, or by name."""

    kind: str
    ref: str = ""
    name: str = ""


Texts = tuple[str, ...]


def in_one_cell(texts: Iterable[str]) -> str:
    """Numbers of one sort, each once: a ship may have two IMO numbers."""
    return "; ".join(dict.fromkeys(text for text in texts if text))


def out_of_cell(cell: str | None) -> Texts:
    """The numbers of such a cell, each once."""
    if not cell or ";" not in cell:
        return (cell,) if cell else ()
    return tuple(dict.fromkeys(text for part in cell.split(";") if (text := part.strip())))


def _states(texts: Iterable[str]) -> Texts:
    return tuple(dict.fromkeys(state_of(text) for text in texts if text))


@frozen
class Entity:
    """One entity, or a part of one, as a reader found it. A file of aliases gives entities with a ref and aliases only."""

    ref: str
    kind: str = ""
    name: str = ""
    aliases: tuple[Alias, ...] = ()
    birth_dates: Texts = ()
    birth_places: Texts = ()
    gender: str = ""
    nationalities: Texts = field(default=(), converter=_states)
    countries: Texts = field(default=(), converter=_states)
    documents: tuple[Document, ...] = ()
    imo: str = ""
    mmsi: str = ""
    call_sign: str = ""
    flag: str = field(default="", converter=_state)
    wallets: tuple[Wallet, ...] = ()
    lei: str = ""
    addresses: Texts = ()
    programs: Texts = ()
    titles: Texts = ()
    listed_on: date | None = None
    until: date | None = None
    changed_on: date | None = None
    remarks: str = ""
    links: tuple[Link, ...] = ()


@frozen(eq=False)
class ListFile:
    """A list as one file gives it: its name, the SHA-256 of the file, the day that it states, its rows."""

    name: str
    version: str
    as_of: date | None
    rows: Any  # pa.Table, LISTED
    form: str = ""
    part: str = ""  # of a list that comes in several files: sdn, alt, add, comments
    notes: tuple[str, ...] = ()  # what was ignored, counted by its name; numbers that cannot be right


def table_of(list_name: str, entities: Iterable[Entity]) -> Any:
    """Entities as rows of LISTED. Empty text is null; small values are structs."""
    found = list(entities)
    columns = [pa.array([list_name] * len(found), pa.string())]
    for name in LISTED.names[1:]:
        cells: list[Any] = list(map(attrgetter(name), found))
        if take := _STRUCTS.get(name):
            cells = [list(map(take, cell)) for cell in cells]
        elif name not in REPEATED:
            cells = [cell or None for cell in cells]
        columns.append(pa.array(cells, LISTED.field(name).type))
    return pa.table(columns, schema=LISTED)


# Columns of small values -> the cells of one of them, in the order of its struct.
_STRUCTS = {
    name: attrgetter(*(part.name for part in LISTED.field(name).type.value_type))
    for name in REPEATED
    if pa.types.is_struct(LISTED.field(name).type.value_type)
}
