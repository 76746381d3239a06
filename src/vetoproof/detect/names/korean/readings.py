"""One word of a name -> the ways to cut it into Korean syllables, each syllable with what it may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from vetoproof.detect.names.korean.sounds import one_for_both, rare_parts
from vetoproof.detect.names.korean.syllables import forms, hanja, is_han, is_hangul, pinyin, rare_forms

MOST_SYLLABLES, MOST_CUTS, LONGEST_FORM = 4, 10, 8
LONGEST_WORD = MOST_SYLLABLES * 7
DOUBLED = 0.8  # the weight of a reading that takes a doubled letter for one
RARE = "rare"  # the table of rare ways

Cut = tuple["Syllable", ...]


class Syllable:
    """One written syllable: its form, and what it may stand for. Equal forms are one object, so that agreement can be remembered.

    `rare`: it is read by the ways that are tried last, see spellings.txt.
    """

    __slots__ = ("form", "stands_for", "number", "rare")
    _made: dict[tuple[str, str, float], Syllable] = {}

    def __init__(self, form: str, stands: Mapping[str, float], number: int, rare: bool) -> None:
        self.form, self.stands_for, self.number, self.rare = form, stands, number, rare

    @classmethod
    def of(cls, form: str, table: str, stands: Mapping[str, float], times: float = 1.0) -> Syllable:
        key = (form, table, times)
        made = cls._made.get(key)
        if made is None:
            weighed = stands if times == 1.0 else {syllable: weight * times for syllable, weight in stands.items()}
            made = cls._made[key] = cls(form, weighed, len(cls._made), table == RARE)
        return made

    def __repr__(self) -> str:
        return f"{self.form}={''.join(self.stands_for)}"


@lru_cache(131_072)
def cuts(word: str, chinese: bool = False) -> tuple[Cut, ...]:
    """Every cut of a word, `yongchol` -> yong-chol; empty if it is none of Korean syllables."""
    if not 0 < len(word) <= LONGEST_WORD:
        return ()
    if is_hangul(word):
        return () if len(word) > MOST_SYLLABLES + 1 else (tuple(Syllable.of(sign, "", {one_for_both(sign): 1.0}) for sign in word),)
    if is_han(word):
        return () if len(word) > MOST_SYLLABLES + 1 else (tuple(Syllable.of(sign, "han", hanja().get(sign, {})) for sign in word),)
    found = tuple(_cut(word, chinese))
    single = _undoubled(word)
    if single != word and not chinese:
        found += tuple(cut for cut in _cut(single, chinese, DOUBLED) if len(found) < MOST_CUTS)
    if not found and not chinese and _may_be_rare(word):
        found = tuple(_cut(word, chinese, rare=True))
        if not found and single != word:
            found = tuple(_cut(single, chinese, DOUBLED, rare=True))
    return found[:MOST_CUTS]


@cache
def _rare_word() -> re.Pattern[str]:
    first, vowel, last = map("|".join, rare_parts())
    return re.compile(f"(?:(?:{first})?(?:{vowel})(?:{last})?){{1,{MOST_SYLLABLES}}}")


def _may_be_rare(word: str) -> bool:
    """A quick no: whether it is of syllables at all."""
    return word.isascii() and _rare_word().fullmatch(word) is not None


def _cut(word: str, chinese: bool, times: float = 1.0, rare: bool = False) -> Iterator[Cut]:
    """Depth first, the longest form first, at most MOST_CUTS."""
    table, name = (pinyin(), "pinyin") if chinese else (rare_forms(), RARE) if rare else (forms(), "latin")
    left = MOST_CUTS
    stack: list[tuple[int, Cut]] = [(0, ())]
    while stack and left:
        place, before = stack.pop()
        if place == len(word):
            left -= 1
            yield before
            continue
        if len(before) == MOST_SYLLABLES:
            continue
        for end in range(place + 1, min(len(word), place + LONGEST_FORM) + 1):
            form = word[place:end]
            stands = table.get(form)
            if not chinese and word[end - 1 : end + 1] in _DOUBLE_L and (as_n := table.get(_said_n(form))):
                form, stands = form + "+l", {**as_n, **(stands or {})}
            if stands and not (form[-1] in "гб" and word[end : end + 1] not in _CYRILLIC_VOWELS):
                stack.append((end, (*before, Syllable.of(form, name, stands, times))))


def _said_n(form: str) -> str:
    """`kwol`, before an l -> `kwon`: a last ㄴ is said l there, and 권룡 is Kwŏllyong in McCune-Reischauer, Квольлён in Kontsevich."""
    return form[:-1] + "n" if form.endswith("l") else form.removesuffix("ь").removesuffix("л") + "н"


_CYRILLIC_VOWELS = frozenset("аеиоуыэюя")  # only before these a last к or п is said and written г, б: 석우 Согу
_DOUBLE_L = frozenset(("ll", "лл", "ьл"))


_RUN = re.compile(r"([a-z])\1+")


def _undoubled(word: str) -> str:
    return _RUN.sub(r"\1", word)
