"""The rows of a graph of transfers: one EDGE each, its amount an exact whole number of the token's smallest unit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen

from vetoproof.evidence.edges.arrays import array_of, texts_of

DIGITS = 38  # of an amount: what DECIMAL(38, 0) holds, 2^126; a supply of 10^20 coins with 18 places fits
AMOUNT = pa.decimal128(DIGITS, 0)
Ints = npt.NDArray[np.int64]
Limbs = npt.NDArray[np.uint64]  # n rows of (low, high)

EDGE = pa.schema(
    [
        ("row", pa.int64()),  # 1 is the first under the header
        ("t", pa.int64()),  # microseconds since 1970-01-01 UTC
        ("block", pa.int64()),  # 0: the file has none
        ("sender", pa.int32()),  # place in `texts`
        ("receiver", pa.int32()),
        ("token", pa.int16()),  # place in `tokens`
        ("amount", AMOUNT),
        ("fee", AMOUNT),  # paid by the sender, in the same token; 0: none
        ("cells", pa.uint64()),  # hash of all cells of the row, those that have no column here too
    ]
)


@frozen
class Token:
    """A token: its name, how many decimal places its smallest unit has, how many rows had more and were rounded (half up)."""

    name: str
    places: int
    rounded: int = 0
    coins: bool = False  # the amounts of the file are in whole coins, with a point


@frozen(eq=False)
class Edges:
    """The transfers of a file, in its order."""

    file: str
    rows: Any  # pa.Table, EDGE
    texts: Any  # pa.Array of addresses, in the one form of their chain
    tokens: tuple[Token, ...]

    def address(self, place: int) -> str:
        return str(self.texts[place])

    def places(self, addresses: Iterable[str]) -> dict[str, int]:
        """Where each of these addresses stands; those that are in no transfer are left out."""
        wanted = list(dict.fromkeys(addresses))
        found = pc.index_in(texts_of(wanted), value_set=self.texts).to_pylist()
        return {address: place for address, place in zip(wanted, found, strict=True) if place is not None}

    def column(self, name: str) -> Any:
        """A column as a numpy array."""
        return array_of(self.rows.column(name))

    def limbs(self, name: str) -> Limbs:
        """An amount column as n rows of two 64-bit limbs, low before high."""
        return limbs_of(self.rows.column(name))


def limbs_of(column: Any) -> Limbs:
    """Decimals of Arrow (128 bits, little-endian) as limbs, copied once."""
    parts = [_view(chunk) for chunk in getattr(column, "chunks", [column])]
    return np.concatenate(parts) if parts else np.empty((0, 2), np.uint64)


def _view(chunk: Any) -> Limbs:
    raw = np.frombuffer(chunk.buffers()[1] or b"", np.uint64)
    return raw.reshape(-1, 2)[chunk.offset : chunk.offset + len(chunk)]


def decimals_of(limbs: Limbs) -> Any:
    """Limbs as a column of amounts."""
    raw = np.ascontiguousarray(limbs)
    return pa.Array.from_buffers(AMOUNT, len(raw), [None, pa.py_buffer(raw)])


def exact(limbs: Limbs) -> list[int]:
    """Limbs as Python's integers."""
    low, high = limbs[:, 0].tolist(), limbs[:, 1].tolist()
    return [(top << 64) | bottom for bottom, top in zip(low, high, strict=True)]


def limbs_from(values: Iterable[int]) -> Limbs:
    """Python's integers, below 2^128, as limbs."""
    mask = (1 << 64) - 1
    pairs = [(value & mask, value >> 64) for value in values]
    return np.array(pairs, np.uint64).reshape(-1, 2)


def sum_of(limbs: Limbs) -> int:
    """The exact sum: halves of limbs never overflow below 2^32 rows."""
    half = np.uint64(0xFFFFFFFF)
    parts = (limbs[:, 0] & half, limbs[:, 0] >> np.uint64(32), limbs[:, 1] & half, limbs[:, 1] >> np.uint64(32))
    return sum(int(part.sum(dtype=np.uint64)) << (32 * place) for place, part in enumerate(parts))
