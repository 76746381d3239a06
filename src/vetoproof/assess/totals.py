"""Rows of the record -> totals under a stated definition. Units are never added together; open ends stay open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import frozen

from vetoproof.detect.funds.thefts import firms
from vetoproof.evidence.definitions import Definition
from vetoproof.evidence.record import Row, Table, said_by
from vetoproof.terms.errors import InputError
from vetoproof.terms.quantity import decimal
from vetoproof.terms.unseen import Unseen

YEAR, MISSING = "year", "missing"


@frozen
class Total:
    """One group: how many, and the amounts; an end is None where a row leaves it open."""

    by: Mapping[str, str]
    n: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str


@frozen
class Counted:
    """The rows that a definition takes, their totals, and what was left out."""

    rows: tuple[Row, ...]
    totals: tuple[Total, ...]
    unseen: tuple[Unseen, ...]


def count(table: Table, how: Definition, where: Mapping[str, str], as_of: date, known_by: date) -> Counted:
    """The totals of a table on two days: the horizon of what happened, and the day by which it was said."""
    _known_columns(table, (*where, *(column for column in how.by if column != YEAR)))
    asked = {**how.where, **{column: (word,) for column, word in where.items()}}
    told = [row for row in table.rows if said_by(row, known_by.isoformat())]
    seen = [row for row in told if first_day(row) <= as_of.isoformat()]
    taken = tuple(row for row in seen if all(row.get(column, "") in words for column, words in asked.items()))
    read = [_instead(row, how) for row in taken]
    unseen = (*_left_out(table, told, seen, taken, how), *_as_cited(table, taken, how), *_not_taken_off(table, taken, how))
    return Counted(taken, tuple(_totals(read, how)), unseen)


def _instead(row: Row, how: Definition) -> Row:
    """The row with one column read for another; where that one is empty, the row's own stands."""
    return {**row, **{column: row[other] for column, other in how.instead.items() if row[other]}}


def _as_cited(table: Table, rows: Iterable[Row], how: Definition) -> Iterator[Unseen]:
    for other in dict.fromkeys(how.instead.values()):
        if empty := sum(not row[other] for row in rows):
            yield Unseen(f"{other} of {empty} rows of {table.name}", "not known, so the day as cited stands for it")


def _not_taken_off(table: Table, rows: Iterable[Row], how: Definition) -> Iterator[Unseen]:
    if how.less and (silent := sum(not row[how.less] for row in rows)):
        yield Unseen(
            f"{how.less} of {silent} rows of {table.name}", "no figure was read: not known, not zero, so the total is at most what is said"
        )


def first_day(row: Row) -> str:
    """The first day that a row tells of; of a claim without one, the day on which it was said."""
    return next((row[column] for column in ("from", "day", "until", "said") if row.get(column)), "")


def _known_columns(table: Table, columns: Iterable[str]) -> None:
    known = set(table.rows[0]) if table.rows else set()
    for column in columns:
        if column not in known:
            raise InputError(f"has no column {column!r}", where=f"record {table.name}", do=f"use {', '.join(sorted(known))}")


def _totals(rows: Iterable[Row], how: Definition) -> Iterator[Total]:
    every = list(rows)
    units = {row["unit"] for row in every if row.get("unit")}
    usual = units.pop() if len(units) == 1 else ""  # of a row without an amount, if all others have one unit
    groups: dict[tuple[tuple[str, ...], str], list[Row]] = {}
    for row in every:
        key = tuple(first_day(row)[:4] if column == YEAR else row[column] for column in how.by)
        groups.setdefault((key, row.get("unit") or usual), []).append(row)
    for (key, unit), found in sorted(groups.items()):
        yield _total(dict(zip(how.by, key, strict=True)), unit, found, how)


def _total(by: Mapping[str, str], unit: str, rows: list[Row], how: Definition) -> Total:
    n = len(rows) if how.counts == "rows" else _distinct(rows, how.counts, how.alike)
    if not how.value:
        return Total(by, n, None, None, None, unit)
    low, mid, high = (_sum(rows, how, end) for end in ("low", "mid", "high"))
    return Total(by, n, mid, low, high, unit)


def _distinct(rows: list[Row], columns: Iterable[str], alike: str) -> int:
    """How many different combinations; a row that leaves all of them empty is none."""
    if alike == "firms":
        return firms([row[column] for row in rows for column in columns])
    found = {tuple(row[column] for column in columns) for row in rows}
    return sum(any(combination) for combination in found)


def _sum(rows: list[Row], how: Definition, end: str) -> Decimal | None:
    """The sum of one end over the rows; None if a row leaves that end open. A single column is all three ends.

    A row that never had a figure adds nothing to the low and the middle and leaves the high end open; one that was not reported
    leaves all three open.
    """
    told = [row for row in rows if end == "high" or row.get("status") == MISSING or any(row.get(column) for column in how.value)]
    if rows and not told:
        return None
    ends = [_end(row, how.value, end) for row in told]
    known = [one for one in ends if one is not None]
    less = sum((decimal(row[how.less]) for row in rows if how.less and row[how.less]), Decimal(0))
    return sum(known, Decimal(0)) - less if len(known) == len(ends) else None


def _end(row: Row, columns: tuple[str, ...], end: str) -> Decimal | None:
    text = row.get(end if end in columns else columns[0] if len(columns) == 1 else "", "")
    if not text and end == "mid":  # a claim with one end only is quoted by it
        text = next((row[column] for column in columns if row.get(column)), "")
    return decimal(text) if text else None


def _left_out(table: Table, told: list[Row], seen: list[Row], taken: Iterable[Row], how: Definition) -> Iterator[Unseen]:
    if later := len(table.rows) - len(told):
        yield Unseen(f"{later} rows of {table.name}", "said after the day asked for")
    if beyond := len(told) - len(seen):
        yield Unseen(f"{beyond} rows of {table.name}", "of a later day than the one asked for")
    if how.value and (blank := sum(not any(row.get(column) for column in how.value) for row in taken)):
        yield Unseen(f"the amount of {blank} rows of {table.name}", "no figure is known: they are counted, and add nothing to a sum")
    missing = sum(row.get("status") == MISSING for row in seen)
    if missing:
        yield Unseen(f"{missing} rows of {table.name}", "not reported when the source came out: missing, not zero")
    yield Unseen(f"what {table.name} does not hold", f"counted under: {how.means}")
