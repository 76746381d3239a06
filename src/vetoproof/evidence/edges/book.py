"""Addresses as text -> small whole numbers, the same text always the same one, over all blocks of a file."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field

from vetoproof.evidence.edges.arrays import array_of, column_of, texts_of

Int32s = npt.NDArray[np.int32]
AT_ONCE = 8  # blocks whose texts are joined to the book together


@define
class Book:
    """Texts in the order in which they first came; the numbers of each block's columns, in turn."""

    texts: Any = field(factory=lambda: texts_of([]))
    numbers: list[Int32s] = field(factory=list)
    _waiting: list[Any] = field(factory=list)

    def take(self, *columns: Any) -> None:
        """The texts of one block."""
        joined = pa.chunked_array([chunk for column in columns for chunk in column.chunks], pa.string()).combine_chunks()
        self._waiting.append(pc.dictionary_encode(joined))
        if len(self._waiting) >= AT_ONCE:
            self.settle()

    def settle(self) -> None:
        """Number what waits. Texts that are known come first, so that they keep their numbers."""
        if not self._waiting:
            return
        known = pa.DictionaryArray.from_arrays(column_of(np.empty(0, np.int32)), self.texts)
        one = pa.chunked_array([known, *self._waiting]).unify_dictionaries()
        self.texts = one.chunk(0).dictionary
        self.numbers += [array_of(chunk.indices).copy() for chunk in one.chunks[1:]]
        self._waiting = []
