"""`vetoproof ingest` and `vetoproof store status`: what they print and what they return."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner
from written import claim

from vetoproof.cli.app import app
from vetoproof.evidence.originals import original_path
from vetoproof.evidence.store import open_store

Write = Callable[..., Path]


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setenv("VETOPROOF_STORE", str(tmp_path / "held"))

    def run(*words: str | Path) -> Any:
        done = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=True)
        if done.exception and hasattr(done.exception, "exit_code"):  # main() makes the exit code of an error
            done.exit_code = done.exception.exit_code
        return done

    return run


def objects(done: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_rows_are_taken_and_refused_ones_named(door: Callable[..., Any], write: Write) -> None:
    path = write([claim(), claim(mid="x")])
    done = door("ingest", path, "--json", "--grade", "B2", "--tlp", "green", "--received", "2020-01-01")
    assert done.exit_code == 0
    (said,) = objects(done)
    assert (said["format"], said["taken"], said["refused"], said["why"][0]["row"]) == ("claims", 1, 1, 2)
    assert "nothing was done" in door("ingest", path).stdout
    (whole, source) = objects(door("store", "status", "--json"))
    assert (whole["rows"], whole["refused"], whole["source"], whole["newest_received"]) == (1, 1, None, "2020-01-01")
    assert (source["source"], source["from"], source["until"]) == ("S/2019/171", "2018-01-01", "2018-12-31")
    assert "S/2019/171" in door("store", "status").stdout


@pytest.mark.parametrize(
    ("rows", "options", "code"),
    [
        ([claim()], [], 0),
        ([claim(), claim(mid="x")], [], 0),
        ([claim(), claim(mid="x")], ["--strict"], 2),
        ([claim(mid="x")], [], 2),
        ([claim()], ["--grade", "B7"], 2),
        ([claim()], ["--tlp", "PINK"], 2),
        ([claim()], ["--as", "xlsx"], 2),
        ([claim()], ["--claim", "a tanker"], 2),
        ([{"imo": "1"}], [], 2),
    ],
)
def test_exit_codes(rows: list[dict[str, str]], options: list[str], code: int, door: Callable[..., Any], write: Write) -> None:
    assert door("ingest", write(rows), *options).exit_code == code


def test_one_file_that_cannot_be_taken_does_not_stop_the_next(door: Callable[..., Any], write: Write, tmp_path: Path) -> None:
    done = door("ingest", tmp_path / "missing", write([claim()]), "--json")
    assert done.exit_code == 2
    assert [said["taken"] for said in objects(done)] == [1]


def test_an_altered_original_is_an_integrity_failure(door: Callable[..., Any], write: Write, tmp_path: Path) -> None:
    (said,) = objects(door("ingest", write([claim()]), "--json"))
    assert door("store", "status", "--check").exit_code == 0
    with open_store(tmp_path / "held", read_only=True) as store:
        kept = original_path(store, said["sha256"])
    kept.chmod(0o644)
    kept.write_bytes(b"something else")
    assert door("store", "status", "--check").exit_code == 4


def test_status_of_no_store_says_what_to_do(door: Callable[..., Any], tmp_path: Path) -> None:
    done = door("store", "status", "--store", tmp_path / "none")
    assert done.exit_code == 2
    assert "vetoproof ingest" in str(done.exception)


def test_quiet_says_nothing_and_a_pipe_sees_no_progress(door: Callable[..., Any], write: Write) -> None:
    path = write([claim(), claim(mid="x")])
    done = door("ingest", path, "--quiet")
    assert (done.stdout, done.stderr) == ("", "")
    assert "\r" not in door("ingest", path).output
