"""Each distinct word once -> its record, as a row of columns.

A word's record costs microseconds, a name's only a look-up, so a million names of a hundred thousand words are blocked in seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

import numpy as np
from attrs import define, field, fields
from numpy.typing import NDArray

from vetoproof.detect.names.blocking.koreancodes import SOUNDS
from vetoproof.detect.names.blocking.wordrecord import VARIANTS, Record, record

U64 = np.uint64


def _column(kind: Any, width: int = 0) -> Any:
    return field(metadata={"kind": kind, "width": width})


@define(eq=False)
class Columns:
    """The records as arrays, a row a word; rows beyond the words known are empty. 0: there is none."""

    form: NDArray[np.uint64] = _column(U64)  # the word as all transliterations write it
    form_size: NDArray[np.uint8] = _column(np.uint8)  # letters of that
    variants: NDArray[np.uint64] = _column(U64, VARIANTS)  # the same with a letter left out; a long one's consonants
    consonants: NDArray[np.uint64] = _column(U64)
    korean: NDArray[np.uint64] = _column(U64)  # the word as Korean spellings write it
    first: NDArray[np.uint64] = _column(U64)  # its first letter
    common_first: NDArray[np.uint64] = _column(U64)  # that of its common form
    flags: NDArray[np.uint16] = _column(np.uint16)
    letters: NDArray[np.uint64] = _column(U64)  # the sum over its letters: the same however a name is cut into words
    bare: NDArray[np.uint64] = _column(U64)  # the sum over its consonants
    each: NDArray[np.uint64] = _column(U64, VARIANTS)  # what one letter adds to the sum
    sounds: NDArray[np.uint64] = _column(U64, SOUNDS)  # codes of its syllables
    lengths: NDArray[np.int64] = _column(np.int64, SOUNDS)  # how many syllables
    slips: NDArray[np.uint64] = _column(U64, SOUNDS)  # codes of its syllables with a slip in one vowel
    slip_lengths: NDArray[np.int64] = _column(np.int64, SOUNDS)
    signs: NDArray[np.uint32] = _column(np.uint32)  # which consonants the form has, a bit each
    spare: NDArray[np.uint8] = _column(np.uint8)  # how many of these bits may differ: two a slip; initials and short names fit any
    size: NDArray[np.uint8] = _column(np.uint8)  # how many letters
    common_bones: NDArray[np.uint8] = _column(np.uint8)  # how many consonants its common form has
    skeleton: NDArray[np.uint64] = _column(U64)  # the sum over its consonants, a doubled one once
    head: NDArray[np.uint8] = _column(np.uint8)  # the first and the last of them
    tail: NDArray[np.uint8] = _column(np.uint8)
    common_skeleton: NDArray[np.uint64] = _column(U64)  # the same of its common form
    common_head: NDArray[np.uint8] = _column(np.uint8)
    common_tail: NDArray[np.uint8] = _column(np.uint8)
    person: NDArray[np.float32] = _column(np.float32)  # how much it says of a person
    entity: NDArray[np.float32] = _column(np.float32)  # of a firm
    letter_set: NDArray[np.uint64] = _column(U64)  # which letters it has, vowels apart, and digits: a bit each
    common_set: NDArray[np.uint64] = _column(U64)  # the same of its common form
    korean_set: NDArray[np.uint64] = _column(U64)  # the same as Korean spellings write it
    number: NDArray[np.uint64] = _column(U64)  # the number that it is, as in names of ships: `iv`, `four`, `04`

    @classmethod
    def empty(cls, size: int) -> Columns:
        return cls(*(np.zeros((size, width) if (width := one.metadata["width"]) else size, one.metadata["kind"]) for one in fields(cls)))

    def arrays(self) -> dict[str, NDArray[Any]]:
        return {one.name: getattr(self, one.name) for one in fields(Columns)}

    def grown(self) -> Columns:
        """Twice as long."""
        return Columns(*(np.concatenate([one, np.zeros_like(one)]) for one in self.arrays().values()))

    def fill(self, rows: slice, records: Sequence[Record]) -> None:
        """Records into their rows."""
        mine = self.arrays()
        for name, values in zip(Record._fields, zip(*records, strict=True), strict=True):
            if name in _LENGTHS:
                mine[name][rows] = _padded([[one for one, _ in word] for word in values], SOUNDS)
                mine[_LENGTHS[name]][rows] = _padded([[size for _, size in word] for word in values], SOUNDS)
            else:
                mine[name][rows] = _padded(values, VARIANTS) if mine[name].ndim > 1 else values


_LENGTHS = {"sounds": "lengths", "slips": "slip_lengths"}


def _padded(rows: Sequence[Sequence[int]], width: int) -> NDArray[np.uint64]:
    """Rows of different length as a table; 0 where there is none."""
    sizes = np.fromiter((min(len(row), width) for row in rows), np.int64, len(rows))
    table = np.zeros((len(rows), width), U64)
    flat = np.fromiter(chain.from_iterable(row[:width] for row in rows), U64, int(sizes.sum()))
    table[np.arange(width)[None, :] < sizes[:, None]] = flat
    return table


@define(eq=False)
class WordBook:
    """The records, word by word; it grows."""

    known: dict[str, int] = field(factory=dict)
    words: list[str] = field(factory=list)
    columns: Columns = field(factory=lambda: Columns.empty(4096))
    _new: list[Record] = field(factory=list)

    def numbers(self, found: Iterable[str]) -> list[int]:
        known = self.known
        return [known[word] if word in known else self._add(word) for word in found]

    def _add(self, word: str) -> int:
        self._new.append(record(word))
        self.words.append(word)
        self.known[word] = len(self.known)
        return self.known[word]

    def cut(self, size: int) -> None:
        """Forget the words that came after the first `size`: those of the lists stay, with their numbers."""
        self.filled()
        self.known, self.words = dict(islice(self.known.items(), size)), self.words[:size]
        for one in self.columns.arrays().values():
            one[size:] = 0

    def filled(self) -> Columns:
        """The columns, with the words that came since. The last row stays empty: it stands for no word (-1)."""
        size = len(self.known)
        while size >= len(self.columns.form):
            self.columns = self.columns.grown()
        if self._new:
            self.columns.fill(slice(size - len(self._new), size), self._new)
            self._new = []
        return self.columns
