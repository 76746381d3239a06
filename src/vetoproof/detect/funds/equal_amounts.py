"""Transfers on the way of stolen funds -> groups of exactly equal amounts, as structuring leaves them.

Method  docs/methods/equal-amounts.md.
        At least `least` transfers of one amount, to the last unit, each no more than `within` after the one before.
        A round amount (two significant digits or fewer) only counts if one address sent them all: anybody sends 100.
Misses  Equal amounts of a coin in a graph kept in dollars, where the price moves between two of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from vetoproof.detect.funds.graph import Graph
from vetoproof.detect.funds.outcome import Outcome
from vetoproof.detect.funds.patterns import Pattern, onward, pattern
from vetoproof.evidence.edges.tables import exact

LEAST = 3  # ours: two equal payments are common; tried on the five real graphs
WITHIN = timedelta(days=3)  # ours: the 18 payments of 3003.3 ETH of May 2022 lie at most 33 hours apart
ROUND = 2  # significant digits
SAYS = "consistent with structuring: {n} transfers of exactly the same amount; also with a payroll, or a limit of a service"
MICRO = timedelta(microseconds=1)


def equal_amounts(graph: Graph, outcome: Outcome, *, least: int = LEAST, within: timedelta = WITHIN) -> Iterator[Pattern]:
    """The groups, the largest sum first."""
    found = [group for group in _groups(graph, outcome, within // MICRO) if len(group[1]) >= least]
    for amount, places in sorted(found, key=lambda group: (-group[0] * len(group[1]), group[1])):
        yield pattern(graph, "equal_amounts", places, amount, SAYS.format(n=len(places)))


def _groups(graph: Graph, outcome: Outcome, within: int) -> Iterator[tuple[int, list[int]]]:
    places = onward(graph, outcome)
    senders, times = graph.sender[places].tolist(), graph.t[places].tolist()
    tokens = graph.token[graph.sender[places]].tolist()
    series: dict[tuple[int, ...], list[int]] = {}
    last: dict[tuple[int, ...], int] = {}
    for place, sender, t, token, amount in zip(places.tolist(), senders, times, tokens, exact(graph.amount[places]), strict=True):
        key: tuple[int, ...] = (token, amount, sender) if is_round(amount) else (token, amount)
        if key in series and t - last[key] > within:
            yield amount, series.pop(key)
        series.setdefault(key, []).append(place)
        last[key] = t
    for key, group in series.items():
        yield key[1], group


def is_round(amount: int) -> bool:
    return len(str(amount).rstrip("0")) <= ROUND
