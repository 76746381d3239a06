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
from vetoproof.findings.entries import read_entries
from vetoproof.findings.judge import Judge
from vetoproof.findings.ledger import Year, cap_ledger
from vetoproof.findings.wire import answer
from vetoproof.publish.report import write_report
from vetoproof.publish.run import Run
from vetoproof.regime.facts import FactReader
from vetoproof.regime.law import Provision, Regime
from vetoproof.regime.load import load_regime
from vetoproof.regime.scope import Scope, in_scope
from vetoproof.terms.days import Span
from vetoproof.terms.unseen import Unseen
from vetoproof.terms.version import VERSION

__all__ = ["DEFAULT_REGIME", "answer_book", "duties", "judge", "law", "load_regime", "report", "run"]

DEFAULT_REGIME = "un-dprk"


def law(on: date, *, goods: str | None = None, state: str | None = None, regime: str = DEFAULT_REGIME) -> tuple[Provision, ...]:
    """The provisions in force on a day; those that name the goods, those that bind the State."""
    return in_scope(load_regime(regime), Scope(on, goods, state))


def duties(span: Span, as_of: date, *, regime: str = DEFAULT_REGIME) -> tuple[Due, ...]:
    """The calendar of duties for a span of days."""
    return calendar(load_regime(regime), span, as_of)


def judge(facts: Iterable[Mapping[str, Any]], *, why: bool = False, regime: str = DEFAULT_REGIME) -> Iterator[dict[str, Any]]:
    """Facts, each a map of the fact format -> answers, in their order. Raises FactError at the first that cannot be read."""
    loaded = load_regime(regime)
    bench, reader = Judge(loaded), FactReader(loaded.vocabulary)
    for raw in facts:
        fact = reader.read(raw)
        yield {"id": fact.id, **answer(bench, fact, why=why)}


def answer_book(regime: str, as_of: date, *, why: bool = False) -> AnswerBook:
    """What judges files of facts: the book in which each distinct question is answered once."""
    return AnswerBook(Judge(load_regime(regime)), horizon=as_of, why=why)


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
