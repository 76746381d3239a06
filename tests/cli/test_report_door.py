"""The main job as a caller meets it: the folder, what it prints, and what changed since an earlier report."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
DAYS = ("--as-of", "2026-11-24", "--known-by", "2026-11-24")
KEYS = [
    "figure",
    "before",
    "after",
    "unit",
    "change",
    "evidence_arrived",
    "vintage_revised",
    "law_changed",
    "method_changed",
    "unexplained",
]


def call(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("vetoproof")), *words]
    return subprocess.run(command, cwd=place, capture_output=True, check=False, text=True)


def test_what_changed_since_an_earlier_report_is_a_line_each(tmp_path: Path) -> None:
    assert call(tmp_path, "report", "--out", "a", "--format", "jsonl", "--as-of", "2024-06-01", "--known-by", "2024-06-01").returncode == 0
    done = call(tmp_path, "report", "--out", "b", "--format", "jsonl", *DAYS, "--against", "a", "--json")
    first, *lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, first) == (0, {"report": "b", "manifest": "b/manifest.json"})
    figures = [line for line in lines if "figure" in line]
    assert figures and {tuple(line) for line in figures} == {tuple(KEYS)}
    assert [line for line in figures if line["unexplained"]] == []
    assert {line["cause"] for line in lines if "findings_on" in line} == {"evidence arrived"}
    told = call(tmp_path, "report", "--out", "c", "--format", "jsonl", *DAYS, "--against", "a").stdout
    assert "Since the report of 2024-06-01" in told and "0 not explained" in told


def test_an_earlier_report_that_is_not_there_is_bad_input_and_an_altered_one_an_integrity_failure(tmp_path: Path) -> None:
    call(tmp_path, "report", "--out", "a", "--format", "jsonl", *DAYS)
    assert call(tmp_path, "report", "--out", "b", *DAYS, "--against", "nowhere").returncode == 2
    with (tmp_path / "a" / "findings.jsonl").open("ab") as file:
        file.write(b" ")
    assert call(tmp_path, "report", "--out", "b", *DAYS, "--against", "a").returncode == 4
    assert not (tmp_path / "b").exists()


def test_the_age_of_the_record_is_told_by_chapter(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, str(ROOT / "tools/record_age.py"), "2026-11-24"], capture_output=True, check=True, text=True)
    assert "2026-04-18   Nuclear and ballistic programmes" in done.stdout
    assert "arms: claims said to 2026-07" in done.stdout
