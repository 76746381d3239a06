"""Words that say little of who is meant (forms of companies, trades, places, titles, particles), and words that stand for one another.

They stand in words.txt. A common word that was typed with a doubled letter, without its vowels or with a slip is put right here; the
words that say who is meant are not touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

_HEAD = re.compile(r"\[(\w+)\]")
_VOWELS, _RUN = re.compile("[aeiou]"), re.compile(r"([a-z])\1+")


def _sections() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in files(__package__).joinpath("words.txt").read_text("utf-8").splitlines():
        if head := _HEAD.match(line):
            lines = found.setdefault(head[1], [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return found


_READ = _sections()


def _words(section: str) -> frozenset[str]:
    return frozenset(word for line in _READ[section] for word in line.split())


def _pairs(section: str) -> dict[str, str]:
    """`center: centre` -> centre is center."""
    split = (line.partition(": ") for line in _READ[section])
    return {word: stands for stands, _, some in split for word in some.split()}


LEGAL, GENERIC, PLACES, TITLES = _words("legal"), _words("generic"), _words("places"), _words("titles")
PARTICLES, SHIP_WORDS, COMMON = _words("particles"), _words("ship"), _words("common")
SAME: Mapping[str, str] = _pairs("same")
NICKNAMES: Mapping[str, str] = _pairs("nicknames")
TRANSLATED: Mapping[str, str] = _pairs("translated")
ENDINGS: Mapping[str, str] = _pairs("endings")
MEANINGS: Mapping[str, str] = _pairs("meanings")
SHORT_FORMS: Mapping[str, str] = _pairs("short")

_KNOWN = LEGAL | GENERIC | PLACES | SAME.keys()
LONG = 6  # letters of a common word from which one slip in it is forgiven


def _respelled() -> Iterator[tuple[str, str]]:
    """Misspellings of common words -> the word; the shorter the word, the fewer."""
    for word in sorted(_KNOWN):
        if len(word) > 4 and len(bare := _VOWELS.sub("", word)) > 2:
            yield bare, word
            yield word[0] + _VOWELS.sub("", word[1:]), word
        if len(single := _RUN.sub(r"\1", word)) > 2:
            yield single, word
        if word in GENERIC and len(word) > 3:
            yield word + "s", word
        if len(word) >= LONG:
            yield from ((word[:place] + word[place + 1 :], word) for place in range(len(word)))


_RESPELLED = {wrong: word for wrong, word in _respelled() if wrong not in _KNOWN}


@lru_cache(131_072)
def common_form(latin: str) -> str:
    """The word, or the common word that it stands for: `trade` is `trading`, `lmtd` and `limitted` are `limited`."""
    if latin not in _KNOWN and len(latin) > 2:
        single = _RUN.sub(r"\1", latin)
        latin = _RESPELLED.get(latin) or (single if single in _KNOWN else _RESPELLED.get(single, latin))
    return SAME.get(latin, latin)
