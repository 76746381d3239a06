"""Small graphs for the tests of funds, built without a file."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from attrs import frozen

from vetoproof.detect.funds.graph import Graph, Seed, graph_of
from vetoproof.detect.funds.outcome import Outcome
from vetoproof.detect.funds.plain import follow
from vetoproof.evidence.edges.arrays import column_of, texts_of
from vetoproof.evidence.edges.tables import EDGE, Edges, Token, decimals_of, limbs_from


@frozen
class Move:
    """One transfer."""

    sender: str
    receiver: str
    amount: int
    t: int = 0
    block: int = 0
    token: int = 0
    fee: int = 0


def moves(text: str) -> list[Move]:
    """`S A 10; A B 4` -> transfers, a second apart."""
    parts = (part.split() for part in text.split(";"))
    return [Move(sender, receiver, int(amount), t) for t, (sender, receiver, amount) in enumerate(parts)]


def edges_of(found: Sequence[Move], tokens: int = 1) -> Edges:
    names = list(dict.fromkeys(name for move in found for name in (move.sender, move.receiver)))
    n = len(found)
    columns = [
        column_of(np.arange(1, n + 1)),
        column_of(np.array([move.t for move in found], np.int64)),
        column_of(np.array([move.block for move in found], np.int64)),
        column_of(np.array([names.index(move.sender) for move in found], np.int32)),
        column_of(np.array([names.index(move.receiver) for move in found], np.int32)),
        column_of(np.array([move.token for move in found], np.int16)),
        decimals_of(limbs_from(move.amount for move in found)),
        decimals_of(limbs_from(move.fee for move in found)),
        column_of(np.array([hash(move) & (1 << 63) - 1 for move in found], np.uint64)),
    ]
    return Edges("a test", pa.table(columns, schema=EDGE), texts_of(names), tuple(Token(f"T{k}", 0) for k in range(tokens)))


def graph(
    found: Sequence[Move],
    sources: Sequence[str] = ("S",),
    stops: Sequence[str] | None = None,
    *,
    seeds: Sequence[tuple[str, int, int]] = (),
    tokens: int = 1,
    dust: int = 0,
    keep: bool = True,
) -> Graph:
    edges = edges_of(found, tokens)
    places = edges.places([*sources, *(stops or ()), *(name for name, *_ in seeds)])
    return graph_of(
        edges,
        [places[name] for name in sources if name in places],
        [Seed(places[name], 0, amount, t) for name, amount, t in seeds if name in places],
        None if stops is None else [places[name] for name in stops if name in places],
        dust={0: dust} if dust else None,
        keep_duplicates=keep,
    )


def run(text: str, rule: str, **how: object) -> Outcome:
    return follow(graph(moves(text), **how), rule)  # type: ignore[arg-type]


def named(made: Graph, amounts: dict[int, int]) -> dict[str, int]:
    """Amounts by address."""
    return {made.name(node): amount for node, amount in amounts.items()}


def reached(text: str, rule: str, **how: object) -> dict[str, int]:
    made = graph(moves(text), **how)  # type: ignore[arg-type]
    return named(made, dict(follow(made, rule).reached))
