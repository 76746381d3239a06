"""Pairs of firms' names of which one has letters for words -> those that agree word by word in their order, by the words' records.

`M. Energy` shares with every other name in M and Energy a key of two; of these the comparison itself (`initials.shortened`) asks that each
word has its partner in the same place.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vetoproof.detect.names.blocking.chosen import Names, Rows
from vetoproof.detect.names.blocking.wordrecord import SINGLE


def may_be_lettered(asked: Names, listed: Names, mine: Rows, theirs: Rows) -> NDArray[np.bool_]:
    """As many words, and in each place the same word, one by its consonants, or a letter and a word that begins with it."""
    one, other = asked.words[mine], listed.words[theirs]
    there, also, columns = one >= 0, other >= 0, asked.columns
    letter = ((columns.flags[one] | columns.flags[other]) & SINGLE) != 0
    first = columns.first[one] == columns.first[other]
    apart = np.bitwise_count(columns.signs[one] ^ columns.signs[other])
    near = apart <= np.maximum(columns.spare[one], columns.spare[other])
    fits = (one == other) | np.where(letter, first, near)
    return np.asarray(((fits & there & also) | (~there & ~also)).all(axis=1))
