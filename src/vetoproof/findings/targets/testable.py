"""What a promise is on a day, and whether it can be judged: by its number, deadline, base, addressee, and a series that counts the same."""

from __future__ import annotations

from collections.abc import Iterator

from vetoproof.findings.targets.answer import GROUP, Answer
from vetoproof.findings.targets.lines import from_base, straight_line_from_base
from vetoproof.findings.targets.question import Question
from vetoproof.findings.targets.reading import CONFLICT, INSUFFICIENT, NOT_TESTABLE, UNLIKE, doubts_of, readings
from vetoproof.findings.targets.standing import standing_on
from vetoproof.regime.target import TargetTerms

FILE = "the regime's file"


def status_at_date(question: Question) -> Iterator[Answer]:
    provision, groups = question.provision, question.law.vocabulary.groups
    found = standing_on(question.law, provision, question.as_of)
    values = {"from": provision.in_force.from_, "until": provision.in_force.until, **found.beside}
    bound = [groups[name] for name in provision.bound if name in groups]
    if question.party != GROUP and bound and not any(group.has(question.party, question.as_of) for group in bound):
        yield question.say("not_in_force", found.verdict, values, basis=FILE, why="the party does not belong to those bound on that day")
        return
    yield question.say(found.verdict, found.verdict, values, basis=FILE, why=found.why)


def testability(question: Question) -> Iterator[Answer]:
    doubts = tuple(_doubts(question))
    due = question.by.last if question.provision.target and question.by else None
    values = {"target_year": due} if due else {}
    if doubts:
        verdict = doubts[0][0]
        yield question.say(verdict, verdict, values, basis=FILE, why="; ".join(dict.fromkeys(text for _, text in doubts)))
    else:
        yield question.say(
            "pending", "pending", values, basis=FILE, why="it has a number, a deadline, somebody bound, and figures to judge it by"
        )


def _doubts(question: Question) -> Iterator[tuple[str, str]]:
    provision, groups = question.provision, question.law.vocabulary.groups
    if any(groups[name].nobody for name in provision.bound if name in groups):
        yield NOT_TESTABLE, "nobody in particular is bound"
    if provision.target:
        yield from _of_text(question, provision.target)
        yield from _of_figures(question)
    elif provision.submission:
        terms = provision.submission
        if not any(not terms.kinds or row["kind"] in terms.kinds for row in question.shelf.tables[terms.table].rows):
            yield INSUFFICIENT, "the record has no table of such documents"
    elif provision.when:
        yield INSUFFICIENT, "acts can be put to it by `judge`; none is on record"
    if any(not groups[name].members and not groups[name].nobody for name in provision.bound if name in groups):
        yield INSUFFICIENT, "the names of those bound are not on record"


def _of_text(question: Question, target: TargetTerms) -> Iterator[tuple[str, str]]:
    if not target.numbered:
        yield NOT_TESTABLE, "the text has no number"
    if target.by is None:
        yield NOT_TESTABLE, "the text has no deadline"
    elif target.by.vague:
        yield NOT_TESTABLE, "the deadline is vague"
    if target.multiple and target.multiple.of_year is None:
        yield NOT_TESTABLE, "the text names no base year"
    if target.cut and target.cut.below == "reference" and target.cut.level is None:
        yield NOT_TESTABLE, "the level of the reference path is not stated"
    if target.cut and target.cut.gross_base:
        yield UNLIKE, "the base is gross and the target counts removals in"
    if question.metric.unlike:
        yield UNLIKE if question.metric.per else NOT_TESTABLE, question.metric.unlike


def _of_figures(question: Question) -> Iterator[tuple[str, str]]:
    metric = question.metric
    if metric.emitted and question.party != GROUP and (found := readings(question)):
        if question.by and not isinstance(from_base(question, found[0].path), str):
            line = next(straight_line_from_base(question))
            if line.verdict == CONFLICT:
                yield CONFLICT, line.why
        yield from doubts_of(question, found[0])
    elif not _measured(question):
        yield INSUFFICIENT, f"no series on record measures it: {metric.means}"


def _measured(question: Question) -> bool:
    groups = question.law.vocabulary.groups
    who = [*question.provision.bound, *(name for bound in question.provision.bound for name in groups[bound].ever)]
    return any(question.shelf.path(name, party) for name in question.metric.series for party in who)
