"""A name in a register -> the one spelling by which its rows are joined: no case, accents, blanks, signs, look-alikes, form of a firm.

What is only alike is not joined: a chain through two firms that are not the same would accuse the wrong one.
"""

from __future__ import annotations

import re

from vetoproof.detect.names.lexicon import common_form
from vetoproof.detect.names.numbers import imo, lei
from vetoproof.detect.names.signs import LONGEST, words

# Forms that are no word of a name. Short ones (SA, AG, SE) are syllables of Korean names too, and a group, a holding is another firm.
FORMS = frozenset(
    ("co", "company", "corp", "corporation", "inc", "incorporated", "limited", "ltd", "ltda", "llc", "llp", "plc", "gmbh", "sarl", "srl")
    + ("pte", "pvt", "pty", "jsc", "cjsc", "ojsc", "pjsc", "ooo", "oao", "zao", "sdn", "bhd", "fze", "fzco", "kft", "doo")
)
LEI_SIGNS = 20
_DIGITS = re.compile(r"\d{2}")
_PLAIN, _DRAWN = (
    re.compile(r"[a-z0-9]+"),
    re.compile(r"[a-z][0-9@$!|]|[0-9@$!|][a-z]"),
)  # words; digits and signs that may stand for letters


def one_spelling(name: str) -> str:
    """`Sunny & Sons Co., Ltd.` is `sunnyandsons`; a ship is its IMO number, a firm its LEI if it is called by it."""
    if number := number_in(name):
        return " ".join(number)
    found = _words(name[:LONGEST].replace("&", " and "))
    kept = [word for word in found if word not in FORMS and common_form(word) not in FORMS]
    return "".join(kept or found) or name.strip().lower() or name


def _words(name: str) -> list[str]:
    """As names are cut into words; most are plain, and need no look at each sign."""
    low = name.lower()
    if low.isascii() and not _DRAWN.search(low):
        return _PLAIN.findall(low.replace("'", "").replace("`", ""))
    return list(words(name))


def number_in(name: str) -> tuple[str, str] | None:
    """The sort of number and the number, if that is all that the name is."""
    if not _DIGITS.search(name):
        return None
    if number := imo(name):
        return "imo", number
    bare = name.strip().upper().removeprefix("LEI").strip(" :.#-")
    number = lei(bare) if len(bare) == LEI_SIGNS else None
    return ("lei", number) if number else None
