"""Lists of thefts -> Theft values: the record's rows, and other lists by the names of their columns, a wrong row named."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from vetoproof.evidence.record import Row
from vetoproof.evidence.stream import open_stream, shown
from vetoproof.terms.days import Span, read_when
from vetoproof.terms.errors import InputError
from vetoproof.terms.quantity import decimal
from vetoproof.terms.theft import Theft

MOST_BYTES = 100_000_000
VICTIM, DAY, AMOUNT = (
    ("victim", "name", "bridge", "protocol"),
    ("day", "date", "exploit_date"),
    ("mid", "usd_mid", "amount", "loss_usd", "value", "usd"),
)


def theft_of(row: Row) -> Theft:
    """A row of the record as a theft."""
    return Theft(row["id"], row["victim"], date.fromisoformat(row["from"]), date.fromisoformat(row["until"]), _amount(row["mid"]))


def read_thefts(path: Path) -> Iterator[tuple[int, Theft]]:
    """The rows of another list, each with its number. Days as 2022-03-23, 23/03/2022 or 3/23/22, the way that all rows allow."""
    rows = _rows(path)
    columns = [_column(rows, names, path) for names in (VICTIM, DAY, AMOUNT)]
    days = [row[columns[1]] or "" for row in rows]
    month_first = any(int(found[2]) > 12 for text in days if (found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{2,4})", text)))
    for number, row in enumerate(rows, start=1):
        try:
            span = _days(row[columns[1]] or "", month_first)
            amount = _amount((row[columns[2]] or "").replace(",", ""))
        except ValueError as error:
            raise InputError(str(error), where=f"{shown(path.name)} row {number}", do="mend the row") from error
        yield (
            number,
            Theft(row.get("id") or row.get("incident_id") or "", row[columns[0]] or "", span.start, span.end or span.start, amount),
        )


def _rows(path: Path) -> list[dict[str, str | None]]:
    with open_stream(path) as stream:
        raw = stream.read(MOST_BYTES)
    try:
        return list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", where=shown(path.name), do="save it as UTF-8") from error


def _column(rows: list[dict[str, str | None]], names: tuple[str, ...], path: Path) -> str:
    header = list(rows[0]) if rows else []
    found = next((name for name in names if name in header), "")
    if not found:
        raise InputError(f"has no column {' or '.join(names)}", where=shown(path.name), do="begin with: victim,day,amount")
    return found


def _days(text: str, month_first: bool) -> Span:
    slashed = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{2,4})", text.strip())
    if not slashed:
        return read_when(text.strip())
    one, two, year = (int(part) for part in slashed.groups())
    month, day = (one, two) if month_first else (two, one)
    found = date(year + 2000 if year < 100 else year, month, day)
    return Span(found, found)


def _amount(text: str) -> Decimal | None:
    return decimal(text) if text else None
