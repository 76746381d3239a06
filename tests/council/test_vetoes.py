"""Vetoes counted, under rules that are stated; and the regime's own ballots, decided again."""

from datetime import date

import pytest
from benches import HOUSE

from vetoproof.evidence.record import read_table
from vetoproof.terms.errors import InputError

TODAY = date(2026, 11, 24)


def by_state(rule: str, as_of: date = TODAY) -> dict[str, int]:
    return {key[0]: n for key, n in HOUSE.tally(["state"], rule, as_of).cells}


def test_the_library_list_names_so_many() -> None:
    found = HOUSE.tally(["state"], "library-list", TODAY)
    assert by_state("library-list") == {"CHN": 17, "FRA": 17, "GBR": 29, "RUS": 120, "USA": 82}
    assert (found.ballots, found.cast) == (213, 265)
    assert "after 2022-05-26" in found.unseen[0].what


def test_each_rule_counts_otherwise_and_says_so() -> None:
    ballots, drafts = (HOUSE.tally(["state"], rule, TODAY) for rule in ("ballots", "drafts"))
    assert ballots.ballots == 271
    assert drafts.ballots < ballots.ballots
    assert by_state("ballots") == {"CHN": 22, "FRA": 17, "GBR": 32, "RUS": 160, "USA": 96}


def test_paragraphs_of_one_draft_count_once_as_drafts() -> None:
    day = date(1985, 5, 10)
    before = date(1985, 5, 9)
    added = {rule: HOUSE.tally(["year"], rule, day).ballots - HOUSE.tally(["year"], rule, before).ballots for rule in ("ballots", "drafts")}
    assert added == {"ballots": 3, "drafts": 1}


@pytest.mark.parametrize(("topic", "n"), [("DPRK", 2), ("admission of members", 60), ("Syria", 4)])
def test_by_topic(topic: str, n: int) -> None:
    assert dict(HOUSE.tally(["topic"], "ballots", TODAY).cells)[(topic,)] == n


def test_later_vetoes_are_left_out() -> None:
    assert HOUSE.tally(["year"], "ballots", date(1946, 2, 16)).ballots == 1
    assert HOUSE.tally(["year"], "ballots", date(1946, 2, 15)).ballots == 0


@pytest.mark.parametrize(("by", "rule"), [(["colour"], "ballots"), (["state"], "everything"), ([""], "drafts")])
def test_what_cannot_be_counted_is_refused(by: list[str], rule: str) -> None:
    with pytest.raises(InputError):
        HOUSE.tally(by, rule, TODAY)


def test_the_ballots_of_the_regime_come_out_as_recorded() -> None:
    for row in read_table("council_ballots").rows:
        columns = {"voted_yes": "yes", "voted_no": "no", "abstained": "abstain", "not_voting": "not_voting"}
        votes = {state: vote for column, vote in columns.items() for state in row[column].split()}
        found = HOUSE.decide({"date": row["day"], "matter": "substantive", "votes": votes})
        assert found.outcome == row["outcome"], row["id"]
        assert found.tally is not None
