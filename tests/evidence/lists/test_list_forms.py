"""Each form of a list: what is taken out of it, field by field, and that two forms of one list say the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest
from list_samples import ALL, FTM, OFSI_CSV, SDN, SDN_XML, UK_XML

from vetoproof.evidence.lists.countries import state_of
from vetoproof.evidence.lists.dates import full_day, partial_date
from vetoproof.evidence.lists.ofac_remarks import parts_of
from vetoproof.evidence.lists.read import read_list
from vetoproof.evidence.lists.spelling import names_in
from vetoproof.evidence.lists.tables import LISTED
from vetoproof.terms.errors import InputError

Rows = Callable[..., Mapping[str, Mapping[str, Any]]]


@pytest.mark.parametrize("name", ALL)
def test_a_form_is_known_by_its_content_and_gives_rows_of_one_form(name: str, put: Callable[..., Path]) -> None:
    text, list_name, count = ALL[name]
    found = read_list(put(text, "some file" if not name.startswith("watch") else name))
    assert (found.name, found.rows.num_rows) == (list_name, count)
    assert found.rows.schema == LISTED
    assert found.version == read_list(put(text, "other" if not name.startswith("watch") else name)).version


def names(row: Mapping[str, Any], quality: str | None = None) -> list[str]:
    return [alias["name"] for alias in row["aliases"] if quality in (None, alias["quality"])]


def test_the_un_list(rows: Rows, put: Callable[..., Path]) -> None:
    found = rows("un.xml")
    one = found["KPi.900"]  # the blank behind the number is gone
    assert (one["kind"], one["name"], one["gender"], one["programs"]) == ("Person", "PAK EXAMPLE IL", "male", ["DPRK"])
    assert names(one) == ["Pak Yeil", "朴例日", "Mr. Pak", "Director Pak", "박예일"]
    assert names(one, "weak") == ["Mr. Pak", "Director Pak"]
    assert (one["birth_dates"], one["nationalities"]) == (["1964-07-17", "1967/1969"], ["PRK"])
    assert one["documents"] == [{"type": "Passport", "number": "381310099", "country": "PRK"}]
    assert (one["listed_on"], one["until"], one["changed_on"]) == (date(2016, 3, 2), None, date(2018, 6, 7))
    bank = found["LYe.900"]
    assert (bank["kind"], bank["name"], bank["addresses"]) == ("Organization", "EXAMPLE & SONS BANK (ESB)", ["1 Road, Tripoli, Libya"])
    assert bank["aliases"] == [{"name": "FIRST EXAMPLE BANK", "quality": "", "type": "fka"}]
    whole = read_list(put(ALL["un.xml"][0]))
    assert whole.as_of == date(2020, 2, 27)
    assert "SORT_KEY (1)" in whole.notes[0]


def test_remarks_of_ofac_are_taken_apart(rows: Rows) -> None:
    found = rows("sdn.csv")
    person, ship, firm = found["101"], found["102"], found["103"]
    assert (person["kind"], person["name"], person["programs"]) == ("Person", "KIM, Example", ["DPRK2", "NPWMD"])
    assert (person["birth_dates"], person["nationalities"], person["gender"]) == (["1948-12-10", "1949"], ["PRK"], "male")
    assert person["documents"] == [
        {"type": "Passport", "number": "PS 472330208", "country": "PRK"},
        {"type": "Registration Number", "number": "22839", "country": "MEX"},
    ]
    assert [wallet["currency"] for wallet in person["wallets"]] == ["XBT", "ETH"]
    assert person["aliases"] == [{"name": "KOM'ID", "quality": "weak", "type": "aka"}]
    assert {"kind": "linked to", "ref": "", "name": "EXAMPLE AIRLINES"} in person["links"]
    assert (ship["imo"], ship["mmsi"], ship["flag"], ship["call_sign"]) == ("9187629", "572469210", "PAN", "3EX")
    assert ship["links"][0] == {"kind": "owner", "ref": "", "name": "Example Shipping S.A."}
    assert names(ship) == ["OLD STAR"]
    assert (firm["kind"], firm["lei"], firm["imo"]) == ("Organization", "253400EXAMPLE0000012", None)
    assert firm["documents"] == [{"type": "IMO company number", "number": "5342883", "country": ""}]
    assert (found["36"]["remarks"], found["36"]["flag"], found["36"]["titles"]) == (None, None, [])  # "-0-" is null


def test_of_remarks_that_were_cut_off_half_a_field_is_no_field() -> None:
    text = "DOB 1949; Digital Currency Address - XBT 1Gq"
    assert parts_of(text.rjust(1_000, "x"))[-1].endswith("DOB 1949")
    assert parts_of(text)[-1] == "Digital Currency Address - XBT 1Gq"


def test_the_xml_of_ofac_says_what_its_csv_says(rows: Rows) -> None:
    table, tree, advanced = rows("sdn.csv"), rows("sdn.xml"), rows("sdn_advanced.xml")
    for field in ("kind", "name", "imo", "mmsi"):
        assert table["102"][field] == tree["102"][field] == advanced["102"][field]
    assert table["101"]["wallets"][:1] == tree["101"]["wallets"] == advanced["101"]["wallets"]
    for field in ("kind", "name", "gender", "nationalities"):
        assert table["101"][field] == tree["101"][field] == advanced["101"][field]
    assert tree["101"]["documents"] == advanced["101"]["documents"] == [{"type": "Passport", "number": "472330208", "country": "PRK"}]
    assert tree["101"]["birth_dates"] == advanced["101"]["birth_dates"] == ["1948"]  # circa; from 1 January to 31 December
    assert names(tree["101"], "weak") == names(advanced["101"], "weak") == ["KOMID"]


def test_the_advanced_xml_has_scripts_days_places_and_ties(rows: Rows) -> None:
    one = rows("sdn_advanced.xml")["101"]
    assert {"name": "김예", "quality": "strong", "type": "script"} in one["aliases"]
    assert (one["listed_on"], one["programs"]) == (date(2016, 3, 2), ["DPRK2"])
    assert (one["addresses"], one["countries"]) == (["Pyongyang, KP"], ["PRK"])
    assert one["links"] == [{"kind": "owner or operator of", "ref": "102", "name": "EXAMPLE STAR"}]


def test_the_eu_list_in_its_three_forms(rows: Rows) -> None:
    tree, table, old = rows("eu.xml"), rows("eu.csv"), rows("eu10.csv")
    for field in ("kind", "name", "gender", "nationalities", "programs"):
        assert tree["EU.77.33"][field] == table["EU.77.33"][field] == old["EU.77.33"][field], field
    assert tree["EU.77.33"]["birth_dates"] == ["1964-07-17", "1960/1962"]
    assert table["EU.77.33"]["birth_dates"] == old["EU.77.33"]["birth_dates"] == ["1964-07-17"]
    assert names(tree["EU.77.33"], "weak") == ["Mr Pak"]
    assert tree["EU.77.33"]["documents"] == table["EU.77.33"]["documents"]
    assert tree["EU.77.33"]["listed_on"] == table["EU.77.33"]["listed_on"] == date(2016, 3, 4)
    assert tree["EU.35.46"]["listed_on"] == table["EU.35.46"]["listed_on"] == date(2018, 1, 2)  # the day of its regulation
    assert tree["EU.35.46"]["countries"] == ["LBY"]


def test_the_uk_list_in_its_three_forms(rows: Rows) -> None:
    tree, table, closed = rows("uk.xml"), rows("uk.csv"), rows("conlist.csv")
    assert tree["DPR0900"]["name"] == "Example Il PAK"
    assert table["DPR0900"]["name"] == closed["12703"]["name"] == "Example PAK"  # a 0 stands for nothing
    for one in (tree["DPR0900"], table["DPR0900"], closed["12703"]):
        assert one["birth_dates"][0] == "1964-07-17"
        assert one["documents"][0]["number"] == "381310099"
        assert names(one, "weak")
    assert tree["DPR0900"]["birth_dates"][1] == "1965"  # dd/mm/1965
    assert closed["12703"]["nationalities"] == ["PRK", "SYR"]
    assert tree["DPR0975"]["imo"] == table["DPR0975"]["imo"] == closed["12704"]["imo"] == "9187629"
    assert tree["DPR0975"]["flag"] == table["DPR0975"]["flag"] == "COM"
    assert tree["DPR0975"]["links"] == table["DPR0975"]["links"] == [{"kind": "owner or operator", "ref": "", "name": "Example Shipping"}]


def test_the_day_that_a_file_states(put: Callable[..., Path]) -> None:
    days = {
        name: read_list(put(ALL[name][0], name)).as_of for name in ("sdn.xml", "sdn_advanced.xml", "eu.xml", "eu.csv", "uk.xml", "uk.csv")
    }
    assert days["sdn.xml"] == date(2024, 5, 3)  # 05/03/2024 is in May: the month first
    assert days["sdn_advanced.xml"] == date(2026, 5, 21)
    assert days["eu.xml"] == days["eu.csv"] == days["uk.xml"] == date(2025, 5, 25)
    assert days["uk.csv"] == date(2026, 2, 13)
    assert read_list(put(OFSI_CSV)).as_of == date(2025, 5, 25)
    assert read_list(put(SDN)).as_of is None
    assert read_list(put(SDN), as_of=date(2024, 1, 1)).as_of == date(2024, 1, 1)


def test_followthemoney_joins_what_stands_beside_a_party(rows: Rows) -> None:
    found = rows("entities.ftm.json")
    one = found["NK-1"]
    assert (one["name"], one["listed_on"], one["programs"]) == ("Example Pak", date(2016, 3, 2), ["DPRK"])
    assert one["documents"] == [{"type": "Passport", "number": "381310099", "country": "PRK"}]
    assert (names(one, "weak"), one["nationalities"]) == (["Mr Pak"], ["PRK"])
    assert found["NK-2"]["links"] == [{"kind": "ownership", "ref": "NK-1", "name": "Example Pak"}]
    assert found["NK-3"]["wallets"] == [{"currency": "XBT", "address": "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h"}]


def test_who_is_named_beside_the_listed_is_not_listed(rows: Rows) -> None:
    lines = [orjson.loads(line) for line in FTM.splitlines()]
    lines[0]["target"] = False
    found = rows("entities.ftm.json", b"\n".join(map(orjson.dumps, lines)))
    assert list(found) == ["NK-2", "NK-3"]
    assert found["NK-2"]["links"][0]["name"] == "Example Pak"


def test_a_party_is_listed_until_all_its_sanctions_have_ended(rows: Rows) -> None:
    ended = {"id": "s2", "schema": "Sanction", "properties": {"entity": ["NK-1"], "startDate": ["2015-01-01"], "endDate": ["2019-12-31"]}}
    one = rows("entities.ftm.json", FTM + b"\n" + orjson.dumps(ended))["NK-1"]
    assert (one["listed_on"], one["until"]) == (date(2015, 1, 1), None)
    one = rows("entities.ftm.json", FTM.replace(b'"listingDate"', b'"endDate"') + b"\n" + orjson.dumps(ended))["NK-1"]
    assert one["until"] == date(2019, 12, 31)


def test_a_ship_that_is_listed_by_its_number_alone_is_called_by_it(rows: Rows) -> None:
    found = rows("uk.xml", UK_XML.replace("<Name6>Example Star</Name6>", "<Name6/>"))
    assert found["DPR0975"]["name"] == "IMO 9187629"
    with pytest.raises(InputError, match="'DPR0900' has no name"):
        rows("uk.xml", re.sub("<Name[s]?><Name>.*?</Names>|381310099|<NonLatinNames>.*?</NonLatinNames>", "", UK_XML, flags=re.DOTALL))


def test_the_simple_csv_of_opensanctions(rows: Rows) -> None:
    found = rows("targets.simple.csv")
    assert names(found["NK-2"]) == ["Semi;Colon", "Other"]
    assert (found["NK-2"]["imo"], found["NK-2"]["documents"], found["NK-2"]["countries"]) == ("9187629", [], ["COM"])
    assert (found["NK-1"]["nationalities"], found["NK-1"]["changed_on"]) == (["PRK"], date(2025, 1, 1))


def test_a_list_of_ones_own(rows: Rows) -> None:
    found = rows("watch_20250101.csv")
    assert names(found["W-1"]) == ["Pak Yeil", "朴例日", "Mr Pak"]
    assert (found["W-1"]["kind"], found["W-1"]["nationalities"], found["W-1"]["birth_dates"]) == ("Person", ["PRK"], ["1964-07-17"])
    assert found["Example Star"]["imo"] == "9187629"  # without a number the name stands for it


def test_a_day_may_be_part_of_a_day() -> None:
    told = {
        "10 Dec 1948": "1948-12-10",
        "circa 1961": "1961",
        "approximately 1961": "1961",
        "1965 to 1968": "1965/1968",
        "between 1960 and 1963": "1960/1963",
        "Mar 1968": "1968-03",
        "dd/mm/1945": "1945",
        "00/00/1970": "1970",
        "31/31/1999": "",
        "1999-02-30": "",
        "Late 1970s": "",
        "no day": "",
        "": "",
    }
    assert {text: partial_date(text) for text in told} == told
    with pytest.raises(InputError, match="is no day"):
        full_day("1968", "here")


def test_a_state_has_one_code_and_what_is_none_stays() -> None:
    for text in ("Korea, North", "DPRK", "KP", "kp", "Democratic People’s Republic of Korea", "NORTH KOREA", "prk"):
        assert state_of(text) == "PRK"
    assert state_of("Korea, South") == "KOR"
    assert state_of("former Soviet Union") == "former Soviet Union"


def test_a_cell_with_several_names_is_parted_only_where_that_is_sure() -> None:
    told = {
        "Jin Tiesan (金铁三)": ["Jin Tiesan", "金铁三"],
        "Abubakar (original script: Абубакар)": ["Abubakar", "Абубакар"],
        "أبو شيماء (Abu-Shaima; Abu- Shayma)": ["أبو شيماء", "Abu-Shaima", "Abu- Shayma"],
        "Azim Adhajani; Azim Agha-Jani": ["Azim Adhajani", "Azim Agha-Jani"],
        "FOREIGN TRADE BANK (FTB)": ["FOREIGN TRADE BANK (FTB)"],
        "華信船務(香港)有限公司": ["華信船務(香港)有限公司"],
        "a.k.a.: KOMID": ["KOMID"],
        "AKA BANK": ["AKA BANK"],
        ") Abdel": [") Abdel"],
        "": [],
    }
    assert {text: list(names_in(text)) for text in told} == told


def test_the_count_that_a_file_states_must_be_there(rows: Rows) -> None:
    assert rows("sdn.xml", SDN_XML.replace(">2</Record_Count>", "></Record_Count>"))
    with pytest.raises(InputError, match="says that it has 3 records, and 2 were found"):
        rows("sdn.xml", SDN_XML.replace(">2</Record_Count>", ">3</Record_Count>"))
