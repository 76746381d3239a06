"""Columns of a row -> the texts that a reader sees; the columns of one figure stand as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vetoproof.evidence.record import Row
from vetoproof.publish import words

FIGURE = ("value", "low", "mid", "high", "unit", "bound")  # columns that make up one figure
FIGURE_NAME = "figure"


def heads(columns: Iterable[str]) -> Iterator[str]:
    """The names of the columns; those of one figure stand as one."""
    yield from dict.fromkeys(FIGURE_NAME if column in FIGURE else words.plainly(column) for column in columns)


def texts(row: Row, columns: Iterable[str]) -> Iterator[str]:
    """The text of each column; a figure in the words of its bound."""
    told = False
    for column in columns:
        if column not in FIGURE:
            yield words.value(column, row.get(column, ""))
        elif not told:
            told = True
            yield words.claim(figured(row))


def figured(row: Row) -> Row:
    """A row with one `value` as a claim with a middle."""
    return {**row, "mid": row["value"]} if "value" in row else row
