"""Transfers on the way of stolen funds -> peel chains: at each address a smaller part leaves, and the rest goes on to one more address.

Method  docs/methods/peel-chains.md.
        A link is an address that got at least `single` of its funds from one sender, passed on at least `passed` of
        them, to two or more receivers, the largest share, `rest` or more, to one of them. A chain is `least` links, each the receiver
        of the rest of the one before.
Misses  A chain whose addresses are used again, or whose peels leave in another token.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction

import numpy as np
from attrs import frozen

from vetoproof.detect.funds.graph import COUNTS, Graph
from vetoproof.detect.funds.outcome import Outcome
from vetoproof.detect.funds.patterns import Pattern, onward, pattern
from vetoproof.evidence.edges.tables import exact

LEAST = 3  # links; ours
SINGLE, PASSED, REST = Fraction(9, 10), Fraction(9, 10), Fraction(6, 10)  # ours; tried on the five real graphs
SAYS = "consistent with a peel chain of {n} addresses: {peels} smaller payments on the way; also with an owner who pays and moves on"


@frozen
class Link:
    """One address of a chain: who sent it its funds, where the rest went, and its payments."""

    before: int
    onto: int
    places: tuple[int, ...]


def peel_chains(graph: Graph, outcome: Outcome, *, least: int = LEAST) -> Iterator[Pattern]:
    """The longest chains, the largest sum first; no address is in two of them."""
    links = _links(graph, outcome)
    found = []
    for node in links:
        if links[node].before not in links or links[links[node].before].onto != node:
            chain = _chain(links, node)
            if len(chain) >= least:
                found.append(chain)
    for chain in sorted(found, key=lambda chain: (-len(chain), chain)):
        places = [place for node in chain for place in links[node].places]
        total = sum(exact(graph.amount[np.array(links[chain[0]].places)]))
        yield pattern(graph, "peel_chain", places, total, SAYS.format(n=len(chain), peels=len(places) - len(chain)))


def _chain(links: Mapping[int, Link], node: int) -> list[int]:
    chain = [node]
    while (onto := links[chain[-1]].onto) in links and links[onto].before == chain[-1] and onto not in chain:
        chain.append(onto)
    return chain


def _links(graph: Graph, outcome: Outcome) -> dict[int, Link]:
    paid: defaultdict[int, defaultdict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    got: defaultdict[int, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
    places = onward(graph, outcome)
    senders = set(graph.sender[places].tolist())
    for place, amount in zip(places.tolist(), exact(graph.amount[places]), strict=True):
        paid[int(graph.sender[place])][int(graph.receiver[place])].append((place, amount))
    inward = np.flatnonzero((graph.why == COUNTS) & np.isin(graph.receiver, np.array(sorted(senders), np.int32)))
    for place, amount in zip(inward.tolist(), exact(graph.amount[inward]), strict=True):
        got[int(graph.receiver[place])][int(graph.sender[place])] += amount
    found = {}
    for node in sorted(senders):
        if not graph.source[node] and (link := _link(got[node], paid[node])):
            found[node] = link
    return found


def _link(got: Mapping[int, int], paid: Mapping[int, list[tuple[int, int]]]) -> Link | None:
    """Whether what an address got and paid makes it a link."""
    received = sum(got.values())
    sums = {node: sum(amount for _, amount in some) for node, some in paid.items()}
    if not received or len(sums) < 2:
        return None
    before, onto = max(sorted(got), key=got.__getitem__), max(sorted(sums), key=sums.__getitem__)
    total = sum(sums.values())
    if got[before] < SINGLE * received or total < PASSED * received or sums[onto] < REST * total:
        return None
    return Link(before, onto, tuple(sorted(place for some in paid.values() for place, _ in some)))
