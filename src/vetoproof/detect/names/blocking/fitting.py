"""Pairs of names that share a key -> those whose words can be laid beside each other well enough, a block at a time.

First by the consonants of the words, a few bits each. Then each distinct pair of words is measured once, as the comparison itself measures
it, and the score that the names could reach at most is counted from these values. What is left is compared in full.
"""

from __future__ import annotations

import numpy as np
from attrs import define
from numpy.typing import NDArray

from vetoproof.detect.names.blocking.chosen import Flags, Names, Rows
from vetoproof.detect.names.blocking.weighed import Weighed, cut_otherwise, same_letters
from vetoproof.detect.names.blocking.wordfit import AT_ONCE, Nearness, Values, alike_signs, may_be_near
from vetoproof.detect.names.blocking.wordrecord import COMMON_WORD, PARTICLE, PLACE, SINGLE
from vetoproof.detect.names.entities import EXTRA as ENTITY_EXTRA
from vetoproof.detect.names.likeness import CONFLICT
from vetoproof.detect.names.persons import BY_SOUND, ONE_WORD
from vetoproof.detect.names.persons import EXTRA as PERSON_EXTRA
from vetoproof.detect.names.spelled import FULL, LIGHT, LIGHT_APART
from vetoproof.detect.names.spelled import PLACE as PLACED

SLACK = 0.03  # the most by which the bound may be too low: a word that weighs less than the other's counts as it
_LIGHTEST_HELP = 0.35  # what a common word in common weighs at most


def reachable(nearness: Nearness, asked: Weighed, listed: Weighed, mine: Rows, theirs: Rows, least: Values) -> Flags:
    """Pairs of rows of which the names can reach the score `least` (one for each pair); or may be alike by all their letters."""
    can = asked.free[mine] & (least <= BY_SOUND)
    same = same_letters(asked, listed, mine, theirs)
    if nearness.sort == "person":  # only words cut otherwise are compared by their letters
        can |= same & ((asked.words[mine] != listed.words[theirs]) | (asked.names.counts[mine] != listed.names.counts[theirs]))
    else:
        can |= same | cut_otherwise(asked, listed, mine, theirs)
    rest = np.flatnonzero(~can)
    rest = rest[np.argsort(np.maximum(asked.names.counts[mine[rest]], listed.names.counts[theirs[rest]]), kind="stable")]  # by width
    for rows in np.array_split(rest, max(1, len(rest) // AT_ONCE)):
        can[rows] = _reach(nearness, asked.names, listed.names, mine[rows], theirs[rows], least[rows])
    return np.asarray(can)


def _reach(nearness: Nearness, asked: Names, listed: Names, mine: Rows, theirs: Rows, least: Values) -> Flags:
    one, other = _trimmed(asked.words[mine]), _trimmed(listed.words[theirs])
    there, also = one >= 0, other >= 0
    both = there[:, :, None] & also[:, None, :]
    same = (one[:, :, None] == other[:, None, :]) & both
    place = np.nonzero(alike_signs(one, other, asked) & both & ~same)
    place = tuple(axis[may_be_near(one[place[0], place[1]], other[place[0], place[2]], asked.columns)] for axis in place)
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
    apart[(_alone_all(sides[0], PLACED) & _alone_all(sides[1], LIGHT)) | (_alone_all(sides[1], PLACED) & _alone_all(sides[0], LIGHT))] = 0
    reach = np.zeros(len(can))
    for side, some in zip(sides, light, strict=True):
        strong = side.there & ~some & (side.best > 0)
        total = strong.sum(axis=1) + help_ + ENTITY_EXTRA * (more[0] + more[1]) + apart
        reach = np.maximum(reach, (np.where(strong, side.best, 0).sum(axis=1) + help_) / np.maximum(total, 1e-6))
    return np.asarray(can & (reach >= least - SLACK))


def _alone_all(side: _Side, weight: float) -> Flags:
    """Whether all words without a partner weigh so much: a place and a trade do not contradict each other."""
    found = side.names.columns.entity[side.words]
    return np.asarray((~side.alone | (found == 0) | (found == np.float32(weight))).all(axis=1))


def _apart(side: _Side, light: Flags) -> NDArray[np.float64]:
    """What the words without a partner weigh against the other name's; letters, which may be one word together, nothing."""
    counts = side.alone & ~side.flagged(SINGLE) & (side.names.columns.entity[side.words] > 0)
    weight = np.where(light & side.flagged(COMMON_WORD), LIGHT_APART, FULL)
    return np.asarray(np.where(counts, weight, 0.0).sum(axis=1))
