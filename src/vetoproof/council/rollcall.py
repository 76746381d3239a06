"""A game -> whose vote settles it when the seats vote one after another, in any order and in any way: Shapley-Shubik.

With two ways to vote this is the usual index (Felsenthal and Machover 1996); with three it is their index with abstention.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import factorial

from attrs import frozen

from vetoproof.council.game import Game


@frozen
class Call:
    """How far a roll call is: seats called by class, votes for, blocking noes."""

    called: tuple[int, ...]
    votes: int = 0
    noes: int = 0


def pivots(game: Game, ways: int) -> tuple[Fraction, ...]:
    """For one seat of each class, the share of roll calls that its vote settles. `ways`: 2, yes or no; 3, abstention too."""
    settled = [0] * len(game.classes)
    open_calls = {Call((0,) * len(game.classes)): 1}
    for left in range(game.size - 1, -1, -1):
        further: dict[Call, int] = {}
        for call, n in open_calls.items():
            for which, after in _next(game, call, ways):
                paths = n * (game.classes[which].n - call.called[which])
                if _is_settled(game, after):
                    settled[which] += paths * factorial(left) * ways**left
                else:
                    further[after] = further.get(after, 0) + paths
        open_calls = further
    calls = factorial(game.size) * ways**game.size
    return tuple(Fraction(n, calls * one.n) if one.n else Fraction(0) for n, one in zip(settled, game.classes, strict=True))


def _next(game: Game, call: Call, ways: int) -> Iterator[tuple[int, Call]]:
    """The class of the seat called next, and the call after its vote."""
    for which, one in enumerate(game.classes):
        if call.called[which] == one.n:
            continue
        called = (*call.called[:which], call.called[which] + 1, *call.called[which + 1 :])
        yield which, Call(called, min(call.votes + one.votes, game.majority), call.noes)  # yes
        yield which, Call(called, call.votes, min(call.noes + one.veto, game.vetoes))  # no
        if ways > len(("yes", "no")):
            yield which, Call(called, call.votes, call.noes)  # abstains


def _is_settled(game: Game, call: Call) -> bool:
    """Whether no vote still to come can change the outcome."""
    left = [(one, one.n - n) for one, n in zip(game.classes, call.called, strict=True)]
    votes = call.votes + sum(one.votes * n for one, n in left)
    noes = call.noes + sum(n for one, n in left if one.veto)
    passes = call.votes >= game.majority and noes < game.vetoes
    return passes or votes < game.majority or call.noes >= game.vetoes
