"""Korean names as several countries write them are found, in pairs and in a list; syllables that differ stay apart."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vetoproof.detect.names.blocking.index import Block, Index
from vetoproof.detect.names.blocking.wordbook import WordBook
from vetoproof.detect.names.compare import compare_names
from vetoproof.detect.names.korean.people import parses, surname_of, usual
from vetoproof.detect.names.korean.readings import LONGEST_WORD, MOST_CUTS, cuts
from vetoproof.detect.names.korean.sounds import INITIALS, VOWELS, one_for_both, parts
from vetoproof.detect.names.korean.syllables import COMPOUND, INVENTORY, SURNAMES, forms, rare_forms
from vetoproof.detect.names.signs import words

LINES = [
    line.split(" ", 1)
    for line in Path(__file__).with_name("korean_spellings.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
SPELLED = [(name, spelling) for name, some in LINES for spelling in some.split(" | ") if not spelling.endswith("~")]
NOT_YET = [(name, spelling.rstrip(" ~")) for name, some in LINES for spelling in some.split(" | ") if spelling.endswith("~")]


@pytest.mark.parametrize(("name", "spelling"), SPELLED)
def test_a_spelling_is_the_name(name: str, spelling: str) -> None:
    assert compare_names(name, spelling).decision == compare_names(spelling, name).decision == "review"


@pytest.mark.parametrize(("name", "spelling"), NOT_YET)
def test_what_is_known_to_be_missed(name: str, spelling: str) -> None:
    """As docs/methods/names.md says; once it is found, take the sign off in the table."""
    assert compare_names(name, spelling).decision == "no_match"


def test_the_spellings_of_a_name_are_found_in_a_list() -> None:
    """One by one and through the keys of a list."""
    listed = [name for name, _ in LINES]
    book = WordBook()
    index = Index.of(listed, "person", book)
    for name, spelling in SPELLED:
        _, found = index.candidates(Block.of_texts([spelling], "person", book, [0.75]))
        assert listed.index(name) in set(found.tolist()), spelling


APART = (
    ("Kim Yong Jun", "김용종"),
    ("Kim Yong-jun", "Kim Yong-jong"),
    ("Kim Yong-june", "Kim Yong-jong"),
    ("Ri Chol", "이춘"),
    ("Pak Chol Su", "박천수"),
    ("Pak Chol Su", "박춘수"),
    ("Pak Chul-soo", "Pak Chun-soo"),
    ("KIM Song Nam", "KIM Sok Nam"),  # said alike in the South, and never written so in the North
    ("Kim Hakjo", "김하교"),  # no German `kj` where the word can be read without
    ("Kim Se Yong", "김서영"),  # Yale's `se` only where nothing else can be meant
    ("Tokko Yong Su", "남궁영수"),
    ("Цой Ён Чхоль", "Пак Ён Чхоль"),
    ("キム・ジョンウン", "김정일"),
    ("Mark Johnson", "박준선"),
    ("Jean Dupont", "진두봉"),
)


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_syllables_are_another_name(one: str, other: str) -> None:
    assert compare_names(one, other).decision == compare_names(other, one).decision == "no_match"


@pytest.mark.parametrize(("one", "other"), [("Jansen Huang", "Jensen Huang"), ("Lionel Bessi", "Lionel Messi")])
def test_names_that_are_korean_only_by_rare_ways_are_compared_as_any_other(one: str, other: str) -> None:
    assert compare_names(one, other).decision == "review"


# ---- the systems, told once more in short: each syllable of the inventory as each of them writes it

_SOUTH = dict(zip(INITIALS, re.split(",", "g,kk,n,d,tt,r,m,b,pp,s,ss,,j,jj,ch,k,t,p,h"), strict=True))
_NORTH = _SOUTH | {"ㄱ": "k", "ㄷ": "t", "ㅂ": "p"}
_OLD = _NORTH | {"ㅈ": "ch"}
_RUSSIAN = dict(zip("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", ["к", "н", "т", "р", "м", "п", "с", "", "ч", "чх", "кх", "тх", "пх", "х"], strict=True))
_VOWELS = dict(zip(VOWELS, re.split(",", "a,ae,ya,yae,eo,e,yeo,ye,o,wa,wae,oe,yo,u,wo,we,wi,yu,eu,ui,i"), strict=True))
_SHORT = _VOWELS | {"ㅓ": "o", "ㅕ": "yo", "ㅡ": "u"}
_RUSSIAN_VOWELS = dict(zip(VOWELS, re.split(",", "а,э,я,йя,о,е,ё,йе,о,ва,вэ,ве,ё,у,во,ве,ви,ю,ы,ый,и"), strict=True))
_ENDS = dict.fromkeys("ㄷㅅㅆㅈㅊㅌ", "t") | {
    "": "",
    "ㄱ": "k",
    "ㄴ": "n",
    "ㄹ": "l",
    "ㅁ": "m",
    "ㅂ": "p",
    "ㅍ": "p",
    "ㅇ": "ng",
    "ㄲ": "k",
}
_RUSSIAN_ENDS = {"": "", "ㄱ": "к", "ㄴ": "н", "ㄹ": "ль", "ㅁ": "м", "ㅂ": "п", "ㅇ": "н", "ㅅ": "т"}
SYSTEMS = ((_SOUTH, _VOWELS, _ENDS), (_NORTH, _SHORT, _ENDS), (_OLD, _SHORT, _ENDS), (_RUSSIAN, _RUSSIAN_VOWELS, _RUSSIAN_ENDS))


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_syllable_is_read_as_each_system_writes_it(system: tuple[dict[str, str], ...]) -> None:
    missed = []
    for syllable in INVENTORY:
        sounds = list(zip(system, parts(syllable), strict=True))
        if all(sound in table for table, sound in sounds):
            (form,) = words("".join(table[sound] for table, sound in sounds))
            if form != "y" and one_for_both(syllable) not in forms().get(form, {}):
                missed.append((syllable, form))
    assert not missed


@pytest.mark.parametrize("surname", [*SURNAMES, *COMPOUND])
def test_every_surname_leads_a_name(surname: str) -> None:
    assert any(len(parse.syllables) == len(surname) + 2 for parse in parses((surname, "영철")))


def test_a_compound_surname_is_a_surname_as_a_word_of_its_own() -> None:
    for word in ("tokko", "dokgo", "sagong", "namgung", "독고"):
        assert any(surname_of(cut) == len(cut) == 2 for cut in cuts(word)), word


def test_rare_ways_never_change_what_a_usual_form_means() -> None:
    assert all(rare_forms()[form] == meant for form, meant in forms().items())
    assert not usual(("kim", "rjongsu")) and usual(("kim", "ryongsu"))


PIECES = [first + vowel + last for first, vowel, last in product(("", "k", "dsch", "tsch"), ("a", "ue", "yeou", "oueu"), ("", "ng", "ne"))]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_a_word_has_few_cuts_however_long(word: str) -> None:
    found = cuts(word)
    assert len(found) <= MOST_CUTS and (not found or len(word) <= LONGEST_WORD)


@pytest.mark.parametrize("word", ["", "x", "12", "ь", "ン", "ー", "jjjjjjj", "lllll", "ллл", "kwoll", "гб", "e" * 10_000, "\u3131", "ㄱㅏ"])
def test_what_is_no_syllable_has_no_reading(word: str) -> None:
    assert cuts(word) == ()
