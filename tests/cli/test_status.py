"""The `status` door as a caller meets it: what is printed, and the exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import vetoproof

KEYS = ["provision", "party", "as_of", "test", "verdict", "raw_verdict", "values", "unit", "basis", "why"]
ON = ("--as-of", "2026-11-24", "--known-by", "2026-11-24")


def run(*words: str) -> subprocess.CompletedProcess[bytes]:
    command = [str(Path(sys.executable).with_name("vetoproof")), "status", *words]
    return subprocess.run(command, capture_output=True, check=False)


def ask(*words: str) -> tuple[list[dict[str, object]], int]:
    done = run("--regime", "net-zero", "--json", *ON, *words)
    return [json.loads(line) for line in done.stdout.splitlines()], done.returncode


@pytest.mark.parametrize(
    ("words", "verdict", "code"),
    [
        (("--provision", "in-nz-2070", "--test", "status_at_date"), "in_policy_document", 0),
        (("--provision", "cn-peak-2030", "--test", "peak_k5"), "not_peaked", 0),
        (("--provision", "eu-2030", "--party", "EU27", "--test", "straight_line_from_base"), "off_line", 1),
        (("--provision", "br-2030", "--test", "straight_line_from_base"), "not_testable_like_for_like", 3),
        (("--provision", "ndc-2035-due", "--party", "IND", "--test", "submitted_by_date"), "late", 1),
        (("--provision", "us-2030", "--test", "straight_line_from_base"), "rescinded", 0),
    ],
)
def test_the_verdict_and_its_exit_code(words: tuple[str, ...], verdict: str, code: int) -> None:
    lines, returned = ask(*words)
    assert ([line["verdict"] for line in lines], returned) == ([verdict], code)
    assert list(lines[0]) == KEYS


def test_on_a_terminal_a_group_is_one_line_until_a_party_is_named() -> None:
    told = run("--regime", "net-zero", "--provision", "ndc-2035-due", "--test", "submitted_by_date", *ON)
    assert len(told.stdout.splitlines()) == 1
    assert b"195 more lines of single members" in told.stderr


def test_a_paragraph_without_steps_stands_by_its_interval() -> None:
    done = run("--provision", "2375/14", "--json", "--as-of", "2018-01-01")
    (line,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (line["verdict"], line["test"]) == ("not_in_force", "status_at_date")


@pytest.mark.parametrize("words", [("--provision", "none"), ("--test", "none"), ("--party", "XXX"), ("--as-of", "2026-13-01")])
def test_bad_input_is_one_plain_sentence_and_exit_code_2(words: tuple[str, ...]) -> None:
    done = run("--regime", "net-zero", *words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr and done.stderr.strip()


def test_python_has_the_same_answers() -> None:
    from datetime import date

    day = date(2026, 11, 24)
    found = vetoproof.status(day, day, provision="in-nz-2070", regime="net-zero")
    assert [answer.as_json() for answer in found] == ask("--provision", "in-nz-2070")[0]
