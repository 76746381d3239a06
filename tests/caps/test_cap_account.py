"""What came in against a cap: units by their rule, silence, claims, loads, the day, notices; and what may never happen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from harbour import Count, claim, report

from vetoproof.findings.cap_wire import cap_json
from vetoproof.findings.ledger import Line

FULL = {"bound": "capacity", "load": "1", "calls": "20"}


def line_of(lines: tuple[Line, ...], id_: str) -> Line:
    return next(line for line in lines if line.row["id"] == id_)


# ---- units
def test_units_go_by_the_order_of_the_rule_as_reported_then_product_then_default(count: Count) -> None:
    rows = [
        report("a", "2020-01", "NOR", "10", "t", cask="77"),
        report("b", "2020-02", "NOR", "10", "t", product="lamp"),
        report("c", "2020-03", "NOR", "10", "t"),
        report("d", "2020-04", "NOR", "10"),
    ]
    lines = count(rows).year.lines
    got = [(one.counted and one.counted.mid, one.basis) for one in (line_of(lines, id_) for id_ in "abcd")]
    assert got == [
        (Decimal(77), "as reported"),
        (Decimal(70), "factor of the product"),
        (Decimal(80), "default factor"),
        (Decimal(10), "as reported"),
    ]
    assert line_of(lines, "c").counted and (line_of(lines, "c").counted.low, line_of(lines, "c").counted.high) == (60, 90)  # type: ignore[union-attr]


def test_a_unit_without_a_factor_is_not_counted_and_not_zero(count: Count) -> None:
    found = count([report("a", "2020-01", "NOR", "10", "kg")])
    assert found.year.reported is None
    assert line_of(found.year.lines, "a").basis == "no factor from kg to cask"


# ---- silence
def test_missing_is_never_zero_and_a_zero_is_not_missing(count: Count) -> None:
    months = [report(f"n{n}", f"2020-{n:02}", "NOR", "0") for n in range(1, 13)]
    told = cap_json(count([*months, report("s1", "2020-01", "SWE", "")]))
    assert told["reported"]["by_state"] == {"NOR": 0}
    assert told["reported"]["bound"] == "at_least"
    assert told["silent"] == [{"state": "SWE", "month": f"2020-{n:02}"} for n in range(1, 13)]


def test_without_any_report_there_is_no_figure_and_every_month_is_silent(count: Count) -> None:
    told = cap_json(count())
    assert (told["reported"]["amount"], told["reported"]["share"], told["reported"]["by_state"]) == (None, None, {})
    assert len(told["silent"]) == 24


def test_a_month_is_silent_only_once_its_report_was_due(count: Count) -> None:
    assert [f"{month:%m}" for state, month in count(as_of=date(2020, 6, 29)).silent if state == "NOR"] == ["01", "02", "03", "04"]
    assert [f"{month:%m}" for state, month in count(as_of=date(2020, 7, 1)).silent if state == "NOR"] == ["01", "02", "03", "04", "05"]


def test_a_joint_total_does_not_tell_a_months_own_figure_that_was_said_to_be_missing(count: Count) -> None:
    rows = [report("j", "2020-01..2020-12", "NOR+SWE", "500"), report("s", "2020-10", "SWE", "")]
    found = count(rows)
    assert found.silent == (("SWE", date(2020, 10, 1)),)
    assert cap_json(found)["reported"]["by_state"] == {"NOR+SWE": 500}


def test_states_add_to_the_whole_and_a_total_replaces_its_months(count: Count) -> None:
    rows = [report("t", "2020-01..2020-06", "NOR", "60"), report("m", "2020-03", "NOR", "9"), report("s", "2020-03", "SWE", "5")]
    told = cap_json(count(rows))["reported"]
    assert told["amount"] == sum(told["by_state"].values()) == 65
    assert [(row["month"], row["state"], row["counted"]) for row in told["by_month"]] == [
        ("2020-03", "NOR", False),
        ("2020-03", "SWE", True),
    ]


# ---- two clocks
def test_later_acts_and_later_words_are_left_out(count: Count) -> None:
    rows = [report("a", "2020-01", "NOR", "10"), report("b", "2020-02", "NOR", "20", said="2022-01-01")]
    assert cap_json(count(rows, known_by=date(2021, 12, 31)))["reported"]["amount"] == 10
    assert cap_json(count(rows, known_by=date(2022, 1, 1)))["reported"]["amount"] == 30
    assert cap_json(count(rows, as_of=date(2020, 2, 28)))["reported"]["amount"] == 10, "the row reaches beyond the day"
    assert cap_json(count([report("t", "2020-01..2020-12", "NOR", "90")], as_of=date(2020, 6, 1)))["reported"]["amount"] is None


def test_two_figures_of_one_state_for_the_same_days_are_kept_as_a_conflict(count: Count) -> None:
    rows = [
        report("a", "2020-01..2020-12", "NOR", "400", said="2021-02-01"),
        report("b", "2020-01..2020-12", "NOR", "30", "t", said="2021-03-01"),
    ]
    told = cap_json(count(rows))
    (conflict,) = told["reported"]["conflicts"]
    assert [figure["stated"] for figure in conflict["figures"]] == [{"amount": 30, "unit": "t"}, {"amount": 400, "unit": "cask"}]
    assert (told["reported"]["low"], told["reported"]["high"]) == (180, 400)
    assert any("which of two figures" in swing["input"] for swing in told["tornado"])


# ---- claims
def test_a_capacity_is_a_third_a_half_and_nine_tenths_full(count: Count) -> None:
    (told,) = cap_json(count(claims=[claim("c", "2020-01-01", "2020-05-30", high="2700", bound="capacity", load="0.9", calls="20")]))[
        "estimates"
    ]
    assert (told["capacity"], told["low"], told["mid"], told["high"], told["calls"]) == (3000, 1000, 1500, 2700, 20)
    assert told["low"] <= told["p05"] <= told["p50"] <= told["p95"] <= told["high"]


def test_a_capacity_in_another_unit_goes_through_the_factor_with_its_band(count: Count) -> None:
    (told,) = cap_json(count(claims=[claim("c", "2020-01-01", "2020-05-30", high="100", unit="t", **FULL)]))["estimates"]
    assert (told["capacity"], told["low"], told["mid"], told["high"]) == (800, 200, 400, 810)
    assert told["low"] <= told["p05"] <= told["p95"] <= told["high"]


def test_false_positives_lower_each_end(count: Count) -> None:
    rows = [claim("c", "2020-01-01", "2020-05-30", high="3000", **FULL)]
    none, some = (
        cap_json(count(claims=rows, false_positive=rate))["estimates"][0]
        for rate in ((Decimal(0),) * 3, tuple(map(Decimal, ("0", "0.1", "0.2"))))
    )
    assert (some["low"], some["mid"], some["high"]) == (800, 1350, 2700)
    assert some["p50"] < none["p50"]


def test_an_open_end_stays_open_and_is_not_drawn(count: Count) -> None:
    (told,) = cap_json(count(claims=[claim("c", "2020-01-01", "2020-05-30", low="500", bound="at_least")]))["estimates"]
    assert (told["low"], told["mid"], told["high"], told["p50"]) == (500, None, None, None)


def test_a_product_of_two_claimants_numbers_says_so(count: Count) -> None:
    rows = [claim("c", "2020-01-01", "2020-05-30", high="3000", **FULL), claim("d", "2020-06-01", "2020-06-30", mid="5", bound="about")]
    mixed, own = cap_json(count(claims=rows))["estimates"]
    assert (mixed["mix"], own["mix"]) == (["Gull", "USA"], [])


def test_a_claim_that_is_unverified_is_shown_and_not_reckoned_with(count: Count) -> None:
    told = cap_json(count(claims=[claim("c", "2020-01-01", "2020-05-30", high="3000", flag="unverified", **FULL)]))
    assert told["estimates"][0]["flag"] == "unverified"
    assert (told["break_even_load"], told["breach_day"]["p50"], told["breach_day"]["model"]) == (None, None, "none")


# ---- loads
def test_the_break_even_load_alone_and_after_what_was_reported_in_the_same_days(count: Count) -> None:
    rows = [report("a", "2020-01..2020-05", "NOR", "250"), report("b", "2020-06", "NOR", "100")]
    told = cap_json(count(rows, [claim("c", "2020-01-01", "2020-05-31", high="2000", **FULL)]))
    assert (told["break_even_load"], told["break_even_load_after_reported"]) == (0.5, 0.375)


def test_the_cautious_claim_is_the_headline(count: Count) -> None:
    rows = [claim("c", "2020-01-01", "2020-05-31", high="2000", **FULL), claim("d", "2020-01-01", "2020-12-31", high="8000", **FULL)]
    assert cap_json(count(claims=rows))["break_even_load"] == 0.5


# ---- the day
def test_the_day_under_the_uniform_model_is_flagged_and_more_so_where_a_dated_claim_contradicts_it(count: Count) -> None:
    rows = [claim("c", "2020-01-01", "2020-12-31", high="4000", **FULL)]
    day = cap_json(count(claims=rows))["breach_day"]
    assert day["model"] == "uniform" and len(day["warnings"]) == 1
    assert day["p05"] < day["p50"] < day["p95"]
    early = claim("e", "2020-01-01", "2020-01-31", low="1000", bound="at_least", claimant="Tern", root="Tern")
    warned = cap_json(count(claims=[*rows, early]))["breach_day"]
    assert any("contradicted by a dated claim: Tern has it passed by 2020-01-31" in said for said in warned["warnings"])


def test_dated_deliveries_take_the_place_of_the_uniform_model(count: Count) -> None:
    calls = [
        {"id": f"k{n}", "day": f"2020-03-{n:02}", "vessel": "Auk", "capacity": "1000", "unit": "cask", "said": "2020-04-01", "source": "s"}
        for n in (1, 2, 3, 4)
    ]
    day = cap_json(count(claims=[claim("c", "2020-01-01", "2020-12-31", high="4000", **FULL)], calls=calls))["breach_day"]
    assert day["model"] == "dated" and day["warnings"] == []
    assert ("2020-03-01", "2020-03-04") <= (day["p05"], day["p95"]) <= ("2020-03-04", "2020-03-04")
    half = cap_json(count(claims=[claim("c", "2020-01-01", "2020-12-31", high="4000", **FULL)], calls=calls[:2]))["breach_day"]
    assert half["model"] == "dated and uniform"


def test_a_cap_that_the_reports_alone_pass_has_its_day_without_a_claim(count: Count) -> None:
    told = cap_json(count([report("a", "2020-06", "NOR", "1500")]))
    assert told["breach_day"]["p50"] == "2020-06-21", "the twentieth day brings it to 1000, which is still kept"
    assert told["breach_day"]["model"] == "reported"
    assert [notice["percent"] for notice in told["notices"]] == [75, 90, 95]


def test_a_cap_that_nothing_passes_has_no_day(count: Count) -> None:
    told = cap_json(count([report("a", "2020-06", "NOR", "15")]))
    assert (told["breach_day"]["p05"], told["breach_day"]["p50"], told["breach_day"]["p95"], told["notices"]) == (None, None, None, [])


# ---- notices
def test_notices_are_events_between_two_days(count: Count) -> None:
    rows = [report("a", "2020-01..2020-03", "NOR", "500"), report("b", "2020-05", "NOR", "260"), report("c", "2020-07", "NOR", "145")]
    told = cap_json(count(rows))["notices"]
    assert [(one["percent"], one["not_before"], one["not_after"], one["certain"]) for one in told] == [
        (75, "2020-05-01", "2020-05-31", True),
        (90, "2020-07-01", "2020-07-31", True),
    ]


def test_a_notice_that_hangs_on_the_factor_is_not_certain(count: Count) -> None:
    told = cap_json(count([report("a", "2020-01..2020-03", "NOR", "100", "t")]))["notices"]
    assert [(one["percent"], one["certain"]) for one in told] == [(75, False), (90, False)], "800 casks, 600 to 900"


def test_what_moves_the_total_most_comes_first(count: Count) -> None:
    told = cap_json(count([report("a", "2020-01", "NOR", "10", "t")], [claim("c", "2020-01-01", "2020-05-31", high="2000", **FULL)]))[
        "tornado"
    ]
    assert [swing["swing"] for swing in told] == sorted((swing["swing"] for swing in told), reverse=True)
    assert told[0]["input"] == "load"


# ---- what was not seen
@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "no claim about this period is on record"),
        ({"as_of": date(2020, 6, 1)}, "the period still ran on that day"),
        ({"reports": [report("a", "2019-11..2020-02", "NOR", "10")]}, "reaches over the end of the period"),
        ({"claims": [claim("c", "2020-01-01", "2020-05-31", high="2000", **FULL)]}, "no rate of false positives"),
        ({"claims": [claim("c", "2020-01-01", "2020-05-31", high="2000", **FULL)]}, "is at most what is said"),
        ({"calls": [{"id": "k", "day": "2020-03-01", "vessel": "Auk", "said": "2020-04-01", "source": "s"}]}, "their capacity is not"),
    ],
)
def test_what_could_not_be_seen_is_said(count: Count, options: dict[str, object], words: str) -> None:
    assert any(words in row["why"] for row in cap_json(count(**options))["unseen"])
