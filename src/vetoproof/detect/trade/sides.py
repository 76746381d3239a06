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
    """One side's cells: sorted keys, sums."""

    keys: Array
    usd: Array


def keys_of(found: World) -> Array:
    return sort_codes((found.exporter, STATE), (found.importer, STATE), (found.code // SIX, CODE), (found.period, PERIOD))


def side_of(keys: Array, usd: Array, code: Array, longer: Array) -> tuple[Side, int]:
    """The figure of each cell: of rows with six digits the last one, else the sum of its longer codes."""
    short, twice = _last(keys[~longer], usd[~longer])
    if not longer.any():
        return short, twice
    order = np.lexsort((code[longer], keys[longer]))
    k, c, v = keys[longer][order], code[longer][order], usd[longer][order]
    last = np.append((k[1:] != k[:-1]) | (c[1:] != c[:-1]), True)
    k, v = k[last], v[last]
    starts = np.flatnonzero(np.diff(k, prepend=-1))
    long = Side(k[starts], np.add.reduceat(v, starts))
    only = ~np.isin(long.keys, short.keys)
    together = np.concatenate([short.keys, long.keys[only]])
    order = np.argsort(together, kind="stable")
    return Side(together[order], np.concatenate([short.usd, long.usd[only]])[order]), twice + int((~last).sum())


def _last(keys: Array, usd: Array) -> tuple[Side, int]:
    order = np.argsort(keys, kind="stable")
    keys, usd = keys[order], usd[order]
    last = np.append(keys[1:] != keys[:-1], True) if len(keys) else np.empty(0, np.bool_)
    return Side(keys[last], usd[last]), int((~last).sum())


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
    kept = ~(apart & (whole | states_years)[me, year])
    together = np.concatenate([side.keys[kept], keys[starts]])
    order = np.argsort(together, kind="stable")
    return Side(together[order], np.concatenate([side.usd[kept], sums])[order])


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
