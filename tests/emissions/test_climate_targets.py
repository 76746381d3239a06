"""Promises put to the record: what holds of every answer, and the answers that a reader will look for first."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path as File

import pytest
import yaml

from conftest import TODAY, Ask
from vetoproof.evidence.record import Table
from vetoproof.findings.targets import COUNTED, OPEN, TESTS
from vetoproof.findings.targets.cases import wrong_answers
from vetoproof.regime.law import BINDING, Regime
from vetoproof.terms.errors import InputError

COP26 = date(2021, 11, 13)
VERDICTS = {
    *("met", "missed", "on_line", "off_line", "pending", "pending_above_cap", "pending_below_cap", "peaked", "not_peaked", "late"),
    *("missing", "not_met", "not_yet_made", "level_reached", "counted", "insufficient", "not_testable", "not_testable_like_for_like"),
    *("conflicting_sources", "not_in_force", "rescinded", "in_force", "in_law", "in_policy_document", "declaration", "proposed", "unknown"),
}
DAYS = [date(2009, 1, 1), date(2015, 12, 31), COP26, date(2023, 6, 30), date(2025, 1, 20), date(2026, 1, 27), TODAY, date(2036, 1, 1)]


def test_every_pledge_of_the_list_is_a_provision(shared: File, promises: Regime) -> None:
    path = shared / "data/regime/net-zero-pledges.yaml"
    given = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    assert [pledge["id"] for pledge in given["pledges"] if pledge["id"] not in promises.by_id] == []
    assert len(promises.provisions) == len(given["pledges"]) == 89


def test_the_standing_today_is_the_one_of_the_list(shared: File, promises: Regime, ask: Ask) -> None:
    """Save for the goal of 100 billion, whose last year is over and whose successor stands (ev-ncqg)."""
    given = yaml.load((shared / "data/regime/net-zero-pledges.yaml").read_text("utf-8"), yaml.BaseLoader)
    said = {
        answer.provision: answer.verdict for answer in ask(test="status_at_date") if answer.party in ("GROUP", *promises.vocabulary.groups)
    }
    words = {"ndc": "in_force", "treaty": "in_force", "cop_decision": "in_force"}
    wanted = {pledge["id"]: words.get(pledge["legal_status"], pledge["legal_status"]) for pledge in given["pledges"]}
    assert {id_: (said[id_], verdict) for id_, verdict in wanted.items() if said[id_] != verdict} == {
        "finance-100bn": ("not_in_force", "in_force")
    }


def test_the_standing_at_cop26_is_the_one_of_the_list(shared: File, ask: Ask) -> None:
    given = yaml.load((shared / "data/regime/net-zero-pledges.yaml").read_text("utf-8"), yaml.BaseLoader)
    for pledge in given["pledges"]:
        if "at_cop26_status" in pledge:
            (answer,) = ask(pledge["id"], None, "status_at_date", on=COP26)
            assert answer.verdict == pledge["at_cop26_status"], pledge["id"]


def test_each_dated_event_turns_what_it_affects(shared: File, ask: Ask) -> None:
    """A change of status, a rescission or an exit shows in the answers of the day before and of the day."""
    given = yaml.load((shared / "data/regime/net-zero-pledges.yaml").read_text("utf-8"), yaml.BaseLoader)
    assert len(given["events"]) == 21
    for event in given["events"]:
        if event["kind"] not in {"status_change", "rescission", "treaty_exit"} or len(event["date"]) != 10 or event["id"] == "ev-us-exit-1":
            continue
        day = date.fromisoformat(event["date"])
        for id_ in event["affects"]:
            (before,), (after,) = (ask(id_, None, "status_at_date", on=on) for on in (day - timedelta(days=1), day))
            assert (before.verdict, before.values) != (after.verdict, after.values) or id_ == "mx-2035", (event["id"], id_)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_answer_on_every_day_has_a_known_verdict(ask: Ask, day: date) -> None:
    found = ask(on=day, known=day)
    assert {answer.verdict for answer in found} <= VERDICTS
    assert COUNTED | OPEN <= VERDICTS
    assert all(answer.why for answer in found)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_nothing_but_an_undertaking_or_a_decision_is_ever_missed(promises: Regime, ask: Ask, day: date) -> None:
    for answer in ask(on=day, known=TODAY):
        if answer.verdict in {"missed", "late", "missing"}:
            assert promises.by_id[answer.provision].force in BINDING | {"undertakes"}, answer


def test_no_figure_is_used_before_it_was_said(ask: Ask) -> None:
    for known in (date(2019, 12, 3), date(2021, 11, 13), date(2024, 5, 28), date(2025, 6, 1)):
        for answer in ask(known=known):
            for part in answer.basis.split(", "):
                if part.startswith("said "):
                    assert part.removeprefix("said ")[:10] <= known.isoformat(), answer


def test_no_figure_lies_after_the_day_asked(ask: Ask) -> None:
    for answer in ask(on=COP26):
        if "data_year" in answer.values and answer.values.get("value", 0) is not None and answer.test != "flow_vs_goal":
            assert int(answer.values["data_year"]) < COP26.year, answer


def test_the_worked_cases_are_tried(promises: Regime) -> None:
    assert len(promises.answers) > 60
    assert list(wrong_answers(promises)) == []


def test_the_union_answers_to_both_names(ask: Ask) -> None:
    assert ask("eu-2030", "EU27") == ask("eu-2030", "EUU")
    assert {answer.party for answer in ask("eu-2030")} == {"EUU"}


def test_a_group_has_a_line_for_each_member_and_one_for_all(promises: Regime, ask: Ask) -> None:
    said = [answer.party for answer in ask("ndc-2035-due", None, "submitted_by_date")]
    assert said == [*promises.vocabulary.groups["all_parties"].ever, "GROUP"]
    assert len(said) == 196


def test_the_count_names_parties_once_and_the_union_once(ask: Ask) -> None:
    (answer,) = ask("ndc-2035-due", "GROUP", "count_submitted")
    assert answer.values["parties"] == 195 - 27
    assert answer.values["with_those_stood_for"] == answer.values["value"] + 27


@pytest.mark.parametrize(
    ("where", "asked"), [("--provision", ("x-1", None, None)), ("--party", (None, "XXX", None)), ("--test", (None, None, "x"))]
)
def test_a_question_that_no_line_could_answer_is_refused(ask: Ask, where: str, asked: tuple[str | None, ...]) -> None:
    with pytest.raises(InputError, match=where):
        ask(*asked)


def test_the_record_keeps_each_maximum(files: File, promises: Regime, record: dict[str, Table]) -> None:
    """Years before 1970 are left out; no party of the regime peaked in them."""
    sys.path.insert(0, str(File(__file__).parents[2] / "tools"))
    from climate_record import tables

    for name, text in tables(files).items():
        assert text == (File(__file__).parents[2] / f"src/vetoproof/record/{name}.csv").read_text("utf-8"), name
    first = min(int(row["year"]) for row in record["climate_emissions"].rows)
    assert first == 1970


def test_the_door_answers_all_pledges_by_all_tests() -> None:
    command = [str(File(sys.executable).with_name("vetoproof")), "status", "--regime", "net-zero", "--json", "--as-of", str(TODAY)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr
    assert len(done.stdout.splitlines()) > 3000


def test_no_word_of_the_regime_stands_in_the_code(promises: Regime) -> None:
    """Ids, metrics, statuses and groups are data: another regime may have others."""
    words = {*promises.by_id, *promises.vocabulary.metrics, *promises.vocabulary.series, *promises.vocabulary.kinds}
    for folder in ("findings/targets", "detect/emissions", "regime"):
        for path in (File(__file__).parents[2] / "src/vetoproof" / folder).glob("*.py"):
            text = path.read_text("utf-8")
            assert not [word for word in words if f'"{word}"' in text], path


def test_every_test_is_named_as_the_door_promises() -> None:
    assert list(TESTS) == [
        *("status_at_date", "submitted_by_date", "submitted_in_window", "count_submitted", "peak_k5", "straight_line_from_base"),
        *("straight_line_from_latest", "implied_annual_cut", "achieved_slope", "level_vs_cap", "intensity_vs_base", "share_vs_target"),
        *("flow_vs_goal", "testability"),
    ]
