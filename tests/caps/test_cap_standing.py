"""Where a cap stands by the `status` door: reports can show that it was passed, never that it was kept."""

from __future__ import annotations

from datetime import date

from vetoproof.monitor import status

DAY = date(2026, 11, 24)


def of(provision: str, as_of: date = DAY) -> dict[int, object]:
    found = status(as_of, DAY, provision=provision, regime="un-dprk", test="level_vs_cap")
    return {one.values["year"]: one for one in found}


def test_a_period_under_the_limit_on_the_reports_is_not_called_kept():
    one = of("2397/5")[2021]
    assert (one.verdict, one.raw_verdict, one.values["value"], one.values["goal"]) == ("insufficient", "met", 91909.0, 500000.0)
    assert "what nobody reported" in one.why


def test_a_period_beyond_the_limit_on_the_reports_alone_is_missed():
    found = [one for one in status(DAY, DAY, regime="un-dprk", test="level_vs_cap") if one.verdict == "missed"]
    assert found and all(one.values["low"] > one.values["goal"] for one in found)


def test_a_period_that_still_runs_is_pending_and_one_without_a_figure_is_not_zero():
    running = of("2397/5", date(2023, 6, 30))[2023]
    assert running.verdict == "pending_below_cap"
    blank = of("2397/4")[2019]
    assert (blank.verdict, blank.values["value"]) == ("insufficient", None)


def test_a_party_has_no_line_of_its_own_under_a_common_limit():
    assert list(status(DAY, DAY, provision="2397/5", party="CHN", regime="un-dprk", test="level_vs_cap")) == []
