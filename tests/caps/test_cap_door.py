"""The `cap` door and the silence clock in the calendar, as a caller meets them."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import vetoproof as vp
from vetoproof.assess.calendar import Due
from vetoproof.cli.capping import rates
from vetoproof.terms.days import Span
from vetoproof.terms.errors import InputError

KEYS = [
    *("cap", "year", "limit", "reported", "silent", "estimates", "break_even_load", "break_even_load_after_reported"),
    *("breach_day", "notices", "tornado", "unseen"),
]
ON = ("--as-of", "2026-11-24", "--known-by", "2026-11-24")
TOY = Path(__file__).parents[1] / "toy"


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("vetoproof")), *words]
    return subprocess.run(command, capture_output=True, check=False, text=True)


def test_one_object_with_the_keys_of_the_door_and_the_same_bytes_again() -> None:
    first, second = (run("cap", "refined-petroleum", "--year", "2018", "--json", *ON) for _ in range(2))
    assert (first.returncode, first.stdout) == (0, second.stdout)
    (line,) = first.stdout.splitlines()
    told = json.loads(line)
    assert list(told) == KEYS
    assert set(told["reported"]) >= {"amount", "unit", "share", "by_state", "by_month"}
    assert set(told["breach_day"]) >= {"p05", "p50", "p95", "model", "warnings"}
    assert set(told["estimates"][0]) >= {
        *("claimant", "period", "calls", "capacity", "low", "mid", "high", "p05", "p50", "p95", "source"),
    }


def test_in_words_it_says_at_least_and_who_is_silent_never_a_bare_share() -> None:
    told = " ".join(run("cap", "refined-petroleum", "--year", "2024", *ON).stdout.split())
    assert "at least 59 % of the limit: 296,207 barrels; one month of China and eleven months of Russia unreported" in told
    assert "contradicted by a dated claim" in told


def test_without_a_year_each_period_has_a_line_first() -> None:
    lines = run("cap", "refined-petroleum", *ON).stdout.splitlines()
    assert lines[0] == "Reported, period by period"
    assert [line.split()[0] for line in lines[2:11]] == [str(year) for year in range(2018, 2027)]


def test_a_cap_of_another_regime_works_by_the_same_door() -> None:
    done = run("cap", "LT/2", "--year", "1905", "--regime", str(TOY), "--json", *ON)
    assert done.returncode == 0 and json.loads(done.stdout)["limit"] == {"amount": 40, "unit": "cask"}


@pytest.mark.parametrize(
    "words",
    [
        ("none",),
        ("crude", "--year", "soon"),
        ("refined-petroleum", "--regime", "net-zero"),
    ],
)
def test_bad_input_is_one_plain_sentence_and_exit_code_2(words: tuple[str, ...]) -> None:
    done = run("cap", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr and done.stderr.strip()


def test_without_a_store_the_record_of_the_package_answers() -> None:
    assert run("cap", "refined-petroleum", "--year", "2021", "--store", "nowhere", "--json", *ON).returncode == 0


@pytest.mark.parametrize("text", ["2", "-0.1", "some", "0.2,0.1,0", "0.1,0.2", "", "nan", "0,0,0,0"])
def test_a_share_of_false_positives_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        rates(text)


# ---- the silence clock
def due(day: str, as_of: str = "2026-11-24", regime: str = "un-dprk") -> list[Due]:
    days, seen = Span(date.fromisoformat(day), date.fromisoformat(day)), date.fromisoformat(as_of)
    return [one for one in vp.duties(days, seen, seen, regime=regime) if one.provision == "2397/5" and one.state in ("CHN", "RUS")]


def test_the_calendar_says_whose_report_is_late_and_what_the_silence_does_to_the_total() -> None:
    done = run("law", "--due", "2024-03-30..2024-03-30", "--json", *ON)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    china, russia = (line for line in lines if line["provision"] == "2397/5" and line["state"] in ("CHN", "RUS"))
    assert list(china) == ["day", "provision", "state", "what", "status", "source"]
    assert (china["state"], china["status"], russia["state"], russia["status"]) == ("CHN", "reported", "RUS", "late")
    assert "the total of 2024 is at least 296,207 bbl, without an upper end" in russia["what"]


def test_a_report_is_due_until_its_day_has_passed_and_late_while_it_was_not_yet_said() -> None:
    days = ("2021-04-15", "2021-05-10", "2021-07-01", "2026-11-24")
    status = [one.status for day in days for one in due("2021-04-30", day) if one.state == "CHN"]
    assert status == ["due", "late", "late", "reported"], "the row on record was said in 2022"


def test_a_regime_without_ledgers_has_the_calendar_it_had() -> None:
    assert due("2025-02-10", regime="net-zero") == []
