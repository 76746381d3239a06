"""How far two sides differ, cell by cell: what a delay explains, what one side alone states, how unusual the rest is."""

from __future__ import annotations

import numpy as np

from vetoproof.detect.trade.cells import YEARLY, Array
from vetoproof.detect.trade.margins import margin
from vetoproof.detect.trade.robust import group_medians, spreads
from vetoproof.detect.trade.sides import STATE

LEAST_CELLS = 24  # of a pair, before its own median and spread are believed; of all pairs, before theirs are
LEAST_SPREAD, UNKNOWN_SPREAD = 0.10, 0.12  # of the logarithm; the second where too little is known


def alone(keys: Array, period: Array, out: Array, into: Array, both: Array, mid: Array) -> Array:
    """Whether half of what one side states is not made up by what the other states in the months beside it.

    Where the other side does not report in a month, what the first states in it is not held against it.
    """
    own_out, own_into = np.where(both, out, 0), np.where(both, into, 0)
    short_out = (three_months(keys, period, own_out) + out - own_out) * mid - three_months(keys, period, into)
    short_into = three_months(keys, period, own_into) + into - own_into - three_months(keys, period, out) * mid
    return np.where(out > 0, short_out >= 0.5 * out * mid, short_into >= 0.5 * into)


def unmade(keys: Array, period: Array, apart: Array) -> Array:
    """What is left of each month's difference once goods that came late are matched.

    What a month lacks is made up by what one of the next two has too much, the older lack first, each dollar once; then, for books that
    run the other way, by the month before.
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


def three_months(keys: Array, period: Array, usd: Array) -> Array:
    """The figure of a month with those of the months beside it; of a year alone."""
    total = usd.copy()
    beside = (keys[1:] == keys[:-1] + 1) & (period[1:] < YEARLY)
    total[:-1][beside] += usd[1:][beside]
    total[1:][beside] += usd[:-1][beside]
    return total


def margins_of(states: tuple[str, ...], pairs: Array) -> tuple[Array, Array]:
    """The middle margin of each cell's pair, and its spread."""
    distinct, places = np.unique(pairs, return_inverse=True)
    found = [margin(states[pair >> STATE], states[pair & (1 << STATE) - 1]) for pair in distinct.tolist()]
    return np.array([one.mid for one in found])[places], np.array([one.spread for one in found])[places]


def distances(pairs: Array, share: Array, around: Array, spread: Array) -> Array:
    """How far from what is usual between the two States, in spreads: of the month's own figure, and of those of the months around it.

    `share`: what is left of the difference, by the exporter's figure; `around`: the size of the months around, by that figure.
    """
    left = np.log1p(np.maximum(share.astype(np.float64), -1 + 1e-9))
    usable = np.isfinite(left)
    centre, scale = np.zeros(len(pairs)), np.full(len(pairs), UNKNOWN_SPREAD)
    if usable.sum() >= LEAST_CELLS:
        known, alike = left[usable], np.zeros(int(usable.sum()), np.int64)
        everybody, usual = group_medians(alike, known), group_medians(pairs[usable], known)
        centre[:], scale[:] = everybody.medians[0], spreads(alike, known, everybody)[0]
        spread_of = spreads(pairs[usable], known, usual)
        place = np.minimum(usual.at(pairs), len(usual.groups) - 1)
        own = (usual.groups[place] == pairs) & (usual.sizes[place] >= LEAST_CELLS)
        centre[own], scale[own] = usual.medians[place][own], spread_of[place][own]
    width = np.hypot(np.maximum(scale, LEAST_SPREAD), spread)
    near, wide = (left - centre) / width, share / (width * np.maximum(around, 1))
    nearer: Array = np.sign(near) * np.minimum(np.abs(near), np.abs(wide))
    return nearer
