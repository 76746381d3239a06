"""Pairs of names that share a key -> those whose words can be laid beside each other well enough, a block at a time.

First by the consonants of the words, a few bits each. Then each distinct pair of words is measured once, as the comparison itself measures
it, and the score that the names could reach at most is counted from these values. What is left is compared in full.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from vetoproof.detect.names.blocks import Names, Rows
from vetoproof.detect.names.compare import Sort
from vetoproof.detect.names.entities import EXTRA as ENTITY_EXTRA
from vetoproof.detect.names.lexicon import common_form
from vetoproof.detect.names.likeness import LEAST
from vetoproof.detect.names.nearness import near, near_korean
from vetoproof.detect.names.persons import EXTRA as PERSON_EXTRA
from vetoproof.detect.names.persons import ONE_WORD
from vetoproof.detect.names.signs import romanised
from vetoproof.detect.names.wordbook import COMMON_WORD, PLACE, SINGLE, WordBook

# How many words more the longer name may have for each of the shorter; for firms more than 0.75 needs, since a misspelled common word
# counts as one that says who is meant.
MORE_PERSON, MORE_ENTITY, LIGHT_HELP = 4 / 3, 1.0, 0.36
SLACK = 0.07  # the most by which the bound may be too low: a word that weighs less than the other's counts as it
AT_ONCE, MOST_PAIRS = 50_000, 2_000_000  # pairs of names in hand; pairs of words that are remembered
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
    signs, spare = names.columns.signs, names.columns.spare
    apart = np.bitwise_count(signs[mine][:, :, None] ^ signs[theirs][:, None, :])
    return np.asarray(apart <= np.maximum(spare[mine][:, :, None], spare[theirs][:, None, :]))


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


def reachable(nearness: Nearness, asked: Names, listed: Names, mine: Rows, theirs: Rows, least: Values) -> Flags:
    """Pairs of rows of which the names can reach the score `least` (one for each pair)."""
    can = np.full(len(mine), True)
    bound = _person if nearness.sort == "person" else _entity
    for rows in np.array_split(np.arange(len(mine)), max(1, len(mine) // AT_ONCE)):
        can[rows] = _reach(nearness, asked, listed, mine[rows], theirs[rows], least[rows], bound)
    return can


Bound = Callable[["_Laid", Values], Flags]


def _reach(nearness: Nearness, asked: Names, listed: Names, mine: Rows, theirs: Rows, least: Values, bound: Bound) -> Flags:
    one, other = asked.words[mine], listed.words[theirs]
    there, also = one >= 0, other >= 0
    both = there[:, :, None] & also[:, None, :]
    same = (one[:, :, None] == other[:, None, :]) & both
    ask = _alike_signs(one, other, asked) & both & ~same
    place = np.nonzero(ask)
    distinct, which = np.unique(one[place[0], place[1]] << 32 | other[place[0], place[2]], return_inverse=True)
    values = same.astype(np.float32)
    values[place] = nearness.of(distinct)[which]
    laid = _Laid(_Side(asked, one, there, values.max(axis=2)), _Side(listed, other, also, values.max(axis=1)))
    return bound(laid, least) | laid.run_together


@define(eq=False)
class _Side:
    """The words of one name of each pair, and the best value that each finds on the other side."""

    names: Names
    words: Rows
    there: Flags
    best: Values

    def column(self, name: str) -> NDArray[np.float32]:
        return np.where(self.there, getattr(self.names.columns, name)[self.words], 0)

    def flagged(self, bits: int) -> Flags:
        return np.asarray(self.there & ((self.names.columns.flags[self.words] & bits) != 0))


@define(eq=False)
class _Laid:
    """Two names laid beside each other, of each pair."""

    one: _Side
    other: _Side

    @property
    def run_together(self) -> Flags:
        """Perhaps the same letters, cut into words otherwise: these are compared by their letters."""
        words = self.one.there.sum(axis=1) != self.other.there.sum(axis=1)
        sizes = [side.column("size").astype(np.int64).sum(axis=1) for side in (self.one, self.other)]
        return np.asarray(words & (abs(sizes[0] - sizes[1]) <= 2))


def _person(laid: _Laid, least: Values) -> Flags:
    alone = [side.there & (side.best == 0) for side in (laid.one, laid.other)]
    more = [np.where(rest, side.column("person"), 0).sum(axis=1) for side, rest in zip((laid.one, laid.other), alone, strict=True)]
    can = ~(alone[0].any(axis=1) & alone[1].any(axis=1))
    reach = np.zeros(len(can), np.float32)
    for side in (laid.one, laid.other):
        weight = np.where(side.best > 0, side.column("person"), 0)
        total = weight.sum(axis=1) + PERSON_EXTRA * (more[0] + more[1])
        reach = np.maximum(reach, (weight * side.best).sum(axis=1) / np.maximum(total, 1e-6))
    can &= reach >= least - SLACK
    return can & ~(_one_word(laid, alone) & (least > ONE_WORD))


def _one_word(laid: _Laid, alone: list[Flags]) -> Flags:
    """One word in common, initials apart, and more on one side: that is never enough."""
    single = [side.flagged(SINGLE) for side in (laid.one, laid.other)]
    pairs = np.minimum(*((side.there & ~short & (side.best > 0)).sum(axis=1) for side, short in zip((laid.one, laid.other), single, strict=True)))
    more = sum((rest & ~short).sum(axis=1) for rest, short in zip(alone, single, strict=True))
    return np.asarray((pairs <= 1) & (more > (single[0].any(axis=1) | single[1].any(axis=1))))


def _entity(laid: _Laid, least: Values) -> Flags:
    sides = (laid.one, laid.other)
    light = [side.flagged(COMMON_WORD | PLACE | SINGLE) for side in sides]
    more = [(side.there & ~some & (side.best == 0)).sum(axis=1) for side, some in zip(sides, light, strict=True)]
    can = np.minimum(*more) == 0
    help_ = _LIGHTEST_HELP * np.minimum(*(((side.best > 0) & some).sum(axis=1) for side, some in zip(sides, light, strict=True)))
    reach = np.zeros(len(can))
    for side, some in zip(sides, light, strict=True):
        strong = side.there & ~some & (side.best > 0)
        total = strong.sum(axis=1) + help_ + ENTITY_EXTRA * (more[0] + more[1])
        reach = np.maximum(reach, (np.where(strong, side.best, 0).sum(axis=1) + help_) / np.maximum(total, 1e-6))
    return np.asarray(can & (reach >= least - SLACK))


__all__ = ["MORE_ENTITY", "MORE_PERSON", "Fit", "Nearness", "may_fit", "reachable"]
