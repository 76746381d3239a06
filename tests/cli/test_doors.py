"""The doors as a caller meets them: what is printed, and the exit code."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

Run = Callable[..., subprocess.CompletedProcess[bytes]]
COAL: dict[str, Any] = {
    "kind": "goods_transfer",
    "day": "2019-06-01",
    "state": "CHN",
    "direction": "from_dprk",
    "goods": {"hs": ["2701"]},
}
RICE = COAL | {"direction": "to_dprk", "goods": {"hs": ["1006"]}}
ZINC_ORE = COAL | {"goods": {"hs": ["2608"]}}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Call the installed command in an empty folder."""

    def call(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [str(Path(sys.executable).with_name("vetoproof")), *words]
        return subprocess.run(command, cwd=tmp_path, input=given, capture_output=True, check=False)

    return call


def lines(*facts: dict[str, Any]) -> bytes:
    return b"".join(orjson.dumps({"id": f"f{n}", **fact}) + b"\n" for n, fact in enumerate(facts))


@pytest.mark.parametrize(
    ("facts", "code"),
    [((RICE,), 0), ((RICE, COAL), 1), ((ZINC_ORE, RICE), 3), ((COAL, ZINC_ORE), 1), ((COAL, {"kind": "no such kind"}), 2)],
)
def test_the_exit_code_says_the_worst_that_holds(run: Run, facts: tuple[dict[str, Any], ...], code: int) -> None:
    assert run("judge", "-", "--json", given=lines(*facts)).returncode == code


def test_an_answer_has_the_keys_of_the_contract_in_the_order_of_the_facts(run: Run) -> None:
    said = [json.loads(line) for line in run("judge", "-", "--json", given=lines(RICE, COAL)).stdout.splitlines()]
    assert [list(one) for one in said] == [["id", "verdict", "findings", "law_version"]] * 2
    assert [one["id"] for one in said] == ["f0", "f1"]
    assert list(said[1]["findings"][0]) == ["provision", "limb", "outcome", "exemption", "missing", "why"]


def test_why_names_the_paragraphs_tried_and_what_would_flip_the_verdict(run: Run) -> None:
    (said,) = [json.loads(line) for line in run("judge", "-", "--json", "--why", given=lines(ZINC_ORE)).stdout.splitlines()]
    assert {"provision", "decided_by", "why"} == set(said["tried"][0])
    assert {"set": {"on_national_list": True}, "verdict": "breach"} in said["flips"]
    assert {"set": {"on_national_list": False}, "verdict": "no_breach"} in said["flips"]


def test_a_broken_line_is_named_and_the_others_are_judged(run: Run) -> None:
    done = run("judge", "-", "--json", given=lines(RICE) + b'{"id": \n' + lines(COAL))
    assert (done.returncode, len(done.stdout.splitlines())) == (2, 2)
    assert done.stderr.startswith(b"line 2 fact: is not JSON")


def test_strict_gives_no_answers_if_one_fact_cannot_be_read(run: Run) -> None:
    done = run("judge", "-", "--json", "--strict", given=lines(RICE) + b"[]\n")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"no answers are given" in done.stderr


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        (b'{"id":"a","id":"b"}', b"a key stands twice"),
        (b'{"id":"a","kind":"tourism","day":"2019-06-01","quantity":{"amount":NaN,"unit":"t"}}', b"NaN"),
        (b'{"id":7,"kind":"tourism","day":"2019-06-01"}', b"id: 7 is not text"),
        (b'{"id":"a","kind":"tourism","day":"2019-06-31"}', b"day: '2019-06-31' is not a day"),
        (b'{"id":"a","kind":"tourism","day":"2019-06-01","mood":"good"}', b"mood: is no field of a fact"),
        (b'{"id":"a","kind":"tourism","day":"2099-06-01"}', b"lies after"),
        (b'{"id":"\xff","kind":"tourism","day":"2019-06-01"}', b"is not UTF-8"),
        (b"[" * 100_000, b"nested too deep"),
        (b'{"id":"' + b"a" * 1_100_000 + b'"}', b"is longer than"),
    ],
)
def test_a_fact_that_cannot_be_read_is_refused_with_its_field(run: Run, fact: bytes, told: bytes) -> None:
    done = run("judge", "-", "--json", given=fact + b"\n" + lines(RICE))
    assert done.returncode == 2
    assert told in done.stderr, done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_the_law_of_a_day_is_a_line_a_provision(run: Run) -> None:
    said = {one["provision"]: one for one in map(json.loads, run("law", "--on", "2018-01-01", "--json").stdout.splitlines())}
    keys = ["provision", "title", "measure", "force", "bound", "direction", "in_force", "exemptions", "confidence", "source"]
    assert list(said["2397/5"]) == keys
    assert "2375/14" not in said


def test_the_law_can_be_asked_by_goods_and_by_state(run: Run) -> None:
    goods = run("law", "--on", "2018-01-01", "--goods", "2710", "--json").stdout
    assert {json.loads(line)["provision"] for line in goods.splitlines()} == {"2270/31", "2321/20", "2397/5"}
    bound = {json.loads(line)["provision"] for line in run("law", "--on", "2018-01-01", "--state", "PRK", "--json").stdout.splitlines()}
    assert "2397/5" in bound and "2397/7" not in bound


def test_the_calendar_lists_what_falls_due_in_order(run: Run) -> None:
    due = [
        json.loads(line) for line in run("law", "--due", "2019-12-01..2020-04-30", "--as-of", "2020-01-01", "--json").stdout.splitlines()
    ]
    assert [one["day"] for one in due] == sorted(one["day"] for one in due)
    assert {"day": "2019-12-22", "provision": "2397/8", "status": "passed"}.items() <= next(
        o for o in due if o["provision"] == "2397/8"
    ).items()
    assert any(one["day"] == "2020-04-24" and one["what"].startswith("last day of the mandate") for one in due)


@pytest.mark.parametrize(
    "words",
    [
        ("law", "--on", "2018-13-01"),
        ("law", "--goods", "27x0"),
        ("law", "--state", "China"),
        ("law", "--provision", "9999/1"),
        ("law", "--due", "2018-01-01"),
        ("law", "--regime", "no-such-regime"),
        ("judge", "no-such-file.jsonl"),
        ("report", "--format", "docx"),
    ],
)
def test_bad_input_is_one_plain_sentence_and_exit_code_2(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr.strip()
    assert done.stdout == b""


def test_nothing_half_written_is_left_when_a_report_fails(run: Run, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "law.yaml").write_text("provisions: [{id: 1}]", "utf-8")
    assert run("report", "--regime", str(tmp_path / "broken"), "--out", str(tmp_path / "out")).returncode == 2
    assert not (tmp_path / "out").exists()
