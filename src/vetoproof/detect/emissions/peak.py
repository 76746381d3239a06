"""Has a path peaked? Its maximum, how long ago, and whether the fall since is more than a revision could undo."""

from __future__ import annotations

import numpy as np
from attrs import frozen

from vetoproof.detect.emissions.path import Path


@frozen
class Peak:
    """`raw`: the maximum lies at least k years back. `clear`: and the fall since is above the margin."""

    max_year: int
    maximum: float
    last_year: int
    last: float
    fall_pct: float
    margin_pct: float
    raw: bool

    @property
    def clear(self) -> bool:
        return self.raw and self.fall_pct > self.margin_pct


def find_peak(path: Path, years: int, margin_pct: float) -> Peak:
    """The maximum of the path; of several equal ones the last.

    Wrong if the series begins after its maximum. Source of k = 5 and 3 %: docs/methods/emissions.md.
    """
    place = len(path.amounts) - 1 - int(np.argmax(path.amounts[::-1]))
    maximum, last = float(path.amounts[place]), float(path.amounts[-1])
    at = int(path.years[place])
    return Peak(at, maximum, path.last, last, 100 * (maximum - last) / maximum, margin_pct, path.last - at >= years)


def revision_pct(older: Path, newer: Path) -> float | None:
    """By how much the newer vintage moved the last year of the older one, in percent; None if they share no year."""
    shared = [int(year) for year in older.years if newer.at(int(year)) is not None and older.at(int(year))]
    if not shared:
        return None
    year = shared[-1]
    return 100 * (newer.need(year) / older.need(year) - 1)
