"""What is asked beyond the bounds is never taken for clear; two names in one field are two names; and every name comes to an end."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from listed_people import LISTED

from vetoproof.detect.names.compare import compare_names
from vetoproof.detect.names.query import MOST_NAMES, MOST_VALUES, party_of
from vetoproof.detect.names.screener import Answer, Screener

MANY = "alpha beta gamma delta epsilon zeta eta theta iota kappa lamda mu nu xi omikron pi rho"


@pytest.fixture(scope="module")
def bench() -> Screener:
    return Screener.of(LISTED, date(2024, 1, 1))


def ask(bench: Screener, name: Any, kind: str = "Person", **props: Any) -> Answer:
    return bench.screen(party_of({"kind": kind, "name": name, "props": props}))


@pytest.mark.parametrize(
    ("name", "props", "why"),
    [
        (f"{MANY} Mirko Vuk", {}, "has 19 words, and only 16 were looked at"),
        ("Mirko Vuk", {"alias": [f"Nobody {n}" for n in range(MOST_VALUES + 1)]}, "alias has 65 values, and only 64"),
        ("Mirko Vuk", {"alias": [f"N {n} Vuk" for n in range(40)], "previousName": [f"P {n} Vuk" for n in range(40)]}, "81 names"),
        ("Mirko Vuk", {"passportNumber": [f"A{n:07}" for n in range(99)]}, "passportNumber has 99 values"),
        ("Mirko Vuk", {"alias": [{"id": "x"}]}, "alias has a value that is no text"),
        ({"full": "Mirko Vuk"}, {}, "name has a value that is no text"),
        ("Mirko V\ufffdk", {}, "holds signs that could not be read"),
        ("Mirko V\udcffk", {}, "holds signs that could not be read"),
    ],
)  # fmt: skip
def test_what_is_beyond_the_bounds_is_said(bench: Screener, name: Any, props: dict[str, Any], why: str) -> None:
    answer = ask(bench, name, **props)
    assert answer.decision is None and why in answer.unseen


def test_a_name_within_the_bounds_is_clear_or_found(bench: Screener) -> None:
    assert ask(bench, "Mirko Vuk").decision == "no_match"
    assert ask(bench, "x y", alias=[*(f"Nobody {n}" for n in range(MOST_NAMES - 2)), "PAK Min Hyok"]).decision == "review"
    assert ask(bench, f"{MANY} x", alias=["PAK Min Hyok"]).decision == "review"  # what is found is shown, whatever was not looked at


@pytest.mark.parametrize(
    "name",
    [
        "Mirko Vuk; PAK Min Hyok", "Mirko Vuk / PAK Min Hyok", "Mirko Vuk | PAK Min Hyok", "Mirko Vuk\nPAK Min Hyok",
        "Mirko Vuk aka PAK Min Hyok", "Mirko Vuk (a.k.a. PAK Min Hyok)", "Mirko Vuk, formerly known as PAK Min Hyok",
        "Mirko Vuk alias PAK Min Hyok",
    ],
)  # fmt: skip
def test_two_names_in_one_field_are_two_names(bench: Screener, name: str) -> None:
    assert ask(bench, name).decision == "review"
    assert party_of({"kind": "Person", "name": name}).names[0].text == name


@pytest.mark.parametrize("name", ["Kaka Alias", "Formerly Ltd", "A/B Trading", "J/V Holding", "Aka Mori", "Ekaterina Fka"])
def test_one_name_is_one_name(name: str) -> None:
    assert len(party_of({"kind": "Person", "name": name}).names) == 1


def test_a_number_that_is_too_short_is_told(bench: Screener) -> None:
    assert any("'123' is too short" in why for why in ask(bench, "PAK Min Hyok", passportNumber="123").matches[0].why)
    assert ask(bench, "Mirko Vuk", passportNumber="n/a").decision == "no_match"


HARD = {
    "letters": "a b c d e f g h i j " * 50, "one word": "a" * 1_000, "long words": " ".join("abcdefghij" * 6 + str(n) for n in range(16)),
    "marks": "k" + "\u0301" * 999, "look-alikes": "аеорсух " * 125, "hyphens": "a-" * 500, "jamo": "\u1100\u1161\u11a8" * 333,
    "hangul": "김철수리박정일성은림" * 100, "han": "金哲洙李朴正日成恩林" * 100, "brackets": "(" * 500 + "a" + ")" * 499,
    "korean": "kim chol yong su " * 60, "korean in one": "kimcholyongsunamsong" * 50, "ligatures": "\ufdfa" * 1_000,
    "weak words": "bank trading company korea " * 37, "quotes": "'" * 999 + "a",
}  # fmt: skip


@pytest.mark.parametrize("what", HARD)
def test_a_name_that_is_hard_to_read_comes_to_an_end(bench: Screener, what: str) -> None:
    """Measured: 0.07 s at most, of the whole of OFAC's list; one that grew with the length of a name would not end here."""
    for kind in ("Person", "Organization", "Vessel", ""):
        assert ask(bench, HARD[what], kind).decision in (None, "no_match")
    for sort in ("person", "entity", "vessel"):
        assert compare_names(HARD[what], HARD[what][::-1], kind=sort).decision in ("review", "no_match")


def test_many_hard_aliases_come_to_an_end(bench: Screener) -> None:
    assert ask(bench, "x", "", alias=[*HARD.values(), *(text[1:] for text in HARD.values())] * 2).decision is None
