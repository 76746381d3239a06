"""The syllables that Korean names are made of, and every written form of each: form -> the syllables it may stand for, with weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from vetoproof.detect.names.korean.kana import katakana
from vetoproof.detect.names.korean.sounds import FIRST, LAST, LEAST, cyrillic, one_for_both, spellings

# Syllables of given names and surnames of the lists of the UN, the EU and the US, of South Korean name statistics, and some that
# occur in names of places. Rare ones are left out: each makes other words look Korean.
INVENTORY = (
    "가각간갈감갑강건걸격결겸경계고곤공곽관광괴교구국군궁권귀규균극근글금기길김나남녀년념녕노녹뇌누뉴능님다단달담대덕도독동두득딸뜰라락란람"
    "랑래량려련렬렴령례로록룡루류륙륜률륭륵리린림마만말맑매맹멱면명모목몽묘무묵문미민밀박반밝방배백범법벽변별병보복봉부분비빈빛사산삼상새"
    "샘생서석선설섭성세소손솔송수숙순숭슬승시식신실심싸쌀쌍씨아악안암애야양어억언얼엄업여연열염엽영예오옥온완왕왜요용우욱운울웅원월위"
    "유육윤율융은을음응의이익인일임자작잔잠장재저적전절점접정제조족종좌주준중즐즘즙증지직진집차찬찰창채처척천철첨첩청체초촌총최추축춘"
    "출충취측치칙칠침쾌쿠타탁탄탐탕태택토통투특파판팔패팽편평폐포폭표품풍피필하학한함합항해핵행향허헌혁현협형혜호홍화확환황회효후훈훤"
    "훼휘휴흑흔흘흠흥희힘"
)
SURNAMES = (
    "김이리박최정강조윤장임림한오서신권황안송전류유홍고문양량손배백허남심노로라나하곽성차주우구민진지엄채원천방공현함변염렴여려추도소"
    "석선설마길연위표명기반왕금옥육륙인맹제모탁국어은편용룡사태피감갈경계두간판봉좌복뇌범동승시부예목팽"
)
COMPOUND = ("남궁", "선우", "황보", "제갈", "사공", "독고", "서문", "동방", "망절", "을지", "강전", "소봉", "장곡", "어금", "무본")


@cache
def surnames() -> frozenset[str]:
    return frozenset(map(one_for_both, SURNAMES))


@cache
def compounds() -> frozenset[tuple[str, str]]:
    return frozenset((one_for_both(name[0]), one_for_both(name[1])) for name in COMPOUND)


@cache
def forms() -> Mapping[str, Mapping[str, float]]:
    """Latin, Cyrillic and Katakana forms -> syllables (one for North and South) with the weight of the form."""
    return _table(_all_forms())


@cache
def rare_forms() -> Mapping[str, Mapping[str, float]]:
    """The same with the rare ways to write a syllable, for words that cannot be read otherwise; no usual form means more here."""
    return {**_table(_latin(rare=True)), **forms()}


def _table(found: Iterator[tuple[str, str, float]]) -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for form, syllable, weight in found:
        known = table.setdefault(form, {})
        same = one_for_both(syllable)
        known[same] = max(weight, known.get(same, 0.0))
    return table


def _all_forms() -> Iterator[tuple[str, str, float]]:
    yield from _latin(rare=False)
    for syllable in INVENTORY:
        yield from ((_without_marks(form), syllable, 1.0) for form in cyrillic(syllable))
        yield from ((form, syllable, 1.0) for form in katakana(syllable))
    for name in ("surnames.txt", "given.txt"):
        for syllable, written in _lines(name):
            yield from ((_without_marks(form), syllable, 1.0) for form in written.split())


def _latin(rare: bool) -> Iterator[tuple[str, str, float]]:
    for syllable in INVENTORY:
        yield from ((form, syllable, weight) for form, weight in spellings(syllable, rare) if weight >= LEAST and form != "y")


def _without_marks(form: str) -> str:
    """`цой`, as names are read: without the marks of \u0439 and \u0451."""
    return form.replace("й", "и").replace("ё", "е")


@cache
def hanja() -> Mapping[str, Mapping[str, float]]:
    """Han character -> its readings."""
    table: dict[str, dict[str, float]] = {}
    for reading, signs in _lines("hanja.txt"):
        for sign in signs:
            table.setdefault(sign, {})[one_for_both(reading)] = 0.95
    return table


@cache
def pinyin() -> Mapping[str, Mapping[str, float]]:
    """Pinyin -> the readings of the characters that sound so; ambiguous, so never more than half."""
    return {sound: dict.fromkeys(map(one_for_both, readings), 0.5) for sound, readings in _lines("pinyin.txt")}


def _lines(name: str) -> Iterator[tuple[str, str]]:
    for line in files(__package__).joinpath(name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            head, _, rest = line.partition(" ")
            yield head, rest


def is_hangul(word: str) -> bool:
    return all(FIRST <= ord(sign) <= LAST for sign in word)


def is_han(word: str) -> bool:
    return all("\u3400" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" for sign in word)
