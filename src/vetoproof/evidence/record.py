"""The public record: compact tables that the package carries (`record/*.csv`), one source a row."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from attrs import frozen

from vetoproof.terms.errors import InputError

Row = Mapping[str, str]


@frozen
class Table:
    """One table: its name, its rows as text, and the newest day of which it knows."""

    name: str
    rows: tuple[Row, ...]

    @property
    def newest(self) -> str:
        """The last day or month on which something in the table happened or was said."""
        days = (row[key] for row in self.rows for key in ("until", "day", "said") if row.get(key))
        return max(days, default="")


def record_folder() -> Path:
    return Path(str(files("vetoproof"))) / "record"


def read_table(name: str, folder: Path | None = None) -> Table:
    """The rows of one table, in the order of the file."""
    path = (folder or record_folder()) / f"{name}.csv"
    if not path.is_file():
        known = ", ".join(sorted(found.stem for found in path.parent.glob("*.csv")))
        raise InputError("there is no such table", where=f"record {name}", do=f"use one of {known or 'none here'}")
    with path.open(encoding="utf-8", newline="") as text:
        return Table(name, tuple(csv.DictReader(text)))


def said_by(row: Row, known_by: str) -> bool:
    """Whether a row was said (a day, or the month it lies in) by that day.

    A row whose day of saying cannot be read was not said before what it tells of was over.
    """
    said = row.get("said") or row.get("until") or row.get("day") or ""
    return said[: len("YYYY-MM-DD")] <= known_by[: len(said)]
