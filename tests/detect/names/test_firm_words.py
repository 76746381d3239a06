"""Firms and bodies: words of other scripts and languages in English, what is the same body, and what is another one."""

from __future__ import annotations

import pytest

from vetoproof.detect.names.compare import compare_names
from vetoproof.detect.names.firmtext import entity_text, entity_texts, in_english

ONE_BODY = (
    ("Tanchon Commercial Bank", "단천상업은행"),
    ("Korea Mining Development Trading Corporation", "조선광업개발무역회사"),
    ("Munitions Industry Department", "군수공업부"),
    ("Office 39", "39호실"),
    ("Office 39", "Bureau 39"),
    ("Office 39", "Room 39"),
    ("Ministry of Rocket Industry", "로케트공업부"),
    ("Bank of East Land", "Tongbang U’nhaeng"),
    ("Bank of East Land", "Dongbang Bank"),
    ("Green Pine Associated Corporation", "Ch’ongsong Yonhap"),
    ("Second Academy of Natural Sciences", "Che 2 Chayon Kwahakwon"),
    ("Second Academy of Natural Sciences", "Academy of Natural Sciences"),
    ("Reconnaissance General Bureau", "Chongch’al Ch’ongguk"),
    ("Huaxin Shipping Hongkong Ltd", "華信船務(香港)有限公司"),
    ("Amroggang Development Bank", "Amnokkang Development Bank"),
    ("Korea Heungjin Trading Company", "Hunjin Trading Co."),
    ("Korea Ryonha Machinery Joint Venture Corporation", "Ryonha Machine Tool"),
    ("Leader (Hong Kong) International", "Leader International Trading Limited"),
    ("Hong Kong Electronics", "Hong Kong Electronics Kish Co."),
    ("Korea Hyoksin Trading Corporation", "Korea Hyoksin Export and Import Corporation"),
    ("Korea International Chemical Joint Venture Company", "Choson International Chemicals Joint Operation Company"),
    ("Strategic Rocket Force of the Korean People’s Army", "Strategic Rocket Force Command of KPA"),
    ("General Bureau of Atomic Energy", "GBAE"),
    ("Central Military Commission of the Workers’ Party of Korea", "CMC"),
    ("Namchongang Trading Corporation", "NCG"),
)
SLIPS_IN_THE_COUNTRY = (
    "Central Bank of the Democratic Peoples Republik of Korea",
    "CENTRAL BANK OF DEMOCRATIC PEPLE'S REPUBLIC OF KORA",
    "Central Bank of the Democratic People’s Republicof Korea",
    "Central Bank of the Democra\u0422ic People's Republic of Korea",
)
TWO_BODIES = (
    ("Office 39", "Office 38"),
    ("Second Economic Committee", "Third Economic Committee"),
    ("Ministry of State Security", "Ministry of Public Security"),
    ("Bank of East Land", "Bank of West Land"),
    ("Foreign Trade Bank", "Agricultural Bank"),
    ("Korea Ocean Shipping Agency", "Korea Ocean Trading Company"),
    ("Jinsong Joint Bank", "Jinmyong Joint Bank"),  # two slips, and another syllable
    ("Chongbong Shipping Co", "Chonmyong Shipping Co"),
    ("Korea Kaeson Trading Corporation", "Korea Trading Corporation"),
    ("무역회사", "조선백호무역회사"),
)


@pytest.mark.parametrize(("a", "b"), ONE_BODY)
def test_one_body(a: str, b: str) -> None:
    assert compare_names(a, b, kind="entity").decision == compare_names(b, a, kind="entity").decision == "review"


@pytest.mark.parametrize(("a", "b"), TWO_BODIES)
def test_two_bodies(a: str, b: str) -> None:
    assert compare_names(a, b, kind="entity").decision == compare_names(b, a, kind="entity").decision == "no_match"


def test_each_script_is_read_for_itself_and_an_acronym_too() -> None:
    texts = entity_texts("Tanchon Commercial Bank 단천상업은행 (TCB)")
    assert [" ".join(text.split()) for text in texts] == ["Tanchon Commercial Bank", "dancheon commercial bank", "TCB"]
    assert entity_texts("Daedong Credit Bank (DCB)") == ["Daedong Credit Bank", "DCB"]


def test_a_name_without_korean_words_has_no_english() -> None:
    assert in_english("Blue Foods Trading Ltd") == ""
    assert in_english("Choson Kaebal T'uja Hoesa") == "korea development tuja company"  # four letters may be a name


@pytest.mark.parametrize(
    "text", ["", "   ", "은행", "有限公司", "(", "()", "부", "\u200b", "제", "39", "호", "KPA", "A" * 5_000, "은행" * 2_000]
)
def test_any_text_is_bounded(text: str) -> None:
    assert len(entity_text(text)) <= 40_000
    assert compare_names(text, "Bank of East Land", kind="entity").score <= 1


@pytest.mark.parametrize("written", SLIPS_IN_THE_COUNTRY)
def test_the_name_of_the_country_may_have_slips(written: str) -> None:
    assert compare_names(written, "Central Bank of the DPRK", "entity").decision == "review"
    assert compare_names(written, "Development Partners Resources Kong Bank", "entity").decision == "no_match"
