"""A name as text -> its words with their weights, apart for persons, firms and ships; once for each name, then remembered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from attrs import field, frozen

from vetoproof.detect.names.firmtext import entity_texts
from vetoproof.detect.names.lexicon import COMMON, GENERIC, LEGAL, PARTICLES, PLACES, SHIP_WORDS, TITLES, common_form
from vetoproof.detect.names.signs import LONGEST, drawn_as_strokes, kind_of, one_as_letter, romanised, seems_latin, words

MOST_WORDS = 16  # of a name; more are not looked at, and a name so long matches by its first ones only
PARTICLE, LIGHT, PLACE, LETTER, BORNE_BY_MANY, FULL = 0.15, 0.3, 0.35, 0.4, 0.6, 1.0
LIGHT_APART = 0.25  # what another common word costs
_DOTTED = re.compile(r"\b\w\.")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ROMAN = re.compile(r"(?=[ivx])(x{0,2})(ix|iv|v?i{0,3})")


@frozen(eq=False)
class Word:
    """One word: as written in its script, in Latin letters, and how much it says."""

    raw: str
    latin: str
    weight: float
    apart: float  # what it weighs when the other name has another word in its place


@frozen(eq=False)
class Spelled:
    """One way to read a name (its Latin part, its Hangul part ..)."""

    words: tuple[Word, ...]
    raw: tuple[str, ...]
    joined: str
    whole: str  # all the letters, those of inert words too
    dotted: bool = False
    inert: tuple[str, ...] = ()  # forms of companies, titles: they count for nothing
    merged: Spelled | None = None  # with the parts of a hyphenated word as one, if there is such a word
    weight: float = field(init=False)
    forms: frozenset[str] = field(init=False)  # its words in Latin letters
    numbers: frozenset[str] = field(init=False)  # those with digits

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "weight", sum(word.weight for word in self.words))
        object.__setattr__(self, "forms", frozenset(word.latin for word in self.words))
        object.__setattr__(self, "numbers", frozenset(form for form in self.forms if not form.isalpha() and any(map(str.isdigit, form))))


# ---- persons


@lru_cache(65_536)
def person(text: str) -> tuple[Spelled, ...]:
    """The readings of a person's name; none if it has no letters."""
    return tuple(found for one in as_drawn(text) for found in _read_person(one))


def as_drawn(text: str) -> tuple[str, ...]:
    """The name, and the name with an I that is an l, or an l that is an I."""
    other = drawn_as_strokes(text[:LONGEST])
    return (text, other) if other else (text,)


def _read_person(text: str) -> tuple[Spelled, ...]:
    dotted = bool(_DOTTED.search(text))
    outside = _BRACKETS.sub(" ", text[:LONGEST]) if "(" in text or "[" in text else text
    glued = _HYPHEN.sub("", outside) if "-" in outside else outside
    merged = tuple(_person(raw, dotted) for raw in readings(glued)) if glued != outside else ()
    found = readings(outside) or readings(text)
    return tuple(_person(raw, dotted, merged[n] if n < len(merged) else None) for n, raw in enumerate(found))


_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")


def _person(raw: tuple[str, ...], dotted: bool, merged: Spelled | None = None) -> Spelled:
    kept = tuple(word for word in raw if word not in TITLES)
    chosen = kept if len(kept) >= 2 or (kept and len(raw) == 1) else raw
    made = tuple(_person_word(word) for word in _split_han(chosen))
    inert = tuple(word for word in raw if word not in chosen)
    return Spelled(made, chosen, joined := "".join(word.latin for word in made), joined, dotted, inert, merged)


def _person_word(word: str) -> Word:
    latin = romanised(word)
    weight = person_weight(latin)
    return Word(word, latin, weight, PARTICLE if weight == PARTICLE else FULL)


def person_weight(latin: str) -> float:
    if len(latin) == 1:
        return LETTER
    return PARTICLE if latin in PARTICLES else BORNE_BY_MANY if latin in COMMON else FULL


def _split_han(raw: tuple[str, ...]) -> Iterator[str]:
    """A Chinese name in one piece: surname, given name."""
    for word in raw:
        if len(raw) == 1 and 2 <= len(word) <= 4 and kind_of(word[0]) == "han":
            yield from (word[0], word[1:])
        else:
            yield word


# ---- firms


@lru_cache(65_536)
def entity(text: str) -> tuple[Spelled, ...]:
    """The readings of a firm's name: with Korean or Chinese words of firms in English; what an acronym in brackets stands for, and it."""
    return tuple(_entity(part) for one in entity_texts(text) for part in readings(one))


def _entity(raw: tuple[str, ...]) -> Spelled:
    made = tuple(map(_entity_word, raw))
    kept = tuple(word for word in made if word.weight > 0)
    chosen = _spelled_out(kept or made)
    whole, inert = "".join(romanised(word) for word in raw), tuple(word.latin for word in made if word not in kept)
    joined, glued = "".join(word.latin for word in chosen), tuple(_glued(chosen))
    merged = Spelled(glued, raw, joined, whole, inert=inert) if len(glued) < len(chosen) else None
    return Spelled(chosen, raw, joined, whole, inert=inert, merged=merged)


def _glued(made: tuple[Word, ...]) -> Iterator[Word]:
    """Words in a row that say who is meant, as one: `nam chon gang` is `namchongang`."""
    for strong, run in groupby(made, key=lambda word: word.weight >= FULL and not word.latin.isdigit()):
        some = tuple(run)
        if strong and len(some) > 1:
            latin = "".join(word.latin for word in some)
            yield Word(latin, latin, FULL, FULL)
        else:
            yield from some


_LITTLE = frozenset(("and", "the", "of", "for", "und", "et", "de", "der", "die"))


def _entity_word(word: str) -> Word:
    latin = common_form(romanised(word))
    weight = entity_weight(latin)
    return Word(word, latin, weight, {LIGHT: LIGHT_APART, 0.0: 0.0}.get(weight, FULL))


def entity_weight(latin: str) -> float:
    if latin in LEGAL or latin in _LITTLE:
        return 0.0
    return PLACE if latin in PLACES else LIGHT if latin in GENERIC else FULL


LETTERS = "\0"  # before a word that was put together from single letters


def _spelled_out(made: tuple[Word, ...]) -> tuple[Word, ...]:
    """Single letters in a row are one word: `l x c aviation` is `lxc aviation`."""
    out: list[Word] = []
    for word in made:
        if len(word.latin) == 1 and word.latin.isalpha():
            joined = (out.pop().latin if out and out[-1].raw.startswith(LETTERS) else "") + word.latin
            out.append(Word(LETTERS + joined, joined, LETTER if len(joined) == 1 else FULL, FULL))
        else:
            out.append(word)
    return tuple(out)


# ---- ships


@lru_cache(65_536)
def ship(text: str) -> tuple[Spelled, ...]:
    """The readings of a ship's name: without `M/V` and `No.`, numbers as words of their own."""
    return tuple(_ship(part) for one in ship_texts(text) for part in readings(one))


def ship_texts(text: str) -> list[str]:
    """What a ship's name is read from; `II` at its end is a number and no Il."""
    return list(dict.fromkeys(ship_text(_IL.sub("II", one)) for one in as_drawn(text)))


_IL = re.compile(r"\bIl\b")


_TYPE = re.compile(r"(?i)\b([ms])[./]\s?([vst])\b\.?|^\s*([ms]) ([vst])\b(?=\W*\w{3})")
_GAS = re.compile(r"(?i)^\s*l[np]g\b(?=.*[aeiou])")
_NUMBER = re.compile(r"(?<=[^\W\d_])(?=\d(?![^\W\d_]))|(?<=\d)(?=[^\W\d_])(?<![^\W\d_]\d)")


def ship_text(text: str) -> str:
    """`M/V` is one word, and so is a number: `HAOFAN6` is `HAOFAN 6`, but `J0NG` is Jong. `LNG` is its cargo, unless no vowel follows."""
    text = _TYPE.sub(lambda found: "".join(filter(None, found.groups())) + " ", text[:LONGEST])
    return _NUMBER.sub(" ", _GAS.sub("", text))


def _ship(raw: tuple[str, ...]) -> Spelled:
    kept = tuple(word for word in raw if word not in SHIP_WORDS) or raw
    made = tuple(_ship_word(word, place) for place, word in enumerate(kept))
    joined = "".join(word.latin for word in made)
    return Spelled(made, kept, joined, joined, inert=tuple(word for word in raw if word not in kept))


def _ship_word(word: str, place: int) -> Word:
    latin = common_number(romanised(word)) if place else romanised(word)
    latin = latin.lstrip("0") or "0" if latin.isdigit() else latin
    return Word(word, latin, FULL, FULL)


_UNITS = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}


def common_number(latin: str) -> str:
    """`iv` and `four` are 4."""
    found = _ROMAN.fullmatch(latin)
    if found:
        return str(10 * len(found[1]) + _UNITS[found[2]])
    same = common_form(latin)
    return same if same.isdigit() else latin


# ---- scripts


def readings(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of a name, each script for itself: `PAK Kwang Hun 박광훈` is two readings; so is one that only looks Latin, or has a 1."""
    text = text[:LONGEST]
    found = tuple(_by_script(words(text)[:MOST_WORDS]))
    if looks := seems_latin(text):
        found = (*found, looks[:MOST_WORDS])
    if ones := one_as_letter(text):
        found = (*found, words(ones)[:MOST_WORDS])
    return found


def _by_script(raw: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if not any(map(_eastern, raw)):
        if raw:
            yield raw
        return
    eastern = tuple(word for word in raw if _eastern(word))
    western = tuple(word for word in raw if not _eastern(word))
    if sum(len(word) for word in western if word.isalpha()) > 2:
        yield western
        yield eastern
    else:
        yield raw


@lru_cache(262_144)
def _eastern(word: str) -> bool:
    return not word.isascii() and kind_of(word[0]) in ("hangul", "han")
