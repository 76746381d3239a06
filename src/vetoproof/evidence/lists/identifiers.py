"""Numbers of a party that nobody names (OpenSanctions' `identifiers`) -> each in its place, by its form and check digits."""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import define, field

from vetoproof.evidence.lists.firms import bic, lei
from vetoproof.terms.names import imo_number
from vetoproof.terms.wallets import spelled

_IMO = re.compile(r"IMO\s*(\d+)", re.IGNORECASE)
_MMSI = re.compile(r"[2-7]\d{8}")  # a ship's begins with the three digits of a State, ITU-R M.585
_CALL_SIGN = re.compile(r"(?:[A-Z]{2}|[A-Z]\d|\d[A-Z])[A-Z\d]{1,5}")  # a series of the Radio Regulations, appendix 42, and what follows it
FIRMS = ("Company", "Organization", "LegalEntity")


@define
class Numbers:
    """The numbers of one party, by sort. What may be a call sign and has digits may be a document, too, and is in both."""

    imos: list[str] = field(factory=list)
    mmsis: list[str] = field(factory=list)
    call_signs: list[str] = field(factory=list)
    leis: list[str] = field(factory=list)
    bics: list[str] = field(factory=list)
    wallets: list[str] = field(factory=list)
    others: list[str] = field(factory=list)


def sorted_out(texts: Iterable[str], kind: str) -> Numbers:
    """Each text in its place. `kind`: of the party, one of KINDS."""
    found = Numbers()
    for text in texts:
        _place(text, kind, found).append(text)
    if kind == "Vessel":
        found.imos = [marked[1] if (marked := _IMO.fullmatch(text)) else text for text in found.imos]
        found.call_signs = [text for text in found.others if _CALL_SIGN.fullmatch(text)]
        found.others = [text for text in found.others if text not in found.call_signs or any(map(str.isdecimal, text))]
    return found


def _place(text: str, kind: str, found: Numbers) -> list[str]:
    if kind == "CryptoWallet":
        return found.wallets
    if kind == "Vessel":
        ship = _IMO.fullmatch(text) or imo_number(text)
        return found.imos if ship else found.mmsis if _MMSI.fullmatch(text) else found.others
    if lei(text):
        return found.leis
    if kind in FIRMS and bic(text):
        return found.bics
    address = spelled(text)
    return found.wallets if address.chain and not address.fault and not text.isdecimal() else found.others
