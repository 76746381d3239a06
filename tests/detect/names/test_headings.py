"""What a column is called -> what it holds; numbers with something beside them; Russian names with ks."""

from __future__ import annotations

import pytest

import vetoproof as vp
from vetoproof.detect.names.fields import property_called
from vetoproof.detect.names.query import party_of


@pytest.mark.parametrize("heading", ["Name (English)", "Name 1", "Name_EN", "full_name_en", "Firma", "公司", "고객명", "Company Name 2"])
def test_a_name_may_be_called_so(heading: str) -> None:
    assert property_called(heading) == "name"


@pytest.mark.parametrize("heading", ["Name ID", "Notes (name)", "Country (name)", "Number 2", ""])
def test_that_is_no_name(heading: str) -> None:
    assert property_called(heading) != "name"


@pytest.mark.parametrize("cell", ["381310014 / 12345678", "381310014, issued 2017", "12345678;381310014"])
def test_each_number_of_a_cell_is_looked_up(cell: str) -> None:
    assert "381310014" in party_of({"kind": "Person", "name": "Nobody", "props": {"passportNumber": cell}}).documents


def test_a_number_with_a_stroke_stays_whole_too() -> None:
    assert "AB12345" in party_of({"kind": "Person", "name": "Nobody", "props": {"passportNumber": "AB/12345"}}).documents


@pytest.mark.parametrize(
    ("one", "other"), [("Александр Иванов", "Alexander Ivanov"), ("Максим Петров", "Maxim Petrov"), ("Ксения Попова", "Xenia Popova")]
)
def test_ks_and_x_are_one(one: str, other: str) -> None:
    assert vp.compare_names(one, other).decision == "review"
    assert vp.compare_names(one, "Viktor Orlov").decision == "no_match"
