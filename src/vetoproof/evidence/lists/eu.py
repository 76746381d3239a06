"""The EU's consolidated financial sanctions list, XML (<export>, schema 1.1) and CSV (1.1 and 1.0) -> entities.

The CSV is flat: a row for each name, address, date, document and citizenship of an entity, joined here by its logical number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from vetoproof.evidence.lists.bounds import MOST
from vetoproof.evidence.lists.csvs import named, needed, rows
from vetoproof.evidence.lists.dates import full_day, partial_date
from vetoproof.evidence.lists.forms import Form, Reading
from vetoproof.evidence.lists.gather import Gather
from vetoproof.evidence.lists.tables import Alias, Document, Entity
from vetoproof.evidence.lists.xml import Node, records, root_of
from vetoproof.terms.errors import InputError

ROOT, ENTITY = "export", "sanctionEntity"
KINDS = {"person": "Person", "p": "Person", "enterprise": "Organization", "e": "Organization", "vessel": "Vessel", "v": "Vessel"}
GENDERS = {"m": "male", "f": "female"}
NO_STATE = ("00", "UNKNOWN", "")
TAKEN = frozenset({"regulation", "subjectType", "nameAlias", "citizenship", "birthdate", "identification", "address", "remark"})


# ---- XML
def recognise_xml(head: bytes, name: str) -> bool:
    return root_of(head) == ROOT and (b"sanctionEntity" in head or b"/fsd/export" in head)


def read_xml(reading: Reading) -> Iterator[Entity]:
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
        kind=_kind(kind, place),
        name=_first(aliases),
        aliases=_others(aliases),
        birth_dates=tuple(dict.fromkeys(filter(None, map(_born_xml, node.all("birthdate"))))),
        birth_places=tuple(filter(None, (_text(found, "place", "city", "region", "countryDescription") for found in node.all("birthdate")))),
        gender=next((GENDERS[found.get("gender").lower()] for found, _ in names if found.get("gender").lower() in GENDERS), ""),
        nationalities=tuple(filter(None, (_state(found) for found in node.all("citizenship")))),
        countries=tuple(filter(None, (_state(found) for found in node.all("address")))),
        documents=tuple(_paper(found) for found in papers if found.get("number") and not _is_imo(found)),
        imo=next((_imo(found.get("number")) for found in papers if _is_imo(found)), ""),
        addresses=tuple(filter(None, (_text(found, "street", "poBox", "zipCode", "city", "region", "countryDescription") for found in node.all("address")))),
        programs=tuple(dict.fromkeys(filter(None, (found.get("programme") for found in node.all("regulation"))))),
        titles=tuple(dict.fromkeys(filter(None, (found.get(key) for found, _ in names for key in ("title", "function"))))),
        listed_on=full_day(node.get("designationDate"), place) or _published(node, place),
        changed_on=max(filter(None, (full_day(found.get("publicationDate"), place) for found in node.all("regulation"))), default=None),
        remarks=" ".join((*node.every("remark"), f"UN {node.get('unitedNationId')}" if node.get("unitedNationId") else "")).strip(),
    )  # fmt: skip


def _kind(word: str, place: str) -> str:
    if word.lower() not in KINDS:
        raise InputError(f"{word[:40]!r} is no type of subject", where=place, do="fetch the file again; the last good version stays")
    return KINDS[word.lower()]


def _joined_name(found: Node) -> str:
    return " ".join(filter(None, (found.get("firstName"), found.get("middleName"), found.get("lastName"))))


def _first(aliases: list[Alias]) -> str:
    """The first strong name; the first at all if none is strong."""
    return next((one.name for one in aliases if one.quality != "weak"), aliases[0].name if aliases else "")


def _others(aliases: list[Alias]) -> tuple[Alias, ...]:
    own = _first(aliases)
    return tuple(dict.fromkeys(one for one in aliases if one.name != own))


def _state(found: Node) -> str:
    code, words = found.get("countryIso2Code"), found.get("countryDescription")
    return code if code not in NO_STATE else "" if words in NO_STATE else words


def _text(found: Node, *names: str) -> str:
    return ", ".join(part for part in map(found.get, names) if part not in NO_STATE)


def _born_xml(found: Node) -> str:
    if whole := partial_date(found.get("birthdate")):
        return whole
    return _born(found.get("year"), found.get("monthOfYear"), found.get("dayOfMonth"), found.get("yearRangeFrom"), found.get("yearRangeTo"))


def _born(year: str, month: str, day: str, first: str, last: str) -> str:
    if first and last:
        return partial_date(f"{first} to {last}")
    return partial_date(f"{day or '00'}/{month or '00'}/{year}") if year and (month or not day) else partial_date(year)


def _paper(found: Node) -> Document:
    return Document(found.get("identificationTypeDescription") or found.get("identificationTypeCode"), found.get("number"), _state(found))


def _is_imo(found: Node) -> bool:
    return found.get("identificationTypeCode").lower() == "imo"


def _imo(text: str) -> str:
    digits = "".join(sign for sign in text if sign.isdecimal())
    return digits if len(digits) == 7 else ""


def _published(node: Node, place: str) -> date | None:
    return min(filter(None, (full_day(found.get("publicationDate"), place) for found in node.all("regulation"))), default=None)


# ---- CSV
@frozen
class Columns:
    """What the columns of one version of the CSV are called."""

    id: str
    ref: str
    kind: str
    name: tuple[str, ...]
    gender: str
    title: str
    function: str
    strong: str
    programme: tuple[str, ...]
    listed: tuple[str, ...]
    remark: str
    born: str
    born_parts: tuple[str, ...]
    born_place: tuple[str, ...]
    address: tuple[str, ...]
    address_state: tuple[str, ...]
    paper: str
    paper_type: tuple[str, ...]
    paper_state: tuple[str, ...]
    citizen: tuple[str, ...]
    made: tuple[str, ...]


ONE_ONE = Columns(
    "Entity_LogicalId", "Entity_EU_ReferenceNumber", "Entity_SubjectType",
    ("NameAlias_WholeName", "NameAlias_FirstName", "NameAlias_MiddleName", "NameAlias_LastName"),
    "NameAlias_Gender", "NameAlias_Title", "NameAlias_Function", "NameAlias_Strong", ("Entity_Regulation_Programme",),
    ("Entity_DesignationDate", "Entity_Regulation_PublicationDate"), "Entity_Remark", "BirthDate_BirthDate",
    ("BirthDate_Year", "BirthDate_Month", "BirthDate_Day", "BirthDate_YearRangeFrom", "BirthDate_YearRangeTo"),
    ("BirthDate_Place", "BirthDate_City", "BirthDate_Region", "BirthDate_CountryDescription"),
    ("Address_Street", "Address_PoBox", "Address_ZipCode", "Address_City", "Address_Region", "Address_CountryDescription"),
    ("Address_CountryIso2Code", "Address_CountryDescription"), "Identification_Number",
    ("Identification_TypeDescription", "Identification_TypeCode"), ("Identification_CountryIso2Code", "Identification_CountryDescription"),
    ("Citizenship_CountryIso2Code", "Citizenship_CountryDescription"), ("fileGenerationDate", "FileGenerationDate"),
)  # fmt: skip
ONE_ZERO = Columns(
    "Entity_logical_id", "EU_ref_num", "Subject_type",
    ("Naal_wholename", "Naal_firstname", "Naal_middlename", "Naal_lastname"),
    "Naal_gender", "Naal_title", "Naal_function", "", ("Programme", "Naal_programme"), ("Leba_publication_date",), "Entity_remark", "Birt_date",
    (), ("Birt_place", "Birt_plcae", "Birt_country"),
    ("Addr_number", "Addr_street", "Addr_zipcode", "Addr_city", "Addr_country", "Addr_other"), ("Addr_country",), "Iden_number", (),
    ("Iden_country",), ("Citi_country",), ("Date_file",),
)  # fmt: skip


def _header(head: bytes) -> tuple[str, ...]:
    line = head[:65_536].removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("utf-8", "replace")
    return tuple(cell.strip().strip('"') for cell in line.split(";"))


def recognise_csv(head: bytes, name: str) -> bool:
    header = set(_header(head))
    return any({found.id, found.name[0]} <= header for found in (ONE_ONE, ONE_ZERO))


def read_csv(reading: Reading) -> Iterator[Entity]:
    """Rows of one entity need not follow each other, so all are held until the end."""
    stream, where = reading.stream, reading.stream.name
    found = rows(stream, ";", evolve(MOST, streamed=MOST.held))
    header = [cell.strip() for cell in next(found, (0, [""]))[1]]
    columns = ONE_ONE if ONE_ONE.id in header else ONE_ZERO
    needed(header, (columns.id, columns.name[0], columns.kind), stream)
    have: dict[str, Gather] = {}
    for row in named(header, found, stream):
        number = row[columns.id]
        if not number and not any(row.values()):
            continue
        reading.as_of = reading.as_of or full_day(_pick(row, columns.made), where)
        made = _from_row(row, columns, f"{where} {number}")
        have.setdefault(number, Gather(made.ref)).add(made)
    for gathered in have.values():
        one = gathered.entity()
        yield evolve(one, name=_first(list(one.aliases)), aliases=_others(list(one.aliases)))


def _pick(row: Mapping[str, str], names: tuple[str, ...]) -> str:
    """The first of these cells that says something."""
    return next((row[name] for name in names if row.get(name, "") not in NO_STATE), "")


def _told(row: Mapping[str, str], names: tuple[str, ...]) -> str:
    return ", ".join(cell for cell in (row.get(name, "") for name in names) if cell not in NO_STATE)


def _some(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _from_row(row: Mapping[str, str], columns: Columns, place: str) -> Entity:
    name = row.get(columns.name[0], "") or " ".join(filter(None, (row.get(part, "") for part in columns.name[1:])))
    quality = {"false": "weak", "true": "strong"}.get(row.get(columns.strong, "").lower(), "")
    parts = tuple(row.get(part, "") for part in columns.born_parts)
    born = partial_date(row.get(columns.born, "")) or (_born(*parts) if parts else "")
    paper, sort = row.get(columns.paper, ""), _pick(row, columns.paper_type)
    is_imo = sort.lower() == "imo"
    return Entity(
        ref=row.get(columns.ref, "") or row[columns.id],
        kind=_kind(row[columns.kind], place),
        aliases=(Alias(name, quality, "aka"),) if name else (),
        birth_dates=_some(born),
        birth_places=_some(_told(row, columns.born_place)),
        gender=GENDERS.get(row.get(columns.gender, "").lower(), ""),
        nationalities=_some(_pick(row, columns.citizen)),
        countries=_some(_pick(row, columns.address_state)),
        documents=(Document(sort, paper, _pick(row, columns.paper_state)),) if paper and not is_imo else (),
        imo=_imo(paper) if is_imo else "",
        addresses=_some(_told(row, columns.address)),
        programs=_some(_pick(row, columns.programme)),
        titles=tuple(filter(None, (row.get(columns.title, ""), row.get(columns.function, "")))),
        listed_on=full_day(_pick(row, columns.listed), place),
        remarks=row.get(columns.remark, ""),
    )


XML_FORM = Form("eu-xml", "EU", "XML <export> of the EU's financial sanctions files", recognise_xml, read_xml)
CSV_FORM = Form("eu-csv", "EU", "CSV of the EU's financial sanctions files, parted by semicolons", recognise_csv, read_csv)
