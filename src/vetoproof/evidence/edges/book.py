"""Addresses as text -> small whole numbers, the same text always the same one, over all blocks of a file."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field

from vetoproof.evidence.edges.arrays import array_of

Int32s = npt.NDArray[np.int32]


@define
class Book:
    """Texts in the order in which they first came."""

    places: dict[str, int] = field(factory=dict)

    def numbers(self, *columns: Any) -> tuple[Int32s, ...]:
        """The number of each text of the columns; new texts are added."""
        joined = pa.chunked_array([chunk for column in columns for chunk in column.chunks], pa.string()).combine_chunks()
        coded = pc.dictionary_encode(joined)
        places = self.places
        here = np.fromiter((places.setdefault(text, len(places)) for text in coded.dictionary.to_pylist()), np.int32)
        found = here[array_of(coded.indices)] if len(coded) else np.empty(0, np.int32)
        ends = np.cumsum([len(column) for column in columns])[:-1]
        return tuple(np.split(found, ends))

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(self.places)
