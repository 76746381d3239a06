"""Properties of the trace: nothing is lost or made, poison bounds the rest, and order only matters within one moment."""

from __future__ import annotations

import random

from coin_moves import Move, graph
from hypothesis import given, settings
from hypothesis import strategies as st

from vetoproof.detect.funds.graph import Graph
from vetoproof.detect.funds.outcome import Outcome
from vetoproof.detect.funds.plain import follow
from vetoproof.detect.funds.rules import RULES

NAMES = ("S", "R", "A", "B", "C", "D", "T", "U")
amounts = st.one_of(st.integers(0, 12), st.integers(0, 2**64 + 7), st.integers(0, 10**30))


@st.composite
def streams(draw: st.DrawFn, most: int = 30) -> list[Move]:
    n = draw(st.integers(1, most))
    ends = st.sampled_from(NAMES)
    tight = draw(st.booleans())  # many transfers in one moment
    times = sorted(draw(st.lists(st.integers(0, 3 if tight else 10**6), min_size=n, max_size=n)))
    fees = st.integers(0, 3) if draw(st.booleans()) else st.just(0)
    return [Move(draw(ends), draw(ends), draw(amounts), t, token=draw(st.integers(0, 1)), fee=draw(fees)) for t in times]


stops = st.one_of(st.none(), st.just(("T", "U")), st.just(("T", "S")))


def all_of(made: Graph) -> dict[str, Outcome]:
    return {rule: follow(made, rule) for rule in RULES}


@settings(max_examples=150, deadline=None)
@given(streams(), stops)
def test_what_was_stolen_stands_somewhere_to_the_last_unit(found: list[Move], ends: tuple[str, ...] | None) -> None:
    made = graph(found, ("S", "R"), ends, tokens=2)
    of = made.token.tolist()
    for rule, outcome in all_of(made).items():
        for token in (0, 1):
            assert outcome.conserved(token, of)
            if rule != "poison":
                there = outcome.total(outcome.reached, token, of) + outcome.total(outcome.held, token, of) + outcome.fees.get(token, 0)
                assert there == outcome.stolen.get(token, 0)
        assert min([*outcome.reached.values(), *outcome.held.values()], default=0) >= 0


@settings(max_examples=80, deadline=None)
@given(streams(), stops)
def test_what_was_stolen_is_what_sources_sent_to_others_whatever_the_rule(found: list[Move], ends: tuple[str, ...] | None) -> None:
    sent = {0: 0, 1: 0}
    for move in found:
        if move.sender in ("S", "R") and move.receiver not in ("S", "R"):
            sent[move.token] += move.amount
    made = graph(found, ("S", "R"), ends, tokens=2)
    for outcome in all_of(made).values():
        assert {token: outcome.stolen.get(token, 0) for token in (0, 1)} == sent
        assert outcome.returned == {node: amount for node, amount in outcome.held.items() if made.source[node]}


@settings(max_examples=150, deadline=None)
@given(streams(), stops)
def test_poison_is_an_upper_bound_of_every_other_rule(found: list[Move], ends: tuple[str, ...] | None) -> None:
    outcomes = all_of(graph(found, ("S", "R"), ends, tokens=2))
    for rule in RULES:
        for node, amount in outcomes[rule].reached.items():
            assert outcomes["poison"].reached[node] >= amount >= 0
        for node, amount in outcomes[rule].returned.items():
            assert outcomes["poison"].returned[node] >= amount >= 0


@settings(max_examples=80, deadline=None)
@given(streams(), st.randoms())
def test_the_order_of_rows_changes_nothing_where_times_or_blocks_differ(found: list[Move], shuffle: random.Random) -> None:
    apart = [Move(m.sender, m.receiver, m.amount, m.t, place, m.token, m.fee) for place, m in enumerate(found)]
    mixed = shuffle.sample(apart, len(apart))
    for rule in RULES:
        one, other = (graph(rows, ("S", "R"), tokens=2) for rows in (apart, mixed))
        assert _told(one, follow(one, rule)) == _told(other, follow(other, rule))


@settings(max_examples=50, deadline=None)
@given(streams())
def test_a_transfer_to_oneself_changes_nothing(found: list[Move]) -> None:
    more = [row for move in found for row in (move, Move(move.receiver, move.receiver, move.amount, move.t, token=move.token))]
    for rule in RULES:
        one, other = graph(found, tokens=2), graph(more, tokens=2)
        assert _told(one, follow(one, rule)) == _told(other, follow(other, rule))


def _told(made: Graph, outcome: Outcome) -> tuple[object, ...]:
    """An outcome by the names of addresses, whatever the numbers of the nodes."""

    def told(amounts: dict[int, int]) -> dict[tuple[str, int], int]:
        return {(made.name(node), int(made.token[node])): amount for node, amount in amounts.items()}

    sums = [{key: value for key, value in one.items() if value} for one in (outcome.unfunded, outcome.spoilt, outcome.fees)]
    amounts = (outcome.minted, outcome.reached, outcome.held, outcome.returned)
    return *(told(dict(one)) for one in amounts), *map(str, sums)
