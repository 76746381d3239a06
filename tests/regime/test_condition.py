"""Conditions answer yes, no, or the names of what is not known; silence and a null are not the same."""

from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from vetoproof.regime.condition import SILENT, Condition, Reference, Scene, Silence, Value
from vetoproof.regime.grammar import Grammar
from vetoproof.terms.truth import Answer, all_of, any_of, not_, unknown

TYPES = {"day": "date", "a": "bool", "b": "bool", "told": "date", "worth": "number", "colour": "text", "made_in": "state", "flag": "state"}
DAY = date(2018, 1, 31)
YES, NO, A, B = True, False, unknown("a"), unknown("b")


class Stage:
    """A scene made of plain values. `evidence`: silence counts as no."""

    def __init__(self, values: dict[str, Any], codes: tuple[str, ...] | None = None, evidence: bool = False) -> None:
        self.values, self.codes, self.evidence, self.day = {"day": DAY, **values}, codes, evidence, DAY

    def value(self, key: str) -> Value | Silence:
        return self.stated(key)

    def stated(self, key: str) -> Value | Silence:
        return self.values.get(key, SILENT)  # type: ignore[no-any-return]

    def silence(self, key: str) -> Answer:
        return False if self.evidence else unknown(key)

    def evidenced(self) -> Scene:
        return Stage(self.values, self.codes, evidence=True)

    def term(self, name: str) -> Answer:
        return name == "holy"

    def within(self, provision: str) -> Answer:
        return provision == "A/1"

    def kept(self, provision: str) -> Answer:
        return unknown("before")

    def listed(self) -> Answer:
        return self.codes == ("2710",)


def read(raw: Any) -> Condition:
    return Grammar(TYPES).read(raw)


def ask(raw: Any, /, codes: tuple[str, ...] | None = None, **values: Any) -> Answer:
    return read(raw).ask(Stage(values, codes))


# ---- three values (Kleene): Both, Either, Not


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (YES, YES, YES, YES),
        (YES, NO, NO, YES),
        (YES, B, B, YES),
        (NO, YES, NO, YES),
        (NO, NO, NO, NO),
        (NO, B, NO, B),
        (A, YES, A, YES),
        (A, NO, NO, A),
        (A, B, A | B, A | B),
    ],
)
def test_and_and_or_follow_kleene(left: Answer, right: Answer, both: Answer, either: Answer) -> None:
    assert all_of([left, right]) == both
    assert any_of([left, right]) == either


@pytest.mark.parametrize(("answer", "opposite"), [(YES, NO), (NO, YES), (A, A)])
def test_not_turns_what_is_known(answer: Answer, opposite: Answer) -> None:
    assert not_(answer) == opposite


@pytest.mark.parametrize(("one", "two"), list(product([YES, NO, A, B, A | B], repeat=2)))
def test_de_morgan_holds_with_unknowns(one: Answer, two: Answer) -> None:
    assert not_(all_of([one, two])) == any_of([not_(one), not_(two)])


def test_all_of_nothing_is_yes_and_any_of_nothing_is_no() -> None:
    assert all_of([]) is True
    assert any_of([]) is False


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        ({"a": True, "b": True}, YES),
        ({"a": True, "b": None}, B),
        ({"a": True}, B),
        ({"a": None, "b": False}, NO),
        ({}, A | B),
    ],
)
def test_several_entries_ask_for_all(values: dict[str, Any], answer: Answer) -> None:
    assert ask({"a": "true", "b": "true"}, **values) == answer


# ---- silence, null, evidence


def test_silence_and_null_both_leave_a_question_open() -> None:
    assert ask({"a": "true"}) == ask({"a": "true"}, a=None) == A


def test_what_must_be_shown_is_no_in_silence_and_open_on_null() -> None:
    assert ask({"shown": {"a": "true"}}) is False
    assert ask({"shown": {"a": "true"}}, a=None) == A
    assert ask({"shown": {"a": "true"}}, a=True) is True


def test_what_must_be_shown_is_no_in_silence_under_not_too() -> None:
    assert ask({"shown": {"not": {"a": "true"}}}) is True  # nothing shows it, so it is not so
    assert ask({"not": {"shown": {"a": "true"}}}) is True


def test_null_asks_whether_nobody_knows() -> None:
    assert [ask({"a": None}), ask({"a": None}, a=None), ask({"a": None}, a=False)] == [False, True, False]


def test_given_asks_for_a_value_and_a_null_leaves_it_open() -> None:
    assert [ask({"a": {"given": "true"}}, **values) for values in ({}, {"a": None}, {"a": False})] == [NO, A, YES]
    assert [ask({"a": {"given": "false"}}, **values) for values in ({}, {"a": None}, {"a": False})] == [YES, A, NO]


def test_one_of_several_is_open_while_unknown() -> None:
    raw = {"colour": ["red", "blue"]}
    assert [ask(raw, colour="red"), ask(raw, colour="green"), ask(raw, colour=None), ask(raw)] == [
        YES,
        NO,
        unknown("colour"),
        unknown("colour"),
    ]


# ---- comparisons and references


@pytest.mark.parametrize(
    ("how", "answers"),
    [
        ("before", [YES, NO, NO]),
        ("until", [YES, YES, NO]),
        ("from", [NO, YES, YES]),
        ("after", [NO, NO, YES]),
        ("is", [NO, YES, NO]),
    ],
)
def test_days_compare_with_both_ends_as_the_words_say(how: str, answers: list[bool]) -> None:
    days = [date(2017, 12, 31), date(2018, 1, 1), date(2018, 1, 2)]
    assert [ask({"told": {how: "2018-01-01"}}, told=day) for day in days] == answers


@pytest.mark.parametrize(
    ("how", "answers"),
    [("below", [YES, NO, NO]), ("at_most", [YES, YES, NO]), ("at_least", [NO, YES, YES]), ("above", [NO, NO, YES])],
)
def test_numbers_compare_exactly(how: str, answers: list[bool]) -> None:
    assert [ask({"worth": {how: "0.3"}}, worth=value) for value in map(Decimal, ("0.29", "0.30", "0.31"))] == answers


@pytest.mark.parametrize(
    ("bound", "last"),
    [
        ("day", date(2018, 1, 31)),
        ("day + 30 days", date(2018, 3, 2)),
        ("day - 5 days", date(2018, 1, 26)),
        ("day + 1 months", date(2018, 2, 28)),
        ("end of month of day + 30 days", date(2018, 3, 2)),
        ("end of month of day", date(2018, 1, 31)),
    ],
)
def test_a_bound_is_counted_from_the_day(bound: str, last: date) -> None:
    raw = {"told": {"until": bound}}
    assert ask(raw, told=last) is True
    assert ask(raw, told=date.fromordinal(last.toordinal() + 1)) is False


def test_the_end_of_the_month_is_counted_before_the_days() -> None:
    stage = Stage({"day": date(2018, 2, 10)})
    assert Reference("day", days=30, from_month_end=True).value(stage) == date(2018, 3, 30)
    assert str(Reference("day", days=30, from_month_end=True)) == "end of month of day + 30 days"


def test_an_unknown_bound_is_what_is_missing() -> None:
    raw = {"made_in": {"same_as": "flag"}}
    assert ask(raw, made_in="NOR") == ask(raw, made_in="NOR", flag=None) == unknown("flag")
    assert ask(raw, flag="NOR") == unknown("made_in")
    assert ask(raw, made_in="NOR", flag="NOR") is True
    assert ask({"shown": raw}, made_in="NOR") is False


# ---- goods, terms, other paragraphs


@pytest.mark.parametrize(
    ("codes", "answer"),
    [
        (("271012",), YES),
        (("2710",), YES),
        (("0302", "2710"), YES),
        (("27",), unknown("goods.hs")),
        (("2711",), NO),
        (None, unknown("goods.hs")),
    ],
)
def test_a_code_shorter_than_the_heading_may_fall_under_it(codes: tuple[str, ...] | None, answer: Answer) -> None:
    assert ask({"hs": ["2710"]}, codes=codes) == answer


def test_terms_lists_and_other_paragraphs_are_asked_of_the_scene() -> None:
    assert ask({"term": "holy"}) is True
    assert ask({"within": "A/2"}) is False
    assert ask({"kept": "A/1"}) == unknown("before")
    assert ask({"goods": "unlisted"}, codes=("2710",)) is False


# ---- reasons


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"all": [{"a": "true"}, {"any": [{"b": "false"}, {"colour": ["red"]}]}]}, "a is true and (b is false or colour is one of red)"),
        ({"not": {"told": {"before": "2018-01-01"}}}, "not told is before 2018-01-01"),
        ({"shown": {"term": "a_ship"}}, "it is shown that a ship"),
        ({"colour": None}, "nobody knows colour"),
        ({"hs": ["27", "0302"]}, "HS 27, 0302"),
        ({"told": {"until": "day - 5 days"}}, "told is on or before day - 5 days"),
    ],
)
def test_a_condition_reads_as_a_sentence(raw: Any, sentence: str) -> None:
    assert str(read(raw)) == sentence


@pytest.mark.parametrize(
    ("values", "decider"),
    [({"a": False}, "a is true"), ({"a": True, "b": False}, "b is true"), ({"a": None, "b": True}, "a is true")],
)
def test_the_one_part_that_decided_is_named(values: dict[str, Any], decider: str) -> None:
    assert str(read({"a": "true", "b": "true"}).decided_by(Stage(values))) == decider
