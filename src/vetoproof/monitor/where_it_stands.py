"""Where each duty, cap or target of a regime stands. A page of its own: no other question needs numpy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from vetoproof.evidence.vintages import read_newest
from vetoproof.findings.cap_standing import TEST, cap_answers
from vetoproof.findings.targets import GROUP, Answer, Wanted, answers, tables_of
from vetoproof.monitor.the_ledgers import ledgers
from vetoproof.regime.load import DEFAULT_REGIME, load_regime


def status(
    as_of: date,
    known_by: date,
    *,
    provision: str | None = None,
    party: str | None = None,
    test: str | None = None,
    regime: str = DEFAULT_REGIME,
    store: Path | None = None,
) -> Iterator[Answer]:
    """Where each duty, cap or target of a regime stands, party by party and test by test."""
    loaded = load_regime(regime)
    tables = {name: read_newest(name, None, store) for name in tables_of(loaded)}
    yield from answers(loaded, tables, as_of, known_by, Wanted(provision, party, test))
    if party in (None, GROUP) and test in (None, TEST):
        yield from (
            answer
            for ledger in ledgers(loaded, as_of, known_by)
            if provision in (None, ledger.provision.id)
            for answer in cap_answers(ledger, as_of)
        )
