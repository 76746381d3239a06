"""Flows are judged by the question that the law can see of them: the answer is that of each flow judged alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vetoproof.findings.flows import Flow, FlowBench
from vetoproof.regime.law import Regime
from vetoproof.terms.days import end_of_month

CODES = [
    "270112", "27", "2701", "271019", "270900", "610910", "670411", "720221", "260111", "870323", "847130", "930630", "950670", "711319",
    "030743", "970310", "710812", "100630", "271111", "890190", "284610", "253090", "84", "99",
]  # fmt: skip


@pytest.fixture(scope="module")
def bench(law: Regime) -> FlowBench:
    return FlowBench(law, law.customs[0])


@settings(max_examples=150, deadline=None)
@given(
    hs=st.sampled_from(CODES),
    month=st.integers(0, 12 * 14),
    yearly=st.booleans(),
    partner=st.sampled_from(["CHN", "RUS", "BRA", "XXX"]),
    direction=st.sampled_from(["from_dprk", "to_dprk", ""]),
    amount=st.sampled_from([("",), ("0.5",), ("90000",), ("0.5", ("0.1", "0.5", "90000", "")), ("", ("5000", "7000", "7000", "USD"))]),
)
def test_bulk_and_single_answers_are_equal(
    bench: FlowBench, hs: str, month: int, yearly: bool, partner: str, direction: str, amount: tuple[Any, ...]
) -> None:
    first = date(2010 + month // 12, 1 if yearly else month % 12 + 1, 1)
    last = date(first.year, 12, 31) if yearly else end_of_month(first)
    flow = Flow("f", first, last, partner, direction, hs, *amount)
    assert bench.judged(flow) == bench.judge.judge(bench.fact(flow))


@pytest.mark.parametrize(
    ("hs", "direction", "month", "verdict"),
    [
        ("270112", "from_dprk", "2023-04", "breach"),  # coal, 2371/8
        ("270112", "from_dprk", "2015-04", "no_breach"),
        ("270112", "to_dprk", "2023-04", "no_breach"),
        ("670411", "from_dprk", "2023-04", "no_breach"),  # wigs, the control
        ("610910", "from_dprk", "2023-04", "breach"),  # textiles, 2375/16
        ("847130", "to_dprk", "2023-04", "breach"),  # machinery, 2397/7
        ("271019", "to_dprk", "2023-04", "depends"),  # within a cap or not
        ("270112", "", "2023-04", "depends"),  # whose trade it was is not known
    ],
)
def test_the_law_of_the_days_decides(bench: FlowBench, hs: str, direction: str, month: str, verdict: str) -> None:
    year, number = map(int, month.split("-"))
    assert bench.judged(Flow("f", date(year, number, 1), date(year, number, 28), "CHN", direction, hs)).verdict == verdict


def test_goods_that_no_paragraph_names_are_never_a_breach(bench: FlowBench) -> None:
    from vetoproof.evidence.customs.codes import goods

    codes = [code for code in goods()["code"].to_pylist() if len(code) == 4 and not bench.names(code)]
    assert len(codes) > 300
    flows = [Flow("f", date(2023, 4, 1), date(2023, 4, 30), "CHN", way, code) for code in codes for way in ("from_dprk", "to_dprk")]
    assert {bench.judged(flow).verdict for flow in flows} == {"no_breach"}
    assert len(bench._kept) < 500


def test_a_fact_is_silent_on_what_the_flow_does_not_say(bench: FlowBench) -> None:
    form = bench.form(Flow("f", date(2023, 1, 1), date(2023, 12, 31), "CHN", "", "2701"))
    assert "quantity" not in form and "direction" not in form
    assert form["goods"] == {"hs": ["2701"]}


def test_figures_that_differ_are_a_band(bench: FlowBench) -> None:
    flow = Flow("f", date(2018, 1, 1), date(2018, 12, 31), "CHN", "from_dprk", "270112", "7", ("5", "7", "8", ""))
    assert bench.form(flow)["quantity"] == {"low": "5", "mid": "7", "high": "8", "unit": "t"}
    assert str(bench.fact(flow).quantity) == "5 to 8 t"
    valued = Flow("f", date(2018, 1, 1), date(2018, 12, 31), "CHN", "from_dprk", "270112", "", ("5000", "7000", "7000", "USD"))
    assert str(bench.fact(valued).quantity) == "5,000 to 7,000 USD"
    assert bench.judged(valued).verdict == "breach"
