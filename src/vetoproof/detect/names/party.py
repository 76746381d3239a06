"""Who is screened and who is listed, in one form: names, days of birth, numbers; each number in the one spelling that compares equal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from vetoproof.detect.names.compare import Sort
from vetoproof.detect.names.wallets import Address

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
    documents: Texts = ()  # a bank's BIC among them, as `BIC FCBKKPPY`
    imos: Texts = ()
    mmsis: Texts = ()
    call_signs: Texts = ()
    leis: Texts = ()
    wallets: tuple[Address, ...] = ()
    unread: Texts = ()  # what else is told: what could not be read, so that nothing was compared with it, or how a number was read
    faults: Texts = ()  # numbers that cannot be right, so that nothing was looked up by them
    screened: bool = True

    @property
    def sorts(self) -> tuple[Sort, ...]:
        return SORTS.get(self.kind, SORTS[ALL_KINDS])

    @property
    def bics(self) -> Texts:
        return tuple(number for number in self.documents if number.startswith("BIC "))

    @property
    def empty(self) -> bool:
        """Nothing that could be looked up."""
        named = any(any(map(str.isalnum, name.text)) for name in self.names)
        return not (named or self.documents or self.imos or self.mmsis or self.leis or self.wallets)


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
