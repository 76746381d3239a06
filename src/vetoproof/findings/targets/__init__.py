"""A promise of a regime, the record, and two days -> where it stands, by each test that fits it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from attrs import frozen

from vetoproof.evidence.record import Table
from vetoproof.findings.targets.answer import COUNTED, GROUP, OPEN, Answer
from vetoproof.findings.targets.flows import flow_vs_goal
from vetoproof.findings.targets.levels import intensity_vs_base, level_vs_cap, share_vs_target
from vetoproof.findings.targets.lines import straight_line_from_base, straight_line_from_latest
from vetoproof.findings.targets.paces import achieved_slope, implied_annual_cut
from vetoproof.findings.targets.papers import count_submitted, submitted_by_date, submitted_in_window
from vetoproof.findings.targets.peaks import peak_k5
from vetoproof.findings.targets.question import Question
from vetoproof.findings.targets.shelf import Shelf
from vetoproof.findings.targets.testable import status_at_date, testability
from vetoproof.regime.law import Provision, Regime
from vetoproof.terms.errors import InputError

__all__ = ["COUNTED", "GROUP", "OPEN", "TESTS", "Answer", "Wanted", "answers", "tables_of"]


@frozen
class Wanted:
    """What is asked; None: all."""

    provision: str | None = None
    party: str | None = None
    test: str | None = None


def _anything(law: Regime, provision: Provision) -> bool:
    return True


def _promise(law: Regime, provision: Provision) -> bool:
    return bool(provision.target or provision.submission or provision.status)


def _paper(law: Regime, provision: Provision) -> bool:
    return provision.submission is not None


def _emission(law: Regime, provision: Provision) -> bool:
    return provision.target is not None and law.vocabulary.metrics[provision.target.metric].emitted


def _numbered_emission(law: Regime, provision: Provision) -> bool:
    return _emission(law, provision) and provision.target is not None and provision.target.numbered and not provision.target.peak


def _cap(law: Regime, provision: Provision) -> bool:
    target = provision.target
    stated = target is not None and (bool(target.at_most) or (target.cut is not None and target.cut.below != "peak"))
    return _emission(law, provision) and stated


def _intensity(law: Regime, provision: Provision) -> bool:
    return provision.target is not None and bool(law.vocabulary.metrics[provision.target.metric].per)


def _share(law: Regime, provision: Provision) -> bool:
    target = provision.target
    if target is None or _emission(law, provision) or _flow(law, provision):
        return False
    return target.at_least is not None or target.multiple is not None


def _flow(law: Regime, provision: Provision) -> bool:
    return provision.target is not None and law.vocabulary.metrics[provision.target.metric].flow


TESTS: Mapping[str, tuple[Callable[[Regime, Provision], bool], Callable[[Question], Iterator[Answer]]]] = {
    "status_at_date": (_anything, status_at_date),
    "submitted_by_date": (_paper, submitted_by_date),
    "submitted_in_window": (_paper, submitted_in_window),
    "count_submitted": (_paper, count_submitted),
    "peak_k5": (_emission, peak_k5),
    "straight_line_from_base": (_numbered_emission, straight_line_from_base),
    "straight_line_from_latest": (_numbered_emission, straight_line_from_latest),
    "implied_annual_cut": (_numbered_emission, implied_annual_cut),
    "achieved_slope": (_numbered_emission, achieved_slope),
    "level_vs_cap": (_cap, level_vs_cap),
    "intensity_vs_base": (_intensity, intensity_vs_base),
    "share_vs_target": (_share, share_vs_target),
    "flow_vs_goal": (_flow, flow_vs_goal),
    "testability": (_promise, testability),
}


def tables_of(law: Regime) -> tuple[str, ...]:
    """The tables of the record that the tests of a regime read."""
    named = [series.table for series in law.vocabulary.series.values()]
    named += [provision.submission.table for provision in law.provisions if provision.submission]
    return tuple(dict.fromkeys(named))


def answers(law: Regime, tables: Mapping[str, Table], as_of: date, known_by: date, wanted: Wanted | None = None) -> Iterator[Answer]:
    """Each promise, each party, each test that fits, in the order of the law; all of it, or what is wanted."""
    asked = _checked(law, wanted or Wanted())
    shelf = Shelf(law, tables, as_of, known_by)
    for provision in law.provisions:
        if asked.provision not in (None, provision.id):
            continue
        for name, (fits, answer) in TESTS.items():
            if asked.test in (None, name) and fits(law, provision):
                for party in _parties(law, provision, name):
                    if asked.party in (None, party):
                        question = Question(law, provision, party, name, as_of, shelf)
                        yield from (_of_group(question) if _apart(question) else answer(question))


ALONE = {"testability", "count_submitted"}  # of a group as one


def _parties(law: Regime, provision: Provision, test: str) -> tuple[str, ...]:
    """A promise of one party has one line; that of a group one a member and one for all."""
    groups = law.vocabulary.groups
    named = [name for name in provision.bound if name in groups]
    if [*provision.bound] == named and all(groups[name].ever == (name,) for name in named):
        return tuple(named)
    members = tuple(dict.fromkeys(party for name in named for party in groups[name].ever))
    return (GROUP,) if test in ALONE else (*members, GROUP)


def _apart(question: Question) -> bool:
    """Whether a group's emissions are asked for, or one member's part in a sum: neither has figures of its own."""
    groups = [question.law.vocabulary.groups[name] for name in question.provision.bound if name in question.law.vocabulary.groups]
    if (
        question.test in ALONE
        or question.test == "status_at_date"
        or question.provision.submission
        or _flow(question.law, question.provision)
    ):
        return False
    return question.party == GROUP or any(group.collective for group in groups)


def _of_group(question: Question) -> Iterator[Answer]:
    if question.party == GROUP:
        why = "no figure is the group's own: a sum would count a union beside its members, or names that are not on record"
        yield question.settle(None, doubts=(("not_testable", why),))
    else:
        yield question.settle(None, doubts=(("not_testable", "the goal is the group's, and no member's share is fixed"),))


def _checked(law: Regime, wanted: Wanted) -> Wanted:
    """The question with its party's own code; refuses what no line could answer."""
    groups = law.vocabulary.groups
    alias = {other: name for name, group in groups.items() for other in group.aliases}
    code = wanted.party.upper() if wanted.party else None
    party = alias.get(code or "", code)
    if wanted.provision is not None and wanted.provision not in law.by_id:
        raise InputError("there is no such provision", where=f"--provision {wanted.provision}", do="see `vetoproof law` for those in force")
    if wanted.test is not None and wanted.test not in TESTS:
        raise InputError("there is no such test", where=f"--test {wanted.test}", do=f"use one of {', '.join(TESTS)}")
    known = {GROUP, *(name for group in groups.values() for name in group.ever)}
    if party is not None and groups and party not in known:
        raise InputError("no promise of the regime binds it", where=f"--party {wanted.party}", do="write ISO 3166-1 alpha-3, EUU or GROUP")
    return Wanted(wanted.provision, party, wanted.test)
