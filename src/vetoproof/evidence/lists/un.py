"""The UN Security Council Consolidated List, XML (CONSOLIDATED_LIST, sc-sanctions.xsd) -> entities of all its regimes."""

from __future__ import annotations

from collections.abc import Iterator

from vetoproof.evidence.lists.dates import full_day, partial_date
from vetoproof.evidence.lists.forms import Form, Reading
from vetoproof.evidence.lists.spelling import is_latin, names_in
from vetoproof.evidence.lists.tables import Alias, Document, Entity
from vetoproof.evidence.lists.xml import Node, records, root_of

ROOT, PERSON, ENTITY = "CONSOLIDATED_LIST", "INDIVIDUAL", "ENTITY"
QUALITY = {"good": "strong", "low": "weak"}
TYPES = {"a.k.a.": "aka", "f.k.a.": "fka", "n.k.a.": "nka"}
NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
PLACE = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE")
_OF_BOTH = ("ALIAS", "ADDRESS")
TAKEN = frozenset(
    {
        *NAMES, "UN_LIST_TYPE", "REFERENCE_NUMBER", "LISTED_ON", "DELISTED_ON", "COMMENTS1", "NAME_ORIGINAL_SCRIPT", "TITLE", "GENDER",
        "DESIGNATION", "NATIONALITY", "LAST_DAY_UPDATED", "INDIVIDUAL_DATE_OF_BIRTH", "INDIVIDUAL_PLACE_OF_BIRTH", "INDIVIDUAL_DOCUMENT",
        *(f"{kind}_{what}" for kind in (PERSON, ENTITY) for what in _OF_BOTH),
    }
)  # fmt: skip


def recognise(head: bytes, name: str) -> bool:
    return root_of(head) == ROOT


def read(reading: Reading) -> Iterator[Entity]:
    where = reading.stream.name
    for node in records(reading.stream, (PERSON, ENTITY), ROOT):
        if node.tag == ROOT:
            reading.as_of = full_day(node.get("dateGenerated"), where)
            continue
        reading.ignore(child.tag for child in node.children if child.tag not in TAKEN)
        yield _entity(node, where)


def _entity(node: Node, where: str) -> Entity:
    ref = node.one("REFERENCE_NUMBER") or node.one("DATAID")
    place = f"{where} {ref}"
    return Entity(
        ref=ref,
        kind="Person" if node.tag == PERSON else "Organization",
        name=" ".join(part for part in (node.one(name) for name in NAMES) if part),
        aliases=tuple(_aliases(node)),
        birth_dates=tuple(dict.fromkeys(filter(None, map(_born, node.all("INDIVIDUAL_DATE_OF_BIRTH"))))),
        birth_places=tuple(filter(None, (_place(found) for found in node.all("INDIVIDUAL_PLACE_OF_BIRTH")))),
        gender=node.one("GENDER").lower(),
        nationalities=node.every("NATIONALITY", "VALUE"),
        countries=tuple(dict.fromkeys(filter(None, (found.one("COUNTRY") for found in node.all(f"{node.tag}_ADDRESS"))))),
        documents=tuple(_documents(node)),
        addresses=tuple(filter(None, (_place(found) for found in node.all(f"{node.tag}_ADDRESS")))),
        programs=node.every("UN_LIST_TYPE"),
        titles=(*node.every("TITLE", "VALUE"), *node.every("DESIGNATION", "VALUE")),
        listed_on=full_day(node.one("LISTED_ON"), place),
        until=full_day(node.one("DELISTED_ON"), place),
        changed_on=max(filter(None, (full_day(text, place) for text in node.every("LAST_DAY_UPDATED", "VALUE"))), default=None),
        remarks=node.one("COMMENTS1"),
    )


def _aliases(node: Node) -> Iterator[Alias]:
    for found in node.all(f"{node.tag}_ALIAS"):
        quality = found.one("QUALITY").lower()
        for name in names_in(found.one("ALIAS_NAME")):
            sort = TYPES.get(quality, "aka") if is_latin(name) is not False else "script"
            yield Alias(name, QUALITY.get(quality, ""), sort)
    for text in node.every("NAME_ORIGINAL_SCRIPT"):
        for name in names_in(text):
            yield Alias(name, "strong", "script")


def _born(found: Node) -> str:
    if first := found.one("FROM_YEAR"):
        return partial_date(f"{first} to {found.one('TO_YEAR') or first}")
    return partial_date(found.one("DATE") or found.one("DATE_OF_BIRTH") or found.one("YEAR"))


def _place(found: Node) -> str:
    return ", ".join(part for part in (found.one(name) for name in PLACE) if part)


def _documents(node: Node) -> Iterator[Document]:
    for found in node.all("INDIVIDUAL_DOCUMENT"):
        if number := found.one("NUMBER"):
            sort = found.one("TYPE_OF_DOCUMENT2") or found.one("TYPE_OF_DOCUMENT")
            yield Document(sort, number, found.one("ISSUING_COUNTRY") or found.one("COUNTRY_OF_ISSUE"))


FORM = Form("un-xml", "UN", "XML <CONSOLIDATED_LIST> of the UN Security Council", recognise, read)
