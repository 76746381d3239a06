"""Comtrade+ as CSV or Parquet, in its short form or its full export -> cells under our names; columns are found by name in any case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen

from vetoproof.evidence.blocks import CSV, Blocks
from vetoproof.evidence.csv_rows import cells_of
from vetoproof.evidence.heads import LONGEST_HEADER, header_of
from vetoproof.evidence.reading import Start
from vetoproof.evidence.stream import Stream
from vetoproof.evidence.tables import Refusal
from vetoproof.terms.errors import InputError

NEEDED = ("period", "reportercode", "partnercode", "flowcode", "cmdcode")
VALUES = ("primaryvalue", "cifvalue", "fobvalue", "netwgt")
OURS = {
    **{"period": "period", "reportercode": "reporter", "partnercode": "partner", "flowcode": "flow", "cmdcode": "hs"},
    **{"classificationcode": "revision", "netwgt": "net", "cifvalue": "cif", "fobvalue": "fob", "primaryvalue": "value"},
    **{"isnetwgtestimated": "estimated", "isoriginalclassification": "original"},
}
# A row may be a part of its trade by one of these; the words that stand for the whole.
PARTS = {"partner2code": ("", "0"), "customscode": ("", "C00"), "motcode": ("", "0"), "moscode": ("", "0")}


@frozen(eq=False)
class Part:
    """Some rows of a file: cells under our names with `row`, what was refused, how far the file was read."""

    cells: Any
    refused: Sequence[Refusal]
    done: int
    at: int


def fits(header: Sequence[str]) -> bool:
    names = {name.strip().lower() for name in header}
    return set(NEEDED) <= names and bool(names & set(VALUES))


def rows_of_csv(stream: Stream, start: Start) -> Iterator[tuple[Any, Sequence[Refusal], int, int]]:
    """The cells of a CSV as text, a part for each block: any columns, each once."""
    first = stream.read(LONGEST_HEADER)
    size = len(first.partition(b"\n")[0]) + 1
    header = _columns(header_of(first[:size]), stream)
    stream.push(first[size:])
    stream.go_to(max(start.at, size))
    for block in Blocks(stream.read, CSV, stream.bounds.row, start.block, done=start.done, at=max(start.at, size)):
        if block.done > stream.bounds.rows:
            raise InputError(f"has more than {stream.bounds.rows:,} rows", where=stream.name, do="split it")
        cells, refused = cells_of(block, header)
        yield _without_blank(cells), refused, block.done, block.at


def _columns(header: tuple[str, ...], stream: Stream) -> tuple[str, ...]:
    names = tuple(name.strip().lower() or f"unnamed {place}" for place, name in enumerate(header))
    if not names or len(names) > stream.bounds.columns:
        raise InputError(f"has no header of 1 to {stream.bounds.columns} columns", where=stream.name, do="begin with a line of names")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise InputError(f"has the column {twice[0]!r} twice", where=stream.name, do="give each its own name")
    return names


def _without_blank(cells: Any) -> Any:
    """Lines that are empty are no rows."""
    filled = pc.not_equal(cells.column(1), "")
    for name in cells.column_names[2:]:
        if pc.all(filled).as_py():
            break
        filled = pc.or_(filled, pc.not_equal(cells.column(name), ""))
    return cells.filter(filled)


def read(stream: Stream, start: Start) -> Iterator[Part]:
    """The parts of a CSV."""
    for cells, refused, done, at in rows_of_csv(stream, start):
        yield Part(renamed(cells), refused, done, at)


def renamed(cells: Any) -> Any:
    """Comtrade's columns under our names; what is not ours is left in the original."""
    found = {"row": cells.column("row")} | {OURS[name]: cells.column(name) for name in cells.column_names if name in OURS}
    there = [name for name in PARTS if name in cells.column_names]
    if there:
        found["part"] = _part(cells, there)
    return pa.table(found)


def _part(cells: Any, there: Sequence[str]) -> Any:
    """`motcode=2100 partner2code=344` where a row is a part of its trade; empty where it is the whole."""
    told = []
    for name in there:
        cell = pc.utf8_trim_whitespace(cells.column(name))
        told.append(pc.if_else(pc.is_in(cell, pa.array(PARTS[name])), "", pc.binary_join_element_wise(f"{name}=", cell, "")))
    return pc.utf8_trim_whitespace(pc.binary_join_element_wise(*told, " "))
