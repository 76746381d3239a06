"""Who is screened and who is listed, in one form: names, days of birth, numbers; each number in the one spelling that compares equal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from vetoproof.detect.names.compare import Sort
from vetoproof.detect.names.numbers import document, imo, lei
from vetoproof.detect.names.wallets import Address, address

# FollowTheMoney's schemas, as far as they are screened -> how their names are compared.
SORTS: Mapping[str, tuple[Sort, ...]] = {
    "Person": ("person",), "Company": ("entity",), "Organization": ("entity",), "PublicBody": ("entity",),
    "LegalEntity": ("person", "entity"), "Vessel": ("vessel",), "CryptoWallet": (), "Airplane": ("vessel",),
    "Thing": ("person", "entity", "vessel"),
}  # fmt: skip
ALL_KINDS = "Thing"
Texts = tuple[str, ...]


@frozen
class Named:
    """A name, and whether the list itself calls it weak."""

    text: str
    weak: bool = False


@frozen
class Party:
    """A person, firm, ship or wallet. What is not known is empty."""

    kind: str
    names: tuple[Named, ...] = ()
    births: Texts = ()  # 1968, 1968-04, 1968-04-02, 1965/1967
    states: Texts = ()  # nationality, country, flag
    gender: str = ""
    documents: Texts = ()
    imo: str = ""
    mmsi: str = ""
    call_sign: str = ""
    lei: str = ""
    wallets: tuple[Address, ...] = ()
    unread: Texts = ()  # what else could not be read, so that nothing was compared with it
    faults: Texts = ()  # numbers that cannot be right, so that nothing was looked up by them
    screened: bool = True

    @property
    def sorts(self) -> tuple[Sort, ...]:
        return SORTS.get(self.kind, SORTS[ALL_KINDS])

    @property
    def empty(self) -> bool:
        """Nothing that could be looked up."""
        named = any(any(sign.isalnum() for sign in name.text) for name in self.names)
        return not (named or self.documents or self.imo or self.mmsi or self.lei or self.wallets)


@frozen
class Listed:
    """A party on a list: from `since` until `until`, both inside; None: not known, still so."""

    list: str
    ref: str
    party: Party
    since: date | None = None
    until: date | None = None
    note: str = ""
    extra: Mapping[str, str] = field(factory=dict)

    def on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    @property
    def name(self) -> str:
        return self.party.names[0].text if self.party.names else ""


def listed_of(row: Mapping[str, Any]) -> Listed:
    """A row of the table of lists -> a listed party."""
    aliases = [Named(alias["name"], alias["quality"] == "weak") for alias in row["aliases"] or () if alias["name"]]
    names = tuple(dict.fromkeys([Named(row["name"])] * bool(row["name"]) + aliases))
    party = Party(
        kind=row["kind"] or ALL_KINDS,
        names=names,
        births=tuple(row["birth_dates"] or ()),
        states=tuple(dict.fromkeys([*(row["nationalities"] or ()), *(row["countries"] or ()), *([row["flag"]] if row["flag"] else [])])),
        gender=row["gender"] or "",
        documents=_some(document(one["number"]) for one in row["documents"] or ()),
        imo=imo(row["imo"] or "") or "",
        mmsi=row["mmsi"] or "",
        call_sign=row["call_sign"] or "",
        lei=lei(row["lei"] or "") or "",
        wallets=tuple(found for one in row["wallets"] or () if (found := address(one["address"], one["currency"] or "")).text),
    )
    return Listed(row["list"] or "", row["ref"] or "", party, row["listed_on"], row["until"], "; ".join(row["programs"] or ()))


def _some(values: Iterable[str | None]) -> Texts:
    return tuple(dict.fromkeys(value for value in values if value))
