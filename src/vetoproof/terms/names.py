"""Names and ship numbers in one spelling, so that equal ones compare equal. No likeness: that is the matcher's work."""

from __future__ import annotations

import re
import unicodedata

_LABEL = re.compile(r"^\s*[afn]\.?k\.?a\.?\s*:\s*", re.IGNORECASE)  # `a.k.a.:` as official lists write it
_MARKS = re.compile(r"['’‘ʼ`´\"“”]")
_BREAKS = re.compile(r"[^\w]+|_+")
_IMO = re.compile(r"(?:IMO[\s:.#-]*)?([0-9]{7})", re.IGNORECASE)


def plain_name(text: str) -> str:
    """A name without case, accents, apostrophes and punctuation; `a.k.a.:` before it is dropped."""
    bare = unicodedata.normalize("NFKD", _MARKS.sub("", _LABEL.sub("", text)))
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(_BREAKS.sub(" ", unicodedata.normalize("NFC", letters).casefold()).split())


def imo_number(text: str) -> str | None:
    """The seven digits of an IMO ship number; None if it is none, by its form or by its check digit."""
    found = _IMO.fullmatch(text.strip())
    if found is None or not found[1].isascii():
        return None
    digits = [int(digit) for digit in found[1]]
    # Resolution A.1117(30): the sum of the first six, weighted 7 to 2, ends in the seventh.
    return found[1] if sum(d * w for d, w in zip(digits, range(7, 1, -1), strict=False)) % 10 == digits[6] else None
