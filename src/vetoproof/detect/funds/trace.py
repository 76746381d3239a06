"""Edges and a request -> outcomes by rule. Small graphs in plain Python, large ones in compiled kernels, with the same answers."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from vetoproof.detect.funds.graph import Graph
from vetoproof.detect.funds.outcome import Outcome
from vetoproof.detect.funds.plain import follow
from vetoproof.detect.funds.rules import RULES
from vetoproof.terms.errors import InputError

SMALL = 100_000  # transfers: five rules over so many take plain Python about as long as starting the kernels and half as long again
AT_ONCE = 2  # rules, one on each of two cores; each needs its own balances
Engine = Callable[[Graph, str], Outcome]


def outcomes(graph: Graph, rules: Sequence[str] = RULES, engine: Engine | None = None) -> Iterator[Outcome]:
    """Each rule's outcome, in the order asked. Kernels run two at a time, as they leave the interpreter free; no more are held than run."""
    run = engine or engine_for(graph)
    if run is follow:
        yield from (run(graph, rule) for rule in rules)
        return
    waiting: deque[Future[Outcome]] = deque()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for rule in rules:
            if len(waiting) == AT_ONCE:
                yield waiting.popleft().result()
            waiting.append(pool.submit(run, graph, rule))
        while waiting:
            yield waiting.popleft().result()


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
