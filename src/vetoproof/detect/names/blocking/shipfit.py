"""Pairs of ships' names that share a key -> those that may be alike by all their letters, and by their number.

Ships' names are compared as one run of letters (`ships._by_letters`), so each rule there asks for something of the names as a whole.
"""

from __future__ import annotations

import numpy as np
from attrs import define
from numpy.typing import NDArray

from vetoproof.detect.names.blocking import chosen
from vetoproof.detect.names.blocking.chosen import Names, Rows
from vetoproof.detect.names.blocking.wordbook import U64
from vetoproof.detect.names.blocking.wordrecord import DIGITS, LETTER_BITS, SINGLE
from vetoproof.detect.names.nearness import MOST_SLIPS

LONG = 7  # letters; a slip is forgiven in longer names only
_WEAK = U64(LETTER_BITS["r"])  # it is left out at the start of a Korean word


@define(eq=False)
class ShipLetters:
    """Of each name as a whole: its one number, which letters it has, and how many."""

    number: NDArray[np.uint64]
    letters: NDArray[np.uint64]
    korean: NDArray[np.uint64]
    size: NDArray[np.int64]
    short: NDArray[np.bool_]  # has an initial

    @classmethod
    def of(cls, names: Names) -> ShipLetters:
        named, columns = chosen.ship_words(names), names.columns
        there, flags = named.words >= 0, named.flags()
        counts = there & ((flags & DIGITS) == 0)
        letters, korean = (
            np.bitwise_or.reduce(np.where(counts, one[named.words], U64(0)), axis=1) for one in (columns.letter_set, columns.korean_set)
        )
        size = np.where(counts, columns.size[named.words], 0).sum(axis=1, dtype=np.int64)
        return cls(chosen.only_number(names), letters, korean & ~_WEAK, size, (there & ((flags & SINGLE) != 0)).any(axis=1))


def may_be_one(asked: ShipLetters, listed: ShipLetters, mine: Rows, theirs: Rows) -> NDArray[np.bool_]:
    """Without pairs that differ by their number, as sisters do, or by more letters than a rule allows."""
    one, other = asked.number[mine], listed.number[theirs]
    can = (asked.letters[mine] == listed.letters[theirs]) | (asked.korean[mine] == listed.korean[theirs])
    apart = np.bitwise_count(asked.letters[mine] ^ listed.letters[theirs])
    can |= (np.minimum(asked.size[mine], listed.size[theirs]) > LONG) & (apart <= 2 * MOST_SLIPS)
    can |= asked.short[mine] | listed.short[theirs]
    return np.asarray(can & ((one == other) | (one == 0) | (other == 0)))
