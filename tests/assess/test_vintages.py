"""Published totals by vintage, and bridges: exact in sum, item by item, the rest never spread."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from typer.testing import CliRunner

from vetoproof.assess.vintages import Bridge, Item, Vintage, published, vintage
from vetoproof.cli.app import app
from vetoproof.evidence.record import read_table
from vetoproof.monitor.the_incidents import as_published
from vetoproof.terms.errors import InputError

TODAY = date(2026, 11, 24)


def told(source: str) -> dict[str, int]:
    annual = read_table("annual")
    return {one.period: int(one.value or 0) for one in published(annual, vintage(source, annual, TODAY), TODAY)}


@pytest.mark.parametrize(("source", "of_2023"), [("Chainalysis@2024-01-31", 1_000_000_000), ("Chainalysis@2024-12-31", 660_500_000)])
def test_a_year_as_it_was_known_on_a_day(source: str, of_2023: int) -> None:
    assert told(source)["2023"] == of_2023
    assert told(source)["2022"] == 1_650_000_000


def test_before_anything_was_published_there_is_nothing() -> None:
    assert told("Chainalysis@2023-12-31") == {}
    assert "2024" not in told("Chainalysis@2024-06")


@pytest.mark.parametrize(
    ("name", "publisher"), [("trm", "TRM Labs"), ("UN PoE", "UN Panel of Experts"), ("tayvano", "tayvano (researcher's list)")]
)
def test_publishers_go_by_their_usual_names(name: str, publisher: str) -> None:
    assert vintage(name, read_table("annual"), TODAY) == Vintage(publisher, TODAY)


@pytest.mark.parametrize("text", ["Nobody@2024-01-01", "Chainalysis@soon", "@2024-01-01"])
def test_who_publishes_nothing_and_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="--as-published"):
        vintage(text, read_table("annual"), TODAY)


@pytest.mark.parametrize("to", ["", "TRM@2024-06-30", "tayvano", "Chainalysis@2024-12-31"])
def test_a_bridge_ends_where_it_says(to: str) -> None:
    found = as_published("Chainalysis@2024-01-31", TODAY, TODAY, to=to)
    assert found.bridges
    for one in found.bridges:
        assert one.start + sum((item.amount for item in one.items), Decimal(0)) + one.rest == one.end


def test_what_no_item_explains_is_a_line_of_its_own() -> None:
    one = Bridge("2023", Decimal(10), Decimal(25), (Item("a", "A", Decimal(9), "only there"),), "USD")
    assert one.rest == 6


def test_a_revision_of_one_publisher_has_no_items() -> None:
    found = as_published("Chainalysis@2024-01-31", TODAY, TODAY, to="Chainalysis@2024-12-31")
    (one,) = [one for one in found.bridges if one.period == "2023"]
    assert (one.items, one.rest) == ((), Decimal(-339_500_000))


def lines(*words: str) -> list[dict[str, Any]]:
    found = CliRunner().invoke(app, ["record", "incidents", "--json", "--as-of", "2026-11-24", *words], catch_exceptions=False)
    assert found.exit_code == 0
    return [json.loads(line) for line in found.stdout.splitlines()]


def test_the_door_with_status_and_definition() -> None:
    last = lines("--as-published", "Chainalysis@2024-12-31", "--definition", "thefts", "--status", "attributed")[-1]
    assert (last["as_published"], last["definition"]) == ("Chainalysis@2024-12-31", "thefts")
    assert {"year": "2023", "publisher": "Chainalysis", "said": "2024-12"} in [total["by"] for total in last["totals"]]
    (of_2023,) = [one for one in last["bridge"] if one["year"] == "2023"]
    assert all("suspected" not in item["why"] for item in of_2023["items"] if item["amount"] > 0)


def test_definitions_of_thefts() -> None:
    by_year = {total["by"]["year"]: total for total in lines("--definition", "net")[-1]["totals"] if total["unit"]}
    gross = {total["by"]["year"]: total for total in lines("--definition", "gross")[-1]["totals"] if total["unit"]}
    assert gross["2022"]["value"] - by_year["2022"]["value"] == 35_800_000  # what was got back of Ronin
    assert any("not known, not zero" in one["why"] for one in lines("--definition", "net")[-1]["unseen"])
    assert sum(total["n"] for total in lines("--definition", "victims")[-1]["totals"]) < 79
    assert {total["by"]["status"] for total in lines("--definition", "notional")[-1]["totals"]} == {"disputed", "suspected"}


def test_another_list_against_the_record(tmp_path: Any) -> None:
    path = tmp_path / "list.csv"
    path.write_text("name,date,amount\nRonin,3/23/22,624000000\nBybit,2/25/25,1400000000\nNomad,8/1/22,190000000\n", "utf-8")
    found = lines("--match", str(path))
    assert [(one["decision"], one["id"]) for one in found] == [
        ("one", "incident-2022-03-23-ronin"),
        ("two", "incident-2025-02-21-bybit"),
        ("none", None),
    ]
    assert "4 days apart, more than 3" in found[1]["why"]


@pytest.mark.parametrize("words", [["tests", "--as-published", "Chainalysis"], ["incidents", "--bridge", "TRM"]])
def test_options_that_do_not_fit_are_refused(words: list[str]) -> None:
    with pytest.raises(InputError, match="do|add|use"):
        CliRunner().invoke(app, ["record", *words], catch_exceptions=False)


@pytest.mark.parametrize(
    "text", ["victim,day\nA,2024-01-01\n", "victim,day,amount\nA,31/31/24,5\n", "victim,day,amount\nA,2024-01-01,much\n", ""]
)
def test_a_list_that_cannot_be_read_is_refused(tmp_path: Any, text: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError):
        CliRunner().invoke(app, ["record", "incidents", "--match", str(path)], catch_exceptions=False)
