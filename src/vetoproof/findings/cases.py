"""The worked cases of a regime, put to the judge: where the answer is not the one a lawyer gave, and why."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from vetoproof.findings.answer import Judgement
from vetoproof.findings.judge import Judge
from vetoproof.regime.facts import FactReader
from vetoproof.regime.law import BINDING, Case, Provision, Regime
from vetoproof.terms.errors import FactError


@frozen
class CaseResult:
    """One worked case and the judge's answer. `faults` is empty where they agree; other `missing` keys are told, not counted."""

    case: Case
    judgement: Judgement | None
    faults: tuple[str, ...] = ()
    missing_differs: str | None = None

    @property
    def agrees(self) -> bool:
        return not self.faults

    @property
    def name(self) -> str:
        return f"{self.case.fact.get('id')} {self.case.case}"


def run_cases(law: Regime) -> tuple[CaseResult, ...]:
    """Each worked case of the regime, judged."""
    judge, reader = Judge(law), FactReader(law.vocabulary, textual=True)
    return tuple(_run(case, judge, reader) for case in law.cases)


def _run(case: Case, judge: Judge, reader: FactReader) -> CaseResult:
    try:
        judgement = judge.judge(reader.read(case.fact))
    except FactError as error:
        return CaseResult(case, None, (f"its fact cannot be read: {error}",))
    return CaseResult(case, judgement, tuple(_faults(case, judgement)), _missing(case, judgement))


def _faults(case: Case, judgement: Judgement) -> Iterator[str]:
    if judgement.verdict != case.verdict:
        yield f"wanted {case.verdict}, got {judgement.verdict}"
    found = {finding.provision for finding in judgement.findings}
    yield from (f"no finding on {id_}" for id_ in case.provisions if id_ not in found)
    if case.exemption and all(finding.exemption != case.exemption for finding in judgement.findings):
        yield f"no finding names the exemption {case.exemption}"


def _missing(case: Case, judgement: Judgement) -> str | None:
    found = sorted({key for finding in judgement.findings for key in finding.missing})
    wanted = sorted(case.missing)
    if found == wanted:
        return None
    return f"wanted {', '.join(wanted) or 'nothing'}, got {', '.join(found) or 'nothing'}"


def uncovered(law: Regime) -> tuple[Provision, ...]:
    """The provisions that an act can breach and that no worked case cites."""
    cited = {id_ for case in law.cases for id_ in case.provisions}
    return tuple(p for p in law.provisions if p.force in BINDING and p.when and not p.through and p.id not in cited)
