"""A share as registers write it: numbers, ranges, words; what cannot be read is not known."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetoproof.terms.shares import NONE, WHOLE, Share, read_share

READ = [
    ("50", "50", "50"),
    ("50%", "50", "50"),
    ("50.0 %", "50", "50"),
    ("50,0", "50", "50"),
    ("50 per cent", "50", "50"),
    (">50", "50", "100"),
    (">= 25", "25", "100"),
    ("75+", "75", "100"),
    ("75% or more", "75", "100"),
    ("over 25%", "25", "100"),
    ("25-50", "25", "50"),
    ("25 – 50 %", "25", "50"),
    ("25 to 50 percent", "25", "50"),
    ("more than 25% but not more than 50%", "25", "50"),
    ("up to 10", "0", "10"),
    ("<50", "0", "49.999999999"),
    ("10 or less", "0", "10"),
    ("majority", "50", "100"),
    ("0", "0", "0"),
    ("33.333333333333333333333", None, None),
]


@pytest.mark.parametrize(("text", "low", "high"), READ)
def test_a_share_is_read(text: str, low: str | None, high: str | None) -> None:
    exact = (low or text, high or text)
    assert read_share(text) == Share(Decimal(exact[0]), Decimal(exact[1]), stated=True)


@pytest.mark.parametrize(
    "text", ["", "n/a", "unknown", "50-25", ">120", "150", "-5", "about half", "1/2", "50 51", "9" * 5_000, "25-50-75", "<"]
)
def test_what_cannot_be_read_is_neither_nothing_nor_all(text: str) -> None:
    assert read_share(text) == Share(NONE, WHOLE, stated=False)


@given(st.text(alphabet="0123456789.,%<>=+- toandmresl–", max_size=30))
def test_any_text_gives_ends_in_order(text: str) -> None:
    found = read_share(text)
    assert NONE <= found.low <= found.high <= WHOLE
