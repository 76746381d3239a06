"""Pairs of names that share a key -> those whose words can be laid beside each other well enough, a block at a time.

First by the consonants of the words, a few bits each. Then each distinct pair of words is measured once, as the comparison itself measures
it, and the score that the names could reach at most is counted from these values. What is left is compared in full.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from vetoproof.detect.names import blocks
from vetoproof.detect.names.blocks import Keys, Names, Rows
from vetoproof.detect.names.compare import Sort
from vetoproof.detect.names.entities import EXTRA as ENTITY_EXTRA
from vetoproof.detect.names.lexicon import common_form
from vetoproof.detect.names.likeness import CONFLICT, LEAST
from vetoproof.detect.names.nearness import near, near_korean
from vetoproof.detect.names.persons import BY_SOUND, ONE_WORD
from vetoproof.detect.names.persons import EXTRA as PERSON_EXTRA
from vetoproof.detect.names.signs import romanised
from vetoproof.detect.names.spelled import FULL, LIGHT_APART
from vetoproof.detect.names.wordbook import U64, Columns, WordBook
from vetoproof.detect.names.wordrecord import ANY, BARE, COMMON_WORD, LEGAL_FORM, PARTICLE, PLACE, SINGLE, TITLE, WEIGHTS

# How many words more the longer name may have for each of the shorter; for firms more than 0.75 needs, since a misspelled common word
# counts as one that says who is meant.
MORE_PERSON, MORE_ENTITY, LIGHT_HELP = 4 / 3, 1.0, 0.36
SLACK = 0.07  # the most by which the bound may be too low: a word that weighs less than the other's counts as it
AT_ONCE, MOST_PAIRS = 50_000, 2_000_000  # pairs of names in hand; pairs of words that are remembered
WIDEST = 12  # words of a name that are laid; a longer one is compared in full
_LIGHTEST_HELP = 0.35  # what a common word in common weighs at most
Flags = NDArray[np.bool_]
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
    fit = _alike_signs(mine, theirs, asked) & there[:, :, None] & also[:, None, :]
    left, right = (fit.any(axis=2) | ~there).all(axis=1), (fit.any(axis=1) | ~also).all(axis=1)
    a, b = there.sum(axis=1), also.sum(axis=1)
    return np.asarray(np.where(a == b, left & right, np.where(a < b, left, right)))


def _alike_signs(mine: Rows, theirs: Rows, names: Names) -> Flags:
    columns = names.columns
    apart = np.bitwise_count(columns.signs[mine][:, :, None] ^ columns.signs[theirs][:, None, :])
    near = apart <= np.maximum(columns.spare[mine][:, :, None], columns.spare[theirs][:, None, :])
    return np.asarray(near | (columns.letter_set[mine][:, :, None] == columns.letter_set[theirs][:, None, :]))


def _may_be_near(one: Rows, other: Rows, columns: Columns) -> Flags:
    """Whether two words may be near enough to be one (`nearness.near`, `near_korean`): by what each of its rules needs at least."""
    may = np.maximum(columns.spare[one], columns.spare[other])  # twice the slips
    sets, signs = columns.letter_set[one] ^ columns.letter_set[other], columns.signs[one] ^ columns.signs[other]
    size, folded = (long[one].astype(np.int16) - long[other] for long in (columns.size, columns.form_size))
    slip = (np.bitwise_count(sets) <= may) & (2 * abs(size) <= may)
    slip |= (np.bitwise_count(signs) <= 2) & (abs(folded) <= 1) & (np.minimum(columns.form_size[one], columns.form_size[other]) > 4)
    slip &= may >= 2
    sound = (
        (columns.form[one] == columns.form[other])
        | (sets == 0)
        | (columns.korean[one] == columns.korean[other]) & (columns.korean[one] != 0)
    )
    flags = columns.flags[one] | columns.flags[other]
    return np.asarray(slip | sound | ((flags & (BARE | SINGLE)) != 0) | (may >= ANY))


# ---- word by word, by the measure of the comparison


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


@define(eq=False)
class Weighed:
    """The names as the comparison lays their words beside each other, and of each name as a whole its letters, vowels apart."""

    names: Names
    words: NDArray[np.int64]  # how many
    size: NDArray[np.int64]  # letters, vowels too
    skeletons: tuple[Keys, Keys]  # the sum over the letters of the words that count (of all, if none does), and of all words
    strong: NDArray[np.uint64]  # which letters the words of full weight have, a bit each
    many: NDArray[np.int64]  # how many letters those have
    free: Flags  # names that are compared in another way, too

    @classmethod
    def of(cls, names: Names, sort: Sort) -> Weighed:
        chosen = blocks.all_but(names, TITLE, WIDEST) if sort == "person" else blocks.entity_words(names, WIDEST)
        there, flags, columns = names.words >= 0, names.flags(), names.columns
        strong = there & ((flags & (COMMON_WORD | PLACE | SINGLE | LEGAL_FORM)) == 0)
        which = np.bitwise_or.reduce(np.where(strong, columns.common_set[names.words], U64(0)), axis=1)
        size, many = (
            np.where(some, one[names.words], 0).sum(axis=1, dtype=np.int64)
            for some, one in ((there, columns.size), (strong, columns.common_bones))
        )
        free = blocks.readable(names) if sort == "person" else np.full(len(there), False)
        skeletons = _skeletons(names, there, flags, sort)
        return cls(chosen, there.sum(axis=1), size, skeletons, which, many, free)


def _skeletons(names: Names, there: Flags, flags: NDArray[np.uint16], sort: Sort) -> tuple[Keys, Keys]:
    columns = names.columns
    counts = there & ((flags & TITLE) == 0 if sort == "person" else columns.entity[names.words] > 0)
    counts |= ~counts.any(axis=1, keepdims=True) & there
    written = (columns.skeleton, columns.head, columns.tail)
    common = (columns.common_skeleton, columns.common_head, columns.common_tail)
    return _skeleton(names.words, counts, *(written if sort == "person" else common)), _skeleton(names.words, there, *written)


def _skeleton(words: Rows, counts: Flags, sums: Keys, heads: NDArray[np.uint8], tails: NDArray[np.uint8]) -> Keys:
    """The sum over a name's consonants as if it were one word: one that ends a word and begins the next counts once."""
    total, last = np.zeros(len(words), U64), np.zeros(len(words), np.uint8)
    for place in range(words.shape[1]):
        word = words[:, place]
        has, head = counts[:, place] & (sums[word] != 0), heads[word]
        total += np.where(has, sums[word] - np.where(head == last, _BY_SIGN[head], U64(0)), U64(0))
        last = np.where(has, tails[word], last)
    return total


_BY_SIGN = np.array([WEIGHTS.get(chr(sign), 0) for sign in range(256)], U64)


def same_letters(asked: Weighed, listed: Weighed, mine: Rows, theirs: Rows) -> Flags:
    """Pairs of rows that have the same letters, vowels apart, with what counts for nothing or without it."""
    found = [one[mine] == other[theirs] for one, other in product(asked.skeletons, listed.skeletons)]
    return np.asarray(np.logical_or.reduce(found))


def _cut_otherwise(asked: Weighed, listed: Weighed, mine: Rows, theirs: Rows) -> Flags:
    """Pairs of rows that may have the same words but for where they are cut, and a slip."""
    found = (asked.words[mine] != listed.words[theirs]) & (abs(asked.size[mine] - listed.size[theirs]) <= 2)
    found &= (np.bitwise_count(asked.strong[mine] ^ listed.strong[theirs]) <= 2) & (abs(asked.many[mine] - listed.many[theirs]) <= 1)
    return np.asarray(found)


def reachable(nearness: Nearness, asked: Weighed, listed: Weighed, mine: Rows, theirs: Rows, least: Values) -> Flags:
    """Pairs of rows of which the names can reach the score `least` (one for each pair); or may be alike by all their letters."""
    can = (asked.free[mine] & (least <= BY_SOUND)) | (listed.words[theirs] >= WIDEST) | (asked.words[mine] >= WIDEST)
    same = same_letters(asked, listed, mine, theirs)
    if nearness.sort == "person":  # only words cut otherwise are compared by their letters
        can |= same & ((asked.words[mine] != listed.words[theirs]) | (asked.names.counts[mine] != listed.names.counts[theirs]))
    else:
        can |= same | _cut_otherwise(asked, listed, mine, theirs)
    rest = np.flatnonzero(~can)
    for rows in np.array_split(rest, max(1, len(rest) // AT_ONCE)):
        can[rows] = _reach(nearness, asked.names, listed.names, mine[rows], theirs[rows], least[rows])
    return np.asarray(can)


def _reach(nearness: Nearness, asked: Names, listed: Names, mine: Rows, theirs: Rows, least: Values) -> Flags:
    one, other = _trimmed(asked.words[mine]), _trimmed(listed.words[theirs])
    there, also = one >= 0, other >= 0
    both = there[:, :, None] & also[:, None, :]
    same = (one[:, :, None] == other[:, None, :]) & both
    place = np.nonzero(_alike_signs(one, other, asked) & both & ~same)
    place = tuple(axis[_may_be_near(one[place[0], place[1]], other[place[0], place[2]], asked.columns)] for axis in place)
    distinct, which = np.unique(one[place[0], place[1]] << 32 | other[place[0], place[2]], return_inverse=True)
    values = same.astype(np.float32)
    values[place] = nearness.of(distinct)[which]
    sides = (_Side(asked, one, there, values.max(axis=2)), _Side(listed, other, also, values.max(axis=1)))
    if nearness.sort == "person":
        return _person(sides, least)
    strong = [side.there & ~side.flagged(COMMON_WORD | PLACE | SINGLE) for side in sides]
    says_who = ((values > 0) & strong[0][:, :, None] & strong[1][:, None, :]).any(axis=(1, 2))
    return np.asarray(_entity(sides, least) & (says_who | ~(strong[0].any(axis=1) | strong[1].any(axis=1))))


def _trimmed(words: Rows) -> Rows:
    """Without the places that no name has a word in; words stand to the left."""
    return words[:, : int((words >= 0).sum(axis=1).max(initial=1))]


@define(eq=False)
class _Side:
    """The words of one name of each pair, and the best value that each finds on the other side."""

    names: Names
    words: Rows
    there: Flags
    best: Values

    def flagged(self, bits: int) -> Flags:
        return np.asarray(self.there & ((self.names.columns.flags[self.words] & bits) != 0))

    @property
    def alone(self) -> Flags:
        """The words without a partner."""
        return np.asarray(self.there & (self.best == 0))


Sides = tuple[_Side, _Side]


def _person(sides: Sides, least: Values) -> Flags:
    """Each word counts by its weight; initials and particles without a partner are let pass."""
    full = [side.there & ~side.flagged(SINGLE | PARTICLE) for side in sides]
    weight = [np.where(some, side.names.columns.person[side.words], 0) for side, some in zip(sides, full, strict=True)]
    more = sum(np.where(side.alone, heavy, 0).sum(axis=1) for side, heavy in zip(sides, weight, strict=True))
    left = [(side.alone & some).sum(axis=1) for side, some in zip(sides, full, strict=True)]
    can = np.minimum(*left) == 0
    reach = np.zeros(len(can), np.float32)
    for side in sides:
        heavy = np.where(side.best > 0, side.names.columns.person[side.words], 0)
        total = heavy.sum(axis=1) + PERSON_EXTRA * more
        reach = np.maximum(reach, (heavy * side.best).sum(axis=1) / np.maximum(total, 1e-6))
    pairs = np.minimum(*((some & (side.best > 0)).sum(axis=1) for side, some in zip(sides, full, strict=True)))
    letters = sides[0].flagged(SINGLE).any(axis=1) | sides[1].flagged(SINGLE).any(axis=1)
    alone = sum((side.alone & ~side.flagged(SINGLE)).sum(axis=1) for side in sides)
    more_words = np.where(letters, left[0] + left[1] > 1, alone > 0)
    one_word = (pairs <= 1) & more_words & (least > ONE_WORD)  # in common, and more on one side: never enough
    return np.asarray(can & (reach >= least - SLACK) & ~one_word)


def _entity(sides: Sides, least: Values) -> Flags:
    """Words that say who is meant count fully; common ones help by what both names have of them."""
    light = [side.flagged(COMMON_WORD | PLACE | SINGLE) for side in sides]
    more = [(side.alone & ~some).sum(axis=1) for side, some in zip(sides, light, strict=True)]
    can = np.minimum(*more) == 0
    help_ = _LIGHTEST_HELP * np.minimum(*(((side.best > 0) & some).sum(axis=1) for side, some in zip(sides, light, strict=True)))
    apart = CONFLICT * np.minimum(*(_apart(side, some) for side, some in zip(sides, light, strict=True)))
    reach = np.zeros(len(can))
    for side, some in zip(sides, light, strict=True):
        strong = side.there & ~some & (side.best > 0)
        total = strong.sum(axis=1) + help_ + ENTITY_EXTRA * (more[0] + more[1]) + apart
        reach = np.maximum(reach, (np.where(strong, side.best, 0).sum(axis=1) + help_) / np.maximum(total, 1e-6))
    return np.asarray(can & (reach >= least - SLACK))


def _apart(side: _Side, light: Flags) -> NDArray[np.float64]:
    """What the words without a partner weigh against the other name's; letters, which may be one word together, nothing."""
    counts = side.alone & ~side.flagged(SINGLE) & (side.names.columns.entity[side.words] > 0)
    weight = np.where(light & side.flagged(COMMON_WORD), LIGHT_APART, FULL)
    return np.asarray(np.where(counts, weight, 0.0).sum(axis=1))


__all__ = ["MORE_ENTITY", "MORE_PERSON", "Fit", "Nearness", "Weighed", "may_fit", "reachable", "same_letters"]
