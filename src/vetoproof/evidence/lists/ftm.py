"""FollowTheMoney JSON lines (entities.ftm.json: id, schema, properties) -> entities; statements of sanction and identification joined.

A party, a sanction, a passport, an owner are lines of their own that point at each other; a party without a `sanction` is still listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from attrs import define, evolve, field

from vetoproof.evidence.lists.bounds import MOST
from vetoproof.evidence.lists.csvs import AGAIN, lines
from vetoproof.evidence.lists.dates import full_day, partial_date
from vetoproof.evidence.lists.forms import Form, Reading
from vetoproof.evidence.lists.gather import Gather
from vetoproof.evidence.lists.spelling import is_latin, named_after
from vetoproof.evidence.lists.tables import KINDS, Alias, Document, Entity, Link, Wallet
from vetoproof.terms.errors import InputError

# Schemas that stand for a listed party, and what they are here.
SCHEMAS: Mapping[str, str] = {
    **{kind: kind for kind in KINDS},
    "PublicBody": "Organization", "LegalEntity": "LegalEntity", "Aircraft": "Airplane", "SecuritiesFirm": "Company",
}  # fmt: skip
OWNING = {"Ownership": ("owner", "asset"), "Directorship": ("director", "organization"), "UnknownLink": ("subject", "object")}
PAPERS = ("Identification", "Passport")
BESIDE = ("Sanction", *PAPERS, *OWNING, "Address")  # what an Address says, the party's own `address` says, too
NUMBERS = (
    "passportNumber", "idNumber", "taxNumber", "registrationNumber", "innCode", "ogrnCode", "socialSecurityNumber", "dunsCode", "swiftBic",
    "vatCode", "kppCode", "okpoCode", "jibCode", "uscCode", "npiCode", "bikCode", "icijId", "iataCode",
)  # fmt: skip
TAKEN = frozenset(
    {
        "name", "alias", "weakAlias", "previousName", "birthDate", "birthPlace", "gender", "nationality", "citizenship", "country",
        "jurisdiction", "mainCountry", "imoNumber", "mmsi", "callSign", "flag", "publicKey", "currency", "leiCode", "address",
        "addressEntity", "program", "programId", "position", "title", "notes", "summary", "createdAt", "modifiedAt", "topics", *NUMBERS,
    }
)  # fmt: skip
Texts = tuple[str, ...]


def recognise(head: bytes, name: str) -> bool:
    return first_line(head) is not None


def first_line(head: bytes) -> Mapping[str, Any] | None:
    """The first entity, if the file begins with one."""
    line = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0]
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    whole = isinstance(found, dict) and isinstance(found.get("schema"), str) and isinstance(found.get("properties"), dict)
    return found if whole and "id" in found else None


def list_name(head: bytes, name: str) -> str:
    """`OpenSanctions un_sc_sanctions` if all of the head is of one data set, `OpenSanctions` if of several, else by the file's name."""
    sets: set[str] = set()
    for line in head.split(b"\n")[:2_000]:
        try:
            found = orjson.loads(line)
        except orjson.JSONDecodeError:
            continue
        named = found.get("datasets", ()) if isinstance(found, dict) else ()
        sets.update(text for text in named if isinstance(text, str))
    if len(sets) == 1:
        return f"OpenSanctions {sets.pop()}"
    return "OpenSanctions" if sets else f"FollowTheMoney {named_after(name)}"


@define
class _Beside:
    """Lines that say something of parties that stand elsewhere in the file."""

    more: dict[str, Gather] = field(factory=dict)

    def of(self, ref: str) -> Gather:
        return self.more.setdefault(ref, Gather(ref))


def read(reading: Reading) -> Iterator[Entity]:
    """Two passes are not possible on a stream: parties are held until what stands beside them was read."""
    beside, parties = _Beside(), {}
    for number, raw in _objects(reading):
        where = f"{reading.stream.name} line {number:,}"
        schema, properties = raw["schema"], _properties(raw["properties"], where)
        if schema in SCHEMAS:
            reading.ignore(key for key in properties if key not in TAKEN)
            parties[raw["id"]] = _party(raw, SCHEMAS[schema], properties, where)
        elif not _take(schema, properties, beside, where):
            reading.ignore((f"schema {schema[:40]}",))
    for ref, party in parties.items():
        yield _joined(party, beside.more.get(ref), parties)


def _objects(reading: Reading) -> Iterator[tuple[int, Mapping[str, Any]]]:
    seen: set[str] = set()
    for number, line in enumerate(lines(reading.stream, evolve(MOST, streamed=MOST.held * 6)), start=1):
        if not line.strip():
            continue
        where = f"{reading.stream.name} line {number:,}"
        try:
            raw = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise InputError(f"is no JSON ({error})", where=where, do=AGAIN) from error
        if not isinstance(raw, dict) or not isinstance(raw.get("properties"), dict):
            raise InputError("is no entity of FollowTheMoney", where=where, do="give one object a line: id, schema, properties")
        if not all(isinstance(raw.get(key), str) and raw[key] for key in ("id", "schema")):
            raise InputError("has no id or no schema", where=where, do="give one object a line: id, schema, properties")
        if raw["id"] in seen:
            raise InputError(f"{raw['id'][:80]!r} stands twice", where=where, do="merge the two, or give one list a file")
        seen.add(raw["id"])
        yield number, raw


def _properties(raw: Mapping[str, Any], where: str) -> Mapping[str, Texts]:
    """Each property as its values; an entity in place of its id (nested exports) counts as its id."""
    found: dict[str, Texts] = {}
    for key, told in raw.items():
        values = told if isinstance(told, list) else [told]
        texts = [text for value in values if isinstance(text := value.get("id") if isinstance(value, dict) else value, str)]
        if len(texts) < len(values):
            raise InputError(f"{key[:40]!r} has a value that is no text", where=where, do="write every value as text")
        found[key] = tuple(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))
    return found


def _party(raw: Mapping[str, Any], kind: str, have: Mapping[str, Texts], where: str) -> Entity:
    def get(*keys: str) -> Texts:
        return tuple(dict.fromkeys(text for key in keys for text in have.get(key, ())))

    def one(key: str) -> str:
        return next(iter(have.get(key, ())), "")

    names, caption = get("name"), raw.get("caption")
    own = caption if isinstance(caption, str) and caption in names else next(iter(names), "")
    if not own:
        own = one("publicKey") if kind == "CryptoWallet" else caption if isinstance(caption, str) else ""
    return Entity(
        ref=raw["id"].strip(),
        kind=kind,
        name=own,
        aliases=(
            *(_alias(text, "strong", "aka") for text in (*names, *get("alias")) if text != own),
            *(_alias(text, "strong", "fka") for text in get("previousName")),
            *(_alias(text, "weak", "aka") for text in get("weakAlias")),
        ),
        birth_dates=tuple(dict.fromkeys(filter(None, map(partial_date, get("birthDate"))))),
        birth_places=get("birthPlace"),
        gender=one("gender"),
        nationalities=_states(get("nationality", "citizenship")),
        countries=_states(get("country", "jurisdiction", "mainCountry")),
        documents=tuple(Document(key, text) for key in NUMBERS for text in have.get(key, ())),
        imo=_digits(one("imoNumber"), 7),
        mmsi=_digits(one("mmsi"), 9),
        call_sign=one("callSign"),
        flag=next(iter(_states(get("flag"))), ""),
        wallets=tuple(Wallet(one("currency"), text) for text in get("publicKey")),
        lei=one("leiCode"),
        addresses=get("address"),
        programs=get("programId", "program"),
        titles=get("position", "title"),
        listed_on=None,
        changed_on=max(filter(None, (_day(text) for text in get("modifiedAt"))), default=None),
        remarks="; ".join(get("notes", "summary")),
    )


def _alias(name: str, quality: str, sort: str) -> Alias:
    return Alias(name, quality, "script" if sort == "aka" and is_latin(name) is False else sort)


def _states(codes: Texts) -> Texts:
    """FollowTheMoney's codes are those of ISO, two small letters; `suhh` and other historic ones stay."""
    return tuple(code.upper() if len(code) == 2 else code for code in codes)


def _digits(text: str, many: int) -> str:
    found = "".join(sign for sign in text if sign.isascii() and sign.isdecimal())
    return found if len(found) == many else ""


def _day(text: str) -> Any:
    return full_day(text, "") if len(partial_date(text[:10])) == 10 else None


def _take(schema: str, have: Mapping[str, Texts], beside: _Beside, where: str) -> bool:
    """A line that belongs to a party. Whether it was one of those that are known."""
    if schema == "Sanction":
        days = [day for key in ("listingDate", "startDate") for text in have.get(key, ()) if (day := _day(text))]
        ends = [day for text in have.get("endDate", ()) if (day := _day(text))]
        programs = (*have.get("programId", ()), *have.get("program", ()))
        for ref in have.get("entity", ()):
            made = Entity(ref, listed_on=min(days, default=None), until=max(ends, default=None), programs=programs)
            beside.of(ref).add(made)
    elif schema in PAPERS:
        states = next(iter(_states(have.get("country", ()))), "")
        sort = next(iter(have.get("type", ())), schema)
        for ref in have.get("holder", ()):
            beside.of(ref).add(Entity(ref, documents=tuple(Document(sort, text, states) for text in have.get("number", ()))))
    elif schema in OWNING:
        first, second = OWNING[schema]
        for ref in have.get(second, ()):
            made = Entity(ref, links=tuple(Link(schema.lower(), ref=other) for other in have.get(first, ())))
            beside.of(ref).add(made)
    return schema in BESIDE


def _joined(party: Entity, more: Gather | None, parties: Mapping[str, Entity]) -> Entity:
    if more is None:
        return party
    whole = Gather(party.ref)
    whole.add(party)
    whole.add(more.entity())
    made = whole.entity()
    named = tuple(evolve(link, name=link.name or (parties[link.ref].name if link.ref in parties else "")) for link in made.links)
    return evolve(made, links=named)


FORM = Form("ftm-json", "FollowTheMoney", "FollowTheMoney, JSON with one entity a line", recognise, read, list_name=list_name)
