"""`vetoproof screen` and `verify`: the lines, the exit codes, files of every form, receipts, going on, the standing watch."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

import vetoproof as vp
from vetoproof.cli.app import app
from vetoproof.terms.errors import InputError, IntegrityError

DAY = ("--as-of", "2024-01-01")
LINES = (
    {"id": "a", "kind": "Person", "name": "RI Man-gon", "props": {"birthDate": ["1945-10-29"]}},
    {"id": "b", "kind": "Person", "name": "리만건"},
    {"id": "c", "kind": "Vessel", "name": "HOE RYONG", "props": {"imoNumber": "9074729"}},
    {"id": "d", "kind": "Company", "name": "Bluewater Bakery"},
    {"id": "e", "kind": "Person", "name": ""},
)
EXPECTED = ["match", "review", "review", "no_match", None]


class Ran:
    def __init__(self, *words: str) -> None:
        self.result = CliRunner().invoke(app, ["screen", *words], env={"VETOPROOF_STORE": "/nowhere/store"})
        self.code = self.result.exit_code

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.result.stdout.splitlines()]


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    path = tmp_path / "asked.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in LINES), "utf-8")
    return path


def test_a_line_for_each_party_in_order(asked: Path) -> None:
    ran = Ran("--file", str(asked), "--json", *DAY)
    assert [line["id"] for line in ran.lines] == ["a", "b", "c", "d", "e"]
    assert [line["decision"] for line in ran.lines] == EXPECTED
    match = ran.lines[0]["matches"][0]
    assert set(match) == {"list", "ref", "name", "score", "decision", "why"} and match["ref"] == "KPi.026"
    assert ran.lines[3] == {"id": "d", "query": "Bluewater Bakery", "decision": "no_match", "matches": []}
    assert ran.lines[4]["matches"] == [] and ran.lines[4]["unseen"]
    assert ran.code == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["9041552"], 1),
        (["KIM Yong Chol"], 3),
        (["Bluewater Bakery"], 0),
        ([""], 3),
        (["KIM Yong Chol", "9041552"], 1),
        (["x", "--kind", "Horse"], 2),
        ([], 2),
    ],
)
def test_exit_codes(words: list[str], code: int) -> None:
    ran = Ran(*words, *DAY, "--json")
    assert (getattr(ran.result.exception, "exit_code", None) or ran.code) == code


def test_before_its_day_nobody_is_listed() -> None:
    assert Ran("9041552", "--as-of", "2016-03-01", "--quiet").code == 0


def test_a_line_that_is_broken_is_bad_input_and_the_others_are_answered(tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_bytes(b'{"id":"1","name":"KIM Yong Chol"}\n{"id":\n[1]\n{"id":"4","name":"Bluewater"}\n')
    ran = Ran("--file", str(path), "--json", *DAY)
    assert [line["decision"] for line in ran.lines] == ["review", None, None, "no_match"] and ran.code == 2


def test_columns_are_guessed_and_told(tmp_path: Path) -> None:
    table, lines = tmp_path / "customers.csv", [["Customer ID", "Full Name", "DOB", "Shoe size"], ["1", "RI Man-gon", "1945-10-29", "43"]]
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    ran = Ran("--file", str(table), "--json", "--kind", "Person", *DAY)
    assert ran.lines[0]["decision"] == "match" and ran.lines[0]["id"] == "1"
    assert "Full Name = name" in ran.result.stderr and "not read: Shoe size" in ran.result.stderr
    parquet = tmp_path / "customers.parquet"
    pq.write_table(pa.table({"ref": ["1"], "party": ["RI Man-gon"], "born": ["1945-10-29"]}), parquet)
    assert Ran("--file", str(parquet), "--json", "--map", "name=party", *DAY).lines[0]["decision"] == "match"


@pytest.mark.parametrize("text", [b"\xff\xfe\x00broken", b"", b"colour,size\nred,3\n"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(text)
    assert isinstance(Ran("--file", str(path), *DAY).result.exception, InputError)


def test_a_formula_is_defused_on_its_way_out(asked: Path, tmp_path: Path) -> None:
    path, out = tmp_path / "formula.jsonl", tmp_path / "out.csv"
    path.write_text(json.dumps({"id": "=1+1", "kind": "Person", "name": "KIM Yong Chol"}) + "\n", "utf-8")
    Ran("--file", str(path), "--out", str(out), "--quiet", *DAY)
    assert "'=1+1" in out.read_text("utf-8")


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_answers_into_a_file(asked: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"out.{form}"
    assert Ran("--file", str(asked), "--out", str(out), "--quiet", *DAY).code == 1
    assert out.stat().st_size and not list(tmp_path.glob("*.part*"))
    if form == "parquet":
        assert pq.read_table(out).column("decision").to_pylist() == EXPECTED


def test_an_interrupted_run_goes_on_to_the_same_bytes(asked: Path, tmp_path: Path) -> None:
    from vetoproof.monitor import Question, answers_file, line_of, screener
    from vetoproof.terms.days import read_day

    out, whole = tmp_path / "out.jsonl", tmp_path / "whole.jsonl"
    Ran("--file", str(asked), "--out", str(whole), "--quiet", *DAY)
    bench, question = screener(read_day("2024-01-01"), store=Path("/nowhere/store")), Question(file=asked)
    with pytest.raises(KeyboardInterrupt), answers_file(out, question, bench) as file:
        file.write(line_of(next(bench.stream(question.parties()))))
        file.write(b'{"id":"b","qu')
        raise KeyboardInterrupt
    Ran("--file", str(asked), "--out", str(out), "--quiet", *DAY)
    assert out.read_bytes() == whole.read_bytes()


def test_a_receipt_gives_the_same_bytes_again(asked: Path, tmp_path: Path) -> None:
    receipt = tmp_path / "receipt.json"
    Ran("--file", str(asked), "KIM Yong Chol", "--receipt", str(receipt), "--quiet", *DAY)
    ran = CliRunner().invoke(app, ["verify", str(receipt), "--json"])
    assert ran.exit_code == 0 and json.loads(ran.stdout)["same"] is True


def test_what_was_altered_is_found(asked: Path, tmp_path: Path) -> None:
    receipt = tmp_path / "receipt.json"
    Ran("--file", str(asked), "--receipt", str(receipt), "--quiet", *DAY)
    said = receipt.read_text("utf-8")
    receipt.write_text(said.replace('"match": 1', '"match": 0'), "utf-8")
    assert isinstance(CliRunner().invoke(app, ["verify", str(receipt)]).exception, IntegrityError)
    receipt.write_text(said, "utf-8")
    asked.write_text(asked.read_text("utf-8").replace("Bakery", "Bakers"), "utf-8")
    assert isinstance(CliRunner().invoke(app, ["verify", str(receipt)]).exception, IntegrityError)
    asked.unlink()
    assert isinstance(CliRunner().invoke(app, ["verify", str(receipt)]).exception, InputError)


def test_a_watch_tells_only_what_is_new(asked: Path, tmp_path: Path) -> None:
    watch = tmp_path / "watch.json"
    first = Ran("--file", str(asked), "--watch", str(watch), "--json", *DAY)
    assert [line["id"] for line in first.lines] == ["a", "b", "c", "e"]
    assert Ran("--file", str(asked), "--watch", str(watch), "--json", *DAY).lines == []
    earlier = Ran("--file", str(asked), "--watch", str(watch), "--json", "--as-of", "2016-03-01")
    assert [line["id"] for line in earlier.lines] == ["a", "b", "c"]


def test_the_functions_of_the_package(tmp_path: Path) -> None:
    screener = vp.Screener(None, "2024-01-01")
    assert screener.screen({"kind": "Vessel", "name": "x", "props": {"imoNumber": "9041552"}}).decision == "match"
    table = pa.table({"id": ["1", "2"], "kind": ["Person", "Person"], "name": ["KIM Yong Chol", "Nobody Known"]})
    answers = screener.screen_many(table)
    assert answers.column("decision").to_pylist() == ["review", "no_match"]
    one_by_one = [screener.screen(row).as_json() for row in table.to_pylist()]
    assert [one.as_json() for one in screener.screen_many(table.to_pylist())] == one_by_one
    assert vp.compare_names("KIM Yong Chol", "김영철").decision == "review"


def test_a_firm_owned_by_a_listed_party_is_review_with_the_chain(tmp_path: Path) -> None:
    store, rows = tmp_path / "store", tmp_path / "owners.csv"
    rows.write_text(
        "subject,subject_kind,relation,party,party_state,share_pct,from,until,said,source\n"
        "Sunny Foods Ltd,company,owner,Middle Holding,HKG,60,2015-01-01,,2018-01-01,register\n"
        "Middle Holding,company,owner,KOREA RYONBONG GENERAL CORPORATION,PRK,80,2015-01-01,,2018-01-01,register\n"
        "Other Foods Ltd,company,owner,KOREA RYONBONG GENERAL CORPORATION,PRK,20,2015-01-01,,2018-01-01,register\n",
        "utf-8",
    )
    done = CliRunner().invoke(app, ["ingest", str(rows), "--as", "ownership", "--store", str(store), "--received", "2018-01-02"])
    assert done.exit_code == 0, done.output
    ran = CliRunner().invoke(app, ["screen", "Sunny Foods Ltd", "Other Foods Ltd", "--json", "--store", str(store), *DAY])
    first, second = (json.loads(line) for line in ran.stdout.splitlines())
    assert first["decision"] == "review" and first["matches"][0]["ref"] == "KPe.002"
    assert any("Middle Holding" in reason for reason in first["matches"][0]["why"])
    assert second["decision"] == "no_match" and ran.exit_code == 3


@pytest.mark.parametrize("option", ["--out", "--receipt", "--watch"])
def test_a_file_of_parties_is_never_written_over(asked: Path, option: str) -> None:
    before = asked.read_bytes()
    ran = Ran("--file", str(asked), option, str(asked), *DAY)
    assert isinstance(ran.result.exception, InputError) and asked.read_bytes() == before


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    path.write_text("name,name\nBob,RI Man-gon\n")
    ran = Ran("--file", str(path), *DAY)
    assert isinstance(ran.result.exception, InputError) and "two columns" in str(ran.result.exception)


def test_a_name_in_parts_beside_a_name_is_looked_up_too(tmp_path: Path) -> None:
    path = tmp_path / "parts.csv"
    path.write_text("full_name,first_name,last_name\nBob Zed,Man-gon,RI\n")
    assert [line["decision"] for line in Ran("--file", str(path), "--json", *DAY).lines] == ["review"]


def test_a_row_of_csv_without_an_end_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vetoproof.monitor.screening_csv.LONGEST_ROW", 100_000)
    path = tmp_path / "long.csv"
    path.write_text("name\nBob\n" + "x," * 400_000)
    ran = Ran("--file", str(path), "--json", *DAY)
    assert ran.code == 2 and "longer than" in ran.result.stdout


@pytest.mark.parametrize("text", ["0x123", "garbage!", "1A1zP1eP5QGefi2DMPTfTL5SLmv7Divf0a"])
def test_an_address_of_no_known_form_is_not_cleared(text: str) -> None:
    found = vp.Screener(None, "2024-01-01").screen({"kind": "CryptoWallet", "props": {"publicKey": [text]}})
    assert found.decision is None and "no address that is known" in found.unseen


def test_what_is_no_party_says_so() -> None:
    found = vp.Screener(None, "2024-01-01").screen(None)
    assert found.decision is None and "is no party" in found.unseen
