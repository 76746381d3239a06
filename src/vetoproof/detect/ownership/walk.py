"""A web and the listed parties in it -> who is owned or controlled by them, walked down from the listed ones once.

The rule: a firm counts if parties that count own half or more of it in the aggregate (OFAC, 13 August 2014, link by link), or if one that
counts controls or manages it (as the EU has it beside ownership). A minority does not count, at no place of a chain.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen

from vetoproof.detect.ownership.web import HALF, Flags, Ints, Web


@frozen(eq=False)
class Reach:
    """`counted`: the listed parties and who counts as theirs. `held`: what such hold of each. `by`: the pair by which."""

    counted: Flags
    held: Ints
    by: Ints

    def owned(self, node: int) -> bool:
        return bool(self.held[node] >= HALF)


def walk(web: Web, listed: Ints, shares: Ints) -> Reach:
    """Level by level; each pair is looked at once. `shares`: of each pair."""
    counted, held, by = np.zeros(web.nodes, np.bool_), np.zeros(web.nodes, np.int64), np.full(web.nodes, -1, np.int64)
    counted[listed] = True
    front = np.unique(listed)
    while len(front):
        pairs = _pairs_of(web, front)
        subject = web.pair_subject[pairs]
        np.add.at(held, subject, shares[pairs])
        counts = (web.control[pairs] | ((shares[pairs] > 0) & (held[subject] >= HALF))) & ~counted[subject]
        pairs, subject = pairs[counts], subject[counts]
        best = np.lexsort((pairs, -shares[pairs], subject))
        front, first = np.unique(subject[best], return_index=True)
        by[front] = pairs[best][first]
        counted[front] = True
    return Reach(counted, held, by)


def _pairs_of(web: Web, parties: Ints) -> Ints:
    """The pairs in which these are the party."""
    order, first = web.by_party
    starts, sizes = first[parties], first[parties + 1] - first[parties]
    offsets = np.repeat(starts - np.append(0, np.cumsum(sizes)[:-1]), sizes) if len(parties) else starts
    return order[offsets + np.arange(int(sizes.sum()))]
