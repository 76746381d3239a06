"""What a kilogram costs, against the world: each flow's unit value beside the median of its code and period over all States.

Reads    CUSTOMS rows of all States, in any order (a table or a reader of batches), or arrays of them.
Returns  for each row: dollars a kg, the world's median, how many rows stand behind it, and a robust z of the logarithm.
Source   median and MAD (times 1.4826, as for a normal spread); |z| above 3.5 (Iglewicz and Hoaglin 1993). At least 8 rows, and a spread of
         at least 0.25 (ours: below it, the rounding of small weights speaks).
Misses   weights that are estimated (they are made from the world's unit value) or not stated: left out.
Wrong if goods under one code differ in kind: a high unit value is a question, no proof.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen

from vetoproof.detect.trade.cells import SIX, Array, World, days_of, world
from vetoproof.detect.trade.robust import group_medians, sort_codes, spreads

LEAST_ROWS, LEAST_SPREAD, TOO_FAR = 8, 0.25, 3.5
MICRO_A_GRAM = 1_000  # millionths of a dollar a gram are thousandths of a dollar a kg


@frozen(eq=False)
class Prices:
    """Of each row that has a weight: its place, dollars a kg, the world's, the rows behind that, z (nan: too few)."""

    places: Array
    usd_kg: Array
    world_usd_kg: Array
    behind: Array
    z: Array

    @property
    def odd(self) -> Array:
        """The places of the rows that are too far from the world."""
        far: Array = self.places[np.abs(np.nan_to_num(self.z)) > TOO_FAR]
        return far


def prices(found: World) -> Prices:
    """Unit values of all rows with a weight of their own."""
    places = np.flatnonzero((found.grams > 0) & (found.usd > 0) & ~found.estimated)
    usd_kg = found.usd[places] / found.grams[places] / MICRO_A_GRAM
    logs = np.log(usd_kg)
    groups = sort_codes((found.code[places] // SIX, 20), (_numbered(found.period)[places], 11))
    if not len(places):
        return Prices(places, usd_kg, usd_kg, groups, logs)
    middle = group_medians(groups, logs)
    spread = np.maximum(spreads(groups, logs, middle), LEAST_SPREAD)
    at = middle.at(groups)
    behind = middle.sizes[at]
    z = np.where(behind >= LEAST_ROWS, (logs - middle.medians[at]) / spread[at], np.nan)
    return Prices(places, usd_kg, np.exp(middle.medians[at]), behind, z)


def _numbered(periods: Array) -> Array:
    """Periods by their place among those that there are: few, so that a code fits beside them in 31 bits."""
    there = np.flatnonzero(np.bincount(periods, minlength=1))
    return np.searchsorted(there, periods).astype(np.int64)


def unit_values(rows: Any) -> Any:
    """The rows whose unit value is too far from the world's."""
    found = world(rows, marks=True)
    priced = prices(found)
    odd = np.isin(priced.places, priced.odd)
    places = priced.places[odd]
    return pa.table(
        {
            "exporter": [found.states[n] for n in found.exporter[places]],
            "importer": [found.states[n] for n in found.importer[places]],
            "side": ["X" if n == 0 else "M" for n in found.side[places]],
            "hs": [f"{n // SIX:06}" for n in found.code[places]],
            "period": [days_of(n)[0] for n in found.period[places].tolist()],
            "usd_kg": priced.usd_kg[odd],
            "world_usd_kg": priced.world_usd_kg[odd],
            "behind": priced.behind[odd],
            "z": priced.z[odd],
        }
    )


def against_the_world(rows: Any, of: str) -> Mapping[str, Mapping[str, Any]]:
    """The unit values of the rows in which `of` sells or buys, by `file:row`."""
    found = world(rows, marks=True)
    if of not in found.states or found.marks is None:
        return {}
    state, priced = found.states.index(of), prices(found)
    mine = np.flatnonzero((found.exporter[priced.places] == state) | (found.importer[priced.places] == state))
    marks = found.marks[priced.places[mine]]
    files, numbers = rows["file"].take(pa.array(marks)).to_pylist(), rows["row"].take(pa.array(marks)).to_pylist()
    return {f"{file}:{number}": _told(priced, n) for file, number, n in zip(files, numbers, mine.tolist(), strict=True)}


def _told(priced: Prices, n: int) -> Mapping[str, Any]:
    enough = priced.behind[n] >= LEAST_ROWS
    return {
        "unit_value_usd_kg": round(float(priced.usd_kg[n]), 4),
        "world_usd_kg": round(float(priced.world_usd_kg[n]), 4) if enough else None,
        "unit_value_z": round(float(priced.z[n]), 2) if enough else None,
    }
