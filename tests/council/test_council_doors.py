"""`vetoproof council ...` as a caller meets it: exactly the JSON, exit codes, refusals."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from benches import Make

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(*words: str | Path, given: str = "") -> Done:
        command = [str(Path(sys.executable).with_name("vetoproof")), "council", *map(str, words)]
        return subprocess.run(command, cwd=tmp_path, input=given, capture_output=True, text=True, check=False)

    return call


def answer(done: Done) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_ballot(run: Run, ballot: Make, tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_text(json.dumps(ballot("2024-03-28", no="RUS", abstain="CHN")))
    found = answer(run("ballot", path, "--json"))
    assert list(found) == ["outcome", "vetoed_by", "counts_as_veto", "majority_needed", "tally", "reasons", "consequence"]
    assert (found["outcome"], found["vetoed_by"], found["tally"]) == ("vetoed", ["RUS"], [13, 1, 1, 0])
    assert "vetoed by RUS" in run("ballot", path).stdout


def test_many_ballots_one_a_line_or_in_a_list(run: Run, ballot: Make) -> None:
    two = [ballot("2024-03-28"), ballot("2024-03-28", "procedural", no="RUS")]
    for text in (json.dumps(two), "".join(json.dumps(one) + "\n" for one in two)):
        lines = run("ballot", "-", "--json", given=text).stdout.splitlines()
        assert [json.loads(line)["outcome"] for line in lines] == ["adopted", "adopted"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"date": "2024-03-28", "matter": "substantive", "votes": {"RUS": "no", "RUS": "yes"}}', "RUS stands twice"),
        ('{"date": "2024-03-28", "matter": "substantive", "votes": {"DEU": "no"}}', "the seats of 2024-03-28: CHN FRA GBR RUS USA CHE"),
        ('{"date": "2024-03-28"', "is not JSON"),
        ("[]", "holds 0 objects"),
        ("", "is not JSON"),
        ('{"date": "2024-13-01", "matter": "substantive", "votes": {}}', "not a day of the calendar"),
        ('{"date": "2024-03-28", "matter": "substantive", "votes": {"RUS": NaN}}', "is not JSON"),
        ("[" * 5000 + "]" * 5000, "ested too deep"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(run: Run, text: str, words: str) -> None:
    done = run("ballot", "-", "--json", given=text)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_power(run: Run, tmp_path: Path) -> None:
    found = answer(run("power", "--council", "15", "--json"))
    assert found["winning_coalitions"] == 848
    assert [(one["class"], one["shapley_shubik"], one["banzhaf"]) for one in found["players"]] == [
        ("permanent", "421/2145", "106/635"),
        ("elected", "4/2145", "21/1270"),
    ]
    path = tmp_path / "g.json"
    path.write_text(json.dumps({"classes": [{"class": "all", "n": 5}], "majority": 3}))
    assert answer(run("power", "--council", path, "--three-valued", "--json"))["players"][0]["shapley_shubik"] == "1/5"
    assert "421/2145" in run("power").stdout


def test_seats(run: Run) -> None:
    found = answer(run("seats", "1980-01-03", "--json"))
    assert (found["size"], len(found["members"])) == (14, 14)
    assert answer(run("seats", "2028-06-01", "--json"))["unseen"]
    assert run("seats", "1945-01-01").returncode == 2
    assert run("seats", "yesterday").returncode == 2


def test_tally(run: Run) -> None:
    found = answer(run("tally", "--by", "state", "--rule", "library-list", "--json"))
    assert {row["state"]: row["n"] for row in found["rows"]}["RUS"] == 120
    assert {tuple(row) for row in answer(run("tally", "--by", "state,year", "--json"))["rows"]} == {("state", "year", "n")}
    assert run("tally", "--rule", "all").returncode == 2
    assert run("tally", "--by", "month").returncode == 2


def test_pivot(run: Run, ballot: Make) -> None:
    done = run("pivot", "-", "--json", given=json.dumps(ballot("2024-03-28", no="RUS", abstain="CHN")))
    found = answer(done)
    assert (found["outcome"], found["fewest"]) == ("vetoed", 1)
    assert [one["state"] for one in found["members"] if one["flips"]] == ["RUS"]


def test_lapse(run: Run) -> None:
    found = answer(run("lapse", "panel", "--on", "2024-05-01", "--as-of", "2026-11-24", "--json"))
    assert list(found) == ["mandate", "last_day", "duties", "next_body", "days"]
    assert list(found["duties"][0]) == ["provision", "before", "after", "orphaned", "candidates"]
    assert found["days"] == {"veto_to_end": 33, "end_to_launch": 169, "end_to_first_report": 394}
    assert run("lapse", "panel", "--on", "2000-01-01").returncode == 2
    assert run("lapse", "moon", "--on", "2024-05-01").returncode == 2


def test_lapse_under_another_clock_and_by_other_routes(run: Run) -> None:
    found = answer(run("lapse", "panel", "--on", "2024-05-01", "--every", "24", "--json"))
    assert found["what_if"] == {"every_months": 24, "ballots": 8, "last_day": "2025-06-12"}
    open_ended = answer(run("lapse", "panel", "--on", "2024-05-01", "--every", "0", "--json"))
    assert open_ended["what_if"] == {"every_months": None, "ballots": 0, "last_day": None}
    routes = [json.loads(line) for line in run("lapse", "panel", "--routes", "--json").stdout.splitlines()]
    assert {"route", "who_agrees", "who_cooperates", "access", "publication", "legal_weight"} <= set(routes[0])


def test_replay(run: Run, tables: Path) -> None:
    found = answer(run("replay", tables / "scpo-unsc-votes-1946-2025.orig.csv.gz", "--json"))
    assert (found["ballots"], found["agree"], len(found["disagree"])) == (3203, 3152, 51)
    assert list(found["disagree"][0]) == ["vote_id", "symbol", "record", "rule", "reason"]
    again = answer(run("replay", tables / "votes.csv.gz", "--outcomes", tables / "drafts.csv.gz", "--json"))
    assert again == found
    assert run("replay", tables / "votes.csv.gz").returncode == 2
    assert run("replay", "nothing.csv").returncode == 2
