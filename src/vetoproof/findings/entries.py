"""Rows of the record -> facts, by the readings of a regime -> facts with their judgement and their source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import orjson
from attrs import frozen

from vetoproof.evidence.record import Row, Table, said_by
from vetoproof.findings.answer import Judgement
from vetoproof.findings.enrich import Enricher, Filled
from vetoproof.findings.judge import Judge
from vetoproof.regime.facts import FactReader
from vetoproof.regime.law import Regime
from vetoproof.regime.telling import Reading
from vetoproof.terms.canonical import digest
from vetoproof.terms.errors import FactError
from vetoproof.terms.fact import Fact
from vetoproof.terms.unseen import Unseen

STORED = "store"  # the table of facts that were ingested
MOST_STORED = 100_000


@frozen(eq=False)
class Entry:
    """One row of the record as a fact, with what the law says of it."""

    table: str
    row: Row
    fact: Fact
    judgement: Judgement
    filled: tuple[Filled, ...] = ()  # what was looked up before the judge, each with its source

    @property
    def source(self) -> str:
        return self.row.get("source", "")

    @property
    def sources(self) -> tuple[str, ...]:
        """The source of the row, and of what was looked up for it."""
        return tuple(dict.fromkeys(source for source in (self.source, *(one.source for one in self.filled)) if source))


def finding_id(fact: str, provision: str, limb: str | None) -> str:
    """The name of a finding: fact, paragraph and limb. Verdict, range and law version are versions under it."""
    return digest([fact, provision, limb])[:16]


def read_entries(
    law: Regime, tables: Mapping[str, Table], as_of: date, known_by: date, enricher: Enricher
) -> tuple[tuple[Entry, ...], tuple[Unseen, ...]]:
    """Every row that a reading of the regime puts to the law, up to the horizon; and what could not be put."""
    judge, reader = Judge(law), FactReader(law.vocabulary, textual=True)
    entries: list[Entry] = []
    unseen: list[Unseen] = []
    for reading in law.readings:
        for row in _chosen(reading, tables[reading.table].rows, known_by):
            try:
                fact = reader.read(fill(reading.fact, row))
            except FactError as error:
                unseen.append(Unseen(f"{reading.table} {row.get('id', '')}", f"{error.where}: {error.what}"))
                continue
            if fact.span.start <= as_of:
                entries.append(_entry(reading.table, row, fact, judge, enricher, unseen))
    return tuple(entries), tuple(unseen)


def _entry(table: str, row: Row, fact: Fact, judge: Judge, enricher: Enricher, unseen: list[Unseen]) -> Entry:
    """A fact, with what it is silent on looked up first; what could not be looked up is unseen."""
    found = enricher.enrich(fact)
    unseen.extend(found.unseen)
    return Entry(table, row, found.fact, judge.judge(found.fact), found.filled)


def stored_entries(
    law: Regime, rows: Iterable[Row], as_of: date, known_by: date, enricher: Enricher
) -> tuple[tuple[Entry, ...], tuple[Unseen, ...]]:
    """The facts of a store (`json`, with the source of each), judged; at most MOST_STORED, so that a page can hold them."""
    judge, reader = Judge(law), FactReader(law.vocabulary)
    entries: list[Entry] = []
    unseen: list[Unseen] = []
    for row in rows:
        if len(entries) >= MOST_STORED:
            unseen.append(Unseen(f"facts of the store after the first {MOST_STORED:,}", "judge them with `vetoproof judge`"))
            break
        try:
            fact = reader.read(orjson.loads(row["json"]))
        except FactError as error:
            unseen.append(Unseen(f"{STORED} {row['id']}", f"{error.where}: {error.what}"))
            continue
        if fact.span.start <= as_of and said_by(row, known_by.isoformat()):
            told = {key: text for key, text in row.items() if key != "json"}
            entries.append(_entry(STORED, told, fact, judge, enricher, unseen))
    return tuple(entries), tuple(dict.fromkeys(unseen))


def _chosen(reading: Reading, rows: Iterable[Row], known_by: date) -> Iterator[Row]:
    """The rows that the reading is about: `where` names columns and the words that they may hold, `unless` those they may not."""
    for row in rows:
        fits = all(row.get(column, "") in words for column, words in reading.where.items())
        barred = any(row.get(column, "") in words for column, words in reading.unless.items())
        if fits and not barred and said_by(row, known_by.isoformat()):
            yield row


def fill(form: Any, row: Row) -> Any:
    """The form of a fact with `$column` (or `$one or $other`) filled from the row.

    What is empty is left out: missing is never zero.
    """
    if isinstance(form, str):
        columns = form.split(" or ") if form.startswith("$") else ()
        return next((row[name[1:]] for name in columns if row.get(name[1:])), "") if columns else form
    if isinstance(form, list):
        return [filled for part in form if (filled := fill(part, row)) != ""]
    if isinstance(form, dict):
        filled_map = {key: fill(part, row) for key, part in form.items()}
        return {key: part for key, part in filled_map.items() if part not in ("", {})}
    return form
