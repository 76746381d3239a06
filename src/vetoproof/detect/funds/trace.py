"""Edges and a request -> outcomes by rule. Small graphs in plain Python, large ones in compiled kernels, with the same answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from vetoproof.detect.funds.graph import Graph
from vetoproof.detect.funds.outcome import Outcome
from vetoproof.detect.funds.plain import follow
from vetoproof.detect.funds.rules import RULES
from vetoproof.terms.errors import InputError

SMALL = 100_000  # transfers: five rules over so many take plain Python about as long as starting the kernels and half as long again
Engine = Callable[[Graph, str], Outcome]


def outcomes(graph: Graph, rules: Sequence[str] = RULES, engine: Engine | None = None) -> Iterator[Outcome]:
    """Each rule's outcome, in the order asked."""
    run = engine or engine_for(graph)
    for rule in rules:
        yield run(graph, rule)


def engine_for(graph: Graph) -> Engine:
    """Plain Python for a case; kernels, from the extra `funds`, for what is larger."""
    if len(graph.row) <= SMALL:
        return follow
    try:
        from vetoproof.detect.funds.compiled import follow as fast
    except ImportError as error:
        what = f"{len(graph.row):,} transfers need compiled kernels, and numba is not installed"
        raise InputError(what, where="trace", do="pip install 'vetoproof[funds]'") from error
    return fast


def read_rules(text: str) -> tuple[str, ...]:
    """`haircut,fifo` -> rules, each once."""
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in RULES:
            raise InputError(f"there is no rule {name!r}", where="--rule", do=f"use {', '.join(RULES)}")
    return tuple(dict.fromkeys(names)) or RULES
