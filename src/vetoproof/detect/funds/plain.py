"""A graph and a rule -> its Outcome, transfer by transfer, in Python's integers: exact without limit, and fast enough for a case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from attrs import define, field

from vetoproof.detect.funds.graph import COUNTS, TWICE, Graph
from vetoproof.detect.funds.outcome import FAR, Outcome, by_token
from vetoproof.detect.funds.rules import PURSES, Lot, Purse
from vetoproof.evidence.edges.tables import exact


def follow(graph: Graph, rule: str) -> Outcome:
    """One pass in the order of the stream."""
    walk = Walk.of(graph, rule)
    fees = exact(graph.fee) if len(graph.fee) else [0] * len(graph.row)
    columns = (graph.sender.tolist(), graph.receiver.tolist(), exact(graph.amount), fees, graph.why.tolist())
    for place, (sender, receiver, amount, fee, why) in enumerate(zip(*columns, strict=True)):
        if why == COUNTS:
            walk.transfer(place, sender, receiver, amount)
        if fee and why != TWICE:
            walk.fee(sender, fee)
    return walk.outcome(rule, graph.nodes)


@define
class Walk:
    """The state of all addresses while the stream passes."""

    purses: defaultdict[int, Purse]
    source: list[bool]
    stop: list[bool]
    token: list[int]
    hops: dict[int, int]
    returned: defaultdict[int, int] = field(factory=lambda: defaultdict(int))  # came back to a source, and rests there
    reached: defaultdict[int, int] = field(factory=lambda: defaultdict(int))
    minted: defaultdict[int, int] = field(factory=lambda: defaultdict(int))
    unfunded: defaultdict[int, int] = field(factory=lambda: defaultdict(int))
    fees: defaultdict[int, int] = field(factory=lambda: defaultdict(int))
    arrivals: list[tuple[int, int]] = field(factory=list)

    @classmethod
    def of(cls, graph: Graph, rule: str) -> Walk:
        hops = {node: -1 if graph.address[node] < 0 else 0 for node in graph.source.nonzero()[0].tolist()}
        return cls(defaultdict(PURSES[rule]), graph.source.tolist(), graph.stop.tolist(), graph.token.tolist(), hops)

    def transfer(self, place: int, sender: int, receiver: int, amount: int) -> None:
        lots = self._paid(sender, receiver, amount)
        stolen = sum(part for _, part in lots)
        if stolen:
            self.hops[receiver] = min(self.hops.get(receiver, FAR), self.hops[sender] + 1)
        if self.stop[receiver]:
            if stolen:
                self.reached[receiver] += stolen
                self.arrivals.append((place, stolen))
        elif self.source[receiver]:
            self.returned[receiver] += stolen
        else:
            self.purses[receiver].put(lots)

    def _paid(self, sender: int, receiver: int, amount: int) -> list[Lot]:
        """What the sender pays: a source newly stolen funds, a stop only its own, any other what its purse gives."""
        if self.source[sender] and not self.source[receiver]:
            self.minted[sender] += amount
            return [(amount, amount)]
        if self.source[sender] or self.stop[sender]:
            return [(amount, 0)]
        return self._from_purse(sender, amount)

    def _from_purse(self, sender: int, amount: int) -> list[Lot]:
        purse = self.purses[sender]
        self.unfunded[self.token[sender]] += max(amount - purse.holds, 0)
        return purse.pay(amount)

    def fee(self, sender: int, fee: int) -> None:
        """Paid after the transfer, to nobody who could be asked for it."""
        if not self.source[sender] and not self.stop[sender]:
            self.fees[self.token[sender]] += sum(part for _, part in self._from_purse(sender, fee))

    def outcome(self, rule: str, nodes: int) -> Outcome:
        held = {node: purse.stolen for node, purse in self.purses.items()}
        spoilt: defaultdict[int, int] = defaultdict(int)
        for node, purse in self.purses.items():
            spoilt[self.token[node]] += purse.spoilt
        stolen = by_token(self.minted, self.token)
        held, returned = _some(held | self.returned), _some(self.returned)
        reached = dict(sorted(self.reached.items()))
        hops = np.full(nodes, FAR, np.int32)
        hops[list(self.hops)] = list(self.hops.values())
        return Outcome(rule, dict(self.minted), stolen, self.unfunded, spoilt, self.fees, reached, held, returned, hops, self.arrivals)


def _some(amounts: Mapping[int, int]) -> dict[int, int]:
    """The amounts that are not zero, by node."""
    return {node: amount for node, amount in sorted(amounts.items()) if amount}
