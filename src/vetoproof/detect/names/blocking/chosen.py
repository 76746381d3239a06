"""Names as rows of word numbers -> which of their words count: of a person all but titles, of a firm those that say who is meant."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from attrs import define
from numpy.typing import NDArray

from vetoproof.detect.names.blocking.koreancodes import RARELY, SURNAME, SURNAME_ALONE
from vetoproof.detect.names.blocking.wordbook import U64, Columns
from vetoproof.detect.names.blocking.wordrecord import COMMON_WORD, DIGITS, LEGAL_FORM, PARTICLE, PLACE, SHIP_WORD, SINGLE, TITLE

Rows = NDArray[np.int64]
Keys = NDArray[np.uint64]
Flags = NDArray[np.bool_]
WIDTH = 6  # words of a name that are blocked by


@define(eq=False)
class Names:
    """A block of names: `words` is a row a name, WIDTH word numbers, -1 where there is none (the last row of the columns is empty)."""

    words: NDArray[np.int64]
    columns: Columns

    def take(self, chosen: Flags, width: int = WIDTH) -> Names:
        """The same names with only the chosen words, moved to the left; at most `width`."""
        kept = np.where(chosen & (self.words >= 0), self.words, -1)
        order = np.argsort(kept < 0, axis=1, kind="stable")
        return Names(np.take_along_axis(kept, order, axis=1)[:, :width], self.columns)

    def flags(self) -> NDArray[np.uint16]:
        return self.columns.flags[self.words]

    def rows(self, chosen: Flags) -> Names:
        """The same, without the words of rows that are not chosen."""
        return Names(np.where(chosen[:, None], self.words, -1), self.columns)

    @property
    def counts(self) -> NDArray[np.int64]:
        return np.asarray((self.words >= 0).sum(axis=1))


def person_words(names: Names) -> Names:
    """Without titles, particles and initials; but all of them if none is left."""
    return all_but(without_titles(names), PARTICLE | SINGLE)


def without_titles(names: Names, width: int = WIDTH) -> Names:
    """A title beside one other word only may be a name: it stays."""
    there = names.words >= 0
    kept = there & ((names.flags() & TITLE) == 0)
    return names.take(np.where((kept.sum(axis=1) >= 2)[:, None], kept, there), width)


def all_but(names: Names, flags: int, width: int = WIDTH) -> Names:
    """Without the words that have one of the flags; but all of them if none is left."""
    return _these(names, (names.flags() & flags) == 0, width)


def _these(names: Names, chosen: Flags, width: int) -> Names:
    """The chosen words; all of a name if none of it is chosen."""
    there = names.words >= 0
    kept = there & chosen
    kept |= ((kept.sum(axis=1) == 0)[:, None]) & there
    return names.take(kept, width)


def readable(names: Names) -> Flags:
    """Which names are read as a Korean person's, by the usual ways; a letter may be an initial."""
    otherwise = (names.words >= 0) & ((names.flags() & (RARELY | SINGLE)) != 0)
    return np.asarray(may_be_korean(names) & ~otherwise.any(axis=1))


def may_be_korean(names: Names) -> Flags:
    """Which names can be read so at all: syllables enough, the first a surname, or the last."""
    words, columns, counts = names.words, names.columns, names.counts
    there = words >= 0
    sounds = np.where(there, columns.sounds[words, 0], U64(1)) != 0
    size = np.where(there, columns.lengths[words, 0], 0).sum(axis=1)
    flags = np.where(there, columns.flags[words], 0)
    last = np.take_along_axis(flags, np.maximum(counts - 1, 0)[:, None], axis=1)[:, 0]
    surname = ((flags[:, 0] & SURNAME) != 0) | ((counts > 1) & ((last & SURNAME_ALONE) != 0))
    return np.asarray(sounds.all(axis=1) & (counts > 0) & (counts <= 4) & (size >= 2) & (size <= 5) & surname)


def rarest(names: Names, frequency: Callable[[Keys], NDArray[np.int64]], keep: int = 3) -> Names:
    """The words of each name that are rarest on the list, rarest first."""
    counts = np.where(names.words >= 0, frequency(names.columns.form[names.words]), np.iinfo(np.int64).max)
    order = np.argsort(counts, axis=1, kind="stable")[:, :keep]
    kept = np.full_like(names.words, -1)
    kept[:, : order.shape[1]] = np.take_along_axis(names.words, order, axis=1)
    return Names(kept, names.columns)


def fitting_person(names: Names) -> Names:
    """The words of a person's name that must have a partner: initials, too."""
    return all_but(without_titles(names), PARTICLE)


def strong_words(names: Names) -> Names:
    """Of a firm the words that are no common ones; all of them if there is none."""
    full = entity_words(names)
    strong = (full.words >= 0) & ((full.flags() & (COMMON_WORD | PLACE | SINGLE)) == 0)
    strong |= ((strong.sum(axis=1) == 0)[:, None]) & (full.words >= 0)
    return full.take(strong)


def entity_words(names: Names, width: int = WIDTH) -> Names:
    """Without legal forms; particles say nothing either, unless they are letters, which may be initials."""
    flags = names.flags()
    return _these(names, ((flags & LEGAL_FORM) == 0) & ((flags & (PARTICLE | SINGLE)) != PARTICLE), width)


def says_who(one: NDArray[np.uint16], other: NDArray[np.uint16]) -> Flags:
    return np.asarray(((one & (COMMON_WORD | PLACE)) == 0) | ((other & (COMMON_WORD | PLACE)) == 0))


def mostly_common(names: Names) -> Names:
    """Only the names with at most one word that is no common one: it may be a common one with a slip, and then no pair says who."""
    there = names.words >= 0
    strong = there & ((names.flags() & (COMMON_WORD | PLACE)) == 0)
    return names.rows((strong.sum(axis=1) <= 1) & (there.sum(axis=1) >= 2))


def one_that_says_who(names: Names) -> Names:
    """Only the word that is no common one, where there is one such word; a letter only if there is no longer one."""
    strong = (names.words >= 0) & ((names.flags() & (COMMON_WORD | PLACE)) == 0)
    longer = strong & ((names.flags() & SINGLE) == 0)
    strong = np.where(longer.any(axis=1, keepdims=True), longer, strong)
    return names.take(strong & (strong.sum(axis=1) == 1)[:, None])


def ship_words(names: Names) -> Names:
    """Without `M/V` and numbers, which are compared afterwards."""
    return all_but(names, SHIP_WORD | DIGITS)


def only_number(names: Names) -> Keys:
    """Of each ship's name the number, if it has one and no more; 0 if not, or if it may be read otherwise (`V` alone at the start)."""
    there, words = names.words >= 0, names.words
    found = np.where(there, names.columns.number[words], U64(0))
    as_letters = (found[:, 0] != 0) & ((names.columns.flags[words[:, 0]] & DIGITS) == 0)
    return np.where(((found != 0).sum(axis=1) == 1) & ~as_letters, found.sum(axis=1, dtype=U64), U64(0))
