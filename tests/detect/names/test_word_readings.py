"""The quick way to a name's words is the slow way; and what is left out before a full comparison could not have been alike."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vetoproof.detect.names.blocking.index import Block, Index
from vetoproof.detect.names.blocking.quickwords import firm_readings, quick_readings
from vetoproof.detect.names.blocking.wordbook import WordBook
from vetoproof.detect.names.compare import compare_names
from vetoproof.detect.names.firmtext import entity_texts
from vetoproof.detect.names.signs import romanised, words
from vetoproof.detect.names.spelled import readings

LETTERS = "abeikmnorsuyABKMNRS éÉßøŁžşğıİœÆñ’'`´ -.(),&ж김金لا\u0301"


@given(st.text(LETTERS, max_size=24))
@example("O’Neill")
@example("Al' -Din")
@example("İbrahim ŞAHİN")
@example("Straße Øre Łódź")
def test_a_name_has_the_same_words_either_way(text: str) -> None:
    assert tuple(map(tuple, quick_readings(text))) == readings(text)


FIRMS = [
    "Korea", "KPA", "Tongbang", "unhaeng", "S.A.", "S/A", "(DCB)", "&", "No. 2", "Public", "Company", "Hong", "fka:", "KlM", "II",
    "IRAN", "Democratic", "People's", "Republic", "of", "Koria", "Dem0cratic", "Trading", "CO.,", "LTD", "무역", "é", "-", "Chosun-",
]  # fmt: skip


@given(st.lists(st.sampled_from(FIRMS) | st.text(LETTERS, max_size=5), max_size=6).map(" ".join))
@example("Democratic Peoples Republic of Koria Trading")
@example("DEMOCRATIC PEOPLES REPUBLIC KOREA")
@example("FKA: Ryonbong")
@example("Tongbang Unhaeng")
@example("WORLD BANK II")
def test_a_firm_has_the_same_readings_either_way(text: str) -> None:
    slow = [words for written in entity_texts(text) for words in readings(written)]
    assert [tuple(words) for words in firm_readings(text)] == slow


@pytest.mark.parametrize(
    ("text", "letters"),
    [("दास शुक्ला", ["das", "sukla"]), ("তারিক মুখার্জি", ["tarik", "mukharji"]), ("ตะละภัฏ", ["talaphat"]), ("مُحَمَّد", ["muhamad"])],
)
def test_signs_of_vowels_stay_in_their_word(text: str, letters: list[str]) -> None:
    assert [romanised(word) for word in words(text)] == letters


WORDS = st.sampled_from(
    ["iran", "parshan", "parshn", "shan", "an", "1", "2", "ii", "sea", "star", "staar", "star2", "ro", "yong", "ryong", "jong", "m", "v"]
)
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


@given(NAMES, st.lists(NAMES, min_size=1, max_size=6, unique=True))
def test_ships_that_are_alike_by_all_their_letters_are_not_left_out(asked: str, listed: list[str]) -> None:
    """Among pairs that share a key: what the comparison of the names would call alike stays."""
    book = WordBook()
    index = Index.of(listed, "vessel", book)
    _, found = index.candidates(Block.of_texts([asked], "vessel", book, [0.75]))
    alike = {n for n, name in enumerate(listed) if compare_names(asked, name, "vessel").score >= 0.93}
    assert alike <= set(found.tolist())
