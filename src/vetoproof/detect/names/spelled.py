"""A name as text -> its words with their weights, apart for persons, firms and ships; once for each name, then remembered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from attrs import field, frozen

from vetoproof.detect.names.lexicon import GENERIC, LEGAL, PARTICLES, PLACES, SAME, SHIP_WORDS, TITLES, TRANSLATED
from vetoproof.detect.names.signs import LONGEST, kind_of, romanised, words

MOST_WORDS = 16  # of a name; more are not looked at, and a name so long matches by its first ones only
PARTICLE, LIGHT, PLACE, FULL = 0.15, 0.3, 0.35, 1.0
_DOTTED = re.compile(r"\b\w\.")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[\"“”«»]")
_INITIALISM = re.compile(r"\b(?:\w[./]){2,}\w?(?!\w)|\b(?:\w\.){2,}")
_TRANSLATE = re.compile("|".join(sorted(map(re.escape, TRANSLATED), key=len, reverse=True)))


@frozen(eq=False)
class Word:
    """One word: as written in its script, in Latin letters, and how much it says."""

    raw: str
    latin: str
    weight: float
    apart: float  # what it weighs when the other name has another word in its place

    @property
    def is_number(self) -> bool:
        return self.latin.isdigit()


@frozen(eq=False)
class Spelled:
    """One way to read a name (its Latin part, its Hangul part ..)."""

    words: tuple[Word, ...]
    raw: tuple[str, ...]
    joined: str
    dotted: bool
    weight: float = field(init=False)
    inert: tuple[str, ...] = ()  # forms of companies, titles: they count for nothing, and are told apart in the reasons

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "weight", sum(word.weight for word in self.words))


@lru_cache(65_536)
def person(text: str) -> tuple[Spelled, ...]:
    """The readings of a person's name; none if it has no letters."""
    dotted = bool(_DOTTED.search(text))
    return tuple(_person(raw, dotted) for raw in _by_script(_words(text, brackets=False)))


def _person(raw: tuple[str, ...], dotted: bool) -> Spelled:
    kept = tuple(word for word in raw if word not in TITLES)
    chosen = kept if len(kept) >= 2 or (kept and len(raw) == 1) else raw
    made = tuple(_person_word(word) for word in _split_han(chosen))
    return Spelled(made, chosen, "".join(word.latin for word in made), dotted, inert=tuple(word for word in raw if word not in chosen))


def _person_word(word: str) -> Word:
    latin = romanised(word)
    weight = PARTICLE if latin in PARTICLES else FULL
    return Word(word, latin, weight, weight)


def _split_han(raw: tuple[str, ...]) -> Iterator[str]:
    """A Chinese name in one piece: surname, given name."""
    for word in raw:
        if len(raw) == 1 and 2 <= len(word) <= 4 and kind_of(word[0]) == "han":
            yield from (word[0], word[1:])
        else:
            yield word


@lru_cache(65_536)
def entity(text: str) -> tuple[Spelled, ...]:
    """The readings of a firm's name: as it stands, and with Korean or Chinese words of firms in English."""
    text = _INITIALISM.sub(lambda found: re.sub(r"\W", "", found[0]) + " ", text)
    raw = _words(text.replace("&", " and "), brackets=True)
    return tuple(_entity(part) for part in _by_script(raw))


def _entity(raw: tuple[str, ...]) -> Spelled:
    made = tuple(_entity_word(word) for part in raw for word in _translated(part) if word not in ("and", "the", "of", "for"))
    kept = tuple(word for word in made if word.weight > 0)
    chosen = _spelled_out(kept or made)
    return Spelled(chosen, raw, "".join(word.latin for word in chosen), False, tuple(word.latin for word in made if word not in kept))


def _entity_word(word: str) -> Word:
    latin = romanised(word)
    latin = SAME.get(latin, latin)
    if latin in LEGAL or word in LEGAL:
        return Word(word, latin, 0.0, 0.0)
    if latin in PLACES:
        return Word(word, latin, PLACE, FULL)
    if latin in GENERIC:
        return Word(word, latin, LIGHT, 0.6)
    return Word(word, latin, FULL, FULL)


def _spelled_out(made: tuple[Word, ...]) -> tuple[Word, ...]:
    """Single letters in a row are one word: `l x c aviation` is `lxc aviation`."""
    out: list[Word] = []
    for word in made:
        if len(word.latin) == 1 and word.latin.isalpha() and out and out[-1].raw.startswith("\0"):
            joined = out.pop().latin + word.latin
            out.append(Word("\0" + joined, joined, FULL, FULL))
        elif len(word.latin) == 1 and word.latin.isalpha():
            out.append(Word("\0" + word.latin, word.latin, FULL, FULL))
        else:
            out.append(word)
    return tuple(out)


def _translated(word: str) -> Iterator[str]:
    """`조선백호무역회사` -> korea, 백호, trading, corporation."""
    if word.isascii() or kind_of(word[0]) not in ("hangul", "han"):
        yield word
        return
    place = 0
    for found in _TRANSLATE.finditer(word):
        if found.start() > place:
            yield word[place : found.start()]
        yield from TRANSLATED[found[0]].split("_")
        place = found.end()
    if place < len(word):
        yield word[place:]


@lru_cache(65_536)
def ship(text: str) -> tuple[Spelled, ...]:
    """The readings of a ship's name: without `M/V` and `No.`, numbers as words of their own."""
    raw = _words(
        re.sub(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])", " ", re.sub(r"(?i)\b([ms])[./]\s?([vst])\b\.?", " ", text)), brackets=True
    )
    return tuple(_ship(part) for part in _by_script(raw))


def _ship(raw: tuple[str, ...]) -> Spelled:
    kept = tuple(word for word in raw if word not in SHIP_WORDS) or raw
    made = tuple(Word(word, latin := _number(romanised(word)), FULL, FULL) for word in kept)
    return Spelled(made, kept, "".join(word.latin for word in made), False, tuple(word for word in raw if word not in kept))


def _number(latin: str) -> str:
    latin = SAME[latin] if SAME.get(latin, "").isdigit() else latin
    return latin.lstrip("0") or "0" if latin.isdigit() else latin


def _words(text: str, *, brackets: bool) -> tuple[str, ...]:
    text = text[:LONGEST]
    if not brackets and not text.isascii():
        pass
    elif not brackets and (outside := words(_BRACKETS.sub(" ", text))):
        return outside[:MOST_WORDS]
    return words(text)[:MOST_WORDS]


def _by_script(raw: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A cell that gives a name twice, `PAK Kwang Hun 박광훈`, is two readings."""
    eastern = tuple(word for word in raw if kind_of(word[0]) in ("hangul", "han"))
    western = tuple(word for word in raw if kind_of(word[0]) not in ("hangul", "han"))
    if eastern and sum(len(word) for word in western if word.isalpha()) > 2:
        yield western
        yield eastern
    elif raw:
        yield raw
