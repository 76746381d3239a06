"""One Hangul syllable -> every way in which it is written in Latin and Cyrillic letters, each with how usual that is.

The systems: Revised Romanisation (South), McCune-Reischauer without its marks, the North's own, what passports and newspapers
use, what the North's diplomats write in French (`djang tcheul hy`), Kontsevich for Cyrillic. Weights are ours: 1 for what a system
prescribes, less for habits; tried on alias pairs of the UN, EU and US lists (docs/methods/names.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import product

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
FIRST, LAST = 0xAC00, 0xD7A3
_I_VOWELS = "ㅑㅕㅖㅛㅠㅣ"  # before these the South drops a first ㄹ or ㄴ

_CYRILLIC_INITIAL = dict(
    zip(
        "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
        ["к,г", "н", "т,д", "р,л", "м", "п,б", "с,щ,ш", "", "ч,дж,чж,ц", "чх,ч,ц", "кх,к", "тх,т", "пх,п", "х,г"],
        strict=True,
    )
)
_CYRILLIC_VOWEL = dict(
    zip(
        VOWELS,
        [
            "а",
            "э,е",
            "я",
            "йя",
            "о,е,э",
            "е,э",
            "ё,е,йо",
            "е,йе",
            "о",
            "ва",
            "вэ",
            "ве,ой,вэ",
            "ё,е",
            "у",
            "во",
            "ве",
            "ви",
            "ю",
            "ы,у",
            "ый,и,ы",
            "и",
        ],
        strict=True,
    )
)
_CYRILLIC_FINAL = {"": "", "ㄱ": "к", "ㄴ": "н,нъ", "ㄷ": "т", "ㄹ": "ль,р,л", "ㅁ": "м", "ㅂ": "п", "ㅅ": "т,с", "ㅇ": "н,нг"}


def parts(syllable: str) -> tuple[str, str, str]:
    """`김` -> first sound, vowel, last sound."""
    place = ord(syllable) - FIRST
    return INITIALS[place // 588], VOWELS[place % 588 // 28], FINALS[place % 28]


def put(first: str, vowel: str, last: str) -> str:
    return chr(FIRST + INITIALS.index(first) * 588 + VOWELS.index(vowel) * 28 + FINALS.index(last))


def one_for_both(syllable: str) -> str:
    """North and South spell the same syllable 리 and 이, 로 and 노, 녀 and 여: here they are one."""
    first, vowel, last = parts(syllable)
    if vowel in _I_VOWELS and first in "ㄹㄴ":
        first = "ㅇ"
    elif first == "ㄹ":
        first = "ㄴ"
    return put(first, vowel, last)


def spellings(syllable: str) -> Iterator[tuple[str, float]]:
    """Latin spellings of a syllable with their weights."""
    first, vowel, last = parts(syllable)
    for (a, wa), (v, wv), (z, wz) in product(_ways("first", first), _ways("vowel", vowel), _ways("last", last)):
        if wa * wv * wz > 0 and (a or v != "y"):
            yield a + v + z, wa * wv * wz
        if first == "ㄹ" and wv > 0:  # as the South says it: 리 i, 로 no
            yield (v if vowel in _I_VOWELS else "n" + v) + z, 0.9 * wv * wz
    if first == "ㅎ" and vowel in "ㅢㅣ":  # as diplomats write 희: hy
        yield from (("hy" + z, 0.9 * wz) for z, wz in _ways("last", last))


def cyrillic(syllable: str) -> Iterator[str]:
    first, vowel, last = parts(syllable)
    if last in _CYRILLIC_FINAL and (first in _CYRILLIC_INITIAL):
        for a, v, z in product(_CYRILLIC_INITIAL[first].split(","), _CYRILLIC_VOWEL[vowel].split(","), _CYRILLIC_FINAL[last].split(",")):
            yield a + v + z


def _ways(part: str, sound: str) -> list[tuple[str, float]]:
    """The spellings of a sound with their weights; one that has none is silent."""
    return _spellings()[part].get(sound or "-", [("", 1.0)])


@cache
def _spellings() -> dict[str, dict[str, list[tuple[str, float]]]]:
    found: dict[str, dict[str, list[tuple[str, float]]]] = {}
    for line in files(__package__).joinpath("spellings.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), {})
        elif not line.startswith("#"):
            sound, *ways = line.split(" ")
            split = (way.partition(":") for way in ways or [""])
            section[sound] = [(way, float(weight) if weight else 1.0) for way, _, weight in split]
    return found
