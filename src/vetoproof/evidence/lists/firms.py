"""Numbers that name one firm, as somebody wrote them -> the one spelling that compares equal, or None if they cannot be right: LEI, BIC."""

from __future__ import annotations

from functools import lru_cache

from stdnum import bic as bic_code
from stdnum import lei as lei_code

from vetoproof.evidence.climate.codes import ALPHA_3

WHOLE = 8  # signs of a BIC that name the institution; three more name a branch, XXX its head office (ISO 9362)
BIC_TYPES = ("swiftbic", "bicswift", "bic", "swift", "swiftcode", "biccode", "swiftbiccode")  # FollowTheMoney: swiftBic, OFAC: SWIFT/BIC


def lei(text: str) -> str | None:
    """Twenty signs, the last two check digits (ISO 17442)."""
    plain = _plain(text)
    return plain if plain and lei_code.is_valid(plain) else None


def bic(text: str) -> str | None:
    """The eight signs of the institution: four letters, a State, two signs. `FCBKKPPYXXX` and `FCBKKPPY` are one (ISO 9362)."""
    plain = _plain(text)
    return plain[:WHOLE] if bic_code.is_valid(plain) and plain[4:6] in ALPHA_3 else None


@lru_cache(4_096)
def is_bic(sort: str) -> bool:
    """Whether a list calls a number so."""
    return _plain(sort).lower() in BIC_TYPES


def _plain(text: str) -> str:
    return "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())
