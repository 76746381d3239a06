"""Two words of names -> how near they are, 0 to 1: equal, one spelling for another, vowels dropped, an initial, a slip or two."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from vetoproof.detect.names.korean.agree import same_or_slip
from vetoproof.detect.names.korean.readings import cuts
from vetoproof.detect.names.lexicon import NICKNAMES
from vetoproof.detect.names.sounds import consonants, folded, korean_folded, undoubled, without_vowels

INITIAL = 0.75  # an initial for a word
DROPPED = 0.85  # the vowels were left out
FOLDED, UNDOUBLED, NICKNAME = 0.9, 0.96, 0.9
# How many slips (a letter put in, left out, changed, or two exchanged) a word of so many letters may have. Ours, tried on the
# development half of the labelled pairs; short words differ by one letter too often to be forgiven one.
_SLIPS = ((5, 0), (8, 1), (12, 2))
MOST_SLIPS = 3
COST = 1.15  # a slip costs its share of the letters, and a little


@lru_cache(262_144)
def near(one: str, other: str) -> float:
    """Latin words, in small letters."""
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:
        return _initial(one, other)
    if undoubled(one) == undoubled(other):
        return UNDOUBLED
    if NICKNAMES.get(one, one) == NICKNAMES.get(other, other):
        return NICKNAME
    return max(_by_sound(one, other), _slips(one, other))


def _initial(one: str, other: str) -> float:
    if len(one) == len(other):
        return 0.0
    short, word = (one, other) if len(one) < len(other) else (other, one)
    if word[0] == short:
        return INITIAL
    return INITIAL if consonants(word) == short and short not in "aeiou" else 0.0


def _by_sound(one: str, other: str) -> float:
    mine, theirs = folded(one), folded(other)
    if len(one) > 2 and len(other) > 2 and mine == theirs and len(mine) > 2:
        return FOLDED
    if without_vowels(one) == without_vowels(other) and _without_vowels(one, other):
        return DROPPED
    if min(len(mine), len(theirs)) > 4 and without_vowels(mine) == without_vowels(theirs) and _is_within(mine, theirs):
        return DROPPED  # `aleksandr`, `alexander`
    if (bare(one) or bare(other)) and len(one) > 3 and len(other) > 3 and consonants(mine) == consonants(theirs):
        return DROPPED - 0.05
    return 0.0


def _without_vowels(one: str, other: str) -> bool:
    """Of two words with the same consonants: whether one is the other without vowels, be that written otherwise; `il` is no `liu`."""
    if _is_within(one, other):
        return True
    return (bare(one) or bare(other)) and one[0] == other[0] and len(without_vowels(one)) > 1


def bare(word: str) -> bool:
    """Whether it has no vowel, but for a first one."""
    return _VOWEL.search(word, 1) is None


_VOWEL = re.compile("[aeiou]")


def _is_within(one: str, other: str) -> bool:
    """Whether one is the other with letters left out."""
    short, word = (one, other) if len(one) < len(other) else (other, one)
    letters = iter(word)
    return len(short) < len(word) and all(letter in letters for letter in short)


def slips_in(letters: int) -> int:
    """How many slips a word of so many letters may have."""
    return next((slips for most, slips in _SLIPS if letters < most), MOST_SLIPS)


def _slips(one: str, other: str) -> float:
    longest = max(len(one), len(other))
    may = slips_in(longest)
    if not may or abs(len(one) - len(other)) > may:
        return 0.0
    found = OSA.distance(one, other, score_cutoff=may)
    if found <= may:
        return 1.0 - COST * found / longest
    mine, theirs = folded(one), folded(other)
    found = OSA.distance(mine, theirs, score_cutoff=1)
    return 0.95 - COST * 2 * found / longest if found <= 1 and min(len(mine), len(theirs)) > 4 else 0.0


@lru_cache(131_072)
def near_korean(one: str, other: str) -> float:
    """The same for words of firms and ships that may be Korean: `ryonbong`, `yonbong`; `tangun`, `dangun`; `hungjin`, `hunjin`."""
    found = near(one, other)
    if found >= FOLDED or len(one) < LEAST_KOREAN or len(other) < LEAST_KOREAN:
        return found
    mine, theirs = korean_folded(one), korean_folded(other)
    if mine == theirs:
        return FOLDED
    if found < DROPPED and mine.replace("ng", "n") == theirs.replace("ng", "n"):
        return DROPPED
    return 0.0 if found not in (DROPPED, DROPPED - 0.05) and other_syllables(one, other) else found


LEAST_KOREAN = 5  # letters of a word that is compared by Korean sounds


def other_syllables(one: str, other: str) -> bool:
    """Whether both are of as many Korean syllables, other in consonants, and however they are cut one is another: `jinsong`, `jinmyong`."""
    if consonants(one) == consonants(other):
        return False
    pairs = [(a, b) for a in cuts(one) for b in cuts(other) if len(a) == len(b)]
    return bool(pairs) and not any(same_or_slip(a, b) for a, b in pairs)
