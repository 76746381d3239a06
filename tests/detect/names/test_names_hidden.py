"""Names as somebody writes them to hide them: letters for words, strokes for letters, vowels left out, words cut elsewhere."""

from __future__ import annotations

import pytest

from vetoproof.detect.names.compare import Sort, compare_names
from vetoproof.detect.names.initials import shortened
from vetoproof.detect.names.nearness import near

ONE: tuple[tuple[Sort, str, str], ...] = (
    # a letter for a word
    ("entity", "M. ENERGY COMPANY", "MESBAH ENERGY COMPANY"),
    ("entity", "A. FRONT", "AL-NUSRAH FRONT"),
    ("entity", "T. COMMERCIAL BANK", "TANCHON COMMERCIAL BANK"),
    ("entity", "TANCHON C.B.", "TANCHON COMMERCIAL BANK"),
    ("entity", "S. ACADEMY OF NATURAL SCIENCES", "SECOND ACADEMY OF NATURAL SCIENCES"),
    ("vessel", "S. CLIFF", "SEA CLIFF"),
    ("vessel", "V. LANOVOY", "VASILY LANOVOY"),
    ("vessel", "T. S. 2", "TONG SAN 2"),
    ("vessel", "B. XIV", "BICENTENARIO XIV"),
    # vowels left out
    ("vessel", "LNG XNG 601", "LONG XING 601"),
    ("vessel", "PK M", "PAEK MA"),
    ("vessel", "S CLFF", "SEA CLIFF"),
    # one stroke for another
    ("person", "KlM CHOL SU", "KIM CHOL SU"),
    ("person", "Kim ChoI Su", "Kim Chol Su"),
    ("person", "KIM CHO1 SU", "KIM CHOL SU"),
    ("person", "R1 SONG GUK", "RI SONG GUK"),
    ("person", "Kim Kwang-II", "KIM KWANG-IL"),
    ("vessel", "T0NG SAN 2", "TONG SAN 2"),
    # order and blanks
    ("vessel", "XIV BICENTENARIO", "BICENTENARIO XIV"),
    ("vessel", "BICENTENARIOXIV", "BICENTENARIO XIV"),
    ("vessel", "M V TONG SAN 2", "Tongsan-2"),
    ("person", "KIMC HOLSU", "KIM CHOL SU"),
    ("person", "YU CHO L U", "YU CHOL U"),
)
TWO: tuple[tuple[Sort, str, str], ...] = (
    ("entity", "T. AG", "TAMYNA AG"),  # the legal form says nothing
    ("entity", "K. T. C.", "KOREA TANGUN TRADING CORPORATION"),
    ("entity", "N. ENERGY COMPANY", "MESBAH ENERGY COMPANY"),
    ("vessel", "R.", "RAINBOW"),
    ("vessel", "M. 1", "MARGARITA 1"),
    ("vessel", "SPARTA II", "SPARTA III"),
    ("vessel", "LNG XNG 601", "LONG XING 602"),
    ("vessel", "TONG SAN 11", "TONG SAN 12"),
)


@pytest.mark.parametrize(("kind", "a", "b"), ONE)
def test_a_hidden_name_is_found(kind: Sort, a: str, b: str) -> None:
    assert compare_names(a, b, kind).decision == compare_names(b, a, kind).decision == "review"


@pytest.mark.parametrize(("kind", "a", "b"), TWO)
def test_what_is_too_little_is_not(kind: Sort, a: str, b: str) -> None:
    assert compare_names(a, b, kind).decision == compare_names(b, a, kind).decision == "no_match"


def test_words_are_laid_in_their_order_and_letters_say_what_they_stand_for() -> None:
    found = shortened(("korea", "mdt", "corp"), ("korea", "mining", "development", "trading", "corp"), near)
    assert found is not None and found.full == (0, 2) and found.letters == ("mining", "development", "trading")
    assert shortened(("energy", "m"), ("mesbah", "energy"), near) is None
    assert shortened((), ("a",), near) is None and shortened(("", "a"), ("a",), near) is None


def test_many_words_that_may_be_passed_over_cost_nothing() -> None:
    """Each pair of places is looked at once."""
    assert shortened(("of",) * 16, ("the",) * 15 + ("x",), near, lambda word: word in ("of", "the")) is None
