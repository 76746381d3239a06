"""OFAC's sdn.xml and consolidated.xml (<sdnList>) -> entities. The file states its day and how many records it has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vetoproof.evidence.lists.dates import full_day, partial_date
from vetoproof.evidence.lists.forms import Form, Reading
from vetoproof.evidence.lists.ofac_csv import OTHERS, SDN
from vetoproof.evidence.lists.ofac_remarks import with_remarks
from vetoproof.evidence.lists.tables import Alias, Document, Entity, Link, Wallet, in_one_cell
from vetoproof.evidence.lists.xml import Node, records, root_of
from vetoproof.terms.errors import InputError

ROOT, ENTRY, ABOUT = "sdnList", "sdnEntry", "publshInformation"  # the misspelling is OFAC's
KINDS = {"individual": "Person", "entity": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}
TAKEN = frozenset(
    {
        "uid", "firstName", "lastName", "title", "sdnType", "remarks", "programList", "idList", "akaList", "addressList", "nationalityList",
        "citizenshipList", "dateOfBirthList", "placeOfBirthList", "vesselInfo",
    }
)  # fmt: skip
ADDRESS = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")
_WALLET = re.compile(r"Digital Currency Address\s*-\s*([A-Z0-9]{2,6})")


def recognise(head: bytes, name: str) -> bool:
    return root_of(head) == ROOT


def list_name(head: bytes, name: str) -> str:
    return OTHERS if name.lower().startswith("cons") else SDN


def read(reading: Reading) -> Iterator[Entity]:
    where = reading.stream.name
    for node in records(reading.stream, (ENTRY, ABOUT), ROOT):
        if node.tag == ABOUT:
            reading.as_of = full_day(node.one("Publish_Date"), where, day_first=False)
            stated = node.one("Record_Count").replace(",", "")
            reading.stated = int(stated) if stated.isascii() and stated.isdecimal() and len(stated) < 10 else None
        elif node.tag == ENTRY:
            reading.ignore(child.tag for child in node.children if child.tag not in TAKEN)
            yield _entity(node, where)


def _entity(node: Node, where: str) -> Entity:
    sort = node.one("sdnType").lower()
    if sort not in KINDS:
        raise InputError(f"{sort[:40]!r} is no type of record", where=f"{where} {node.one('uid')}", do="fetch the file again")
    ids = list(node.all("idList", "id"))
    vessel = sort == "vessel"
    made = Entity(
        ref=node.one("uid"),
        kind=KINDS[sort],
        name=_name(node),
        aliases=tuple(_aliases(node)),
        birth_dates=_born(node),
        birth_places=node.every("placeOfBirthList", "placeOfBirthItem", "placeOfBirth"),
        gender=next((found.one("idNumber").lower() for found in ids if found.one("idType") == "Gender"), ""),
        nationalities=(*node.every("nationalityList", "nationality", "country"), *node.every("citizenshipList", "citizenship", "country")),
        countries=node.every("addressList", "address", "country"),
        documents=tuple(_documents(ids)),
        imo=in_one_cell(map(_imo, ids)) if vessel else "",
        mmsi=in_one_cell(found.one("idNumber") for found in ids if found.one("idType") in ("MMSI", "Maritime Mobile Service Identity")),
        call_sign=node.one("vesselInfo", "callSign"),
        flag=node.one("vesselInfo", "vesselFlag"),
        wallets=tuple(Wallet(match[1], found.one("idNumber")) for found in ids if (match := _WALLET.match(found.one("idType")))),
        lei=in_one_cell(found.one("idNumber") for found in ids if found.one("idType") == "Legal Entity Number"),
        addresses=tuple(filter(None, (", ".join(filter(None, map(found.one, ADDRESS))) for found in node.all("addressList", "address")))),
        programs=node.every("programList", "program"),
        titles=node.every("title"),
        links=tuple(Link("owner", name=name) for name in node.every("vesselInfo", "vesselOwner")),
    )
    return with_remarks(made, node.one("remarks")) if node.one("remarks") else made


def _name(node: Node) -> str:
    """`KIM, Sang Man`, as OFAC's other files write it."""
    return ", ".join(filter(None, (node.one("lastName"), node.one("firstName"))))


def _aliases(node: Node) -> Iterator[Alias]:
    for found in node.all("akaList", "aka"):
        if name := _name(found):
            quality = found.one("category").lower()
            yield Alias(name, quality if quality in ("strong", "weak") else "", found.one("type").replace(".", "").lower() or "aka")


def _born(node: Node) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(partial_date, node.every("dateOfBirthList", "dateOfBirthItem", "dateOfBirth")))))


def _imo(found: Node) -> str:
    match = re.search(r"\b(\d{7})\b", found.one("idNumber")) if "IMO" in found.one("idNumber") + found.one("idType") else None
    return match[1] if match else ""


_NO_DOCUMENT = re.compile(r"Gender$|Digital Currency|.*(sanctions risk|Prohibited|Information|Determination|Date|Type)\b", re.IGNORECASE)


def _documents(ids: list[Node]) -> Iterator[Document]:
    for found in ids:
        sort, number = found.one("idType"), found.one("idNumber")
        if number and not _NO_DOCUMENT.match(sort):
            yield Document(sort, number, found.one("idCountry"))


FORM = Form("ofac-xml", SDN, "XML <sdnList> of OFAC", recognise, read, list_name=list_name)
