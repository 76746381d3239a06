"""The report of the promises: paths, members, money by the year, promises that fell behind; and who looked."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from vetoproof.assess.looks import FOUND, NOT_LOOKED, cut
from vetoproof.assess.seen import looks
from vetoproof.evidence.record import read_table
from vetoproof.findings.targets import answers, tables_of
from vetoproof.findings.targets.promise import Promise, promises
from vetoproof.findings.targets.regressions import TAKEN_BACK, WEAKER, regressions, weaker_than
from vetoproof.monitor import report
from vetoproof.regime.load import load_regime
from vetoproof.terms.days import Span

DAY = date(2026, 11, 24)
LAW = load_regime("net-zero")
TABLES = {name: read_table(name) for name in tables_of(LAW)}


@pytest.fixture(scope="module")
def made() -> tuple[Promise, ...]:
    return promises(LAW, TABLES, DAY, DAY)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("climate")
    report(out, DAY, DAY, regime="net-zero")
    return out


def test_every_answer_of_the_door_is_in_one_promise(made):
    told = [answer for one in made for found in one.answers.values() for answer in found]
    assert sorted(map(_key, told)) == sorted(map(_key, answers(LAW, TABLES, DAY, DAY)))


def _key(answer):
    return json.dumps(answer.as_json(), sort_keys=True)


def test_the_newest_figure_lies_in_the_band_of_its_releases(made):
    tracks = [one.track for one in made if one.track]
    assert len(tracks) > 40
    for track in tracks:
        assert all(band.low <= track.path.need(band.year) <= band.high for band in track.band)
    assert any(band.low < band.high for track in tracks for band in track.band)


def test_a_line_runs_from_a_figure_to_the_level_of_the_deadline(made):
    for one in made:
        for line in one.track.lines if one.track else ():
            assert line.start == one.track.path.need(line.start_year)
            assert line.end == one.track.level


def test_a_later_promise_that_allows_more_is_weaker_and_the_same_is_not():
    later = LAW.by_id["ar-2035"]
    assert weaker_than(LAW, later)[0].id == "ar-2030"
    same = evolve(later, target=evolve(later.target, at_most=LAW.by_id["ar-2030"].target.at_most))
    assert weaker_than(evolve(LAW, provisions=tuple(same if one is later else one for one in LAW.provisions)), same) is None


def test_what_was_taken_back_is_told_from_its_day_on():
    assert {one.provision.id for one in regressions(LAW, DAY) if one.sort == TAKEN_BACK} >= {"us-nz-2050", "us-2030"}
    before = regressions(LAW, date(2025, 1, 19))
    assert not [one for one in before if one.sort == TAKEN_BACK]
    assert [one.provision.id for one in regressions(LAW, DAY) if one.sort == WEAKER] == ["ar-2035"]


def test_a_promise_with_figures_was_looked_at_and_one_without_was_not(made):
    seen = looks(LAW, (), {}, DAY, made)
    states = {
        name: {one.state for one in seen if one.provision == name and one.sort == "series"} for name in ("in-nz-2070", "in-sink-2030")
    }
    assert FOUND in states["in-nz-2070"]
    assert states["in-sink-2030"] == {NOT_LOOKED}


def test_the_looks_of_a_promise_cover_its_life_and_do_not_meet(made):
    for provision in LAW.provisions:
        spans = [
            Span(one.from_, one.until) for one in looks(LAW, (), {}, DAY, made) if one.provision == provision.id and one.sort == "series"
        ]
        assert all(cut(one, other) is None for n, one in enumerate(spans) for other in spans[:n])


def test_the_page_shows_each_party_each_member_each_year(page, made):
    text = (page / "index.html").read_text("utf-8")
    for name in ("India", "China", "The European Union", "Promises that fell behind", "80.4", "79.6"):
        assert name in text
    drawn = {(one.party, one.track.series) for one in made if one.track and one.own}
    assert all(f"-{party}-{series}" in text for party, series in drawn)


def test_the_report_carries_where_each_promise_stands(page):
    lines = [json.loads(line) for line in (page / "status.jsonl").read_bytes().splitlines()]
    assert len(lines) == len(list(answers(LAW, TABLES, DAY, DAY)))
    named = json.loads((page / "manifest.json").read_bytes())["tables"]
    assert set(tables_of(LAW)) <= set(named)


def test_known_by_the_conference_the_money_of_2019_was_79_6(tmp_path):
    report(tmp_path, date(2021, 11, 13), date(2021, 11, 13), regime="net-zero")
    text = (tmp_path / "index.html").read_text("utf-8")
    assert "79.6" in text and ">80.4<" not in text
