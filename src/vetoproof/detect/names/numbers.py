"""Numbers that name one party only: IMO, LEI, BIC, documents; in the one spelling that compares equal, or None if they cannot be right."""

from __future__ import annotations

import re

from vetoproof.evidence.lists import firms
from vetoproof.terms.names import imo_number

_SIGNS = re.compile(r"[^0-9A-Z]+")
SHORTEST = 5  # signs of a document's number; shorter ones are many people's


def imo(text: str) -> str | None:
    """Seven digits, the last a check digit (IMO resolution A.1117(30))."""
    return imo_number(text)


def lei(text: str) -> str | None:
    """Twenty signs, the last two check digits (ISO 17442)."""
    return firms.lei(text)


def bic(text: str) -> str | None:
    """A bank's code as a document: the institution alone, not the branch (ISO 9362). The blank keeps it from other documents."""
    found = firms.bic(text)
    return f"BIC {found}" if found else None


def document(text: str) -> str | None:
    """A passport, identity or registration number without blanks and signs: `PS-563410163` is `PS563410163`."""
    plain = _SIGNS.sub("", text.partition("(")[0].upper())
    return plain if len(plain) >= SHORTEST and any(sign.isdigit() for sign in plain) else None


def listed_document(sort: str, text: str) -> str | None:
    """A number of a list that says of what sort it is."""
    return bic(text) if firms.is_bic(sort) else document(text)


def same_document(one: str, other: str) -> bool:
    """Equal; or equal but for letters before the digits, of which lists leave out some."""
    if one == other:
        return True
    mine, theirs = one.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), other.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return mine == theirs and len(mine) >= 8 and (mine == one or theirs == other)
