"""One field of a question -> the names in it: `A; B`, `A / B`, `A a.k.a. B` are two; and what cannot be read, or is too long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vetoproof.detect.names.party import Named
from vetoproof.detect.names.signs import LONGEST, words
from vetoproof.detect.names.spelled import MOST_WORDS

UNREAD = "\ufffd"  # stands in a text where its bytes could not be read
_BREAKS = re.compile(r"[\W_]+")
_SIGNS = frozenset(";/|\n")
# Two names in one field: `A; B`, `A / B`, `A a.k.a. B`.
_SEVERAL = re.compile(
    r"\s*[;\n]\s*|\s+[/|]\s+|(?:\s*[,(]\s*|\s+)(?:[afn]\.k\.a\.?|[afn]/?k/?a|alias|also known as|formerly(?: known as)?)[:,]?\s+",
    re.IGNORECASE,
)


def is_plain(text: str) -> bool:
    """One name within the bounds, whole."""
    return not _several(text) and many_words(text) <= MOST_WORDS and (text.isascii() or (UNREAD not in text and text == utf8(text)))


def parted(names: Iterable[Named]) -> Iterator[Named]:
    """Each name as it stands; and those in it, if it is several."""
    for one in names:
        yield one
        if _several(one.text):
            parts = (part.strip(" ,()") for part in _SEVERAL.split(one.text))
            yield from (Named(part, one.weak) for part in parts if sum(map(str.isalpha, part)) > 1)


def _several(text: str) -> bool:
    """Whether there may be several names in one: first by what each sign between them has, as most names have none of it."""
    if len(text) > LONGEST:  # not screened at all
        return False
    low = text.lower()
    return ("k" in low and "a" in low or not _SIGNS.isdisjoint(low) or "alias" in low or "formerly" in low) and _SEVERAL.search(
        text
    ) is not None


def many_words(text: str) -> int:
    """How many words a name has, counted only where they may be too many."""
    if len(text) <= 2 * MOST_WORDS or len(text) > LONGEST or (text.isascii() and len(_BREAKS.findall(text)) < MOST_WORDS):
        return 0
    return len(words(text))


def utf8(text: str) -> str:
    """The same; bytes in it that were no UTF-8 as the sign that stands for them."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join(UNREAD if "\ud800" <= sign <= "\udfff" else sign for sign in text)
    return text
