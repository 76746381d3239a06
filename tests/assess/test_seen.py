"""Paragraphs x watchers: what each saw on which days, and that nothing is said twice or left out."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from vetoproof import monitor
from vetoproof.assess.looks import BODY, FOUND, LEDGER, NOT_LOOKED, NOTHING, RECORD, Look, cut, outside
from vetoproof.assess.seen import is_root, looks, mandates, reach
from vetoproof.publish.run import Run
from vetoproof.regime.law import Regime
from vetoproof.terms.days import Span

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def run() -> Run:
    return monitor.run("un-dprk", DAY, DAY)


@pytest.fixture(scope="module")
def seen(run: Run) -> tuple[Look, ...]:
    return looks(run.law, run.entries, run.ledgers, DAY)


def of(seen: tuple[Look, ...], provision: str, watcher: str) -> list[tuple[str, str, str]]:
    return [(str(one.from_), str(one.until), one.state) for one in seen if (one.provision, one.watcher) == (provision, watcher)]


def test_what_a_table_can_reach_holds_all_that_its_rows_engage(run: Run) -> None:
    reached = reach(run.law)
    for entry, finding in run.findings():
        assert finding.provision in reached[entry.table]


def test_a_launch_reaches_no_paragraph_about_goods(law: Regime) -> None:
    assert reach(law)["nuclear"] == {"1718/2", "1874/2", "2094/2", "2270/2"}
    assert reach(law)["workers"] == {"2397/8"}
    assert "1718/8(a)(ii)" not in reach(law)["tests"]


def test_each_watcher_covers_the_life_of_a_paragraph_day_for_day_and_once(run: Run, seen: tuple[Look, ...]) -> None:
    spans = defaultdict(list)
    for one in seen:
        if not one.watcher.startswith(LEDGER):  # of a reporter only its periods are looked at
            spans[one.provision, one.watcher].append(one)
    for (provision, _), found in spans.items():
        life = run.law.by_id[provision].in_force
        found.sort()
        assert found[0].from_ == life.from_
        assert min(found[-1].until, DAY) == min(life.until or DAY, DAY)
        for one, after in zip(found, found[1:], strict=False):
            assert after.from_ == one.until + timedelta(days=1)


def test_every_paragraph_of_the_past_has_a_look_of_the_record(run: Run, seen: tuple[Look, ...]) -> None:
    looked = {one.provision for one in seen if one.sort == RECORD}
    assert looked == {provision.id for provision in run.law.provisions if provision.in_force.from_ <= DAY}


def test_three_states_stay_apart(seen: tuple[Look, ...]) -> None:
    assert {one.state for one in seen} == {NOT_LOOKED, NOTHING, FOUND}
    assert ("2017-12-31", "2025-10-31", FOUND) in of(seen, "2397/8", "record: workers")
    assert of(seen, "2397/8", "record: workers")[-1] == ("2025-11-01", "2026-11-24", NOT_LOOKED)
    assert {one.state for one in seen if one.provision == "2397/7" and one.sort == RECORD} == {NOT_LOOKED}
    assert all(one.why for one in seen)


def test_a_silent_month_of_a_ledger_is_not_looked_and_one_with_a_figure_is(seen: tuple[Look, ...]) -> None:
    china = of(seen, "2397/5", "ledger: CHN")
    assert ("2025-01-01", "2025-02-28", NOTHING) in china
    assert ("2025-03-01", "2025-12-31", NOT_LOOKED) in china


def test_a_body_looks_until_its_last_day_and_not_the_day_after(seen: tuple[Look, ...]) -> None:
    panel = of(seen, "2397/5", f"{BODY}: Panel of Experts")
    assert panel == [("2017-12-22", "2024-04-30", FOUND), ("2024-05-01", "2026-11-24", NOT_LOOKED)]


def test_a_row_rests_on_a_body_by_its_name_or_short_name(law: Regime) -> None:
    bodies = {one.id: one for one in law.watchers}
    assert is_root(bodies["panel"], "UN Panel of Experts")
    assert is_root(bodies["msmt"], "USA; MSMT")
    assert not is_root(bodies["msmt"], "ROK MND")


def test_mandates_that_meet_are_one_span(law: Regime) -> None:
    assert mandates(law) == (Span(date(2009, 6, 12), date(2024, 4, 30)),)


def test_days_in_both_and_days_in_none() -> None:
    life = Span(date(2000, 1, 1), date(2000, 1, 10))
    assert cut(life, Span(date(2000, 1, 5))) == Span(date(2000, 1, 5), date(2000, 1, 10))
    assert cut(life, Span(date(2001, 1, 1))) is None
    assert list(outside(life, [Span(date(2000, 1, 3), date(2000, 1, 4))])) == [
        Span(date(2000, 1, 1), date(2000, 1, 2)),
        Span(date(2000, 1, 5), date(2000, 1, 10)),
    ]
    assert list(outside(life, [life])) == []


def test_a_regime_without_watchers_or_readings_is_not_looked_at() -> None:
    toy = monitor.run(str(Path(__file__).parents[1] / "toy"), date(1905, 12, 31), DAY)
    assert {one.state for one in looks(toy.law, toy.entries, toy.ledgers, toy.as_of)} == {NOT_LOOKED}


@pytest.mark.parametrize("name", ["seen.py"])
def test_the_room_knows_no_provision_and_no_kind(law: Regime, name: str) -> None:
    text = (Path(str(files("vetoproof.assess"))) / name).read_text("utf-8")
    words = {*law.by_id, *(kind for kind in law.vocabulary.kinds if "_" in kind)}
    assert [word for word in words if re.search(rf"(?<![\w/]){re.escape(word)}(?![\w/])", text)] == []
