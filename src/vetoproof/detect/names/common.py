"""A Korean name -> about how many people bear it, so that a bare common name asks for a second factor.

An estimate, by a simple model: surnames as in South Korea's census of 2015 (Statistics Korea: family names, persons), times the shares of
the two syllables of the given name among the listed persons below, times the population of the North (about 26 million: UN, World
Population Prospects 2022). North and South differ in their names, and the two syllables go together more than chance has it, so the
result is given to one figure.
"""

from __future__ import annotations

from functools import cache, lru_cache

from vetoproof.detect.names.korean.people import Parse, parses
from vetoproof.detect.names.korean.sounds import one_for_both
from vetoproof.detect.names.spelled import person

PEOPLE = 26_000_000
# Per ten thousand, of 49.7 million; the rest share what is left.
_SURNAMES = (
    "김2150 이1470 박843 최470 정433 강237 조212 윤205 장200 임166 한156 오154 서151 신149 권142 황140 안138 송138 전128 "
    "홍112 유129 고95 문93 양98 손92 배81 백77 허66 남55 심55 노57 하46 곽41 성40 차39 주44 우39 구39 민35 진35 지33 나37 "
    "변28 원26 방25 채26 천24 공18 현18 함16 염14 여12 추12 도11 소11 석11 선8 설9 마8 길7 연6 위6 표6 명6 기6 반6 왕5 금5 "
    "옥5 육4 인4 맹4 제4 모4 탁4 국4 어4 은3 편3 용3 "
)
_RARE = 2
# Tenths of a person: how often a syllable is the first and the second of a given name, among COUNTED persons of the DPRK with a name of
# three syllables on the lists of the UN (2026-02-27), OFAC (2024-05-03) and the EU (2026-08-14). Ambiguous spellings are shared out.
_GIVEN = (
    "철95.152 일70.150 남10.160 절55.112 영125.30 혁20.120 경130.10 수45.90 광120.10 성93.35 용85.20 송70.25 정76.15 호20.70 명70.20 "
    "진30.50 만30.50 종62.15 원50.20 서25.35 석30.30 희30.30 동45.10 춘32.22 천32.22 허10.40 창45.5 섭0.40 봉10.30 삼0.40 문40.0 규20.20 "
    "길10.30 병40.0 세30.10 화10.30 홍30.10 준12.22 전12.22 찬10.25 승33.0 학10.20 민10.20 평30.0 식0.30 장25.5 부20.10 운13.17 환0.30 "
    "인20.10 훈0.27 재20.5 상25.0 우5.20 통25.0 여15.10 국5.20 연15.10 어5.20 한10.10 산0.20 현10.10 태20.0 억0.20 언13.7 주0.20 무0.20 "
    "은13.7 흔0.17 헌0.17 극5.10 욱0.15 선0.15 지10.5 옥0.15 쌍15.0 건0.13 숭13.0 군0.13 청12.0 총12.0 노0.10 덕10.0 칠0.10 휘0.10 각0.10 "
    "웅0.10 이0.10 겸0.10 제10.0 기10.0 형0.10 열0.10 곤0.10 권10.0 자10.0 응0.10 유10.0 택0.10 손0.10 누10.0 강10.0 해0.10 신10.0 하0.10 "
    "필10.0 범10.0 대10.0 복0.10 낙10.0 소0.5 채0.5 치0.5 시5.0 요5.0 토5.0 씨5.0 순0.5 윤5.0 잔0.5 도5.0 "
)
COUNTED = 236
_FEW = 4  # tenths, for a syllable that none of them has
_SHORT = 0.04  # one name in twenty-five has a given name of one syllable (13 of those on the lists)


@lru_cache(65_536)
def bearers(text: str) -> int:
    """About how many people of the North bear the name; 0 if few, or if it is no Korean name of two or three syllables."""
    found = [_expected(one) for spelled in person(text) for one in parses(spelled.raw) if one.surname == 1 and len(one.syllables) in (2, 3)]
    return _one_figure(max(found, default=0.0))


def _expected(parse: Parse) -> float:
    surname, *given = parse.syllables
    share = sum(_surname_shares().get(syllable, _RARE) for syllable, weight in surname.stands_for.items() if weight >= 0.8) / 10_000
    for place, syllable in enumerate(given):
        tenths = sum(_given_shares().get(one, (_FEW, _FEW))[place] for one, weight in syllable.stands_for.items() if weight >= 0.8)
        share *= max(tenths, _FEW) / (COUNTED * 10)
    return PEOPLE * share * (_SHORT if len(given) == 1 else 1.0)


def _one_figure(number: float) -> int:
    """`8130` is about 8,000; below a hundred nothing is said."""
    if number < 100:
        return 0
    unit = 10 ** (len(str(int(number))) - 1)
    return int(round(number / unit) * unit)


@cache
def _surname_shares() -> dict[str, int]:
    shares: dict[str, int] = {}
    for entry in _SURNAMES.split():
        same = one_for_both(entry[0])
        shares[same] = shares.get(same, 0) + int(entry[1:])
    return shares


@cache
def _given_shares() -> dict[str, tuple[int, int]]:
    shares = {}
    for entry in _GIVEN.split():
        first, _, second = entry[1:].partition(".")
        shares[entry[0]] = (int(first), int(second))
    return shares
