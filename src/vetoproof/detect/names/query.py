"""What is asked, as FollowTheMoney writes it -> a party: kind, names, days of birth, numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from vetoproof.detect.names.births import read_birth, written_birth
from vetoproof.detect.names.numbers import document, imo, lei
from vetoproof.detect.names.party import ALL_KINDS, SORTS, Named, Party, Texts
from vetoproof.detect.names.several import UNREAD, is_plain, many_words, parted, utf8
from vetoproof.detect.names.spelled import MOST_WORDS
from vetoproof.detect.names.wallets import Address, address
from vetoproof.evidence.lists.countries import state_of
from vetoproof.terms.errors import InputError

_NAMES = ("name", "alias", "previousName", "weakAlias", "abbreviation")
_STATES = ("nationality", "citizenship", "country", "jurisdiction", "flag", "mainCountry")
_DOCUMENTS = (
    "passportNumber", "idNumber", "registrationNumber", "taxNumber", "innCode", "ogrnCode", "vatCode", "socialSecurityNumber", "swiftBic",
    "dunsCode",
)  # fmt: skip
_LOOKED_AT = (*_NAMES, *_DOCUMENTS, "imoNumber", "mmsi", "callSign", "leiCode", "publicKey", "walletAddress", "birthDate")
_NAMED_ONLY = ("Person", "Company", "Organization")
_OTHER_WORDS = {
    "individual": "Person", "people": "Person", "human": "Person", "entity": "LegalEntity", "firm": "Company", "business": "Company",
    "organisation": "Organization", "ship": "Vessel", "wallet": "CryptoWallet", "address": "CryptoWallet", "aircraft": "Airplane",
    "bank": "Company", "any": ALL_KINDS, "all": ALL_KINDS, "": ALL_KINDS,
}  # fmt: skip
_KINDS = {kind: kind for kind in SORTS} | {kind.lower(): kind for kind in SORTS} | _OTHER_WORDS
MOST_VALUES = 64  # of one property; of more it is said that they were not looked at
MOST_NAMES = 64


Said = Mapping[str, Sequence[str]]  # property -> its values as text, if it has any


def kind_of_party(text: str) -> str:
    """A kind in the words of FollowTheMoney; raises InputError for others."""
    found = _KINDS.get(text) or _KINDS.get(text.strip().lower())
    if found is None:
        kinds = ", ".join(kind for kind in SORTS if kind != ALL_KINDS)
        raise InputError(f"there is no kind {text[:40]!r}", where="kind", do=f"use {kinds}, or none for all")
    return found


def party_of(asked: Mapping[str, Any]) -> Party:
    """`{"kind", "name", "props"}` or FollowTheMoney's own `{"schema", "properties"}` -> a party. Raises InputError."""
    kind = kind_of_party(str(asked.get("kind") or asked.get("schema") or ""))
    props = asked.get("props") or asked.get("properties") or {}
    if not isinstance(props, Mapping):
        raise InputError("is no object", where="props", do="give FollowTheMoney properties, each a value or a list")
    given = asked.get("name")
    if not props and kind in _NAMED_ONLY and type(given) is str and is_plain(given):
        return Party(kind=kind, names=(Named(text),) if (text := given.strip()) else ())
    caption = _texts(given if given is not None else asked.get("caption"))
    said = {key: found for key, value in props.items() if (found := _texts(value))}
    names = list(parted(_names(caption, said)))
    wallets, wallet_faults = _wallets(kind, caption, said)
    if kind == "CryptoWallet":
        names = []
    number = _number_as_name(kind, caption)
    imos, imo_faults = _checked([*_of(said, "imoNumber"), *number], imo, "IMO number (seven digits, the last a check digit)")
    births, birth_faults = _births(_of(said, "birthDate"))
    leis, lei_faults = _checked(_of(said, "leiCode"), lei, "LEI (twenty signs, the last two check digits)")
    papers = [text for key in _DOCUMENTS if key in said for text in said[key]]
    return Party(
        kind=kind,
        names=tuple(names[:MOST_NAMES]),
        births=births,
        states=tuple(dict.fromkeys(state_of(text) for key in _STATES if key in said for text in said[key])),
        gender=next(iter(_of(said, "gender")), "").lower(),
        documents=tuple(dict.fromkeys(one for text in papers if (one := document(text)))),
        imos=tuple(dict.fromkeys(imos)),
        mmsis=tuple(dict.fromkeys(_of(said, "mmsi"))),
        call_signs=tuple(dict.fromkeys(text.upper() for text in _of(said, "callSign"))),
        leis=tuple(dict.fromkeys(leis)),
        wallets=wallets,
        unread=(*birth_faults, *_short(papers)),
        faults=(*imo_faults, *lei_faults, *wallet_faults, *_not_looked_at(given, props, names)),
    )


def shown_name(asked: Mapping[str, Any]) -> str:
    """The query in an answer: its name, else the first value it has."""
    given = asked.get("name") if asked.get("name") is not None else asked.get("caption")
    props = asked.get("props") or asked.get("properties") or {}
    values = props.values() if isinstance(props, Mapping) else ()
    return next((text for one in (given, *values) for text in _texts(one)), "")


def _names(caption: Iterable[str], said: Said) -> Iterator[Named]:
    found = {text: Named(text) for text in caption}
    for key in _NAMES:
        for text in _of(said, key):
            found.setdefault(text, Named(text, key == "weakAlias"))
    parts = [next(iter(_of(said, key)), "") for key in ("firstName", "middleName", "fatherName", "lastName")]
    if (whole := " ".join(part for part in parts if part)) and (not found or sum(map(bool, parts)) > 1):
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


def _short(papers: Iterable[str]) -> Iterator[str]:
    """Numbers of documents that are too short to be one party's."""
    for text in papers:
        if any(map(str.isdigit, text)) and not document(text):
            yield f"{text[:40]!r} is too short to be one party's number, so nothing was looked up by it"


def _wallets(kind: str, caption: list[str], said: Said) -> tuple[tuple[Address, ...], Texts]:
    """Addresses by their property; and a name that can only be one."""
    currency = next(iter(_of(said, "currency")), "")
    given = [*_of(said, "publicKey"), *_of(said, "walletAddress"), *(_of(said, "address") if kind == "CryptoWallet" else ())]
    stated = {*given, *(caption if kind == "CryptoWallet" else ())}
    if kind in ("CryptoWallet", ALL_KINDS):
        given += [text for text in caption if (kind == "CryptoWallet" or _can_be_address(text)) and text not in given]
    found = {text: address(text, currency) for text in given}
    faults = [one.fault for one in found.values() if one.fault]
    faults += [f"{text[:60]!r} has the form of no address that is known" for text, one in found.items() if text in stated and not one.known]
    return tuple(one for one in found.values() if one.text), tuple(faults)


def _can_be_address(text: str) -> bool:
    plain = text.strip()
    return len(plain) >= 25 and plain.isascii() and plain.isalnum() and any(sign.isdigit() for sign in plain)


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
    if value is None:
        return []
    if isinstance(value, str):
        text = utf8(value).strip()
        return [text] if text else []
    values = value if isinstance(value, list | tuple) else [value]
    texts = (utf8(str(one)).strip() for one in values[:MOST_VALUES] if one is not None and not isinstance(one, bool | dict | list))
    return [text for text in texts if text]
