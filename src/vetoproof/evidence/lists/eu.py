"""The EU's consolidated financial sanctions list, XML (<export>, schema 1.1) -> entities."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vetoproof.evidence.lists.dates import full_day, partial_date
from vetoproof.evidence.lists.forms import Form, Reading
from vetoproof.evidence.lists.tables import Alias, Document, Entity, in_one_cell
from vetoproof.evidence.lists.xml import Node, records, root_of
from vetoproof.terms.errors import InputError

ROOT, ENTITY = "export", "sanctionEntity"
KINDS = {"person": "Person", "p": "Person", "enterprise": "Organization", "e": "Organization", "vessel": "Vessel", "v": "Vessel"}
GENDERS = {"m": "male", "f": "female"}
NO_STATE = ("00", "UNKNOWN", "")
TAKEN = frozenset({"regulation", "subjectType", "nameAlias", "citizenship", "birthdate", "identification", "address", "remark"})


def recognise(head: bytes, name: str) -> bool:
    return root_of(head) == ROOT and (b"sanctionEntity" in head or b"/fsd/export" in head)


def read(reading: Reading) -> Iterator[Entity]:
    where = reading.stream.name
    for node in records(reading.stream, (ENTITY,), ROOT):
        if node.tag == ROOT:
            reading.as_of = full_day(node.get("generationDate"), where)
            continue
        reading.ignore(child.tag for child in node.children if child.tag not in TAKEN)
        yield _from_xml(node, where)


def _from_xml(node: Node, where: str) -> Entity:
    ref = node.get("euReferenceNumber") or node.get("logicalId")
    place = f"{where} {ref}"
    kind = next((found.get("code") for found in node.all("subjectType")), "")
    names = [(found, found.get("wholeName") or _joined_name(found)) for found in node.all("nameAlias")]
    aliases = [Alias(text, "weak" if found.get("strong").lower() == "false" else "strong", "aka") for found, text in names if text]
    papers = list(node.all("identification"))
    return Entity(
        ref=ref,
        kind=kind_of(kind, place),
        name=first_name(aliases),
        aliases=other_names(aliases),
        birth_dates=tuple(dict.fromkeys(filter(None, map(_born_xml, node.all("birthdate"))))),
        birth_places=_texts(node, "birthdate", "place", "city", "region", "countryDescription"),
        gender=next((GENDERS[found.get("gender").lower()] for found, _ in names if found.get("gender").lower() in GENDERS), ""),
        nationalities=tuple(filter(None, (_state(found) for found in node.all("citizenship")))),
        countries=tuple(filter(None, (_state(found) for found in node.all("address")))),
        documents=tuple(_paper(found) for found in papers if found.get("number") and not _is_imo(found)),
        imo=in_one_cell(imo_in(found.get("number")) for found in papers if _is_imo(found)),
        addresses=_texts(node, "address", "street", "poBox", "zipCode", "city", "region", "countryDescription"),
        programs=tuple(dict.fromkeys(filter(None, (found.get("programme") for found in node.all("regulation"))))),
        titles=tuple(dict.fromkeys(filter(None, (found.get(key) for found, _ in names for key in ("title", "function"))))),
        listed_on=full_day(node.get("designationDate"), place) or _published(node, place),
        changed_on=max(filter(None, (full_day(found.get("publicationDate"), place) for found in node.all("regulation"))), default=None),
        remarks=" ".join((*node.every("remark"), f"UN {node.get('unitedNationId')}" if node.get("unitedNationId") else "")).strip(),
    )  # fmt: skip


def kind_of(word: str, place: str) -> str:
    if word.lower() not in KINDS:
        raise InputError(f"{word[:40]!r} is no type of subject", where=place, do="fetch the file again; the last good version stays")
    return KINDS[word.lower()]


def _joined_name(found: Node) -> str:
    return " ".join(filter(None, (found.get("firstName"), found.get("middleName"), found.get("lastName"))))


def first_name(aliases: list[Alias]) -> str:
    """The first strong name; the first at all if none is strong."""
    return next((one.name for one in aliases if one.quality != "weak"), aliases[0].name if aliases else "")


def other_names(aliases: list[Alias]) -> tuple[Alias, ...]:
    own = first_name(aliases)
    return tuple(dict.fromkeys(one for one in aliases if one.name != own))


def _state(found: Node) -> str:
    code, words = found.get("countryIso2Code"), found.get("countryDescription")
    return code if code not in NO_STATE else "" if words in NO_STATE else words


def _texts(node: Node, tag: str, *names: str) -> tuple[str, ...]:
    return tuple(filter(None, (_text(found, *names) for found in node.all(tag))))


def _text(found: Node, *names: str) -> str:
    return ", ".join(part for part in map(found.get, names) if part not in NO_STATE)


def _born_xml(found: Node) -> str:
    if whole := partial_date(found.get("birthdate")):
        return whole
    return born_on(
        found.get("year"), found.get("monthOfYear"), found.get("dayOfMonth"), found.get("yearRangeFrom"), found.get("yearRangeTo")
    )


def born_on(year: str, month: str, day: str, first: str, last: str) -> str:
    if first and last:
        return partial_date(f"{first} to {last}")
    return partial_date(f"{day or '00'}/{month or '00'}/{year}") if year and (month or not day) else partial_date(year)


def _paper(found: Node) -> Document:
    return Document(found.get("identificationTypeDescription") or found.get("identificationTypeCode"), found.get("number"), _state(found))


def _is_imo(found: Node) -> bool:
    return found.get("identificationTypeCode").lower() == "imo"


def imo_in(text: str) -> str:
    digits = "".join(sign for sign in text if sign.isdecimal())
    return digits if len(digits) == 7 else ""


def _published(node: Node, place: str) -> date | None:
    return min(filter(None, (full_day(found.get("publicationDate"), place) for found in node.all("regulation"))), default=None)


FORM = Form("eu-xml", "EU", "XML <export> of the EU's financial sanctions files", recognise, read)
