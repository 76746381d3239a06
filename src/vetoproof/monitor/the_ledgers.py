"""The ledgers of caps: what was reported in each period, without claims and without numpy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from vetoproof.evidence.record import Table
from vetoproof.evidence.vintages import read_newest
from vetoproof.findings.cap_named import caps_called, parts_of, tables_for
from vetoproof.findings.ledger import Year
from vetoproof.findings.ledger_rows import Ledger, periods, read_ledger
from vetoproof.regime.law import Regime
from vetoproof.regime.load import DEFAULT_REGIME, load_regime
from vetoproof.regime.telling import Part


def cap_years(
    name: str, as_of: date, known_by: date, *, regime: str = DEFAULT_REGIME, record: Path | None = None, store: Path | None = None
) -> tuple[Year, ...]:
    """What was reported in each period of a cap, in the first of its units: a line a period, nothing drawn."""
    loaded = load_regime(regime)
    parts = parts_of(loaded, name)
    tables = tables_for(parts, read_tables(parts, record, store))
    found: dict[date, Year] = {}
    for provision in caps_called(loaded, name)[1]:
        ledger = read_ledger(loaded, provision, tables.ledgers, as_of, known_by, suppliers=tables.suppliers)
        found |= {window.from_: ledger.year(window) for window in periods(provision, as_of)}
    return tuple(found[start] for start in sorted(found))


def ledgers(loaded: Regime, as_of: date, known_by: date, record: Path | None = None) -> Iterator[Ledger]:
    """The ledger of each cap that the report tells of, once, in the first of its units."""
    every = [part for chapter in loaded.chapters for part in chapter.sections if part.form == "cap" and part.provision]
    for id_ in dict.fromkeys(part.provision or "" for part in every):
        parts = tuple(part for part in every if part.provision == id_)
        tables = tables_for(parts, read_tables(parts, record))
        yield read_ledger(loaded, loaded.by_id[id_], tables.ledgers, as_of, known_by, suppliers=tables.suppliers)


def read_tables(parts: tuple[Part, ...], record: Path | None, store: Path | None = None) -> Mapping[str, Table]:
    """The tables that parts tell of, with the newer rows of a store if there is one."""
    return {table: read_newest(table, record, store) for table in dict.fromkeys(table for part in parts for table in part.tables)}
