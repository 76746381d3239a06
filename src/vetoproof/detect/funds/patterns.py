"""What a pattern in a graph is, and the transfers among which all of them look: those that stolen funds took or could have taken."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from attrs import frozen

from vetoproof.detect.funds.graph import COUNTS, Graph
from vetoproof.detect.funds.outcome import FAR, Outcome

Places = npt.NDArray[np.int64]


@frozen
class Candidate:
    """A transfer that may be what came out of a crossing."""

    row: int
    receiver: str
    amount: int


@frozen
class Pattern:
    """Something that was seen, and what it is consistent with; never who did it."""

    pattern: str  # equal_amounts, peel_chain, crossing, mixer
    token: int
    amount: int
    transfers: int
    first: int  # microseconds
    last: int
    senders: tuple[str, ...]
    receivers: tuple[str, ...]
    rows: tuple[int, ...]
    says: str
    candidates: tuple[Candidate, ...] = ()

    @property
    def confidence(self) -> float | None:
        """Of a crossing: one in as many as there are candidates. Of the others none is measured."""
        return 1 / len(self.candidates) if self.candidates else None


def onward(graph: Graph, outcome: Outcome) -> Places:
    """The transfers by sources, and by addresses that stolen funds had reached, that were no services."""
    reached = (outcome.hops < FAR) & ~graph.stop
    return np.flatnonzero((graph.why == COUNTS) & reached[graph.sender] & (graph.address[graph.sender] >= 0))


def pattern(graph: Graph, kind: str, places: Sequence[int], amount: int, says: str, candidates: tuple[Candidate, ...] = ()) -> Pattern:
    """A pattern made of these transfers."""
    chosen = np.array(sorted(places), np.int64)
    times, rows = graph.t[chosen], graph.row[chosen].tolist()
    ends = (tuple(dict.fromkeys(graph.name(node) for node in column[chosen].tolist())) for column in (graph.sender, graph.receiver))
    senders, receivers = ends
    token = int(graph.token[graph.receiver[chosen[0]]])
    return Pattern(kind, token, amount, len(chosen), int(times.min()), int(times.max()), senders, receivers, tuple(rows), says, candidates)
