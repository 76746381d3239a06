"""The rows that the page rests on: which are known, where each stands on the page, which source it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from attrs import frozen

from vetoproof.evidence.record import Row, Table, said_by
from vetoproof.publish.run import Run
from vetoproof.terms.canonical import digest

ASIDE = frozenset({"id", "source"})  # shown apart from the other columns of a row
STARTS = ("from", "day", "until")


@frozen
class Shown:
    """One row on the page."""

    anchor: str
    id: str
    cells: tuple[tuple[str, str], ...]
    source: int | None
    findings: int


@frozen
class Sheet:
    """One table on the page, and how many of its rows are left out by the two days."""

    name: str
    anchor: str
    rows: tuple[Shown, ...]
    left_out: int
    newest: str
    said: str
    claimed: bool

    @property
    def knows(self) -> str:
        """The newest day that the table knows: of what happened, or of what was said if it holds claims."""
        if self.claimed and self.said:
            return f"claims said to {self.said}"
        if not self.newest:
            return "no row" if not self.rows else "no day known"
        return f"to {self.newest}" + (f", said to {self.said}" if self.said > self.newest else "")


@frozen(slots=False, eq=False)
class Book:
    """All rows of a run with their anchors, and the sources by number."""

    run: Run

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows said by the second day about acts up to the first."""
        known, horizon = self.run.known_by.isoformat(), self.run.as_of.isoformat()
        found = (row for row in self.run.tables[table].rows if said_by(row, known))
        return tuple(row for row in found if starts(row) <= horizon or anchor_of(table, row) in self.engaged)

    @cached_property
    def sources(self) -> Mapping[str, int]:
        """Every distinct source of a row, numbered in the order of the tables."""
        texts = (row["source"] for table in self.run.tables for row in self.rows(table) if row.get("source"))
        return {text: n for n, text in enumerate(dict.fromkeys(texts), start=1)}

    @cached_property
    def engaged(self) -> Mapping[str, int]:
        """How many findings each row has, by anchor."""
        return {anchor_of(entry.table, entry.row): len(entry.judgement.findings) for entry in self.run.entries}

    def sheets(self) -> Iterator[Sheet]:
        """Every table of the run."""
        for name, table in self.run.tables.items():
            rows = self.rows(name)
            shown = tuple(self._shown(name, row) for row in rows)
            claimed = any(row.get("claimant") for row in rows)
            yield Sheet(
                name, f"table-{slug(name)}", shown, len(table.rows) - len(rows), newest(rows, self.run.as_of), last_said(rows), claimed
            )

    def _shown(self, table: str, row: Row) -> Shown:
        cells = tuple((key, value) for key, value in row.items() if value and key not in ASIDE)
        anchor = anchor_of(table, row)
        return Shown(anchor, row.get("id", ""), cells, self.sources.get(row.get("source", "")), self.engaged.get(anchor, 0))


def starts(row: Row) -> str:
    """The first day of a row; empty if it states none."""
    return next((row[key] for key in STARTS if row.get(key)), "")


def newest(rows: Iterable[Row], as_of: date) -> str:
    """The last day on which something in the rows happened or was seen. An end beyond the horizon is a plan: then its start counts."""
    horizon = as_of.isoformat()
    days = (row[key] for row in rows for key in (*STARTS, "last_seen") if row.get(key))
    return max((day for day in days if day <= horizon), default="")


def last_said(rows: Iterable[Row]) -> str:
    return max((row["said"] for row in rows if row.get("said")), default="")


def anchor_of(table: str, row: Row) -> str:
    """Where a row stands on the page. A row without an id is named by what it says."""
    return f"row-{slug(table)}-{slug(key_of(row))}"


def key_of(row: Row) -> str:
    """The id of a row; of a row without one, a piece of the hash of what it says."""
    return row.get("id") or digest(dict(row))[:12]


def slug(text: str) -> str:
    """A text as part of an anchor; one that has to be changed keeps a piece of its hash, so that no two meet."""
    plain = re.sub(r"[^A-Za-z0-9._+-]", "-", text)
    return plain if plain == text else f"{plain[:60]}-{digest(text)[:6]}"


def table_hash(table: Table) -> str:
    """The hash of a table as it was read: every row, in order."""
    return digest([dict(row) for row in table.rows])
