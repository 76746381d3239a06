"""Parties with several numbers of a sort, on either side: one that is equal decides, and only numbers of which none is equal contradict."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetoproof.detect.names.births import contradicting
from vetoproof.detect.names.decide import decide, radio_of
from vetoproof.detect.names.listed import listed_in
from vetoproof.detect.names.party import Listed, Named, Party
from vetoproof.detect.names.query import MOST_VALUES, party_of
from vetoproof.detect.names.screener import Screener
from vetoproof.detect.names.vessels import compare_vessels
from vetoproof.evidence.lists.tables import Entity, in_one_cell, out_of_cell, table_of

IMOS = ("9041552", "9074729", "8937675")
LEIS = ("529900T8BM49AURSDO55", "5493001KJTIIGC8Y1R12")
ONE, TWO, THREE = IMOS
BOTH = Party("Vessel", (Named("HOE RYONG"),), imos=(ONE, TWO), mmsis=("445123000", "445456000"), call_signs=("HMZD", "HMYX"))


def held(*parties: Party) -> Screener:
    return Screener.of((Listed("L", str(place), one) for place, one in enumerate(parties)), date(2024, 1, 1))


def ask(party: Party, kind: str, name: str, **props: Any) -> tuple[str | None, str]:
    answer = held(party).screen(party_of({"kind": kind, "name": name, "props": props}))
    return answer.decision, " | ".join(why for one in answer.matches for why in one.why)


@pytest.mark.parametrize("asked", [[ONE], [TWO], [THREE, TWO], [THREE, ONE], ["no number", TWO]])
def test_any_equal_imo_decides_and_is_named(asked: list[str]) -> None:
    decision, why = ask(BOTH, "Vessel", "OTHER", imoNumber=asked)
    assert decision == "match" and f"imo: {asked[-1]} is the same" in why and "contradicts" not in why


@pytest.mark.parametrize("asked", [LEIS, LEIS[::-1], LEIS[:1]])
def test_any_equal_lei_decides(asked: tuple[str, ...]) -> None:
    firm = Party("Company", (Named("GREENFIELD SHIPPING LIMITED"),), leis=LEIS[:1])
    decision, why = ask(firm, "Company", "Other", leiCode=list(asked))
    assert decision == "match" and f"lei: {LEIS[0]} is the same" in why and "contradicts" not in why


def test_numbers_contradict_if_none_is_equal() -> None:
    decision, why = ask(BOTH, "Vessel", "HOE RYONG", imoNumber=THREE)
    assert decision == "review" and f"imo: {THREE}, listed is {ONE}, {TWO}: contradicts" in why
    decision, why = ask(Party("Vessel", (Named("HOE RYONG"),), imos=(THREE,)), "Vessel", "HOE RYONG", imoNumber=[ONE, TWO])
    assert decision == "review" and f"imo: {ONE}, {TWO}, listed is {THREE}: contradicts" in why


@pytest.mark.parametrize("props", [{"mmsi": ["211000001", "445456000"]}, {"callSign": ["ABCDE", "hmyx"]}])
def test_any_equal_radio_number_asks_for_a_look(props: dict[str, Any]) -> None:
    decision, why = ask(BOTH, "Vessel", "OTHER", **props)
    assert decision == "review" and "is the same" in why and "is not" not in why


def test_radio_numbers_of_which_none_is_equal_are_told() -> None:
    decision, why = ask(BOTH, "Vessel", "HOE RYONG", mmsi=["211000001", "211000002"])
    assert decision == "review" and "mmsi: 211000001, 211000002 is not 445123000, 445456000" in why


def test_a_number_is_looked_up_beyond_the_first_only_up_to_the_bound() -> None:
    party = party_of({"kind": "Vessel", "name": "A", "props": {"mmsi": [str(211000000 + n) for n in range(MOST_VALUES + 1)]}})
    assert len(party.mmsis) == MOST_VALUES and "only 64 were looked at" in party.faults[0]


def test_the_same_number_twice_is_one() -> None:
    party = party_of({"kind": "Vessel", "name": ONE, "props": {"imoNumber": [ONE, f"IMO {ONE}"], "callSign": ["hmzd", "HMZD"]}})
    assert (party.imos, party.call_signs) == ((ONE,), ("HMZD",))


def test_a_row_of_a_list_holds_several() -> None:
    cells = {"imo": in_one_cell((ONE, "9041553", TWO, ONE)), "mmsi": "445123000; 445456000", "call_sign": "HMZD;HMYX;"}
    (ship,) = listed_in(table_of("L", [Entity("R", "Vessel", "HOE RYONG", **cells)]))
    assert ship.party.imos == (ONE, TWO)  # the check digit of the second does not hold
    assert list(radio_of(ship.party)) == list(radio_of(BOTH))
    assert ask(ship.party, "Vessel", "OTHER", imoNumber=TWO)[0] == "match"


@given(st.lists(st.sampled_from(IMOS)))
def test_a_cell_gives_back_what_went_in(numbers: list[str]) -> None:
    assert out_of_cell(in_one_cell(numbers)) == tuple(dict.fromkeys(numbers))


def test_two_ships_with_several_numbers() -> None:
    ship = {"name": "HOE RYONG", "imo": [ONE, TWO]}
    assert compare_vessels(ship, {"name": "OTHER", "imo": TWO}).decision == "match"
    assert compare_vessels({"name": "OTHER", "imo": (THREE, ONE)}, ship).decision == "match"
    assert compare_vessels({"name": "OTHER", "imo": THREE, "imoNumber": ONE}, ship).decision == "match"
    assert compare_vessels({"name": "HOE RYONG", "imo": [THREE]}, ship).decision == "review"


SOME = st.lists(st.sampled_from(IMOS), max_size=3, unique=True).map(tuple)


@given(SOME, SOME)
def test_several_are_as_the_pairs_of_them(mine: tuple[str, ...], theirs: tuple[str, ...]) -> None:
    def decision(ours: tuple[str, ...], others: tuple[str, ...]) -> str:
        name = (Named("HOE RYONG"),)
        return decide(Party("Vessel", name, imos=ours), Listed("L", "1", Party("Vessel", name, imos=others))).decision

    pairs = [decision((one,), (other,)) for one, other in product(mine, theirs)]
    assert decision(mine, theirs) == ("match" if "match" in pairs else "review")
    assert decision(mine, theirs) == decision(theirs, mine)


# ---- days of birth
PERSON = Party("Person", (Named("PAK MIN HYOK"),), births=("1961-04-05",))


def test_a_second_birth_date_that_contradicts_is_told_beside_the_equal_one() -> None:
    for births in (["1961-04-05", "1990-12-12"], ["1990-12-12", "1961-04-05"]):
        decision, why = ask(PERSON, "Person", "PAK MIN HYOK", birthDate=births)
        assert decision == "match" and "birth: 1961-04-05, listed is 1961-04-05: is the same" in why
        assert "birth: 1990-12-12, listed is 1961-04-05: contradicts" in why


def test_birth_dates_that_all_contradict_are_told_once_and_block() -> None:
    decision, why = ask(PERSON, "Person", "PAK MIN HYOK", birthDate=["1990-12-12", "1985-01-01"])
    assert decision == "review" and why.count("contradicts") == 1


@pytest.mark.parametrize("second", ["1961", "1961-05-04", "1961-04-05"])
def test_what_does_not_contradict_is_not_told(second: str) -> None:
    assert "contradicts" not in ask(PERSON, "Person", "PAK MIN HYOK", birthDate=["1961-04-05", second])[1]


def test_which_dates_agree_with_none() -> None:
    assert contradicting(("1961", "1990", "1990", "no day"), ("1961-04-05", "1975")) == ("1990",)
    assert contradicting(("1990",), ()) == ()
