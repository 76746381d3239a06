"""Days, shares and claims in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from vetoproof.findings.answer import Finding
from vetoproof.publish import words
from vetoproof.publish.charts import nice_top, short, svg
from vetoproof.publish.rows import slug
from vetoproof.terms.days import Span
from vetoproof.terms.quantity import Quantity


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-03-01", "2024-03-31", "March 2024"),
        ("2023-11-01", "2024-02-29", "November 2023 to February 2024"),
        ("2024-03-07", "2024-10-31", "7 March to 31 October 2024"),
        ("2023-12-30", "2024-02-29", "30 December 2023 to 29 February 2024"),
        ("2024-03-07", "2024-03-07", "7 March 2024"),
    ],
)
def test_a_span_as_a_reader_says_it(start: str, end: str, said: str) -> None:
    assert words.span(Span(date.fromisoformat(start), date.fromisoformat(end))) == said


def test_months_in_a_row_are_drawn_together() -> None:
    months = [date(2024, 12, 1), date(2024, 2, 1), date(2024, 3, 1), date(2025, 1, 1)]
    assert words.months(months) == "February to March 2024, December 2024 to January 2025"


def share(low: str, high: str, *, floor_only: bool = False) -> str:
    return words.share(Quantity(Decimal(low), Decimal(low), Decimal(high), "of the cap"), floor_only=floor_only)


def test_a_share_is_rounded_outwards_and_a_floor_says_so() -> None:
    assert share("0.7260426", "0.808594") == "72 to 81 %"
    assert share("0.592414", "0.592414", floor_only=True) == "at least 59 %"
    assert share("0.039808", "0.039808", floor_only=True) == "at least 3.9 %"
    assert share("0", "0") == "0 %"
    assert words.share(None, floor_only=True) == "no figure"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"low": "500000", "unit": "bbl", "bound": "at_least"}, "at least 500,000 barrels"),
        ({"high": "3780000", "unit": "bbl", "bound": "capacity"}, "up to 3,780,000 barrels"),
        ({"mid": "759793", "unit": "bbl", "bound": "about"}, "about 759,793 barrels"),
        ({"low": "4", "mid": "5", "high": "6", "unit": "rounds", "bound": "about"}, "4 to 6 rounds"),
        ({"low": "89", "mid": "89", "high": "89", "unit": "count", "measure": "deliveries", "bound": "reported"}, "89 deliveries"),
        ({"low": "many", "unit": "rounds"}, "at least many rounds"),
        ({"unit": "rounds"}, "no figure"),
        ({"mid": "227450000", "unit": "USD", "bound": "about"}, "about 227.45 million US dollars"),
    ],
)
def test_a_claim_in_the_words_of_its_bound(row: dict[str, str], said: str) -> None:
    assert words.claim(row) == said


def test_a_verdict_says_what_weighs_most_and_accuses_nobody() -> None:
    breach = Finding("A/1", "stop", "breach", "")
    depends = Finding("A/1", "party", "depends", "", missing=("tainted_party", "reported_in_time"))
    assert words.verdict([depends, breach]) == "Would breach A/1 if the cited claim holds"
    assert words.verdict([depends]) == "Open under A/1: hangs on tainted party and reported in time"
    assert words.verdict([]) == "Engages no paragraph in force on its days"


def test_two_ids_never_share_an_anchor() -> None:
    assert slug("a b") != slug("a-b")
    assert slug("arms-2023.1+x") == "arms-2023.1+x"


@pytest.mark.parametrize("value", [0, 1, 3, 4, 6, 69, 500, 525000, 6.6e6, 1.2e10])
def test_an_axis_ends_at_or_above_the_largest_value_in_few_round_steps(value: float) -> None:
    top, ticks = nice_top(value)
    assert top >= value
    assert ticks[0] == 0 and ticks[-1] == top
    assert 2 <= len(ticks) <= 6


def test_axis_numbers_are_short() -> None:
    assert [short(value) for value in (0, 40, 200000, 2.5e6, 1e10)] == ["0", "40", "200k", "2.5m", "10bn"]


def test_a_chart_keeps_hostile_text_as_text() -> None:
    said = "\x00\x1b\ufffe\ud800<script>alert(1)</script> &amp; 12.3456"
    text = svg({"width": 10, "height": 10, "data": {"values": [{"t": said}]}, "mark": "text", "encoding": {"text": {"field": "t"}}})
    assert "<script" not in text
    assert "12.3456" in text
