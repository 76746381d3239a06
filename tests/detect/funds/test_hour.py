"""What could still be frozen at an hour: on its way, arrived, gone again, or at nobody's service."""

import pytest
from coin_moves import Move, graph

from vetoproof.detect.funds.hour import HOUR, AtHour, at_hour, theft_time
from vetoproof.detect.funds.plain import follow
from vetoproof.terms.errors import InputError

FOUND = [
    Move("S", "A", 100, 0),
    Move("A", "X", 30, 1 * HOUR),  # arrives after one hour
    Move("X", "H", 20, 2 * HOUR),  # and most of it leaves for the hot wallet after two
    Move("A", "X", 50, 5 * HOUR),
    Move("A", "B", 20, 6 * HOUR),
]


def at(hours: float) -> AtHour:
    made = graph(FOUND, stops=["X"])
    (found,) = at_hour(made, follow(made, "haircut"), hours)
    return found


@pytest.mark.parametrize(
    ("hours", "arrived", "there", "to_come", "held"),
    [
        (0, 0, 0, 80, {"A": 100}),
        (0.99, 0, 0, 80, {"A": 100}),
        (1, 30, 30, 50, {"A": 70}),
        (3, 30, 10, 50, {"A": 70}),
        (24, 80, 60, 0, {"B": 20}),
    ],
)
def test_the_same_theft_hour_by_hour(hours: float, arrived: int, there: int, to_come: int, held: dict[str, int]) -> None:
    found = at(hours)
    deposit = found.deposits["X"]
    assert (deposit.arrived, deposit.there, deposit.to_come) == (arrived, there, to_come)
    assert found.held == held


def test_the_clock_starts_with_the_first_stolen_transfer_or_as_told() -> None:
    early = [Move("C", "D", 1, -5 * HOUR), *FOUND]
    made = graph(early, stops=["X"])
    assert theft_time(made) == 0
    (found,) = at_hour(made, follow(made, "fifo"), 3, theft=-2 * HOUR)
    assert (found.hour, found.deposits["X"].arrived) == (HOUR, 30)


def test_a_graph_in_which_nothing_counts_has_no_hour() -> None:
    with pytest.raises(InputError, match="no transfer that counts"):
        theft_time(graph([Move("S", "A", 0)]))
