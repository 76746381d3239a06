"""Receipts years later: newer versions in the store, files elsewhere or altered, receipts of others' making; lists by their day."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from vetoproof.cli.app import app
from vetoproof.terms.canonical import digest
from vetoproof.terms.errors import InputError, IntegrityError

UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="{day}T00:00:00"><INDIVIDUALS>{people}</INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>
"""
PERSON = (
    "<INDIVIDUAL><DATAID>{n}</DATAID><FIRST_NAME>{first}</FIRST_NAME><SECOND_NAME>{last}</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>"
    "<REFERENCE_NUMBER>KPi.9{n:02}</REFERENCE_NUMBER><LISTED_ON>{since}</LISTED_ON></INDIVIDUAL>"
)
LIST = "ref,name,aliases,type\nA-1,Zorblax Quixotl,Zor Blax,person\nA-2,Example Star,,vessel\n"


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Any]:
    (tmp_path / "store").mkdir()

    def door(*words: str) -> Any:
        return CliRunner().invoke(app, [*words, "--store", str(tmp_path / "store")])

    return door


@pytest.fixture
def made(tmp_path: Path, run: Callable[..., Any]) -> Path:
    """A receipt of a file of parties, against a list in a file."""
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "mine.csv").write_text(LIST, "utf-8")
    (folder / "asked.csv").write_text("name,birth date\nZor Blax,\nNobody Known,1970\nhalf a row\n", "utf-8")
    words = ("--file", str(folder / "asked.csv"), "--list", str(folder / "mine.csv"), "--receipt", str(folder / "receipt.json"))
    assert run("screen", *words, "--json", "--quiet", "--as-of", "2024-01-01").exit_code == 2  # a row is broken; the others are answered
    return folder / "receipt.json"


def again(run: Callable[..., Any], receipt: Path) -> Any:
    return run("verify", str(receipt), "--json")


def test_a_folder_that_was_moved_whole_gives_the_same_bytes(made: Path, run: Callable[..., Any], tmp_path: Path) -> None:
    shutil.move(made.parent, tmp_path / "archive")
    assert json.loads(again(run, tmp_path / "archive" / "receipt.json").stdout)["same"] is True


def test_a_list_that_lies_in_the_store_under_its_hash_is_found(made: Path, run: Callable[..., Any]) -> None:
    for name in ("mine.csv", "asked.csv"):
        renamed = made.parent / f"other_{name}"
        (made.parent / name).rename(renamed)
        words = ("--as", "list") if name == "mine.csv" else ("--as", "original", "--claim", "a file of parties", "--source", "the desk")
        done = run("ingest", str(renamed), *words, "--received", "2024-01-01")
        assert done.exit_code == 0, done.output
        renamed.unlink()
    assert json.loads(again(run, made).stdout)["same"] is True


def test_a_list_that_was_altered_or_is_gone(made: Path, run: Callable[..., Any]) -> None:
    mine = made.parent / "mine.csv"
    mine.write_text(LIST.replace("Quixotl", "Quixote"), "utf-8")
    assert isinstance(again(run, made).exception, IntegrityError)
    mine.unlink()
    assert isinstance(again(run, made).exception, InputError)


def test_a_receipt_of_other_answers_is_told_from_what_is_run(made: Path, run: Callable[..., Any]) -> None:
    """Somebody writes another result, and the right hash over it."""
    said = json.loads(made.read_text("utf-8"))
    forge(made, said | {"result": "0" * 64, "answers": 4})
    found = again(run, made)
    assert found.exit_code == 4 and json.loads(found.stdout)["same"] is False
    assert any("3 answers, the receipt says 4" in why for why in json.loads(found.stdout)["why"])


def forge(path: Path, said: dict[str, Any]) -> None:
    said = {key: value for key, value in said.items() if key != "sha256"}
    path.write_text(json.dumps(said | {"sha256": digest(said)}), "utf-8")


@pytest.mark.parametrize(
    "change",
    [
        {"asked": None}, {"asked": {"names": []}}, {"as_of": "yesterday"}, {"as_of": 5}, {"lists": [{}]}, {"lists": 7}, {"regime": None},
        {"lists": [{"list": "x", "version": "y", "origin": ["moon", "z"]}]}, {"lists": [{"list": "x", "version": "y", "origin": []}]},
        {"lists": [{"list": "x", "version": "a+b", "origin": ["file", "z"]}]}, {"answers": "many"}, {"code": []}, {"owners": None},
        {"asked": {"names": [1], "file": None, "kind": "", "map": {}}},
        {"asked": {"names": [], "file": {"path": 1}, "kind": "", "map": {}}},
        {"out": 5}, {"out": {"path": "x"}}, {"out": {"path": 1, "sha256": "y"}},
    ],
)  # fmt: skip
def test_a_receipt_that_lacks_something_is_bad_input(change: dict[str, Any], made: Path, run: Callable[..., Any]) -> None:
    forge(made, json.loads(made.read_text("utf-8")) | change)
    found = again(run, made).exception
    assert isinstance(found, InputError) and "is no whole receipt" in str(found)


def take(run: Callable[..., Any], path: Path, text: str, *words: str) -> None:
    path.write_text(text, "utf-8")
    done = run("ingest", str(path), "--quiet", *words)
    assert done.exit_code == 0, done.output


def test_a_newer_un_list_is_shown_and_a_receipt_keeps_its_own(run: Callable[..., Any], tmp_path: Path) -> None:
    receipt, watch = tmp_path / "r.json", tmp_path / "w.json"
    first = PERSON.format(n=1, first="ZORBLAX", last="QUIXOTL", since="2098-05-05")
    second = first + PERSON.format(n=2, first="MIRABEL", last="THORNE", since="2098-06-06")
    ask = ("screen", "Zorblax Quixotl", "Mirabel Thorne", "--as-of", "2098-12-01", "--json", "--watch", str(watch))
    take(run, tmp_path / "un.xml", UN.format(day="2098-06-01", people=first))
    one = run(*ask, "--receipt", str(receipt))
    assert json.loads(one.stdout)["matches"][0]["list"] == "UN (ingested, not compiled)" and "binds nobody" in one.stderr
    take(run, tmp_path / "un2.xml", UN.format(day="2098-07-01", people=second))
    assert [json.loads(line)["query"] for line in run(*ask).stdout.splitlines()] == ["Mirabel Thorne"]  # only what is new
    assert run(*ask).stdout == ""
    assert json.loads(again(run, receipt).stdout)["same"] is True


def test_was_it_listed_on_that_day(run: Callable[..., Any], tmp_path: Path) -> None:
    take(run, tmp_path / "mine.csv", LIST, "--received", "2020-01-01")
    take(run, tmp_path / "mine_20220101.csv", LIST.replace("Zorblax Quixotl", "Mirabel Thorne"), "--received", "2022-01-01")
    for day, codes in (("2021-06-01", (3, 0)), ("2022-06-01", (0, 3))):
        for name, code in zip(("Zorblax Quixotl", "Mirabel Thorne"), codes, strict=True):
            assert run("screen", name, "--list", "mine", "--as-of", day, "--quiet").exit_code == code, (day, name)
    early = run("screen", "Zorblax Quixotl", "--list", "mine", "--as-of", "2019-01-01", "--quiet")
    assert isinstance(early.exception, InputError)


def test_what_a_list_cannot_tell_of_a_day_is_said(run: Callable[..., Any], tmp_path: Path) -> None:
    undated, dated = tmp_path / "mine_20200101.csv", tmp_path / "un.xml"
    undated.write_text(LIST, "utf-8")
    dated.write_text(UN.format(day="2020-01-01", people=PERSON.format(n=1, first="A", last="B", since="2019-01-01")), "utf-8")
    told = run("screen", "Nobody Known", "--list", str(undated), "--list", str(dated), "--as-of", "2019-06-01").stderr
    assert "states no day of its own (its name says 2020-01-01)" in told and "who was taken off before is not on it" in told
    assert "later changes are not in it" in run("screen", "Nobody Known", "--list", str(dated), "--as-of", "2021-01-01").stderr


def test_bytes_that_are_no_text_cost_their_own_row(run: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "asked.csv"
    path.write_bytes(b"name\n" + b"Nobody Known\n" * 2_000 + b"\xff\xfe\nRI Man-gon\n")
    found = run("screen", "--file", str(path), "--json", "--quiet")
    *_, torn, last = map(json.loads, found.stdout.splitlines())
    assert torn["decision"] is None and torn["unseen"].startswith("row 2002: ")
    assert found.exit_code == 2 and last["decision"] == "review" and last["id"] == "2002"


OWNERS = (
    "subject,subject_kind,relation,party,party_state,share_pct,from,until,said,source\n"
    "Sunny Foods Limited,company,owner,KOREA RYONBONG GENERAL CORPORATION,PRK,30,2015-01-01,,2018-01-01,register\n"
    "Sunny Foods Limited,company,owner,TANCHON COMMERCIAL BANK,PRK,{share},2015-01-01,,2018-01-01,register\n"
    "Sunny Foods Limited,company,owner,Somebody Else,NOR,20,2015-01-01,,2018-01-01,register\n"
)


@pytest.mark.parametrize("name", ["Sunny Foods Limited", "SUNNY FOODS CO., LTD.", "Sunny Foods"])
@pytest.mark.parametrize(("share", "decision"), [("20", "review"), ("19.99", "no_match")])
def test_listed_owners_count_in_the_aggregate(name: str, share: str, decision: str, run: Callable[..., Any], tmp_path: Path) -> None:
    take(run, tmp_path / "owners.csv", OWNERS.format(share=share), "--as", "ownership", "--received", "2018-01-02")
    found = json.loads(run("screen", name, "--json", "--as-of", "2024-01-01").stdout)
    assert (found["decision"], len(found["matches"])) == (decision, 2 if decision == "review" else 0)
    if decision == "review":
        assert any("in the aggregate: between 50 and 50 %; the 50 % rule is met" in why for why in found["matches"][0]["why"])


def test_an_argument_that_is_no_utf8_is_answered_and_its_receipt_holds(run: Callable[..., Any], tmp_path: Path) -> None:
    receipt = tmp_path / "r.json"
    found = run("screen", "Mirko V\udcffk", "--json", "--receipt", str(receipt), "--as-of", "2024-01-01")
    assert found.exit_code == 3 and "could not be read" in json.loads(found.stdout)["unseen"]
    assert json.loads(again(run, receipt).stdout)["same"] is True


def test_who_is_on_the_law_and_on_the_same_list_in_a_file_is_told_once(run: Callable[..., Any], shared: Path) -> None:
    path = shared / "data/lists/un_consolidated_20260227.xml.gz"
    if not path.is_file():
        pytest.skip("there is no official list among the given inputs")
    found = json.loads(run("screen", "RI PYONG CHUL", "--list", str(path), "--json", "--quiet", "--as-of", "2026-03-01").stdout)
    assert [(one["list"], one["ref"]) for one in found["matches"]] == [("UN", "KPi.076")]
