"""The worked cases: the regimes agree with all of theirs, and a case that does not is told with the reason."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from vetoproof.findings.cases import CaseResult, run_cases, uncovered
from vetoproof.regime.law import Regime
from vetoproof.regime.load import load_regime

ROOT = Path(__file__).parents[2]
TOY = (ROOT / "tests/toy/regime.yaml").read_text("utf-8")
Load = Callable[..., Regime]


def told(results: tuple[CaseResult, ...]) -> dict[str, tuple[str, ...]]:
    return {str(result.case.fact["id"]): result.faults for result in results if not result.agrees}


def test_the_law_agrees_with_every_worked_case(law: Regime) -> None:
    assert told(run_cases(law)) == {}


def test_the_given_cases_are_among_the_worked_ones(law: Regime, shared: Path) -> None:
    held = {case.fact["id"]: (case.verdict, case.provisions, case.exemption) for case in law.cases}
    for line in (shared / "data/regime/cases.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        assert held[case["fact"]["id"]] == (case["verdict"], tuple(case["provisions"]), case["exemption"])


def test_a_regime_of_a_few_lines_loads_and_judges() -> None:
    results = run_cases(load_regime(str(ROOT / "tests/toy"), with_cases=True))
    assert len(results) == 3
    assert told(results) == {}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("verdict: no_breach", "verdict: breach", "wanted breach, got no_breach"),
        ("provisions: [LT/1]", "provisions: [LT/2]", "no finding on LT/2"),
        ("circumstances: {storm: true}", "circumstances: {storm: false}", "no finding names the exemption storm"),
        ("kind: dimming, day", "kind: dawning, day", "its fact cannot be read: kind: 'dawning' is not known"),
    ],
)
def test_a_case_that_does_not_agree_says_why(law_of: Load, old: str, new: str, fault: str) -> None:
    faults = told(run_cases(law_of(TOY.replace(old, new))))
    assert any(fault in line for line in faults["T-1"])


def test_other_missing_keys_are_told_and_not_counted(law_of: Load) -> None:
    depends = TOY.replace("circumstances: {storm: true}}, verdict: no_breach", "circumstances: {storm: null}}, verdict: depends")
    (result, *_) = run_cases(law_of(depends))
    assert (result.agrees, result.missing_differs) == (True, "wanted nothing, got storm")


def test_a_provision_that_no_case_cites_is_named(law_of: Load) -> None:
    assert [provision.id for provision in uncovered(law_of(TOY.replace("provisions: [LT/3]", "provisions: []")))] == ["LT/3"]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "tools/law.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_make_law_prints_what_each_regime_holds() -> None:
    done = run("tests/toy")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("toy: 3 / 3 encoded (3 put to facts, 0 not acts, with the reason); 1 exemptions;")
    assert done.stdout.endswith("3 cases, 3 agree\n")


def test_make_law_fails_on_a_case_that_does_not_agree(tmp_path: Path) -> None:
    (tmp_path / "regime.yaml").write_text(TOY.replace("verdict: no_breach", "verdict: breach"), "utf-8")
    done = run(tmp_path)
    assert done.returncode == 1
    assert "T-1 A light is out in a storm.: wanted breach, got no_breach" in done.stdout


def test_make_law_fails_on_a_regime_that_does_not_load(tmp_path: Path) -> None:
    (tmp_path / "regime.yaml").write_text("provison: []\n", "utf-8")
    done = run(tmp_path)
    assert done.returncode == 1
    assert "regime.yaml:1: unknown key provison" in done.stdout


def test_make_law_fails_on_a_bare_provision_only_if_asked_to(tmp_path: Path) -> None:
    (tmp_path / "regime.yaml").write_text(TOY.replace("provisions: [LT/3]", "provisions: []"), "utf-8")
    assert run(tmp_path).returncode == 0
    assert run("--strict-coverage", tmp_path).returncode == 1
