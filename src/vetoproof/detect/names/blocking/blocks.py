"""Names as rows of word numbers -> keys: two names that may be alike share one. The same on the side of the list and of the query.

For persons one name's words must all be found in the other (a word on each side without a partner makes another person), so the pairs
of a name's rarest words suffice on one side, all pairs on the other. For firms the pairs of words of which one says who is meant. For
ships and for names that are spaced otherwise the sum over the consonants. For Korean names the syllables by groups of sounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from vetoproof.detect.names.blocking.chosen import WIDTH, Flags, Keys, Names, Rows, all_but, only_number
from vetoproof.detect.names.blocking.koreancodes import BASE
from vetoproof.detect.names.blocking.wordbook import U64, Columns
from vetoproof.detect.names.blocking.wordrecord import BARE, COMMON_WORD, DIGITS, PLACE, SHIP_WORD, SINGLE, VARIANTS

Emitted = Iterator[tuple[Rows, Keys]]
_ONE, _PAIR, _SUM, _INITIAL, _SYLLABLES, _BARE, _SLIP = (U64(0x9E3779B97F4A7C15 * place % 2**64) for place in range(1, 8))


_MIX1, _MIX2, _SHIFT = U64(0xBF58476D1CE4E5B9), U64(0x94D049BB133111EB), U64(29)


def mixed(keys: Keys) -> Keys:
    keys = (keys ^ (keys >> _SHIFT)) * _MIX1
    return (keys ^ (keys >> _SHIFT)) * _MIX2


def _of_two(one: Keys, other: Keys, salt: np.uint64) -> Keys:
    """The same whichever comes first."""
    return mixed(np.minimum(one, other) * _MIX2 + np.maximum(one, other) + salt)


Words = Flags  # of each word of the book


def single(names: Names, *, korean: bool = False) -> Emitted:
    """The word of a name of one word."""
    rows = np.flatnonzero(names.counts == 1)
    yield from _with_variants(rows, names.words[rows, 0], names.columns, korean)


def _with_variants(rows: Rows, words: NDArray[np.int64], columns: Columns, korean: bool) -> Emitted:
    yield rows, mixed(columns.form[words] + _ONE)
    others = [columns.variants[words, place] for place in range(VARIANTS)]
    for found in [*others, *([columns.korean[words]] if korean else [])]:
        has = found != 0
        yield rows[has], mixed(found[has] + _ONE)


def single_bare(names: Names, new: Words | None) -> Emitted:
    """The consonants of the only word; asked for by a word without vowels, or one that no name of the list has (`new`)."""
    rows = np.flatnonzero(names.counts == 1)
    words = names.words[rows, 0]
    if new is not None:
        kept = ((names.columns.flags[words] & BARE) != 0) | new[words]
        rows, words = rows[kept], words[kept]
    yield rows, mixed(names.columns.consonants[words] + _BARE)


def common_pairs(names: Names, *, listed: bool) -> Emitted:
    """Every two words of a name that has only common ones; in what is asked a word without vowels may be one, too."""
    flags = names.flags()
    common = COMMON_WORD | PLACE | SINGLE | DIGITS | (0 if listed else BARE)
    only = ((names.words >= 0) & ((flags & common) == 0)).sum(axis=1) == 0
    for rows, a, b in _twos(names.rows(only), WIDTH, None):
        yield rows, _of_two(names.columns.form[a], names.columns.form[b], _PAIR)
        kept = np.full(len(rows), True) if listed else ((names.columns.flags[a] | names.columns.flags[b]) & BARE) != 0
        yield rows[kept], _of_two(names.columns.consonants[a][kept], names.columns.consonants[b][kept], _BARE)


Wanted = Callable[[NDArray[np.uint16], NDArray[np.uint16]], Flags]


def pairs(names: Names, width: int = WIDTH, wanted: Wanted | None = None, *, korean: bool = False) -> Emitted:
    """Every two of the first `width` words; each also with a letter of one of them left out."""
    columns = names.columns
    for rows, a, b in _twos(names, width, wanted):
        mine, theirs = columns.form[a], columns.form[b]
        yield rows, _of_two(mine, theirs, _PAIR)
        ways = [(columns.variants[a, place], columns.variants[b, place]) for place in range(VARIANTS)]
        for left, right in [*ways, *([(columns.korean[a], columns.korean[b])] if korean else [])]:
            has = left != 0
            yield rows[has], _of_two(left[has], theirs[has], _PAIR)
            has = right != 0
            yield rows[has], _of_two(mine[has], right[has], _PAIR)


def bare_pairs(names: Names, new: Words | None, width: int = WIDTH, wanted: Wanted | None = None) -> Emitted:
    """The consonants of every two words; asked for where one of them has no vowel, or is one that no name of the list has (`new`)."""
    columns = names.columns
    for rows, a, b in _twos(names, width, wanted):
        kept = np.full(len(rows), True) if new is None else (((columns.flags[a] | columns.flags[b]) & BARE) != 0) | new[a] | new[b]
        yield rows[kept], _of_two(columns.consonants[a][kept], columns.consonants[b][kept], _BARE)


def _twos(names: Names, width: int, wanted: Wanted | None) -> Iterator[tuple[Rows, NDArray[np.int64], NDArray[np.int64]]]:
    flags = names.columns.flags
    for i, j in combinations(range(width), 2):
        chosen = names.words[:, j] >= 0
        if wanted is not None:
            chosen &= wanted(flags[names.words[:, i]], flags[names.words[:, j]])
        rows = np.flatnonzero(chosen)
        if len(rows):
            yield rows, names.words[rows, i], names.words[rows, j]


def initials(names: Names, *, as_written: bool) -> Emitted:
    """A word with an initial of another: as the name has it (`as_written`), or as it would be shortened."""
    flags, columns = names.flags(), names.columns
    there = names.words[:, :WIDTH] >= 0
    letter = there & ((flags[:, :WIDTH] & SINGLE) != 0)
    word = there & ~letter
    for i, j in product(range(there.shape[1]), repeat=2):
        if i != j:
            rows = np.flatnonzero(word[:, i] & (letter[:, j] if as_written else word[:, j]))
            if len(rows):
                first = columns.first[names.words[rows, j]]
                yield rows, mixed(columns.form[names.words[rows, i]] * _MIX1 + first + _INITIAL)


def letter_and_number(names: Names, *, as_written: bool) -> Emitted:
    """The first letter and the number of a ship's name that has nothing else: as a letter (`as_written`), or as a word."""
    number, said = only_number(names), all_but(names, SHIP_WORD)
    first = said.words[:, 0]
    rows = np.flatnonzero((number != 0) & (said.counts == 2) & (((names.columns.flags[first] & SINGLE) != 0) == as_written))
    yield rows, mixed(number[rows] * _MIX1 + names.columns.first[first[rows]] + _INITIAL)


def sums(names: Names, *, slips: bool = False) -> Emitted:
    """The sum over all letters: however the words are cut or ordered. `slips`: also with each letter left out."""
    letters, each = names.columns.letters, names.columns.each
    total = np.where(names.words >= 0, letters[names.words], U64(0)).sum(axis=1, dtype=U64)
    rows = np.flatnonzero(total != 0)
    yield rows, mixed(total[rows] + _SUM)
    for i in range(names.words.shape[1] if slips else 0):
        for place in range(VARIANTS):
            less = each[names.words[:, i], place]
            rows = np.flatnonzero((names.words[:, i] >= 0) & (less != 0))
            yield rows, mixed(total[rows] - less[rows] + _SUM)


def bare_sums(names: Names) -> Emitted:
    """The sum over the consonants: vowels may be left out."""
    total = np.where(names.words >= 0, names.columns.bare[names.words], U64(0)).sum(axis=1, dtype=U64)
    rows = np.flatnonzero(total != 0)
    yield rows, mixed(total[rows] + _BARE)


def syllables(names: Names, *, slips: bool = False) -> Emitted:
    """Korean readings of two to five syllables, the surname first, and last. `slips`: with a slip in one of them."""
    counts = names.counts
    for size in range(1, 5):
        rows = np.flatnonzero(counts == size)
        if len(rows):
            words = names.words[rows, :size]
            for slip in range(-1, size if slips else 0):
                yield from _syllables(rows, words, names.columns, slip)


def _syllables(rows: Rows, words: NDArray[np.int64], columns: Columns, slip: int) -> Emitted:
    """`slip`: the word that has one; -1: none."""
    tables = [
        (columns.slips, columns.slip_lengths) if place == slip else (columns.sounds, columns.lengths) for place in range(words.shape[1])
    ]
    for chosen in product(range(columns.sounds.shape[1]), repeat=words.shape[1]):
        codes = [tables[place][0][words[:, place], which] for place, which in enumerate(chosen)]
        can = np.logical_and.reduce([one != 0 for one in codes])
        if not can.any():
            continue
        codes = [one[can] for one in codes]
        lengths = [tables[place][1][words[can, place], which] for place, which in enumerate(chosen)]
        size = sum(lengths, np.zeros(int(can.sum()), np.int64))
        fits = (size >= 2) & (size <= 5)
        yield rows[can][fits], mixed(_written([one[fits] for one in codes], [one[fits] for one in lengths]) + _SYLLABLES)
        if len(codes) > 1:  # Chol Su KIM
            turned = fits & (lengths[-1] <= 2)
            order = [len(codes) - 1, *range(len(codes) - 1)]
            yield rows[can][turned], mixed(_written([codes[k][turned] for k in order], [lengths[k][turned] for k in order]) + _SYLLABLES)


_POWERS = np.array([BASE**power for power in range(8)], U64)


def _written(codes: list[Keys], lengths: list[NDArray[np.int64]]) -> Keys:
    """The syllables one after another, as one number."""
    whole = codes[0]
    for one, size in zip(codes[1:], lengths[1:], strict=True):
        whole = whole * _POWERS[size] + one
    return whole
