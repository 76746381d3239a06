"""A graph and a rule -> its Outcome, by the kernels: millions of transfers, amounts up to 38 digits, the same numbers as `plain`."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from vetoproof.detect.funds import kernels
from vetoproof.detect.funds.graph import Graph
from vetoproof.detect.funds.outcome import FAR, Outcome, by_token
from vetoproof.evidence.edges.tables import Limbs, exact, sum_of
from vetoproof.terms.errors import InputError

MODES = {"haircut": kernels.HAIRCUT, "seniority": kernels.SENIORITY, "poison": kernels.POISON}
MOST = 1 << 126  # of all amounts together: no sum of them, and none of twice as much, overflows two limbs


class State(NamedTuple):
    """What the kernels keep: by node, then by token."""

    holds: Limbs
    stolen: Limbs
    touched: npt.NDArray[np.bool_]
    returned: Limbs
    minted: Limbs
    reached: Limbs
    unfunded: Limbs
    spoilt: Limbs
    fees: Limbs


def follow(graph: Graph, rule: str) -> Outcome:
    """One pass in the order of the stream."""
    total = sum_of(graph.amount) + sum_of(graph.fee)
    if total >= MOST:
        what = f"amounts add up to {total}, more than the kernels keep exactly"
        raise InputError(what, where="edges", do=f"trace at most {100_000:,} transfers at once, or fewer places with --decimals")
    state = _state(graph.nodes, len(graph.tokens))
    moved = np.zeros((len(graph.row), 2), np.uint64)
    hops = np.where(graph.source, 0, FAR).astype(np.int32)
    hops[graph.address < 0] = -1
    stream = (graph.sender, graph.receiver, graph.amount, graph.fee, graph.why, graph.source, graph.stop, graph.token, state, moved, hops)
    if rule in MODES:
        kernels.by_sums(MODES[rule], *stream)
    else:
        kernels.by_lots(rule == "lifo", *stream)
    return _outcome(graph, rule, state, moved, hops)


def _state(nodes: int, tokens: int) -> State:
    by_node = [np.zeros((nodes, 2), np.uint64) for _ in range(5)]
    by_token_ = [np.zeros((tokens, 2), np.uint64) for _ in range(3)]
    holds, stolen, *rest = by_node
    return State(holds, stolen, np.zeros(nodes, bool), *rest, *by_token_)


def _outcome(graph: Graph, rule: str, state: State, moved: Limbs, hops: Any) -> Outcome:
    token = graph.token.tolist()
    minted = _some(state.minted)
    returned = _some(state.returned)
    places = np.flatnonzero(graph.stop[graph.receiver] & (moved != 0).any(axis=1))
    sums = [
        {place: amount for place, amount in enumerate(exact(column)) if amount} for column in (state.unfunded, state.spoilt, state.fees)
    ]
    return Outcome(
        rule=rule,
        minted=minted,
        stolen=by_token(minted, token),
        unfunded=sums[0],
        spoilt=sums[1],
        fees=sums[2],
        reached=_some(state.reached),
        held=dict(sorted((_some(state.stolen) | returned).items())),
        returned=returned,
        hops=hops,
        arrivals=list(zip(places.tolist(), exact(moved[places]), strict=True)),
    )


def _some(amounts: Limbs) -> dict[int, int]:
    """The amounts that are not zero, by place."""
    places = np.flatnonzero((amounts != 0).any(axis=1))
    return dict(zip(places.tolist(), exact(amounts[places]), strict=True))
