"""One trade stated by both sides: where do the two figures differ by more than freight, insurance, and a month's delay?

Reads    CUSTOMS rows of all States (a table or a reader of batches; the rows of one file in its order), or arrays of them.
Returns  a row for each pair, code of six digits and period in which at least one side states `least_usd`: both figures, `gap` (the
         importer's figure over the exporter's with the middle margin, less one), a robust z, a status, and which side states several
         figures: the latest one stands.
Source   margins: `margins.py`. Sums of three months: what the next two months make up is no gap, the goods came late. z: distance of the
         logarithm from the pair's median, by its MAD; 3.5 as in Iglewicz and Hoaglin 1993. Least amount, spread, number: ours.
Misses   what both sides hide, or both book under another code; a pair that differs by the same factor always.
Wrong if one side books by origin and the other by consignment, or goods wait in a free zone: see `reexports`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen

from vetoproof.detect.trade.cells import MICRO, Array, World, days_of, world
from vetoproof.detect.trade.differences import alone, distances, margins_of, three_months, unmade
from vetoproof.detect.trade.sides import (
    CODE,
    PERIOD,
    STATE,
    Side,
    apart_at,
    either,
    figures_at,
    keys_of,
    mark_years,
    reports_of,
    side_of,
    with_years,
)

LEAST_USD = 10_000
TOO_FAR = 3.5
PLAIN, GAP, LAG, ORPHAN, SILENT, REVISION = "plain", "gap", "lag", "orphan", "silent", "revision"
STATUSES = (PLAIN, GAP, LAG, ORPHAN, SILENT, REVISION)
WHY = {
    PLAIN: "the two sides differ by no more than is usual",
    GAP: "the two sides differ by more than is usual between them, and the months beside it do not make it up",
    LAG: "one side states it in this period, the other in one beside it",
    ORPHAN: "one side states it, and the other, which reports in this period, does not",
    SILENT: "one side states it; the other reports nothing at all in this period",
    REVISION: "one side states it under this code; the other uses another revision of the HS, where the code may be another one",
}
SIDES = ("exporter", "importer")
APART = "conflict: the {} states several figures, the latest was taken"
AT_ONCE = 1_000_000


@frozen(eq=False)
class Mirror:
    """Cells in order of exporter, importer, code, period: the figures of both sides (0: none), and what is made of them."""

    states: tuple[str, ...]
    keys: Array
    exported: Array
    imported: Array
    gap: Array
    z: Array
    status: Array  # places in STATUSES
    margin: Array
    apart: Array  # a bit for each of SIDES: whether it states several figures that were said at once
    said_again: int  # rows that state a cell once more, another figure or the same; the last one counts
    skipped: dict[str, int]

    def table(self, statuses: Collection[str] = STATUSES) -> Any:
        """MIRROR rows of these statuses."""
        kept = np.flatnonzero(np.isin(self.status, [STATUSES.index(one) for one in statuses]))
        keys = self.keys[kept]
        exporters, importers = keys >> (STATE + CODE + PERIOD), keys >> (CODE + PERIOD) & (1 << STATE) - 1
        periods = keys & (1 << PERIOD) - 1
        names = pa.array(self.states, pa.string())
        told = (
            [days_of(one) for one in range(1 << PERIOD)]
            if len(kept) > 1 << PERIOD
            else {one: days_of(one) for one in set(periods.tolist())}
        )
        return pa.table(
            {
                "exporter": names.take(pa.array(exporters)),
                "importer": names.take(pa.array(importers)),
                "hs": [f"{code:06}" for code in (keys >> PERIOD & (1 << CODE) - 1).tolist()],
                "period": [told[one][0] for one in periods.tolist()],
                "day": [told[one][1] for one in periods.tolist()],
                "exported_micro_usd": self.exported[kept],
                "imported_micro_usd": self.imported[kept],
                "margin": np.round(self.margin[kept].astype(np.float64), 4),
                "gap": self.gap[kept],
                "z": self.z[kept],
                "status": [STATUSES[one] for one in self.status[kept].tolist()],
                "conflict": [_SIDES_OF[one] for one in self.apart[kept].tolist()],
            }
        )


_SIDES_OF: tuple[list[str], ...] = ([], [SIDES[0]], [SIDES[1]], list(SIDES))


def mirror(rows: Any, least_usd: int = LEAST_USD) -> Mirror:
    """Compare both sides of every trade in the rows."""
    return compare(rows if isinstance(rows, World) else world(rows), least_usd)


def compare(found: World, least_usd: int = LEAST_USD) -> Mirror:
    """Both sides of the arrays of a world."""
    keys, reports = keys_of(found), reports_of(found)
    again = 0
    sides = []
    for side in (0, 1):
        one, twice = side_of(found, keys, found.side == side)
        sides.append(with_years(one, reports[side], reports[1 - side], sells=side == 0))
        again += twice
    for says in reports:
        mark_years(says)
    del keys  # as large as the rows; what follows needs the cells only
    return _compared(found, sides, reports, least_usd * MICRO, again)


def _compared(found: World, sides: list[Side], reports: tuple[Array, Array], least: int, again: int) -> Mirror:
    keys = either(sides[0].keys, sides[1].keys)
    out, into = (figures_at(keys, side) for side in sides)
    parts = [_part(found.states, keys[cut], out[cut], into[cut], reports) for cut in _cuts(keys)]
    mid, share, around, spread, status = (np.concatenate(column) for column in zip(*parts, strict=True)) if parts else _no_cells()
    apart = apart_at(keys, sides[0]) + np.int8(2) * apart_at(keys, sides[1])
    large = (out >= least) | (into >= least)
    keys, out, into, mid, share, around, spread, status, apart = (
        column[large] for column in (keys, out, into, mid, share, around, spread, status, apart)
    )
    z = distances(keys >> (CODE + PERIOD), share, around, spread)
    far = (np.abs(z) > TOO_FAR) & (np.abs(into - out) >= least)
    status[far] = STATUSES.index(GAP)
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = np.where((out > 0) & (into > 0), into / (out * mid.astype(np.float64)) - 1, np.nan)
    return Mirror(found.states, keys, out, into, gap, z, status, mid, apart, again, found.skipped)


def _cuts(keys: Array) -> Iterator[slice]:
    """Slices of about a million cells that part no series, so that what is worked out at once stays small."""
    first = 0
    while first < len(keys):
        last = min(len(keys), first + AT_ONCE)
        while last < len(keys) and keys[last] >> PERIOD == keys[last - 1] >> PERIOD:
            last += 1
        yield slice(first, last)
        first = last


def _no_cells() -> tuple[Array, ...]:
    return (*(np.empty(0, np.float32) for _ in range(4)), np.empty(0, np.int8))


def _part(states: tuple[str, ...], keys: Array, out: Array, into: Array, reports: tuple[Array, Array]) -> tuple[Array, ...]:
    """Of each cell: the margin, what is left of the difference by the exporter's figure, the size of the months around, the margin's
    spread, and the status as far as one side's silence makes it."""
    exporter, importer = keys >> (STATE + CODE + PERIOD), keys >> (CODE + PERIOD) & (1 << STATE) - 1
    period = keys & (1 << PERIOD) - 1
    says_out, says_in = reports[0][exporter, period], reports[1][importer, period]
    both = (says_out > 0) & (says_in > 0)
    neither = ~((reports[0] | reports[1]) > 0)  # a State's periods in which it reports nothing at all, in neither direction
    mute = neither[exporter, period] | neither[importer, period]
    mid, spread = margins_of(states, exporter << STATE | importer)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = unmade(keys, period, np.where(both, into - out * mid, 0.0)) / (out * mid)
        around = np.sqrt(three_months(keys, period, np.where(both, out, 0).astype(np.float64) ** 2)) / out
    missing = (out == 0) | (into == 0)
    share[missing] = np.nan
    only = missing & alone(keys, period, out, into, both, mid)
    status = np.zeros(len(keys), np.int8)
    for name, where in ((LAG, missing), (ORPHAN, only), (SILENT, only & mute), (REVISION, only & both & ((says_out & says_in) == 0))):
        status[where] = STATUSES.index(name)
    return mid.astype(np.float32), share.astype(np.float32), around.astype(np.float32), spread.astype(np.float32), status
