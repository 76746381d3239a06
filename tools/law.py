"""All regimes, loaded and put to their worked cases: `make law`. Exit 1 on any fault.

    tools/law.py [--strict-coverage] [--missing] [FOLDER ...]

--strict-coverage  a provision that can be breached and that no case cites is a fault, not a warning
--missing          also print where the circumstances that the judge asks for are others than the case names
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from vetoproof.findings.cases import CaseResult, run_cases, uncovered
from vetoproof.findings.targets.cases import wrong_answers
from vetoproof.regime.law import Regime
from vetoproof.regime.load import load_regime
from vetoproof.terms.errors import RegimeError

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("VETOPROOF_SHARED") or ROOT.parent / "shared")
GIVEN = SHARED / "data/regime/cases.jsonl"  # the worked cases that came with the fact format
GIVEN_REGIME = "un-dprk"


def main() -> int:
    options = _options()
    return max([_check(folder, options) for folder in options.folders or _folders()], default=1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Load all regimes and put them to their worked cases.")
    parser.add_argument("--strict-coverage", action="store_true", help="a provision that no case cites is a fault")
    parser.add_argument("--missing", action="store_true", help="print where other circumstances are asked for")
    parser.add_argument("folders", nargs="*", type=Path)
    return parser.parse_args()


def _folders() -> Iterator[Path]:
    """Our regimes, and the toy one of the tests."""
    for folder in (*sorted((ROOT / "src/vetoproof/regimes").iterdir()), ROOT / "tests/toy"):
        if folder.is_dir() and any(folder.rglob("*.yaml")):
            yield folder


def _check(folder: Path, options: argparse.Namespace) -> int:
    """The lines on one regime; 1 if it has a fault."""
    try:
        law = load_regime(str(folder), with_cases=True)
    except RegimeError as error:
        print(f"{folder.name}: does not load")
        print(*(f"  {line}" for line in error.faults or [str(error)]), sep="\n")
        return 1
    results = run_cases(law)
    bare = uncovered(law)
    faults = [line for result in results for line in _told(result)] + _left_out(law) + list(wrong_answers(law))
    faults += _uncited(law) if options.strict_coverage else []
    print(_summary(law, results))
    print(*(f"  {line}" for line in faults), sep="\n", end="\n" if faults else "")
    if bare and not options.strict_coverage:
        print(f"  warning: no case cites {', '.join(provision.id for provision in bare)}")
    if options.missing:
        print(*(f"  missing: {result.name}: {result.missing_differs}" for result in results if result.missing_differs), sep="\n")
    return 1 if faults else 0


def _summary(law: Regime, results: tuple[CaseResult, ...]) -> str:
    provisions = law.provisions
    put = sum(bool(p.when or p.target or p.submission) for p in provisions)
    reasoned = sum(bool(p.not_judged) for p in provisions)
    encoded = f"{sum(p.encoded for p in provisions)} / {len(provisions)} encoded"
    listed = sum(len(designations.entries) for designations in law.designations)
    promises = f", {len(law.answers)} answers on promises" if law.answers else ""
    return (
        f"{law.name}: {encoded} ({put} put to facts, {reasoned} not acts, with the reason); "
        f"{len(law.exemptions)} exemptions; {listed} designations; "
        f"{len(results)} cases, {sum(result.agrees for result in results)} agree{promises}"
    )


def _told(result: CaseResult) -> Iterator[str]:
    """A disagreement: the case, what was wanted and got, and the judge's reasons beside the lawyer's."""
    if result.agrees:
        return
    yield f"{result.name}: {'; '.join(result.faults)}"
    yield f"  wanted because {result.case.why}" if result.case.why else "  wanted without a reason"
    for finding in result.judgement.findings if result.judgement else ():
        yield f"  got {finding.provision} {finding.outcome}{f' ({finding.exemption})' if finding.exemption else ''}: {finding.why}"
    if result.judgement and not result.judgement.findings:
        yield "  got no finding"


def _uncited(law: Regime) -> list[str]:
    return [f"{provision.id}: no case cites it; write one" for provision in uncovered(law)]


def _left_out(law: Regime) -> list[str]:
    """The worked cases that came with the fact format and are not among the regime's own."""
    if law.name != GIVEN_REGIME or not GIVEN.exists():
        return []
    held = {(str(case.fact.get("id")), case.verdict, tuple(case.provisions), case.exemption) for case in law.cases}
    given = (json.loads(line) for line in GIVEN.read_text("utf-8").splitlines() if line)
    return [
        f"{case['fact']['id']}: stands in {GIVEN.name}, but not so among the cases of the regime; add it"
        for case in given
        if (case["fact"]["id"], case["verdict"], tuple(case["provisions"]), case["exemption"]) not in held
    ]


if __name__ == "__main__":
    sys.exit(main())
