"""What is asked, as FollowTheMoney writes it -> a party: kind, names, days of birth, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from vetoproof.detect.names.births import read_birth, written_birth
from vetoproof.detect.names.cells import as_written, texts_of
from vetoproof.detect.names.fields import IDENTIFYING, NUMBERS, PROPERTIES, looks_identifying, property_called, squashed
from vetoproof.detect.names.numbers import bic, document, imo, lei
from vetoproof.detect.names.party import ALL_KINDS, SORTS, Named, Party, Texts
from vetoproof.detect.names.several import UNREAD, is_plain, many_words, parted
from vetoproof.detect.names.spelled import MOST_WORDS
from vetoproof.detect.names.wallets import Address, address, can_be_address
from vetoproof.evidence.lists.countries import state_of
from vetoproof.terms.errors import InputError

_NAMES = ("name", "alias", "previousName", "weakAlias", "abbreviation")
_STATES = ("nationality", "citizenship", "country", "jurisdiction", "flag", "mainCountry")
_DOCUMENTS = (
    "passportNumber", "idNumber", "registrationNumber", "taxNumber", "innCode", "ogrnCode", "vatCode", "socialSecurityNumber", "dunsCode",
    "uscCode",
)  # fmt: skip
_LOOKED_AT = (*_NAMES, *_DOCUMENTS, "imoNumber", "mmsi", "callSign", "leiCode", "swiftBic", "publicKey", "walletAddress", "birthDate")
_NAMED_ONLY = ("Person", "Company", "Organization")
_OTHER_WORDS = {
    "natural person": "Person", "private person": "Person", "physical person": "Person", "private individual": "Person", "man": "Person",
    "woman": "Person", "corporate": "Company", "corporation": "Company", "limited company": "Company", "enterprise": "Company",
    "legal person": "LegalEntity", "juridical person": "LegalEntity", "juridical": "LegalEntity", "legal": "LegalEntity",
    "non natural person": "LegalEntity", "org": "Organization", "government": "PublicBody", "boat": "Vessel", "tanker": "Vessel",
    "crypto": "CryptoWallet", "crypto address": "CryptoWallet", "plane": "Airplane",
    "individual": "Person", "people": "Person", "human": "Person", "entity": "LegalEntity", "firm": "Company", "business": "Company",
    "organisation": "Organization", "ship": "Vessel", "wallet": "CryptoWallet", "address": "CryptoWallet", "aircraft": "Airplane",
    "bank": "Company", "any": ALL_KINDS, "all": ALL_KINDS, "": ALL_KINDS,
}  # fmt: skip
_KINDS = {kind: kind for kind in SORTS} | {squashed(word): kind for word, kind in (*((one, one) for one in SORTS), *_OTHER_WORDS.items())}
_ABOUT_IT = ("id", "kind", "schema", "name", "caption", "props", "properties")  # what stands beside the properties
_ONLY_NAMED = frozenset({"id", "kind", "name", "props"})
_KNOWN, _NUMBERS = frozenset({*PROPERTIES, "address"}), frozenset(NUMBERS)
MOST_VALUES = 64  # of one property; of more it is said that they were not looked at
MOST_NAMES = 64


Said = Mapping[str, Sequence[str]]  # property -> its values as text, if it has any


def kind_of_party(text: str) -> str:
    """A kind in the words of FollowTheMoney; raises InputError for others."""
    found = _KINDS.get(text) or _KINDS.get(squashed(text[:80]) if text.strip() else "")
    if found is None:
        kinds = ", ".join(kind for kind in SORTS if kind != ALL_KINDS)
        raise InputError(f"there is no kind {text[:40]!r}", where="kind", do=f"use {kinds}, or none for all")
    return found


def party_of(asked: Mapping[str, Any]) -> Party:
    """`{"kind", "name", "props"}` or FollowTheMoney's own `{"schema", "properties"}` -> a party. Raises InputError."""
    kind = kind_of_party(str(_beside(asked, "kind") or _beside(asked, "schema") or ""))
    given = asked.get("name")
    if kind in _NAMED_ONLY and type(given) is str and not asked.get("props") and asked.keys() <= _ONLY_NAMED and is_plain(given):
        return Party(kind=kind, names=(Named(text),) if (text := given.strip()) else ())
    props, strange = _properties(asked)
    given = given if given is not None else _beside(asked, "name") or _beside(asked, "caption")
    caption = _texts(given)
    said = {key: found for key, value in props.items() if (found := _texts(value))}
    for key, texts in said.items():
        if key in _NUMBERS:
            said[key] = [*map(as_written, texts)]
    names = list(parted(_names(caption, said)))
    wallets, wallet_faults = _wallets(kind, caption, said)
    if kind == "CryptoWallet":
        names = []
    number = _number_as_name(kind, caption)
    imos, imo_faults = _checked([*_of(said, "imoNumber"), *number], imo, "IMO number (seven digits, the last a check digit)")
    births, birth_faults = _births(_of(said, "birthDate"))
    leis, lei_faults = _checked(_of(said, "leiCode"), lei, "LEI (twenty signs, the last two check digits)")
    bics, bic_faults = _checked(_of(said, "swiftBic"), bic, "BIC (four letters, a State, two signs; three more name a branch)")
    papers = [text for key in _DOCUMENTS if key in said for text in said[key]]
    return Party(
        kind=kind,
        names=tuple(names[:MOST_NAMES]),
        births=births,
        states=tuple(dict.fromkeys(state_of(text) for key in _STATES if key in said for text in said[key])),
        gender=next(iter(_of(said, "gender")), "").lower(),
        documents=tuple(dict.fromkeys((*(one for text in papers for part in _parts(text) if (one := document(part))), *bics))),
        imos=tuple(dict.fromkeys(imos)),
        mmsis=tuple(dict.fromkeys(_of(said, "mmsi"))),
        call_signs=tuple(dict.fromkeys(text.upper() for text in _of(said, "callSign"))),
        leis=tuple(dict.fromkeys(leis)),
        wallets=wallets,
        unread=(*birth_faults, *_short(papers), *(one.note for one in wallets if one.note)),
        faults=(*imo_faults, *lei_faults, *bic_faults, *wallet_faults, *_not_looked_at(given, props, names), *_lost(said), *strange),
    )


def _beside(asked: Mapping[str, Any], key: str) -> Any:
    """What stands beside the properties, whatever the case it is written in."""
    if key in asked:
        return asked[key]
    return next((value for other, value in asked.items() if type(other) is str and other.lower() == key), None)


def _properties(asked: Mapping[str, Any]) -> tuple[Mapping[str, Any], Texts]:
    """The properties, in `props` or beside it and however they are called; and what may be a number that decides, but is none we know."""
    props = asked.get("props") or {}
    if isinstance(props, Mapping) and asked.keys() <= _ONLY_NAMED and props.keys() <= _KNOWN:  # what most are
        return props, ()
    found: dict[str, Any] = {}
    strange: list[str] = []
    named = bool(_beside(asked, "name") or _beside(asked, "caption"))
    for where in ("props", "properties"):
        given = _beside(asked, where) or {}
        if not isinstance(given, Mapping):
            raise InputError("is no object", where=where, do="give FollowTheMoney properties, each a value or a list")
        for key, value in given.items():
            _take(found, strange, str(key), value)
    for key, value in asked.items():
        if str(key).lower() not in _ABOUT_IT and not (named and _is_someone(str(key), value)):
            _take(found, strange, str(key), value)
    return found, tuple(strange)


def _is_someone(key: str, value: Any) -> bool:
    """`company`, `customer`: beside a name that may be somebody else, or be told at length."""
    return property_called(key) == "name" and ("name" not in squashed(key) or isinstance(value, Mapping))


def _take(found: dict[str, Any], strange: list[str], key: str, value: Any) -> None:
    holds = key if key in _KNOWN else property_called(key)
    if holds in _KNOWN:
        found[holds] = value if holds not in found else [*_many(found[holds]), *_many(value)]
    elif looks_identifying(key) and value not in (None, "", [], {}):
        strange.append(
            f"{key[:40]!r} is no property that is known, so nothing was looked up by it (passportNumber, imoNumber, birthDate, ..)"
        )


def _many(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _lost(said: Said) -> Iterator[str]:
    """Numbers and days of which signs could not be read."""
    for key, texts in said.items():
        if key in IDENTIFYING:
            for text in texts:
                if UNREAD in text:
                    yield f"{key} {text[:40]!r} holds signs that could not be read"


def shown_name(asked: Mapping[str, Any]) -> str:
    """The query in an answer: its name, else the first value it has."""
    given = asked.get("name") if asked.get("name") is not None else _beside(asked, "name") or _beside(asked, "caption")
    try:
        values = _properties(asked)[0].values()
    except InputError:
        values = {}.values()
    return next((text for one in (given, *values) for text in _texts(one)), "")


def _names(caption: Iterable[str], said: Said) -> Iterator[Named]:
    found = {text: Named(text) for text in caption}
    for key in _NAMES:
        for text in _of(said, key):
            found.setdefault(text, Named(text, key == "weakAlias"))
    parts = [next(iter(_of(said, key)), "") for key in ("firstName", "middleName", "fatherName", "lastName")]
    whole = " ".join(part for part in parts if part)
    if whole and sum(map(bool, parts)) == 1 and found:  # `Name, Vorname` or `Nombre, Apellidos`: the one is the other half
        half = next(iter(found))
        whole = "" if whole.lower() in half.lower() else f"{half} {whole}" if parts[-1] else f"{whole} {half}"
    if whole:
        found.setdefault(whole, Named(whole))
    yield from found.values()


def _not_looked_at(given: Any, props: Mapping[str, Any], names: list[Named]) -> Iterator[str]:
    """What of the question is beyond the bounds, so that nobody takes it for clear."""
    for key, value in (("name", given), *((key, props[key]) for key in _LOOKED_AT if key in props)):
        values = value if isinstance(value, list | tuple) else [value]
        if len(values) > MOST_VALUES:
            yield f"{key} has {len(values):,} values, and only {MOST_VALUES} were looked at"
        if any(isinstance(one, list | dict) for one in values):
            yield f"{key} has a value that is no text, so nothing was looked up by it"
    if len(names) > MOST_NAMES:
        yield f"it has {len(names):,} names, and only {MOST_NAMES} were looked at"
    for one in names[:MOST_NAMES]:
        if UNREAD in one.text:
            yield f"the name {one.text[:40]!r} holds signs that could not be read, so it is not the name that was meant"
        if (many := many_words(one.text)) > MOST_WORDS:
            yield f"the name {one.text[:40]!r}.. has {many:,} words, and only {MOST_WORDS} were looked at"


_BETWEEN = re.compile(r"\s*[,;/|\n]\s*")


def _parts(text: str) -> tuple[str, ...]:
    """A number as it stands, and what of it may be one by itself: `381310014 / 12345678`, `381310014, issued 2017`."""
    return (text, *_BETWEEN.split(text)) if _BETWEEN.search(text) else (text,)


def _short(papers: Iterable[str]) -> Iterator[str]:
    """Numbers of documents that are too short to be one party's."""
    for text in papers:
        if any(map(str.isdigit, text)) and not document(text):
            yield f"{text[:40]!r} is too short to be one party's number, so nothing was looked up by it"


def _wallets(kind: str, caption: list[str], said: Said) -> tuple[tuple[Address, ...], Texts]:
    """Addresses by their property; and a name that can only be one."""
    currency = next(iter(_of(said, "currency")), "")
    given = [*_of(said, "publicKey"), *_of(said, "walletAddress"), *(_of(said, "address") if kind == "CryptoWallet" else ())]
    called = kind == "CryptoWallet" and not given  # a wallet by its name alone; beside an address a name may be what somebody calls it
    stated = {*given, *(text for text in caption if called or text[:2] in ("0x", "0X"))}
    if kind in ("CryptoWallet", ALL_KINDS):
        given += [text for text in caption if (called or can_be_address(text)) and text not in given]
    found = {text: address(text, currency) for text in given}
    faults = [one.fault for one in found.values() if one.fault]
    faults += [f"{text[:60]!r} has the form of no address that is known" for text, one in found.items() if text in stated and not one.known]
    return tuple(one for one in found.values() if one.text), tuple(faults)


def _number_as_name(kind: str, caption: list[str]) -> list[str]:
    """An IMO number where a name stands; told by its check digit."""
    return [text for text in caption if kind in ("Vessel", ALL_KINDS) and imo(text)]


def _checked(given: Iterable[str], check: Any, what: str) -> tuple[list[str], Texts]:
    right = [found for text in given if (found := check(text))]
    return right, tuple(f"{text[:40]!r} is no {what}, so nothing was looked up by it" for text in given if not check(text))


def _births(given: Iterable[str]) -> tuple[Texts, Texts]:
    """Days of birth in the form that compares; what no form reads is a fault."""
    right: list[str] = []
    wrong: list[str] = []
    for text in given:
        found = text if read_birth(text) else written_birth(text)
        (right if found else wrong).append(found or f"{text[:40]!r} is no day of birth that can be read, so it was compared with nothing")
    return tuple(right), tuple(wrong)


def _of(said: Said, key: str) -> Sequence[str]:
    return said.get(key, ())


def _texts(value: Any) -> list[str]:
    """A value or a list of them, as text; what is empty is not there."""
    return texts_of(value, MOST_VALUES)
