"""One word of a name -> the numbers that names are blocked by: its form, that less a letter, its Korean sounds, which letters it has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from zlib import crc32

from vetoproof.detect.names.blocking.koreancodes import Sounds, sounds_of
from vetoproof.detect.names.lexicon import GENERIC, LEGAL, NICKNAMES, PARTICLES, PLACES, SHIP_WORDS, TITLES, common_form
from vetoproof.detect.names.nearness import bare, slips_in
from vetoproof.detect.names.signs import romanised
from vetoproof.detect.names.sounds import consonants, folded, korean_folded
from vetoproof.detect.names.spelled import common_number, entity_weight, person_weight

VARIANTS = 10  # kept of a word: its forms with a letter left out
LEAST_FOR_SLIPS, LEAST_SKELETON = 5, 4  # letters of a word that may have a slip; consonants that are enough without the vowels
# Letters that transliterations exchange are one; vowels and weak letters are none.
_CLASSES = str.maketrans(
    {letter: group[0] for group in ("pbfvw", "kcqgx", "td", "sz", "l", "r", "m", "n") for letter in group} | dict.fromkeys("aeiouyhj'")
)
_RUN = re.compile(r"(.)\1+")
WEIGHTS = {sign: crc32(f"{sign} of a name".encode()) << 31 ^ crc32(f"{sign} again".encode()) for sign in map(chr, range(48, 123))}
# Bits of the flags: what a word may be in a name.
TITLE, PARTICLE, LEGAL_FORM, PLACE, COMMON_WORD, SHIP_WORD, DIGITS, SINGLE, BARE = (1 << place for place in range(9))
_APART: tuple[tuple[int, frozenset[str]], ...] = (
    (TITLE, TITLES), (PARTICLE, PARTICLES), (LEGAL_FORM, LEGAL), (PLACE, PLACES), (COMMON_WORD, GENERIC), (SHIP_WORD, SHIP_WORDS),
)  # fmt: skip
ANY, SPARE_BARE = 64, 6  # without its vowels a word's letters stand in other groups
_NICKED = NICKNAMES.keys() | set(NICKNAMES.values())
_SIGNS = {sign: 1 << place for place, sign in enumerate("ckpvtslrmn0123456789")}  # of a form
LETTER_BITS = {sign: 1 << place for place, sign in enumerate("bcdfghjklmnpqrstvxz0123456789")}  # as `sounds.consonants` leaves them


class Record(NamedTuple):
    """The fields are those of the columns, see there; 0: there is none."""

    form: int
    form_size: int
    variants: tuple[int, ...]
    consonants: int
    korean: int
    first: int
    common_first: int
    flags: int
    letters: int
    bare: int
    each: tuple[int, ...]
    sounds: Sounds
    slips: Sounds
    signs: int
    spare: int
    size: int
    common_bones: int
    skeleton: int
    head: int
    tail: int
    common_skeleton: int
    common_head: int
    common_tail: int
    person: float
    entity: float
    letter_set: int
    common_set: int
    korean_set: int
    number: int


def record(word: str) -> Record:
    """Everything that is known of a word; takes some 50 microseconds."""
    written = romanised(word)
    latin = common_form(written)
    form, korean = folded(latin), korean_folded(latin)
    bones, common = _bones(written), _bones(latin)
    adds = [WEIGHTS.get(sign, 0) for sign in written]
    sounds, slips, surname = sounds_of(word)
    return Record(
        form=code(form),
        form_size=min(len(form), 255),
        variants=_variants(latin, form),
        consonants=code(consonants(written)),
        korean=code(korean) if len(latin) >= LEAST_FOR_SLIPS else 0,
        first=ord(written[0]) if written else 0,
        common_first=ord(latin[0]) if latin else 0,
        flags=_flags(word, written, latin) | surname,
        letters=sum(adds) % 2**64,
        bare=_sum(sign for sign in written if sign not in "aeiouyw"),
        each=tuple(dict.fromkeys(adds))[:VARIANTS],
        sounds=sounds,
        slips=slips,
        signs=_bits(form, _SIGNS),
        spare=_spare(latin),
        size=min(len(written), 255),
        common_bones=min(len(common), 255),
        skeleton=_sum(bones),
        head=ord(bones[0]) if bones else 0,
        tail=ord(bones[-1]) if bones else 0,
        common_skeleton=_sum(common),
        common_head=ord(common[0]) if common else 0,
        common_tail=ord(common[-1]) if common else 0,
        person=person_weight(written),
        entity=entity_weight(latin),
        letter_set=_bits(written, LETTER_BITS),
        common_set=_bits(latin, LETTER_BITS),
        korean_set=_bits(korean, LETTER_BITS),
        number=_number(written),
    )


def code(text: str) -> int:
    return crc32(text.encode()) + 1  # 0 stands for none


def _sum(signs: Iterable[str]) -> int:
    return sum(WEIGHTS.get(sign, 0) for sign in signs) % 2**64


def _bones(word: str) -> str:
    """The consonants and digits, a doubled one once; empty if there is none."""
    found = consonants(word)
    return found if found[:1] in LETTER_BITS else ""


def _bits(word: str, of: dict[str, int]) -> int:
    found = 0
    for sign in word:
        found |= of.get(sign, 0)
    return found


def _number(word: str) -> int:
    number = common_number(word)
    return code(number.lstrip("0")) if number.isdigit() else 0


def _flags(word: str, written: str, latin: str) -> int:
    found = sum(bit for bit, some in _APART if latin in some or word in some)
    return found | (DIGITS if latin.isdigit() else 0) | (SINGLE if len(latin) == 1 else 0) | (BARE if bare(written) else 0)


def _spare(latin: str) -> int:
    if len(latin) == 1 or latin in _NICKED:
        return ANY
    return SPARE_BARE if bare(latin) else 2 * slips_in(len(latin))


def _variants(latin: str, form: str) -> tuple[int, ...]:
    """The form with each letter left out, if a slip is forgiven; and a long word's consonants by class."""
    nick = [code(folded(NICKNAMES[latin]))] if latin in NICKNAMES else []
    if latin.isdigit() or len(latin) < LEAST_FOR_SLIPS:
        return tuple(nick)
    skeleton = _RUN.sub(r"\1", latin.translate(_CLASSES))
    some = [code(form[:place] + form[place + 1 :]) for place in range(min(len(form), VARIANTS - 1))] if len(form) > 3 else []
    return tuple(dict.fromkeys([*nick, *([code("=" + skeleton)] if len(skeleton) >= LEAST_SKELETON else []), *some]))[:VARIANTS]
