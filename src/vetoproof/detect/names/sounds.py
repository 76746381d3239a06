"""One word in Latin letters -> what is left of it when spelling habits are taken away: doubled letters, vowels, ways to transliterate."""

from __future__ import annotations

import re
from functools import lru_cache

_RUN = re.compile(r"([a-z])\1+")
_VOWELS = re.compile(r"[aeiouyw']+")
_FIVE = re.compile(r"[aeiou]+")
# What transliterations write in several ways -> one of them; the longest first.
_FOLDED = {
    written: into
    for into, some in {
        "c": "tsch tch dsch dj dzh dz zh cz tz ts", "s": "sch sh sz z", "ks": "x", "k": "kh ch gh qu ck q g", "v": "ph f w", "t": "th dh d",
        "p": "b",
        "o": "ou oo eo u au", "i": "ee ey ei ij iy yi ie y e j", "a": "ae ai ay", "": "h",
    }.items()
    for written in some.split()
}  # fmt: skip
_FOLD = re.compile("|".join(sorted(_FOLDED, key=len, reverse=True)))


@lru_cache(262_144)
def undoubled(word: str) -> str:
    return _RUN.sub(r"\1", word)


@lru_cache(262_144)
def consonants(word: str) -> str:
    """`jong` -> `jng`; a word of vowels alone stays."""
    return undoubled(_VOWELS.sub("", word)) or word[:1]


@lru_cache(262_144)
def without_vowels(word: str) -> str:
    """The same, but w and y are letters: `kwang` is `kwng`, `kyong` is `kyng`."""
    return undoubled(_FIVE.sub("", word)) or word[:1]


@lru_cache(262_144)
def folded(word: str) -> str:
    """A word as several transliterations write it alike: `Wladimir` and `Vladimir`, `Sergei` and `Sergey`."""
    return undoubled(_FOLD.sub(lambda found: _FOLDED[found[0]], word))


# Korean sounds in names of firms and ships: k and g, t and d, p and b, r and l, ch and j are spelled as one likes.
_KOREAN_FOLDS = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        ("tch|ch|dj|zh|j|z", "j"), ("sh", "s"), ("kh|k", "g"), ("th|t", "d"), ("ph|p", "b"), ("^[rln](?=[yi])", ""), ("l", "r"),
        ("yeo", "yo"), ("eo|eu|oo|ou|u", "o"), ("ae|ai|e", "e"), ("(?<=[mg])r", "n"),
    )
)  # fmt: skip


@lru_cache(131_072)
def korean_folded(word: str) -> str:
    for pattern, into in _KOREAN_FOLDS:
        word = pattern.sub(into, word)
    return undoubled(word)
