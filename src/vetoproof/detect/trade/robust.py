"""Medians of groups, and spreads around them: sorted once, no loop over groups, the same on any number of threads."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

MAD_TO_SIGMA = 1.4826  # of a normal spread
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@frozen(eq=False)
class Medians:
    """Of each group: its number, its median, its size. In the order of the groups."""

    groups: Ints
    medians: Floats
    sizes: Ints

    def at(self, groups: Ints) -> Ints:
        """The place of each group among these."""
        return np.searchsorted(self.groups, groups)


def group_medians(groups: Ints, values: Floats) -> Medians:
    """The median of `values` in each of `groups` (0 to 2^31). Values are kept to the precision of a 32-bit float."""
    bits = np.ascontiguousarray(values, np.float32).view(np.int32)
    bits ^= (bits >> 31) & np.int32(0x7FFFFFFF)  # so that whole numbers sort as the floats do
    packed = (groups << 32) + (bits.astype(np.int64) - np.iinfo(np.int32).min)
    packed.sort()
    found = packed >> 32
    starts = np.flatnonzero(np.diff(found, prepend=-1))
    sizes = np.diff(starts, append=len(found))
    low, high = _unpacked(packed[starts + (sizes - 1) // 2]), _unpacked(packed[starts + sizes // 2])
    return Medians(found[starts], (low + high) / 2, sizes)


def _unpacked(packed: Ints) -> Floats:
    bits = ((packed & 0xFFFFFFFF) + np.iinfo(np.int32).min).astype(np.int32)
    bits ^= (bits >> 31) & np.int32(0x7FFFFFFF)
    return bits.view(np.float32).astype(np.float64)


def spreads(groups: Ints, values: Floats, centres: Medians) -> Floats:
    """The median distance from the median, of each group of `centres`, as a standard deviation."""
    away = np.abs(values - centres.medians[centres.at(groups)])
    return MAD_TO_SIGMA * group_medians(groups, away).medians


def sort_codes(*parts: tuple[Any, int]) -> Ints:
    """Whole numbers side by side in one: each with the bits that it takes, the first one weighs most."""
    code: Ints = np.zeros(len(parts[0][0]), np.int64)
    for values, size in parts:
        code = (code << size) | values.astype(np.int64)
    return code
