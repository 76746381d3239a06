"""Who could have turned a ballot, against trying every change."""

from itertools import combinations, product
from typing import Any

import pytest
from benches import FIVE, HOUSE, TEN, Make
from hypothesis import given, settings
from hypothesis import strategies as st

from vetoproof.council.pivot import GroupPivot, Pivot
from vetoproof.terms.errors import InputError

DAY = "2024-03-28"
STATES = f"{FIVE} {TEN}".split()


def group(found: Pivot, name: str) -> GroupPivot:
    return next(one for one in found.groups if one.group == name)


def test_one_member_alone_could_have_saved_the_panel(ballot: Make) -> None:
    found = HOUSE.pivot(ballot(DAY, no="RUS", abstain="CHN"))
    assert (found.outcome, found.turns_to, found.fewest) == ("vetoed", "adopted", 1)
    assert [(one.state, [flip.vote for flip in one.flips]) for one in found.members if one.flips] == [("RUS", ["yes", "abstain"])]
    assert group(found, "elected").fewest is None
    assert group(found, "permanent").fewest == 1
    assert dict(found.what_if) == {"there is no veto": "adopted", "a veto needs two": "adopted", "a veto needs three": "adopted"}


def test_two_noes_stand_where_a_veto_needs_two(ballot: Make) -> None:
    found = HOUSE.pivot(ballot("2022-05-26", no="CHN RUS"))
    assert found.fewest == 2
    assert dict(found.what_if)["a veto needs two"] == "vetoed"
    assert dict(found.what_if)["a veto needs three"] == "adopted"


def test_a_group_of_its_own_is_asked_too(ballot: Make) -> None:
    raw = {**ballot(DAY, no="RUS", abstain=f"{TEN}"), "groups": {"A3": ["DZA", "MOZ", "SLE"], "the ten and Russia": [*TEN.split(), "RUS"]}}
    found = HOUSE.pivot(raw)
    assert group(found, "A3").fewest is None
    assert group(found, "the ten and Russia").fewest == 5


def test_positions_declared_before_a_vote() -> None:
    def of(**votes: str) -> Any:
        named = {state: vote for vote, states in votes.items() for state in states.split()}
        return HOUSE.pivot({"date": DAY, "matter": "substantive", "votes": named}).declared

    assert of(yes=TEN, abstain=FIVE).verdict == "passes"
    assert of(yes=TEN).verdict == "open"
    assert of(yes=TEN).can_still_veto == ("CHN", "FRA", "GBR", "RUS", "USA")
    assert of(yes=TEN, no="RUS").verdict == "must_fail"
    assert of(abstain="CHE DZA ECU GUY JPN KOR MLT").verdict == "must_fail"
    assert of(yes="USA GBR FRA JPN").yes_wanted == 5


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"mode": "without_vote", "votes": {}}, "nobody voted"),
        ({"votes": {}, "tally": [15, 0, 0, 0]}, "without names"),
        ({"votes": {"DEU": "no"}}, "did not sit"),
    ],
)
def test_what_nobody_can_turn_is_refused(raw: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        HOUSE.pivot({"date": DAY, "matter": "substantive", **raw})


profiles = st.lists(st.sampled_from(["yes", "yes", "yes", "no", "abstain"]), min_size=15, max_size=15)
FEW = 2


@given(profiles, st.sampled_from(["substantive", "procedural"]), st.sets(st.sampled_from(STATES), min_size=3, max_size=6))
@settings(max_examples=25, deadline=None)
def test_the_fewest_changes_are_the_fewest_by_trying_all(cast: list[str], matter: str, members: set[str]) -> None:
    votes = dict(zip(STATES, cast, strict=True))
    raw = {"date": DAY, "matter": matter, "votes": votes, "groups": {"some": sorted(members)}}
    found = HOUSE.pivot(raw)
    assert tried(votes, matter, sorted(members)) == within(group(found, "some").fewest)


def within(fewest: int | None) -> int | None:
    return fewest if fewest is not None and fewest <= FEW else None


def tried(votes: dict[str, str], matter: str, members: list[str]) -> int | None:
    before = passed(votes, matter)
    for n in range(1, FEW + 1):
        for states in combinations(members, n):
            for other in product(("yes", "no", "abstain"), repeat=n):
                if passed({**votes, **dict(zip(states, other, strict=True))}, matter) is not before:
                    return n
    return None


def passed(votes: dict[str, str], matter: str) -> bool:
    return HOUSE.decide({"date": DAY, "matter": matter, "votes": votes}).outcome == "adopted"
