"""Two names: Korean ones by their syllables, others word by word, firms by what they are called, ships with their numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vetoproof.detect.names.compare import compare_names
from vetoproof.detect.names.vessels import compare_vessels
from vetoproof.terms.errors import InputError

ONE_PERSON = (
    ("KIM Yong Chol", "김영철"),
    ("Kim Young-cheol", "KIM, Yong Chol"),
    ("DJANG Tcheul Hy", "장철희"),
    ("Ким Чен Ын", "KIM JONG UN"),
    ("金正恩", "Kim Jong Un"),
    ("金铁三", "KIM CHOL SAM"),
    ("RI Man Gon", "Lee Man-geon"),
    ("RYU Jin", "유진"),
    ("Namgung Chol", "남궁철"),
    ("Chol Su KIM", "KIM Chol Su"),
    ("KIMCHOLSU", "Kim Chol-su"),
    ("PAEK CHANG HO", "Pak Chang Ho"),  # a slip in a vowel: near
    ("KI\u200bM CH\u2060OL SU", "KIM CHOL SU"),
    ("КIM CHОL SU", "KIM CHOL SU"),  # two Cyrillic letters
    ("\u202eKIM CHOL SU\u202c", "KIM CHOL SU"),
    ("ＫＩＭ ＣＨＯＬ ＳＵ", "Kim Chol Su"),
    ("KIMM CHHOL SUU", "KIM CHOL SU"),
    ("KM CHL SU", "KIM CHOL SU"),
    ("K. Chol Su", "KIM CHOL SU"),
    ("KIM C. S.", "KIM CHOL SU"),
    ("K I M  C H O L  S U", "KIM CHOL SU"),
    ("Vladimir Vladimirovich Orlov", "Wladimir Orlov"),
    ("ORLOV, Dmitry", "Dmitri Orlov"),
    ("Orlov Dm1tri", "Dmitri Orlov"),
    ("Dr Dmitri Orlov", "Dmitri Orlov"),
    ("Сергей Викторович Лавров", "Sergey Lavrov"),
)
TWO_PERSONS = (
    ("KIM Yong Chol", "KIM Yong Nam"),
    ("KIM Yong Chol", "김영남"),
    ("KIM Song Chol", "KIM Sok Chol"),
    ("RI Je Son", "RI Hong Sop"),
    ("KIM Chol", "KIM Chol Su"),
    ("KIM", "KIM Chol Su"),
    ("Anna Orlova", "Boris Orlov"),
    ("Hani Latif Al-Rawi", "Hani Latif Al-Tikriti"),
    ("Rustam Kadyrov", "Rustam Aselderov"),
    ("JIANG Wenji", "KANG MUN KIL"),  # by its sounds in Chinese: never enough alone
    ("", "KIM Chol Su"),
    ("...", "..."),
)


@pytest.mark.parametrize(("a", "b"), ONE_PERSON)
def test_one_person_however_written(a: str, b: str) -> None:
    assert compare_names(a, b).decision == compare_names(b, a).decision == "review"


@pytest.mark.parametrize(("a", "b"), TWO_PERSONS)
def test_two_persons(a: str, b: str) -> None:
    assert compare_names(a, b).decision == compare_names(b, a).decision == "no_match"


ONE_FIRM = (
    ("Korea Ryonbong General Corporation", "KOREA YONBONG GENERAL CORP."),
    ("Korea Tangun Trading Corporation", "Dangun Trading Co., Ltd."),
    ("Korea Paekho Trading Corporation", "조선백호무역회사"),
    ("NAM CHON GANG TRADING", "Namchongang Trading Corporation"),
    ("Daedong Credit Bank (DCB)", "DCB"),
    ("LXC Aviation", "L.X.C. Aviation"),
    ("Brigade 44", "BRIGADE No. 44"),
    ("HESNG TRDNG CRPRTN", "Hesong Trading Corporation"),
    ("HesongTradingCorporation", "Hesong Trading Corporation"),
    ("First International Bank", "1st International Bank"),
)
TWO_FIRMS = (
    ("Korea Paekho Trading Corporation", "Korea Rungrado Trading Corporation"),
    ("Bank of China", "Bank of Chile"),
    ("Fund 7 Holdings", "Fund 8 Holdings"),
    ("Korea Trading Company", "Korea Shipping Company"),
    ("Trading Company", "Hesong Trading Company"),
    ("Volkswagen AG", "Siemens AG"),
)


@pytest.mark.parametrize(("a", "b"), ONE_FIRM)
def test_one_firm(a: str, b: str) -> None:
    assert compare_names(a, b, kind="entity").decision == "review"


@pytest.mark.parametrize(("a", "b"), TWO_FIRMS)
def test_two_firms(a: str, b: str) -> None:
    assert compare_names(a, b, kind="entity").decision == "no_match"


def test_a_sister_ship_differs_by_its_number() -> None:
    assert compare_names("TONG SAN 2", "M/V Tong San No. 2", kind="vessel").decision == "review"
    assert compare_names("TONG SAN 2", "TONG SAN II", kind="vessel").decision == "review"
    assert compare_names("RYESONGGANG 1", "Rye Song Gang 1", kind="vessel").decision == "review"
    assert compare_names("TONG SAN 2", "TONG SAN 3", kind="vessel").decision == "no_match"
    assert compare_names("SNOW", "SNOE", kind="vessel").decision == "no_match"


def test_the_number_of_a_ship_decides_and_its_name_only_asks() -> None:
    ship = {"name": "HOE RYONG", "imo": "9041552"}
    assert compare_vessels(ship, {"name": "ANY OTHER", "imo": "IMO 9041552"}).decision == "match"
    other = compare_vessels(ship, {"name": "Hoe Ryong", "imo": "9074729"})
    assert other.decision == "review" and any("contradicts" in reason for reason in other.reasons)
    assert compare_vessels(ship, {"name": "Hoe Ryong"}).decision == "review"
    assert compare_vessels(ship, {"name": "Tan Chon", "imo": "9074729"}).decision == "no_match"
    misread = compare_vessels(ship, {"name": "Tan Chon", "imo": "9041553"})
    assert misread.decision == "no_match"


def test_an_unknown_kind_is_said() -> None:
    with pytest.raises(InputError, match="person, entity, vessel"):
        compare_names("a", "b", kind="horse")  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["person", "entity", "vessel"]))
def test_any_text_is_compared_both_ways_alike_and_itself_is_itself(a: str, b: str, kind: str) -> None:
    forth, back = compare_names(a, b, kind=kind), compare_names(b, a, kind=kind)  # type: ignore[arg-type]
    assert 0 <= forth.score <= 1
    assert forth.decision == back.decision or abs(forth.score - back.score) < 0.1
    assert compare_names(a, a, kind=kind).score in (0.0, 1.0)  # type: ignore[arg-type]


def test_a_name_of_any_length_is_bounded() -> None:
    for text in ("A" * 10_000, "KIM " * 2_500, "kangkang" * 1_250, "ㄱ" * 10_000, "김" * 10_000, "\u200b" * 10_000):
        compare_names(text, "KIM CHOL SU")
        assert compare_names(text, text[::-1], kind="entity").score <= 1
