"""The words of a name -> the Korean persons' names that they may be: surname first, then one to three syllables of a given name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from attrs import frozen

from vetoproof.detect.names.korean.readings import Cut, Syllable, cuts
from vetoproof.detect.names.korean.syllables import compounds, surnames

MOST_WORDS, MOST_PARSES = 4, 24


@frozen(eq=False)
class Parse:
    """One way to read a name: its syllables, surname first; `surname` says how many of them are the surname."""

    syllables: Cut
    surname: int
    turned: bool = False  # the surname was written last
    rank: float = 1.0


@lru_cache(131_072)
def parses(words: tuple[str, ...], chinese: bool = False) -> tuple[Parse, ...]:
    """The name's readings; none if it cannot be a Korean person's name."""
    if not 1 <= len(words) <= MOST_WORDS:
        return ()
    per_word = [cuts(word, chinese) for word in words]
    if not all(per_word):
        return ()
    found: list[Parse] = []
    for combination in product(*per_word):
        found += _orders(combination)
        if len(found) >= MOST_PARSES:
            break
    return tuple(found[:MOST_PARSES])


@lru_cache(131_072)
def usual(words: tuple[str, ...]) -> bool:
    """Whether it is a Korean person's name by the usual readings."""
    found = parses(words)
    return bool(found) and not any(syllable.rare for syllable in found[0].syllables)


def _orders(combination: Sequence[Cut]) -> Iterator[Parse]:
    flat = tuple(syllable for cut in combination for syllable in cut)
    if not 2 <= len(flat) <= 5:
        return
    kept = surname_of(flat)
    if 0 < kept < len(flat):
        yield Parse(flat, kept)
    elif kept and _is_surname(flat[0]):  # `Somun`: a surname, or So Mun
        yield Parse(flat, 1)
    if len(combination) > 1:
        last = combination[-1]
        rest = flat[: -len(last)]
        if len(last) <= 2 and (kept := surname_of((*last, *rest))) and kept == len(last):
            yield Parse((*last, *rest), kept, turned=True)


def surname_of(flat: Cut) -> int:
    """How many syllables at the start are a surname, all of them perhaps; 0 if none. What follows is a given name of one to three."""
    if len(flat) > 1 and _is_compound(flat[0], flat[1]):
        return 2
    return 1 if len(flat) <= 4 and _is_surname(flat[0]) else 0


def _is_surname(syllable: Syllable) -> bool:
    return not surnames().isdisjoint(syllable.stands_for)


@lru_cache(4096)
def _is_compound(first: Syllable, second: Syllable) -> bool:
    return any(a in first.stands_for and b in second.stands_for for a, b in compounds())
