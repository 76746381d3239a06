"""The UK Sanctions List, CSV with `Unique ID`, and OFSI's closed list, CSV with `Group ID` -> entities.

Each name of an entity is a row of its own that repeats the rest; the rows are joined by number.
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
from vetoproof.evidence.lists.tables import Alias, Document, Entity, Link, in_one_cell
from vetoproof.evidence.lists.uk import GIVEN, IMO, LAST, full_name, kind_of, quality_of, settled, sort_of

_LISTED = re.compile(r"\(\d+\)\s*")  # (1) .. (2) ..: several values in a cell of the closed list


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


def recognise(head: bytes, name: str) -> bool:
    """The header stands in the first or, under the day, in the second line."""
    text = head[:65_536].decode("utf-8-sig", "ignore").splitlines()[:2]
    try:
        return any(_columns(cells) for cells in csv.reader(text))
    except csv.Error:
        return False


def read(reading: Reading) -> Iterator[Entity]:
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
        yield settled(gathered.entity())


def _many(text: str) -> tuple[str, ...]:
    """`(1) 12 Mar 1960. (2) 1961` -> each; several values of the current list stand one under the other."""
    parts = _LISTED.split(text) if _LISTED.match(text) else re.split(r"\s*\|\s*|\s*\n\s*", text)
    return tuple(part.strip(" .") for part in parts if part.strip(" ."))


def _from_row(row: Mapping[str, str], columns: Columns, place: str) -> Entity:
    def get(name: str) -> str:
        return " ".join(row.get(name, "").split(" ")).strip()

    name = full_name({n: get(f"Name {n}") for n in (*GIVEN, LAST)})
    sort = "primary" if get(columns.sort).lower() == "primary name" else sort_of(get(columns.sort))
    address = ", ".join(filter(None, map(get, columns.address)))
    imos = IMO.findall(get(columns.imo))
    if not imos and kind_of(get(columns.kind), place) == "Vessel":
        told = re.search(r"IMO[\s:number]*(\d{7})\b", get("Other Information"), re.IGNORECASE)
        imos = [told[1]] if told else []  # the first: other ships may be named behind it
    return Entity(
        ref=get(columns.id),
        kind=kind_of(get(columns.kind), place),
        aliases=(
            *((Alias(name, quality_of(get(columns.quality)), sort),) if name else ()),
            *((Alias(get(columns.script), "strong", "script"),) if get(columns.script) else ()),
        ),
        birth_dates=tuple(filter(None, map(partial_date, _many(get(columns.born))))),
        birth_places=tuple(filter(None, (", ".join(filter(None, map(get, _born_in(row)))),))),
        gender=get(columns.gender).lower(),
        nationalities=_many(get(columns.nationality)),
        countries=(get(columns.country),) if get(columns.country) else (),
        documents=tuple(Document(sort, number) for sort, column in columns.papers for number in _many(get(column))),
        imo=in_one_cell(imos),
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


def list_name(head: bytes, name: str) -> str:
    """OFSI's list numbers otherwise, so it is another list."""
    text = head[:65_536].decode("utf-8-sig", "ignore").splitlines()[:2]
    return "UK OFSI (closed)" if any(_columns(cells) is CLOSED for cells in csv.reader(text)) else "UK"


FORM = Form("uk-csv", "UK", "CSV of the UK Sanctions List, or of OFSI's closed list", recognise, read, list_name=list_name)
