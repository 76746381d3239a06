"""The public record: compact tables that the package carries (`record/*.csv`), one source a row."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from importlib.resources import files
from pathlib import Path

from attrs import frozen

from vetoproof.terms.errors import InputError

Row = Mapping[str, str]


NUMBERS = frozenset(
    {
        "amount", "bbl", "value", "low", "mid", "high", "calls", "load", "capacity", "count", "recovered", "yes", "no", "abstain", "series",
        "apogee_km", "distance_km", "lat", "lon", "magnitude_low", "magnitude_high", "yield_kt_low", "yield_kt_mid", "yield_kt_high",
        "year", "mt", "goal", "voted_yes", "voted_no", "abstained", "not_voting",
    }
)  # fmt: skip # columns that hold numbers, in every table


def typed(row: Mapping[str, object]) -> dict[str, object]:
    """The row with numbers as numbers and nothing where a cell is empty; a cell that is no number stays as it stands."""
    return {key: _typed(value) if key in NUMBERS else value if value != "" else None for key, value in row.items()}


def _typed(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value or None
    return int(number) if number == number.to_integral_value() and "E" not in value.upper() else float(number)


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
