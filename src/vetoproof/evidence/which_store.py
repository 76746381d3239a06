"""Which store is meant: the folder that was named, else that of the environment, else the one in the working folder. Nothing is opened."""

from __future__ import annotations

import os
from pathlib import Path

DEFAULT, VARIABLE = "vetoproof-store", "VETOPROOF_STORE"
FILE = "store.duckdb"


def store_folder(given: Path | None = None) -> Path:
    """The folder that was asked for, else $VETOPROOF_STORE, else ./vetoproof-store."""
    return given or Path(os.environ.get(VARIABLE) or DEFAULT)


def held_store(given: Path | None = None) -> Path | None:
    """The same folder if a store is in it, else None: a question that the package's own record can answer goes on without one."""
    folder = store_folder(given)
    return folder if (folder / FILE).is_file() else None
