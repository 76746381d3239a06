"""The Panel's chain, its end, and what that left unwatched."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest

from vetoproof.assess.calendar import duties
from vetoproof.assess.coverage import Coverage, coverage
from vetoproof.council.lapse import Sunset, lapse, mandate_of, sunset
from vetoproof.evidence.record import read_table
from vetoproof.regime.law import Regime
from vetoproof.terms.days import Span
from vetoproof.terms.errors import InputError, RegimeError

TODAY = date(2026, 11, 24)
END = date(2024, 4, 30)


def covered(law: Regime, on: date, as_of: date = TODAY) -> Coverage:
    return coverage(law, lapse(law, "panel", on, as_of), as_of)


def test_the_chain_has_no_gap_from_2009_to_2024(law: Regime) -> None:
    terms = law.terms_of(mandate_of(law, "panel"))
    assert (len(terms), terms[0].span.start, terms[-1].span.end) == (15, date(2009, 6, 12), END)
    for before, after in pairwise(terms):
        assert before.span.end is not None
        assert after.span.start <= before.span.end + timedelta(days=1)


def test_the_chain_is_that_of_the_ballots(law: Regime) -> None:
    rows = {row["day"]: row["panel_until"] for row in read_table("council_ballots").rows if row["panel_until"]}
    assert {str(term.span.start): str(term.span.end) for term in law.terms_of(mandate_of(law, "panel"))} == rows


def test_the_panel_has_eight_tasks(law: Regime) -> None:
    assert len(mandate_of(law, "panel").tasks) == 8


def test_the_days_of_2024(law: Regime) -> None:
    found = lapse(law, "panel", date(2025, 6, 1), TODAY)
    assert (found.last_day, found.is_running) == (END, False)
    assert dict(found.days) == {"veto_to_end": 33, "end_to_launch": 169, "end_to_first_report": 394}
    assert found.next_body is not None
    assert (found.next_body.id, found.next_body.first_report) == ("msmt", date(2025, 5, 29))


@pytest.mark.parametrize(
    ("on", "as_of", "last", "days"),
    [
        ("2024-03-01", "2024-03-01", "2024-04-30", {"day_to_end": 60}),
        ("2024-03-28", "2024-03-28", "2024-04-30", {"day_to_end": 33, "veto_to_end": 33}),
        ("2024-05-01", "2024-05-01", "2024-04-30", {"veto_to_end": 33}),
        ("2024-05-01", "2024-10-16", "2024-04-30", {"veto_to_end": 33, "end_to_launch": 169}),
        ("2015-01-01", "2026-11-24", "2015-04-05", {"day_to_end": 94}),
        ("2009-06-12", "2009-06-12", "2010-06-12", {"day_to_end": 365}),
    ],
)
def test_what_was_known_on_a_day(law: Regime, on: str, as_of: str, last: str, days: dict[str, int]) -> None:
    found = lapse(law, "panel", date.fromisoformat(on), date.fromisoformat(as_of))
    assert str(found.last_day) == last
    assert {name: n for name, n in found.days.items() if name in days} == days
    assert set(found.days) - set(days) <= {"end_to_launch", "end_to_first_report"} if as_of > "2026" else set(found.days) == set(days)


@pytest.mark.parametrize(("mandate", "on"), [("panel", "2009-06-11"), ("panle", "2024-05-01"), ("", "2024-05-01")])
def test_a_mandate_that_is_not_there_is_refused(law: Regime, mandate: str, on: str) -> None:
    with pytest.raises(InputError):
        lapse(law, mandate, date.fromisoformat(on), TODAY)


# ---- what goes dark
def test_a_duty_is_orphaned_only_where_nobody_bound_to_look_is_left(law: Regime) -> None:
    found = covered(law, date(2024, 5, 1))
    bound = {one.id for one in law.watchers if one.bound}
    assert bound == {"panel", "iaea"}
    for duty in found.duties:
        assert duty.orphaned is not bool(bound & set(duty.after)), duty.provision
        assert "panel" in duty.before
        assert "panel" not in duty.after
    assert {duty.provision for duty in found.duties if not duty.orphaned} == {
        *("1718/2", "1718/6", "1874/2", "1874/8", "2094/2", "2270/2", "2270/3")
    }  # fmt: skip


def test_the_duties_themselves_stay_in_force(law: Regime) -> None:
    found = covered(law, date(2024, 5, 1))
    assert all(law.by_id[duty.provision].binds_on(date(2024, 5, 1)) for duty in found.duties)
    assert len(found.duties) > 100
    assert {duty.provision for duty in found.duties} >= {"2397/5", "2375/11"}


def test_the_next_body_covers_in_part_and_is_not_bound(law: Regime) -> None:
    before, after = (
        next(d for d in covered(law, day).duties if d.provision == "2375/11") for day in (date(2024, 5, 1), date(2024, 10, 16))
    )
    assert "msmt" not in before.after
    assert "msmt" in after.after
    assert before.orphaned
    assert after.orphaned
    assert after.candidates[0] == "msmt"


def test_a_candidate_sees_the_evidence_and_is_not_the_body_that_ended(law: Regime) -> None:
    watchers = {one.id: one for one in law.watchers}
    for duty in covered(law, date(2024, 5, 1)).duties:
        assert "panel" not in duty.candidates
        assert all(set(duty.evidence) & set(watchers[name].sees) for name in duty.candidates)
        assert bool(duty.candidates) is duty.orphaned


def test_what_no_one_who_publishes_sees_is_dark_until_the_next_body_comes(law: Regime) -> None:
    before, after = ({kind for d in covered(law, day).duties for kind in d.dark} for day in (date(2024, 5, 1), date(2024, 10, 16)))
    assert before == {"financial_record", "cyber_incident", "worker_counts"}
    assert after == set()


def test_later_watchers_are_left_out_of_an_earlier_answer(law: Regime) -> None:
    found = covered(law, date(2024, 5, 1), date(2024, 5, 1))
    assert {one.id for one in found.watchers} == {"panel", "committee", "iaea", "agencies", "ais_providers", "researchers"}


def test_a_running_mandate_is_compared_with_the_day_after_its_end(law: Regime) -> None:
    found = covered(law, date(2015, 1, 1), date(2015, 1, 1))
    assert found.lapse.is_running
    assert str(found.lapse.day_after) == "2015-04-06"
    assert all("panel" not in duty.after for duty in found.duties)


def test_tasks_that_nobody_does_any_more(law: Regime) -> None:
    tasks = {one.task.id: one.after for one in covered(law, date(2024, 5, 1)).tasks}
    assert [task for task, after in tasks.items() if not after] == [
        *("assist_committee", "recommend", "programme", "midterm_report", "final_report", "assist_states")
    ]  # fmt: skip


def test_routes_are_compared_and_one_of_them_can_be_vetoed(law: Regime) -> None:
    routes = {one.id: one for one in law.fallbacks}
    assert {"assembly_debate", "uniting_for_peace", "assembly_mechanism", "secretary_general", "msmt"} <= set(routes)
    assert [one.id for one in law.fallbacks if one.vetoable] == ["new_resolution"]
    assert routes["assembly_debate"].within_working_days == 10


# ---- the calendar warns before
def test_a_last_day_warns_before_in_the_one_calendar(law: Regime) -> None:
    found = [due for due in duties(law, Span(date(2024, 1, 1), date(2024, 5, 1)), date(2024, 2, 15)) if due.provision == "2680"]
    assert [(str(due.day), due.status) for due in found] == [("2024-01-31", "passed"), ("2024-03-31", "due"), ("2024-04-30", "due")]


def test_a_mandate_prolonged_in_time_does_not_warn(law: Regime) -> None:
    found = [due for due in duties(law, Span(date(2023, 1, 1), date(2023, 5, 1)), TODAY) if due.provision == "2627"]
    assert [str(due.day) for due in found] == ["2023-01-30", "2023-04-30"]


# ---- what if
@pytest.mark.parametrize(
    ("months", "wanted"),
    [
        (12, Sunset(12, 15, date(2024, 6, 12))),
        (24, Sunset(24, 8, date(2025, 6, 12))),
        (180, Sunset(180, 1, date(2024, 6, 12))),
        (None, Sunset(None, 0, None)),
    ],
)
def test_another_clock_another_last_day(months: int | None, wanted: Sunset) -> None:
    assert sunset(date(2009, 6, 12), date(2024, 3, 28), months) == wanted


@pytest.mark.parametrize("months", [0, -12])
def test_a_term_of_no_months_is_refused(months: int) -> None:
    with pytest.raises(InputError):
        sunset(date(2009, 6, 12), date(2024, 3, 28), months)


# ---- a regime whose watch does not hold together
GOOD = """
sources: {S: x}
instruments:
  - {id: A, adopted: 2000-01-01, kind: mandate, source: [S], confidence: high, mandate_until: 2000-12-31}
  - {id: B, adopted: 2001-01-01, kind: mandate, source: [S], confidence: high, mandate_until: 2001-12-31}
  - {id: C, adopted: 2001-12-01, kind: mandate, source: [S], confidence: high, failed: true}
mandates:
  - id: m
    title: M
    watcher: w
    terms: [A, B]
    not_renewed: [C]
    tasks: [{id: t, what: look, source: [S], confidence: high}]
    source: [S]
    confidence: high
watchers:
  - {id: w, title: W, standing: council, bound: true, publishes: public, from: 2000-01-01, sees: [], tasks: [t], source: [S],
     confidence: high}
"""


def test_a_watch_that_holds_together_loads(law_of: Callable[..., Regime]) -> None:
    law = law_of(GOOD)
    assert lapse(law, "m", date(2002, 1, 1), date(2002, 1, 1)).days == {"veto_to_end": 30}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2001-01-01, kind", "2001-01-02, kind", "leaves a gap between A and B"),
        ("terms: [A, B]", "terms: [A, D]", "there is no instrument D"),
        ("terms: [A, B]", "terms: []", "has no term"),
        ("terms: [A, B]", "terms: [A, B, C]", "C sets no last day"),
        ("not_renewed: [C]", "not_renewed: [B]", "B was adopted"),
        ("watcher: w", "watcher: v", "there is no watcher v"),
        ("tasks: [t]", "tasks: [u]", "there is no task u"),
        ("sees: []", "sees: [smell]", "there is no kind of evidence smell"),
        ("from: 2000-01-01,", "from: 2000-01-01, until: 1999-01-01,", "ends before it starts"),
        ("from: 2000-01-01,", "from: 2000-01-01, first_report: 1999-01-01,", "reports before it starts"),
        ("from: 2000-01-01,", "from: 2000-01-01, provisions: [A/1],", "there is no provision A/1"),
        ("from: 2000-01-01,", "from: 2000-01-01, stands_in_for: n,", "there is no mandate n"),
        ("what: look, source: [S]", "what: look, source: [T]", "there is no source T"),
        ("standing: council", "standing: moon", "none of the words allowed"),
        ("bound: true", "bound: maybe", "maybe"),
        ("    confidence: high\nwatchers", "    colour: red\n    confidence: high\nwatchers", "unknown key colour"),
    ],
)
def test_a_watch_that_does_not_is_refused(law_of: Callable[..., Regime], old: str, new: str, words: str) -> None:
    assert old in GOOD
    with pytest.raises(RegimeError) as refused:
        law_of(GOOD.replace(old, new, 1))
    assert words in "\n".join(refused.value.faults)
