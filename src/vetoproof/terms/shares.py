"""A share of a firm as registers write it (`>50`, `25-50`, `50,0 %`, `75+`) -> the least and the most that it may be, in per cent."""

from __future__ import annotations

import re
from decimal import Decimal

from attrs import frozen

NONE, HALF, WHOLE = Decimal(0), Decimal(50), Decimal(100)
LONGEST = 200  # signs of a text that says a share
_SMALLEST = Decimal("1E-9")  # of a per cent: what "less than 50" lacks of 50
_NUMBER = r"([0-9]{1,12}(?:[.,][0-9]{1,40})?)"
_SIGN = re.compile(r"(?i)%|\bper ?cents?\b|\bpercentage\b|\bpct\b|\bshares?\b")
_BETWEEN = re.compile(rf"(?:between |from )?{_NUMBER} ?(?:-|–|—|to|and|\.\.+) ?{_NUMBER}")
_MORE = re.compile(
    rf"(>=?|≥|over|above|more than|at least|min(?:imum)?\.?|not less than|from) ?{_NUMBER}|{_NUMBER} ?(?:\+|(?:or|and) (?:more|over|above))"
)
_LESS = re.compile(rf"(<|under|below|less than) ?{_NUMBER}")
_MOST = re.compile(rf"(?:<=|≤|up to|at most|max(?:imum)?\.?|not more than) ?{_NUMBER}|{_NUMBER} ?or less")
_BAND = re.compile(
    rf"(?:>|over|above|more than) ?{_NUMBER},?;? ?(?:but |and )?(?:not more than|up to|at most|<=?|less than|under|≤) ?{_NUMBER}"
)
_WORDS = {
    "majority": (HALF, WHOLE),
    "minority": (NONE, HALF - _SMALLEST),
    "all": (WHOLE, WHOLE),
    "whole": (WHOLE, WHOLE),
    "half": (HALF, HALF),
}


@frozen
class Share:
    """Per cent, ends included. Nothing known: from nothing to all, and not `stated`."""

    low: Decimal = NONE
    high: Decimal = WHOLE
    stated: bool = False


def read_share(text: str) -> Share:
    """What is no share that can be read is not known: neither nothing nor the rest."""
    plain = " ".join(_SIGN.sub(" ", text[:LONGEST]).lower().split())
    found = _ends(plain)
    if found is None or not NONE <= found[0] <= found[1] <= WHOLE:
        return Share()
    return Share(*found, stated=True)


def _ends(text: str) -> tuple[Decimal, Decimal] | None:
    if text in _WORDS:
        return _WORDS[text]
    if found := re.fullmatch(_NUMBER, text):
        return _decimal(found[1]), _decimal(found[1])
    if found := _BETWEEN.fullmatch(text) or _BAND.fullmatch(text):
        return _decimal(found[1]), _decimal(found[2])
    if found := _MORE.fullmatch(text):
        return _decimal(found[2] or found[3]), WHOLE
    if found := _LESS.fullmatch(text):
        return NONE, max(NONE, _decimal(found[2]) - _SMALLEST)
    if found := _MOST.fullmatch(text):
        return NONE, _decimal(found[1] or found[2])
    return None


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
