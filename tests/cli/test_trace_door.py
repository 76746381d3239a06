"""`vetoproof trace`: its answers line by line as the contract has them, its options, and what it refuses."""

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
from vetoproof.detect.funds.request import labels_here
from vetoproof.detect.funds.rules import RULES
from vetoproof.evidence.edges.lists import Label
from vetoproof.terms.errors import InputError

HEADER = "tx,time,from,to,amount,token\n"
MIXED = HEADER + "a,1,S,A,10,ETH\nb,2,C,A,10,ETH\nc,3,A,T,12,ETH\nd,4,A,U,8,ETH\n"
KEYS = {"rule", "stolen", "reached", "residual", "unfunded", "duplicates", "hops", "conserved"}
ADDRESS = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


@pytest.fixture
def ask(tmp_path: Path) -> Any:
    """The door's answer to `trace EDGES --json ...` as objects."""

    def asked(text: str, *words: str, **files: str) -> list[dict[str, Any]]:
        (tmp_path / "edges.csv").write_text(text, "utf-8")
        for name, content in files.items():
            (tmp_path / name).write_text(content, "utf-8")
        given = [str(tmp_path / word) if word in files else word for word in words]
        found = CliRunner().invoke(app, ["trace", str(tmp_path / "edges.csv"), "--json", *given], catch_exceptions=False)
        assert found.exit_code == 0
        return [json.loads(line) for line in found.stdout.splitlines()]

    return asked


def test_a_line_a_rule_and_the_range_over_them(ask: Any) -> None:
    *lines, over = ask(MIXED, "--from", "S")
    assert [line["rule"] for line in lines] == list(RULES)
    assert all(line.keys() >= KEYS for line in lines)
    assert all(line["stolen"] == 10 and line["conserved"] is True for line in lines)
    assert all(sum(line["reached"].values()) + line["residual"] == 10 for line in lines if line["rule"] != "poison")
    assert lines[0]["reached"] == {"T": 6, "U": 4}
    assert over["rule"] == "range"
    assert over["reached"] == {"T": {"low": 2, "high": 12}, "U": {"low": 0, "high": 8}}


def test_what_comes_back_to_a_source_is_residual_and_no_rule_changes_what_was_stolen(ask: Any) -> None:
    *lines, over = ask(HEADER + "a,1,S,A,10,ETH\nb,2,C,A,10,ETH\nc,3,A,S,10,ETH\nd,4,S,B,10,ETH\n", "--from", "S")
    assert [line["stolen"] for line in (*lines, over)] == [20] * 6
    assert {line["rule"]: line["returned"] for line in lines} == {"haircut": 5, "fifo": 10, "poison": 10, "lifo": 0, "seniority": 10}
    assert all(sum(line["reached"].values()) + line["residual"] - line["contaminated"] == 20 for line in lines)
    assert (over["residual"], over["returned"]) == ({"low": 10, "high": 20}, {"low": 0, "high": 10})


def test_a_source_that_is_an_end_too_is_said_so(ask: Any) -> None:
    (line,) = ask(HEADER + "a,1,S,A,10,ETH\nb,2,A,S,4,ETH\n", "--from", "S", "--to", "S", "--rule", "fifo")
    assert (line["stolen"], line["reached"], line["residual"], line["returned"]) == (10, {}, 10, 4)
    assert "1 sources are terminals or services too, as S" in line["notes"][0]


def test_from_python_paths_are_texts_or_paths_and_addresses_texts_or_lists(tmp_path: Path) -> None:
    edges, src = tmp_path / "edges.csv", tmp_path / "src.txt"
    edges.write_text(MIXED, "utf-8")
    src.write_text("S\nC\n", "utf-8")
    (tmp_path / "labels.csv").write_text("address,label,kind\nT,Binance 14,exchange\n", "utf-8")
    for where in (edges, str(edges)):
        for sources in (src, str(src), "S,C", ["S", "C"], ("S", "C"), iter(["S", "C"])):
            (line,) = vetoproof.trace(where, sources, ["T", "U"], rules="fifo").lines()
            assert (line.stolen, line.reached) == (20, {"T": 12, "U": 8})
    (line,) = vetoproof.trace(str(edges), ["S"], labels=str(tmp_path / "labels.csv"), rules=("haircut",)).lines()
    assert line.leads[0].label == "Binance 14"


@pytest.mark.parametrize(
    ("sources", "rules", "why"),
    [
        (Path("nobody"), "fifo", "is no file"),
        ([], "fifo", "names no address"),
        (["S", 5], "fifo", "'5' is no address"),
        (["S"], ["guess"], "there is no rule 'guess'"),
    ],
)
def test_from_python_what_is_no_source_or_rule_is_refused(tmp_path: Path, sources: Any, rules: Any, why: str) -> None:
    (tmp_path / "edges.csv").write_text(MIXED, "utf-8")
    with pytest.raises(InputError, match=why):
        vetoproof.trace(tmp_path / "edges.csv", sources, rules=rules)


def test_the_rules_asked_for_in_their_order_and_no_range_of_one(ask: Any) -> None:
    assert [line["rule"] for line in ask(MIXED, "--from", "S", "--rule", "lifo,fifo")] == ["lifo", "fifo", "range"]
    assert [line["rule"] for line in ask(MIXED, "--from", "S", "--rule", "haircut")] == ["haircut"]


def test_sources_terminals_and_labels_from_files(ask: Any) -> None:
    text = MIXED + "e,5,T,V,12,ETH\n"
    files = {"src.txt": "S\n", "ends.txt": "T\n", "labels.csv": "address,label,kind\nT,Binance 14,exchange\n"}
    (by_terminal,) = ask(text, "--from", "src.txt", "--to", "ends.txt", "--rule", "haircut", **files)
    (by_label,) = ask(text, "--from", "src.txt", "--labels", "labels.csv", "--rule", "haircut", **files)
    assert by_terminal["reached"] == by_label["reached"] == {"T": 6}
    assert by_terminal["residual"] == 4
    (lead,) = by_label["leads"]
    assert (lead["deposit"], lead["service"], lead["label"], lead["amount"], lead["rows"]) == ("A", "T", "Binance 14", 6, [3])


def test_duplicates_are_counted_once_unless_kept(ask: Any) -> None:
    text = MIXED + "a,1,S,A,10,ETH\n"
    (once,) = ask(text, "--from", "S", "--rule", "fifo")
    (kept,) = ask(text, "--from", "S", "--rule", "fifo", "--keep-duplicates")
    assert (once["stolen"], once["duplicates"], kept["stolen"], kept["duplicates"]) == (10, 1, 20, 0)


def test_each_token_has_its_own_lines(ask: Any) -> None:
    text = MIXED + "e,5,S,T,1.5,USD\n"
    lines = ask(text, "--from", "S", "--rule", "haircut,fifo")
    assert [(line["rule"], line["token"]) for line in lines] == [
        ("haircut", "ETH"), ("haircut", "USD"), ("fifo", "ETH"), ("fifo", "USD"), ("range", "ETH"), ("range", "USD"),
    ]  # fmt: skip
    assert lines[1]["stolen"] == 1_500_000


def test_columns_decimals_dust_and_a_source_with_an_amount(ask: Any) -> None:
    text = "when,payer,payee,sum\n2,A,T,0.004\n3,A,T,6\n"
    (line,) = ask(
        text, "--from", "src.csv", "--columns", "time=when,from=payer,to=payee,amount=sum", "--token", "ETH", "--decimals", "3",
        "--dust", "0.01", "--rule", "haircut", **{"src.csv": "address,amount,time\nA,5,1\n"},
    )  # fmt: skip
    assert (line["stolen"], line["reached"], line["dust"], line["unfunded"], line["decimals"]) == (5000, {"T": 5000}, 1, 1000, 3)


def test_what_could_be_frozen_at_an_hour(ask: Any) -> None:
    text = HEADER + "a,0,S,A,10,ETH\nb,3600,A,T,4,ETH\nc,36000,A,T,6,ETH\n"
    (line,) = ask(text, "--from", "S", "--at-hour", "2", "--rule", "haircut")
    assert line["deposits"] == {"T": {"arrived": 4, "there": 4, "to_come": 6}}
    assert (line["held"], line["theft"], line["time"]) == ({"A": 6}, "1970-01-01T00:00:00Z", "1970-01-01T02:00:00Z")
    (line,) = ask(text, "--from", "S", "--at-hour", "2", "--theft-at", "1970-01-01T10:00:00", "--rule", "haircut")
    assert line["deposits"]["T"]["to_come"] == 0


def test_patterns(ask: Any) -> None:
    text = HEADER + "".join(f"{n},{n},S,A{n},3003,ETH\n" for n in range(3))
    (found,) = ask(text, "--from", "S", "--patterns")
    assert (found["pattern"], found["amount"], found["transfers"], found["rows"]) == ("equal_amounts", 3003, 3, [1, 2, 3])


def test_a_label_of_another_chain_is_passed_over_and_said_so(ask: Any) -> None:
    text = HEADER + f"a,1,{ADDRESS},0x{'1' * 40},10,ETH\n"
    files = {"labels.csv": f"address,label,kind,chain\n0x{'1' * 40},X,exchange,bsc\n"}
    (line,) = ask(text, "--from", ADDRESS, "--labels", "labels.csv", "--rule", "fifo", **files)
    assert line["leads"][0]["label"] == ""
    assert "line 2: the label 'X' is for an address of bsc" in line["notes"][0]
    (line,) = ask(text, "--from", ADDRESS, "--labels", "labels.csv", "--chain", "bsc", "--rule", "fifo", **files)
    assert line["leads"][0]["label"] == "X"


@pytest.mark.parametrize(("stated", "label", "applied"), [
    ("", "ethereum", True), ("", "eth", True), ("", "", True), ("", "polygon", False), ("", "bitcoin", False),
    ("ETH", "ethereum", True), ("polygon", "matic", True), ("polygon", "ethereum", False), ("polygon", "evm", True),
])  # fmt: skip
def test_which_labels_hold_on_which_chain(stated: str, label: str, applied: bool) -> None:
    given = [Label(ADDRESS.lower(), "X", "exchange", label)]
    assert bool(labels_here(given, stated or "evm", bool(stated))[0]) is applied


def test_in_words(tmp_path: Path) -> None:
    (tmp_path / "edges.csv").write_text(MIXED, "utf-8")
    found = CliRunner().invoke(app, ["trace", str(tmp_path / "edges.csv"), "--from", "S"])
    assert "haircut: stolen 10 ETH; reached 2 addresses with 10; elsewhere 0; conserved to the last unit" in found.stdout
    assert "T  2 to 12" in found.stdout


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--from", "S", "--rule", "guess"], "there is no rule 'guess'"),
        (["--from", "Nobody"], "has no transfer of any of the 1 sources, as Nobody"),
        (["--from", "nowhere.txt"], "is no file"),
        (["--from", "S", "--dust", "little"], "'little' is not a number"),
        (["--from", "S", "--columns", "amount=sum"], "has no column 'sum'"),
        (["--from", "S", "--at-hour", "1", "--theft-at", "noon"], "'noon' is no time"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence(tmp_path: Path, words: list[str], why: str) -> None:
    (tmp_path / "edges.csv").write_text(MIXED, "utf-8")
    with pytest.raises(InputError, match=why):
        CliRunner().invoke(app, ["trace", str(tmp_path / "edges.csv"), *words], catch_exceptions=False)


def test_bad_input_leaves_with_2_and_names_the_row(tmp_path: Path) -> None:
    (tmp_path / "edges.csv").write_text(MIXED + "e,5,S,A,-1,ETH\n", "utf-8")
    command = [sys.executable, "-m", "vetoproof.cli", "trace", str(tmp_path / "edges.csv"), "--from", "S"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 2
    assert "edges.csv: row 5: amount '-1' is no number of 0 or more" in found.stderr


def test_a_large_graph_without_the_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from vetoproof.detect.funds import trace

    made = type("Large", (), {"row": range(trace.SMALL + 1)})()
    monkeypatch.setitem(sys.modules, "vetoproof.detect.funds.compiled", None)
    with pytest.raises(InputError, match=r"pip install 'vetoproof\[funds\]'"):
        trace.engine_for(made)  # type: ignore[arg-type]
