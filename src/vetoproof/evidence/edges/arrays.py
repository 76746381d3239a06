"""Numpy's arrays <-> Arrow's columns, by their bytes. (Arrow's own ways import pandas where it is installed: 0.9 s for nothing.)"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_TYPES = {"i1": pa.int8(), "i2": pa.int16(), "i4": pa.int32(), "i8": pa.int64(), "u8": pa.uint64()}
_KINDS = {str(kind): np.dtype(code) for code, kind in _TYPES.items()}


def column_of(array: npt.NDArray[Any]) -> Any:
    """A numpy array of whole numbers as a column."""
    raw = np.ascontiguousarray(array)
    return pa.Array.from_buffers(_TYPES[raw.dtype.str[1:]], len(raw), [None, pa.py_buffer(raw)])


def texts_of(texts: Sequence[str]) -> Any:
    """Texts as a column."""
    raw = [text.encode() for text in texts]
    ends = np.concatenate([[0], np.cumsum([len(one) for one in raw])]).astype(np.int32)
    return pa.Array.from_buffers(pa.string(), len(raw), [None, pa.py_buffer(ends), pa.py_buffer(b"".join(raw))])


def array_of(column: Any) -> npt.NDArray[Any]:
    """A column of whole numbers without nulls as a numpy array, copied once if it has several chunks."""
    chunks = getattr(column, "chunks", [column])
    parts = [_view(chunk) for chunk in chunks]
    return parts[0] if len(parts) == 1 else np.concatenate(parts) if parts else np.empty(0, _KINDS[str(column.type)])


def flags_of(column: Any) -> npt.NDArray[np.bool_]:
    """A column of truth values without nulls as a numpy array."""
    return array_of(column.cast(pa.int8())).astype(bool)


def _view(chunk: Any) -> npt.NDArray[Any]:
    kind = _KINDS[str(chunk.type)]
    raw = np.frombuffer(chunk.buffers()[1] or b"", kind)
    return raw[chunk.offset : chunk.offset + len(chunk)]
