"""Power, against published values, brute force and the laws that an index keeps."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations, product
from math import factorial
from typing import Any

import pytest
from benches import HOUSE
from hypothesis import given, settings
from hypothesis import strategies as st

from vetoproof.council.game import Game, SeatClass, checked, read_game
from vetoproof.council.power import Powers, powers
from vetoproof.terms.errors import InputError


def council(permanent: int, elected: int, majority: int, vetoes: int = 1) -> Game:
    return Game((SeatClass("permanent", permanent, veto=True), SeatClass("elected", elected)), majority, vetoes)


def values(found: Powers, name: str) -> list[str]:
    return [str(getattr(one, name)) for one in found.players]


def test_the_council_of_fifteen_as_published() -> None:
    """421/2145 and 4/2145; of 848 winning coalitions a permanent member swings all, an elected one 84."""
    found = HOUSE.powers("15")
    assert values(found, "shapley_shubik") == ["421/2145", "4/2145"]
    assert values(found, "banzhaf") == ["106/635", "21/1270"]
    assert values(found, "banzhaf_absolute") == ["53/1024", "21/4096"]
    assert values(found, "coleman_prevent") == ["1", "21/212"]
    assert (found.winning, found.profiles) == (848, 2**15)


def test_the_council_of_eleven_as_published() -> None:
    """Shapley and Shubik (1954): 76/385 and 1/462 (98.7 percent to the five)."""
    found = HOUSE.powers("11")
    assert values(found, "shapley_shubik") == ["76/385", "1/462"]
    assert values(found, "banzhaf") == ["19/105", "1/63"]
    assert found.winning == 57


def test_the_three_valued_council_counts_profiles_that_pass() -> None:
    """The permanent five without a no, two ways each, and so on: counted here by hand, class by class."""
    from math import comb

    passing = sum(
        comb(5, p) * sum(comb(10, e) * 2 ** (10 - e) for e in range(max(0, 9 - p), 11)) for p in range(6)
    )  # fmt: skip
    found = HOUSE.powers("15", three=True)
    assert (found.winning, found.profiles) == (passing, 14_348_907)
    assert found.winning == 146_796
    assert values(found, "shapley_shubik") == ["118525786/725416965", "26557607/1450833930"]
    assert round(float(found.players[0].shapley_shubik), 4) == 0.1634


def test_abstention_gives_elected_members_more_and_permanent_ones_less() -> None:
    two, three = HOUSE.powers("15"), HOUSE.powers("15", three=True)
    assert three.players[0].shapley_shubik < two.players[0].shapley_shubik
    assert three.players[1].shapley_shubik > two.players[1].shapley_shubik


def test_if_a_veto_needs_two_the_elected_gain_and_one_no_stops_nothing() -> None:
    found = HOUSE.powers("15", vetoes_needed=2)
    assert found.players[0].coleman_prevent < 1
    assert found.players[1].shapley_shubik > HOUSE.powers("15").players[1].shapley_shubik


def test_if_there_is_no_veto_all_seats_are_alike() -> None:
    found = HOUSE.powers("15", vetoes_needed=0)
    assert {one.shapley_shubik for one in found.players} == {Fraction(1, 15)}
    assert {one.banzhaf for one in found.players} == {Fraction(1, 15)}


# ---- by brute force
def seats(game: Game) -> list[SeatClass]:
    return [one for one in game.classes for _ in range(one.n)]


def passes(game: Game, votes: tuple[str, ...]) -> bool:
    members = seats(game)
    yes = sum(one.votes for one, vote in zip(members, votes, strict=True) if vote == "yes")
    noes = sum(one.veto for one, vote in zip(members, votes, strict=True) if vote == "no")
    return yes >= game.majority and not (game.vetoes_needed and noes >= game.vetoes_needed)


def settled(game: Game, order: tuple[int, ...], votes: tuple[str, ...], called: int) -> bool:
    open_seats = order[called:]
    outcomes = set()
    for rest in product(("yes", "no"), repeat=len(open_seats)):
        full = list(votes)
        for seat, vote in zip(open_seats, rest, strict=True):
            full[seat] = vote
        outcomes.add(passes(game, tuple(full)))
    return len(outcomes) == 1


def slow_shapley_shubik(game: Game, ways: tuple[str, ...]) -> list[Fraction]:
    n = game.size
    count = [0] * n
    for order in permutations(range(n)):
        for votes in product(ways, repeat=n):
            pivot = next(called for called in range(n + 1) if settled(game, order, votes, called))
            if pivot:
                count[order[pivot - 1]] += 1
    return [Fraction(one, factorial(n) * len(ways) ** n) for one in count]


def slow_swings(game: Game, ways: tuple[str, ...]) -> list[int]:
    n = game.size
    count = [0] * n
    for votes in product(ways, repeat=n):
        for seat in range(n):
            if votes[seat] == "yes":
                count[seat] += passes(game, votes) and not passes(game, (*votes[:seat], "no", *votes[seat + 1 :]))
    return count


SMALL = [
    council(1, 3, 3),
    council(2, 2, 2),
    council(2, 2, 3, 2),
    council(2, 2, 2, 0),
    Game((SeatClass("heavy", 1, votes=3), SeatClass("light", 3)), 4),
    Game((SeatClass("veto", 1, votes=0, veto=True), SeatClass("votes", 3)), 2),
]


@pytest.mark.parametrize("ways", [("yes", "no"), ("yes", "abstain", "no")], ids=["two", "three"])
@pytest.mark.parametrize("game", SMALL)
def test_small_councils_by_brute_force(game: Game, ways: tuple[str, ...]) -> None:
    found = powers(game, three=len(ways) == 3)
    slow, swings = slow_shapley_shubik(game, ways), slow_swings(game, ways)
    members = [one for one in found.players for _ in range(one.n)]
    assert [one.shapley_shubik for one in members] == slow
    assert [one.banzhaf for one in members] == [Fraction(n, sum(swings)) for n in swings]
    assert found.winning == sum(passes(game, votes) for votes in product(ways, repeat=game.size))


# ---- laws that an index keeps
def games() -> st.SearchStrategy[Game]:
    classes = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.booleans()), min_size=1, max_size=3)

    def of(parts: list[tuple[int, int, bool]], share: float, vetoes: int) -> Game | None:
        made = tuple(SeatClass(f"c{n}", size, votes, veto) for n, (size, votes, veto) in enumerate(parts))
        game = Game(made, 1, vetoes)
        return Game(made, max(1, round(game.votes * share)), vetoes) if game.votes and game.size <= 9 else None

    return st.builds(of, classes, st.floats(0.1, 1.0), st.integers(0, 3)).filter(lambda game: game is not None)  # type: ignore[return-value]


@given(games(), st.booleans())
@settings(max_examples=150, deadline=None)
def test_indices_sum_to_one_and_lie_between_nothing_and_all(game: Game, three: bool) -> None:
    found = powers(checked(game), three=three)
    assert sum(one.n * one.shapley_shubik for one in found.players) == 1
    assert sum(one.n * one.banzhaf for one in found.players) == 1
    for one in found.players:
        for value in (one.shapley_shubik, one.banzhaf, one.banzhaf_absolute, one.coleman_prevent, one.coleman_initiate):
            assert 0 <= value <= 1


@given(games(), st.booleans())
@settings(max_examples=80, deadline=None)
def test_a_dummy_has_nothing_and_changes_nothing_for_others(game: Game, three: bool) -> None:
    dummy = Game((*game.classes, SeatClass("dummy", 2, votes=0)), game.majority, game.vetoes_needed)
    before, after = powers(game, three=three), powers(dummy, three=three)
    assert (after.players[-1].shapley_shubik, after.players[-1].banzhaf, after.players[-1].coleman_prevent) == (0, 0, 0)
    assert [one.shapley_shubik for one in after.players[:-1]] == [one.shapley_shubik for one in before.players]


@given(games(), st.booleans())
@settings(max_examples=80, deadline=None)
def test_seats_that_are_alike_have_like_power_however_they_are_classed(game: Game, three: bool) -> None:
    split = tuple(part for one in game.classes for part in halves(one))
    apart = powers(Game(split, game.majority, game.vetoes_needed), three=three)
    whole = {one.name: one for one in powers(game, three=three).players}
    for one in apart.players:
        if one.n:
            assert one.shapley_shubik == whole[one.name.split("/")[0]].shapley_shubik
            assert one.banzhaf == whole[one.name.split("/")[0]].banzhaf


def halves(one: SeatClass) -> Iterator[SeatClass]:
    yield SeatClass(f"{one.name}/1", one.n // 2, one.votes, one.veto)
    yield SeatClass(f"{one.name}/2", one.n - one.n // 2, one.votes, one.veto)


# ---- a council in a file
def test_a_council_of_27_in_a_file() -> None:
    raw = {"classes": [{"class": "permanent", "n": 11, "veto": True}, {"class": "elected", "n": 16}], "majority": 16}
    found = HOUSE.powers(raw, three=True)
    assert found.profiles == 3**27
    assert sum(one.n * one.shapley_shubik for one in found.players) == 1


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({}, "is no council"),
        ([], "is no council"),
        ({"classes": [], "majority": 1}, "has 0 seats"),
        ({"classes": [{"class": "a", "n": 3}]}, "None is no whole number"),
        ({"classes": [{"class": "a", "n": 3}], "majority": 4}, "needs 4 of 3 votes"),
        ({"classes": [{"class": "a", "n": 3}], "majority": 0}, "0 is no whole number"),
        ({"classes": [{"class": "a", "n": -1}], "majority": 1}, "-1 is no whole number"),
        ({"classes": [{"class": "a", "n": 61}], "majority": 31}, "has 61 seats"),
        ({"classes": [{"class": "a", "n": 2.5}], "majority": 1}, "2.5 is no whole number"),
        ({"classes": [{"class": "", "n": 2}], "majority": 1}, "needs a name"),
        ({"classes": [{"class": "a", "n": 2, "veto": "yes"}], "majority": 1}, "veto of true or false"),
        ({"classes": [{"class": "a", "n": 2, "weight": 1}], "majority": 1}, "unknown key weight"),
        ({"classes": [{"class": "a", "n": 2}], "majority": 1, "quorum": 1}, "unknown key quorum"),
        ({"classes": [{"class": "a", "n": 2}, {"class": "a", "n": 2}], "majority": 1}, "two classes have one name"),
        ({"classes": ["a"], "majority": 1}, "is no class of seats"),
        ({"classes": [{"class": f"c{n}", "n": 1} for n in range(20)], "majority": 1}, "in 20 classes"),
    ],
)
def test_a_council_that_cannot_be_counted_is_refused(raw: Any, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_game(raw)


def test_a_council_of_another_size_is_refused() -> None:
    with pytest.raises(InputError, match="there is no council '13'"):
        HOUSE.powers("13")
