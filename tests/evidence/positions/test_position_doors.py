"""`vetoproof ingest` and `store status` with positions: what they print and what they return."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sailed import HEADER, ROW, T0, csv_of
from typer.testing import CliRunner

from vetoproof.cli.app import app


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setenv("VETOPROOF_STORE", str(tmp_path / "held"))

    def run(*words: str | Path) -> Any:
        done = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=True)
        if done.exception and hasattr(done.exception, "exit_code"):  # main() makes the exit code of an error
            done.exit_code = done.exception.exit_code
        return done

    return run


def test_positions_are_taken_and_told_of(door: Callable[..., Any], tmp_path: Path) -> None:
    path = csv_of(tmp_path / "x.csv", [ROW, ROW, ROW.replace("33.60716", "91")], HEADER)
    done = door("ingest", path, "--json", "--received", "2022-01-05")
    assert done.exit_code == 0
    said = json.loads(done.stdout)
    assert (said["format"], said["taken"], said["refused"]) == ("positions", 1, 2)
    assert said["notes"] == ["1 left out: duplicate", "1 left out: position not available"]
    whole, source = (json.loads(line) for line in door("store", "status", "--json").stdout.splitlines())
    assert (whole["rows"], whole["refused"], whole["from"], whole["until"]) == (1, 2, "2022-01-03", "2022-01-03")
    assert source["source"] == "file x.csv"
    assert door("store", "status", "--check").exit_code == 0
    part = next((tmp_path / "held" / "positions").rglob("part.parquet"))
    part.unlink()
    assert door("store", "status", "--check").exit_code == 4


def test_columns_are_named_and_words_say_what_happened(door: Callable[..., Any], tmp_path: Path) -> None:
    path = csv_of(tmp_path / "x.csv", ["1,20/03/2021 00:22,2,3"], "ID,when,north,east")
    done = door("ingest", path, "--columns", "mmsi=ID,t=when,lat=north,lon=east")
    assert (done.exit_code, done.stdout) == (0, "x.csv (positions) is in: 1 rows taken, 0 refused\n")
    assert door("ingest", path, "--columns", "mmsi:ID").exit_code == 2
    assert door("ingest", csv_of(tmp_path / "y.csv", [], "ID,when"), "--columns", "mmsi=MMSI").exit_code == 2


@pytest.mark.parametrize("rows", [[f"1,{T0},,"], []])
def test_a_file_of_which_nothing_is_taken(rows: list[str], door: Callable[..., Any], tmp_path: Path) -> None:
    done = door("ingest", csv_of(tmp_path / "x.csv", rows, "mmsi,t,lat,lon"))
    assert done.exit_code == (2 if rows else 0)


def test_a_file_that_is_cut_off_is_kept_so_far_and_exits_with_two(door: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "x.csv.gz"
    text = "\n".join(["mmsi,t,lat,lon", *(f"{n},{T0 + n * n},{n % 90}.{n},{n % 170}" for n in range(1, 3_000))])
    path.write_bytes(gzip.compress(text.encode())[:-2_000])
    done = door("ingest", path, "--json")
    said = json.loads(done.stdout)
    assert done.exit_code == 2
    assert said["taken"] > 100
    assert "cut off" in said["broken"]
