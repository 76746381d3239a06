"""One word -> the codes of the Korean syllables that it may be: those that agree share a code.

A syllable's code is its first sound, vowel and last sound, each by its group.
"""

from __future__ import annotations

from functools import lru_cache

from vetoproof.detect.names.korean.people import surname_of
from vetoproof.detect.names.korean.readings import Syllable, cuts
from vetoproof.detect.names.korean.sounds import parts

SOUNDS = 4  # codes that are kept of a word
SURNAME, SURNAME_ALONE, RARELY = 1 << 9, 1 << 10, 1 << 11  # among the flags of a word; RARELY: it is read only by rare ways
Sounds = tuple[tuple[int, int], ...]  # (code of the syllables, how many)

_FIRSTS = {
    sound: place
    for place, group in enumerate(("ㄱㄲㅋ", "ㄴㄹ", "ㄷㄸㅌ", "ㅁ", "ㅂㅃㅍ", "ㅅㅆ", "ㅇ", "ㅈㅉㅊ", "ㅎ"))
    for sound in group
}
_VOWELS = {sound: place for place, group in enumerate(("ㅏㅑㅘ", "ㅐㅒㅔㅖㅙㅚㅞ", "ㅓㅕㅗㅛㅜㅝㅠㅡ", "ㅟㅢㅣ")) for sound in group}
_LASTS = {sound: place for place, group in enumerate(("ㄱㄲㅋ", "ㄴ", "ㄷㅅㅆㅈㅊㅌ", "ㄹ", "ㅁ", "ㅂㅍ", "ㅇ")) for sound in group}
LONGEST_KOREAN = 16  # letters of a word that is read so
BASE = 331  # more than the codes of syllables


def syllable_code(syllable: str) -> int:
    first, vowel, last = parts(syllable)
    return 1 + (_FIRSTS[first] * 4 + _VOWELS[vowel]) * 8 + _LASTS.get(last, 7)


_SLIPS = {"ㅐ": (0,), "ㅏ": (1,), "ㅕ": (1,), "ㅔ": (2,), "ㅚ": (2,), "ㅗ": (1,), "ㅢ": (2,), "ㅡ": (3,)}  # to which groups a slip may lead


def _slip_codes(syllable: str) -> list[int]:
    first, vowel, last = parts(syllable)
    return [1 + (_FIRSTS[first] * 4 + group) * 8 + _LASTS.get(last, 7) for group in _SLIPS.get(vowel, ())]


@lru_cache(65_536)
def _codes(syllable: Syllable) -> tuple[list[int], list[int]]:
    """The codes of a written syllable, and those with a slip."""
    slips = (one for meant, weight in syllable.stands_for.items() if weight >= 0.5 for one in _slip_codes(meant))
    return list(dict.fromkeys(map(syllable_code, syllable.stands_for))), list(dict.fromkeys(slips))


def sounds_of(word: str) -> tuple[Sounds, Sounds, int]:
    """Codes of the word's cuts, the likeliest first; those with a slip in one vowel; flags: whether it begins with a surname, is one .."""
    if len(word) > LONGEST_KOREAN or not (found := cuts(word)):
        return (), (), 0
    right: dict[tuple[int, int], None] = {}
    slips: dict[tuple[int, int], None] = {}
    flags = RARELY if any(syllable.rare for syllable in found[0]) else 0
    for cut in found:
        kept = surname_of(cut)
        flags |= (SURNAME if kept else 0) | (SURNAME_ALONE if kept == len(cut) else 0)
        ways = [0]
        with_slip: list[int] = []
        for syllable in cut:
            some, other = _codes(syllable)
            with_slip = [before * BASE + one for before in with_slip for one in some] + [
                before * BASE + one for before in ways for one in other
            ]
            ways = [before * BASE + one for before in ways for one in some][: SOUNDS * 4]
        right |= dict.fromkeys((one, len(cut)) for one in ways)
        slips |= dict.fromkeys((one, len(cut)) for one in with_slip[: SOUNDS * 4])
    return tuple(right), tuple(slips), flags
