"""Ballots and their outcomes, by the rules of their day."""

import pytest
from benches import FIVE, HOUSE, TEN, Make, Raw
from hypothesis import given, settings
from hypothesis import strategies as st

from vetoproof.council.house import House
from vetoproof.terms.ballot import VOTES
from vetoproof.terms.errors import InputError

DAY = "2024-03-28"


def test_the_veto_that_ended_the_panel(house: House, ballot: Make) -> None:
    found = house.decide({**ballot(DAY, no="RUS", abstain="CHN"), "default": "lapses"})
    assert (found.outcome, found.vetoed_by, found.counts_as_veto, found.majority_needed) == ("vetoed", ("RUS",), True, 9)
    assert found.tally == (13, 1, 1, 0)
    assert "ends on its last day" in found.consequence


@pytest.mark.parametrize(
    ("day", "matter", "votes", "outcome"),
    [
        (DAY, "substantive", {}, "adopted"),
        (DAY, "substantive", {"abstain": FIVE}, "adopted"),  # ten elected members can act alone
        (DAY, "substantive", {"absent": "RUS", "not_voting": "CHN"}, "adopted"),
        (DAY, "substantive", {"no": "RUS CHN"}, "vetoed"),
        (DAY, "substantive", {"no": "CHE DZA ECU GUY JPN KOR"}, "adopted"),  # nine yes
        (DAY, "substantive", {"no": "CHE DZA ECU GUY JPN KOR MLT"}, "failed"),
        (DAY, "substantive", {"abstain": "CHE DZA ECU GUY JPN KOR", "no": "RUS"}, "failed"),  # eight yes: a no is no veto
        (DAY, "procedural", {"no": "RUS CHN"}, "adopted"),
        (DAY, "procedural", {"no": f"{FIVE} CHE DZA"}, "failed"),
        (DAY, "paragraph", {"no": "RUS"}, "vetoed"),
        (DAY, "preliminary_question", {"no": "RUS"}, "vetoed"),
        (DAY, "article_109_3", {"no": f"{FIVE} CHE DZA ECU"}, "adopted"),  # seven still: only 109(1) was amended
        (DAY, "article_109_3", {"no": f"{FIVE} CHE DZA ECU GUY"}, "failed"),
        (DAY, "icj_election", {"no": f"{FIVE} CHE DZA"}, "elected"),  # eight of fifteen, permanent or not
        (DAY, "icj_election", {"no": f"{FIVE} CHE DZA ECU"}, "failed"),
        ("1965-11-23", "substantive", {"abstain": "FRA GBR USA NLD"}, "adopted"),  # 7-0-4 of eleven
        ("1965-12-31", "substantive", {"abstain": "FRA GBR USA NLD URY"}, "failed"),
        ("1966-01-01", "substantive", {"abstain": "FRA GBR USA NLD URY NGA"}, "adopted"),
        ("1966-01-01", "substantive", {"abstain": "FRA GBR USA NLD URY NGA UGA"}, "failed"),
        ("1960-01-01", "icj_election", {"no": FIVE}, "elected"),  # six of eleven
        ("1980-01-03", "substantive", {"abstain": FIVE}, "adopted"),  # nine of the fourteen that sat
        ("1980-01-03", "substantive", {"abstain": f"{FIVE} PHL"}, "failed"),
        ("1950-06-25", "substantive", {"absent": "RUS", "abstain": "YUG"}, "adopted"),
    ],
)
def test_outcomes(house: House, ballot: Make, day: str, matter: str, votes: dict[str, str], outcome: str) -> None:
    found = house.decide(ballot(day, matter, **votes))
    assert found.outcome == outcome
    assert found.counts_as_veto is (outcome == "vetoed")
    assert bool(found.vetoed_by) is (outcome == "vetoed")
    assert found.reasons


def test_the_double_veto_is_a_choice_that_the_ballot_states(house: House, ballot: Make) -> None:
    question = ballot("1959-09-07", "preliminary_question", no="RUS")
    assert house.decide(question).outcome == "vetoed"
    assert house.decide({**question, "rule": "27(2)"}).outcome == "adopted"
    assert house.decide({**ballot(DAY, "paragraph", no="RUS"), "rule": "27(2)"}).outcome == "adopted"


def test_without_a_vote_nobody_is_counted(house: House) -> None:
    found = house.decide({"date": "1991-08-09", "matter": "substantive", "mode": "without_vote"})
    assert (found.outcome, found.majority_needed, found.tally) == ("adopted", None, (0, 0, 0, 15))


@pytest.mark.parametrize(("votes", "outcome"), [({}, "adopted"), ({"no": "MLT"}, "failed"), ({"no": "RUS"}, "failed")])
def test_by_consensus_any_member_stops_it_and_that_is_no_veto(house: House, ballot: Make, votes: dict[str, str], outcome: str) -> None:
    found = house.decide({**ballot(DAY, **votes), "mode": "consensus"})
    assert (found.outcome, found.counts_as_veto, found.vetoed_by) == (outcome, False, ())


@pytest.mark.parametrize(
    ("default", "words"),
    [
        ("nothing", "nothing changes"),
        ("continues", "goes on"),
        ("lapses", "ends on its last day"),
        ("snapback", "returns"),
        ("the earlier ceiling holds", "the default holds: the earlier ceiling holds"),
    ],
)
def test_what_follows_is_another_thing_than_the_outcome(house: House, ballot: Make, default: str, words: str) -> None:
    vetoed = house.decide({**ballot(DAY, no="RUS"), "default": default})
    passed = house.decide({**ballot(DAY), "default": default})
    assert words in vetoed.consequence
    assert passed.consequence == "the draft takes effect"


# ---- tallies and members who are not named
def test_a_tally_that_differs_is_told_and_the_votes_are_followed(house: House, ballot: Make) -> None:
    """The Library prints 13-0-2 for S/2022/431; the vote was 13-2-0."""
    found = house.decide({**ballot("2022-05-26", no="CHN RUS"), "tally": [13, 0, 2, 0]})
    assert (found.outcome, found.tally, found.vetoed_by) == ("vetoed", (13, 2, 0, 0), ("CHN", "RUS"))
    assert any("the tally given, 13-0-2-0, differs" in reason for reason in found.reasons)


@pytest.mark.parametrize(
    ("tally", "outcome"),
    [
        ([5, 0, 6, 0], "failed"),
        ([9, 0, 2, 0], "adopted"),
        ([7, 4, 0, 0], "open"),
        ([9, 2, 0, 0], "open"),
        ([0, 0, 0, 11], "failed"),
    ],
)
def test_a_tally_without_names_decides_only_what_names_would_not_change(house: House, tally: list[int], outcome: str) -> None:
    found = house.decide({"date": "1948-12-27", "matter": "substantive", "tally": tally})
    assert found.outcome == outcome
    assert found.counts_as_veto is (None if outcome == "open" else False)


def test_more_noes_than_elected_members_are_a_veto_of_somebody(house: House) -> None:
    council = {"date": "1950-01-01", "matter": "substantive", "tally": [4, 7, 0, 0]}
    assert house.decide(council).outcome == "failed"
    found = house.decide({"date": DAY, "matter": "substantive", "votes": dict.fromkeys(TEN.split(), "yes"), "tally": [10, 1, 4, 0]})
    assert (found.outcome, found.vetoed_by) == ("vetoed", ())
    assert any("a permanent member among them" in reason for reason in found.reasons)


def test_silent_members_leave_it_open_only_if_they_could_change_it(house: House, ballot: Make) -> None:
    nine_yes = {"date": DAY, "matter": "substantive", "votes": dict.fromkeys([*TEN.split()[:9]], "yes")}
    assert house.decide(nine_yes).outcome == "open"
    declared = {**nine_yes["votes"], **dict.fromkeys(FIVE.split(), "abstain")}
    assert house.decide({**nine_yes, "votes": declared}).outcome == "adopted"
    blocked = house.decide({**nine_yes, "votes": {**dict.fromkeys(TEN.split()[:4], "yes"), "RUS": "no"}})
    assert (blocked.outcome, blocked.counts_as_veto) == ("open", None)
    assert blocked.consequence.startswith("not adopted")


# ---- refused
def without(raw: Raw, key: str) -> Raw:
    return {name: value for name, value in raw.items() if name != key}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"votes": {"DEU": "yes"}}, "DEU did not sit on 2024-03-28"),
        ({"votes": {"RUS": "no", "SUN": "no"}}, "SUN did not sit"),
        ({"votes": {"RUS": "Y"}}, "'Y' is no vote"),
        ({"votes": {"RUS": None}}, "None is no vote"),
        ({"votes": {"RUS": ["no"]}}, "is no vote"),
        ({"votes": ["RUS"]}, "is not a map"),
        ({"votes": {}}, "neither votes nor a tally"),
        ({"date": "2024-02-30"}, "not a day of the calendar"),
        ({"date": "28 March 2024"}, "not a day"),
        ({"date": "1945-10-24"}, "no Council is known"),
        ({"date": "2028-01-01"}, "is not fully known"),
        ({"date": 20240328}, "not a day"),
        ({"matter": "substance"}, "'substance' is not known"),
        ({"matter": None}, "is missing"),
        ({"rule": "27(4)"}, "'27\\(4\\)' is not known"),
        ({"rule": "27(2)"}, "substantive is not decided under 27\\(2\\)"),
        ({"matter": "procedural", "rule": "27(3)"}, "procedural is not decided under 27\\(3\\)"),
        ({"mode": "acclamation"}, "'acclamation' is not known"),
        ({"mode": "without_vote"}, "votes in a ballot without a vote"),
        ({"tally": [13, 1, 1]}, "is no tally"),
        ({"tally": [13, 1, 1, -1]}, "is no tally"),
        ({"tally": [13, 1, 1, True]}, "is no tally"),
        ({"tally": [13, 1, 2, 0]}, "counts 16 members of 15"),
        ({"default": 7}, "is not a short text"),
        ({"groups": {"a": ["DEU"]}}, "DEU did not sit"),
        ({"colour": "red"}, "unknown key colour"),
    ],
)
def test_what_cannot_be_is_refused(house: House, ballot: Make, change: Raw, words: str) -> None:
    with pytest.raises(InputError, match=words):
        house.decide({**ballot(DAY, no="RUS"), **change})


@pytest.mark.parametrize("votes", [{"DEU": "yes"}, {"RUS": "maybe"}])
def test_a_refusal_names_the_seats_of_the_day(house: House, votes: dict[str, str]) -> None:
    with pytest.raises(InputError) as refused:
        house.decide({"date": DAY, "matter": "substantive", "votes": votes})
    assert all(state in str(refused.value) for state in f"{FIVE} {TEN}".split())


def test_one_seat_under_two_codes_is_a_double_vote(house: House) -> None:
    with pytest.raises(InputError, match="RUS votes twice"):
        house.decide({"date": "1950-06-25", "matter": "substantive", "votes": {"RUS": "no", "SUN": "no"}})


def test_votes_beyond_the_tally_are_refused(house: House) -> None:
    with pytest.raises(InputError, match="exceed the tally"):
        house.decide({"date": DAY, "matter": "substantive", "votes": {"RUS": "no", "CHN": "no"}, "tally": [13, 1, 1, 0]})


@pytest.mark.parametrize("raw", [None, [], "x", 3])
def test_what_is_no_map_is_refused(house: House, raw: object) -> None:
    with pytest.raises(InputError, match="is not a map"):
        house.decide(raw)


# ---- properties
STATES = f"{FIVE} {TEN}".split()
profiles = st.lists(st.sampled_from(VOTES), min_size=15, max_size=15).map(lambda votes: dict(zip(STATES, votes, strict=True)))


@given(profiles)
@settings(max_examples=200, deadline=None)
def test_the_outcome_is_the_charter_s(votes: dict[str, str]) -> None:
    found = HOUSE.decide({"date": DAY, "matter": "substantive", "votes": votes})
    yes = list(votes.values()).count("yes")
    noes = sorted(state for state in FIVE.split() if votes[state] == "no")
    wanted = "failed" if yes < 9 else "vetoed" if noes else "adopted"
    assert found.outcome == wanted
    assert list(found.vetoed_by) == (noes if wanted == "vetoed" else [])


@given(profiles, st.sets(st.sampled_from(STATES)))
@settings(max_examples=200, deadline=None)
def test_hiding_votes_never_gives_another_certain_outcome(votes: dict[str, str], hidden: set[str]) -> None:
    whole = HOUSE.decide({"date": DAY, "matter": "substantive", "votes": votes}).outcome
    shown = {state: vote for state, vote in votes.items() if state not in hidden}
    if shown:
        assert HOUSE.decide({"date": DAY, "matter": "substantive", "votes": shown}).outcome in (whole, "open")


@given(profiles)
@settings(max_examples=100, deadline=None)
def test_the_order_of_the_votes_changes_nothing(votes: dict[str, str]) -> None:
    there, back = ({"date": DAY, "matter": "substantive", "votes": dict(order)} for order in (votes.items(), reversed(votes.items())))
    assert HOUSE.decide(there) == HOUSE.decide(back)
