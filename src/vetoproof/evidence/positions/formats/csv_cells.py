"""Any CSV of positions -> cells: header by name, rows that fit the header; blank lines are no rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
from attrs import define, frozen

from vetoproof.evidence.blocks import CSV, Block, Blocks, Places, ends_of
from vetoproof.evidence.heads import BOM
from vetoproof.evidence.positions import reasons
from vetoproof.evidence.positions.columns import resolve
from vetoproof.evidence.positions.formats.part import Asked, Mark, Part
from vetoproof.evidence.positions.reasons import Tally
from vetoproof.evidence.stream import Stream
from vetoproof.terms.errors import InputError

LONGEST_HEADER = 65_536
SIGNS = (",", ";", "\t", "|")


@frozen
class Header:
    """The columns of a file, the sign between them, and which of them are read, by field."""

    names: tuple[str, ...]
    sign: str
    fields: dict[str, str]
    size: int  # bytes


def names_of(head: bytes) -> tuple[tuple[str, ...], str]:
    """The names in the first line, and the sign between them; no names if it is no line of text."""
    line = head[:LONGEST_HEADER].removeprefix(BOM).partition(b"\n")[0]
    try:
        text = line.decode("utf-8").rstrip("\r\n")
        sign = max(SIGNS, key=text.count)
        return tuple(next(csv.reader([text], delimiter=sign, strict=True), ())), sign
    except (UnicodeDecodeError, csv.Error):
        return (), ","


def header_of(stream: Stream, asked: Asked) -> Header:
    """Read the header; the stream is then at the first row."""
    first = stream.read(LONGEST_HEADER)
    size = len(first.partition(b"\n")[0]) + 1
    names, sign = names_of(first)
    if not names or len(names) > stream.bounds.columns:
        raise InputError(f"has no header of 1 to {stream.bounds.columns} columns", where=stream.name, do="begin with a line of names")
    stream.push(first[size:])
    fields = resolve(names, asked.columns, stream.name)
    return Header(names, sign, {field: name for field, name in fields.items() if not asked.only or field in asked.only}, size)


def cells(stream: Stream, asked: Asked, tally: Tally, mark: Mark) -> Iterator[Part]:
    """The cells of the columns that are read, a part for each block."""
    header = header_of(stream, asked)
    at = max(mark.at, header.size)
    stream.go_to(at)
    rows = _Rows(header, mark.rows)
    for block in Blocks(stream.read, CSV, stream.bounds.row, asked.block, at=at):
        yield Part(rows.of(block, tally), rows.count, block.at)


@define
class _Rows:
    """Blocks -> tables, the rows numbered from 0 without the blank ones."""

    header: Header
    count: int

    def of(self, block: Block, tally: Tally) -> Any:
        uneven: list[int] = []
        text, blank = _without_blanks(block.text)
        table = self._parsed(text, np.delete(np.arange(len(block.numbers)), blank), blank, uneven)
        held = np.concatenate([block.numbers, np.array([one.row for one in block.refused], np.int64)])
        order = np.sort(np.delete(held, blank))
        numbers = np.delete(block.numbers, [*blank, *uneven])
        rows = self.count + np.searchsorted(order, numbers)
        self.count += len(order)
        tally.rows += len(block.refused) + len(uneven)
        tally.leave(reasons.UNREADABLE, len(block.refused))
        tally.leave(reasons.UNEVEN, len(uneven))
        return table.add_column(0, "row", pa.array(rows, pa.int64()))

    def _parsed(self, text: bytes, places: Places, blank: list[int], uneven: list[int]) -> Any:
        fields = self.header.fields
        if not text:
            return pa.table({field: pa.array([], pa.string()) for field in fields})

        def skip(row: Any) -> str:
            (uneven if row.text.strip() else blank).append(int(places[row.number - 1]))
            return "skip"

        names = _unlike(self.header.names, fields)
        table = arrow_csv.read_csv(
            pa.BufferReader(text),
            arrow_csv.ReadOptions(column_names=names, use_threads=False, block_size=len(text) + 1),
            arrow_csv.ParseOptions(delimiter=self.header.sign, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=skip),
            arrow_csv.ConvertOptions(
                column_types={field: pa.string() for field in fields},
                include_columns=list(fields),
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
        return table.combine_chunks()


def _without_blanks(text: bytes) -> tuple[bytes, list[int]]:
    """The text without its blank lines (Arrow makes rows of them), and which records they were."""
    if not (text.startswith((b"\n", b"\r\n")) or b"\n\n" in text or (b"\r" in text and b"\n\r\n" in text)):
        return text, []
    ends = ends_of(text, CSV, len(text) + 1, True)
    if ends is None:
        return text, []
    sizes = np.diff(ends, prepend=0)
    raw = np.frombuffer(text, np.uint8)
    blank = (sizes == 1) | ((sizes == 2) & (raw[np.maximum(ends - 2, 0)] == ord("\r")))
    return raw[np.repeat(~blank, sizes)].tobytes(), np.flatnonzero(blank).tolist()


def _unlike(names: Sequence[str], fields: dict[str, str]) -> list[str]:
    """Names for the parser: our field where we read the column, else a number."""
    field_of = {name: field for field, name in fields.items()}
    return [field_of.get(name, f"#{place}") for place, name in enumerate(names)]
