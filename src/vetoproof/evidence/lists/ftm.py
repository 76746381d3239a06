"""FollowTheMoney JSON lines (entities.ftm.json: id, schema, properties) -> entities; statements of sanction and identification joined.

A party, a sanction, a passport, an owner are lines of their own that point at each other. A party without a sanction is listed, too,
unless the file itself says that it is no target.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from vetoproof.evidence.lists.csvs import AGAIN, lines
from vetoproof.evidence.lists.dates import partial_date
from vetoproof.evidence.lists.forms import Form, Reading
from vetoproof.evidence.lists.ftm_beside import Beside, Properties, Texts, day_of, states_of
from vetoproof.evidence.lists.spelling import is_latin, named_after
from vetoproof.evidence.lists.tables import KINDS, Alias, Document, Entity, Wallet, in_one_cell
from vetoproof.evidence.stream import Stream, open_stream
from vetoproof.terms.errors import InputError

# Schemas that stand for a listed party, and what they are here.
SCHEMAS: Mapping[str, str] = {
    **{kind: kind for kind in KINDS},
    "PublicBody": "Organization", "LegalEntity": "LegalEntity", "Aircraft": "Airplane", "SecuritiesFirm": "Company",
}  # fmt: skip
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


def read(reading: Reading) -> Iterator[Entity]:
    """Two passes over the file: first what stands beside the parties, then the parties, one at a time."""
    beside = Beside()
    with open_stream(reading.stream.path, reading.stream.name, reading.stream.bounds) as first:
        for _, raw, have in _objects(first):
            if raw["schema"] in SCHEMAS:
                beside.names[raw["id"]] = _own_name(raw, have)
            elif not beside.take(raw["schema"], have):
                reading.ignore((f"schema {raw['schema'][:40]}",))
    for _, raw, have in _objects(reading.stream):
        if raw["schema"] not in SCHEMAS:
            continue
        if raw.get("target") is False:  # OpenSanctions' mark of one who is named, and not listed
            reading.ignore(("parties that are no target",))
            continue
        reading.ignore(key for key in have if key not in TAKEN)
        yield beside.joined(_party(raw, SCHEMAS[raw["schema"]], have))


def _objects(stream: Stream) -> Iterator[tuple[int, Mapping[str, Any], Properties]]:
    for number, line in enumerate(lines(stream), start=1):
        if not line.strip():
            continue
        where = f"{stream.name} line {number:,}"
        try:
            raw = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise InputError(f"is no JSON ({error})", where=where, do=AGAIN) from error
        if not isinstance(raw, dict) or not isinstance(raw.get("properties"), dict):
            raise InputError("is no entity of FollowTheMoney", where=where, do="give one object a line: id, schema, properties")
        if not all(isinstance(raw.get(key), str) and raw[key].strip() for key in ("id", "schema")):
            raise InputError("has no id or no schema", where=where, do="give one object a line: id, schema, properties")
        yield number, raw, _properties(raw["properties"], where)


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


def _own_name(raw: Mapping[str, Any], have: Properties) -> str:
    """The caption if it is one of the names, else the first name; a wallet without a name is called by its address."""
    names, caption = have.get("name", ()), raw.get("caption")
    if isinstance(caption, str) and caption and (caption in names or not names and raw["schema"] != "CryptoWallet"):
        return caption
    return next(iter((*names, *have.get("publicKey", ()))), caption if isinstance(caption, str) else "")


def _party(raw: Mapping[str, Any], kind: str, have: Properties) -> Entity:
    def get(*keys: str) -> Texts:
        return tuple(dict.fromkeys(text for key in keys for text in have.get(key, ())))

    def one(key: str) -> str:
        return next(iter(have.get(key, ())), "")

    own = _own_name(raw, have)
    return Entity(
        ref=raw["id"].strip(),
        kind=kind,
        name=own,
        aliases=(
            *(_alias(text, "strong", "aka") for text in get("name", "alias") if text != own),
            *(_alias(text, "strong", "fka") for text in get("previousName")),
            *(_alias(text, "weak", "aka") for text in get("weakAlias")),
        ),
        birth_dates=tuple(dict.fromkeys(filter(None, map(partial_date, get("birthDate"))))),
        birth_places=get("birthPlace"),
        gender=one("gender"),
        nationalities=states_of(get("nationality", "citizenship")),
        countries=states_of(get("country", "jurisdiction", "mainCountry")),
        documents=tuple(Document(key, text) for key in NUMBERS for text in have.get(key, ())),
        imo=in_one_cell(map(_imo, get("imoNumber"))),
        mmsi=in_one_cell(_digits(text, 9) for text in get("mmsi")),
        call_sign=in_one_cell(get("callSign")),
        flag=next(iter(states_of(get("flag"))), ""),
        wallets=tuple(Wallet(one("currency"), text) for text in get("publicKey")),
        lei=in_one_cell(get("leiCode")),
        addresses=get("address"),
        programs=get("programId", "program"),
        titles=get("position", "title"),
        listed_on=None,
        changed_on=max(filter(None, (day_of(text) for text in get("modifiedAt"))), default=None),
        remarks="; ".join(get("notes", "summary")),
    )


def _alias(name: str, quality: str, sort: str) -> Alias:
    return Alias(name, quality, "script" if sort == "aka" and is_latin(name) is False else sort)


def _digits(text: str, many: int) -> str:
    found = "".join(sign for sign in text if sign.isascii() and sign.isdecimal())
    return found if len(found) == many else ""


def _imo(text: str) -> str:
    """Its seven digits; what has others stays, so that it is told; what has none is no number."""
    return _digits(text, 7) or (text if any(map(str.isdecimal, text)) else "")


FORM = Form("ftm-json", "FollowTheMoney", "FollowTheMoney, JSON with one entity a line", recognise, read, list_name=list_name)
