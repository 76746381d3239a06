"""A run that was cut short and run again: the same bytes, the same ids, the same exit code, a receipt that holds; or it begins anew."""

from __future__ import annotations

import io
import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from vetoproof.cli.app import app
from vetoproof.monitor import Question, answers_file, line_of, screener, store_folder
from vetoproof.terms.days import read_day

DAY = "2024-01-01"
OWNERS = (
    "subject,subject_kind,relation,party,party_state,share_pct,from,until,said,source\n"
    "{firm},company,owner,KOREA RYONBONG GENERAL CORPORATION,PRK,80,2015-01-01,,2018-01-01,register\n"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VETOPROOF_STORE", str(tmp_path / "store"))
    names = ["Mirko Vuk", "RI Won Ho", "Sunny Foods Ltd", "Bluewater Bakery"] * 30
    (tmp_path / "asked.csv").write_text("name,dob\n" + "".join(f"{name},\n" for name in names))
    lines = [json.dumps({"name": name}) for name in names]
    (tmp_path / "asked.jsonl").write_text("\n".join(['{"name":', *lines]) + "\n")
    return tmp_path


def own(desk: Path, firm: str) -> None:
    (desk / "own.csv").write_text(OWNERS.format(firm=firm))
    words = ["ingest", str(desk / "own.csv"), "--as", "ownership", "--store", str(desk / "store"), "--received", "2018-01-02"]
    assert CliRunner().invoke(app, words).exit_code == 0


def door(asked: Path, out: Path, *words: str) -> Any:
    return CliRunner().invoke(app, ["screen", "--file", str(asked), "--out", str(out), "--as-of", DAY, *words])


def cut(asked: Path, out: Path, rows: int) -> None:
    """A run that is killed after so many rows, in the midst of a line."""
    bench, question = screener(read_day(DAY), store=store_folder(None)), Question(file=asked)
    with pytest.raises(KeyboardInterrupt), answers_file(out, question, bench) as file:
        for one in islice(bench.stream(question.parties()), rows):
            file.write(line_of(one))
        file.write(b'{"id":"b","qu')
        raise KeyboardInterrupt


@pytest.mark.parametrize("form", ["csv", "parquet", "jsonl"])
@pytest.mark.parametrize("asked", ["asked.csv", "asked.jsonl"])
def test_a_run_that_goes_on_gives_what_a_whole_one_gives(desk: Path, form: str, asked: str) -> None:
    whole, again, receipt = desk / f"whole.{form}", desk / f"again.{form}", desk / "receipt.json"
    first = door(desk / asked, whole)
    cut(desk / asked, again, 47)
    second = door(desk / asked, again, "--receipt", str(receipt))
    assert "47 rows were answered before" in second.stderr
    assert again.read_bytes() == whole.read_bytes() and first.exit_code == second.exit_code == (2 if asked.endswith("jsonl") else 3)
    assert CliRunner().invoke(app, ["verify", str(receipt)]).exit_code == 0


def test_a_run_whose_owners_changed_begins_anew_and_says_so(desk: Path) -> None:
    own(desk, "Another Firm")
    cut(desk / "asked.csv", desk / "out.jsonl", 47)
    own(desk, "Sunny Foods Ltd")
    ran = door(desk / "asked.csv", desk / "out.jsonl")
    found = [json.loads(line)["decision"] for line in (desk / "out.jsonl").read_text().splitlines()]
    assert found == ["no_match", "review", "review", "no_match"] * 30 and "it begins anew" in ran.stderr


def test_what_was_piped_in_is_never_gone_on_with(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"name":"A"}\n')))
    cut(Path("-"), desk / "out.jsonl", 0)
    (desk / "out.jsonl.part").write_text('{"id":"1","query":"x","decision":"no_match","matches":[]}\n')
    words = ["screen", "--file", "-", "--out", str(desk / "out.jsonl"), "--as-of", DAY]
    ran = CliRunner().invoke(app, words, input=b'{"name":"RI Won Ho"}\n')
    assert ran.exit_code == 3 and len((desk / "out.jsonl").read_text().splitlines()) == 1 and "begins anew" in ran.stderr
