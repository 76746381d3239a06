"""The forms of the later chapters: lanes of days, estimates."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from vetoproof.monitor import run
from vetoproof.publish.figures import figures
from vetoproof.publish.lanes import lanes_drawing
from vetoproof.publish.page import page

DAY = date(2026, 11, 24)
RUN = run("un-dprk", DAY, DAY)
PARTS = [part for view in figures(RUN).chapters for part in view.parts]


def test_a_lane_holds_the_rows_of_its_words_and_no_day_after_the_report():
    (view,) = [part.lanes for part in PARTS if part.lanes]
    by_title = {lane.title: lane for lane in view.lanes}
    blocked = by_title["Drafts blocked and mandates ended"]
    assert {str(one.start) for one in blocked.days} == {"2022-05-26", "2024-03-28", "2024-04-30"}
    assert all(one.start <= DAY and one.end >= view.since for lane in view.lanes for one in lane.days)


def test_an_empty_chart_of_lanes_is_none():
    (view,) = [part.lanes for part in PARTS if part.lanes]
    assert lanes_drawing(evolve(view, lanes=())) is None


def test_each_estimate_of_a_chapter_is_on_the_page_with_who_said_its_inputs():
    text = page(RUN).decode()
    assert {"arms", "plutonium", "workers"} == set(RUN.estimates)
    for found in RUN.estimates.values():
        assert all(one.said_by in text for one in found.inputs)
        assert all(one.why.split(";")[0][:40] in text for one in found.unseen)


def test_an_estimate_whose_inputs_nobody_had_said_is_left_out():
    early = run("un-dprk", date(2023, 1, 1), date(2023, 1, 1))
    assert "arms" not in early.estimates
