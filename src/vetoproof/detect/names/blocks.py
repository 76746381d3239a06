"""Names as rows of word numbers -> keys: two names that may be alike share one. The same on the side of the list and of the query.

For persons one name's words must all be found in the other (a word on each side without a partner makes another person), so the pairs
of a name's rarest words suffice on one side, all pairs on the other. For firms the pairs of words of which one says who is meant. For
ships and for names that are spaced otherwise the sum over the consonants. For Korean names the syllables by groups of sounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, product

import numpy as np
from attrs import define
from numpy.typing import NDArray

from vetoproof.detect.names.wordbook import (
    BASE,
    COMMON_WORD,
    DIGITS,
    LEGAL_FORM,
    PARTICLE,
    PLACE,
    SHIP_WORD,
    SINGLE,
    SOUNDS,
    TITLE,
    U64,
    VARIANTS,
    Columns,
)  # fmt: skip

Rows = NDArray[np.int64]
Keys = NDArray[np.uint64]
Emitted = Iterator[tuple[Rows, Keys]]
WIDTH = 6  # words of a name that are blocked by
_ONE, _PAIR, _SUM, _INITIAL, _SYLLABLES, _SHORT = (U64(0x9E3779B97F4A7C15 * place % 2**64) for place in range(1, 7))
_MIX1, _MIX2, _SHIFT = U64(0xBF58476D1CE4E5B9), U64(0x94D049BB133111EB), U64(29)


@define(eq=False)
class Names:
    """A block of names: `words` is a row a name, WIDTH word numbers, -1 where there is none (the last row of the columns is empty)."""

    words: NDArray[np.int64]
    columns: Columns

    def take(self, chosen: NDArray[np.bool_]) -> Names:
        """The same names with only the chosen words, moved to the left."""
        kept = np.where(chosen & (self.words >= 0), self.words, -1)
        order = np.argsort(kept < 0, axis=1, kind="stable")
        return Names(np.take_along_axis(kept, order, axis=1)[:, :WIDTH], self.columns)

    def flags(self) -> NDArray[np.uint8]:
        return self.columns.flags[self.words]

    @property
    def counts(self) -> NDArray[np.int64]:
        return np.asarray((self.words >= 0).sum(axis=1))


def mixed(keys: Keys) -> Keys:
    keys = (keys ^ (keys >> _SHIFT)) * _MIX1
    return (keys ^ (keys >> _SHIFT)) * _MIX2


def _of_two(one: Keys, other: Keys, salt: np.uint64) -> Keys:
    """The same whichever comes first."""
    return mixed(np.minimum(one, other) * _MIX2 + np.maximum(one, other) + salt)


# ---- persons


def person_words(names: Names) -> Names:
    """Without titles, particles and initials; but all of them if fewer than one is left."""
    flags = names.flags()
    full = (names.words >= 0) & ((flags & (TITLE | PARTICLE | SINGLE)) == 0)
    full |= ((full.sum(axis=1) == 0)[:, None]) & (names.words >= 0)
    return names.take(full)


def single(names: Names) -> Emitted:
    """The word of a name of one word."""
    rows = np.flatnonzero(names.counts == 1)
    yield from _with_variants(rows, names.words[rows, 0], names.columns, _ONE)


def _with_variants(rows: Rows, words: NDArray[np.int64], columns: Columns, salt: np.uint64) -> Emitted:
    yield rows, mixed(columns.skeletons[words] + salt)
    for place in range(VARIANTS):
        found = columns.variants[words, place]
        has = found != 0
        yield rows[has], mixed(found[has] + salt)


def pairs(
    names: Names, width: int = WIDTH, wanted: Callable[[NDArray[np.uint8], NDArray[np.uint8]], NDArray[np.bool_]] | None = None
) -> Emitted:
    """Every two of the first `width` words; each also with a letter of one of them left out."""
    skeletons, variants, flags = names.columns.skeletons, names.columns.variants, names.columns.flags
    for i, j in combinations(range(width), 2):
        chosen = names.words[:, j] >= 0
        if wanted is not None:
            chosen &= wanted(flags[names.words[:, i]], flags[names.words[:, j]])
        rows = np.flatnonzero(chosen)
        if not len(rows):
            continue
        a, b = names.words[rows, i], names.words[rows, j]
        mine, theirs = skeletons[a], skeletons[b]
        yield rows, _of_two(mine, theirs, _PAIR)
        for place in range(VARIANTS):
            left, right = variants[a, place], variants[b, place]
            has = left != 0
            yield rows[has], _of_two(left[has], theirs[has], _PAIR)
            has = right != 0
            yield rows[has], _of_two(mine[has], right[has], _PAIR)


def rarest(names: Names, frequency: Callable[[Keys], NDArray[np.int64]], keep: int = 3) -> Names:
    """The words of each name that are rarest on the list, rarest first."""
    counts = np.where(names.words >= 0, frequency(names.columns.skeletons[names.words]), np.iinfo(np.int64).max)
    order = np.argsort(counts, axis=1, kind="stable")[:, :keep]
    kept = np.full_like(names.words, -1)
    kept[:, : order.shape[1]] = np.take_along_axis(names.words, order, axis=1)
    return Names(kept, names.columns)


def initials(names: Names, *, as_written: bool) -> Emitted:
    """A word with an initial of another: as the name has it (`as_written`), or as it would be shortened."""
    flags, columns = names.flags(), names.columns
    there = names.words >= 0
    short = there & ((flags & SINGLE) != 0)
    full = there & ((flags & (SINGLE | TITLE | PARTICLE)) == 0)
    for i, j in product(range(names.words.shape[1]), repeat=2):
        if i != j:
            rows = np.flatnonzero(full[:, i] & (short[:, j] if as_written else full[:, j]))
            if len(rows):
                first = columns.firsts[names.words[rows, j]]
                yield rows, mixed(columns.skeletons[names.words[rows, i]] * _MIX1 + first + _INITIAL)


def sums(names: Names, *, slips: bool = False) -> Emitted:
    """The sum over all consonants: however the words are cut or ordered. `slips`: also with each consonant left out."""
    letters, each = names.columns.letters, names.columns.each
    total = np.where(names.words >= 0, letters[names.words], U64(0)).sum(axis=1, dtype=U64)
    rows = np.flatnonzero((names.words[:, 0] >= 0) & (total != 0))
    yield rows, mixed(total[rows] + _SUM)
    for i in range(names.words.shape[1] if slips else 0):
        for place in range(VARIANTS):
            less = each[names.words[:, i], place]
            rows = np.flatnonzero((names.words[:, i] >= 0) & (less != 0))
            yield rows, mixed(total[rows] - less[rows] + _SUM)


def syllables(names: Names) -> Emitted:
    """Korean readings of two to five syllables, the surname first, and last."""
    counts = names.counts
    for size in range(1, 5):
        rows = np.flatnonzero(counts == size)
        if len(rows):
            yield from _syllables(rows, names.words[rows, :size], names.columns)


def _syllables(rows: Rows, words: NDArray[np.int64], columns: Columns) -> Emitted:
    width = columns.sounds.shape[1]
    for chosen in product(range(width), repeat=words.shape[1]):
        codes = [columns.sounds[words[:, place], which] for place, which in enumerate(chosen)]
        lengths = [columns.lengths[words[:, place], which] for place, which in enumerate(chosen)]
        size = sum(lengths, np.zeros(len(rows), np.int64))
        can = np.logical_and.reduce([one != 0 for one in codes]) & (size >= 2) & (size <= 5)
        if not can.any():
            continue
        yield rows[can], mixed(_written([one[can] for one in codes], [one[can] for one in lengths]) + _SYLLABLES)
        if len(codes) > 1:  # Chol Su KIM
            turned = can & (lengths[-1] <= 2)
            order = [len(codes) - 1, *range(len(codes) - 1)]
            yield rows[turned], mixed(_written([codes[k][turned] for k in order], [lengths[k][turned] for k in order]) + _SYLLABLES)


_POWERS = np.array([BASE**power for power in range(8)], U64)


def _written(codes: list[Keys], lengths: list[NDArray[np.int64]]) -> Keys:
    """The syllables one after another, as one number."""
    whole = codes[0]
    for one, size in zip(codes[1:], lengths[1:], strict=True):
        whole = whole * _POWERS[size] + one
    return whole


# ---- firms and ships


def entity_words(names: Names) -> Names:
    """Without legal forms; particles and single letters say nothing either."""
    flags = names.flags()
    chosen = (names.words >= 0) & ((flags & (LEGAL_FORM | PARTICLE)) == 0)
    chosen |= ((chosen.sum(axis=1) == 0)[:, None]) & (names.words >= 0)
    return names.take(chosen)


def says_who(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return ((one & (COMMON_WORD | PLACE)) == 0) | ((other & (COMMON_WORD | PLACE)) == 0)


def one_that_says_who(names: Names) -> Emitted:
    """The only word that is no common one."""
    flags = names.flags()
    strong = (names.words >= 0) & ((flags & (COMMON_WORD | PLACE)) == 0)
    rows = np.flatnonzero(strong.sum(axis=1) == 1)
    words = names.words[rows, np.argmax(strong[rows], axis=1)] if len(rows) else np.zeros(0, np.int64)
    yield from _with_variants(rows, words, names.columns, _ONE)


def short_for(names: Names) -> Emitted:
    """The first letters of three words or more."""
    counts = names.counts
    rows = np.flatnonzero(counts >= 3)
    whole = np.zeros(len(rows), U64)
    for place in range(names.words.shape[1]):
        words = names.words[rows, place]
        whole = np.where(words >= 0, whole * U64(131) + names.columns.firsts[words], whole)
    yield rows, mixed(whole + _SHORT)


def may_be_short(words: list[str]) -> Keys:
    """Names of one word, as if it were first letters."""
    found = []
    for word in words:
        whole = 0
        for sign in word:
            whole = (whole * 131 + ord(sign)) % 2**64
        found.append(whole)
    return mixed(np.array(found, U64) + _SHORT)


def ship_words(names: Names) -> Names:
    """Without `M/V` and numbers, which are compared afterwards."""
    flags = names.flags()
    chosen = (names.words >= 0) & ((flags & (SHIP_WORD | DIGITS)) == 0)
    chosen |= ((chosen.sum(axis=1) == 0)[:, None]) & (names.words >= 0)
    return names.take(chosen)


assert SOUNDS**4 <= 256  # passes over a block of names
