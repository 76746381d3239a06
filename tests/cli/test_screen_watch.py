"""The standing watch: only what is new, match by match. And answers in a file that somebody edited after the receipt."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from vetoproof.cli.app import app
from vetoproof.detect.names.decide import Match
from vetoproof.detect.names.screener import Answer
from vetoproof.monitor import Screener, only_new
from vetoproof.monitor.screening import Screened
from vetoproof.terms.errors import InputError

BENCH = Screener((), date(2024, 1, 1), regime=None)
NOBODY: tuple[tuple[str, str], ...] = ()


def said(*matches: tuple[str, str], unseen: str = "") -> Screened:
    """(number on the list, decision) of each match."""
    found = tuple(Match("L", ref, "x", 1.0, decision, ("why",)) for ref, decision in matches)  # type: ignore[arg-type]
    best = "match" if "match" in dict(matches).values() else "review" if matches else "no_match"
    return Screened("1", "Somebody", Answer(None if unseen else best, found, unseen))  # type: ignore[arg-type]


@pytest.fixture
def watch(tmp_path: Path) -> Callable[..., list[tuple[str | None, list[tuple[str, str]]]]]:
    def run(answer: Screened) -> list[tuple[str | None, list[tuple[str, str]]]]:
        shown = only_new([answer], tmp_path / "watch.json", BENCH)
        return [(one.decision, [(match["ref"], match["decision"]) for match in one.matches]) for one in shown]

    return run


Watch = Callable[[Screened], list[Any]]


def test_only_the_new_match_of_a_party_is_shown(watch: Watch) -> None:
    assert watch(said(("A", "match"))) == [("match", [("A", "match")])]
    assert watch(said(("A", "match"), ("B", "review"))) == [("review", [("B", "review")])]
    assert watch(said(("A", "match"), ("B", "review"))) == []


def test_a_match_that_became_stronger_is_new_and_a_weaker_one_is_not(watch: Watch) -> None:
    watch(said(("A", "review"), ("B", "review")))
    assert watch(said(("A", "match"), ("B", "review"))) == [("match", [("A", "match")])]
    assert watch(said(("A", "review"), ("B", "review"))) == []
    assert watch(said(("A", "match"))) == [("match", [("A", "match")])]


def test_what_went_is_told_once_and_is_new_when_it_comes_again(watch: Watch) -> None:
    watch(said(("A", "match"), ("B", "review")))
    assert watch(said(("A", "match"))) == []  # a match is left
    assert watch(said()) == [("no_match", [])]
    assert watch(said()) == []
    assert watch(said(("B", "review"))) == [("review", [("B", "review")])]


def test_who_could_not_be_screened_is_told_once(watch: Watch) -> None:
    watch(said(("A", "match")))
    assert watch(said(unseen="too long")) == [(None, [])]
    assert watch(said(unseen="too long")) == []
    assert watch(said(("A", "match"))) == [("match", [("A", "match")])]
    assert watch(said(unseen="too long")) and watch(said()) == [("no_match", [])]


SOME = st.dictionaries(st.sampled_from("ABC"), st.sampled_from(("review", "match"))).map(lambda found: tuple(found.items()))


@given(SOME, SOME)
def test_nothing_new_is_left_out_and_nothing_old_shown(first: Any, second: Any) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w.json"
        list(only_new([said(*first)], path, BENCH))
        shown = [(match["ref"], match["decision"]) for one in only_new([said(*second)], path, BENCH) for match in one.matches]
    strength = {"review": 1, "match": 2}
    assert shown == [(ref, one) for ref, one in second if strength[one] > strength.get(dict(first).get(ref, ""), 0)]


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "7", '{"answers": {}}', '{"watch": "vetoproof screen", "lists": [], "answers": {"a": "0123"}}',
        '{"watch": "vetoproof screen", "form": 2, "answers": {"a": "0123"}}', '{"watch": "vetoproof screen", "form": 2, "answers": []}',
    ],
)  # fmt: skip
def test_what_is_no_file_of_a_watch_is_refused_and_kept(text: str, tmp_path: Path) -> None:
    path = tmp_path / "w.json"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match="is no file of a watch"):
        list(only_new([said()], path, BENCH))
    assert path.read_text("utf-8") == text


# ---- at the door
LIST = "ref,name,type\nA-1,Zorblax Quixotl,person\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "store").mkdir()
    (tmp_path / "mine.csv").write_text(LIST, "utf-8")
    (tmp_path / "other.csv").write_text("ref,name,type\nB-1,Nobody Known,person\n", "utf-8")
    (tmp_path / "asked.csv").write_text("id,name,birth date\nc1,Zorblax Quixotl,1970-01-02\nc2,Mirko Vuk,\n", "utf-8")
    return tmp_path


def screen(desk: Path, *words: str) -> Any:
    lists = ("--list", str(desk / "mine.csv"), "--list", str(desk / "other.csv"))
    day = ("--as-of", "2024-01-01", "--store", str(desk / "store"))
    return CliRunner().invoke(app, ["screen", "--file", str(desk / "asked.csv"), *lists, *day, "--json", "--quiet", *words])


def test_a_list_that_changed_shows_only_the_new_match(desk: Path) -> None:
    words = ("--watch", str(desk / "w.json"))
    first = screen(desk, *words)
    assert [line["id"] for line in map(json.loads, first.stdout.splitlines())] == ["c1"] and first.exit_code == 3
    (desk / "other.csv").write_text("ref,name,type,dob\nB-1,Zorblax Quixotl,person,1970-01-02\n", "utf-8")
    second = screen(desk, *words)
    (line,) = map(json.loads, second.stdout.splitlines())
    assert (line["decision"], [one["ref"] for one in line["matches"]], second.exit_code) == ("match", ["B-1"], 1)
    assert (screen(desk, *words).stdout, screen(desk, *words).exit_code) == ("", 0)


def test_parties_without_ids_are_known_wherever_they_stand(desk: Path) -> None:
    words, asked = ("--watch", str(desk / "w.json")), desk / "asked.csv"
    asked.write_text("name\nZorblax Quixotl\nMirko Vuk\n", "utf-8")
    assert screen(desk, *words).exit_code == 3
    asked.write_text("name\nMirko Vuk\nAda Other\nZorblax Quixotl\n", "utf-8")
    assert screen(desk, *words).stdout == ""
    asked.write_text("name\nZorblax Quixotl\nZorblax Quixotl\n", "utf-8")
    assert [json.loads(line)["id"] for line in screen(desk, *words).stdout.splitlines()] == ["2"]  # a second of that name


def test_all_answers_and_the_new_ones_are_two_questions(desk: Path) -> None:
    ran = screen(desk, "--watch", str(desk / "w.json"), "--out", str(desk / "o.jsonl"))
    assert isinstance(ran.exception, InputError) and not (desk / "o.jsonl").exists() and not (desk / "w.json").exists()


# ---- the file of the answers beside the receipt


def verify(desk: Path, receipt: Path) -> tuple[int, dict[str, Any]]:
    ran = CliRunner().invoke(app, ["verify", str(receipt), "--json", "--store", str(desk / "store")])
    return ran.exit_code, json.loads(ran.stdout)


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_answers_that_were_edited_after_the_receipt_are_found(desk: Path, form: str) -> None:
    out, receipt = desk / f"out.{form}", desk / "r.json"
    screen(desk, "--out", str(out), "--receipt", str(receipt))
    assert json.loads(receipt.read_text("utf-8"))["out"]["path"] == str(out.resolve())
    code, found = verify(desk, receipt)
    assert (code, found["same"], found["why"]) == (0, True, []) and "has the hash of the receipt" in found["notes"][0]
    out.write_bytes(out.read_bytes().replace(b"review", b"cleared"))
    code, found = verify(desk, receipt)
    assert (code, found["same"]) == (4, False) and "out." in found["why"][0] and "was altered" in found["why"][0]


def test_answers_that_are_gone_are_said_not_to_be_compared(desk: Path) -> None:
    out, receipt = desk / "out.jsonl", desk / "r.json"
    screen(desk, "--out", str(out), "--receipt", str(receipt))
    out.unlink()
    code, found = verify(desk, receipt)
    assert (code, found["same"]) == (0, True) and "is not there: only the run was compared" in found["notes"][0]
    plain = CliRunner().invoke(app, ["verify", str(receipt), "--store", str(desk / "store")])
    assert "only the run was compared" in plain.stderr and plain.exit_code == 0


def test_answers_are_found_beside_the_receipt(desk: Path) -> None:
    out, receipt = desk / "elsewhere" / "out.jsonl", desk / "r.json"
    out.parent.mkdir()
    screen(desk, "--out", str(out), "--receipt", str(receipt))
    out.rename(desk / "out.jsonl")
    assert "has the hash" in verify(desk, receipt)[1]["notes"][0]
    (desk / "out.jsonl").write_text("{}\n", "utf-8")
    assert verify(desk, receipt)[0] == 4


def test_a_receipt_without_a_file_of_answers_tells_nothing_of_one(desk: Path) -> None:
    receipt = desk / "r.json"
    screen(desk, "--receipt", str(receipt))
    assert json.loads(receipt.read_text("utf-8"))["out"] is None and verify(desk, receipt)[1]["notes"] == []
