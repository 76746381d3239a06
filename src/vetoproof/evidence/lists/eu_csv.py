"""The EU's consolidated financial sanctions list, CSV (1.1 and 1.0, parted by semicolons) -> entities.

It is flat: a row for each name, address, date, document and citizenship of an entity, joined here by its logical number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from vetoproof.evidence.lists.bounds import MOST
from vetoproof.evidence.lists.csvs import named, needed, rows
from vetoproof.evidence.lists.dates import full_day, partial_date
from vetoproof.evidence.lists.eu import GENDERS, NO_STATE, born_on, first_name, imo_in, kind_of, other_names
from vetoproof.evidence.lists.forms import Form, Reading
from vetoproof.evidence.lists.gather import Gather
from vetoproof.evidence.lists.tables import Alias, Document, Entity


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
    "Naal_gender", "Naal_title", "Naal_function", "", ("Programme", "Naal_programme"), ("Leba_publication_date",), "Entity_remark",
    "Birt_date",
    (), ("Birt_place", "Birt_plcae", "Birt_country"),
    ("Addr_number", "Addr_street", "Addr_zipcode", "Addr_city", "Addr_country", "Addr_other"), ("Addr_country",), "Iden_number", (),
    ("Iden_country",), ("Citi_country",), ("Date_file",),
)  # fmt: skip


def _header(head: bytes) -> tuple[str, ...]:
    line = head[:65_536].removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("utf-8", "replace")
    return tuple(cell.strip().strip('"') for cell in line.split(";"))


def recognise(head: bytes, name: str) -> bool:
    header = set(_header(head))
    return any({found.id, found.name[0]} <= header for found in (ONE_ONE, ONE_ZERO))


def read(reading: Reading) -> Iterator[Entity]:
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
        yield evolve(one, name=first_name(list(one.aliases)), aliases=other_names(list(one.aliases)))


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
    born = partial_date(row.get(columns.born, "")) or (born_on(*parts) if parts else "")
    paper, sort = row.get(columns.paper, ""), _pick(row, columns.paper_type)
    is_imo = sort.lower() == "imo"
    return Entity(
        ref=row.get(columns.ref, "") or row[columns.id],
        kind=kind_of(row[columns.kind], place),
        aliases=(Alias(name, quality, "aka"),) if name else (),
        birth_dates=_some(born),
        birth_places=_some(_told(row, columns.born_place)),
        gender=GENDERS.get(row.get(columns.gender, "").lower(), ""),
        nationalities=_some(_pick(row, columns.citizen)),
        countries=_some(_pick(row, columns.address_state)),
        documents=(Document(sort, paper, _pick(row, columns.paper_state)),) if paper and not is_imo else (),
        imo=imo_in(paper) if is_imo else "",
        addresses=_some(_told(row, columns.address)),
        programs=_some(_pick(row, columns.programme)),
        titles=tuple(filter(None, (row.get(columns.title, ""), row.get(columns.function, "")))),
        listed_on=full_day(_pick(row, columns.listed), place),
        remarks=row.get(columns.remark, ""),
    )


FORM = Form("eu-csv", "EU", "CSV of the EU's financial sanctions files, parted by semicolons", recognise, read)
