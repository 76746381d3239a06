"""What is published of the caps on oil and coal, and what this program makes of it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import vetoproof as vp
from vetoproof.evidence.tables import Given
from vetoproof.findings.cap_wire import cap_json
from vetoproof.terms.errors import InputError

DAY = date(2026, 11, 24)


@cache
def told(name: str, year: int, as_of: date = DAY, known_by: date = DAY) -> dict[str, Any]:
    return cap_json(vp.cap(name, as_of, known_by, year=year))


def silent(one: dict[str, Any], state: str) -> list[str]:
    return [row["month"] for row in one["silent"] if row["state"] == state]


def test_china_reported_91909_barrels_for_2021_and_russia_nothing() -> None:
    one = told("refined-petroleum", 2021)
    assert one["limit"] == {"amount": 500000, "unit": "bbl"}
    assert one["reported"]["by_state"] == {"CHN": 91909, "RUS": 0}
    assert round(one["reported"]["share"], 3) == 0.184
    assert one["silent"] == [] and one["reported"]["bound"] == "reported"
    assert sum(row["amount"] for row in one["reported"]["by_month"] if row["state"] == "CHN") == 91909


def test_the_89_calls_of_2018_had_to_be_a_third_full_and_less_after_the_reports() -> None:
    one = told("refined-petroleum", 2018)
    calls = next(row for row in one["estimates"] if row["calls"] == 89)
    assert (calls["capacity"], calls["low"], calls["mid"], calls["high"]) == (1519587, 506529, 759793, 1367628)
    assert round(one["break_even_load"], 3) == 0.329
    assert round(one["break_even_load_after_reported"], 3) == 0.282
    assert calls["mix_after_reported"] == ["CHN", "RUS", "USA"]


def test_russias_two_figures_of_2019_stay_a_conflict() -> None:
    (conflict,) = told("refined-petroleum", 2019)["reported"]["conflicts"]
    assert [figure["stated"]["amount"] for figure in conflict["figures"]] == [277365, 30180]


def test_a_dated_claim_contradicts_the_uniform_model_of_2020() -> None:
    day = told("refined-petroleum", 2020)["breach_day"]
    assert day["model"] == "uniform"
    assert any("43 States letter 2020-07-24 has it passed by 2020-01-31" in said for said in day["warnings"])
    assert day["mix"] == ["CHN+RUS", "UN Panel of Experts", "USA"]


def test_at_least_59_percent_with_eleven_months_of_russia_unreported() -> None:
    one = told("refined-petroleum", 2024)
    assert (round(one["reported"]["share"], 2), one["reported"]["bound"]) == (0.59, "at_least")
    assert silent(one, "RUS") == [f"2024-{n:02}" for n in range(2, 13)] and silent(one, "CHN") == ["2024-12"]


def test_an_unverified_claim_gives_no_day() -> None:
    one = told("refined-petroleum", 2023)
    assert (one["reported"]["by_state"], one["breach_day"]["p50"]) == ({"CHN": 256861, "RUS": 105845}, None)


@pytest.mark.parametrize("year", range(2017, 2027))
def test_states_add_to_the_whole_in_every_year(year: int) -> None:
    reported = told("refined-petroleum", year)["reported"]
    assert sum(reported["by_state"].values()) == pytest.approx(reported["amount"] or 0)


def test_what_was_not_said_yet_is_not_known() -> None:
    early = told("refined-petroleum", 2018, known_by=date(2018, 7, 31))
    assert [row["calls"] for row in early["estimates"]] == [89]
    assert early["reported"]["share"] < 0.2 and len(early["silent"]) > 6


def test_the_quarter_of_2017_had_a_limit_of_its_own() -> None:
    one = told("refined-petroleum", 2017)
    assert (one["limit"]["amount"], one["reported"]["provision"]) == (500000, "2375/14")
    assert one["reported"]["amount"] is None and len(one["silent"]) == 6


def test_crude_is_limited_in_two_units_that_are_never_put_into_one_another() -> None:
    one = told("crude", 2018)
    assert one["limit"] == {"amount": 4000000, "unit": "bbl", "alternative": {"amount": 525000, "unit": "t"}, "rule": "either_measure"}
    assert one["reported"]["amount"] is None and one["reported"]["alternative"]["amount"] is None
    assert told("crude", 2017)["limit"]["amount"] is None, "the text fixes it by what nobody published"


@pytest.mark.parametrize(("year", "tonnes", "dollars"), [(2016, 1000866, 53495894), (2017, 7500000, 400870018)])
def test_coal_stands_in_tonnes_and_dollars_side_by_side(year: int, tonnes: int, dollars: int) -> None:
    one = told("coal", year)
    assert one["limit"] == {"amount": tonnes, "unit": "t", "alternative": {"amount": dollars, "unit": "USD"}, "rule": "lower_of"}
    assert (one["reported"]["unit"], one["reported"]["alternative"]["unit"]) == ("t", "USD")


def test_the_value_of_coal_was_passed_before_its_weight() -> None:
    day = told("coal", 2016)["breach_day"]
    assert (day["unit"], day["model"]) == ("USD", "reported")


@pytest.mark.parametrize(
    ("name", "year", "words"),
    [
        ("oil", 2018, "there is no such cap"),
        ("coal", 2019, "no period of this cap lies in 2019"),
        ("refined-petroleum", 2016, "no period"),
        ("refined-petroleum", 2027, "had not begun"),
        ("crude", 0, "is no year of ours"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(name: str, year: int, words: str) -> None:
    with pytest.raises(InputError, match=words):
        vp.cap(name, DAY, DAY, year=year)


def test_a_cap_goes_by_its_paragraph_too_and_without_a_year_it_is_the_running_one() -> None:
    assert cap_json(vp.cap("2397/5", DAY, DAY))["year"] == 2026
    assert cap_json(vp.cap("Coal", DAY, DAY))["year"] == 2017


def test_newer_rows_of_a_store_are_counted_too(tmp_path: Path) -> None:
    newer = tmp_path / "oil.csv"
    header = "id,from,until,reporter,amount,unit,bbl,status,said,root,source,note"
    row = "oil-2026-01-CHN,2026-01-01,2026-01-31,CHN,5000,bbl,5000,reported,2026-03-05,1718 Committee page,made up,"
    newer.write_text(f"{header}\n{row}\n", "utf-8")
    vp.ingest([newer], Given(source="a test", root="", received=DAY), tmp_path / "store")
    assert cap_json(vp.cap("refined-petroleum", DAY, DAY, year=2026, store=tmp_path / "store"))["reported"]["by_state"] == {"CHN": 5000}
