"""The chamber drawn: every seat, every vote by shape and word, the veto by a ring."""

from xml.etree import ElementTree

import pytest
from benches import HOUSE, Make

from vetoproof.publish.chamber import Place, chamber_svg

SVG = "{http://www.w3.org/2000/svg}"


def places(raw: dict[str, object]) -> list[Place]:
    ballot, decision = HOUSE.ballot(raw), HOUSE.decide(raw)
    return [Place(s.state, s.permanent, ballot.votes.get(s.state, ""), s.state in decision.vetoed_by) for s in ballot.sitting.seats]


@pytest.mark.parametrize("day", ["2024-03-28", "1950-06-25", "1980-01-03"])
def test_there_is_one_seat_a_member_whatever_the_size(ballot: Make, day: str) -> None:
    drawn = ElementTree.fromstring(chamber_svg(places(ballot(day)), day, "adopted"))
    seats = [group for group in drawn.iter(f"{SVG}g") if "seat" in group.get("class", "")]
    assert len(seats) == len(ballot(day)["votes"])


def test_votes_differ_by_shape_and_word_and_the_veto_has_a_ring(ballot: Make) -> None:
    text = chamber_svg(places(ballot("2024-03-28", no="RUS", abstain="CHN")), "S/2024/255", "vetoed 13-1-1")
    assert text.count('class="veto"') == 1
    assert text.count("<rect") == 1
    assert "VETO" in text
    assert "RUS voted no and so vetoed it" in text
    assert "CHN abstained" in text


def test_only_black_and_white_are_used(ballot: Make) -> None:
    text = chamber_svg(places(ballot("2024-03-28", no="RUS", absent="CHN")), "x", "y")
    assert {part.split('"')[0] for part in text.split('fill="')[1:]} <= {"#1a1a1a", "#ffffff", "none"}


def test_what_a_reader_hears_is_said_whole_and_nothing_escapes(ballot: Make) -> None:
    text = chamber_svg([Place("<b>", False, "yes")], 'a "title" & more', "adopted")
    drawn = ElementTree.fromstring(text)
    assert "<b> voted yes" in drawn.get("aria-label", "")
    assert not list(drawn.iter(f"{SVG}b"))
