"""What is asked, as FollowTheMoney writes it -> a party: kind, names, days of birth, numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vetoproof.detect.names.births import read_birth, written_birth
from vetoproof.detect.names.numbers import document, imo, lei
from vetoproof.detect.names.party import ALL_KINDS, SORTS, Named, Party, Texts
from vetoproof.detect.names.wallets import Address, address
from vetoproof.evidence.lists.countries import state_of
from vetoproof.terms.errors import InputError

_NAMES = ("name", "alias", "previousName", "weakAlias", "abbreviation")
_STATES = ("nationality", "citizenship", "country", "jurisdiction", "flag", "mainCountry")
_DOCUMENTS = (
    "passportNumber", "idNumber", "registrationNumber", "taxNumber", "innCode", "ogrnCode", "vatCode", "socialSecurityNumber", "swiftBic",
    "dunsCode",
)  # fmt: skip
_OTHER_WORDS = {
    "individual": "Person", "people": "Person", "human": "Person", "entity": "LegalEntity", "firm": "Company", "business": "Company",
    "organisation": "Organization", "ship": "Vessel", "wallet": "CryptoWallet", "address": "CryptoWallet", "aircraft": "Airplane",
    "bank": "Company", "any": ALL_KINDS, "all": ALL_KINDS, "": ALL_KINDS,
}  # fmt: skip
_KINDS = {kind: kind for kind in SORTS} | {kind.lower(): kind for kind in SORTS} | _OTHER_WORDS
MOST_VALUES = 64  # of one property
MOST_NAMES = 32


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
    if not props and kind in ("Person", "Company", "Organization"):
        return Party(kind=kind, names=tuple(Named(text) for text in _texts(asked.get("name"))[:MOST_NAMES]))
    caption = _texts(asked.get("name") if asked.get("name") is not None else asked.get("caption"))
    names = list(_names(caption, props))
    wallets, wallet_faults = _wallets(kind, caption, props)
    if kind == "CryptoWallet":
        names = []
    number = _number_as_name(kind, caption)
    imos, imo_faults = _checked([*_of(props, "imoNumber"), *number], imo, "IMO number (seven digits, the last a check digit)")
    births, birth_faults = _births(_of(props, "birthDate"))
    leis, lei_faults = _checked(_of(props, "leiCode"), lei, "LEI (twenty signs, the last two check digits)")
    return Party(
        kind=kind,
        names=tuple(names[:MOST_NAMES]),
        births=births,
        states=tuple(dict.fromkeys(state_of(text) for key in _STATES for text in _of(props, key))),
        gender=next(iter(_of(props, "gender")), "").lower(),
        documents=tuple(dict.fromkeys(found for key in _DOCUMENTS for text in _of(props, key) if (found := document(text)))),
        imo=imos[0] if imos else "",
        mmsi=next(iter(_of(props, "mmsi")), ""),
        call_sign=next(iter(_of(props, "callSign")), "").upper(),
        lei=leis[0] if leis else "",
        wallets=wallets,
        unread=birth_faults,
        faults=(*imo_faults, *lei_faults, *wallet_faults),
    )


def shown_name(asked: Mapping[str, Any]) -> str:
    """The query in an answer: its name, else the first value it has."""
    given = asked.get("name") if asked.get("name") is not None else asked.get("caption")
    props = asked.get("props") or asked.get("properties") or {}
    values = props.values() if isinstance(props, Mapping) else ()
    return next((text for one in (given, *values) for text in _texts(one)), "")


def _names(caption: Iterable[str], props: Mapping[str, Any]) -> Iterator[Named]:
    found = {text: Named(text) for text in caption}
    for key in _NAMES:
        for text in _of(props, key):
            found.setdefault(text, Named(text, key == "weakAlias"))
    if not found:
        parts = [next(iter(_of(props, key)), "") for key in ("firstName", "middleName", "fatherName", "lastName")]
        if whole := " ".join(part for part in parts if part):
            found[whole] = Named(whole)
    yield from found.values()


def _wallets(kind: str, caption: list[str], props: Mapping[str, Any]) -> tuple[tuple[Address, ...], Texts]:
    """Addresses by their property; and a name that can only be one."""
    currency = next(iter(_of(props, "currency")), "")
    given = [*_of(props, "publicKey"), *_of(props, "walletAddress"), *(_of(props, "address") if kind == "CryptoWallet" else ())]
    if kind in ("CryptoWallet", ALL_KINDS):
        given += [text for text in caption if _can_be_address(text) and text not in given]
    found = [address(text, currency) for text in dict.fromkeys(given)]
    return tuple(one for one in found if one.text), tuple(one.fault for one in found if one.fault)


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


def _of(props: Mapping[str, Any], key: str) -> list[str]:
    return _texts(props.get(key))


def _texts(value: Any) -> list[str]:
    """A value or a list of them, as text; what is empty is not there."""
    if value is None:
        return []
    if isinstance(value, str):
        text = value.strip()
        return [text] if text else []
    values = value if isinstance(value, list | tuple) else [value]
    texts = (str(one).strip() for one in values[:MOST_VALUES] if one is not None and not isinstance(one, bool | dict | list))
    return [text for text in texts if text]
