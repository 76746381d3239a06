"""One cap in one year: reported, silent, claimed. A page of its own: no other question draws random numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from vetoproof.findings.cap_account import CapAccount, cap_account
from vetoproof.findings.cap_claims import NO_FALSE
from vetoproof.findings.cap_named import parts_of, period_of, tables_for
from vetoproof.monitor.the_ledgers import read_tables
from vetoproof.regime.load import DEFAULT_REGIME, load_regime


def cap(
    name: str,
    as_of: date,
    known_by: date,
    *,
    year: int | None = None,
    false_positive: tuple[Decimal, Decimal, Decimal] = NO_FALSE,
    regime: str = DEFAULT_REGIME,
    record: Path | None = None,
    store: Path | None = None,
) -> CapAccount:
    """What is known of a cap in a year. `record`: another folder of tables than the package's own; `store`: newer rows of them."""
    loaded = load_regime(regime)
    period, parts = period_of(loaded, name, year, as_of), parts_of(loaded, name)
    return cap_account(loaded, period, tables_for(parts, read_tables(parts, record, store)), as_of, known_by, false_positive)
