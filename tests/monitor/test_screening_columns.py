"""Headers as people write them, --map in their words, kinds that are none; what is not read is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from vetoproof.cli.app import app
from vetoproof.detect.names.fields import looks_identifying, property_called
from vetoproof.detect.names.query import kind_of_party, party_of
from vetoproof.monitor.screening_columns import guessed
from vetoproof.terms.errors import InputError

DAY = ("--as-of", "2024-01-01")
HEADINGS = {
    "imoNumber": "IMO No.|imo_num|IMO|imoNumber|Vessel IMO|IMO Number 2|ship-imo-no",
    "birthDate": "D.O.B.|Date-of-Birth|dateOfBirth|Customer DOB|Geburtsdatum|Дата рождения|생년월일",
    "passportNumber": "Passport No.|PassportNo|Passport #|passport|Passport N°|passport_2|여권번호|护照号码|Passeport",
    "mmsi": "MMSI No.|MMSI",
    "callSign": "Call-Sign|callsign",
    "name": "LEGAL NAME|Full-Name|customerName|Vessel|Vessel Name|Nom|Nombre|Naam|이름|姓名|Ф.И.О.|Ｎａｍｅ",
    "firstName": "Given Name(s)|Prénom|Vorname",
    "leiCode": "LEI|LEI Code|lei_no",
    "publicKey": "Wallet|Digital Currency Address",
    "registrationNumber": "Company Number|Reg. No.",
    "id": "Customer No.|ID|No.|Customer ID",
    "": "Shoe size|Birth Place|Passport expiry|address|Passport Country",
}


@pytest.mark.parametrize(("holds", "heading"), [(holds, one) for holds, some in HEADINGS.items() for one in some.split("|")])
def test_a_heading_is_read_as_people_mean_it(holds: str, heading: str) -> None:
    assert property_called(heading) == holds


@pytest.mark.parametrize(
    ("heading", "looks"), [("Old IMO value", True), ("passport (copy)", False), ("Birth place", False), ("Size", False)]
)
def test_what_looks_like_a_number_that_decides(heading: str, looks: bool) -> None:
    assert looks_identifying(heading) is looks


def test_several_columns_of_one_sort_are_read_and_the_name_is_the_one_that_says_so() -> None:
    found = guessed(["Customer", "Customer name", "Passport 1", "Passport 2", "Customer ID", "No."], {}, "x")
    assert dict(found.chosen) == {
        "Customer": "alias", "Customer name": "name", "Passport 1": "passportNumber", "Passport 2": "passportNumber", "Customer ID": "id",
    }  # fmt: skip
    assert found.ignored == ("No.",)


def test_what_the_user_says_stands_before_the_guess_and_in_his_words() -> None:
    assert guessed(["Name", "A"], {"imo": "A"}, "x").chosen["A"] == "imoNumber"
    assert guessed(["Name", "Other"], {"name": "Other"}, "x").chosen == {"Name": "alias", "Other": "name"}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"foo": "A"}, "nothing called 'foo'"),
        ({"imo": "B"}, "no column 'B'"),
        ({"imo": "A", "imoNumber": "Name"}, "said twice"),
        ({"imo": "A", "name": "A"}, "said twice"),
    ],
)
def test_what_nobody_can_read_is_refused(given: dict[str, str], why: str) -> None:
    with pytest.raises(InputError, match=why):
        guessed(["Name", "A"], given, "x")


def test_two_halves_of_a_name_are_one_name() -> None:
    names = [one.text for one in party_of({"kind": "Person", "name": "Perez", "props": {"firstName": ["Jose"]}}).names]
    assert names == ["Perez", "Jose Perez"]
    assert [one.text for one in party_of({"kind": "Person", "name": "Jose Perez", "props": {"lastName": "Perez"}}).names] == ["Jose Perez"]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("natural person", "Person"),
        ("NaturalPerson", "Person"),
        ("Corporate", "Company"),
        ("Legal Entity", "LegalEntity"),
        ("vessel", "Vessel"),
    ],
)
def test_kinds_in_usual_words(word: str, kind: str) -> None:
    assert kind_of_party(word) == kind


# ---- at the door


def screen(path: Path, *words: str) -> Any:
    return CliRunner().invoke(app, ["screen", "--file", str(path), "--json", *DAY, *words], env={"VETOPROOF_STORE": "/nowhere/store"})


def answers(ran: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_a_kind_that_is_none_is_all_kinds_and_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text("name,Category,IMO No.\nHoe Ryong,Retail,9041552\nBluewater Bakery,Gold,\nRI Man-gon,Gold,\n", "utf-8")
    ran = screen(path)
    assert [one["decision"] for one in answers(ran)] == ["match", "no_match", "review"]
    assert "3 rows were screened as all kinds: Gold (2), Retail (1)" in ran.stderr
    assert screen(path, "--kind", "Horse").exception is not None


def test_a_column_that_may_decide_and_is_not_read_is_told_even_in_quiet(tmp_path: Path) -> None:
    path, receipt = tmp_path / "k.csv", tmp_path / "r.json"
    path.write_text("name,Old IMO value,Colour\nHoe Ryong,9041552,red\n", "utf-8")
    ran = screen(path, "--quiet", "--receipt", str(receipt))
    assert "not read: Old IMO value" in ran.stderr and "Colour" not in ran.stderr
    assert json.loads(receipt.read_text("utf-8"))["asked"]["columns"] == {"read": {"name": "name"}, "not_read": ["Old IMO value", "Colour"]}
    ran = screen(path, "--map", "imo=Old IMO value", "--quiet")
    assert answers(ran)[0]["decision"] == "match" and ran.stderr == ""


def test_columns_of_lines_of_json_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "k.jsonl"
    path.write_text('{"name":"x"}\n')
    assert "has no columns" in str(screen(path, "--map", "name=x").exception)
    assert "nothing called 'foo'" in str(screen(path, "--map", "foo=x").exception)


def test_ids_that_come_twice_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text("id,name\n2,Mirko Vuk\n,Mirko Vuk\n", "utf-8")
    ran = screen(path)
    assert [one["id"] for one in answers(ran)] == ["2", "2"] and "1 answers have an id that another has" in ran.stderr
