"""What one rule makes of one graph: where the stolen funds stand at the end, and the proof that none was lost or made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from attrs import frozen

Node = int
FAR = 1 << 30  # hops of a node that nothing stolen reached


@frozen(eq=False)
class Outcome:
    """Sums by token, amounts by node, and each arrival of stolen funds at a stop."""

    rule: str
    minted: Mapping[Node, int]  # what each source sent to addresses that are none: the same under every rule
    stolen: Mapping[int, int]  # by token
    unfunded: Mapping[int, int]
    spoilt: Mapping[int, int]
    fees: Mapping[int, int]
    reached: Mapping[Node, int]  # stops
    held: Mapping[Node, int]  # stolen funds that stand at other addresses, sources included
    returned: Mapping[Node, int]  # the part of `held` that came back to a source and rests there
    hops: npt.NDArray[np.int32]  # by node: the fewest transfers from a source; FAR if nothing stolen came
    arrivals: Sequence[tuple[int, int]]  # place of the transfer in the stream, stolen part of it

    def conserved(self, token: int, token_of: Sequence[int]) -> bool:
        """Whether what was stolen (and, under poison, spoilt) stands somewhere, to the last unit."""
        there = self.total(self.reached, token, token_of) + self.total(self.held, token, token_of) + self.fees.get(token, 0)
        return there == self.stolen.get(token, 0) + self.spoilt.get(token, 0)

    @staticmethod
    def total(amounts: Mapping[Node, int], token: int, token_of: Sequence[int]) -> int:
        return sum(amount for node, amount in amounts.items() if token_of[node] == token)


def by_token(amounts: Mapping[int, int], token: Sequence[int]) -> dict[int, int]:
    """Amounts by node, added up by token."""
    found: dict[int, int] = {}
    for node, amount in amounts.items():
        found[token[node]] = found.get(token[node], 0) + amount
    return found
