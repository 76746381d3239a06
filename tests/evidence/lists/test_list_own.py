"""Lists of one's own and extracts of official ones: columns in many words, cells with several values, and what is no list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from vetoproof.evidence.lists.own_cells import births, by_script, other_names, papers
from vetoproof.evidence.lists.read import form_of, read_list
from vetoproof.terms.errors import InputError

Put = Callable[..., Path]
Rows = Callable[..., Mapping[str, Mapping[str, Any]]]


def told(text: str, own: str = "Own Name", *, many: bool = True) -> list[tuple[str, str, str]]:
    return [(one.name, one.quality, one.type) for one in other_names(text, own, many=many)]


@pytest.mark.parametrize(
    ("cell", "own", "names"),
    [
        ("Abu Ali, Abou Ali", "Own Name", ["Abu Ali", "Abou Ali"]),
        ("Own Name, Abu Ali", "Own Name", ["Abu Ali"]),
        ("Rahab, Rahab Institute", "RAHAB", ["Rahab", "Rahab Institute"]),
        ("KIM, Chol", "KIM Chol Su", ["KIM, Chol"]),  # as likely one name as two
        ("KIM, Chol; RI, Song", "PAK, Il", ["KIM, Chol", "RI, Song"]),
        ("PAK, Yong, PAK Il", "PAK, Il Ho", ["PAK, Yong, PAK Il"]),  # the list writes FAMILY, Given
        ("ACME CO., LTD., Acme Trading", "ACME", ["ACME CO., LTD.", "Acme Trading"]),
        ("Zeta S.R.O., Zeta a. s.", "ZETA", ["Zeta S.R.O.", "Zeta a. s."]),
        ("One|Two\nThree", "Own", ["One", "Two", "Three"]),
        ("", "Own", []),
    ],
)
def test_a_cell_of_other_names_is_parted_where_that_is_sure(cell: str, own: str, names: list[str]) -> None:
    assert [name for name, _, _ in told(cell, own)] == names


def test_a_column_for_one_name_is_parted_at_commas_only_for_three_whole_names() -> None:
    assert len(told("KIM Sou-Kwang, KIM Son-Kwang, KIM Su-gwang", many=False)) == 3
    assert len(told("KIM Sou-Kwang, KIM Son-Kwang", many=False)) == 1


def test_words_about_a_name_are_no_part_of_it() -> None:
    assert told("Good:Pak Chol;Low: The Doctor;fka:OLD NAME;a.k.a.:KKBC") == [
        ("Pak Chol", "strong", "aka"), ("The Doctor", "weak", "aka"), ("OLD NAME", "", "fka"), ("KKBC", "", "aka"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("PAK Kwang Hun 박광훈", ("PAK Kwang Hun", "박광훈")),
        ("Banka ЗАО", ("Banka ЗАО",)),
        ("Pak 朴", ("Pak 朴",)),
        ("이 Song", ("이 Song",)),
        ("장 Song Taek 장성택", ("장 Song Taek 장성택",)),
    ],
)
def test_two_scripts_are_two_names_only_where_one_ends_and_the_other_begins(name: str, names: tuple[str, ...]) -> None:
    assert by_script(name) == names


def test_dates_and_papers_stand_among_words() -> None:
    assert births("a) 1964 b) 28.8.1962") == ("1964", "1962-08-28")
    assert births("7.8.1965 / 20.2.1972;1967-1969") == ("1965-08-07", "1972-02-20", "1967/1969")
    assert births("unknown") == () and births("99.99.1965") == ()
    assert papers("Passport:381110042 (Expired 25 Jan. 2016);563410081 / 472410022") == ("381110042", "563410081", "472410022")
    assert papers("381120660 expires 25.3.2016.") == ("381120660",) and papers("PS") == ()


EXTRACT = (
    "ent_num,name,type,programs,akas_20251224,callsign,imo,dob,passports,remarks\n"
    '9,EXAMPLE CORP,,NPWMD] [DPRK2,aka:EXAMPLE CO;fka:OLD EXAMPLE,,"5179245;5405737",,,"SWIFT/BIC EXAMKPPY; a.k.a. \'EXCO\'."\n'
    '10,"PAK, Example",individual,DPRK3,,,,28 Jul 1962,654410025,"DOB 28 Jul 1962; nationality Korea, North."\n'
    "11,EXAMPLE STAR,vessel,DPRK4,,HMZZ,9187629,,,Vessel Registration Identification IMO 9187629.\n"
)


def test_an_extract_of_ofac_is_read_as_ofac_writes(rows: Rows) -> None:
    found = rows("extract.csv", EXTRACT)
    firm, man, ship = (found[ref] for ref in ("9", "10", "11"))
    assert (firm["kind"], man["kind"], ship["kind"]) == ("Organization", "Person", "Vessel")
    assert [(one["name"], one["quality"]) for one in firm["aliases"]] == [("EXAMPLE CO", ""), ("OLD EXAMPLE", ""), ("EXCO", "weak")]
    assert [one["number"] for one in firm["documents"]] == ["5179245", "5405737", "EXAMKPPY"] and firm["programs"] == ["NPWMD", "DPRK2"]
    assert (man["birth_dates"], man["nationalities"]) == (["1962-07-28"], ["PRK"])
    assert (ship["imo"], ship["call_sign"]) == ("9187629", "HMZZ")


def test_rows_of_one_number_are_one_entity_with_all_its_wallets(rows: Rows) -> None:
    found = rows(
        "w.csv", 'ent_num,name,programs,currency,address\n1,"LI, X",DPRK3,XBT,1abc\n1,"LI, X",DPRK3,ETH,0xdef\n2,MIXER,CYBER2,XBT,3zzz\n'
    )
    assert [(one["currency"], one["address"]) for one in found["1"]["wallets"]] == [("XBT", "1abc"), ("ETH", "0xdef")]
    assert found["1"]["addresses"] == [] and set(found) == {"1", "2"}


def test_a_list_of_ships_needs_no_word_that_they_are_ships(rows: Rows) -> None:
    found = rows(
        "ships.csv", "imo,name,other_names,un_designated_on\n9187629,Example Star,Old Star,2018-03-30\nnone,Nameless 7 (Seventh Star),,\n"
    )
    assert {row["kind"] for row in found.values()} == {"Vessel"} and str(found["Example Star"]["listed_on"]) == "2018-03-30"
    assert [one["name"] for one in found["Nameless 7"]["aliases"]] == ["Seventh Star"]


def test_the_kind_may_stand_where_others_have_what_somebody_does(rows: Rows) -> None:
    found = rows("eu_names.csv", "name,aliases,designation\nA B,A B,person\nC D,C D,enterprise\nE F,E F,Minister\n")
    assert [row["kind"] for row in found.values()] == ["Person", "Organization", "LegalEntity"]


def test_without_a_word_that_it_is_a_list_only_names_with_more_are_one(put: Put) -> None:
    customers = "id,name,city\n1,Somebody,Oslo\n"
    assert form_of(customers.encode(), "customers.csv") is None
    assert read_list(put(customers, "customers.csv")).rows.num_rows == 1


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("commit_time,change,ent_num,name\n2021,added,1,A\n2022,removed,1,A\n", "says 'removed' under 'change' in row 2"),
        ("ref,name\n1,A\n1,B\n", "has '1' twice, as 'A' and 'B'"),
        ("name1,name2\nA,B\n", "of its columns .name1, name2. none is called `name`"),
    ],
)
def test_what_is_no_list_is_refused_with_what_was_found(text: str, what: str, put: Put) -> None:
    with pytest.raises(InputError, match=what) as refused:
        read_list(put(text, "x.csv"))
    assert refused.value.do
