"""Every word of the condition language reads as it should; an error names the word."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from vetoproof.regime.condition import (
    All,
    Any_,
    Asked,
    Codes,
    Compare,
    Condition,
    Kept,
    Listed,
    Not,
    OneOf,
    Reference,
    Shown,
    Term,
    Within,
    keys_of,
)
from vetoproof.regime.grammar import ConditionError, Grammar, read_code, read_value

TYPES = {
    "kind": "text", "day": "date", "state": "state", "blessed": "bool", "signed_on": "date", "worth": "number",
    "colour": "text", "maker": "state", "before": "totals", "ship.flag": "state",
}  # fmt: skip
BLESSED, RED = Compare("blessed", "is", True), Compare("colour", "is", "red")


def read(raw: Any) -> Condition:
    return Grammar(TYPES).read(raw)


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ({"blessed": "true"}, BLESSED),
        ({"blessed": "false"}, Compare("blessed", "is", False)),
        ({"signed_on": "2000-01-01"}, Compare("signed_on", "is", date(2000, 1, 1))),
        ({"worth": "2.50"}, Compare("worth", "is", Decimal("2.50"))),
        ({"maker": "NOR"}, Compare("maker", "is", "NOR")),
        ({"ship.flag": "NOR"}, Compare("ship.flag", "is", "NOR")),
        ({"colour": ["red", "blue"]}, OneOf("colour", ("red", "blue"))),
        ({"colour": None}, Asked("colour")),
        ({"before": None}, Asked("before")),
        ({"colour": {"given": "true"}}, Asked("colour", given=True)),
        ({"colour": {"given": "false"}}, Not(Asked("colour", given=True))),
        ({"colour": {"is": "red"}}, RED),
        ({"colour": {"is": "colour"}}, Compare("colour", "is", "colour")),
        ({"maker": {"same_as": "state"}}, Compare("maker", "same_as", Reference("state"))),
        ({"blessed": "true", "colour": "red"}, All((BLESSED, RED))),
        ({"all": [{"blessed": "true"}, {"colour": "red"}]}, All((BLESSED, RED))),
        ({"any": [{"blessed": "true"}, {"colour": "red"}]}, Any_((BLESSED, RED))),
        ({"all": []}, All(())),
        ({"any": []}, Any_(())),
        ({"not": {"blessed": "true"}}, Not(BLESSED)),
        ({"shown": {"blessed": "true", "colour": "red"}}, Shown(All((BLESSED, RED)))),
        ({"term": "holy"}, Term("holy")),
        ({"within": "A/1"}, Within("A/1")),
        ({"kept": "A/1"}, Kept("A/1")),
        ({"hs": ["02", "0302", "030211"]}, Codes(("02", "0302", "030211"))),
        ({"goods": "listed"}, Listed()),
        ({"goods": "unlisted"}, Not(Listed())),
    ],
    ids=str,
)
def test_a_word_reads_as_its_condition(raw: Any, meant: Condition) -> None:
    assert read(raw) == meant


@pytest.mark.parametrize("how", ["before", "after", "from", "until"])
def test_days_are_ordered_by_words_of_time(how: str) -> None:
    assert read({"signed_on": {how: "2000-01-01"}}) == Compare("signed_on", how, date(2000, 1, 1))


@pytest.mark.parametrize("how", ["above", "at_least", "below", "at_most"])
def test_numbers_are_ordered_by_words_of_size(how: str) -> None:
    assert read({"worth": {how: "500"}}) == Compare("worth", how, Decimal(500))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("day", Reference("day")),
        ("day + 30 days", Reference("day", days=30)),
        ("day - 5 days", Reference("day", days=-5)),
        ("day + 12 months", Reference("day", months=12)),
        ("signed_on - 2 months", Reference("signed_on", months=-2)),
        ("end of month of day", Reference("day", from_month_end=True)),
        ("end of month of day + 30 days", Reference("day", days=30, from_month_end=True)),
    ],
)
def test_a_bound_may_be_counted_from_another_day(text: str, meant: Reference) -> None:
    assert read({"signed_on": {"until": text}}) == Compare("signed_on", "until", meant)


def test_several_comparisons_of_a_key_ask_for_all() -> None:
    found = read({"worth": {"above": "1", "below": "worth"}})
    assert found == All((Compare("worth", "above", Decimal(1)), Compare("worth", "below", Reference("worth"))))


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        ({}, "is not a condition"),
        ("blessed", "'blessed' is not a condition"),
        ([], "is not a condition"),
        ({"blest": "true"}, "`blest` is no circumstance"),
        ({"all": {"blessed": "true"}}, "`all` needs a list"),
        ({"any": "blessed"}, "`any` needs a list"),
        ({"not": ["blessed"]}, "is not a condition"),
        ({"shown": None}, "None is not a condition"),
        ({"term": None}, "`term` needs a name"),
        ({"within": ["A/1"]}, "`within` needs a name"),
        ({"kept": {}}, "`kept` needs a name"),
        ({"hs": "2710"}, "`hs` needs a list"),
        ({"hs": []}, "`hs` needs a list"),
        ({"hs": ["27.10"]}, "'27.10' is not an HS code"),
        ({"hs": ["٢٧١٠"]}, "is not an HS code"),
        ({"goods": "named"}, "`goods` is listed or unlisted"),
        ({"blessed": "yes"}, "'yes' is neither true nor false"),
        ({"blessed": {"is": None}}, "`blessed` is compared with nothing"),
        ({"blessed": {}}, "`blessed` is compared with nothing"),
        ({"colour": []}, "`colour` is compared with nothing"),
        ({"colour": ["red", None]}, "`colour` is compared with nothing"),
        ({"colour": {"is": ["red"]}}, "is not a text"),
        ({"colour": {"given": "maybe"}}, "'maybe' is neither true nor false"),
        ({"colour": {"like": "red"}}, "`like` is no comparison"),
        ({"colour": {"above": "red"}}, "`above` compares a number, and `colour` is a text"),
        ({"worth": {"before": "5"}}, "`before` compares a date, and `worth` is a number"),
        ({"worth": {"above": "NaN"}}, "not a finite number"),
        ({"worth": {"above": "much"}}, "'much' is not a number"),
        ({"worth": {"above": "day + 3 days"}}, "`worth` and `day` are of different types"),
        ({"signed_on": {"until": "day + 30 weeks"}}, "'day + 30 weeks' is not a day"),
        ({"signed_on": {"until": "day + 99999 days"}}, "is not a day"),
        ({"signed_on": "2001-02-29"}, "'2001-02-29' is not a day of the calendar"),
        ({"maker": "no"}, "'no' is not a State"),
        ({"maker": {"same_as": "NOR"}}, "`same_as` needs another key"),
        ({"before": "5"}, "a value of type totals cannot be compared"),
        ({"all": [{"any": [{"not": {"blest": "true"}}]}]}, "`blest` is no circumstance"),
    ],
    ids=str,
)
def test_an_error_names_the_word(raw: Any, named: str) -> None:
    with pytest.raises(ConditionError) as caught:
        read(raw)
    assert named in str(caught.value)


@pytest.mark.parametrize("code", ["02", "0302", "030211"])
def test_a_code_keeps_its_zeros(code: str) -> None:
    assert read_code(code) == code


@pytest.mark.parametrize("code", ["3", "271", "27101", "2710123", "27 10", "", 2710, None])
def test_a_code_has_two_four_or_six_digits(code: object) -> None:
    with pytest.raises(ConditionError):
        read_code(code)


@pytest.mark.parametrize(
    ("text", "type_"), [("1_000", "number"), (" 5", "number"), ("٥", "number"), ("1e99", "number"), ("2018-W01-1", "date")]
)
def test_a_value_has_one_spelling(text: str, type_: str) -> None:
    with pytest.raises(ConditionError):
        read_value(text, type_)


def test_the_keys_that_a_condition_reads_are_all_known() -> None:
    condition = read(
        {"any": [{"not": {"blessed": "true"}}, {"maker": {"same_as": "state"}}, {"colour": None}, {"hs": ["27"]}, {"worth": ["1"]}]}
    )
    assert set(keys_of(condition)) == {"blessed", "maker", "state", "colour", "goods.hs", "worth"}
