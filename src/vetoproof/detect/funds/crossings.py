"""Stolen funds that went into a bridge or swap -> the transfers that may be what came out: candidates, each as likely as another.

Method  docs/methods/crossings.md. A candidate left a bridge or swap no later than `within` after the funds went in, in the same coin
        (wrapped or not), with an amount from `least` of what went in up to all of it, and did not go to a service.
Misses  What came out as another coin: no prices are known here. What came out on a chain whose transfers are not in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from fractions import Fraction

import numpy as np

from vetoproof.detect.funds.graph import COUNTS, Graph
from vetoproof.detect.funds.outcome import Outcome
from vetoproof.detect.funds.patterns import Candidate, Pattern, pattern
from vetoproof.evidence.edges.lists import Label
from vetoproof.evidence.edges.tables import exact

WITHIN = timedelta(hours=6)  # ours: bridges settle in minutes to hours
LEAST = Fraction(95, 100)  # ours: fees of bridges and swaps are below 5 percent
MOST = 20  # candidates beyond which one in so many says nothing: none is named then
SAYS = "consistent with a crossing: {n} transfers out of a bridge or swap fit, each with a confidence of one in {n}"
NONE = "went into a bridge or swap; {n} transfers out of one fit, too many to name, or none"
MICRO = timedelta(microseconds=1)


def crossings(graph: Graph, outcome: Outcome, labels: Mapping[str, Label], *, within: timedelta = WITHIN) -> Iterator[Pattern]:
    """Each arrival of stolen funds at a bridge or swap, in the order of time."""
    bridges = np.array([node for node in range(graph.nodes) if _is_bridge(graph, node, labels)], np.int32)
    out = np.flatnonzero((graph.why == COUNTS) & np.isin(graph.sender, bridges) & ~graph.stop[graph.receiver])
    coins = [coin(token.name) for token in graph.tokens]
    times, amounts = graph.t[out], exact(graph.amount[out])
    inward = set(bridges.tolist())
    for place, stolen in outcome.arrivals:
        if int(graph.receiver[place]) in inward:
            chosen = _fitting(graph, place, (out, times, amounts), coins, within // MICRO)
            named = tuple(Candidate(int(graph.row[one]), graph.name(graph.receiver[one]), amount) for one, amount in chosen)
            says = (SAYS if 0 < len(named) <= MOST else NONE).format(n=len(named))
            yield pattern(graph, "crossing", [place], stolen, says, named if len(named) <= MOST else ())


def coin(token: str) -> str:
    """The coin behind a token: WETH and ETH.e are ether."""
    return re.sub(r"^W(?=(ETH|BTC|BNB|AVAX)$)|\.E$|-POS$", "", token.upper())


def _fitting(
    graph: Graph, place: int, out: tuple[np.ndarray, np.ndarray, list[int]], coins: list[str], within: int
) -> list[tuple[int, int]]:
    places, times, amounts = out
    t, (amount,) = int(graph.t[place]), exact(graph.amount[place : place + 1])
    first, last = np.searchsorted(times, t, "right"), np.searchsorted(times, t + within, "right")
    mine = graph.token[graph.receiver[place]]
    found = []
    for number in range(int(first), int(last)):
        other = graph.token[graph.sender[places[number]]]
        scaled = Fraction(amounts[number] * 10 ** graph.tokens[mine].places, 10 ** graph.tokens[other].places)
        if coins[mine] == coins[other] and LEAST * amount <= scaled <= amount:
            found.append((int(places[number]), amounts[number]))
    return found


def _is_bridge(graph: Graph, node: int, labels: Mapping[str, Label]) -> bool:
    if graph.address[node] < 0 or not labels:
        return False
    label = labels.get(graph.name(node))
    return label is not None and label.bridge
