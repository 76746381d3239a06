"""A list written in a test, read at once; lists taken into a store; the official lists among the given inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from list_samples import ALL

from vetoproof.evidence.ingest import Ingested, ingest
from vetoproof.evidence.lists.read import read_list
from vetoproof.evidence.store import Store
from vetoproof.evidence.tables import Given

Rows = Mapping[str, Mapping[str, Any]]


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Text or bytes -> a file."""

    def write(text: str | bytes, name: str = "un.xml") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write


@pytest.fixture
def rows(put: Callable[..., Path]) -> Callable[..., Rows]:
    """The entities of a sample, or of a text, by number."""

    def read(name: str, text: str | bytes | None = None) -> Rows:
        found = read_list(put(ALL[name][0] if text is None else text, name))
        return {row["ref"]: row for row in found.rows.to_pylist()}

    return read


@pytest.fixture
def held(store: Store, put: Callable[..., Path]) -> Callable[..., Ingested]:
    """Takes a list into the store: a sample by its name, or another text."""

    def take(name: str, day: str = "2020-01-01", text: str | bytes | None = None, **options: Any) -> Ingested:
        path = put(ALL[name][0] if text is None else text, name)
        return ingest(store, path, Given("", "", date.fromisoformat(day)), **options)

    return take


@pytest.fixture(scope="session")
def official(shared: Path) -> Path:
    """The folder of official lists."""
    folder = shared / "data" / "lists"
    if not folder.is_dir():
        pytest.skip("there is no folder of lists among the given inputs")
    return folder
