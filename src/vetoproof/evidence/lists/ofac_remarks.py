"""The remarks of an OFAC record (`DOB 10 Dec 1948; POB Al Aqabah, Jordan; Passport 123 (Iran); a.k.a. 'KOMID'.`) -> its fields.

What is not one of the known fields stays in the remarks and is not lost; nothing is guessed from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from attrs import define, field, fields_dict

from vetoproof.evidence.lists.dates import partial_date
from vetoproof.evidence.lists.tables import Alias, Document, Entity, Link, Wallet, in_one_cell

# Numbers that OFAC writes in remarks, as it calls them; those with a register in another language among them.
NUMBERS = [
    "Passport",
    "Stateless Person Passport",
    "Diplomatic Passport",
    "Tax ID No.",
    "Registration Number",
    "Registration ID",
    "National ID No.",
    "Cedula No.",
    "Business Registration Number",
    "Business Registration Document",
    "Business Number",
    "NIT",
    "Folio Mercantil No.",
    "Identification Number",
    "Commercial Registry Number",
    "Company Number",
    "RUC",
    "Unified Social Credit Code (USCC)",
    "Trade License No.",
    "License",
    "Economic Register Number (CBLS)",
    "C.R. No.",
    "D.N.I.",
    "D-U-N-S Number",
    "Government Gazette Number",
    "V.A.T. Number",
    "RIF",
    "C.U.I.",
    "C.U.I.T.",
    "C.U.I.P.",
    "C.U.R.P.",
    "R.F.C.",
    "I.F.E.",
    "SSN",
    "Driver's License No.",
    "Istanbul Chamber of Comm. No.",
    "Chamber of Commerce Number",
    "UK Company Number",
    "Personal ID Card",
    "Residency Number",
    "Registered Charity No.",
    "Electoral Registry No.",
    "Birth Certificate Number",
    "Matricula Mercantil No",
    "Public Registration Number",
    "Central Registration System Number",
    "Italian Fiscal Code",
    "Credencial electoral",
    "Cartilla de Servicio Militar Nacional",
    "National Foreign ID Number",
    "Residency Permit",
    "US FEIN",
    "Aircraft Tail Number",
    "Aircraft Manufacturer's Serial Number (MSN)",
    "Aircraft Construction Number (also called L/N or S/N or F/N)",
    "Aircraft Mode S Transponder Code",
    "Aircraft Serial Identification",
    "SWIFT/BIC",
    "BIK (RU)",
    "Vessel Registration Identification",
    "Numero de Identidad",
    "Turkish Identification Number",
    "Kuwait Civil ID No.",
    "Bosnian Personal ID No.",
    "Bosnian Personal ID",
    "Afghan Money Service Provider License Number",
    "Enterprise Number",
    "Dubai Chamber of Commerce Membership No.",
    "MSB Registration Number",
    "Moroccan Personal ID No.",
    "Citizen's Card Number",
    "Travel Document Number",
    "Stateless Person ID Card",
    "Fiscal Code",
    "Serial No.",
    "Paraguayan tax identification number",
    "LE Number",
    "Legal Entity Number",
    "Tarjeta de Identidad",
    "N.I.E.",
    "Bulgarian Personal ID",
    "Refugee ID Card",
    "Visa Number ID",
    "Seafarer's Identification Document",
    "CNP (Personal Numerical Code)",
]
_NUMBER = re.compile(
    r"(?P<type>" + "|".join(re.escape(name) for name in sorted(NUMBERS, key=len, reverse=True)) + r"):?\s+(?:#\s*)?"
    r"(?P<number>\S.*?)(?:\s+\([^()]*\))??(?:\s+\((?P<country>[^()]*)\))?(?:\s+(?:issued|expires|expired)\b.*)?"  # 22839 (Jalisco) (Mexico)
)
_WALLET = re.compile(r"Digital Currency Address\s*-?\s*(?P<currency>[A-Z0-9]{2,6})\s+(?P<address>\S+)")
_NAME = re.compile(r"(?P<type>[afn])\.k\.a\.,?\s+['\"“‘](?P<name>.+)['\"”’]")
_IMO = re.compile(r"(?:Vessel Registration Identification|Vessel Identification Number|Identification Number)\s+IMO\s*(?P<imo>\d{7})\b.*")
_FIRM = re.compile(r"(?:Company Number|Registration Number|Identification Number)\s+IMO\s*(?P<number>\d{7})\b.*")
_MMSI = re.compile(r"(?:MMSI|Maritime Mobile Service Identity.*?)\s+(?P<mmsi>\d{9})\b.*")
LONGEST = 1_000  # characters that sdn.csv has room for; what comes after stands in sdn_comments.csv
_LEI = re.compile(r"[A-Z0-9]{18}\d{2}")
_BETWEEN = re.compile(r";\s+|;$")
_ALT = re.compile(r"^(?:\(?alt\.\s*)")
_LINKED = re.compile(r"\(?Linked To:\s*(?P<name>.+?)\)?")


@define
class _Found:
    """What the remarks of one record say, as it is gathered."""

    vessel: bool
    lists: dict[str, list[Any]] = field(factory=dict)
    alone: dict[str, str] = field(factory=dict)
    numbers: dict[str, list[str]] = field(factory=dict)  # of which a party seldom has two

    def add(self, name: str, value: Any) -> None:
        self.lists.setdefault(name, []).append(value)

    def once(self, name: str, value: str) -> None:
        self.alone.setdefault(name, value)

    def further(self, name: str, number: str) -> None:
        self.numbers.setdefault(name, []).append(number)


def with_remarks(one: Entity, remarks: str) -> Entity:
    """The entity with what its remarks say of it; the remarks themselves stay beside it."""
    same = {name: cell for name, cell in zip(_FIELDS, _ALL(one), strict=True) if cell}
    return with_these_remarks(same, remarks)


def with_these_remarks(cells: dict[str, Any], remarks: str) -> Entity:
    """The same, of the cells of an entity that is not made yet."""
    if not remarks:
        return Entity(**cells)
    found = _Found(cells["kind"] == "Vessel")
    for part in parts_of(remarks):
        _take(_ALT.sub("", part) if part.startswith(("alt", "(alt")) else part, found)
    lists = {name: tuple(dict.fromkeys((*cells.get(name, ()), *values))) for name, values in found.lists.items()}
    numbers = {name: in_one_cell(values) for name, values in found.numbers.items()}
    return Entity(**cells | lists | found.alone | numbers | {"remarks": remarks})


def parts_of(remarks: str) -> list[str]:
    """The fields of the remarks, in their order. Of remarks that were cut off, the last field is left out: half a number is none."""
    parts = [part.strip() for part in _BETWEEN.split(remarks.strip().removesuffix("."))]
    whole = parts[:-1] if is_cut(remarks) else parts
    return [part for part in whole if part]


def is_cut(remarks: str) -> bool:
    """Whether they fill all the room that there is, and do not end."""
    return len(remarks) == LONGEST and not remarks.endswith(".")


_FIELDS = tuple(fields_dict(Entity))
_ALL = attrgetter(*_FIELDS)


def _take(part: str, found: _Found) -> None:
    first = part.partition(" ")[0]
    for sort, take in _BY_PATTERN if first.rstrip(":,") in _FIRST_WORDS else ():
        if match := sort.fullmatch(part):
            take(match, found)
            return
    word, _, rest = part.partition(" ")
    if rest and word in _BY_WORD:
        _BY_WORD[word](rest, found)


def _wallet(match: re.Match[str], found: _Found) -> None:
    found.add("wallets", Wallet(match["currency"], match["address"]))


def _alias(match: re.Match[str], found: _Found) -> None:
    # OFAC puts its low-quality names into the remarks and into quotation marks (its FAQ 122).
    found.add("aliases", Alias(match["name"].strip(" ,"), "weak", f"{match['type']}ka"))


def _imo(match: re.Match[str], found: _Found) -> None:
    if found.vessel:
        found.further("imo", match["imo"])
    else:
        found.add("documents", Document("IMO company number", match["imo"]))


def _firm(match: re.Match[str], found: _Found) -> None:
    found.add("documents", Document("IMO company number", match["number"]))


def _number(match: re.Match[str], found: _Found) -> None:
    number = match["number"].strip(" ,")
    if match["type"] == "Legal Entity Number" and _LEI.fullmatch(number):
        found.further("lei", number)
    elif number:
        found.add("documents", Document(match["type"], number, match["country"] or ""))


def _born(text: str, found: _Found) -> None:
    if born := partial_date(text):
        found.add("birth_dates", born)


_BY_PATTERN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Found], None]], ...] = (
    (_WALLET, _wallet),
    (_NAME, _alias),
    (_IMO, _imo),
    (_FIRM, _firm),
    (_MMSI, lambda match, found: found.further("mmsi", match["mmsi"])),
    (_LINKED, lambda match, found: found.add("links", Link("linked to", name=match["name"]))),
    (_NUMBER, _number),
)
# What a part of one of these patterns begins with; the rest of the remarks, which is most of them, is told by that.
_FIRST_WORDS = frozenset(
    {*(name.partition(" ")[0] for name in NUMBERS), *(f"{sign}.k.a." for sign in "afn"), "Digital", "Vessel", "Identification", "Company"}
    | {"Registration", "MMSI", "Maritime", "Linked", "(Linked"}
)
_BY_WORD: Mapping[str, Callable[[str, _Found], None]] = {
    "DOB": _born,
    "POB": lambda text, found: found.add("birth_places", text),
    "Gender": lambda text, found: found.once("gender", text.lower()),
    "nationality": lambda text, found: found.add("nationalities", text),
    "citizen": lambda text, found: found.add("nationalities", text),
}
