"""A CSV of transfers, packed or not -> Edges. A row that cannot be read refuses the file, with the row named: a trace with a hole lies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field, frozen

from vetoproof.evidence.blocks import CSV, Block, Blocks
from vetoproof.evidence.columns import checker
from vetoproof.evidence.csv_rows import cells_of
from vetoproof.evidence.edges.arrays import array_of, column_of, flags_of, texts_of
from vetoproof.evidence.edges.book import Book
from vetoproof.evidence.edges.cells import numbers_of, text_of
from vetoproof.evidence.edges.naming import Naming, naming
from vetoproof.evidence.edges.scales import Scales
from vetoproof.evidence.edges.tables import EDGE, Edges, Limbs, Token, decimals_of, limbs_of
from vetoproof.evidence.heads import LONGEST_HEADER, header_of
from vetoproof.evidence.stream import open_stream, regular
from vetoproof.evidence.tables import Refusal
from vetoproof.terms.errors import InputError
from vetoproof.terms.wallets import checksummed

BLOCK = 32_000_000  # bytes of text at once
MOST_TOKENS = 32_000  # what the column `token` can number
TYPED = ("row", "t", "block", "token", "amount", "fee", "cells")
SHOWN = 5  # refused rows that the message names


@frozen
class How:
    """How a file is to be read: its columns by our names, the token if it has no column for it, stated places."""

    columns: Mapping[str, str] = field(factory=dict)
    token: str = ""
    decimals: Mapping[str, int] = field(factory=dict)


Report = Callable[[int, float], None]  # rows read so far, and the share of the file


def read_edges(path: Path, how: How | None = None, report: Report | None = None) -> Edges:
    """The transfers of a file. It is read again if amounts turn out to have more places than they seemed to."""
    how = how or How()
    scales = Scales(dict(how.decimals))
    while True:
        reading = Reading(scales)
        _read(path, how, reading, report)
        if not scales.turn():
            return reading.edges(path.name)


def _read(path: Path, how: How, reading: Reading, report: Report | None) -> None:
    size_of_file = regular(path)
    with open_stream(path) as stream:
        first = stream.read(LONGEST_HEADER)
        header = header_of(first)
        if not header:
            raise InputError("has no header", where=stream.name, do="begin with a line of names: tx,time,from,to,amount,token")
        named = naming(header, how.columns, stream.name, how.token)
        size = len(first.partition(b"\n")[0]) + 1
        stream.push(first[size:])
        for block in Blocks(stream.read, CSV, stream.bounds.row, BLOCK, at=size):
            reading.take(block, named)
            if report:
                report(block.done, stream.position / size_of_file)
            if reading.blocks == 1 and reading.scales.wanted:
                return
        reading.refuse(stream.name)


@define
class Reading:
    """What has been read of a file."""

    scales: Scales
    book: Book = field(factory=Book)
    tokens: dict[str, int] = field(factory=dict)
    parts: list[Any] = field(factory=list)
    refused: list[Refusal] = field(factory=list)
    rounded: dict[str, int] = field(factory=dict)
    spelled: set[str] = field(factory=set)
    blocks: int = 0
    con: duckdb.DuckDBPyConnection = field(factory=checker)

    def take(self, block: Block, naming: Naming) -> None:
        """The rows of a block."""
        cells, uneven = cells_of(block, naming.header)
        self.refused += uneven
        self.blocks += 1
        read = text_of(cells, naming, self.con)
        if (why := read.column("why")).null_count < len(why):
            self._wrong(read.filter(pc.is_valid(why)))
            read = read.filter(pc.is_null(why))
        self._spellings(read)
        if read.num_rows:
            self.parts.append(self._typed(read, ("amount", "fee") if naming.columns["fee"] else ("amount",)))

    def _typed(self, read: Any, names: Sequence[str]) -> Any:
        """The row's columns but for the ends, whose numbers the book gives when all blocks are in.

        Copied: a column of the engine's answer holds the whole answer, all its texts too.
        """
        self.book.take(read.column("sender"), read.column("receiver"))
        token = self._token(read.column("token"))
        self._look(array_of(read.column("behind")), token)
        amounts = self._amounts(read, token, names)
        amounts.setdefault("fee", np.zeros_like(amounts["amount"]))
        row, t, block, cells = (column_of(array_of(read.column(name)).copy()) for name in ("row", "t", "block", "cells"))
        limbs = (decimals_of(amounts[name]) for name in ("amount", "fee"))
        columns = [row, t, block, column_of(token), *limbs, cells]
        return pa.table(columns, schema=pa.schema([EDGE.field(name) for name in TYPED]))

    def _token(self, column: Any) -> npt.NDArray[np.int16]:
        coded = pc.dictionary_encode(column.combine_chunks())
        here = [self.tokens.setdefault(name, len(self.tokens)) for name in coded.dictionary.to_pylist()]
        numbers: npt.NDArray[np.int16] = np.array(here, np.int64)[array_of(coded.indices)].astype(np.int16)
        return numbers

    def _amounts(self, read: Any, token: npt.NDArray[np.int16], names: Sequence[str]) -> dict[str, Limbs]:
        """The exact amounts in the smallest unit of each token."""
        by_token = np.array([self.scales.of(name) for name in self.tokens])
        used = [int(one) for one in np.unique(by_token[np.unique(token)])]
        numbers = numbers_of(read.select(names), names, used, self.con)
        return {name: self._chosen(read, numbers, name, by_token[token] if len(used) > 1 else None, used) for name in names}

    def _chosen(self, read: Any, numbers: Any, name: str, places: Any, used: Sequence[int]) -> Limbs:
        """Of the columns for each number of places, the cell that is right for each row's token."""
        if places is None:
            self._too_large(read, name, numbers.column(0 if name == "amount" else 1), used[0], None)
            return limbs_of(numbers.column(f"{name}_{used[0]}"))
        limbs = np.zeros((read.num_rows, 2), np.uint64)
        for one in used:
            column, mine = numbers.column(f"{name}_{one}"), places == one
            self._too_large(read, name, column, one, mine)
            limbs[mine] = limbs_of(column)[mine]
        return limbs

    def _look(self, behind: Any, token: Any) -> None:
        """How the amounts of each token are written: with a point (else -1), and how many places behind it."""
        for number in np.unique(token[behind >= 0]):
            name, mine = list(self.tokens)[number], behind[token == number]
            self.scales.saw(name, True, int(mine.max()))
            if (over := int((mine > self.scales.of(name)).sum())) and name not in self.scales.wanted:
                self.rounded[name] = self.rounded.get(name, 0) + over

    def _too_large(self, read: Any, name: str, column: Any, places: int, mine: Any) -> None:
        if not column.null_count:
            return
        wrong = flags_of(column.is_null()) if mine is None else flags_of(column.is_null()) & mine
        why = f"{name} is larger than 38 digits" + (f" with {places} places" if places else "") + "; such amounts are not kept exactly"
        self.refused += [Refusal(int(row), why) for row in array_of(read.column("row"))[wrong]]

    def _wrong(self, bad: Any) -> None:
        self.refused += [Refusal(one["row"], one["why"]) for one in bad.select(["row", "why"]).to_pylist()]

    def _spellings(self, read: Any) -> None:
        """Addresses in mixed case carry a checksum: each spelling is checked once."""
        for end in ("sender", "receiver"):
            column = read.column(f"{end}_spelled")
            if column.null_count == len(column):
                continue
            wrong = [text for text in pc.unique(column).to_pylist() if text and not self._good(text)]
            if wrong:
                bad = read.filter(pc.is_in(column, texts_of(wrong))).column("row").to_pylist()
                why = f"{wrong[0]} is mistyped: its capitals are not its checksum (EIP-55); copy it again, or write it in small letters"
                self.refused += [Refusal(row, why) for row in bad]

    def _good(self, text: str) -> bool:
        if text not in self.spelled and checksummed(text)[2:] == text[2:]:
            self.spelled.add(text)
        return text in self.spelled

    def refuse(self, file: str) -> None:
        """An InputError if any row was refused."""
        if self.refused:
            some = sorted({one.row: one for one in self.refused}.values(), key=lambda one: one.row)
            more = f" and {len(some) - SHOWN:,} more rows" if len(some) > SHOWN else ""
            raise InputError("; ".join(map(str, some[:SHOWN])) + more, where=file, do="mend or remove these rows")
        if len(self.tokens) > MOST_TOKENS:
            raise InputError(f"names {len(self.tokens):,} tokens", where=file, do=f"give at most {MOST_TOKENS:,} at once")

    def edges(self, file: str) -> Edges:
        self.book.settle()
        ends = [np.split(numbers, 2) for numbers in self.book.numbers]
        parts = []
        for part, (sender, receiver) in zip(self.parts, ends, strict=True):
            with_ends = part.append_column("sender", column_of(sender)).append_column("receiver", column_of(receiver))
            parts.append(with_ends.select(EDGE.names).cast(EDGE))
        rows = pa.concat_tables(parts) if parts else EDGE.empty_table()
        return Edges(file, rows, self.book.texts, tuple(self._tokens()))

    def _tokens(self) -> Iterator[Token]:
        for name in self.tokens:
            yield Token(name, self.scales.of(name), self.rounded.get(name, 0), self.scales.coins(name))
