"""One word of a name -> the ways to cut it into Korean syllables, each syllable with what it may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from vetoproof.detect.names.korean.sounds import one_for_both
from vetoproof.detect.names.korean.syllables import forms, hanja, is_han, is_hangul, pinyin

MOST_SYLLABLES, MOST_CUTS, LONGEST_FORM = 4, 10, 8
LONGEST_WORD = MOST_SYLLABLES * 7
DOUBLED = 0.8  # the weight of a reading that takes a doubled letter for one

Cut = tuple["Syllable", ...]


class Syllable:
    """One written syllable: its form, and what it may stand for. Equal forms are one object, so that agreement can be remembered."""

    __slots__ = ("form", "stands_for", "number")
    _made: dict[tuple[str, str, float], Syllable] = {}

    def __init__(self, form: str, stands: Mapping[str, float], number: int) -> None:
        self.form, self.stands_for, self.number = form, stands, number

    @classmethod
    def of(cls, form: str, table: str, stands: Mapping[str, float], times: float = 1.0) -> Syllable:
        key = (form, table, times)
        made = cls._made.get(key)
        if made is None:
            weighed = stands if times == 1.0 else {syllable: weight * times for syllable, weight in stands.items()}
            made = cls._made[key] = cls(form, weighed, len(cls._made))
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
    return found[:MOST_CUTS]


def _cut(word: str, chinese: bool, times: float = 1.0) -> Iterator[Cut]:
    """Depth first, the longest form first, at most MOST_CUTS."""
    table, name = (pinyin(), "pinyin") if chinese else (forms(), "latin")
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
            stands = table.get(word[place:end])
            if stands:
                stack.append((end, (*before, Syllable.of(word[place:end], name, stands, times))))


_RUN = re.compile(r"([a-z])\1+")


def _undoubled(word: str) -> str:
    return _RUN.sub(r"\1", word)
