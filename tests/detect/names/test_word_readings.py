"""The quick way to a name's words is the slow way; and what is left out before a full comparison could not have been alike."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from vetoproof.detect.names.blocking.index import Block, Index
from vetoproof.detect.names.blocking.quickwords import quick_readings
from vetoproof.detect.names.blocking.wordbook import WordBook
from vetoproof.detect.names.compare import compare_names
from vetoproof.detect.names.spelled import readings

LETTERS = "abeikmnorsuyABKMNRS éÉßøŁžşğıİœÆñ’'`´ -.(),&ж김金لا\u0301"


@given(st.text(LETTERS, max_size=24))
@example("O’Neill")
@example("Al' -Din")
@example("İbrahim ŞAHİN")
@example("Straße Øre Łódź")
def test_a_name_has_the_same_words_either_way(text: str) -> None:
    assert tuple(map(tuple, quick_readings(text))) == readings(text)


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
