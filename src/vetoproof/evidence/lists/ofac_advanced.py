"""OFAC's sdn_advanced.xml (<Sanctions>, the Advanced Sanctions Data Model) -> entities: names by script, documents, features, ties.

Everything in it is a number that is explained in one of its value sets, so the parts are gathered first and joined at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import define, evolve, field

from vetoproof.evidence.lists.bounds import MOST
from vetoproof.evidence.lists.forms import Form, Reading
from vetoproof.evidence.lists.ofac_csv import OTHERS, SDN
from vetoproof.evidence.lists.tables import Alias, Document, Entity, Link, Wallet, in_one_cell
from vetoproof.evidence.lists.xml import Node, records, root_of
from vetoproof.terms.errors import InputError

ROOT = "Sanctions"
VALUES = (
    "AliasType", "AreaCode", "Country", "DetailReference", "FeatureType", "IDRegDocType", "LegalBasis", "List", "LocPartType",
    "NamePartType", "PartySubType", "PartyType", "RelationType", "SanctionsType", "Script",
)  # fmt: skip
PARTS = ("DateOfIssue", "Location", "IDRegDocument", "DistinctParty", "ProfileRelationship", "SanctionsEntry")
KINDS = {"individual": "Person", "entity": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}
SORTS = {"a.k.a.": "aka", "f.k.a.": "fka", "n.k.a.": "nka", "name": "script"}
_NAME_ORDER = ("Last Name", "Maiden Name", "First Name", "Middle Name", "Patronymic", "Matronymic", "Nickname")
_PLACES = {
    "Nationality Country": "nationalities",
    "Citizenship Country": "nationalities",
    "Vessel Flag": "flag",
    "Location": "addresses",
    "Place of Birth": "birth_places",
}
_TEXTS = {
    "vessel call sign": "call_sign",
    "mmsi": "mmsi",
    "maritime mobile service identity (mmsi)": "mmsi",
    "legal entity number": "lei",
}
_IMO = re.compile(r"IMO\s*(\d{7})\b")
_WALLET = re.compile(r"Digital Currency Address\s*-\s*([A-Z0-9]{2,6})")


def recognise(head: bytes, name: str) -> bool:
    return root_of(head) == ROOT


def list_name(head: bytes, name: str) -> str:
    return OTHERS if name.lower().startswith("cons") else SDN


@define
class _Gathered:
    """The value sets, and what is told of a party outside of its own element."""

    values: dict[tuple[str, str], Node] = field(factory=dict)
    places: dict[str, Node] = field(factory=dict)
    documents: dict[str, list[Node]] = field(factory=dict)  # by identity
    entries: dict[str, list[Node]] = field(factory=dict)  # by profile
    ties: dict[str, list[Node]] = field(factory=dict)  # by profile
    parties: dict[str, Entity] = field(factory=dict)

    def word(self, sort: str, number: str) -> str:
        found = self.values.get((sort, number))
        return found.text if found is not None else ""

    def state(self, number: str) -> str:
        found = self.values.get(("Country", number))
        return (found.get("ISO2") or found.text) if found is not None else ""


def read(reading: Reading) -> Iterator[Entity]:
    have = _Gathered()
    for node in records(reading.stream, (*VALUES, *PARTS), ROOT, evolve(MOST, streamed=MOST.held)):
        if node.tag in VALUES:
            have.values[node.tag, node.get("ID")] = node
        elif node.tag == "DateOfIssue":
            reading.as_of = _day(node)
        elif node.tag == "Location":
            have.places[node.get("ID")] = node
        elif node.tag == "IDRegDocument":
            have.documents.setdefault(node.get("IdentityID"), []).append(node)
        elif node.tag == "DistinctParty":
            party = _party(node, have, reading)
            have.parties[party.ref] = party
        elif node.tag == "SanctionsEntry":
            have.entries.setdefault(node.get("ProfileID"), []).append(node)
        elif node.tag == "ProfileRelationship":
            have.ties.setdefault(node.get("From-ProfileID"), []).append(node)
    for ref, party in have.parties.items():
        yield _joined(party, have.entries.get(ref, []), have.ties.get(ref, []), have)


def _day(node: Node) -> date | None:
    try:
        return date(int(node.one("Year")), int(node.one("Month")), int(node.one("Day")))
    except ValueError:
        return None


def _party(node: Node, have: _Gathered, reading: Reading) -> Entity:
    where = f"{reading.stream.name} {node.get('FixedRef')}"
    profile = next(node.all("Profile"), None)
    if profile is None:
        raise InputError("is a party without a profile", where=where, do="fetch the file again; the last good version stays")
    kind = _kind(profile, have, where)
    names = list(_names(profile, have))
    first = next((name for name, primary in names if primary), names[0][0] if names else None)
    made = Entity(
        ref=profile.get("ID") or node.get("FixedRef"),
        kind=kind,
        name=first.name if first else "",
        aliases=tuple(dict.fromkeys(name for name, _ in names if name is not first)),
        remarks=node.one("Comment"),
    )
    for identity in profile.all("Identity"):
        for document in have.documents.get(identity.get("ID"), []):
            made = _with_document(made, document, have)
    for feature in profile.all("Feature"):
        made = _with_feature(made, feature, have, reading)
    return made


def _kind(profile: Node, have: _Gathered, where: str) -> str:
    sub = have.values.get(("PartySubType", profile.get("PartySubTypeID")))
    word = sub.text if sub is not None else ""
    if sub is not None and word.lower() == "unknown":
        word = have.word("PartyType", sub.get("PartyTypeID")) or {"1": "Individual", "2": "Entity"}.get(sub.get("PartyTypeID"), "")
    if word.lower() not in KINDS:
        raise InputError(f"{word[:40]!r} is no type of party", where=where, do="fetch the file again; the last good version stays")
    return KINDS[word.lower()]


def _names(profile: Node, have: _Gathered) -> Iterator[tuple[Alias, bool]]:
    """Each documented name, and whether it is the party's own one in Latin script."""
    for identity in profile.all("Identity"):
        groups = {
            group.get("ID"): have.word("NamePartType", group.get("NamePartTypeID"))
            for group in identity.all("NamePartGroups", "MasterNamePartGroup", "NamePartGroup")
        }
        for alias in identity.all("Alias"):
            sort = SORTS.get(have.word("AliasType", alias.get("AliasTypeID")).lower(), "aka")
            quality = "weak" if alias.get("LowQuality").lower() == "true" else "strong"
            for name in alias.all("DocumentedName"):
                values = list(name.all("DocumentedNamePart", "NamePartValue"))
                script = next((have.word("Script", value.get("ScriptID")) for value in values), "")
                latin = script in ("", "Latin")
                if text := _written(values, groups):
                    own = latin and alias.get("Primary").lower() == "true"
                    yield Alias(text, quality, sort if latin else "script"), own


def _written(values: list[Node], groups: dict[str, str]) -> str:
    """`KIM, Sang Man`: the surname first, as in OFAC's other files; names without such parts as they stand."""
    parts = [(groups.get(value.get("NamePartGroupID"), ""), value.text) for value in values if value.text]
    sorted_parts = sorted(parts, key=lambda one: _NAME_ORDER.index(one[0]) if one[0] in _NAME_ORDER else -1)
    last = " ".join(text for sort, text in sorted_parts if sort in _NAME_ORDER[:2])
    rest = " ".join(text for sort, text in sorted_parts if sort not in _NAME_ORDER[:2])
    return ", ".join(filter(None, (last, rest)))


def _with_document(made: Entity, node: Node, have: _Gathered) -> Entity:
    sort, number = have.word("IDRegDocType", node.get("IDRegDocTypeID")), node.one("IDRegistrationNo")
    if (found := _IMO.search(number)) and made.kind == "Vessel":
        return evolve(made, imo=in_one_cell((made.imo, found[1])))
    if not number:
        return made
    if name := _TEXTS.get(sort.lower()):
        told: dict[str, Any] = {name: _further(made, name, number)}
        return evolve(made, **told)
    return evolve(made, documents=(*made.documents, Document(sort, number, have.state(node.get("IssuedBy-CountryID")))))


def _with_feature(made: Entity, node: Node, have: _Gathered, reading: Reading) -> Entity:
    sort = have.word("FeatureType", node.get("FeatureTypeID"))
    for version in node.all("FeatureVersion"):
        detail = next(version.all("VersionDetail"), None)
        text = "" if detail is None else detail.text or have.word("DetailReference", detail.get("DetailReferenceID"))
        places = [
            have.places[found.get("LocationID")] for found in version.all("VersionLocation") if found.get("LocationID") in have.places
        ]
        made = _with_value(made, sort, text, version, places, have, reading)
    return made


def _with_value(made: Entity, sort: str, text: str, version: Node, places: list[Node], have: _Gathered, reading: Reading) -> Entity:
    low = sort.lower()
    if low == "birthdate":
        return evolve(made, birth_dates=tuple(dict.fromkeys((*made.birth_dates, *filter(None, map(_period, version.all("DatePeriod")))))))
    if low == "gender":
        return evolve(made, gender=text.lower())
    if wallet := _WALLET.match(sort):
        return evolve(made, wallets=(*made.wallets, Wallet(wallet[1], text))) if text else made
    if low in _TEXTS:
        told: dict[str, Any] = {_TEXTS[low]: _further(made, _TEXTS[low], text)}
        return evolve(made, **told) if text else made
    if low == "title":
        return evolve(made, titles=(*made.titles, text)) if text else made
    if low == "vessel owner":
        return evolve(made, links=(*made.links, Link("owner", name=text))) if text else made
    if sort in _PLACES:
        return _with_place(made, _PLACES[sort], [_place(place, have) for place in places], text)
    reading.ignore((f"feature {sort}",))
    return made


def _further(made: Entity, name: str, text: str) -> str:
    return in_one_cell((getattr(made, name), text))


def _with_place(made: Entity, name: str, places: list[tuple[str, str]], text: str) -> Entity:
    if not places and text:
        places = [(text, text)]
    addresses, states = tuple(address for address, _ in places if address), tuple(state for _, state in places if state)
    if name == "addresses":
        return evolve(made, addresses=(*made.addresses, *addresses), countries=(*made.countries, *states))
    if name == "birth_places":
        return evolve(made, birth_places=(*made.birth_places, *addresses))
    if name == "flag":
        return evolve(made, flag=states[0]) if states else made
    return evolve(made, nationalities=(*made.nationalities, *states))


def _place(node: Node, have: _Gathered) -> tuple[str, str]:
    state = next((have.state(found.get("CountryID")) for found in node.all("LocationCountry")), "")
    if not state:
        areas = (have.values.get(("AreaCode", found.get("AreaCodeID"))) for found in node.all("LocationAreaCode"))
        state = next((area.get("Description") or area.text for area in areas if area is not None), "")
    told = [found.one("LocationPartValue", "Value") for found in node.all("LocationPart")]
    return ", ".join(filter(None, (*told, state))), state


def _period(node: Node) -> str:
    """As much as the bounds of a period have in common; a span of years where they have none."""
    ends = [
        _numbers(edge)
        for side, edges in (("Start", ("From", "To")), ("End", ("From", "To")))
        for name in edges
        for edge in node.all(side, name)
    ]
    ends = [end for end in ends if end[0]]
    if not ends:
        return ""
    first, last = min(ends), max(ends)
    if first == last:
        return "-".join(f"{part:02}" if place else f"{part:04}" for place, part in enumerate(first) if part)
    if first[0] == last[0]:
        return f"{first[0]:04}"
    return f"{first[0]:04}/{last[0]:04}"


def _numbers(node: Node) -> tuple[int, int, int]:
    year, month, day = (int(text) if (text := node.one(name)).isascii() and text.isdecimal() else 0 for name in ("Year", "Month", "Day"))
    return (year, month, day) if 1000 <= year <= 9999 and month <= 12 and day <= 31 else (0, 0, 0)


def _joined(party: Entity, entries: list[Node], ties: list[Node], have: _Gathered) -> Entity:
    days = [_day(found) for entry in entries for found in entry.all("EntryEvent", "Date")]
    programs = [text for entry in entries for text in entry.every("SanctionsMeasure", "Comment")]
    links = [
        Link(have.word("RelationType", tie.get("RelationTypeID")).lower() or "tie", tie.get("To-ProfileID"), _name_of(tie, have))
        for tie in ties
    ]
    return evolve(
        party,
        listed_on=min(filter(None, days), default=None),
        programs=tuple(dict.fromkeys(programs)),
        links=tuple(dict.fromkeys((*party.links, *links))),
    )


def _name_of(tie: Node, have: _Gathered) -> str:
    other = have.parties.get(tie.get("To-ProfileID"))
    return other.name if other else ""


FORM = Form("ofac-advanced-xml", SDN, "XML <Sanctions> of OFAC, sdn_advanced.xml", recognise, read, list_name=list_name)
