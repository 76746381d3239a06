"""Each distinct word once -> the numbers that names are blocked by: its skeleton, the skeleton with a letter left out, its Korean sounds.

A word's record costs microseconds, a name's only a look-up, so a million names of a hundred thousand words are blocked in seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any
from zlib import crc32

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from vetoproof.detect.names.korean.readings import cuts
from vetoproof.detect.names.korean.sounds import parts
from vetoproof.detect.names.lexicon import GENERIC, LEGAL, PARTICLES, PLACES, SHIP_WORDS, TITLES, common_form
from vetoproof.detect.names.signs import LONGEST, SPELLED, romanised
from vetoproof.detect.names.spelled import MOST_WORDS, readings

U64 = np.uint64
VARIANTS, SOUNDS = 6, 4  # kept of a word: skeletons with one letter left out; codes of its Korean sounds
# Letters that transliterations exchange are one; vowels and weak letters are none.
_CLASSES = str.maketrans(
    {letter: group[0] for group in ("pbfvw", "kcqgx", "td", "sz", "l", "r", "m", "n") for letter in group} | dict.fromkeys("aeiouyhj'")
)
_WEIGHTS = {sign: crc32(f"{sign} of a name".encode()) << 31 ^ crc32(f"{sign} again".encode()) for sign in "pktslrmn0123456789"}
_RUN = re.compile(r"(.)\1+")
# Bits of the flags: what a word may be in a name.
TITLE, PARTICLE, LEGAL_FORM, PLACE, COMMON_WORD, SHIP_WORD, DIGITS, SINGLE = (1 << place for place in range(8))
_APART: tuple[tuple[int, frozenset[str]], ...] = (
    (TITLE, TITLES), (PARTICLE, PARTICLES), (LEGAL_FORM, LEGAL), (PLACE, PLACES), (COMMON_WORD, GENERIC), (SHIP_WORD, SHIP_WORDS),
)  # fmt: skip


def skeleton(latin: str) -> str:
    """The consonants by class, each run once; a word that begins with a vowel keeps a sign of it."""
    if latin.isdigit():
        return latin.lstrip("0") or "0"
    bare = _RUN.sub(r"\1", consonant_classes(latin))
    return "'" + bare if latin[:1] in "aeiou" and len(bare) < 2 else bare


def consonant_classes(latin: str) -> str:
    """`ch` and `j` are one sound to Koreans, so neither counts."""
    return latin.replace("ch", "").translate(_CLASSES)


def code(text: str) -> int:
    return crc32(text.encode())


@define(eq=False)
class Columns:
    """The records as arrays, a row a word; rows beyond the words known are empty."""

    skeletons: NDArray[np.uint64]
    variants: NDArray[np.uint64]  # 0: there is none
    firsts: NDArray[np.uint64]
    flags: NDArray[np.uint8]
    letters: NDArray[np.uint64]  # the sum over its consonants: the same however a name is cut into words
    each: NDArray[np.uint64]  # what one of them adds to the sum; 0: there is none
    sounds: NDArray[np.uint64]  # codes of its syllables, SOUNDS a word; 0: there is none
    lengths: NDArray[np.int64]  # how many syllables

    @classmethod
    def empty(cls, size: int) -> Columns:
        return cls(
            np.zeros(size, U64), np.zeros((size, VARIANTS), U64), np.zeros(size, U64), np.zeros(size, np.uint8),
            np.zeros(size, U64), np.zeros((size, VARIANTS), U64), np.zeros((size, SOUNDS), U64), np.zeros((size, SOUNDS), np.int64),
        )  # fmt: skip

    def grown(self) -> Columns:
        """Twice as long."""
        return Columns(*(np.concatenate([one, np.zeros_like(one)]) for one in _arrays(self)))


def _arrays(columns: Columns) -> tuple[NDArray[Any], ...]:
    return tuple(getattr(columns, name) for name in Columns.__slots__ if name != "__weakref__")


@define(eq=False)
class WordBook:
    """The records, word by word; it grows."""

    known: dict[str, int] = field(factory=dict)
    columns: Columns = field(factory=lambda: Columns.empty(4096))
    _new: list[Record] = field(factory=list)

    def numbers(self, found: Iterable[str]) -> list[int]:
        known = self.known
        return [known[word] if word in known else self._add(word) for word in found]

    def _add(self, word: str) -> int:
        self._new.append(record(word))
        self.known[word] = len(self.known)
        return self.known[word]

    def filled(self) -> Columns:
        """The columns, with the words that came since. The last row stays empty: it stands for no word (-1)."""
        size = len(self.known)
        while size >= len(self.columns.firsts):
            self.columns = self.columns.grown()
        if self._new:
            _fill(self.columns, slice(size - len(self._new), size), self._new)
            self._new = []
        return self.columns


Record = tuple[int, tuple[int, ...], int, int, int, tuple[int, ...], tuple[tuple[int, int], ...]]


def record(word: str) -> Record:
    """What names are blocked by: skeleton, variants, first letter, flags, letters, each of them, sounds."""
    latin = common_form(romanised(word))
    bare = skeleton(latin)
    adds = [_WEIGHTS.get(sign, 0) for sign in consonant_classes(latin)]
    flags = sum(bit for bit, some in _APART if latin in some or word in some)
    flags |= (DIGITS if latin.isdigit() else 0) | (SINGLE if len(latin) == 1 else 0)
    first = ord(latin[0]) if latin else 0
    return code(bare), _left_out(bare), first, flags, sum(adds) % 2**64, tuple(dict.fromkeys(adds))[:VARIANTS], _sounds(word)


def _fill(columns: Columns, rows: slice, records: list[Record]) -> None:
    skeletons, variants, firsts, flags, letters, each, sounds = zip(*records, strict=True)
    columns.skeletons[rows], columns.firsts[rows], columns.flags[rows], columns.letters[rows] = skeletons, firsts, flags, letters
    columns.variants[rows], columns.each[rows] = _padded(variants, VARIANTS), _padded(each, VARIANTS)
    columns.sounds[rows] = _padded([[one for one, _ in some] for some in sounds], SOUNDS)
    columns.lengths[rows] = _padded([[size for _, size in some] for some in sounds], SOUNDS)


def _padded(rows: Sequence[Sequence[int]], width: int) -> NDArray[np.uint64]:
    """Rows of different length as a table; 0 where there is none."""
    sizes = np.fromiter((min(len(row), width) for row in rows), np.int64, len(rows))
    table = np.zeros((len(rows), width), U64)
    flat = np.fromiter(chain.from_iterable(row[:width] for row in rows), U64, int(sizes.sum()))
    table[np.arange(width)[None, :] < sizes[:, None]] = flat
    return table


def _left_out(bare: str) -> tuple[int, ...]:
    """The skeleton with each of its letters left out, if enough is left."""
    if len(bare) < 3 or bare.isdigit():
        return ()
    return tuple(dict.fromkeys(code(bare[:place] + bare[place + 1 :]) for place in range(len(bare))))[:VARIANTS]


# ---- Korean: a syllable's code is its first sound, vowel and last sound, each by its group, so that all that agree share a code

_FIRSTS = {
    sound: place
    for place, group in enumerate(("ㄱㄲㅋ", "ㄴㄹ", "ㄷㄸㅌ", "ㅁ", "ㅂㅃㅍ", "ㅅㅆ", "ㅇ", "ㅈㅉㅊ", "ㅎ"))
    for sound in group
}
_VOWELS = {sound: place for place, group in enumerate(("ㅏㅑㅘ", "ㅐㅒㅔㅖㅙㅚㅞ", "ㅓㅕㅗㅛㅜㅝㅠㅡ", "ㅟㅢㅣ")) for sound in group}
_LASTS = {sound: place for place, group in enumerate(("ㄱㄲㅋ", "ㄴ", "ㄷㅅㅆㅈㅊㅌ", "ㄹ", "ㅁ", "ㅂㅍ", "ㅇ")) for sound in group}
BASE = 331  # more than the codes of syllables


def syllable_code(syllable: str) -> int:
    first, vowel, last = parts(syllable)
    return 1 + (_FIRSTS[first] * 4 + _VOWELS[vowel]) * 8 + _LASTS.get(last, 7)


def near_codes(syllable: str) -> set[int]:
    """The code of a syllable, and those that a slip of its vowel has."""
    first, vowel, last = parts(syllable)
    others = {"ㅐ": (0,), "ㅏ": (1,), "ㅕ": (1,), "ㅔ": (2,), "ㅟ": (), "ㅚ": (2,), "ㅗ": (1,), "ㅢ": (2,), "ㅡ": (3,)}.get(vowel, ())
    tail = _LASTS.get(last, 7)
    return {1 + (_FIRSTS[first] * 4 + group) * 8 + tail for group in (_VOWELS[vowel], *others)}


def _sounds(word: str) -> tuple[tuple[int, int], ...]:
    """Codes of the word's cuts, the likeliest first."""
    found: dict[tuple[int, int], None] = {}
    for cut in cuts(word):
        codes = [0]
        for syllable in cut:
            some = dict.fromkeys(syllable_code(one) for one in syllable.means)
            codes = [before * BASE + one for before in codes for one in some][: SOUNDS * 4]
        for one in codes:
            found[one, len(cut)] = None
    return tuple(found)


# ---- names -> words, fast where nothing is special

_PLAIN = str.maketrans(
    dict.fromkeys("\t,.;:-/\\()[]{}\"&+*#%=<>?_~^", " ")
    | dict.fromkeys("'`", "")
    | {chr(capital): chr(capital + 32) for capital in range(ord("A"), ord("Z") + 1)}
)
_SPECIAL = re.compile(r"[^\x20-\x7e]|[0-9@$!|]")


def quick_readings(text: str) -> Sequence[Sequence[str]]:
    """The same as `spelled.readings`."""
    if _SPECIAL.search(text):
        return readings(text)
    found = text[:LONGEST].translate(_PLAIN).split()
    if len(found) >= SPELLED and len(text) < 4 * len(found):
        return readings(text)  # perhaps letter by letter
    return (found[:MOST_WORDS],) if found else ()
