"""One run, top to bottom: the only place that joins the rooms. Each command is a function here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from vetoproof.assess.calendar import Due
from vetoproof.assess.calendar import duties as calendar
from vetoproof.evidence.record import Table, read_table
from vetoproof.findings.bulk import AnswerBook
from vetoproof.findings.enrich import Enricher
from vetoproof.findings.entries import read_entries
from vetoproof.findings.judge import Judge
from vetoproof.findings.ledger import Year, cap_ledger
from vetoproof.findings.register import Register
from vetoproof.findings.statements import Entry, Word
from vetoproof.findings.ties import Tie
from vetoproof.findings.whole import Whole, line_of_version, pick, standing, version_of, whole
from vetoproof.findings.wire import answer
from vetoproof.publish.lines import line_of
from vetoproof.publish.report import write_report
from vetoproof.publish.run import Run
from vetoproof.regime.facts import FactReader
from vetoproof.regime.law import Provision, Regime
from vetoproof.regime.load import load_regime
from vetoproof.regime.scope import Scope, in_scope
from vetoproof.terms.days import Span
from vetoproof.terms.unseen import Unseen
from vetoproof.terms.version import VERSION

__all__ = ["DEFAULT_REGIME", "answer_book", "duties", "finding", "judge", "law", "load_regime", "report", "run", "say"]

DEFAULT_REGIME = "un-dprk"


def law(on: date, *, goods: str | None = None, state: str | None = None, regime: str = DEFAULT_REGIME) -> tuple[Provision, ...]:
    """The provisions in force on a day; those that name the goods, those that bind the State."""
    return in_scope(load_regime(regime), Scope(on, goods, state))


def duties(span: Span, as_of: date, *, regime: str = DEFAULT_REGIME) -> tuple[Due, ...]:
    """The calendar of duties for a span of days."""
    return calendar(load_regime(regime), span, as_of)


def judge(
    facts: Iterable[Mapping[str, Any]], *, why: bool = False, enrich: bool = False, ties: Iterable[Tie] = (), regime: str = DEFAULT_REGIME
) -> Iterator[dict[str, Any]]:
    """Facts, each a map of the fact format -> answers, in their order. Raises FactError at the first that cannot be read."""
    loaded = load_regime(regime)
    bench, reader = Judge(loaded), FactReader(loaded.vocabulary)
    enricher = Enricher.of(loaded, ties) if enrich else None
    for raw in facts:
        fact = reader.read(raw)
        yield {"id": fact.id, **answer(bench, fact, why=why, enricher=enricher)}


def answer_book(
    regime: str, as_of: date, *, why: bool = False, enrich: bool = False, known_by: date = date.max, ties: Iterable[Tie] = ()
) -> AnswerBook:
    """What judges files of facts: the book in which each distinct question is answered once."""
    loaded = load_regime(regime)
    enricher = Enricher.of(loaded, ties, as_of=as_of, known_by=known_by) if enrich else None
    return AnswerBook(Judge(loaded), horizon=as_of, why=why, enricher=enricher)


def finding(id_: str, as_of: date, known_by: date, store: Path, *, regime: str = DEFAULT_REGIME) -> tuple[Whole, dict[str, Any]]:
    """One finding whole, and its line of findings.jsonl. A piece of the id is enough if it is the only one that begins so."""
    made, register = run(regime, as_of, known_by), Register(store)
    full, found = pick(id_, made.findings(), register.findings())
    one = whole(made.law, full, found, register.states([full], known_by)[full])
    line = {**line_of(made, *found), **standing(one.state, one.cited)} if found else line_of_version(one)
    return one, line


def say(id_: str, as_of: date, known_by: date, store: Path, word: Word, *, regime: str = DEFAULT_REGIME) -> Entry:
    """Add a reply or a change of status to the register. It is on the disk when this returns."""
    one, line = finding(id_, as_of, known_by, store, regime=regime)
    version = version_of(line, load_regime(regime).law_version)
    (entry,) = Register(store).append(word.about(one.id, version))
    return entry


def report(out: Path, as_of: date, known_by: date, *, regime: str = DEFAULT_REGIME, formats: Sequence[str] = ("html", "jsonl")) -> Path:
    """The main job: the report in a folder, and the path of its page."""
    return write_report(run(regime, as_of, known_by), out, formats)


def run(regime: str, as_of: date, known_by: date) -> Run:
    """The law and the record, put together."""
    loaded = load_regime(regime)
    wanted = [*(reading.table for reading in loaded.readings), *(name for chapter in loaded.chapters for name in chapter.tables)]
    tables = {name: read_table(name) for name in dict.fromkeys(wanted)}
    entries, unread = read_entries(loaded, tables, as_of, known_by)
    ledgers = dict(_ledgers(loaded, tables, as_of, known_by))
    return Run(loaded, as_of, known_by, VERSION, tables, entries, ledgers, (*unread, *_unseen(loaded, as_of)))


def _ledgers(loaded: Regime, tables: dict[str, Table], as_of: date, known_by: date) -> Iterable[tuple[str, tuple[Year, ...]]]:
    for chapter in loaded.chapters:
        if chapter.form == "cap" and chapter.provision:
            ledger = [tables[name] for name in chapter.tables if tables[name].rows and "reporter" in tables[name].rows[0]]
            yield chapter.provision, cap_ledger(loaded, loaded.by_id[chapter.provision], ledger, as_of, known_by)


def _unseen(loaded: Regime, as_of: date) -> Iterable[Unseen]:
    """What an answer for this day cannot rest on."""
    for listed in loaded.designations:
        if as_of < listed.complete_from:
            yield Unseen(f"designations before {listed.complete_from}", listed.unseen)
        if as_of > listed.as_of:
            yield Unseen(f"designations after {listed.as_of}", "The list compiled here is of that day; later changes are not in it.")
