"""`ingest` of customs files, then `record flows` and `record mirror`, as a caller meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import vetoproof
from vetoproof.cli.app import app
from vetoproof.terms.errors import VetoproofError

HEADER = "period,reporterCode,partnerCode,flowCode,cmdCode,netWgt,cifvalue,fobvalue,primaryValue"
ROWS = [
    "202304,156,408,M,670411,121000,22600000,,22600000",  # wigs: legal
    "202304,156,408,M,270112,5000000,700000,,700000",  # coal: banned since 2017-08-05
    "201504,156,408,M,270112,5000000,700000,,700000",  # and before that not
    "202304,156,408,X,847130,10,,5000.55,5000.55",  # machinery: banned since 2017-12-22
    "202304,156,408,X,847130,10,,5000.55,5000.55",  # the same again
    "202304,643,408,X,271019,30000,,20000,20000",  # refined petroleum: a cap
    "202304,156,408,M,27,,700000,,700000",  # the total of the coal
    "202304,156,643,X,870323,1,,500000,500000",  # both sides
    "202304,643,156,M,870323,1,510000,,510000",
    "202304,156,643,X,870423,1,,500000,500000",  # one side only
]
ON = ("--as-of", "2026-11-24", "--known-by", "2026-11-24")


def run(*words: str) -> Any:
    """A command in this process: what a fresh one loads is loaded once."""
    return CliRunner().invoke(app, list(words))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one customs file."""
    folder = tmp_path_factory.mktemp("trade")
    (folder / "c.csv").write_text("\n".join([HEADER, *ROWS, "202304,156,408,M,123456,1,1,,1"]) + "\n", "utf-8")
    done = run("ingest", str(folder / "c.csv"), "--store", str(folder / "s"), "--json", "--received", "2024-01-01")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["format"], told["taken"], told["refused"]) == (0, "customs", 9, 2)
    assert [one["row"] for one in told["why"]] == [7, 11]
    return folder / "s"


def ask(store: Path, table: str, *words: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    done = run("record", table, "--json", "--store", str(store), *ON, *words)
    assert (done.exit_code, done.stderr) == (0, "")
    *rows, last = [json.loads(line) for line in done.stdout.splitlines()]
    return rows, last


def test_banned_flows_are_facts_with_verdicts_and_wigs_are_not_among_them(store: Path) -> None:
    rows, last = ask(store, "flows")
    found = {(row["hs"], row["day"]): (row["verdict"], row["direction"], row["provisions"][-1:]) for row in rows}
    assert found == {
        ("270112", "2015-04-01"): ("no_breach", "from_dprk", []),
        ("270112", "2023-04-01"): ("breach", "from_dprk", ["2371/8"]),
        ("847130", "2023-04-01"): ("breach", "to_dprk", ["2397/7"]),
        ("271019", "2023-04-01"): ("depends", "to_dprk", ["2397/5"]),
    }
    assert [list(row)[:3] for row in rows] == [["table", "id", "day"]] * 4
    assert {"status", "source", "fact"} <= set(rows[0])
    assert list(last) == ["table", "definition", "as_of", "known_by", "totals", "unseen"]
    wigs = [one for one in last["totals"] if one["by"]["named"] == "no"]
    assert [(one["by"]["verdict"], one["n"], one["value"]) for one in wigs] == [("no_breach", 1, 22600000)]


def test_nothing_is_summed_twice_and_what_is_left_out_is_told(store: Path) -> None:
    rows, last = ask(store, "flows")
    assert sum(one["value"] for one in last["totals"] if one["by"]["verdict"] == "breach") == 705000.55
    assert any("duplicate" in one["what"] for one in last["unseen"])
    assert any("2 rows of customs files" in one["what"] for one in last["unseen"])
    aside, _ = ask(store, "flows", "--definition", "aside")
    assert [(row["hs"], row["status"], row["counted_usd"]) for row in aside] == [("847130", "duplicate", None)]
    everything, _ = ask(store, "flows", "--definition", "all")
    assert len(everything) == len(rows) + 1


def test_a_flow_goes_to_the_judge_as_it_stands(store: Path, tmp_path: Path) -> None:
    rows, _ = ask(store, "flows")
    (tmp_path / "facts.jsonl").write_text("".join(json.dumps(row["fact"]) + "\n" for row in rows), "utf-8")
    done = run("judge", str(tmp_path / "facts.jsonl"), "--json", "--as-of", "2026-11-24")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    names = ("id", "verdict", "findings")
    assert [[one[name] for name in names] for one in answers] == [[row[name] for name in names] for row in rows]


def test_the_two_days_and_the_filters(store: Path) -> None:
    assert ask(store, "flows", "--where", "verdict=breach", "--where", "hs=270112")[0][0]["value_usd"] == 700000
    rows, last = ask(store, "flows", "--as-of", "2016-01-01")
    assert ([row["day"] for row in rows], len(last["totals"])) == (["2015-04-01"], 1)
    assert ask(store, "flows", "--known-by", "2023-12-31")[0] == []


def test_mirror_compares_both_sides_and_names_the_orphan(store: Path) -> None:
    rows, last = ask(store, "mirror")
    found = {row["hs"]: (row["pair"], row["period"], row["gap"], row["orphan"], row["status"]) for row in rows}
    silent = {found.pop(hs) for hs in ("670411", "271019")}  # the DPRK reports nothing
    silent.add(found.pop("270112"))
    assert {(row[0], row[2:]) for row in silent} == {("PRK-CHN", (None, False, "silent")), ("RUS-PRK", (None, False, "silent"))}
    assert any("PRK (" in one["why"] for one in last["unseen"])
    assert found == {
        "870323": ("CHN-RUS", "2023-04", 0.0, False, "plain"),
        "870423": ("CHN-RUS", "2023-04", None, True, "orphan"),
    }
    assert {"pair", "hs", "period", "gap", "z", "orphan", "why"} <= set(rows[0])
    flagged, _ = ask(store, "mirror", "--definition", "flagged")
    assert [row["hs"] for row in flagged if row["status"] != "silent"] == ["870423"]
    assert ask(store, "mirror", "--definition", "reexports")[0] == []


def test_the_residual_of_two_statistics_is_an_inference() -> None:
    done = run("record", "mirror", "--json", "--definition", "residuals", *ON)
    rows = [json.loads(line) for line in done.stdout.splitlines()][:-1]
    (one,) = [row for row in rows if row["period"].startswith("2023")]
    assert (one["residual_usd"], one["status"]) == (426100000, "inference")
    assert one["as_crude_bbl"][0] <= 4_000_000 <= one["as_crude_bbl"][1]


@pytest.mark.parametrize(
    "words",
    [
        ("flows", "--definition", "none"),
        ("mirror", "--definition", "none"),
        ("flows", "--where", "nothing=1"),
        ("flows", "--regime", "no"),
    ],
)
def test_bad_input_is_an_error_that_says_what_to_do(store: Path, words: tuple[str, ...]) -> None:
    done = run("record", *words, *(() if "--store" in words else ("--store", str(store))))
    assert isinstance(done.exception, VetoproofError)
    assert (done.exception.exit_code, done.stdout) == (2, "")


def test_in_a_process_of_its_own_a_file_for_a_store_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "none").write_text("x", "utf-8")
    command = [str(Path(sys.executable).with_name("vetoproof")), "record", "flows", "--store", str(tmp_path / "none")]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stdout, b"is no folder" in done.stderr, b"Traceback" in done.stderr) == (2, b"", True, False)


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("words", [("flows",), ("mirror",), ("mirror", "--definition", "reexports")])
def test_without_a_store_there_are_no_rows_and_it_is_said(tmp_path: Path, words: tuple[str, ...], there: bool) -> None:
    if there:
        (tmp_path / "s").mkdir()
    rows, last = ask(tmp_path / "s", *words)
    assert (rows, last["totals"], len(last["unseen"])) == ([], [], 1)
    assert "vetoproof ingest" in last["unseen"][0]["why"]
    assert (tmp_path / "s").exists() == there


CONFLICT = [f"2018,156,408,M,270112,,,,{usd}" for usd in (5000, 5000, 7000)]
OWN = ["201903,408,156,X,270112,,,50000,50000", "201903,156,408,M,270112,,51000,,51000", "201904,408,643,X,260111,,,40000,40000"]


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with figures that differ, and with rows in the name of the DPRK."""
    folder = tmp_path_factory.mktemp("other")
    (folder / "c.csv").write_text("\n".join([HEADER, *CONFLICT, *OWN]) + "\n", "utf-8")
    assert json.loads(run("ingest", str(folder / "c.csv"), "--store", str(folder / "s"), "--json").stdout)["refused"] == 0
    return folder / "s"


def test_figures_that_differ_are_one_flow_with_a_band_and_a_verdict(other: Path) -> None:
    rows, last = ask(other, "flows", "--where", "from=2018-01-01")
    assert [[row[name] for name in ("value_usd", "low", "high", "verdict", "file_row")] for row in rows] == [
        [7000, 5000, 7000, "breach", 3]
    ]
    assert [(one["row"], one["value_usd"], len(one["file"])) for one in rows[0]["conflict"]] == [
        (1, 5000, 64),
        (2, 5000, 64),
        (3, 7000, 64),
    ]
    assert rows[0]["fact"]["quantity"] == {"low": 5000, "mid": 7000, "high": 7000, "unit": "USD"}
    assert [[one[name] for name in ("n", "value", "low", "high")] for one in last["totals"]] == [[1, 7000, 5000, 7000]]


def test_what_stands_in_the_name_of_the_dprk_is_kept_noted_and_compared(other: Path) -> None:
    rows, last = ask(other, "flows", "--where", "reporter=PRK")
    assert [(row["direction"], row["partner"], row["status"], row["verdict"]) for row in rows] == [
        ("from_dprk", "CHN", "other_side", "breach"),
        ("from_dprk", "RUS", "counted", "breach"),
    ]
    assert {row["note"] for row in rows} == {"the DPRK publishes no statistics; who compiled this?"}
    assert [one["value"] for one in last["totals"]] == [40000]
    assert any("2 rows of customs with PRK as the reporter" in one["what"] for one in last["unseen"])
    mirrored = {row["pair"]: row for row in ask(other, "mirror")[0]}
    assert [mirrored["PRK-CHN"][name] for name in ("status", "gap", "margin", "orphan")] == ["plain", 0.0, 1.02, False]
    assert [mirrored["PRK-RUS"][name] for name in ("status", "orphan")] == ["silent", False]
    assert {row["note"] for row in mirrored.values()} == {"the DPRK publishes no statistics; who compiled this?"}


def test_python_has_the_same_answers(store: Path) -> None:
    from datetime import date

    day = date(2026, 11, 24)
    found = vetoproof.record("flows", day, day, store=store)
    assert [row["id"] for row in found.counted.rows] == [row["id"] for row in ask(store, "flows")[0]]
