"""Documents to be handed in: by a day, within a window, and how many were. A group's own document counts for those it stands for, once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from vetoproof.findings.targets.answer import GROUP, Answer
from vetoproof.findings.targets.question import Question
from vetoproof.findings.targets.standing import standing_on
from vetoproof.regime.law import Regime
from vetoproof.regime.target import Submission
from vetoproof.terms.days import read_day

Handed = Mapping[str, tuple[tuple[date, str], ...]]


def submitted_by_date(question: Question) -> Iterator[Answer]:
    yield from _answers(question, _by_date)


def submitted_in_window(question: Question) -> Iterator[Answer]:
    yield from _answers(question, _in_window)


def count_submitted(question: Question) -> Iterator[Answer]:
    """How many parties had handed one in; a group that stands for others counts as one."""
    if question.party != GROUP:
        return
    terms, handed = _terms(question), _handed(question)
    parties = parties_of(question)
    speaking = {name for name in parties if _speaker(question.law, name) is None}
    first = {name: found[0][0] for name in speaking if (found := handed.get(name))}
    values = {
        "value": len(first),
        "submitted": len(first),
        "by_due": sum(day <= terms.by for day in first.values()),
        "parties": len(speaking),
        "due": terms.by,
        "with_those_stood_for": sum(1 for name in parties if _own_or_theirs(question, handed, name)),
    }
    if not _known(question):
        yield question.say("unknown", None, {"due": terms.by}, why="the record has no table of such documents")
        return
    why = f"{len(first)} of {len(speaking)} by {question.as_of}, {values['by_due']} by the due day {terms.by}"
    yield question.say("counted", "counted", values, unit="parties", basis=_basis(question), why=why)


def parties_of(question: Question) -> tuple[str, ...]:
    """Whom the duty binds on its day, or on the day asked if that is earlier."""
    day = min(question.as_of, _terms(question).by)
    groups = question.law.vocabulary.groups
    return tuple(dict.fromkeys(name for bound in question.provision.bound for name in groups[bound].on(day)))


def _answers(question: Question, rule: Any) -> Iterator[Answer]:
    terms = _terms(question)
    if not _known(question):
        yield question.settle(None, {"due": terms.by}, doubts=(("unknown", "the record has no table of such documents"),))
        return
    if question.party == GROUP:
        yield _together(question, rule)
        return
    due = min(question.as_of, terms.by)
    if not any(question.law.vocabulary.groups[bound].has(question.party, due) for bound in question.provision.bound):
        yield question.say("not_in_force", None, {"due": terms.by}, why="not a party on the due day")
        return
    raw, values, why = rule(question, _own_or_theirs(question, _handed(question), question.party))
    yield question.settle(raw, values, on=_law_day(question), unit="day", basis=_basis(question), why=why)


def _law_day(question: Question) -> date:
    """The law of the due day judges, if the promise was made by then; else that of the day asked."""
    day = min(question.as_of, _terms(question).by)
    return day if standing_on(question.law, question.provision, day).made else question.as_of


def _together(question: Question, rule: Any) -> Answer:
    handed = _handed(question)
    raws = [rule(question, _own_or_theirs(question, handed, name))[0] for name in parties_of(question)]
    values = {word: raws.count(word) for word in sorted(set(raws))} | {"parties": len(raws), "due": _terms(question).by}
    return question.say("counted", "counted", values, unit="parties", basis=_basis(question), why="members each have a line of their own")


def _by_date(question: Question, found: tuple[tuple[date, str], ...]) -> tuple[str, dict[str, Any], str]:
    terms = _terms(question)
    if not found:
        raw = "missing" if question.as_of > terms.by else "pending"
        return raw, {"submitted": None, "due": terms.by}, f"no document ({terms.what}) by {question.as_of}, due {terms.by}"
    day, title = found[0]
    late = max(0, (day - terms.by).days)
    values = {"submitted": day, "due": terms.by, "days_late": late, "document": title}
    return "late" if late else "met", values, f"{title} on {day}, due {terms.by}{f': {late} days late' if late else ''}"


def _in_window(question: Question, found: tuple[tuple[date, str], ...]) -> tuple[str, dict[str, Any], str]:
    terms = _terms(question)
    inside = [(day, title) for day, title in found if terms.from_ <= day <= terms.by]
    window = {"from": terms.from_, "until": terms.by}
    if inside:
        return "met", {"submitted": inside[0][0], **window, "document": inside[0][1]}, f"{inside[0][1]} on {inside[0][0]}"
    raw = "missed" if question.as_of > terms.by else "pending"
    return raw, {"submitted": None, **window}, f"no document ({terms.what}) from {terms.from_} to {terms.by}"


def _terms(question: Question) -> Submission:
    assert question.provision.submission is not None
    return question.provision.submission


def _known(question: Question) -> bool:
    """Whether the record has documents of this kind at all, from anybody and of any day."""
    terms = _terms(question)
    return any(not terms.kinds or row["kind"] in terms.kinds for row in question.shelf.tables[terms.table].rows)


def _handed(question: Question) -> Handed:
    """Party -> its documents that count, in order, up to the day asked."""
    terms, found = _terms(question), dict[str, list[tuple[date, str]]]()
    if (held := question.shelf.memo.get(terms)) is not None:
        return held
    for row in question.shelf.rows(terms.table):
        day = read_day(row["day"])
        if terms.from_ <= day <= question.as_of and (not terms.kinds or row["kind"] in terms.kinds):
            found.setdefault(row["party"], []).append((day, row["title"]))
    return question.shelf.memo.setdefault(terms, {name: tuple(sorted(days)) for name, days in found.items()})


def _own_or_theirs(question: Question, handed: Handed, party: str) -> tuple[tuple[date, str], ...]:
    speaker = _speaker(question.law, party)
    return tuple(sorted((*handed.get(party, ()), *(handed.get(speaker, ()) if speaker else ()))))


def _speaker(law: Regime, party: str) -> str | None:
    return _speakers(tuple((name, group.stands_for) for name, group in law.vocabulary.groups.items() if group.stands_for)).get(party)


@cache
def _speakers(standing: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    return {party: name for name, parties in standing for party in parties}


def _basis(question: Question) -> str:
    terms = _terms(question)
    kinds = f" ({', '.join(terms.kinds)})" if terms.kinds else ""
    return f"{terms.table}: {terms.what}{kinds}, from {terms.from_}"
