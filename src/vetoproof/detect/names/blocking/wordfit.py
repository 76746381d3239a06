"""Pairs of names that share a key -> those of which each word may have a partner; and how near two words are, each pair measured once."""

from __future__ import annotations

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from vetoproof.detect.names.blocking.chosen import Flags, Names, Rows
from vetoproof.detect.names.blocking.wordbook import Columns, WordBook
from vetoproof.detect.names.blocking.wordrecord import ANY, BARE, SINGLE
from vetoproof.detect.names.compare import Sort
from vetoproof.detect.names.lexicon import common_form
from vetoproof.detect.names.likeness import LEAST
from vetoproof.detect.names.nearness import near, near_korean, slips_in
from vetoproof.detect.names.signs import romanised

# How many words more the longer name may have for each of the shorter; for firms more than 0.75 needs, since a misspelled common word
# counts as one that says who is meant.
MORE_PERSON, MORE_ENTITY, LIGHT_HELP = 4 / 3, 1.0, 0.36
AT_ONCE, MOST_PAIRS = 10_000, 2_000_000  # pairs of names in hand; pairs of words that are remembered
Values = NDArray[np.float32]


@define(eq=False)
class Fit:
    """What is looked at of pairs of rows: the words that must have a partner, and how many more there may be."""

    asked: Names
    listed: Names
    more: float
    spare: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None  # of each row its light words: they make up for others
    korean: Flags | None = None  # rows that have no word to spare


def may_fit(fit: Fit, mine: Rows, theirs: Rows) -> Flags:
    """Pairs of rows in which each word of the shorter name may have a partner, by the consonants."""
    asked, listed = fit.asked, fit.listed
    a, b = asked.counts[mine], listed.counts[theirs]
    short = np.minimum(a, b)
    worth = short + (LIGHT_HELP * np.minimum(fit.spare[0][mine], fit.spare[1][theirs]) if fit.spare else 0.0)
    fits = np.maximum(a, b) - short <= fit.more * worth + 1e-9
    if fit.korean is not None:
        fits &= ~fit.korean[mine] | (a == b)
    for rows in np.array_split(np.flatnonzero(fits), max(1, len(mine) // AT_ONCE)):
        fits[rows] = _partners(asked, listed, mine[rows], theirs[rows])
    return np.asarray(fits)


def _partners(asked: Names, listed: Names, rows: Rows, others: Rows) -> Flags:
    mine, theirs = asked.words[rows], listed.words[others]
    there, also = mine >= 0, theirs >= 0
    fit = alike_signs(mine, theirs, asked) & there[:, :, None] & also[:, None, :]
    left, right = (fit.any(axis=2) | ~there).all(axis=1), (fit.any(axis=1) | ~also).all(axis=1)
    a, b = there.sum(axis=1), also.sum(axis=1)
    return np.asarray(np.where(a == b, left & right, np.where(a < b, left, right)))


def alike_signs(mine: Rows, theirs: Rows, names: Names) -> Flags:
    columns = names.columns
    apart = np.bitwise_count(columns.signs[mine][:, :, None] ^ columns.signs[theirs][:, None, :])
    near = apart <= np.maximum(columns.spare[mine][:, :, None], columns.spare[theirs][:, None, :])
    return np.asarray(near | (columns.letter_set[mine][:, :, None] == columns.letter_set[theirs][:, None, :]))


def may_be_near(one: Rows, other: Rows, columns: Columns) -> Flags:
    """Whether two words may be near enough to be one (`nearness.near`, `near_korean`): by what each of its rules needs at least."""
    sets, signs = columns.letter_set[one] ^ columns.letter_set[other], columns.signs[one] ^ columns.signs[other]
    size, folded = (long[one].astype(np.int16) - long[other] for long in (columns.size, columns.form_size))
    may = _SLIPS_IN[np.maximum(columns.size[one], columns.size[other])]
    slip = (np.bitwise_count(sets) <= 2 * may) & (abs(size) <= may)
    slip |= (np.bitwise_count(signs) <= 2) & (abs(folded) <= 1) & (np.minimum(columns.form_size[one], columns.form_size[other]) > 4)
    same = {
        name: getattr(columns, name)[one] == getattr(columns, name)[other]
        for name in ("form", "korean", "skeleton", "common_skeleton", "first", "common_first")
    }
    sound = same["form"] | (sets == 0) | same["korean"] & (columns.korean[one] != 0)
    bones = same["skeleton"] | same["common_skeleton"]
    flags = columns.flags[one] | columns.flags[other]
    initial = ((flags & SINGLE) != 0) & (same["first"] | same["common_first"] | bones)
    dropped = ((flags & BARE) != 0) & (bones | (signs == 0) & (np.minimum(columns.size[one], columns.size[other]) > 3))
    nick = (np.maximum(columns.spare[one], columns.spare[other]) >= ANY) & ((flags & SINGLE) == 0)
    return np.asarray((slip & (may > 0)) | sound | initial | dropped | nick)


_SLIPS_IN = np.array([slips_in(letters) for letters in range(256)], np.int16)


@define(eq=False)
class Nearness:
    """How near two words are, by their numbers; each pair is measured once."""

    sort: Sort
    book: WordBook
    _known: dict[int, float] = field(factory=dict)

    def forget(self) -> None:
        self._known.clear()

    def of(self, keys: NDArray[np.int64]) -> Values:
        """`keys`: the number of the one word, and in the lower half that of the other; distinct."""
        if len(self._known) > MOST_PAIRS:
            self.forget()
        known, measure = self._known, self._measure
        found = [known[key] if key in known else measure(key) for key in keys.tolist()]
        return np.array(found, np.float32)

    def _measure(self, key: int) -> float:
        one, other = romanised(self.book.words[key >> 32]), romanised(self.book.words[key & 0xFFFFFFFF])
        if not one or not other:
            found = 1.0
        elif self.sort == "person":
            found = near(one, other)
        else:
            found = near_korean(common_form(one), common_form(other))
        self._known[key] = found if found >= LEAST else 0.0
        return self._known[key]
