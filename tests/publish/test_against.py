"""A run against an older record: every figure that changed is split by cause and by row, and none is left over."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve
from tests.publish.conftest import DAY, Page

from vetoproof import monitor
from vetoproof.evidence.record import record_folder
from vetoproof.publish.causes import EVIDENCE, LAW, METHOD, VINTAGE
from vetoproof.publish.changes import Changed, Changes, change_lines, compare
from vetoproof.publish.earlier import read_earlier
from vetoproof.publish.figures import figures
from vetoproof.publish.report import write_report
from vetoproof.publish.run import Run
from vetoproof.regime.law import Regime
from vetoproof.terms.errors import InputError, IntegrityError

Edit = Callable[[dict[str, str]], dict[str, str] | None]
OLDER: dict[str, Edit] = {
    "tests": lambda row: None if row["from"] >= "2026-01-01" else row,
    "arms": lambda row: None if row["id"] == "arms-2026-07-CSIS-2" else row,
    "oil": lambda row: None if row["from"] >= "2025-01-01" else {**row, "amount": "1000"} if row["id"] == "oil-2024-01-RUS" else row,
    "oil_periods": lambda row: None if row["from"] >= "2025-01-01" else row,
    "incidents": lambda row: {**row, "status": "suspected"} if row["id"] == "incident-2025-02-21-bybit" else row,
    "workers": lambda row: None if row["id"].startswith("workers-2025-10") else row,
    "estimates": lambda row: {**row, "flag": "unverified"} if row["id"] == "est-2022-01-POE-1" else row,
}


def older_record(place: Path) -> Path:
    """The record as it may have been once: rows not yet there, one with another figure, one with another status, one set aside."""
    folder = Path(shutil.copytree(record_folder(), place))
    for name, edit in OLDER.items():
        path = folder / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as text:
            rows = list(csv.DictReader(text))
        kept = [changed for row in rows if (changed := edit(row))]
        with path.open("w", encoding="utf-8", newline="") as text:
            writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(kept)
    return folder


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("older")
    return monitor.report(place / "run", DAY, DAY, record=older_record(place / "record"), formats=["jsonl"]).path


@pytest.fixture(scope="module")
def changes(run: Run, older: Path) -> Changes:
    return compare(read_earlier(older), run, figures(run).figures)


def changed(changes: Changes, label: str) -> Changed:
    return next(one for one in changes.figures if one.label.endswith(label))


def test_no_change_is_left_unexplained_and_its_parts_add_up(changes: Changes) -> None:
    assert len(changes.figures) > 8
    assert changes.unexplained == ()
    for one in changes.figures:
        parts = [one.effect_of(cause) for cause, _ in one.causes]
        assert one.effect is None or sum(part for part in parts if part) == one.effect


def test_a_count_changes_by_its_rows(changes: Changes) -> None:
    one = changed(changes, ": launches")
    assert (one.before, one.after, one.effect) == ("314", "339", Decimal(25))
    assert [(cause, len(shares)) for cause, shares in one.causes] == [(EVIDENCE, 25)]


def test_a_share_of_a_limit_is_split_between_new_rows_and_a_revised_one(changes: Changes) -> None:
    one = changed(changes, "2024: reported, as a share of the limit")
    assert {cause for cause, _ in one.causes} >= {VINTAGE}
    assert one.effect_of(VINTAGE) == (Decimal(15279) - 1000) / 5000
    assert "row-oil-oil-2024-01-RUS" in {share.name for share in one.by(VINTAGE)}


def test_a_row_whose_status_was_revised_moves_two_figures(changes: Changes) -> None:
    for word, effect in (("attributed", 1), ("suspected", -1)):
        one = changed(changes, f"status {word}")
        assert [(share.cause, share.effect) for share in one.shares] == [(VINTAGE, Decimal(effect))]


def test_a_figure_that_is_no_sum_names_the_row_that_came(changes: Changes) -> None:
    one = changed(changes, "newest claim in rounds")
    assert one.effect is None
    assert [(share.name, share.cause) for share in one.shares] == [("row-arms-arms-2026-07-CSIS-2", EVIDENCE)]


def test_every_finding_that_moved_has_its_row_and_cause(changes: Changes) -> None:
    assert {one.cause for one in changes.findings} == {EVIDENCE, VINTAGE}
    assert {one.name for one in changes.findings} >= {"row-workers-workers-2025-10-KHM-1", "row-estimates-est-2022-01-POE-1"}


def test_the_page_and_the_folder_tell_what_changed(run: Run, older: Path, tmp_path: Path) -> None:
    made = write_report(run, tmp_path, against=older)
    page = Page((tmp_path / "index.html").read_text("utf-8"))
    assert "None is left unexplained" in page.text
    assert [link for link in page.all("href") if link[1:] not in page.ids] == []
    lines = [json.loads(line) for line in (tmp_path / "changes.jsonl").read_text("utf-8").splitlines()]
    assert made.changes and lines == json.loads(json.dumps(change_lines(made.changes)))
    manifest = json.loads((tmp_path / "manifest.json").read_bytes())
    assert set(manifest["files"]) >= {"changes.jsonl"} and manifest["against"]["as_of"] == "2026-11-24"


def test_the_same_run_has_no_change(run: Run, folder: Path) -> None:
    same = compare(read_earlier(folder), run, figures(run).figures)
    assert (same.figures, same.findings) == ((), ())


def test_a_later_second_day_is_evidence(folder: Path, tmp_path: Path) -> None:
    early = monitor.report(tmp_path, date(2024, 6, 1), date(2024, 6, 1), formats=["jsonl"])
    run = monitor.run("un-dprk", DAY, DAY)
    moved = compare(read_earlier(early.path), run, figures(run).figures)
    assert moved.unexplained == ()
    assert {one.why for one in moved.findings} == {"later than the days of the earlier run"}


def test_a_law_that_was_rewritten_is_law_changed(run: Run, folder: Path, tmp_path: Path) -> None:
    before = monitor.report(tmp_path, DAY, DAY, regime=str(older_law(tmp_path / "un-dprk")), formats=["jsonl"])
    found = compare(read_earlier(before.path), run, figures(run).figures)
    assert found.unexplained == ()
    assert {one.cause for one in found.findings} == {LAW}
    assert changed(found, "claims that would breach 2397/8").causes[0][0] == LAW
    assert "2397/8 was rewritten" in {share.why for one in found.figures for share in one.shares}


def older_law(place: Path) -> Path:
    """The same law with a wind-down that ends later."""
    regime = Path(str(monitor.load_regime.__globals__["regime_folder"]("un-dprk")))
    shutil.copytree(regime, place, ignore=shutil.ignore_patterns("cases"))
    path = place / "2397.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("months: 24\n      until: 2019-12-22", "months: 120\n      until: 2027-12-22"), "utf-8")
    return place


def test_another_reading_of_a_table_is_method_changed(run: Run, tmp_path: Path) -> None:
    kept = tuple(reading for reading in run.law.readings if reading.table != "nuclear")
    fewer = evolve(run, law=evolve(run.law, readings=kept), entries=tuple(one for one in run.entries if one.table != "nuclear"))
    before = write_report(fewer, tmp_path, ["jsonl"])
    found = compare(read_earlier(before.path), run, figures(run).figures)
    assert found.unexplained == ()
    assert {one.cause for one in found.findings} == {METHOD}


def altered(folder: Path, place: Path) -> Iterator[tuple[str, Path]]:
    for name in ("findings.jsonl", "facts.parquet"):
        copy = Path(shutil.copytree(folder, place / name))
        content = bytearray((copy / name).read_bytes())
        content[len(content) // 2] ^= 1
        (copy / name).write_bytes(bytes(content))
        yield name, copy


def test_an_altered_earlier_report_is_found(folder: Path, tmp_path: Path) -> None:
    for name, copy in altered(folder, tmp_path):
        with pytest.raises(IntegrityError, match=name):
            read_earlier(copy)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"{", b'{"regime": "x"}', b"\xff", b"null"])
def test_what_is_no_report_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(InputError):
        read_earlier(tmp_path)
    with pytest.raises(InputError):
        read_earlier(tmp_path / "nowhere")


def test_the_law_of_a_test_is_the_shipped_one(law: Regime, run: Run) -> None:
    assert law.law_version == run.law.law_version
