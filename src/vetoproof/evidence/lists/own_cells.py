"""The cells of a list of one's own -> names, days of birth, numbers: parted and labelled in the many ways that people do it.

A cell is parted at `;`, `|` and line ends; at commas only where the list itself does not write `FAMILY, Given`. What is left out of a cell
are words about it (`Good:`, `f.k.a.:`, `expires 25.3.2016`), never a part of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vetoproof.evidence.lists.dates import partial_date
from vetoproof.evidence.lists.spelling import names_in
from vetoproof.evidence.lists.tables import Alias

LONGEST = 200  # characters of a cell that is taken apart by its words; what is longer stays as it stands
_BETWEEN = re.compile(r"[;|\n]")
_BESIDE = re.compile("[;|]")  # a name may go on in the next line
_OTHER_SHIP = re.compile(r"([^()]{2,}?)\s*\(([^()]*[^\W\d_][^()]*)\)")
_QUALITY = re.compile(r"^\s*(good|strong|high|low|weak)(?:\s+quality)?\s*:\s*", re.IGNORECASE)
_FORMER = re.compile(r"^\s*f\.?k\.?a\b", re.IGNORECASE)
_WEAK = ("low", "weak")
# What follows a comma and is no name of its own: forms of firms, and of sons.
_TAIL = re.compile(
    r"(?:co|corp|inc|incorporated|ltd|limited|llc|llp|lp|plc|sa|sarl|srl|spa|ag|gmbh|bv|nv|jsc|ojsc|pjsc|pte|pty|pvt|sdn|bhd|kft|zrt|as"
    r"|sro|doo|oy|ab|de cv|cv|jr|sr|ii|iii|iv|the)+",
    re.IGNORECASE,
)
_TWO_SCRIPTS = re.compile(r"(?P<latin>[^\W\d_][\w.'’‘ -]*\s[\w.'’‘-]*[a-z][\w.'’‘-]*)\s+(?P<other>[\u3400-\u9fff\uac00-\ud7a3 ]{2,})")
_LATIN = re.compile(r"[^\u3400-\u9fff\uac00-\ud7a3]*")
_LETTERED = re.compile(r"(?:^|\s+)[a-h]\)\s+")
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_ABOUT_PAPER = re.compile(r"\s*(?:\(|\b(?:expire[sd]?|expiring|issued|valid|until)\b).*$", re.IGNORECASE | re.DOTALL)
_PAPER = re.compile(r"^\s*[A-Za-z][A-Za-z .'-]*:\s*")
_SLASH = re.compile(r"\s+/\s+")


def parted(text: str) -> tuple[str, ...]:
    """The values of a cell, each once."""
    return tuple(dict.fromkeys(part.strip() for part in _BETWEEN.split(text) if part.strip()))


def own_names(text: str, *, ship: bool) -> tuple[str, ...]:
    """The name, then others in the same cell: parted at `;` or `|`, in another script, or a ship's other name in brackets."""
    parts = (part.strip() for part in _BESIDE.split(text))
    return tuple(one for part in parts if part for one in _two_in_one(part, ship)) or ("",)


def _two_in_one(text: str, ship: bool) -> tuple[str, ...]:
    found = _OTHER_SHIP.fullmatch(text) if ship and len(text) <= LONGEST else None
    return (found[1], found[2].strip()) if found else by_script(text)


def other_names(text: str, own: str, *, many: bool) -> Iterator[Alias]:
    """The names of a cell, with their quality and sort where it is said. `many`: the column is for several names."""
    for part in parted(text):
        word = _QUALITY.match(part)
        rest = part[word.end() :] if word else part
        quality = "" if word is None else "weak" if word[1].lower() in _WEAK else "strong"
        sort = "fka" if _FORMER.match(rest) else "aka"
        for name in _by_comma(rest, own, many=many and part == text.strip()):
            yield from (Alias(one, quality, sort) for whole in names_in(name) for one in by_script(whole) if one != own)


def by_script(name: str) -> tuple[str, ...]:
    """`PAK Kwang Hun 박광훈` is two names. One switch of script, and a whole name before it; else it stays as it is."""
    found = _TWO_SCRIPTS.fullmatch(name) if len(name) <= LONGEST and not name.isascii() else None
    return (found["latin"].strip(), found["other"].strip()) if found and _LATIN.fullmatch(found["latin"]) else (name,)


def _by_comma(text: str, own: str, *, many: bool) -> tuple[str, ...]:
    """`Abu Ali, Abou Ali` is two names; `KIM, Chol` and `ACME CO., LTD.` are one. Elsewhere only three whole names are that."""
    parts = _with_tails(text)
    if len(parts) < 2 or len(own) > LONGEST or len(_with_tails(own)) > 1:
        return (text,)
    if not many and (len(parts) < 3 or not all(" " in part for part in parts)):
        return (text,)
    lone = len(parts) == 2 and all(" " not in part for part in parts) and " " in own
    return (text,) if lone else parts


def _with_tails(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for part in re.split(r",\s+", text):
        if found and len(part) < 20 and _TAIL.fullmatch(re.sub(r"[.\s]", "", part)):
            found[-1] += f", {part}"
        elif part.strip():
            found.append(part.strip())
    return tuple(found)


def births(text: str) -> tuple[str, ...]:
    """`a) 1964 b) 28.8.1962`, `7.8.1965 / 20.2.1972`, `1967-1969`: each day, or as much of it as is stated."""
    parts = (one for part in parted(text) if len(part) <= LONGEST for some in _LETTERED.split(part) for one in _SLASH.split(some))
    plain = (re.sub(r"^(\d{4})\s*-\s*(\d{4})$", r"\1 to \2", _DOTTED.sub(r"\1/\2/\3", part.strip(" ,"))) for part in parts)
    return tuple(dict.fromkeys(filter(None, map(partial_date, plain))))


def papers(text: str) -> tuple[str, ...]:
    """`Passport:381110042 (Expired 25 Jan. 2016)`, `563410081 / 472410022`: the numbers alone."""
    some = (one for part in parted(text) for one in (_SLASH.split(part) if len(part) <= LONGEST else (part,)))
    parts = (_ABOUT_PAPER.sub("", _PAPER.sub("", one)).strip(" .,") if len(one) <= LONGEST else one for one in some)
    return tuple(dict.fromkeys(part for part in parts if any(sign.isdecimal() for sign in part)))
