"""What each side states of every trade: cells sorted by pair, code and period, and who reports at all in which period.

A State that reports months while its partner reports whole years is compared by its years, if it reports all twelve months.
"""

from __future__ import annotations

import numpy as np
from attrs import define

from vetoproof.detect.trade.cells import SIX, YEARLY, Array, World
from vetoproof.detect.trade.robust import sort_codes

PERIOD, CODE, STATE = 13, 20, 9  # bits of a key, from its end
YEARS = YEARLY // 12


@define
class Side:
    """One side's cells: sorted keys, sums, and whether the side states several figures that were said at once."""

    keys: Array
    usd: Array
    apart: Array


def keys_of(found: World) -> Array:
    return sort_codes((found.exporter, STATE), (found.importer, STATE), (found.code // SIX, CODE), (found.period, PERIOD))


def side_of(found: World, keys: Array, mine: Array) -> tuple[Side, int]:
    """The figure of each cell: of rows with six digits the latest one, else the sum of its longer codes. `mine`: the rows of this side."""
    rows = np.flatnonzero(mine)
    if found.turn is not None and (np.diff(found.turn[rows]) < 0).any():
        rows = rows[np.argsort(found.turn[rows], kind="stable")]
    longer = found.longer[rows]
    short, twice = _latest(found, keys, rows[~longer])
    if not longer.any():
        return short, twice
    long, again = _added(found, keys, rows[longer])
    only = ~np.isin(long.keys, short.keys)
    together = [np.concatenate([a, b[only]]) for a, b in ((short.keys, long.keys), (short.usd, long.usd), (short.apart, long.apart))]
    order = np.argsort(together[0], kind="stable")
    return Side(*(one[order] for one in together)), twice + again


def _latest(found: World, keys: Array, rows: Array) -> tuple[Side, int]:
    rows = rows[np.argsort(keys[rows], kind="stable")]
    k = keys[rows]
    last = np.append(k[1:] != k[:-1], True) if len(k) else np.empty(0, np.bool_)
    return Side(k[last], found.usd[rows[last]], _apart(found, rows, last)), int((~last).sum())


def _added(found: World, keys: Array, rows: Array) -> tuple[Side, int]:
    rows = rows[np.lexsort((found.code[rows], keys[rows]))]
    k, c = keys[rows], found.code[rows]
    last = np.append((k[1:] != k[:-1]) | (c[1:] != c[:-1]), True)
    k, apart = k[last], _apart(found, rows, last)
    starts = np.flatnonzero(np.diff(k, prepend=-1))
    return Side(k[starts], np.add.reduceat(found.usd[rows[last]], starts), np.logical_or.reduceat(apart, starts)), int((~last).sum())


def _apart(found: World, rows: Array, last: Array) -> Array:
    """For each group of rows (`last` marks its end): whether a row of the last one's vintage and revision states another figure."""
    again = np.flatnonzero(~last)  # few: rows that a later one stands for
    ends = np.flatnonzero(last)
    groups = np.searchsorted(ends, again)
    row, end = rows[again], rows[ends[groups]]
    differs = (found.usd[row] != found.usd[end]) & (found.revision[row] == found.revision[end])
    if found.turn is not None and found.vintages is not None:
        differs &= found.vintages[found.turn[row]] == found.vintages[found.turn[end]]
    apart = np.zeros(len(ends), np.bool_)
    apart[groups[differs]] = True
    return apart


def reports_of(found: World) -> tuple[Array, Array]:
    """For each side, State and period the revisions in which it reports, as bits (1: not stated); 0: it reports nothing."""
    made = []
    for side, who in ((0, found.exporter), (1, found.importer)):
        mine = found.side == side
        bits = np.zeros((len(found.states) + 1) << PERIOD, np.uint8)
        code = who[mine].astype(np.int64) << PERIOD | found.period[mine]
        for revision in np.unique(found.revision[mine]).tolist():
            bits[code[found.revision[mine] == revision]] |= np.uint8(1 << revision)
        made.append(bits.reshape(-1, 1 << PERIOD))
    return made[0], made[1]


def either(one: Array, two: Array) -> Array:
    """Keys that one of two sorted lists has, sorted: two runs merge in one pass."""
    keys = np.concatenate([one, two])
    keys.sort(kind="stable")
    return keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys


def apart_at(keys: Array, side: Side) -> Array:
    """For each key, whether the side states several figures."""
    found = np.zeros(len(keys), np.bool_)
    found[np.searchsorted(keys, side.keys)] = side.apart
    return found


def figures_at(keys: Array, side: Side) -> Array:
    """The side's figure for each key, 0 where it has none."""
    found = np.zeros(len(keys), np.int64)
    found[np.searchsorted(keys, side.keys)] = side.usd
    return found


def with_years(side: Side, mine: Array, theirs: Array, *, sells: bool) -> Side:
    """The cells with those of whole years where the partner reports years only; its months are left out then.

    `mine`, `theirs`: the revisions in which each State reports on this side and on the other, by period; 0: it does not.
    """
    whole, states_years, yearly = _all_months(mine), mine[:, YEARLY : YEARLY + YEARS] > 0, _only_years(theirs)
    seller, buyer = side.keys >> (STATE + CODE + PERIOD), side.keys >> (CODE + PERIOD) & (1 << STATE) - 1
    period = side.keys & (1 << PERIOD) - 1
    year = np.where(period < YEARLY, period // 12, 0)
    me, other = (seller, buyer) if sells else (buyer, seller)
    apart = (period < YEARLY) & yearly[other, year]
    moved = apart & whole[me, year] & ~states_years[me, year]
    if not apart.any():
        return side
    keys = (side.keys[moved] >> PERIOD << PERIOD) + YEARLY + year[moved]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    sums = np.add.reduceat(side.usd[moved], starts) if len(starts) else side.usd[:0]
    any_apart = np.logical_or.reduceat(side.apart[moved], starts) if len(starts) else side.apart[:0]
    kept = ~(apart & (whole | states_years)[me, year])
    together = np.concatenate([side.keys[kept], keys[starts]])
    order = np.argsort(together, kind="stable")
    usd, both = np.concatenate([side.usd[kept], sums]), np.concatenate([side.apart[kept], any_apart])
    return Side(together[order], usd[order], both[order])


def mark_years(mine: Array) -> None:
    """A State that reports all months of a year is held to report the year, in the same revisions."""
    years = mine[:, : 12 * YEARS].reshape(len(mine), YEARS, 12)
    full = (years > 0).all(axis=2)
    mine[:, YEARLY : YEARLY + YEARS] |= np.where(full, np.bitwise_or.reduce(years, axis=2), 0).astype(mine.dtype)


def _all_months(mine: Array) -> Array:
    return np.asarray((mine[:, : 12 * YEARS].reshape(len(mine), YEARS, 12) > 0).all(axis=2))


def _only_years(theirs: Array) -> Array:
    """The years of which a State reports the whole, and no month."""
    months = (theirs[:, : 12 * YEARS].reshape(len(theirs), YEARS, 12) > 0).any(axis=2)
    only: Array = (theirs[:, YEARLY : YEARLY + YEARS] > 0) & ~months
    return only
