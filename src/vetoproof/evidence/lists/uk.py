"""The UK Sanctions List (XML <Designations>, CSV with `Unique ID`) and OFSI's closed list (CSV with `Group ID`) -> entities.

In the CSV files each name of an entity is a row of its own that repeats the rest; the rows are joined by number.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from vetoproof.evidence.lists.bounds import MOST
from vetoproof.evidence.lists.csvs import named, needed, rows
from vetoproof.evidence.lists.dates import full_day, partial_date
from vetoproof.evidence.lists.forms import Form, Reading
from vetoproof.evidence.lists.gather import Gather
from vetoproof.evidence.lists.tables import Alias, Document, Entity, Link
from vetoproof.evidence.lists.xml import Node, records, root_of
from vetoproof.terms.errors import InputError

ROOT, DESIGNATION, GENERATED = "Designations", "Designation", "DateGenerated"
KINDS = {"individual": "Person", "entity": "Organization", "ship": "Vessel"}
TAKEN = frozenset(
    {
        "UniqueID", "OFSIGroupID", "UNReferenceNumber", "LastUpdated", "DateDesignated", "Names", "NonLatinNames", "RegimeName",
        "IndividualEntityShip", "OtherInformation", "UKStatementofReasons", "Addresses", "IndividualDetails", "EntityDetails", "ShipDetails",
        "SanctionsImposed", "BirthDetails", "Nationalities", "PassportDetails", "NationalIdentifierDetails",
    }
)  # fmt: skip
_IMO = re.compile(r"\b(?:IMO[\s:]*)?(\d{7})\b", re.IGNORECASE)
_LISTED = re.compile(r"\(\d+\)\s*")  # (1) .. (2) ..: several values in a cell of the closed list
GIVEN, LAST = (1, 2, 3, 4, 5), 6


def _full(get: Mapping[int, str]) -> str:
    """Given names first, Name 6 (the surname, or the whole name) last. A `0` stands where nothing is."""
    return " ".join(text for n in (*GIVEN, LAST) if (text := get.get(n, "")) not in ("", "0"))


def _quality(strength: str) -> str:
    low = strength.lower()
    return "weak" if "low" in low else "strong" if "good" in low else ""


def _sort(kind: str) -> str:
    low = kind.lower()
    return "primary" if low == "primary name" else "fka" if "fka" in low or "formerly" in low else "aka"


def _kind(word: str, place: str) -> str:
    if word.strip().lower() not in KINDS:
        raise InputError(f"{word[:40]!r} is no type of designation", where=place, do="fetch the file again; the last good version stays")
    return KINDS[word.strip().lower()]


def _settled(one: Entity) -> Entity:
    """The primary name as the name, the others as aliases."""
    own = next((alias for alias in one.aliases if alias.type == "primary"), next(iter(one.aliases), None))
    if own is None:
        return one
    rest = tuple(evolve(alias, type="aka") if alias.type == "primary" else alias for alias in one.aliases if alias != own)
    return evolve(one, name=own.name, aliases=tuple(dict.fromkeys(alias for alias in rest if alias.name != own.name)))


# ---- XML
def recognise_xml(head: bytes, name: str) -> bool:
    return root_of(head) == ROOT


def read_xml(reading: Reading) -> Iterator[Entity]:
    where = reading.stream.name
    for node in records(reading.stream, (DESIGNATION, GENERATED), ROOT):
        if node.tag == GENERATED:
            reading.as_of = full_day(node.text, where)
        elif node.tag == DESIGNATION:
            reading.ignore(child.tag for child in node.children if child.tag not in TAKEN)
            yield _settled(_from_xml(node, where))


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
        kind=_kind(node.one("IndividualEntityShip"), place),
        aliases=tuple(_aliases(node)),
        birth_dates=tuple(dict.fromkeys(filter(None, map(partial_date, _texts(node, "DOB"))))),
        birth_places=tuple(
            filter(None, (", ".join(filter(None, (found.one("TownOfBirth"), found.one("CountryOfBirth")))) for found in _deep(node, "Location")))
        ),
        gender=next((text.lower() for text in _texts(node, "Gender")), ""),
        nationalities=_texts(node, "Nationality"),
        countries=tuple(dict.fromkeys(filter(None, (found.one("AddressCountry") for found in node.all("Addresses", "Address"))))),
        documents=tuple(_documents(node)),
        imo=next((match[1] for text in _texts(node, "IMONumber") if (match := _IMO.search(text))), ""),
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
        name = _full({n: found.one(f"Name{n}") for n in (*GIVEN, LAST)}) or found.one("Name")
        if name:
            yield Alias(name, _quality(found.one("AliasStrength")), _sort(found.one("NameType")))
    for text in _texts(node, "NameNonLatinScript"):
        yield Alias(text, "strong", "script")


def _address(found: Node) -> str:
    return ", ".join(filter(None, (*(found.one(f"AddressLine{n}") for n in range(1, 7)), found.one("AddressPostalCode"), found.one("AddressCountry"))))


def _documents(node: Node) -> Iterator[Document]:
    for number in _texts(node, "PassportNumber"):
        yield Document("Passport", number)
    for number in _texts(node, "NationalIdentifierNumber"):
        yield Document("National identifier", number)
    for number in _texts(node, "BusinessRegistrationNumber"):
        yield Document("Business registration number", number)


# ---- CSV
@frozen
class Columns:
    """What the columns of a CSV are called."""

    id: str
    kind: str
    sort: str
    quality: str
    script: str
    born: str
    nationality: str
    papers: tuple[tuple[str, str], ...]  # type, column
    address: tuple[str, ...]
    country: str
    programme: str
    titles: tuple[str, ...]
    listed: tuple[str, ...]
    changed: str
    remarks: tuple[str, ...]
    imo: str = ""
    flag: str = ""
    gender: str = ""
    ties: tuple[tuple[str, str], ...] = ()  # sort of tie, column


CURRENT = Columns(
    "Unique ID", "Designation Type", "Name type", "Alias strength", "Name non-latin script", "D.O.B", "Nationality(/ies)",
    (("Passport", "Passport number"), ("National identifier", "National Identifier number"),
     ("Business registration number", "Business registration number (s)")),
    (*(f"Address Line {n}" for n in range(1, 7)), "Address Postal Code", "Address Country"), "Address Country", "Regime Name",
    ("Title", "Position"), ("Date Designated",), "Last Updated", ("Other Information", "UN Reference Number"), "IMO number",
    "Current believed flag of ship", "Gender",
    (("owner or operator", "Current owner/operator (s)"), ("parent company", "Parent company"), ("subsidiary", "Subsidiaries")),
)  # fmt: skip
CLOSED = Columns(
    "Group ID", "Group Type", "Alias Type", "Alias Quality", "Name Non-Latin Script", "DOB", "Nationality",
    (("Passport", "Passport Number"), ("Passport", "Passport Details"), ("National identifier", "National Identification Number"),
     ("National identifier", "NI Number")),
    (*(f"Address {n}" for n in range(1, 7)), "Post/Zip Code", "Country"), "Country", "Regime", ("Title", "Position"),
    ("UK Sanctions List Date Designated", "Listed On"), "Last Updated", ("Other Information",),
)  # fmt: skip
FORMS = (CURRENT, CLOSED)
_ABOVE = re.compile(r"\s*\"?(?:Report Date|Last Updated)\s*[:,]*\s*(?P<day>[0-9A-Za-z/-]+)", re.IGNORECASE)


def _columns(cells: list[str]) -> Columns | None:
    """The form of which these cells are the header."""
    names = {cell.strip() for cell in cells}
    return next((found for found in FORMS if {found.id, found.kind, "Name 6"} <= names), None)


def recognise_csv(head: bytes, name: str) -> bool:
    """The header stands in the first or, under the day, in the second line."""
    text = head[:65_536].decode("utf-8-sig", "ignore").splitlines()[:2]
    try:
        return any(_columns(cells) for cells in csv.reader(text))
    except csv.Error:
        return False


def read_csv(reading: Reading) -> Iterator[Entity]:
    stream, where = reading.stream, reading.stream.name
    found = rows(stream, most=evolve(MOST, streamed=MOST.held))
    header = next(found, (0, [""]))[1]
    if not _columns(header):
        if match := _ABOVE.match(",".join(header)):
            reading.as_of = full_day(match["day"], where)
        header = next(found, (0, [""]))[1]
    columns = _columns(header) or CURRENT
    needed(header, (columns.id, columns.kind, "Name 6"), stream)
    have: dict[str, Gather] = {}
    for row in named(header, found, stream):
        if not any(row.values()):
            continue
        made = _from_row(row, columns, f"{where} {row[columns.id]}")
        have.setdefault(made.ref, Gather(made.ref)).add(made)
    for gathered in have.values():
        yield _settled(gathered.entity())


def _many(text: str) -> tuple[str, ...]:
    """`(1) 12 Mar 1960. (2) 1961` -> each; several values of the current list stand one under the other."""
    parts = _LISTED.split(text) if _LISTED.match(text) else re.split(r"\s*\|\s*|\s*\n\s*", text)
    return tuple(part.strip(" .") for part in parts if part.strip(" ."))


def _from_row(row: Mapping[str, str], columns: Columns, place: str) -> Entity:
    def get(name: str) -> str:
        return " ".join(row.get(name, "").split(" ")).strip()

    name = _full({n: get(f"Name {n}") for n in (*GIVEN, LAST)})
    sort = "primary" if get(columns.sort).lower() == "primary name" else _sort(get(columns.sort))
    address = ", ".join(filter(None, map(get, columns.address)))
    imo = _IMO.search(get(columns.imo))
    if imo is None and _kind(get(columns.kind), place) == "Vessel":
        imo = re.search(r"IMO[\s:number]*(\d{7})\b", get("Other Information"), re.IGNORECASE)
    return Entity(
        ref=get(columns.id),
        kind=_kind(get(columns.kind), place),
        aliases=(
            *((Alias(name, _quality(get(columns.quality)), sort),) if name else ()),
            *((Alias(get(columns.script), "strong", "script"),) if get(columns.script) else ()),
        ),
        birth_dates=tuple(filter(None, map(partial_date, _many(get(columns.born))))),
        birth_places=tuple(filter(None, (", ".join(filter(None, map(get, _born_in(row)))),))),
        gender=get(columns.gender).lower(),
        nationalities=_many(get(columns.nationality)),
        countries=(get(columns.country),) if get(columns.country) else (),
        documents=tuple(Document(sort, number) for sort, column in columns.papers for number in _many(get(column))),
        imo=imo[1] if imo else "",
        flag=get(columns.flag),
        addresses=(address,) if address else (),
        programs=(get(columns.programme),) if get(columns.programme) else (),
        titles=tuple(filter(None, map(get, columns.titles))),
        listed_on=min(filter(None, (full_day(get(column), place) for column in columns.listed)), default=None),
        changed_on=full_day(get(columns.changed), place),
        remarks="; ".join(filter(None, map(get, columns.remarks))),
        links=tuple(Link(sort, name=text) for sort, column in columns.ties for text in _many(get(column))),
    )


def _born_in(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name in ("Town of birth", "Country of birth", "Town of Birth", "Country of Birth") if name in row)


def csv_list_name(head: bytes, name: str) -> str:
    """OFSI's list numbers otherwise, so it is another list."""
    text = head[:65_536].decode("utf-8-sig", "ignore").splitlines()[:2]
    return "UK OFSI (closed)" if any(_columns(cells) is CLOSED for cells in csv.reader(text)) else "UK"


XML_FORM = Form("uk-xml", "UK", "XML <Designations> of the UK Sanctions List", recognise_xml, read_xml)
CSV_FORM = Form("uk-csv", "UK", "CSV of the UK Sanctions List, or of OFSI's closed list", recognise_csv, read_csv, list_name=csv_list_name)
