"""A cap of nobody's, counted by the same code as the given ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from harbour import CALLS, CLAIMS, DAY, HARBOUR, REPORTS, Count, Rows, write

from vetoproof.findings.cap_account import CapAccount
from vetoproof.monitor.one_cap import cap


@pytest.fixture
def count(tmp_path: Path) -> Count:
    """`count(reports=[..], claims=[..], calls=[..])`: the account of 2020 under the Harbour Treaty."""

    def made(reports: Rows = (), claims: Rows = (), calls: Rows = (), **options: object) -> CapAccount:
        law, record = tmp_path / "law", tmp_path / "record"
        law.mkdir(exist_ok=True)
        record.mkdir(exist_ok=True)
        (law / "regime.yaml").write_text(HARBOUR, "utf-8")
        write(record / "reports.csv", REPORTS, reports)
        write(record / "claims.csv", CLAIMS, claims)
        write(record / "calls.csv", CALLS, calls)
        asked = {"as_of": DAY, "known_by": DAY, "year": 2020, **options}
        return cap("harbour-oil", asked.pop("as_of"), asked.pop("known_by"), regime=str(law), record=record, **asked)  # type: ignore[arg-type]

    return made
