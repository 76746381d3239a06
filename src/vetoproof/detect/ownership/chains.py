"""A web, walked -> for one party the chains up to each listed one, the shares that are added up, and what roles listed ones have.

All who are behind a party are looked at, within MOST_SEEN; how many chains are shown is another bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
from attrs import define, field, frozen

from vetoproof.detect.ownership.walk import Reach, walk
from vetoproof.detect.ownership.web import WHOLE, Ints, Web

MOST_SEEN = 20_000  # parties behind one
MOST_LINKS = 2_000  # of one party, those that count most


@frozen
class Sum:
    """What listed parties and those that count as theirs hold of one firm, from the least to the most, and through whom."""

    of: int
    low: int
    high: int
    parts: tuple[tuple[int, int, int], ...]  # party, least, most


@frozen
class Behind:
    """`chains`: the listed party at the end -> its chains, each a tuple of pairs from the firm upwards, shorter ones first."""

    node: int
    sure: bool  # at least so much, and by parties of a listed name
    chains: dict[int, tuple[tuple[int, ...], ...]]
    roles: tuple[int, ...]  # pairs with a listed party that has a role
    cut: bool = False  # there were more than could be looked at


@define(eq=False, slots=False)
class Owned:
    """`listed`: nodes whose name is like a listed one; `sure`: those of them whose name is the same, or whose number is."""

    web: Web
    listed: Ints
    sure: Ints
    most: Reach = field(init=False)
    least: Reach = field(init=False)
    certain: Reach = field(init=False)
    _sums: dict[int, Sum | None] = field(factory=dict)  # of firms on chains, which many share
    _known: dict[int, tuple[list[int], bool]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        low, high = self.web.shares
        self.most, self.least = walk(self.web, self.listed, high), walk(self.web, self.listed, low)
        self.certain = walk(self.web, self.sure, low) if len(self.sure) < len(self.listed) else self.least

    @cached_property
    def _is_listed(self) -> frozenset[int]:
        return frozenset(map(int, self.listed))

    @cached_property
    def whom(self) -> Ints:
        """Everybody who may be owned or controlled by a listed party, or in whom one has a role."""
        web, counted = self.web, self.most.counted[self.web.pair_party]
        owned = counted & (web.shares[1] > 0) & (self.most.held[web.pair_subject] >= WHOLE // 2)
        listed = np.zeros(web.nodes, np.bool_)
        listed[self.listed] = True
        return np.unique(web.pair_subject[owned | (counted & web.control) | (listed[web.pair_party] & web.role)])

    def behind(self, node: int) -> Behind:
        parents, cut = self._climbed(node)
        ends = [end for end in parents if end in self._is_listed]
        chains = [_down_to(node, end, parents, self.web) for end in ends]
        begun = {chain[0] for chain in chains}
        chains += [self._first_way(pair) for pair in self._links(node)[0] if pair not in begun]
        found: dict[int, list[tuple[int, ...]]] = {}
        for chain in chains:
            found.setdefault(int(self.web.pair_party[chain[-1]]), []).append(chain)
        pairs = self._pairs(node)
        roles = tuple(map(int, pairs[self.web.role[pairs] & np.isin(self.web.pair_party[pairs], self.listed)]))
        sorted_chains = {end: tuple(sorted(some, key=self._rank)) for end, some in found.items()}
        return Behind(node, self._sure(node), sorted_chains, roles, cut)

    def sum(self, node: int) -> Sum | None:
        """None if no share counts: the half is not reached."""
        if node not in self._sums:
            _bounded(self._sums)[node] = self._sum(node)
        return self._sums[node]

    def _sum(self, node: int) -> Sum | None:
        low, high = self.web.shares
        if not self.most.owned(node):
            return None
        pairs = self._pairs(node)
        pairs = pairs[self.most.counted[self.web.pair_party[pairs]] & (high[pairs] > 0)]
        party = self.web.pair_party[pairs]
        least = np.where(self.least.counted[party], low[pairs], 0)
        parts = list(zip(party.tolist(), least.tolist(), high[pairs].tolist(), strict=True))
        ordered = tuple(sorted(parts, key=lambda part: (-part[2], -part[1], self.web.spellings(part[0])[0])))
        return Sum(node, min(WHOLE, sum(part[1] for part in parts)), min(WHOLE, sum(part[2] for part in parts)), ordered)

    def _sure(self, node: int) -> bool:
        pairs = self._pairs(node)
        return self.certain.owned(node) or bool(np.any(self.web.control[pairs] & self.certain.counted[self.web.pair_party[pairs]]))

    def _pairs(self, node: int) -> Ints:
        return np.arange(self.web.by_subject[node], self.web.by_subject[node + 1])

    def _links(self, node: int) -> tuple[list[int], bool]:
        """The pairs by which others count for the node, the largest first; and whether there were too many."""
        if node not in self._known:
            _bounded(self._known)[node] = self._links_of(node)
        return self._known[node]

    def _links_of(self, node: int) -> tuple[list[int], bool]:
        web, high = self.web, self.web.shares[1]
        pairs = self._pairs(node)
        counts = web.control[pairs] | (self.most.owned(node) & (high[pairs] > 0))
        kept = pairs[counts & self.most.counted[web.pair_party[pairs]]]
        kept = kept[np.lexsort((kept, -high[kept], ~web.control[kept]))]
        return [int(pair) for pair in kept[:MOST_LINKS]], len(kept) > MOST_LINKS

    def _climbed(self, node: int) -> tuple[dict[int, int], bool]:
        """Each party behind the node -> the pair by which it was first reached, nearest first; and whether something was cut off."""
        parents: dict[int, int] = {}
        waiting, cut = [node], False
        for one in waiting:
            links, too_many = self._links(one)
            cut |= too_many
            for pair in links:
                party = int(self.web.pair_party[pair])
                if party != node and party not in parents:
                    if len(parents) == MOST_SEEN:
                        return parents, True
                    parents[party] = pair
                    waiting.append(party)
        return parents, cut

    def _first_way(self, pair: int) -> tuple[int, ...]:
        """From a pair up to a listed party, by the way on which it was walked down."""
        way = [pair]
        while (party := int(self.web.pair_party[way[-1]])) not in self._is_listed:
            way.append(int(self.most.by[party]))
        return tuple(way)

    def _rank(self, chain: tuple[int, ...]) -> tuple[int, int, str, tuple[int, ...]]:
        first = chain[0]
        return len(chain), -int(self.web.shares[1][first]), self.web.spellings(int(self.web.pair_party[first]))[0], chain


def _bounded(known: dict[int, Any]) -> dict[int, Any]:
    if len(known) >= MOST_SEEN:
        known.clear()
    return known


def _down_to(node: int, end: int, parents: dict[int, int], web: Web) -> tuple[int, ...]:
    return tuple(reversed(list(_climb_down(node, end, parents, web))))


def _climb_down(node: int, end: int, parents: dict[int, int], web: Web) -> Iterator[int]:
    while end != node:
        yield parents[end]
        end = int(web.pair_subject[parents[end]])
