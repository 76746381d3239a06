"""The UK Sanctions List, XML (<Designations>) -> entities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import evolve

from vetoproof.evidence.lists.dates import full_day, partial_date
from vetoproof.evidence.lists.forms import Form, Reading
from vetoproof.evidence.lists.tables import Alias, Document, Entity, Link, in_one_cell
from vetoproof.evidence.lists.xml import Node, records, root_of
from vetoproof.terms.errors import InputError

ROOT, DESIGNATION, GENERATED = "Designations", "Designation", "DateGenerated"
KINDS = {"individual": "Person", "entity": "Organization", "ship": "Vessel"}
TAKEN = frozenset(
    {
        "UniqueID", "OFSIGroupID", "UNReferenceNumber", "LastUpdated", "DateDesignated", "Names", "NonLatinNames", "RegimeName",
        "IndividualEntityShip", "OtherInformation", "UKStatementofReasons", "Addresses", "IndividualDetails", "EntityDetails",
        "ShipDetails",
        "SanctionsImposed", "BirthDetails", "Nationalities", "PassportDetails", "NationalIdentifierDetails",
    }
)  # fmt: skip
IMO = re.compile(r"\b(?:IMO[\s:]*)?(\d{7})\b", re.IGNORECASE)
GIVEN, LAST = (1, 2, 3, 4, 5), 6


def full_name(get: Mapping[int, str]) -> str:
    """Given names first, Name 6 (the surname, or the whole name) last. A `0` stands where nothing is."""
    return " ".join(text for n in (*GIVEN, LAST) if (text := get.get(n, "")) not in ("", "0"))


def quality_of(strength: str) -> str:
    low = strength.lower()
    return "weak" if "low" in low else "strong" if "good" in low else ""


def sort_of(kind: str) -> str:
    low = kind.lower()
    return "primary" if low == "primary name" else "fka" if "fka" in low or "formerly" in low else "aka"


def kind_of(word: str, place: str) -> str:
    if word.strip().lower() not in KINDS:
        raise InputError(f"{word[:40]!r} is no type of designation", where=place, do="fetch the file again; the last good version stays")
    return KINDS[word.strip().lower()]


def settled(one: Entity) -> Entity:
    """The primary name as the name, the others as aliases."""
    own = next((alias for alias in one.aliases if alias.type == "primary"), next(iter(one.aliases), None))
    if own is None:
        return one
    rest = tuple(evolve(alias, type="aka") if alias.type == "primary" else alias for alias in one.aliases if alias != own)
    return evolve(one, name=own.name, aliases=tuple(dict.fromkeys(alias for alias in rest if alias.name != own.name)))


def recognise(head: bytes, name: str) -> bool:
    return root_of(head) == ROOT


def read(reading: Reading) -> Iterator[Entity]:
    where = reading.stream.name
    for node in records(reading.stream, (DESIGNATION, GENERATED), ROOT):
        if node.tag == GENERATED:
            reading.as_of = full_day(node.text, where)
        elif node.tag == DESIGNATION:
            reading.ignore(child.tag for child in node.children if child.tag not in TAKEN)
            yield settled(_from_xml(node, where))


def _deep(node: Node, *tags: str) -> Iterator[Node]:
    """Elements of these names at any depth: the details stand under the person, the entity or the ship."""
    for child in node.children:
        if child.tag in tags:
            yield child
        yield from _deep(child, *tags)


def _texts(node: Node, *tags: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.text for found in _deep(node, *tags) if found.text))


def _from_xml(node: Node, where: str) -> Entity:
    ref = node.one("UniqueID") or node.one("OFSIGroupID")
    place = f"{where} {ref}"
    places = [_address(found) for found in node.all("Addresses", "Address")]
    return Entity(
        ref=ref,
        kind=kind_of(node.one("IndividualEntityShip"), place),
        aliases=tuple(_aliases(node)),
        birth_dates=tuple(dict.fromkeys(filter(None, map(partial_date, _texts(node, "DOB"))))),
        birth_places=tuple(
            filter(
                None,
                (", ".join(filter(None, (found.one("TownOfBirth"), found.one("CountryOfBirth")))) for found in _deep(node, "Location")),
            )
        ),
        gender=next((text.lower() for text in _texts(node, "Gender")), ""),
        nationalities=_texts(node, "Nationality"),
        countries=tuple(dict.fromkeys(filter(None, (found.one("AddressCountry") for found in node.all("Addresses", "Address"))))),
        documents=tuple(_documents(node)),
        imo=in_one_cell(match[1] for text in _texts(node, "IMONumber") if (match := IMO.search(text))),
        flag=next(iter(_texts(node, "CurrentBelievedFlagOfShip")), ""),
        addresses=tuple(filter(None, places)),
        programs=node.every("RegimeName"),
        titles=(*_texts(node, "Title"), *_texts(node, "Position")),
        listed_on=full_day(node.one("DateDesignated"), place),
        changed_on=full_day(node.one("LastUpdated"), place),
        remarks="; ".join((*node.every("OtherInformation"), *(f"UN {text}" for text in node.every("UNReferenceNumber")))),
        links=(
            *(Link("owner or operator", name=text) for text in _texts(node, "CurrentOwnerOperator")),
            *(Link("parent company", name=text) for text in _texts(node, "ParentCompany")),
            *(Link("subsidiary", name=text) for text in _texts(node, "Subsidiary")),
        ),
    )


def _aliases(node: Node) -> Iterator[Alias]:
    for found in node.all("Names", "Name"):
        name = full_name({n: found.one(f"Name{n}") for n in (*GIVEN, LAST)}) or found.one("Name")
        if name:
            yield Alias(name, quality_of(found.one("AliasStrength")), sort_of(found.one("NameType")))
    for text in _texts(node, "NameNonLatinScript"):
        yield Alias(text, "strong", "script")


def _address(found: Node) -> str:
    return ", ".join(
        filter(None, (*(found.one(f"AddressLine{n}") for n in range(1, 7)), found.one("AddressPostalCode"), found.one("AddressCountry")))
    )


def _documents(node: Node) -> Iterator[Document]:
    for number in _texts(node, "PassportNumber"):
        yield Document("Passport", number)
    for number in _texts(node, "NationalIdentifierNumber"):
        yield Document("National identifier", number)
    for number in _texts(node, "BusinessRegistrationNumber"):
        yield Document("Business registration number", number)


FORM = Form("uk-xml", "UK", "XML <Designations> of the UK Sanctions List", recognise, read)
