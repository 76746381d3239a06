"""One Hangul syllable -> every way in which it is written in Latin and Cyrillic letters, each with how usual that is.

The systems: Revised Romanisation (South), McCune-Reischauer without its marks, the North's own, what passports and newspapers
use, what the North's diplomats write in French (`djang tcheul hy`), Kontsevich and Kholodovich for Cyrillic; Yale and German as
rare ways. Weights are ours: 1 for what a system prescribes, less for habits; tried on alias pairs of the UN, EU and US lists
(docs/methods/names.md).
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
LEAST = 0.3  # a spelling that combines several habits is no spelling; ours, tried on the alias pairs
_I_VOWELS = "ㅑㅕㅖㅛㅠㅣ"  # before these the South drops a first ㄹ or ㄴ

_CYRILLIC_INITIAL = dict(
    zip(
        "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
        ["к,г", "н", "т,д", "р,л", "м", "п,б", "с,щ,ш", "", "ч,дж,чж,ц,дз", "чх,ч,ц,цх", "кх,к", "тх,т", "пх,п", "х,г"],
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
            "ви,уи",
            "ю",
            "ы,у",
            "ый,и,ы",
            "и,і",
        ],
        strict=True,
    )
)
_CYRILLIC_FINAL = {"": "", "ㄱ": "к,г", "ㄴ": "н,нъ", "ㄷ": "т", "ㄹ": "ль,р,л", "ㅁ": "м", "ㅂ": "п,б", "ㅅ": "т,с", "ㅇ": "н,нг,нъ"}


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


def spellings(syllable: str, rare: bool = False) -> Iterator[tuple[str, float]]:
    """Latin spellings of a syllable with their weights; `rare`: the rare ways, too."""
    first, vowel, last = parts(syllable)
    for (a, wa), (rime, wr) in product(_ways("first", first, rare), _rimes(vowel, last, rare)):
        if a or (rime != "y" and rime[0] != "j"):
            yield a + rime, wa * wr
    if first == "ㄹ":  # as the South says it: 리 i, 로 no; and in a word: 정룡 Chŏngnyong
        for rime, wr in _rimes(vowel, last, False):
            if vowel in _I_VOWELS:
                yield rime, 0.9 * wr
            yield "n" + rime, 0.9 * wr
    if first == "ㅎ" and vowel in "ㅢㅣ":  # as diplomats write 희: hy
        yield from (("hy" + z, 0.9 * wz) for z, wz in _ways("last", last))


@cache
def _rimes(vowel: str, last: str, rare: bool) -> list[tuple[str, float]]:
    """What follows the first sound."""
    vowels = _ways("vowel", vowel, rare) + (_ways("closed", vowel, rare) if last else [])
    return [(v + z, wv * wz) for (v, wv), (z, wz) in product(vowels, _ways("last", last, rare)) if wv * wz >= LEAST]


def cyrillic(syllable: str) -> Iterator[str]:
    first, vowel, last = parts(syllable)
    if last in _CYRILLIC_FINAL and (first in _CYRILLIC_INITIAL):
        for a, v, z in product(_CYRILLIC_INITIAL[first].split(","), _CYRILLIC_VOWEL[vowel].split(","), _CYRILLIC_FINAL[last].split(",")):
            yield a + v + z


def _ways(part: str, sound: str, rare: bool = False) -> list[tuple[str, float]]:
    """The spellings of a sound with their weights; one that has none is silent."""
    usual = _spellings().get(part, {}).get(sound or "-", [] if part == "closed" else [("", 1.0)])
    return usual + _spellings()[f"rare {part}"].get(sound, []) if rare else usual


def rare_parts() -> tuple[list[str], list[str], list[str]]:
    """All first sounds, vowels and last sounds as they are written, rare ways too; the longest first."""
    found: dict[str, set[str]] = {"first": set(), "vowel": set(), "last": set()}
    for section, ways in _spellings().items():
        part = section.removeprefix("rare ").replace("closed", "vowel")
        found[part].update(way for some in ways.values() for way, _ in some if way)
    first, vowel, last = (sorted(some, key=lambda way: (-len(way), way)) for some in found.values())
    return first, vowel, last


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
