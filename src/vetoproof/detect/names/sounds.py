"""One word in Latin letters -> what is left of it when spelling habits are taken away: doubled letters, vowels, ways to transliterate."""

from __future__ import annotations

import re
from functools import lru_cache

_RUN = re.compile(r"([a-z])\1+")
_VOWELS = re.compile(r"[aeiouyw']+")
_FOLDS = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        ("tsch|tch|dsch|dj|dzh|dz|zh|cz|tz|ts", "c"), ("sch|sh|sz", "s"), ("kh|ch|gh|qu|ck|q|k|x", "k"), ("ph|f|w|v", "v"), ("th|dh|d", "t"),
        ("b", "p"), ("g", "k"), ("z", "s"), ("j", "y"), ("ou|oo|eo|u|au|o", "o"), ("ee|ey|ei|ij|iy|yi|ie|y|i|e", "i"), ("ae|ai|ay|a", "a"), ("h", ""),
    )
)  # fmt: skip


@lru_cache(262_144)
def undoubled(word: str) -> str:
    return _RUN.sub(r"\1", word)


@lru_cache(262_144)
def consonants(word: str) -> str:
    """`jong` -> `jng`; a word of vowels alone stays."""
    return undoubled(_VOWELS.sub("", word)) or word[:1]


@lru_cache(262_144)
def folded(word: str) -> str:
    """A word as several transliterations write it alike: `Wladimir` and `Vladimir`, `Hussein` and `Husayn`."""
    for pattern, into in _FOLDS:
        word = pattern.sub(into, word)
    return undoubled(word)


@lru_cache(262_144)
def skeleton(word: str) -> str:
    """The consonants of the folded word: what blocks by."""
    return consonants(folded(word))


# Korean sounds in names of firms and ships: k and g, t and d, p and b, r and l, ch and j are spelled as one likes.
_KOREAN_FOLDS = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        ("tch|ch|dj|zh|j|z", "j"), ("sh", "s"), ("kh|k", "g"), ("th|t", "d"), ("ph|p", "b"), ("^[rl](?=[yi])", ""), ("l", "r"), ("(?<![aeiouyw])r$", "r"),
        ("yeo", "yo"), ("eo|eu|oo|ou|u", "o"), ("ae|ai|e", "e"),
    )
)  # fmt: skip


@lru_cache(131_072)
def korean_folded(word: str) -> str:
    for pattern, into in _KOREAN_FOLDS:
        word = pattern.sub(into, word)
    return undoubled(word)
