"""Names -> what of them as a whole tells that two may be the same letters, however they are cut into words."""

from __future__ import annotations

from itertools import product

import numpy as np
from attrs import define
from numpy.typing import NDArray

from vetoproof.detect.names.blocking.chosen import Flags, Keys, Names, Rows, all_but, readable, without_titles
from vetoproof.detect.names.blocking.wordbook import U64
from vetoproof.detect.names.blocking.wordrecord import COMMON_WORD, LEGAL_FORM, PLACE, SINGLE, TITLE, WEIGHTS
from vetoproof.detect.names.compare import Sort
from vetoproof.detect.names.spelled import MOST_WORDS

LEAST_LETTERS: dict[Sort, int] = {"person": 3, "entity": 5, "vessel": 3}  # of names that are the same by all their letters


@define(eq=False)
class Weighed:
    """The names as the comparison lays their words beside each other, and of each name as a whole its letters, vowels apart."""

    names: Names
    words: NDArray[np.int64]  # how many
    size: NDArray[np.int64]  # letters, vowels too
    skeletons: tuple[Keys, Keys]  # the sum over the consonants of the words that count (of all, if none does), and of all words
    long: tuple[Flags, Flags]  # whether those words have letters enough to be the same by them
    strong: NDArray[np.uint64]  # which letters the words of full weight have, a bit each
    many: NDArray[np.int64]  # how many letters those have
    free: Flags  # names that are compared in another way, too

    @classmethod
    def of(cls, names: Names, sort: Sort) -> Weighed:
        chosen = without_titles(names, MOST_WORDS) if sort == "person" else all_but(names, LEGAL_FORM, MOST_WORDS)
        there, flags, columns = names.words >= 0, names.flags(), names.columns
        strong = there & ((flags & (COMMON_WORD | PLACE | SINGLE | LEGAL_FORM)) == 0)
        which = np.bitwise_or.reduce(np.where(strong, columns.common_set[names.words], U64(0)), axis=1)
        size, many = (
            np.where(some, one[names.words], 0).sum(axis=1, dtype=np.int64)
            for some, one in ((there, columns.size), (strong, columns.common_bones))
        )
        free = readable(names) if sort == "person" else np.full(len(there), False)
        counts = _counting(names, there, flags, sort)
        least = LEAST_LETTERS[sort]
        long = np.where(counts, columns.size[names.words], 0).sum(axis=1) >= least, size >= least
        return cls(chosen, there.sum(axis=1), size, _skeletons(names, counts, there, sort), long, which, many, free)


def _counting(names: Names, there: Flags, flags: NDArray[np.uint16], sort: Sort) -> Flags:
    """The words that count for something; all of a name of which none does."""
    counts = there & ((flags & TITLE) == 0 if sort == "person" else names.columns.entity[names.words] > 0)
    return np.asarray(counts | (~counts.any(axis=1, keepdims=True) & there))


def _skeletons(names: Names, counts: Flags, there: Flags, sort: Sort) -> tuple[Keys, Keys]:
    columns = names.columns
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
    ours, others = zip(asked.skeletons, asked.long, strict=True), zip(listed.skeletons, listed.long, strict=True)
    found = [(one[mine] == other[theirs]) & long[mine] & also[theirs] for (one, long), (other, also) in product(ours, others)]
    return np.asarray(np.logical_or.reduce(found))


def cut_otherwise(asked: Weighed, listed: Weighed, mine: Rows, theirs: Rows) -> Flags:
    """Pairs of rows that may have the same words but for where they are cut, and a slip."""
    found = (asked.words[mine] != listed.words[theirs]) & (abs(asked.size[mine] - listed.size[theirs]) <= 2)
    found &= (np.bitwise_count(asked.strong[mine] ^ listed.strong[theirs]) <= 2) & (abs(asked.many[mine] - listed.many[theirs]) <= 1)
    rows = np.flatnonzero(found)
    apart = asked.skeletons[0][mine[rows]] - listed.skeletons[0][theirs[rows]]
    found[rows] = np.isin(apart, _ONE_APART)
    return np.asarray(found)


_EACH = np.array([0, *_BY_SIGN[_BY_SIGN != 0]], U64)
_ONE_APART = np.unique(_EACH[:, None] - _EACH)  # what sums over consonants differ by where one was put in, left out or changed
