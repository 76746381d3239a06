"""The judge on a made-up treaty (salt/regime.yaml): gates, lifts, limbs, caps, windows, conversions, ranges of days."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vetoproof.findings.answer import Finding, Judgement
from vetoproof.findings.judge import Judge
from vetoproof.findings.trial import Court
from vetoproof.regime.facts import FactReader
from vetoproof.regime.load import load_regime

Say = Callable[..., Judgement]
LAW = load_regime(str(Path(__file__).parent / "salt"))
JUDGE, READER = Judge(LAW), FactReader(LAW.vocabulary)
FIELDS = {"state", "direction", "goods", "quantity", "day", "from", "until"}


def raw_fact(kind: str, day: str, fields: dict[str, Any]) -> dict[str, Any]:
    """A fact of a kind on a day (`2001-05-01`) or range (`2001-05-01..2001-05-03`); other keys are circumstances."""
    first, _, last = day.partition("..")
    when = {"from": first, "until": last} if last else {"day": first}
    plain = {key: value for key, value in fields.items() if key in FIELDS}
    return {"id": "F", "kind": kind, "state": "NOR", **when, **plain, "circumstances": {k: v for k, v in fields.items() if k not in FIELDS}}


def say(kind: str, day: str, **fields: Any) -> Judgement:
    return JUDGE.judge(READER.read(raw_fact(kind, day, fields)))


def tried(provision: str, kind: str, day: str, **fields: Any) -> str:
    """The gate that decided on a paragraph."""
    fact = READER.read(raw_fact(kind, day, fields))
    return Court(LAW, fact, fact.span.start).trial(LAW.by_id[provision]).decided_by


def salt(day: str = "2005-01-01", **fields: Any) -> Judgement:
    return say("salt_trade", day, **{"direction": "outward", "goods": {"hs": ["2501"]}, **fields})


def on(said: Judgement, provision: str) -> Finding:
    (found,) = (finding for finding in said.findings if finding.provision == provision)
    return found


def outcomes(said: Judgement) -> dict[str, str]:
    return {finding.provision: finding.outcome for finding in said.findings}


# ---- the gates, in their order


def test_an_act_is_judged_by_the_paragraph_of_its_day() -> None:
    assert [outcomes(salt(day)).get("ST/1") for day in ("2000-12-31", "2001-02-01", "2009-12-31", "2010-01-01")] == [
        None,
        "breach",
        "breach",
        None,
    ]
    assert outcomes(salt("2010-01-01"))["ST/2"] == "breach"


@pytest.mark.parametrize(
    ("fields", "gate"),
    [
        ({"day": "2000-12-31", "state": "ISL", "direction": "inward"}, "in_force"),
        ({"state": "ISL", "direction": "inward", "goods": {"hs": ["0302"]}}, "bound"),
        ({"direction": "inward", "goods": {"hs": ["0302"]}}, "direction"),
        ({"goods": {"hs": ["0302"]}, "maker": "NOR"}, "goods"),
        ({"maker": "NOR"}, "when"),
        ({"permit": True}, "exemption"),
        ({}, "when"),
    ],
)
def test_the_gates_are_asked_in_their_order(fields: dict[str, Any], gate: str) -> None:
    whole = {"day": "2005-01-01", "direction": "outward", "goods": {"hs": ["2501"]}, **fields}
    assert tried("ST/1", "salt_trade", **whole) == gate


def test_a_gate_that_refuses_says_why() -> None:
    fact = READER.read(raw_fact("salt_trade", "2005-01-01", {"direction": "outward", "goods": {"hs": ["2501"]}, "maker": "NOR"}))
    assert Court(LAW, fact, fact.span.start).trial(LAW.by_id["ST/1"]).why == "not met: of the isle"


@pytest.mark.parametrize(
    ("direction", "outcome"), [("outward", "breach"), ("both", "breach"), ("inward", None), ("none", None), (None, "depends")]
)
def test_a_one_way_paragraph_reaches_its_direction_and_both(direction: str | None, outcome: str | None) -> None:
    assert outcomes(salt(direction=direction, maker="ISL")).get("ST/1") == outcome


def test_a_fact_that_names_no_state_hangs_on_the_state() -> None:
    assert on(salt(state=None), "ST/1").missing == ("state",)


def test_two_open_gates_are_both_asked_for() -> None:
    assert on(salt(direction=None, maker=None), "ST/1").missing == ("direction", "maker")


def test_an_open_gate_is_not_asked_for_if_a_later_one_refuses() -> None:
    assert salt(direction=None, maker="NOR").findings == ()


def test_a_paragraph_not_yet_encoded_answers_depends_and_says_so() -> None:
    said = say("pilgrimage", "2005-01-01")
    assert (said.verdict, [finding.why for finding in said.findings]) == ("depends", ["elements not encoded"])


def test_a_paragraph_to_which_no_act_is_put_is_silent() -> None:
    assert "ST/12" not in outcomes(say("pilgrimage", "2005-01-01"))


# ---- force


@pytest.mark.parametrize("helped", [None, False])
def test_a_call_that_is_not_met_is_no_breach(helped: bool | None) -> None:
    said = salt("2005-01-01", maker="NOR", helped=helped)
    assert said.verdict == "no_breach"
    assert outcomes(said).get("ST/4") == (None if helped is None else "request_unfulfilled")


def test_a_permission_asks_nothing() -> None:
    assert "ST/5" not in outcomes(salt())


def test_a_clarifying_paragraph_says_what_the_clarified_one_says() -> None:
    assert outcomes(salt("2005-01-01"))["ST/3"] == outcomes(salt("2012-01-01"))["ST/3"] == "breach"
    assert on(salt(permit=True), "ST/3").exemption == "permitted"
    assert on(salt(maker=None), "ST/3").missing == ("maker",)
    assert "ST/3" not in outcomes(salt(maker="NOR"))


def test_a_duty_is_breached_if_left_undone_and_open_if_nobody_says() -> None:
    said = {helped: say("wreck", "2005-01-01", helped=helped) for helped in (True, False, None)}
    assert {helped: one.verdict for helped, one in said.items()} == {True: "no_breach", False: "breach", None: "depends"}
    assert on(said[False], "ST/10").limb == "duty"


# ---- wind-down and exemptions


@pytest.mark.parametrize(
    ("day", "signed_on", "outcome"),
    [
        ("2001-01-31", "2000-12-31", "exempt"),
        ("2001-02-01", "2000-12-31", "breach"),
        ("2001-01-31", "2001-01-01", "breach"),
        ("2001-01-31", None, "depends"),
        ("2001-02-01", None, "breach"),
    ],
)
def test_a_wind_down_ends_on_its_last_day(day: str, signed_on: str | None, outcome: str) -> None:
    finding = on(salt(day, signed_on=signed_on), "ST/1")
    assert (finding.outcome, finding.exemption) == (outcome, None if outcome == "breach" else "wind_down")


def test_inside_a_wind_down_a_fact_silent_on_the_contract_hangs_on_it() -> None:
    assert on(salt("2001-01-31"), "ST/1").missing == ("signed_on",)


def test_silence_grants_no_exemption_and_null_leaves_it_open() -> None:
    assert on(salt(), "ST/1").outcome == on(salt(permit=False), "ST/1").outcome == "breach"
    finding = on(salt(permit=None), "ST/1")
    assert (finding.outcome, finding.exemption, finding.missing) == ("depends", "permitted", ("permit",))


def test_a_granted_exemption_is_named_and_stays_as_a_finding() -> None:
    said = salt(permit=True)
    assert (said.verdict, on(said, "ST/1").exemption) == ("no_breach", "permitted")


def test_a_granted_exemption_wins_over_an_open_one() -> None:
    assert on(salt(permit=None, gift=True, price=100), "ST/1").exemption == "small_gift"


def test_an_exemption_has_its_own_days() -> None:
    told = {"told_on": "2004-01-01"}
    assert [outcomes(salt(day, **told))["ST/1"] for day in ("2004-12-31", "2005-01-01")] == ["exempt", "breach"]


def test_a_notice_counts_from_the_fifth_day_after_it() -> None:
    assert [outcomes(salt(day, told_on="2004-01-01"))["ST/1"] for day in ("2004-01-05", "2004-01-06")] == ["breach", "exempt"]


def test_a_general_exemption_lifts_every_paragraph() -> None:
    assert on(salt("2012-01-01", helped=True), "ST/2").exemption == "rescue_at_sea"


# ---- goods


@pytest.mark.parametrize(
    ("codes", "fields", "outcome", "missing"),
    [
        (["2501"], {}, "breach", ()),
        (["250100"], {}, "breach", ()),
        (["25"], {}, "depends", ("goods.hs", "on_list")),
        (["2505"], {}, "depends", ("goods.hs", "on_list")),
        (["250510"], {}, "depends", ("on_list",)),
        (["250510"], {"on_list": True}, "breach", ()),
        (["250510"], {"on_list": False}, None, ()),
        (["0302"], {}, None, ()),
        (["0302", "2501"], {}, "breach", ()),
        (None, {}, "depends", ("goods.hs",)),
    ],
)
def test_a_code_decides_or_leaves_open(
    codes: list[str] | None, fields: dict[str, Any], outcome: str | None, missing: tuple[str, ...]
) -> None:
    found = [finding for finding in salt(goods={"hs": codes}, **fields).findings if finding.provision == "ST/1"]
    assert [(finding.outcome, finding.missing) for finding in found] == ([(outcome, missing)] if outcome else [])


@pytest.mark.parametrize(
    ("code", "price", "verdict"),
    [
        ("8703", 1001, "breach"),
        ("8703", 1000, "no_breach"),
        ("8703", None, "depends"),
        ("8711", 1001, "breach"),
        ("8711", None, "depends"),
        ("8802", 1001, "no_breach"),
    ],
)
def test_a_shared_code_needs_what_decides_it(code: str, price: int | None, verdict: str) -> None:
    assert say("car_sale", "2005-01-01", direction="inward", goods={"hs": [code]}, price=price).verdict == verdict


# ---- a cap: limbs


def before(amount: Any, unit: str = "bbl", year: int = 2005, of: str = "all_states", **days: str) -> list[dict[str, Any]]:
    band = {"low": amount[0], "high": amount[1]} if isinstance(amount, tuple) else {"amount": amount}
    return [
        {**band, "unit": unit, "from": f"{year}-01-01", "until": f"{year}-12-31", "of": of, **{k.rstrip("_"): v for k, v in days.items()}}
    ]


def oil(amount: Any = 100, day: str = "2005-06-01", unit: str = "bbl", **fields: Any) -> Judgement:
    """A sale of oil under ST/6 that keeps every limb, unless the fields say otherwise."""
    quantity = {"low": amount[0], "high": amount[1], "unit": unit} if isinstance(amount, tuple) else {"amount": amount, "unit": unit}
    kept = {"before": before(500), "stop_told": False, "reported": True, "tainted": False}
    return say("oil_sale", day, **{"direction": "inward", "goods": {"hs": ["2710"]}, "quantity": quantity, **kept, **fields})


def limbs(said: Judgement) -> dict[str | None, str]:
    return {finding.limb: finding.outcome for finding in said.findings}


def test_a_cap_of_which_all_limbs_are_kept_is_within() -> None:
    said = oil()
    assert (said.verdict, limbs(said), said.findings[0].exemption) == ("no_breach", {None: "within_cap"}, "within_measure")


@pytest.mark.parametrize(
    ("fields", "failed"),
    [
        ({"amount": 501}, ["quantity"]),
        ({"stop_told": True}, ["stop"]),
        ({"reported": False}, ["report"]),
        ({"tainted": True}, ["party"]),
        ({"amount": 501, "tainted": True}, ["quantity", "party"]),
    ],
)
def test_one_failed_limb_is_a_breach_and_is_named(fields: dict[str, Any], failed: list[str]) -> None:
    assert limbs(oil(**fields)) == dict.fromkeys(failed, "breach")


@pytest.mark.parametrize(
    ("fields", "open_limbs"),
    [
        ({"before": None}, ["quantity"]),
        ({"reported": None}, ["report"]),
        ({"tainted": None}, ["party"]),
        ({"stop_told": None}, ["stop"]),
    ],
)
def test_one_unknown_limb_leaves_the_act_open(fields: dict[str, Any], open_limbs: list[str]) -> None:
    assert limbs(oil(**fields)) == dict.fromkeys(open_limbs, "depends")


def test_a_failed_limb_wins_over_an_unknown_one() -> None:
    assert limbs(oil(tainted=True, reported=None)) == {"party": "breach"}


def test_an_open_exemption_leaves_a_failed_limb_open() -> None:
    finding = oil(tainted=True, permit=None).findings[0]
    assert (finding.outcome, finding.exemption, finding.missing) == ("depends", "permitted", ("permit",))


@pytest.mark.parametrize(
    ("looked_on", "verdict"),
    [("2005-06-30", "depends"), ("2005-07-30", "depends"), ("2005-07-31", "breach"), (None, "breach")],
)
def test_a_report_is_not_late_until_thirty_days_after_the_end_of_the_month(looked_on: str | None, verdict: str) -> None:
    fields = {"looked_on": looked_on} if looked_on else {}
    assert oil(reported=False, **fields).verdict == verdict


SILENT: dict[str, Any] = {
    "direction": "inward",
    "goods": {"hs": ["2710"]},
    "quantity": {"amount": 1, "unit": "bbl"},
    "reported": True,
    "tainted": False,
}


@pytest.mark.parametrize(("total", "verdict"), [(949, "no_breach"), (950, "depends"), ((900, 949), "no_breach"), ((900, 951), "depends")])
def test_silence_on_the_stop_notice_means_not_given_while_the_total_is_under_95_percent(total: Any, verdict: str) -> None:
    assert say("oil_sale", "2005-06-01", **SILENT, before=before(total)).verdict == verdict


def test_a_stop_notice_that_nobody_knows_of_stays_open_under_95_percent_too() -> None:
    assert say("oil_sale", "2005-06-01", **SILENT, before=before(10), stop_told=None).verdict == "depends"


# ---- a cap: quantity, bands, windows


@pytest.mark.parametrize(("amount", "verdict"), [(500, "no_breach"), ("500.001", "breach"), (501, "breach"), (0, "no_breach")])
def test_at_most_means_up_to_and_including(amount: Any, verdict: str) -> None:
    assert oil(float(amount)).verdict == verdict


@pytest.mark.parametrize(("amount", "verdict"), [((100, 500), "no_breach"), ((501, 900), "breach"), ((100, 501), "depends")])
def test_both_ends_of_a_band_must_agree(amount: tuple[int, int], verdict: str) -> None:
    said = oil(amount)
    assert said.verdict == verdict
    assert said.findings[0].missing == (("quantity",) if verdict == "depends" else ())


def test_a_total_that_is_a_band_counts_with_both_ends() -> None:
    assert [oil(100, before=before(total)).verdict for total in ((800, 900), (901, 950), (850, 950))] == ["no_breach", "breach", "depends"]


def test_an_amount_that_nobody_knows_leaves_the_quantity_open() -> None:
    assert oil(quantity={"amount": None, "unit": "bbl"}).findings[0].missing == ("quantity",)


def test_without_a_total_only_an_act_above_the_whole_cap_decides() -> None:
    assert oil(1001, before=None).verdict == "breach"
    assert oil(1000, before=None).findings[0].missing == ("before",)


@pytest.mark.parametrize(
    "total",
    [
        before(0, year=2004),
        before(0, "t"),
        before(0, of="state"),
        before(0, until="2005-05-30"),
        before(0, from_="2005-02-01"),
        before(0, until="2006-01-31"),
    ],
)
def test_a_total_of_another_period_unit_or_circle_is_no_total_of_this_window(total: list[dict[str, Any]]) -> None:
    assert oil(before=total).findings[0].missing == ("before",)


def test_a_total_may_end_on_the_day_before_the_act() -> None:
    assert oil(before=before(0, until="2005-05-31")).verdict == "no_breach"


@pytest.mark.parametrize(
    ("day", "until", "verdict"),
    [
        ("2001-06-30", "2001-06-30", "breach"),  # the one-off window: 100 bbl
        ("2002-01-01", "2002-12-31", "no_breach"),
        ("2005-12-31", "2005-12-31", "no_breach"),
    ],
)
def test_the_window_is_that_of_the_day(day: str, until: str, verdict: str) -> None:
    assert oil(100, day, before=before(1, from_=f"{day[:4]}-01-01", until=until)).verdict == verdict


def test_a_day_outside_every_window_is_left_open() -> None:
    assert oil(100, "2001-07-01").verdict == "depends"


def test_an_estimate_counts_for_its_whole_period() -> None:
    common = {"direction": "inward", "goods": {"hs": ["2710"]}, "reported": True, "tainted": False, "stop_told": False}

    def estimate(days: str, amount: int) -> Judgement:
        return say("oil_estimate", days, quantity={"amount": amount, "unit": "bbl"}, **common)

    assert estimate("2005-01-01..2005-12-31", 1001).verdict == "breach"
    assert estimate("2005-01-01..2005-12-31", 1000).verdict == "no_breach"
    assert estimate("2004-12-31..2005-12-31", 1001).findings[0].missing == ("day",)


# ---- a cap: conversions


@pytest.mark.parametrize(
    ("fields", "sum_"),
    [
        ({"barrels": 55}, "55 bbl"),
        ({"barrels": 55, "product": "diesel"}, "55 bbl"),
        ({"product": "diesel"}, "75 bbl"),
        ({"product": "syrup"}, "60 to 100 bbl"),
        ({}, "60 to 100 bbl"),
    ],
)
def test_barrels_as_reported_go_before_the_product_and_that_before_the_band(fields: dict[str, Any], sum_: str) -> None:
    assert f"+ {sum_} now" in oil(10, unit="t", **fields).findings[0].why


def test_a_band_from_the_factor_hangs_on_the_product() -> None:
    assert oil(55, unit="t").findings[0].missing == ("product",)
    assert oil((50, 70), unit="t", product="diesel").findings[0].missing == ("quantity",)


def test_a_unit_without_a_conversion_leaves_the_quantity_open() -> None:
    assert oil(5, unit="item").findings[0].missing == ("quantity",)


# ---- a cap: its four rules


def coal(tons: int, price: int | None, tons_before: int = 0, price_before: int = 0) -> Judgement:
    total = before(tons_before, "t", 2001) + before(price_before, "USD", 2001)
    worth = {"price": price} if price is not None else {}
    return say("coal_sale", "2001-05-01", direction="outward", quantity={"amount": tons, "unit": "t"}, before=total, **worth)


@pytest.mark.parametrize(
    ("sale", "verdict"),
    [
        ((100, 5000), "no_breach"),
        ((101, 1), "breach"),
        ((1, 5001), "breach"),
        ((1, None), "depends"),
        ((101, None), "breach"),
        ((50, 1, 51), "breach"),
        ((1, 1, 0, 5000), "breach"),
    ],
)
def test_the_lower_of_two_limits_counts(sale: Any, verdict: str) -> None:
    assert coal(*sale).verdict == verdict


def crude(amount: int, unit: str, day: str = "2005-05-01", year_from: str = "2005-03-01", **fields: Any) -> Judgement:
    total = [
        {"amount": 0, "unit": one, "from": year_from, "until": f"{int(year_from[:4]) + 1}-02-28", "of": "all_states"}
        for one in ("bbl", "t")
    ]
    return say("crude_sale", day, direction="inward", quantity={"amount": amount, "unit": unit}, before=total, **fields)


@pytest.mark.parametrize(
    ("amount", "unit", "fields", "verdict"),
    [
        (400, "bbl", {}, "no_breach"),
        (401, "bbl", {}, "breach"),
        (50, "t", {}, "no_breach"),
        (51, "t", {}, "breach"),
        (399, "bbl", {"counted_in": "t"}, "depends"),
        (51, "t", {"counted_in": "t"}, "breach"),
        (30, "t", {"counted_in": "bbl"}, "no_breach"),
    ],
)
def test_of_two_measures_the_one_reported_counts_and_none_is_put_into_the_other(amount: int, unit: str, fields: Any, verdict: str) -> None:
    assert crude(amount, unit, **fields).verdict == verdict


def test_a_window_of_twelve_months_turns_on_its_own_day() -> None:
    assert crude(1, "bbl", "2006-02-28").verdict == "no_breach"
    assert crude(1, "bbl", "2006-03-01").findings[0].missing == ("before",)
    assert crude(1, "bbl", "2006-03-01", "2006-03-01").verdict == "no_breach"


def grain(amount: int, *totals: Any) -> Judgement:
    return say(
        "grain_sale",
        "2002-05-01",
        direction="inward",
        quantity={"amount": amount, "unit": "t"},
        before=[one for total in totals for one in total],
    )


def test_a_state_sells_no_more_than_it_did_in_the_year_before_in_whatever_unit_it_counts() -> None:
    year_before, this_year = before(70, "t", 2001, "state"), before(20, "t", 2002, "state")
    assert grain(50, year_before, this_year).verdict == "no_breach"
    assert grain(51, year_before, this_year).verdict == "breach"


def test_without_the_year_before_the_limit_is_not_known() -> None:
    assert grain(1, before(0, "t", 2002, "state")).findings[0].missing == ("before",)
    assert grain(1, before(70, "t", 2001), before(0, "t", 2002, "state")).verdict == "depends"  # of all States, not of this one


# ---- missed reports


def silence(day: str, **fields: Any) -> Judgement:
    return say("silence", day, direction="none", **fields)


@pytest.mark.parametrize(
    ("day", "fields", "verdict"),
    [
        ("2001-06-30", {"under": "ST/14", "report": "first"}, "no_breach"),
        ("2001-07-01", {"under": "ST/14", "report": "first"}, "breach"),
        ("2001-07-01", {"under": "ST/14", "report": "last"}, "no_breach"),
        ("2001-07-01", {"under": "ST/14"}, "depends"),
        ("2002-01-01", {"under": "ST/14"}, "breach"),
        ("2002-01-01", {"under": "ST/14", "state": "ISL"}, "no_breach"),
        ("2002-01-01", {"under": "ST/15"}, "no_breach"),
        ("2000-12-31", {"under": "ST/14", "report": "first"}, "no_breach"),
        ("2002-01-01", {}, "depends"),
    ],
)
def test_a_report_is_missed_from_the_day_after_it_was_due(day: str, fields: dict[str, Any], verdict: str) -> None:
    assert silence(day, **fields).verdict == verdict


def test_a_letter_that_was_only_wished_for_is_an_unfulfilled_request() -> None:
    assert outcomes(silence("2002-01-01", under="ST/15")) == {"ST/15": "request_unfulfilled"}


# ---- ranges of days


def test_a_range_that_gives_two_answers_hangs_on_the_day() -> None:
    said = salt("2000-12-30..2001-01-02", signed_on="2005-01-01")
    assert (said.verdict, on(said, "ST/1").missing) == ("depends", ("day",))


def test_a_range_within_one_paragraph_has_its_answer() -> None:
    assert salt("2005-01-01..2006-12-31").verdict == "breach"


def test_a_breach_on_every_day_by_different_paragraphs_stays_a_breach() -> None:
    said = salt("2009-12-30..2010-01-02")
    assert said.verdict == "breach"
    assert outcomes(said)["ST/1"] == outcomes(said)["ST/2"] == "breach"


def test_a_range_over_the_end_of_a_wind_down_hangs_on_the_day() -> None:
    assert on(salt("2001-01-30..2001-02-01", signed_on="2000-12-31"), "ST/1").missing == ("day",)


def test_a_range_over_the_end_of_an_exemption_hangs_on_the_day() -> None:
    assert salt("2004-12-31..2005-01-01", told_on="2004-01-01").verdict == "depends"


def test_a_range_over_the_day_from_which_a_notice_counts_hangs_on_the_day() -> None:
    assert salt("2004-01-03..2004-01-20", told_on="2004-01-01").verdict == "depends"


def test_a_range_over_two_windows_hangs_on_the_day() -> None:
    assert oil(100, "2005-12-31..2006-01-01").verdict == "depends"


def test_a_range_that_outlasts_the_total_hangs_on_the_day_or_the_total() -> None:
    said = oil(100, "2005-05-01..2005-06-01", before=before(0, until="2005-04-30"))
    assert said.verdict == "depends"


def test_a_range_over_the_last_day_of_a_report_hangs_on_the_day() -> None:
    fields = {"reported": False, "looked_on": "2005-07-30"}
    assert oil(1, "2005-05-20..2005-06-10", **fields).findings[0].missing == ("day", "reported")


def test_what_is_missing_on_any_day_of_a_range_is_asked_for() -> None:
    said = salt("2001-01-31..2001-02-02", permit=None, signed_on=None)
    assert {"permit", "signed_on"} <= set(on(said, "ST/1").missing)


def test_one_day_is_the_range_that_begins_and_ends_on_it() -> None:
    assert salt("2005-01-01..2005-01-01") == salt("2005-01-01")


# ---- what is not asked


def test_a_breach_on_another_ground_need_not_ask_which_goods_they_were() -> None:
    said = salt("2012-01-01", goods={"hs": ["2501", "25"]})
    assert all("goods.hs" not in finding.missing for finding in said.findings)


def test_a_circumstance_that_no_paragraph_reads_changes_nothing() -> None:
    assert salt(weather="fog") == salt()
