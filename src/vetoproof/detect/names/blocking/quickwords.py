"""A name -> its words, as `spelled` reads them; fast where nothing is special, which is most of the time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vetoproof.detect.names.firmtext import entity_texts, reads_as_it_stands
from vetoproof.detect.names.signs import LONGEST, SPELLED, bare, visible
from vetoproof.detect.names.spelled import MOST_WORDS, readings

# Letters with accents, as one sign each.
_ACCENTED = {
    sign: written
    for sign in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))
    if (written := bare(visible(sign)).lower()).isascii() and written.isalpha()
}
_APOSTROPHES = "'`’‘´ʼʻ′ʹʿʾ"
_PLAIN = str.maketrans(
    _ACCENTED
    | dict.fromkeys('\t,.;:-/\\()[]{}"&+*#%=<>?_~^', " ")
    | dict.fromkeys(_APOSTROPHES, "")
    | {chr(capital): chr(capital + 32) for capital in range(ord("A"), ord("Z") + 1)}
)
_SPECIAL = re.compile(rf"[^\x20-\x7e{_APOSTROPHES}{''.join(_ACCENTED)}]|[0-9@$!|]")


def quick_readings(text: str) -> Sequence[Sequence[str]]:
    """The same as `spelled.readings`."""
    found = _words(text)
    return readings(text) if found is None else (found[:MOST_WORDS],) if found else ()


def firm_readings(text: str) -> Sequence[Sequence[str]]:
    """The readings of each of `entity_texts`."""
    found = _words(text)
    if found and reads_as_it_stands(text, found):
        return (found[:MOST_WORDS],)
    return [words for written in entity_texts(text) for words in quick_readings(written)]


def _words(text: str) -> list[str] | None:
    """None: there is something special about it, be it only that it may be written letter by letter."""
    if _SPECIAL.search(text):
        return None
    found = text[:LONGEST].translate(_PLAIN).split()
    return None if len(found) >= SPELLED and [*map(len, found)].count(1) >= SPELLED else found
