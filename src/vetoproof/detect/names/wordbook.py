"""Each distinct word once -> the numbers that names are blocked by: its form, the form with a letter left out, its Korean sounds.

A word's record costs microseconds, a name's only a look-up, so a million names of a hundred thousand words are blocked in seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any
from zlib import crc32

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from vetoproof.detect.names.koreancodes import SOUNDS, Sounds, sounds_of
from vetoproof.detect.names.lexicon import GENERIC, LEGAL, NICKNAMES, PARTICLES, PLACES, SHIP_WORDS, TITLES, common_form
from vetoproof.detect.names.nearness import bare, slips_in
from vetoproof.detect.names.signs import LONGEST, SPELLED, romanised
from vetoproof.detect.names.sounds import consonants, folded, korean_folded
from vetoproof.detect.names.spelled import MOST_WORDS, entity_weight, person_weight, readings

U64 = np.uint64
VARIANTS = 10  # kept of a word: its forms with a letter left out
LEAST_FOR_SLIPS, LEAST_SKELETON = 5, 4  # letters of a word that may have a slip; consonants that are enough without the vowels
# Letters that transliterations exchange are one; vowels and weak letters are none.
_CLASSES = str.maketrans(
    {letter: group[0] for group in ("pbfvw", "kcqgx", "td", "sz", "l", "r", "m", "n") for letter in group} | dict.fromkeys("aeiouyhj'")
)
_RUN = re.compile(r"(.)\1+")
_WEIGHTS = {sign: crc32(f"{sign} of a name".encode()) << 31 ^ crc32(f"{sign} again".encode()) for sign in map(chr, range(48, 123))}
# Bits of the flags: what a word may be in a name.
TITLE, PARTICLE, LEGAL_FORM, PLACE, COMMON_WORD, SHIP_WORD, DIGITS, SINGLE, BARE = (1 << place for place in range(9))
_APART: tuple[tuple[int, frozenset[str]], ...] = (
    (TITLE, TITLES), (PARTICLE, PARTICLES), (LEGAL_FORM, LEGAL), (PLACE, PLACES), (COMMON_WORD, GENERIC), (SHIP_WORD, SHIP_WORDS),
)  # fmt: skip


def code(text: str) -> int:
    return crc32(text.encode()) + 1  # 0 stands for none


@define(eq=False)
class Columns:
    """The records as arrays, a row a word; rows beyond the words known are empty. 0: there is none."""

    forms: NDArray[np.uint64]  # the word as all transliterations write it
    variants: NDArray[np.uint64]  # the same with a letter left out; a long one's consonants
    consonants: NDArray[np.uint64]
    korean: NDArray[np.uint64]  # the word as Korean spellings write it
    firsts: NDArray[np.uint64]
    flags: NDArray[np.uint16]
    letters: NDArray[np.uint64]  # the sum over its letters: the same however a name is cut into words
    bare: NDArray[np.uint64]  # the sum over its consonants
    each: NDArray[np.uint64]  # what one letter adds to the sum
    sounds: NDArray[np.uint64]  # codes of its syllables, SOUNDS a word
    lengths: NDArray[np.int64]  # how many syllables
    slips: NDArray[np.uint64]  # codes of its syllables with a slip in one vowel
    slip_lengths: NDArray[np.int64]
    signs: NDArray[np.uint32]  # which consonants the form has, a bit each
    spare: NDArray[np.uint8]  # how many of these bits may differ: two a slip; SINGLE letters and short names fit any
    size: NDArray[np.uint8]  # how many letters
    bones: NDArray[np.uint8]  # how many consonants
    person: NDArray[np.float32]  # how much it says of a person, of a firm
    entity: NDArray[np.float32]

    @classmethod
    def empty(cls, size: int) -> Columns:
        one, some, sounds = (size,), (size, VARIANTS), (size, SOUNDS)
        return cls(
            np.zeros(one, U64), np.zeros(some, U64), np.zeros(one, U64), np.zeros(one, U64), np.zeros(one, U64), np.zeros(one, np.uint16),
            np.zeros(one, U64), np.zeros(one, U64), np.zeros(some, U64), np.zeros(sounds, U64), np.zeros(sounds, np.int64),
            np.zeros(sounds, U64), np.zeros(sounds, np.int64), np.zeros(one, np.uint32), np.zeros(one, np.uint8),
            np.zeros(one, np.uint8), np.zeros(one, np.uint8), np.zeros(one, np.float32), np.zeros(one, np.float32),
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
    words: list[str] = field(factory=list)
    columns: Columns = field(factory=lambda: Columns.empty(4096))
    _new: list[Record] = field(factory=list)

    def numbers(self, found: Iterable[str]) -> list[int]:
        known = self.known
        return [known[word] if word in known else self._add(word) for word in found]

    def _add(self, word: str) -> int:
        self._new.append(record(word))
        self.words.append(word)
        self.known[word] = len(self.known)
        return self.known[word]

    def cut(self, size: int) -> None:
        """Forget the words that came after the first `size`: those of the lists stay, with their numbers."""
        self.filled()
        self.known, self.words = dict(islice(self.known.items(), size)), self.words[:size]
        for one in _arrays(self.columns):
            one[size:] = 0

    def filled(self) -> Columns:
        """The columns, with the words that came since. The last row stays empty: it stands for no word (-1)."""
        size = len(self.known)
        while size >= len(self.columns.forms):
            self.columns = self.columns.grown()
        if self._new:
            _fill(self.columns, slice(size - len(self._new), size), self._new)
            self._new = []
        return self.columns


Record = tuple[int, tuple[int, ...], int, int, int, int, int, int, tuple[int, ...], Sounds, Sounds, int, int, int, int, float, float]


def record(word: str) -> Record:
    """What names are blocked by; in the order of the columns, lengths apart."""
    written = romanised(word)
    latin = common_form(written)
    form, only = folded(latin), consonants(latin)
    flags = sum(bit for bit, some in _APART if latin in some or word in some) | _flags(latin)
    adds = [_WEIGHTS.get(sign, 0) for sign in written]
    adds_bare = sum(_WEIGHTS.get(sign, 0) for sign in written if sign not in "aeiouyw")
    sounds, slips, surname = sounds_of(word)
    return (
        code(form), _variants(latin, form), code(only), code(korean_folded(latin)) if len(latin) >= LEAST_FOR_SLIPS else 0,
        ord(latin[0]) if latin else 0, flags | surname, sum(adds) % 2**64, adds_bare % 2**64, tuple(dict.fromkeys(adds))[:VARIANTS],
        sounds, slips,
        _signs(form), ANY if len(latin) == 1 or latin in _NICKED else SPARE_BARE if bare(latin) else 2 * slips_in(len(latin)),
        min(len(written), 255), min(len(only), 255), person_weight(written), entity_weight(latin),
    )  # fmt: skip


ANY, SPARE_BARE = 64, 6  # without its vowels a word's letters stand in other groups
_NICKED = NICKNAMES.keys() | set(NICKNAMES.values())
_BITS = {sign: 1 << place for place, sign in enumerate("ckpvtslrmn0123456789")}


def _signs(form: str) -> int:
    found = 0
    for sign in form:
        found |= _BITS.get(sign, 0)
    return found


def _flags(latin: str) -> int:
    return (DIGITS if latin.isdigit() else 0) | (SINGLE if len(latin) == 1 else 0) | (BARE if bare(latin) else 0)


def _variants(latin: str, form: str) -> tuple[int, ...]:
    """The form with each letter left out, if a slip is forgiven; and a long word's consonants by class."""
    nick = [code(folded(NICKNAMES[latin]))] if latin in NICKNAMES else []
    if latin.isdigit() or len(latin) < LEAST_FOR_SLIPS:
        return tuple(nick)
    skeleton = _RUN.sub(r"\1", latin.translate(_CLASSES))
    some = [code(form[:place] + form[place + 1 :]) for place in range(min(len(form), VARIANTS - 1))] if len(form) > 3 else []
    return tuple(dict.fromkeys([*nick, *([code("=" + skeleton)] if len(skeleton) >= LEAST_SKELETON else []), *some]))[:VARIANTS]


def _fill(columns: Columns, rows: slice, records: list[Record]) -> None:
    forms, variants, only, korean, firsts, flags, letters, no_vowels, each, sounds, slips, signs, spare, size, bones, person, entity = zip(
        *records, strict=True
    )
    columns.forms[rows], columns.consonants[rows], columns.korean[rows], columns.firsts[rows] = forms, only, korean, firsts
    columns.flags[rows], columns.letters[rows], columns.bare[rows] = flags, letters, no_vowels
    columns.signs[rows], columns.spare[rows], columns.size[rows] = signs, spare, size
    columns.bones[rows], columns.person[rows], columns.entity[rows] = bones, person, entity
    columns.variants[rows], columns.each[rows] = _padded(variants, VARIANTS), _padded(each, VARIANTS)
    for some, codes, lengths in ((sounds, columns.sounds, columns.lengths), (slips, columns.slips, columns.slip_lengths)):
        codes[rows] = _padded([[one for one, _ in word] for word in some], SOUNDS)
        lengths[rows] = _padded([[size for _, size in word] for word in some], SOUNDS)


def _padded(rows: Sequence[Sequence[int]], width: int) -> NDArray[np.uint64]:
    """Rows of different length as a table; 0 where there is none."""
    sizes = np.fromiter((min(len(row), width) for row in rows), np.int64, len(rows))
    table = np.zeros((len(rows), width), U64)
    flat = np.fromiter(chain.from_iterable(row[:width] for row in rows), U64, int(sizes.sum()))
    table[np.arange(width)[None, :] < sizes[:, None]] = flat
    return table


# ---- names -> words, fast where nothing is special

_PLAIN = str.maketrans(
    dict.fromkeys('\t,.;:-/\\()[]{}"&+*#%=<>?_~^', " ")
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
