"""Patterns: what counts as one, and what just does not."""

from datetime import timedelta

from coin_moves import Move, graph, moves

from vetoproof.detect.funds.crossings import coin, crossings
from vetoproof.detect.funds.equal_amounts import equal_amounts, is_round
from vetoproof.detect.funds.mixers import mixers
from vetoproof.detect.funds.patterns import Pattern
from vetoproof.detect.funds.peel_chains import peel_chains
from vetoproof.detect.funds.plain import follow
from vetoproof.evidence.edges.lists import Label

DAY = int(timedelta(days=1) / timedelta(microseconds=1))


def equal(*found: Move) -> list[Pattern]:
    made = graph(found)
    return list(equal_amounts(made, follow(made, "haircut")))


def test_three_equal_odd_amounts_from_two_addresses_are_a_group() -> None:
    (found,) = equal(Move("S", "A", 9009), Move("S", "B", 9009), Move("A", "T", 3003, 1), Move("B", "U", 3003, 2), Move("B", "V", 3003, 3))
    assert (found.amount, found.transfers, found.senders, found.rows) == (3003, 3, ("A", "B"), (3, 4, 5))
    assert "consistent with" in found.says


def test_two_equal_amounts_are_none_and_neither_are_three_a_week_apart() -> None:
    assert not equal(Move("S", "A", 3003), Move("S", "B", 3003))
    assert not equal(*(Move("S", name, 3003, place * 7 * DAY) for place, name in enumerate("ABC")))


def test_round_amounts_count_only_from_one_sender() -> None:
    spread = (Move("S", "A", 500), Move("A", "T", 100, 1), Move("S", "B", 400, 2), Move("B", "T", 100, 3), Move("S", "T", 100, 4))
    assert not equal(*spread)
    assert len(equal(*(Move("S", name, 100, place) for place, name in enumerate("ABC")))) == 1
    assert is_round(150_000)
    assert not is_round(3_003_300)


def test_transfers_of_those_whom_nothing_stolen_reached_are_not_looked_at() -> None:
    assert not equal(Move("S", "A", 1), *(Move("X", name, 3003, place) for place, name in enumerate("TUV")))


def chains(text: str) -> list[Pattern]:
    made = graph(moves(text), stops=["E"])
    return list(peel_chains(made, follow(made, "haircut")))


def test_three_links_are_a_peel_chain_and_two_are_not() -> None:
    links = "S A 100; A P 10; A B 90; B Q 10; B C 80; C R 10; C D 70"
    (found,) = chains(links)
    assert (found.transfers, found.amount, found.senders) == (6, 100, ("A", "B", "C"))
    assert not chains("S A 100; A P 10; A B 90; B Q 10; B C 80; C D 80")


def test_an_address_with_two_payers_or_an_even_split_is_no_link() -> None:
    assert not chains("S A 100; X A 100; A P 20; A B 180; B Q 10; B C 170; C R 10; C D 160")
    assert not chains("S A 100; A P 50; A B 50; B Q 25; B C 25; C R 12; C D 13")


BRIDGE = {"X": Label("X", "a bridge", "bridge")}


def test_a_crossing_has_a_confidence_of_one_in_as_many_as_fit() -> None:
    hour = DAY // 24
    found = [
        Move("S", "X", 100),
        Move("X", "A", 98, hour),  # fits
        Move("X", "B", 96, 2 * hour),  # fits
        Move("X", "C", 94, 3 * hour),  # more than the fee of any bridge
        Move("X", "D", 101, 3 * hour),  # more than went in
        Move("X", "E", 99, 7 * hour),  # too late
    ]
    made = graph(found, stops=["X"])
    (seen,) = crossings(made, follow(made, "haircut"), BRIDGE)
    assert [(one.receiver, one.amount) for one in seen.candidates] == [("A", 98), ("B", 96)]
    assert seen.confidence == 0.5


def test_a_crossing_without_a_fit_names_none_and_has_no_confidence() -> None:
    made = graph(moves("S X 100"), stops=["X"])
    (seen,) = crossings(made, follow(made, "haircut"), BRIDGE)
    assert (seen.candidates, seen.confidence) == ((), None)


def test_a_wrapped_coin_is_the_coin() -> None:
    assert [coin(name) for name in ("WETH", "eth.e", "USDT", "WIF")] == ["ETH", "ETH", "USDT", "WIF"]


def test_a_mixer_is_named_as_a_claim_and_what_left_it_is_not_followed() -> None:
    made = graph(moves("S M 60; S M 40; M T 100"), stops=["M"])
    (seen,) = mixers(made, follow(made, "fifo"), {"M": Label("M", "Tornado.Cash: 100 ETH", "mixer")})
    assert (seen.amount, seen.transfers, seen.confidence) == (100, 2, None)
    assert "consistent with" in seen.says
    assert not list(mixers(made, follow(made, "fifo"), {"M": Label("M", "Binance 14", "exchange")}))
