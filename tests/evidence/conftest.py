"""A store, what is said of a file, and CSV files written in a test."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vetoproof.evidence.ingest import Ingested, Intake
from vetoproof.evidence.store import Store, open_store
from vetoproof.evidence.tables import Given

Rows = Sequence[Mapping[str, str]]


@pytest.fixture
def given() -> Given:
    return Given(source="", root="", received=date(2020, 1, 1))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store", create=True) as opened:
        yield opened


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Rows -> a CSV file."""

    def write_csv(rows: Rows, name: str = "claims.csv") -> Path:
        path = tmp_path / name
        with path.open("w", newline="", encoding="utf-8") as out:
            table = csv.DictWriter(out, list(rows[0]))
            table.writeheader()
            table.writerows(rows)
        return path

    return write_csv


@pytest.fixture
def take(store: Store, given: Given) -> Callable[..., Ingested]:
    """Takes a file into the store."""

    def taken(path: Path, about: Given = given, **options: Any) -> Ingested:
        mine = {name: options.pop(name) for name in ("strict", "block", "bounds", "report", "columns") if name in options}
        return Intake(store, **mine).take(path, about, **options)

    return taken
