"""Keys of the names of a list -> for keys of other names, which names share them. Sorted arrays behind a map of bits."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from attrs import define
from numpy.typing import NDArray

from vetoproof.detect.names.blocking.blocks import Emitted
from vetoproof.detect.names.blocking.chosen import Keys, Rows

MOST_BITS, SPARSE = 23, 4  # of the map: at most so many, and about one place in sixteen taken


def distinct(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each value once, in order. NumPy's `unique` goes by a table of hashes, ten times slower on what fits the caches."""
    ordered = np.sort(values)
    return np.asarray(ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]])


@define(eq=False)
class KeyTable:
    """`keys` sorted and distinct; the names of key n are `rows[starts[n]:starts[n + 1]]`."""

    keys: NDArray[np.uint64]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    map: NDArray[np.bool_]
    shift: np.uint64

    @classmethod
    def of(cls, emitted: Emitted) -> KeyTable:
        keys, rows = _gathered(emitted)
        order = np.argsort(keys)
        keys, rows = keys[order], rows[order]
        first = np.append(True, keys[1:] != keys[:-1])[: len(keys)]
        both = distinct((np.cumsum(first) - 1) << 32 | rows)  # of each pair of a key and a name one
        once, starts = keys[first], np.searchsorted(both >> 32, np.arange(int(first.sum())))
        bits = min(MOST_BITS, len(once).bit_length() + SPARSE)
        there, shift = np.zeros(1 << bits, np.bool_), np.uint64(64 - bits)
        there[once >> shift] = True
        return cls(once, np.append(starts, len(both)).astype(np.int64), (both & 0xFFFFFFFF).astype(np.int32), there, shift)

    def join(self, emitted: Emitted) -> tuple[Rows, Rows]:
        """Pairs of a name asked for and a name of the list, as two columns; a pair may come more than once."""
        asked, found = [], []
        for rows, keys in emitted:
            maybe = self.map[keys >> self.shift]
            if maybe.any():
                mine, theirs = self._expand(rows[maybe], keys[maybe])
                asked.append(mine)
                found.append(theirs)
        empty = np.zeros(0, np.int64)
        return (np.concatenate(asked), np.concatenate(found)) if asked else (empty, empty)

    def _expand(self, rows: Rows, keys: Keys) -> tuple[Rows, Rows]:
        place = np.searchsorted(self.keys, keys)
        place[place == len(self.keys)] = 0
        hit = self.keys[place] == keys
        rows, place = rows[hit], place[hit]
        sizes = self.starts[place + 1] - self.starts[place]
        ends = np.cumsum(sizes)
        within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - sizes, sizes)
        return np.repeat(rows, sizes), self.rows[np.repeat(self.starts[place], sizes) + within].astype(np.int64)

    def frequency(self, keys: Keys) -> NDArray[np.int64]:
        """How many names share each key."""
        if not len(self.keys):
            return np.zeros(keys.shape, np.int64)
        place = np.searchsorted(self.keys, keys)
        place[place == len(self.keys)] = 0
        return np.where(self.keys[place] == keys, self.starts[place + 1] - self.starts[place], 0)


def _gathered(emitted: Iterable[tuple[Rows, Keys]]) -> tuple[Keys, Rows]:
    parts = list(emitted)
    if not parts:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    return np.concatenate([keys for _, keys in parts]), np.concatenate([rows for rows, _ in parts])
