"""One run, top to bottom: the only place that joins the rooms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from vetoproof.evidence.record import Table, read_table
from vetoproof.findings.entries import read_entries
from vetoproof.findings.ledger import Year, cap_ledger
from vetoproof.publish.report import write_report
from vetoproof.publish.run import Run
from vetoproof.regime.law import Regime
from vetoproof.regime.load import load_regime
from vetoproof.terms.unseen import Unseen
from vetoproof.terms.version import VERSION


def run(regime: str, as_of: date, known_by: date) -> Run:
    """The law and the record, put together."""
    law = load_regime(regime)
    wanted = [*(reading.table for reading in law.readings), *(name for chapter in law.chapters for name in chapter.tables)]
    tables = {name: read_table(name) for name in dict.fromkeys(wanted)}
    entries, unread = read_entries(law, tables, as_of, known_by)
    ledgers = dict(_ledgers(law, tables, as_of, known_by))
    return Run(law, as_of, known_by, VERSION, tables, entries, ledgers, (*unread, *_unseen(law, as_of)))


def report(regime: str, as_of: date, known_by: date, out: Path) -> Path:
    """The main job: the report in a folder, and the path of its page."""
    return write_report(run(regime, as_of, known_by), out)


def _ledgers(law: Regime, tables: dict[str, Table], as_of: date, known_by: date) -> Iterable[tuple[str, tuple[Year, ...]]]:
    for chapter in law.chapters:
        if chapter.form == "cap" and chapter.provision:
            ledger = [tables[name] for name in chapter.tables if tables[name].rows and "reporter" in tables[name].rows[0]]
            yield chapter.provision, cap_ledger(law, law.by_id[chapter.provision], ledger, as_of, known_by)


def _unseen(law: Regime, as_of: date) -> Iterable[Unseen]:
    """What an answer for this day cannot rest on."""
    for listed in law.designations:
        if as_of < listed.complete_from:
            yield Unseen(f"designations before {listed.complete_from}", listed.unseen)
        if as_of > listed.as_of:
            yield Unseen(f"designations after {listed.as_of}", "The list compiled here is of that day; later changes are not in it.")
