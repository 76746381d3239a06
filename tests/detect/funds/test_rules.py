"""Each rule worked by hand on purses that hold stolen and clean funds."""

import pytest
from coin_moves import Move, graph, moves, named, reached, run

from vetoproof.detect.funds.plain import follow
from vetoproof.detect.funds.rules import RULES

ALL = pytest.mark.parametrize("rule", RULES)
# 10 stolen, then 10 clean, then 12 leave to T and 8 to U
MIXED = "S A 10; C A 10; A T 12; A U 8"


@pytest.mark.parametrize(("rule", "t", "u"), [("haircut", 6, 4), ("fifo", 10, 0), ("lifo", 2, 8), ("seniority", 10, 0), ("poison", 12, 8)])
def test_what_leaves_a_mixed_purse(rule: str, t: int, u: int) -> None:
    found = reached(MIXED, rule)
    assert (found.get("T", 0), found.get("U", 0)) == (t, u)


def test_haircut_floors_and_the_remainder_stays_at_the_address() -> None:
    found = run("S A 1; C A 2; A T 1; A U 1", "haircut", stops=["T", "U"])
    assert (sum(found.reached.values()), sum(found.held.values())) == (0, 1)


@ALL
def test_what_never_mixes_is_the_same_under_every_rule(rule: str) -> None:
    assert reached("S A 10; A B 10; B T 7; B U 3", rule) == {"T": 7, "U": 3}


@ALL
def test_a_payment_beyond_the_balance_is_unfunded_and_only_poison_takes_it_for_stolen(rule: str) -> None:
    found = run("S A 10; A T 15", rule)
    assert found.unfunded == {0: 5}
    assert list(found.reached.values()) == [15 if rule == "poison" else 10]
    assert found.spoilt.get(0, 0) == (5 if rule == "poison" else 0)
    assert found.conserved(0, [0] * 9)


@ALL
def test_a_service_ends_the_trace_and_pays_out_only_what_is_its_own(rule: str) -> None:
    assert reached("S X 10; X T 10", rule, stops=["X", "T"]) == {"X": 10}


@pytest.mark.parametrize(
    ("rule", "back", "at_a"), [("haircut", 5, 5), ("fifo", 10, 0), ("lifo", 0, 10), ("seniority", 10, 0), ("poison", 10, 10)]
)
def test_what_comes_back_to_a_source_rests_there_and_what_was_stolen_is_one_sum(rule: str, back: int, at_a: int) -> None:
    text = "S A 10; C A 10; A S 10; S B 10"
    made, found = graph(moves(text)), run(text, rule)
    assert found.stolen == {0: 20}
    assert named(made, dict(found.returned)) == ({"S": back} if back else {})
    assert named(made, dict(found.held)) == {name: amount for name, amount in (("S", back), ("A", at_a)) if amount}
    assert named(made, dict(found.reached)) == {"B": 10}
    assert found.conserved(0, [0] * 9)


@ALL
def test_a_source_never_sends_out_again_what_came_back_to_it(rule: str) -> None:
    found = run("S A 10; A S 10; S B 12; S C 3", rule)
    assert (found.stolen, sum(found.reached.values()), sum(found.returned.values())) == ({0: 25}, 15, 10)


@ALL
def test_a_transfer_between_two_sources_steals_nothing_and_moves_nothing_stolen(rule: str) -> None:
    found = run("S R 10; R T 4", rule, sources=("S", "R"))
    assert (found.stolen, sum(found.reached.values())) == ({0: 4}, 4)
    text = "S A 10; A S 10; S R 10; R T 4"
    made, found = graph(moves(text), ("S", "R")), run(text, rule, sources=("S", "R"))
    assert (found.stolen, named(made, dict(found.returned))) == ({0: 14}, {"S": 10})


@ALL
def test_a_source_that_is_named_as_an_end_too_is_a_source(rule: str) -> None:
    found = run("S A 10; A S 4; A T 6; R S 5", rule, sources=("S", "R"), stops=["S", "T"])
    assert (found.stolen, sum(found.reached.values()), sum(found.returned.values())) == ({0: 10}, 6, 4)


@ALL
def test_zero_dust_and_transfers_to_oneself_spread_nothing(rule: str) -> None:
    made = graph(moves("S A 100; A B 0; A D 1; A A 50; A T 40"), dust=2)
    found = follow(made, rule)
    assert named(made, dict(found.reached)) == {"T": 40}
    assert [made.counted(0, why) for why in (1, 2, 4)] == [1, 1, 1]


@ALL
def test_a_cycle_within_one_moment_goes_by_its_rows_and_ends(rule: str) -> None:
    found = [Move("S", "A", 10), Move("A", "B", 10), Move("B", "A", 10), Move("A", "T", 10)]
    late = [found[0], found[3], *found[1:3]]  # T is paid first; what goes round after it is not funded by the theft
    for rows in (found, late):
        made = graph(rows)
        assert named(made, dict(follow(made, rule).reached)) == {"T": 10}


@ALL
def test_a_fee_is_paid_after_the_transfer_and_takes_its_part_along(rule: str) -> None:
    found = follow(graph([Move("S", "A", 10), Move("A", "T", 8, 1, fee=2)]), rule)
    assert (sum(found.reached.values()), found.fees) == (8, {0: 2})
    assert found.conserved(0, [0] * 9)


@ALL
def test_an_amount_may_be_seeded_at_an_address_and_a_time(rule: str) -> None:
    made = graph(moves("C A 5; A T 5; A U 5"), (), seeds=[("A", 5, 2)])
    assert named(made, dict(follow(made, rule).reached)) == {"U": 5}


@ALL
def test_tokens_do_not_mix(rule: str) -> None:
    found = [Move("S", "A", 10, 0), Move("A", "T", 10, 1, token=1), Move("S", "B", 3, 2, token=1), Move("B", "U", 3, 3, token=1)]
    made = graph(found, tokens=2)
    outcome = follow(made, rule)
    assert outcome.stolen == {0: 10, 1: 3}
    assert named(made, dict(outcome.reached)).get("U") == 3
    assert all(outcome.conserved(token, made.token.tolist()) for token in (0, 1))


def test_lifo_keeps_the_order_of_the_lots_that_it_moves() -> None:
    # A holds clean 5 under stolen 5; 8 go to B (3 clean, 5 stolen on top); of B's, the 5 on top are the stolen ones
    assert reached("C A 5; S A 5; A B 8; B T 5; B U 3", "lifo").get("T") == 5


def test_fifo_is_claytons_case_over_two_addresses() -> None:
    # A: stolen 4, clean 6; 7 go to B (stolen 4, clean 3); the first 4 of B are the stolen ones
    assert reached("S A 4; C A 6; A B 7; B T 4; B U 3", "fifo") == {"T": 4}


def test_hops_are_the_fewest_transfers_from_a_source() -> None:
    made = graph(moves("S A 10; A B 5; B T 5; A T 5"))
    found = follow(made, "haircut")
    assert {made.name(node): int(found.hops[node]) for node in range(4)} == {"S": 0, "A": 1, "B": 2, "T": 2}


def test_a_row_that_is_equal_in_every_cell_counts_once_unless_asked_for() -> None:
    found = [Move("S", "A", 10), Move("S", "A", 10), Move("S", "A", 10, 1)]
    assert follow(graph(found, keep=False), "fifo").stolen == {0: 20}
    assert follow(graph(found), "fifo").stolen == {0: 30}
