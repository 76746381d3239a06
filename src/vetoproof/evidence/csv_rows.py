"""A CSV stream -> typed rows by a sheet of columns: header checked by name, cells in Arrow, checks in DuckDB."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from vetoproof.evidence.blocks import CSV, Block, Blocks
from vetoproof.evidence.columns import Sheet, checker, missing
from vetoproof.evidence.heads import LONGEST_HEADER, header_of
from vetoproof.evidence.reading import Start
from vetoproof.evidence.stream import Stream
from vetoproof.evidence.tables import Batch, Given, Refusal, split
from vetoproof.terms.errors import InputError


def sheet_rows(stream: Stream, sheet: Sheet, given: Given, start: Start) -> Iterator[Batch]:
    """The rows of a CSV, checked by `sheet`, a batch for each block."""
    first = stream.read(LONGEST_HEADER)
    size = len(first.partition(b"\n")[0]) + 1
    header = _header(first[:size], sheet, given, stream)
    stream.push(first[size:])
    stream.go_to(max(start.at, size))
    con = checker()
    for block in Blocks(stream.read, CSV, stream.bounds.row, start.block, done=start.done, at=max(start.at, size)):
        if block.done > stream.bounds.rows:
            raise InputError(f"has more than {stream.bounds.rows:,} rows", where=stream.name, do="split it")
        cells, refused = cells_of(block, header)
        yield split(sheet.check(con, cells, given.source, given.root), refused, block.done, block.at)


def cells_of(block: Block, header: tuple[str, ...]) -> tuple[Any, list[Refusal]]:
    """The cells of a block as columns of text, with `row`; rows with too few or too many cells are refused."""
    uneven: list[tuple[int, str]] = []

    def skip(row: Any) -> str:
        uneven.append((row.number - 1, f"{row.actual_columns} cells, and the header has {row.expected_columns}; give each column one"))
        return "skip"

    table = _parsed(block.text, header, skip) if block.text else pa.table({name: pa.array([], pa.string()) for name in header})
    numbers = np.delete(block.numbers, [place for place, _ in uneven])
    refused = [*block.refused, *(Refusal(int(block.numbers[place]), why) for place, why in uneven)]
    column = pa.Array.from_buffers(pa.int64(), len(numbers), [None, pa.py_buffer(numbers)])  # pa.array() imports pandas where it is there
    return table.add_column(0, "row", column), refused


def _parsed(text: bytes, header: tuple[str, ...], skip: Any) -> Any:
    """All as text: what a cell means is decided by its column. One thread, so that Arrow numbers the rows that it skips."""
    return arrow_csv.read_csv(
        pa.BufferReader(text),
        arrow_csv.ReadOptions(column_names=list(header), use_threads=False, block_size=len(text) + 1),
        arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=skip),
        arrow_csv.ConvertOptions(column_types=dict.fromkeys(header, pa.string()), strings_can_be_null=False, check_utf8=False),
    )


def _header(line: bytes, sheet: Sheet, given: Given, stream: Stream) -> tuple[str, ...]:
    """The header, if the format knows every column and no required one is missing."""
    header = header_of(line)
    if not header or len(header) > stream.bounds.columns:
        raise _fault(
            stream, f"has no header of 1 to {stream.bounds.columns} columns", f"begin with a line of names: {', '.join(sheet.names)}"
        )
    if twice := {name for name in header if header.count(name) > 1}:
        raise _fault(stream, f"has the column {sorted(twice)[0]!r} twice", "give each its own name")
    if unknown := [name for name in header if name not in sheet.names]:
        raise _fault(stream, f"has unknown columns: {', '.join(map(repr, unknown))}", f"use {', '.join(sheet.names)}")
    lacking = missing(header, sheet)
    if "source" not in header and not given.source:
        lacking.append("source")
    if lacking:
        raise _fault(stream, f"has no column {', '.join(lacking)}", "add it; a source for all rows is given by --source")
    return header


def _fault(stream: Stream, what: str, do: str) -> InputError:
    return InputError(what, where=stream.name, do=do)
