"""One trade stated by both sides: where do the two figures differ by more than freight, insurance, and a month's delay?

Reads    CUSTOMS rows of all States, in any order (a table or a reader of batches), or arrays of them; `silent`: States that never report.
Returns  a row for each pair, code of six digits and period in which at least one side states `least_usd`: both figures, `gap` (the importer's
         figure over the exporter's with the middle margin, less one), a robust z, and a status.
Source   margins: `margins.py`. Sums of three months: what the months beside it make up is no gap, the goods came late. z: distance of the
         logarithm from the pair's median, by its MAD; 3.5 as in Iglewicz and Hoaglin 1993. Least amount, least spread, least number: ours.
Misses   what both sides hide, or both book under another code; a pair that differs by the same factor always.
Wrong if one side books by origin and the other by consignment, or goods wait in a free zone: see `reexports`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import define, frozen

from vetoproof.detect.trade.cells import MICRO, SIX, YEARLY, Array, World, days_of, world
from vetoproof.detect.trade.margins import margin
from vetoproof.detect.trade.robust import group_medians, sort_codes, spreads

LEAST_USD = 10_000
TOO_FAR = 3.5
LEAST_CELLS = 24  # of a pair, before its own median and spread are believed; of all pairs, before theirs are
LEAST_SPREAD, UNKNOWN_SPREAD = 0.10, 0.15  # of the logarithm; the second where too little is known
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
_PERIOD, _CODE, _STATE = 13, 20, 9


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
    unmirrored: int  # rows with a State that never reports
    said_again: int  # rows that state a cell once more, another figure or the same; the last one counts
    skipped: dict[str, int]

    def table(self, statuses: Collection[str] = STATUSES) -> Any:
        """MIRROR rows of these statuses."""
        kept = np.flatnonzero(np.isin(self.status, [STATUSES.index(one) for one in statuses]))
        keys = self.keys[kept]
        exporters, importers = keys >> (_STATE + _CODE + _PERIOD), keys >> (_CODE + _PERIOD) & (1 << _STATE) - 1
        periods = keys & (1 << _PERIOD) - 1
        names = pa.array(self.states, pa.string())
        told = (
            [days_of(one) for one in range(1 << _PERIOD)]
            if len(kept) > 1 << _PERIOD
            else {one: days_of(one) for one in set(periods.tolist())}
        )
        return pa.table(
            {
                "exporter": names.take(pa.array(exporters)),
                "importer": names.take(pa.array(importers)),
                "hs": [f"{code:06}" for code in (keys >> _PERIOD & (1 << _CODE) - 1).tolist()],
                "period": [told[one][0] for one in periods.tolist()],
                "day": [told[one][1] for one in periods.tolist()],
                "exported_micro_usd": self.exported[kept],
                "imported_micro_usd": self.imported[kept],
                "margin": self.margin[kept],
                "gap": self.gap[kept],
                "z": self.z[kept],
                "status": [STATUSES[one] for one in self.status[kept].tolist()],
            }
        )


@define
class _Side:
    """One side's cells: sorted keys, sums."""

    keys: Array
    usd: Array


def mirror(rows: Any, silent: Collection[str] = (), least_usd: int = LEAST_USD) -> Mirror:
    """Compare both sides of every trade in the rows."""
    return compare(rows if isinstance(rows, World) else world(rows), silent, least_usd)


def compare(found: World, silent: Collection[str] = (), least_usd: int = LEAST_USD) -> Mirror:
    names = [found.states.index(name) for name in silent if name in found.states]
    mute = np.isin(found.exporter, names) | np.isin(found.importer, names)
    keys = _keys(found)
    again = 0
    sides = []
    for side in (0, 1):
        mine = (found.side == side) & ~mute
        one, twice = _side(keys[mine], found.usd[mine], found.code[mine], found.longer[mine])
        sides.append(one)
        again += twice
    reports = _reports(found)
    return _compared(found, sides, reports, least_usd * MICRO, int(mute.sum()), again)


def _keys(found: World) -> Array:
    return sort_codes((found.exporter, _STATE), (found.importer, _STATE), (found.code // SIX, _CODE), (found.period, _PERIOD))


def _side(keys: Array, usd: Array, code: Array, longer: Array) -> tuple[_Side, int]:
    """The figure of each cell: of rows with six digits the last one, else the sum of its longer codes."""
    short, twice = _last(keys[~longer], usd[~longer])
    if not longer.any():
        return short, twice
    order = np.lexsort((code[longer], keys[longer]))
    k, c, v = keys[longer][order], code[longer][order], usd[longer][order]
    last = np.append((k[1:] != k[:-1]) | (c[1:] != c[:-1]), True)
    k, v = k[last], v[last]
    starts = np.flatnonzero(np.diff(k, prepend=-1))
    long = _Side(k[starts], np.add.reduceat(v, starts))
    only = ~np.isin(long.keys, short.keys)
    together = np.concatenate([short.keys, long.keys[only]])
    order = np.argsort(together, kind="stable")
    return _Side(together[order], np.concatenate([short.usd, long.usd[only]])[order]), twice + int((~last).sum())


def _last(keys: Array, usd: Array) -> tuple[_Side, int]:
    order = np.argsort(keys, kind="stable")
    keys, usd = keys[order], usd[order]
    last = np.append(keys[1:] != keys[:-1], True) if len(keys) else np.empty(0, np.bool_)
    return _Side(keys[last], usd[last]), int((~last).sum())


def _reports(found: World) -> tuple[Array, Array]:
    """For each side, State and period the revisions in which it reports, as bits (1: not stated); 0: it reports nothing."""
    made = []
    for side, who in ((0, found.exporter), (1, found.importer)):
        mine = found.side == side
        bits = np.zeros((len(found.states) + 1) << _PERIOD, np.uint8)
        code = who[mine].astype(np.int64) << _PERIOD | found.period[mine]
        for revision in np.unique(found.revision[mine]).tolist():
            bits[code[found.revision[mine] == revision]] |= np.uint8(1 << revision)
        made.append(bits.reshape(-1, 1 << _PERIOD))
    return made[0], made[1]


def _compared(found: World, sides: list[_Side], reports: tuple[Array, Array], least: int, mute: int, again: int) -> Mirror:
    keys = np.union1d(sides[0].keys, sides[1].keys)
    out, into = (_at(keys, side) for side in sides)
    large = (out >= least) | (into >= least)
    exporter, importer = keys >> (_STATE + _CODE + _PERIOD), keys >> (_CODE + _PERIOD) & (1 << _STATE) - 1
    period = keys & (1 << _PERIOD) - 1
    says_out, says_in = reports[0][exporter, period], reports[1][importer, period]
    both = (says_out > 0) & (says_in > 0)
    mid, spread = _margins(found.states, exporter << _STATE | importer)
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = np.where((out > 0) & (into > 0), into / (out * mid) - 1, np.nan)
        left = _unmade(keys, period, np.where(both, into - out * mid, 0.0)) / (out * mid)
        around = np.sqrt(_three(keys, period, np.where(both, out, 0).astype(np.float64) ** 2)) / out
    z = _z(exporter << _STATE | importer, np.where((out > 0) & (into > 0), left, np.nan), around, large, spread)
    missing = (out == 0) | (into == 0)
    one_sided = missing & _alone(keys, period, out, into, both, mid)
    apart = (says_out & says_in) == 0
    status = np.zeros(len(keys), np.int8)
    status[(np.abs(z) > TOO_FAR) & (np.abs(into - out) >= least)] = STATUSES.index(GAP)
    status[missing] = STATUSES.index(LAG)
    status[one_sided] = STATUSES.index(ORPHAN)
    status[one_sided & ~both] = STATUSES.index(SILENT)
    status[one_sided & both & apart] = STATUSES.index(REVISION)
    return Mirror(
        found.states, keys[large], out[large], into[large], gap[large], np.where(missing, np.nan, z)[large], status[large], mid[large],
        mute, again, found.skipped,
    )  # fmt: skip


def _alone(keys: Array, period: Array, out: Array, into: Array, both: Array, mid: Array) -> Array:
    """Whether half of what one side states is not made up by what the other states in the months beside it.

    Where the other side does not report in a month, what the first states in it is not held against it.
    """
    own_out, own_into = np.where(both, out, 0), np.where(both, into, 0)
    short_out = (_three(keys, period, own_out) + out - own_out) * mid - _three(keys, period, into)
    short_into = _three(keys, period, own_into) + into - own_into - _three(keys, period, out) * mid
    return np.where(out > 0, short_out >= 0.5 * out * mid, short_into >= 0.5 * into)


def _unmade(keys: Array, period: Array, apart: Array) -> Array:
    """What is left of each month's difference once goods that came late are matched.

    What a month lacks is made up by what one of the next two has too much, the older lack first, each dollar once; then, for books that run the
    other way, by the month before.
    """
    left = apart.copy()
    months = np.argsort(period, kind="stable")
    starts = np.flatnonzero(np.diff(period[months], prepend=-1))
    for now in np.split(months, starts[1:]):
        if len(now) and period[now[0]] < YEARLY:
            _pay(keys, left, now, (2, 1))
    _pay(keys, left, np.flatnonzero(period < YEARLY), (-1,))
    return left


def _pay(keys: Array, left: Array, now: Array, steps: tuple[int, ...]) -> None:
    """Let what `now` has too much make up what the months so many steps before it lack."""
    for step in steps:
        for hop in range(np.sign(step), step + np.sign(step), np.sign(step)):
            other = now - hop
            there = (other >= 0) & (other < len(keys))
            mine, theirs = now[there], other[there]
            fits = (keys[mine] - keys[theirs] == step) & (left[mine] > 0) & (left[theirs] < 0)
            mine, theirs = mine[fits], theirs[fits]
            paid = np.minimum(left[mine], -left[theirs])
            left[mine] -= paid
            left[theirs] += paid


def _at(keys: Array, side: _Side) -> Array:
    """The side's figure for each key, 0 where it has none."""
    found = np.zeros(len(keys), np.int64)
    found[np.searchsorted(keys, side.keys)] = side.usd
    return found


def _three(keys: Array, period: Array, usd: Array) -> Array:
    """The figure of a month with those of the months beside it; of a year alone."""
    total = usd.copy()
    beside = (keys[1:] == keys[:-1] + 1) & (period[1:] < YEARLY)
    total[:-1][beside] += usd[1:][beside]
    total[1:][beside] += usd[:-1][beside]
    return total


def _margins(states: tuple[str, ...], pairs: Array) -> tuple[Array, Array]:
    """The middle margin of each cell's pair, and its spread."""
    distinct, places = np.unique(pairs, return_inverse=True)
    found = [margin(states[pair >> _STATE], states[pair & (1 << _STATE) - 1]) for pair in distinct.tolist()]
    return np.array([one.mid for one in found])[places], np.array([one.spread for one in found])[places]


def _z(pairs: Array, share: Array, around: Array, large: Array, spread: Array) -> Array:
    """How far from what is usual between the two States, in spreads: of the month's own figure, and of what is said in the months around it.

    `share`: what is left of the difference, by the exporter's figure; `around`: the size of the months around, by that figure.
    """
    left = np.log1p(np.maximum(share, -1 + 1e-9))
    usable = np.isfinite(left) & large
    centre, scale = np.zeros(len(pairs)), np.full(len(pairs), UNKNOWN_SPREAD)
    if usable.sum() >= LEAST_CELLS:
        everybody = group_medians(np.zeros(int(usable.sum()), np.int64), left[usable])
        centre[:] = everybody.medians[0]
        scale[:] = spreads(np.zeros(int(usable.sum()), np.int64), left[usable], everybody)[0]
        usual = group_medians(pairs[usable], left[usable])
        spread_of = spreads(pairs[usable], left[usable], usual)
        place = np.minimum(usual.at(pairs), len(usual.groups) - 1)
        known = (usual.groups[place] == pairs) & (usual.sizes[place] >= LEAST_CELLS)
        centre[known], scale[known] = usual.medians[place][known], spread_of[place][known]
    width = np.hypot(np.maximum(scale, LEAST_SPREAD), spread)
    own, wide = (left - centre) / width, share / (width * np.maximum(around, 1))
    return np.sign(own) * np.minimum(np.abs(own), np.abs(wide))
