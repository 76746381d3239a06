"""A name as text -> its words with their weights, apart for persons, firms and ships; once for each name, then remembered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from attrs import field, frozen

from vetoproof.detect.names.lexicon import COMMON, GENERIC, LEGAL, PARTICLES, PLACES, SHIP_WORDS, TITLES, TRANSLATED, common_form
from vetoproof.detect.names.signs import LONGEST, kind_of, romanised, seems_latin, words

MOST_WORDS = 16  # of a name; more are not looked at, and a name so long matches by its first ones only
PARTICLE, LIGHT, PLACE, LETTER, BORNE_BY_MANY, FULL = 0.15, 0.3, 0.35, 0.4, 0.6, 1.0
LIGHT_APART = 0.25  # what another common word costs
_DOTTED = re.compile(r"\b\w\.")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_INITIALISM = re.compile(r"\b(?:[^\W\d_][./]){2,}[^\W\d_]?(?!\w)|\b[^\W\d_]/[^\W\d_]\b")
_TRANSLATE = re.compile("|".join(sorted(map(re.escape, TRANSLATED), key=len, reverse=True)))
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

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "weight", sum(word.weight for word in self.words))


# ---- persons


@lru_cache(65_536)
def person(text: str) -> tuple[Spelled, ...]:
    """The readings of a person's name; none if it has no letters."""
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
    text, short = without_acronym(text[:LONGEST])
    found = readings(entity_text(text))
    return (*(_entity(part) for part in found), *(_entity((word.lower(),)) for word in short))


_ACRONYM = re.compile(r"\s*\(([A-Z]{2,8})\)")


def entity_texts(text: str) -> list[str]:
    """What a firm's name is read from: without an acronym in brackets, and that."""
    text, short = without_acronym(text[:LONGEST])
    return [entity_text(text), *short]


def without_acronym(text: str) -> tuple[str, list[str]]:
    """`DAEDONG CREDIT BANK (DCB)`: without it, and the acronym."""
    if "(" not in text:
        return text, []
    short = [word for word in _ACRONYM.findall(text) if word.lower() not in PLACES]
    outside = _ACRONYM.sub(lambda found: "" if found[1] in short else found[0], text)
    return (outside, short) if short and outside.strip() else (text, [])


_COUNTRY = re.compile(r"(?i)\b(?:(?:of )?(?:the )?democratic people.?s republic of|north) korea(?:n|.s)?\b|\bdpr korea\b")
_NUMBER_SIGN = re.compile(r"(?i)\bno\.?\s*(?=\d)|#\s*(?=\d)")
_DIGIT = re.compile(r"\d")
_LABEL = re.compile(r"(?i)^\s*[afn]\.?k\.?a\.?\s*:\s*")


def entity_text(text: str) -> str:
    """`S.A.` is one word, `&` is and, the DPRK is Korea."""
    text = text[:LONGEST].replace("&", " and ")
    text = _LABEL.sub("", _COUNTRY.sub(" korea ", text) if "korea" in text.lower() else text)
    text = _NUMBER_SIGN.sub(" ", text) if _DIGIT.search(text) else text
    return _INITIALISM.sub(lambda found: re.sub(r"\W", "", found[0]) + " ", text) if "." in text or "/" in text else text


def _entity(raw: tuple[str, ...]) -> Spelled:
    made = tuple(_entity_word(word) for part in raw for word in _translated(part))
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


def _translated(word: str) -> Iterator[str]:
    """`조선백호무역회사` -> korea, 백호, trading, corporation."""
    if word.isascii() or kind_of(word[0]) not in ("hangul", "han"):
        yield word
        return
    place = 0
    for found in _TRANSLATE.finditer(word):
        if found.start() > place:
            yield word[place : found.start()]
        yield from TRANSLATED[found[0]].split()
        place = found.end()
    if place < len(word):
        yield word[place:]


# ---- ships


@lru_cache(65_536)
def ship(text: str) -> tuple[Spelled, ...]:
    """The readings of a ship's name: without `M/V` and `No.`, numbers as words of their own."""
    return tuple(_ship(part) for part in readings(ship_text(text)))


def ship_text(text: str) -> str:
    """`M/V` is one word, and so is a number: `HAOFAN6` is `HAOFAN 6`."""
    text = re.sub(r"(?i)\b([ms])[./]\s?([vst])\b\.?", r"\1\2 ", text[:LONGEST])
    return re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", text)


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
    """The words of a name, each script for itself: `PAK Kwang Hun 박광훈` is two readings; so is one that only looks Latin."""
    found = tuple(_by_script(words(text[:LONGEST])[:MOST_WORDS]))
    looks = seems_latin(text[:LONGEST])
    return (*found, looks[:MOST_WORDS]) if looks else found


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
