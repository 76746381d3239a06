"""The report tells of the store too: its facts are judged, and what the register says stands beside each finding."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vetoproof import monitor
from vetoproof.evidence.tables import Given
from vetoproof.findings.statements import Word

DAY = date(2026, 11, 24)
CALL = {"kind": "port_call", "state": "RUS", "direction": "none", "vessel": {"imo": "7937317"}, "circumstances": {"call_reason": "routine"}}
COAL = {"kind": "goods_transfer", "state": "CHN", "direction": "from_dprk", "goods": {"hs": ["2701"]}}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with three facts: a cargo of coal, one that no vocabulary can read, and a call of a ship that is on the list."""
    facts = tmp_path / "facts.jsonl"
    rows = (
        {"id": "log-1", "day": "2019-06-01", **COAL},
        {"id": "log-2", "day": "2019-06-01", **COAL, "kind": "no such kind"},
        {"id": "log-3", "day": "2019-06-01", **CALL},
    )
    facts.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    monitor.ingest([facts], Given("port log", "harbour master", DAY), tmp_path / "store")
    return tmp_path / "store"


def lines(store: Path, out: Path) -> Iterator[dict[str, Any]]:
    monitor.report(out, DAY, DAY, store=store)
    yield from map(json.loads, (out / "findings.jsonl").read_text("utf-8").splitlines())


def test_a_fact_of_the_store_is_judged_with_its_source_and_root(store: Path, tmp_path: Path) -> None:
    (line,) = [line for line in lines(store, tmp_path / "out") if line["fact"] == "log-1"]
    assert (line["provision"], line["outcome"], line["sources"], line["status"]) == ("2371/8", "breach", ["port log"], "proposed")


def test_what_a_fact_is_silent_on_is_looked_up_before_the_judge_and_its_source_named(store: Path, tmp_path: Path) -> None:
    found = {line["provision"]: line for line in lines(store, tmp_path / "out") if line["fact"] == "log-3"}
    assert found["2371/6"]["outcome"] == "breach"
    assert any("IMO 7937317" in source for source in found["2371/6"]["sources"])


def test_a_fact_that_the_regime_cannot_read_is_unseen(store: Path) -> None:
    run = monitor.run("un-dprk", DAY, DAY, store=store)
    assert any(one.what == "store log-2" and "kind" in one.why for one in run.unseen)


def test_a_reply_is_printed_beside_its_finding(store: Path, tmp_path: Path) -> None:
    (line,) = [line for line in lines(store, tmp_path / "out") if line["fact"] == "log-1"]
    word = Word(DAY, "https://example.org/note", text="<b>We did not buy it.</b>", who="Ministry")
    monitor.say(line["id"], DAY, DAY, store, [word])
    (line,) = [line for line in lines(store, tmp_path / "out") if line["fact"] == "log-1"]
    assert (line["status"], [reply["who"] for reply in line["replies"]]) == ("replied", ["Ministry"])
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "&lt;b&gt;We did not buy it." in page


def test_without_a_store_the_report_is_that_of_the_record(tmp_path: Path) -> None:
    assert not [line for line in lines(tmp_path / "none", tmp_path / "out") if line["fact"] == "log-1"]
