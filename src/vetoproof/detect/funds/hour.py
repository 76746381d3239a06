"""A graph, a rule and an hour after the theft -> what could still have been frozen, and where.

`arrived` had reached a service by then; of that, at most `there` had not visibly left it again; `to_come` was still on its way, so that
a warning given at that hour meets it on arrival. `held` stood at addresses that are no services: only the issuer of a token can freeze it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from attrs import evolve, frozen

from vetoproof.detect.funds.graph import COUNTS, Graph
from vetoproof.detect.funds.outcome import Outcome
from vetoproof.detect.funds.trace import Engine, engine_for
from vetoproof.evidence.edges.tables import sum_of
from vetoproof.terms.errors import InputError

HOUR = 3_600_000_000  # microseconds


@frozen
class Deposit:
    """Stolen funds at one stop, at the hour asked for."""

    arrived: int
    there: int
    to_come: int

    @property
    def freezable(self) -> int:
        return self.there + self.to_come


@frozen
class AtHour:
    """One rule and token at an hour."""

    rule: str
    token: int
    theft: int  # microseconds
    hour: int
    deposits: Mapping[str, Deposit]
    held: Mapping[str, int]

    @property
    def there(self) -> int:
        return sum(deposit.there for deposit in self.deposits.values())

    @property
    def to_come(self) -> int:
        return sum(deposit.to_come for deposit in self.deposits.values())


def theft_time(graph: Graph) -> int:
    """When the first stolen funds left a source, or were placed at an address."""
    known = (graph.why == COUNTS) & (graph.t > np.iinfo(np.int64).min)
    first = known & graph.source[graph.sender] & ~graph.source[graph.receiver]
    times = graph.t[first if first.any() else known]
    if not len(times):
        raise InputError("has no transfer that counts", where="edges", do="check the amounts")
    return int(times.min())


def at_hour(graph: Graph, whole: Outcome, hours: float, theft: int | None = None, engine: Engine | None = None) -> Iterator[AtHour]:
    """What stood where at that hour, for each token with stolen funds."""
    start = theft_time(graph) if theft is None else theft
    cut = start + round(hours * HOUR)
    early = before(graph, cut)
    then = (engine or engine_for(early))(early, whole.rule)
    for token in sorted(whole.stolen):
        yield AtHour(whole.rule, token, start, cut, _deposits(early, whole, then, token), _named(graph, then.held, token))


def before(graph: Graph, cut: int) -> Graph:
    """The same graph with the transfers up to a time, that time included."""
    n = int(np.searchsorted(graph.t, cut, side="right"))
    parts = {name: getattr(graph, name)[:n] for name in ("row", "t", "sender", "receiver", "amount", "fee", "why")}
    return evolve(graph, **parts)


def _deposits(early: Graph, whole: Outcome, then: Outcome, token: int) -> dict[str, Deposit]:
    found = {}
    for node, amount in whole.reached.items():
        if early.token[node] == token:
            arrived = then.reached.get(node, 0)
            found[early.name(node)] = Deposit(arrived, min(arrived, _balance(early, node, arrived)), amount - arrived)
    return dict(sorted(found.items(), key=lambda item: (-item[1].freezable, item[0])))


def _balance(early: Graph, node: int, arrived: int) -> int:
    """What a stop holds by the transfers seen; of one that never sends, all that arrived."""
    counts = early.why == COUNTS
    out = counts & (early.sender == node)
    if not out.any():
        return arrived
    return max(sum_of(early.amount[counts & (early.receiver == node)]) - sum_of(early.amount[out]), 0)


def _named(graph: Graph, amounts: Mapping[int, int], token: int) -> dict[str, int]:
    named = {graph.name(node): amount for node, amount in amounts.items() if graph.token[node] == token}
    return dict(sorted(named.items(), key=lambda item: (-item[1], item[0])))
