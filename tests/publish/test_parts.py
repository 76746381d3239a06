"""The chapters in the Panel's form: what each part shows, what it does not put to the law, what follows from it."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.publish.conftest import DAY, Page

from vetoproof import monitor
from vetoproof.evidence.record import Row
from vetoproof.publish.cells import texts
from vetoproof.publish.figures import Figures, figures
from vetoproof.publish.parts import PartView
from vetoproof.publish.rows import newest
from vetoproof.publish.run import Run
from vetoproof.publish.tables import facts_parquet


@pytest.fixture(scope="module")
def told(run: Run) -> Figures:
    return figures(run)


def part(told: Figures, chapter: str, form: str) -> PartView:
    (view,) = (view for view in told.chapters if view.chapter.id == chapter)
    return next(one for one in view.parts if one.part.form == form)


def test_the_chapters_of_a_panel_stand_in_its_order_and_none_is_empty(told: Figures) -> None:
    ids = [view.chapter.id for view in told.chapters]
    assert ids == ["nuclear", "sectoral", "arms", "workers", "cyber", "effects", "watch", "recommendations"]
    assert [view.chapter.id for view in told.chapters if view.empty] == []


def test_every_table_of_a_chapter_that_no_reading_puts_to_the_law_says_so(told: Figures, run: Run) -> None:
    read = {reading.table for reading in run.law.readings} | {"oil", "oil_periods"}
    for view in told.chapters:
        for one in view.parts:
            if set(one.part.tables) - read:
                assert one.part.not_put


def test_a_theft_is_open_and_hangs_on_what_nobody_has_said(run: Run) -> None:
    thefts = [entry for entry in run.entries if entry.table == "incidents"]
    assert Counter(entry.row["status"] for entry in thefts) == {"attributed": 37, "suspected": 36}
    assert {entry.judgement.verdict for entry in thefts} == {"depends"}
    for entry in thefts:
        missing = {name for finding in entry.judgement.findings for name in finding.missing}
        assert missing == {"counterpart.designated", "proceeds_in_jurisdiction", "state_action"}
        assert entry.fact.values["counterpart.state"] == ("PRK" if entry.row["status"] == "attributed" else None)


def test_disputed_and_excluded_thefts_are_shown_and_not_put(told: Figures) -> None:
    view = part(told, "cyber", "events")
    assert view.aside
    assert {heap.name: len(heap.rows) for heap in view.aside.heaps} == {"Disputed": 5, "Excluded": 1}


def test_workers_are_put_by_what_the_claim_says_and_its_day(run: Run) -> None:
    verdicts = {entry.row["id"]: entry.judgement.verdict for entry in run.entries if entry.table == "workers"}
    assert verdicts["workers-2018-12-31-RUS-1"] == "no_breach"  # inside the wind-down
    assert verdicts["workers-2025-10-CHN-1"] == "breach"
    put = set(verdicts)
    assert not put & {"workers-2025-10-RUS-1", "workers-2024-RUS-1", "workers-2024-RUS-2", "workers-2019-12-06-KWT-1"}  # plans and flows
    assert not any("-ALL-" in id_ or id_.startswith("workers-2019-QAT") for id_ in put)


def test_the_list_of_the_day_and_of_an_earlier_day(told: Figures) -> None:
    def counts(view: PartView) -> list[tuple[str, int]]:
        return [(kind, len(entries)) for kind, entries in view.listed.sorts] if view.listed else []

    assert counts(part(told, "arms", "listed")) == [("person", 80), ("entity", 75), ("vessel", 59)]
    early = figures(monitor.run("un-dprk", date(2016, 1, 1), DAY))
    assert sum(n for _, n in counts(part(early, "arms", "listed"))) < 40


def test_publishers_stand_side_by_side_and_nothing_is_added(told: Figures) -> None:
    view = part(told, "cyber", "matrix").matrix
    assert view
    assert view.unit == "million US dollars"
    (line,) = (line for line in view.lines if line.period == "2023")
    chainalysis = line.cells[view.heads.index("Chainalysis")]
    assert [(cell.figure, cell.said) for cell in chainalysis] == [("1,000", "2024-01"), ("660.5", "2024-12")]
    assert "revised" in chainalysis[1].rest


def test_an_interval_without_an_end_stops_at_the_last_look(told: Figures) -> None:
    view = part(told, "nuclear", "intervals").intervals
    assert view and view.looked == date(2025, 6, 9)
    reactor = next(strand for strand in view.strands if strand.name == "5MW(e)")
    assert reactor.intervals[-1].open
    assert reactor.intervals[-1].when == "since 15 October 2024 (known by the half month); last looked at 9 June 2025"


def test_what_stands_out_on_the_timeline(told: Figures) -> None:
    view = part(told, "watch", "timeline").timeline
    assert view
    assert [one.day for one in view.marked] == ["2022-05-26", "2024-03-28", "2024-04-30"]


def test_each_recommendation_has_something_behind_it(told: Figures, page: Page) -> None:
    found = part(told, "recommendations", "advice").advice
    assert len(found) >= 8
    assert [one.what for one in found if not (one.rows or one.provisions or one.to)] == []
    assert {row for one in found for row in one.rows} | {one.to for one in found if one.to} <= page.ids


def test_the_annex_counts_every_finding_once(told: Figures, run: Run) -> None:
    assert sum(one.count for one in told.annex) == sum(1 for _ in run.findings())
    assert all(one.groups for one in told.annex)


def test_unintended_effects_are_not_invented(page: Page) -> None:
    assert "This record holds no figure on such effects" in page.text


def test_kinds_and_measures_are_called_as_a_reader_calls_them(page: Page) -> None:
    assert "339 launches" in page.text or ">339</a> launches" in page.text
    assert "events of the kind" not in page.text
    assert "Goods that may not come from the DPRK" in page.text


def test_a_planned_end_is_no_newest_day() -> None:
    rows: list[Row] = [{"from": "2023-01-01", "until": "2026-12-31"}, {"from": "2024-05-01", "until": "2024-05-31"}]
    assert newest(rows, DAY) == "2024-05-31"
    assert newest(rows, date(2024, 4, 1)) == "2023-01-01"


def test_columns_of_one_figure_stand_as_one() -> None:
    row = {"host": "CHN", "low": "5", "mid": "", "high": "", "unit": "t", "bound": "at_least", "state": "shut_down"}
    assert list(texts(row, ["host", "low", "mid", "high", "unit", "state"])) == ["China", "at least 5 tonnes", "shut down"]
    assert list(texts({"value": "227450000", "unit": "USD"}, ["value", "unit"])) == ["227.45 million US dollars"]


# ---- the other files
def test_facts_are_the_same_bytes_and_hold_every_entry(run: Run, folder: Path) -> None:
    raw = (folder / "facts.parquet").read_bytes()
    assert facts_parquet(run) == raw
    table = pq.read_table(io.BytesIO(raw))
    assert table.num_rows == len(run.entries)
    rows = table.to_pylist()
    assert [(row["from"], row["id"]) for row in rows] == sorted((row["from"], row["id"]) for row in rows)
    assert all(row["source"] and len(row["row_sha256"]) == 64 for row in rows)
    floor = next(row for row in rows if row["id"] == "est-2018-01-USA-4")
    assert (floor["low"], floor["high"], floor["unit"]) == (500000, None, "bbl")


def test_coverage_is_a_table_of_three_states(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((folder / "coverage.csv").read_text("utf-8"))))
    assert list(rows[0]) == ["provision", "watcher", "from", "until", "state", "why"]
    assert {row["state"] for row in rows} == {"not looked", "looked, nothing", "found"}
    assert max(row["until"] for row in rows) == DAY.isoformat()
    assert all(row["from"] <= row["until"] for row in rows)


def test_the_manifest_says_what_a_later_run_must_know(folder: Path, run: Run) -> None:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert set(manifest["law"]["provisions"]) == set(run.law.by_id)
    assert len(manifest["law"]["designations"]) == 214
    assert manifest["tables"]["arms"]["newest"] == "2026-07-31"
    assert len(manifest["tables"]["tests"]["row_sha256"]) == 339
    assert manifest["figures"]["Nuclear and ballistic programmes: launches"]["value"] == "339"
