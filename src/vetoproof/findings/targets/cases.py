"""The worked cases of promises: where the answer is not the one that the regime's file gives."""

from __future__ import annotations

from collections.abc import Iterator

from vetoproof.evidence.record import read_table
from vetoproof.findings.targets import Answer, Wanted, answers, tables_of
from vetoproof.regime.law import Regime
from vetoproof.regime.target import AnswerCase


def wrong_answers(law: Regime) -> Iterator[str]:
    """One line for each worked case that the record does not bear out."""
    if not law.answers:
        return
    tables = {name: read_table(name) for name in tables_of(law)}
    for case in law.answers:
        wanted = Wanted(case.provision, case.party, case.test)
        found = list(answers(law, tables, case.as_of, case.known_by or case.as_of, wanted))
        if not any(_fits(case, answer) for answer in found):
            got = "; ".join(f"{answer.verdict} {dict(answer.as_json()['values'])}" for answer in found) or "nothing"
            yield f"{case.provision} {case.case}: wanted {case.verdict} {dict(case.values)}, got {got}"


def _fits(case: AnswerCase, answer: Answer) -> bool:
    """Whether the verdict is the one given, and each value named begins as it is written (69.4 for 69.424)."""
    values = answer.as_json()["values"]
    return answer.verdict == case.verdict and all(_same(text, values.get(key)) for key, text in case.values.items())


def _same(text: str, value: object) -> bool:
    if isinstance(value, bool):
        return text == str(value).lower()
    if isinstance(value, float):
        digits = len(text.partition(".")[2])
        return f"{value:.{digits}f}" == text
    return text == str(value)
