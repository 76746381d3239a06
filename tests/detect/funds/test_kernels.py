"""The kernels and plain Python are one truth: every number of every outcome is the same, limbs and all."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("numba", reason="the kernels need the extra funds")

import numpy as np
from coin_moves import Move, graph

from vetoproof.detect.funds import limbs
from vetoproof.detect.funds.compiled import follow as fast
from vetoproof.detect.funds.graph import Graph
from vetoproof.detect.funds.plain import follow as plain
from vetoproof.detect.funds.rules import RULES
from vetoproof.detect.funds.trace import outcomes
from vetoproof.terms.errors import InputError

BITS = (4, 20, 40, 64, 70, 100, 115)
WORD = (1 << 64) - 1


def drawn(draw: random.Random) -> Graph:
    """A graph in which everything happens: cycles, sources and stops that pay, fees, seeds, tokens, amounts of one to two limbs."""
    names = [f"A{number}" for number in range(draw.randrange(4, 14))]
    n, tokens, fees = draw.randrange(5, 120), draw.choice((1, 1, 3)), draw.random() < 0.5
    found = [
        Move(
            draw.choice(names),
            draw.choice(names),
            draw.getrandbits(draw.choice(BITS)) * draw.choice((0, 1, 1, 1, 1, 1, 1, 1)),
            draw.randrange(n // 2),
            draw.randrange(3),
            draw.randrange(tokens),
            draw.getrandbits(draw.choice(BITS)) if fees and draw.random() < 0.3 else 0,
        )
        for _ in range(n)
    ]
    seeds = [(draw.choice(names), draw.randrange(1, 10**9), draw.randrange(n)) for _ in range(draw.randrange(3))]
    stops = None if draw.random() < 0.4 else draw.sample(names, draw.randrange(1, 4))
    return graph(found, draw.sample(names, 2), stops, seeds=seeds, tokens=tokens)


@pytest.mark.parametrize("seed", range(6))
def test_kernels_and_plain_python_agree_on_everything(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(40):
        made = drawn(draw)
        for rule in RULES:
            one, other = plain(made, rule), fast(made, rule)
            for name in ("minted", "stolen", "unfunded", "spoilt", "fees", "reached", "held", "returned"):
                assert _some(getattr(one, name)) == _some(getattr(other, name)), (rule, name)
            assert one.hops.tolist() == other.hops.tolist()
            assert list(one.arrivals) == list(other.arrivals)


def test_two_rules_at_once_give_what_one_after_the_other_gives() -> None:
    made = drawn(random.Random(9))
    together = list(outcomes(made, RULES, fast))
    assert [one.rule for one in together] == list(RULES)
    assert [(one.stolen, one.reached, one.held) for one in together] == [
        (one.stolen, one.reached, one.held) for one in (fast(made, rule) for rule in RULES)
    ]


def _some(amounts: dict[int, int]) -> dict[int, int]:
    return {key: amount for key, amount in amounts.items() if amount}


def test_a_share_of_two_limbs_is_exact_to_the_last_unit() -> None:
    draw = random.Random(1)
    u, v = np.zeros(limbs.DIGITS, np.uint64), np.zeros(limbs.DIGITS, np.uint64)
    for _ in range(5000):
        c = max(draw.getrandbits(draw.randint(1, 128)) | draw.choice((0, 1)), 2)
        if draw.random() < 0.3:  # long runs of ones and zeros, where a long division guesses wrong
            c = max((1 << draw.randint(2, 128)) - 1 - draw.getrandbits(6), 2)
        a, b = draw.randrange(1, c), draw.randrange(0, c + 1)
        words = [np.uint64(half) for number in (a, b, c) for half in (number & WORD, number >> 64)]
        low, high = limbs.share(*words, u, v)
        assert int(low) | int(high) << 64 == a * b // c


def test_sums_that_two_limbs_cannot_hold_are_refused() -> None:
    most = 10**38 - 1
    with pytest.raises(InputError, match="more than the kernels keep exactly"):
        fast(graph([Move("S", "A", most, t) for t in range(4)]), "haircut")
