"""One Hangul syllable -> every way in which it is written in Latin and Cyrillic letters, each with how usual that is.

The systems: Revised Romanisation (South), McCune-Reischauer without its marks, the North's own, what passports and newspapers
use, what the North's diplomats write in French (`djang tcheul hy`), Kontsevich for Cyrillic. Weights are ours: 1 for what a system
prescribes, less for habits; tried on alias pairs of the UN, EU and US lists (docs/methods/names.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
FIRST, LAST = 0xAC00, 0xD7A3
_I_VOWELS = "ㅑㅕㅖㅛㅠㅣ"  # before these the South drops a first ㄹ or ㄴ

_INITIAL = {
    "ㄱ": "g k gh:.5 c:.4", "ㄲ": "kk gg k:.8 g:.8", "ㄴ": "n", "ㄷ": "d t", "ㄸ": "tt dd t:.8 d:.8", "ㄹ": "r l rh:.6", "ㅁ": "m", "ㅂ": "b p",
    "ㅃ": "pp bb p:.8 b:.8", "ㅅ": "s sh:.8", "ㅆ": "ss s:.9", "ㅇ": "", "ㅈ": "j ch dj:.9 tch:.6 z:.5 zh:.4 ts:.4 tj:.5",
    "ㅉ": "jj tch:.7 j:.8 ch:.6", "ㅊ": "ch tch:.9 tsh:.6 ts:.5 j:.5 c:.4", "ㅋ": "k kh c:.4", "ㅌ": "t th", "ㅍ": "p ph f:.4", "ㅎ": "h",
}  # fmt: skip
_VOWEL = {
    "ㅏ": "a ah:.6", "ㅐ": "ae ai:.8 ay:.6 e:.6 eh:.5", "ㅑ": "ya ia:.5", "ㅒ": "yae", "ㅓ": "eo o u:.8 uh:.6 eu:.7 ou:.55",
    "ㅔ": "e ae:.6 ay:.5 ei:.6 eh:.6 ye:.4", "ㅕ": "yeo yo yu:.8 you:.8 yuh:.5 io:.5 eo:.3 yeu:.55 ieu:.4", "ㅖ": "ye e:.6 ae:.4 yeh:.5",
    "ㅗ": "o oh:.9 au:.4", "ㅘ": "wa oa:.7 ua:.6 hwa:.1", "ㅙ": "wae oae:.6", "ㅚ": "oe oi we:.7 oy:.8 wae:.5 eui:.2 ey:.4", "ㅛ": "yo",
    "ㅜ": "u oo woo:.7 wu:.6 ou:.9", "ㅝ": "wo weo won:.0 wu:.5 ouo:.6 uo:.6", "ㅞ": "we", "ㅟ": "wi ui:.7 wee:.6 oui:.7 hwi:.1", "ㅠ": "yu yoo you:.7 iou:.5 ryoo:.0",
    "ㅡ": "eu u oo:.4 eo:.4 o:.4 ou:.5", "ㅢ": "ui eui ee:.8 i:.8 yi:.6 hy:.0 uy:.6 y:.5", "ㅣ": "i ee:.8 yi:.6 y:.6 ie:.4",
}  # fmt: skip
_FINAL = {
    "": "", "ㄱ": "k g ck:.6 c:.4", "ㄴ": "n", "ㄷ": "t d", "ㄹ": "l r", "ㅁ": "m", "ㅂ": "p b", "ㅅ": "t s", "ㅇ": "ng", "ㅈ": "t j:.4", "ㅊ": "t", "ㄲ": "k",
    "ㅌ": "t", "ㅍ": "p", "ㅎ": "",
}  # fmt: skip

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
    for (a, wa), (v, wv), (z, wz) in product(_ways(_INITIAL.get(first, "")), _ways(_VOWEL[vowel]), _ways(_FINAL.get(last, ""))):
        if wa * wv * wz > 0 and (a or v != "y"):
            yield a + v + z, wa * wv * wz
        if first == "ㄹ" and wv > 0:  # as the South says it: 리 i, 로 no
            yield (v if vowel in _I_VOWELS else "n" + v) + z, 0.9 * wv * wz
    if first == "ㅎ" and vowel in "ㅢㅣ":  # as diplomats write 희: hy
        yield from (("hy" + z, 0.9 * wz) for z, wz in _ways(_FINAL.get(last, "")))


def cyrillic(syllable: str) -> Iterator[str]:
    first, vowel, last = parts(syllable)
    if last in _CYRILLIC_FINAL and (first in _CYRILLIC_INITIAL):
        for a, v, z in product(_CYRILLIC_INITIAL[first].split(","), _CYRILLIC_VOWEL[vowel].split(","), _CYRILLIC_FINAL[last].split(",")):
            yield a + v + z


def _ways(text: str) -> list[tuple[str, float]]:
    """`u oo:.4` -> spellings with weights."""
    split = (way.partition(":") for way in text.split(" ")) if text else iter([("", "", "")])
    return [(way, float(weight) if weight else 1.0) for way, _, weight in split]
