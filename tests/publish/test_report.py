"""The folder: same inputs, same bytes; the manifest fits; nothing half-written is left."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from vetoproof.findings.entries import finding_id
from vetoproof.publish.report import write_report
from vetoproof.publish.run import Run
from vetoproof.terms.canonical import canonical
from vetoproof.terms.errors import InputError

KEYS = ["id", "fact", "provision", "limb", "outcome", "day", "low", "mid", "high", "unit", "status", "law_confidence", "likelihood"]
KEYS += ["confidence", "sources", "replies", "why"]
FILES = {"index.html", "findings.jsonl", "facts.parquet", "coverage.csv", "manifest.json"}
AGAIN = """
import sys
from datetime import date
from pathlib import Path
from vetoproof import monitor
monitor.report(Path(sys.argv[1]), date(2026, 11, 24), date(2026, 11, 24))
"""


def lines_of(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "findings.jsonl").read_text("utf-8").splitlines()]


def test_another_process_writes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    other = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Seoul", "OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    subprocess.run([sys.executable, "-c", AGAIN, str(tmp_path)], env=other, check=True)
    assert {path.name for path in tmp_path.iterdir()} == FILES
    assert [name for name in sorted(FILES) if plain(tmp_path / name) != plain(folder / name)] == []


def plain(path: Path) -> bytes:
    """The bytes of a file; of a manifest without the hash of the source, which somebody may edit between two runs."""
    content = path.read_bytes()
    return re.sub(rb'"program":"\w{64}"', b"", content) if path.name == "manifest.json" else content


def test_a_line_of_findings_has_these_keys_and_no_others(folder: Path) -> None:
    lines = lines_of(folder)
    assert {tuple(line) for line in lines} == {tuple(KEYS)}
    assert {(line["status"], line["likelihood"]) for line in lines} == {("proposed", "not estimated")}
    assert all(line["id"] == finding_id(str(line["fact"]), str(line["provision"]), line["limb"]) for line in lines)  # type: ignore[arg-type]


def test_findings_stand_in_a_total_order_each_once(folder: Path) -> None:
    order = [(line["day"], line["fact"], line["provision"], line["limb"] or "") for line in lines_of(folder)]
    assert order == sorted(set(order))


def test_an_end_that_a_claimant_left_open_is_null(folder: Path) -> None:
    ends = {line["fact"]: (line["low"], line["mid"], line["high"], line["unit"]) for line in lines_of(folder)}
    assert ends["est-2018-01-OFAC-1"] == (None, None, 3780000, "bbl")
    assert ends["est-2018-01-USA-4"] == (500000, None, None, "bbl")
    assert ends["est-2022-01-POE-1"] == (800000, 800000, 800000, "bbl")
    assert ends["nuclear-2017-09-03"] == (None, None, None, None)


def test_the_manifest_fits_what_it_names(run: Run, folder: Path) -> None:
    raw = (folder / "manifest.json").read_bytes()
    manifest = json.loads(raw)
    assert raw == canonical(manifest)
    for name, entry in manifest["files"].items():
        content = (folder / name).read_bytes()
        assert entry == {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    assert set(manifest["files"]) == FILES - {"manifest.json"}
    assert (manifest["regime"], manifest["law_version"], manifest["as_of"]) == ("un-dprk", run.law.law_version, "2026-11-24")
    assert manifest["tables"]["nuclear"]["rows"] == len(run.tables["nuclear"].rows)
    assert manifest["counts"]["findings"] == len(lines_of(folder))


def test_one_format_alone(run: Run, tmp_path: Path) -> None:
    assert write_report(run, tmp_path / "deep" / "out", ["jsonl"]).path == tmp_path / "deep" / "out"
    assert {path.name for path in (tmp_path / "deep" / "out").iterdir()} == FILES - {"index.html"}


def test_an_unknown_format_is_refused_before_anything_is_written(run: Run, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no format"):
        write_report(run, tmp_path / "out", ["html", "docx"])
    assert not (tmp_path / "out").exists()


def test_a_report_that_cannot_be_made_leaves_the_old_one_alone(run: Run, tmp_path: Path) -> None:
    write_report(run, tmp_path, ["jsonl"])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(AttributeError):
        write_report(evolve(run, entries=(None,)), tmp_path, ["jsonl"])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_later_second_day_changes_only_what_was_said_between(run: Run, folder: Path, tmp_path: Path) -> None:
    write_report(evolve(run, known_by=date(2027, 1, 1)), tmp_path)
    assert (tmp_path / "findings.jsonl").read_bytes() == (folder / "findings.jsonl").read_bytes()
    assert json.loads((tmp_path / "manifest.json").read_bytes())["known_by"] == "2027-01-01"
