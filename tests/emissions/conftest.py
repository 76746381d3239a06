"""What the tests of emissions share: the given files, the regime, its record, and a way to ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path as File

import pytest

from vetoproof.evidence.climate import owid
from vetoproof.evidence.climate.figures import Figures
from vetoproof.evidence.record import Table, read_table
from vetoproof.findings.targets import Answer, Wanted, answers, tables_of
from vetoproof.regime.law import Regime
from vetoproof.regime.load import load_regime

TODAY = date(2026, 11, 24)
Ask = Callable[..., list[Answer]]


@pytest.fixture(scope="session")
def files(shared: File) -> File:
    folder = shared / "data/climate"
    if not folder.is_dir():
        pytest.skip(f"there is no {folder}")
    return folder


@pytest.fixture(scope="session")
def fossil(files: File) -> Figures:
    return owid.read_co2(files / "co2-fossil-by-country.csv.gz")


@pytest.fixture(scope="session")
def promises() -> Regime:
    return load_regime("net-zero", with_cases=True)


@pytest.fixture(scope="session")
def record(promises: Regime) -> dict[str, Table]:
    return {name: read_table(name) for name in tables_of(promises)}


@pytest.fixture(scope="session")
def ask(promises: Regime, record: dict[str, Table]) -> Ask:
    """`ask("in-nz-2070", "IND", "status_at_date", on=DAY, known=DAY)`."""

    def found(provision: str | None = None, party: str | None = None, test: str | None = None, **days: date) -> list[Answer]:
        on = days.get("on", TODAY)
        return list(answers(promises, record, on, days.get("known", TODAY), Wanted(provision, party, test)))

    return found
