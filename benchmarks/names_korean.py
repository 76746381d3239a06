"""Korean names as seven systems write them: how many are found, and how often a name with one other syllable is taken for the same.

The systems are told here once more, from their rules, and not taken from the tables that are measured: the South's of 2000,
McCune-Reischauer (each syllable for itself), the North's of 1992, Yale, the French of diplomats, German, Kontsevich. Names are
drawn from common surnames and syllables of given names, each syllable as likely as any other.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from benchmarks.names_given import SEED
from vetoproof.detect.names.compare import compare_names

DRAWN = 4_000
FIRSTS, VOWELS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
LASTS = {0: "", 1: "ㄱ", 4: "ㄴ", 8: "ㄹ", 16: "ㅁ", 17: "ㅂ", 21: "ㅇ"}  # place in the Unicode block -> sound; those of names
SURNAMES = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연"
COMPOUND = ("남궁", "황보", "제갈", "사공", "선우", "독고", "동방", "서문")
GIVEN = (
    "강건걸경고관광교국권규균근금기길나남능다달대덕도동두란련렬례록룡률리림만명모목묘무문미민반배백범병보복봉분빈산삼상서석선설섭성세소"
    "손송수숙순승식신실심애양억연열영예오옥완용우욱운웅원월유윤율은응인일임자장재전정제조종좌주준중지직진찬창채천철청초춘충칠태택통평표"
    "필하학한함해행향혁현협형혜호홍화환황회효후훈휘흥희"
)
_NORTH = "k kk n t tt r m p pp s ss - j jj ch kh th ph h"
_SHORT = "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i"
_ENDS = "- k n l m p ng"
SYSTEMS = {
    "Revised Romanisation": (
        "g kk n d tt r m b pp s ss - j jj ch k t p h",
        "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i",
        _ENDS,
    ),
    "McCune-Reischauer": (
        "k kk n t tt r m p pp s ss - ch tch ch' k' t' p' h",
        "a ae ya yae ŏ e yŏ ye o wa wae oe yo u wŏ we wi yu ŭ ŭi i",
        _ENDS,
    ),
    "the North's": (_NORTH, _SHORT, _ENDS),
    "Yale": (
        "k kk n t tt l m p pp s ss - c cc ch kh th ph h",
        "a ay ya yay e ey ye yey o wa way oy yo wu we wey wi yu u uy i",
        _ENDS,
    ),
    "French": (
        "k kk n t tt r m p pp s ss - dj jj tch k t p h",
        "a ai ya yai eu e yeu ye o oua ouai oi yo ou oueu oue oui you eu eui i",
        _ENDS,
    ),
    "German": (
        "k kk n t tt r m p pp s ss - dsch tsch tsch k t p h",
        "a ae ja jae o e jo je o wa wae oe jo u wo we wi ju u ui i",
        _ENDS,
    ),
    "Kontsevich": (
        "к кк н т тт р м п пп с сс - ч чч чх кх тх пх х",
        "а э я йя о е ё йе о ва вэ ве ё у во ве ви ю ы ый и",
        "- к н ль м п н",
    ),
}
Name = tuple[str, str]


def run() -> None:
    print("\n| Korean names written by | from Hangul | from the North's | one syllable another: false | one sound another: false |")
    print("|---|---|---|---|---|")
    for system in SYSTEMS:
        draw = random.Random(SEED)
        names = [_name(draw) for _ in range(DRAWN)]
        cells = [
            _flagged((_hangul(name), written(name, system)) for name in names),
            _flagged((written(name, "the North's"), written(name, system)) for name in names),
        ]
        cells += [_flagged((_hangul(one), written(other, system)) for one, other in _pairs(draw, change)) for change in (_syllable, _sound)]
        print(f"| {system} | {' | '.join(cells)} |")


def written(name: Name, system: str) -> str:
    """`Kim Yeong-cheol`."""
    surname, given = name
    return f"{''.join(_spelled(sign, system) for sign in surname)} {'-'.join(_spelled(sign, system) for sign in given)}".title()


def _spelled(syllable: str, system: str) -> str:
    first, vowel, last = (part.split(" ") for part in SYSTEMS[system])
    place = ord(syllable) - 0xAC00
    parts = first[place // 588], vowel[place % 588 // 28], last[list(LASTS).index(place % 28)]
    return "".join(part for part in parts if part != "-")


def _name(draw: random.Random) -> Name:
    return draw.choice(COMPOUND if draw.random() < 0.08 else SURNAMES), "".join(draw.choice(GIVEN) for _ in range(2))


def _pairs(draw: random.Random, change: Callable[[str, random.Random], str]) -> Iterator[tuple[Name, Name]]:
    """Names and others with one syllable changed, North and South apart (리, 이) are no change."""
    found = 0
    while found < DRAWN:
        surname, given = _name(draw)
        place = draw.randrange(2)
        other = change(given[place], draw)
        if other in GIVEN and _south(other) != _south(given[place]):
            found += 1
            yield (surname, given), (surname, given[:place] + other + given[place + 1 :])


def _syllable(_: str, draw: random.Random) -> str:
    return draw.choice(GIVEN)


def _sound(syllable: str, draw: random.Random) -> str:
    """With one of its three sounds another."""
    place = ord(syllable) - 0xAC00
    first, vowel, last = place // 588, place % 588 // 28, place % 28
    which = draw.randrange(3)
    first, vowel, last = (
        draw.randrange(19) if which == 0 else first,
        draw.randrange(21) if which == 1 else vowel,
        draw.choice(list(LASTS)) if which == 2 else last,
    )
    return chr(0xAC00 + first * 588 + vowel * 28 + last)


def _south(syllable: str) -> str:
    """As the South says it at the start of a word: 리 as 이, 로 as 노, 녀 as 여."""
    place = ord(syllable) - 0xAC00
    first, vowel = FIRSTS[place // 588], VOWELS[place % 588 // 28]
    if first in "ㄹㄴ" and vowel in "ㅑㅕㅖㅛㅠㅣ":
        first = "ㅇ"
    elif first == "ㄹ":
        first = "ㄴ"
    return chr(0xAC00 + FIRSTS.index(first) * 588 + place % 588)


def _hangul(name: Name) -> str:
    return "".join(name)


def _flagged(pairs: Iterator[tuple[str, str]]) -> str:
    found = [compare_names(one, other).decision != "no_match" for one, other in pairs]
    return f"{sum(found) / len(found):.1%}"
