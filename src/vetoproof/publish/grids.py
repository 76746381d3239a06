"""Rows of a table -> a grid: in groups one below the other, or periods down and the words of one column across."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from vetoproof.evidence.record import Row
from vetoproof.publish import words
from vetoproof.publish.cells import FIGURE, FIGURE_NAME, figured, heads, texts
from vetoproof.publish.claims import days_of
from vetoproof.publish.rows import Book, anchor_of
from vetoproof.regime.telling import Part


@frozen
class Told:
    """One row of the record as a part shows it: the texts of its columns, in their order."""

    anchor: str
    texts: tuple[str, ...]
    figure: str  # the one of them that is a figure
    source: str
    said: str

    @property
    def rest(self) -> tuple[str, ...]:
        """What it says beside the figure."""
        return tuple(text for text in self.texts if text and text != self.figure)


@frozen
class Heap:
    """The rows that share a word, newest last."""

    name: str
    rows: tuple[Told, ...]


@frozen
class Grid:
    """Rows in groups, with the names of the columns shown."""

    columns: tuple[str, ...]
    heaps: tuple[Heap, ...]

    @property
    def rows(self) -> tuple[str, ...]:
        return tuple(row.anchor for heap in self.heaps for row in heap.rows)


@frozen
class Line:
    """One period of a matrix: what each word of its heads has to say."""

    period: str
    cells: tuple[tuple[Told, ...], ...]


@frozen
class Matrix:
    """Periods down, the words of one column across; nothing is added either way.

    `unit`: that of every figure, said once. `usual`: the word of a column that most rows share, so that it is not said again.
    """

    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    unit: str
    usual: tuple[tuple[str, str], ...]

    @property
    def rows(self) -> tuple[str, ...]:
        return tuple(told.anchor for line in self.lines for cell in line.cells for told in cell)


def shown(book: Book, part: Part) -> Iterator[tuple[str, Row]]:
    """The rows that a part tells of, with the name of their table."""
    for table in part.tables:
        for row in book.rows(table) if table in book.run.tables else ():
            if all(row.get(column, "") in allowed for column, allowed in part.where.items()):
                yield table, row


def grid(book: Book, part: Part, rows: Iterable[tuple[str, Row]] | None = None) -> Grid:
    """The rows of a part in groups, the largest group first."""
    heaps: dict[str, list[Told]] = {}
    for table, row in shown(book, part) if rows is None else rows:
        heaps.setdefault(row.get(part.by, ""), []).append(tell(part, table, row))
    order = sorted(heaps, key=lambda word: (-len(heaps[word]), word))
    named = (Heap(words.sentence(words.value(part.by, word)) or "All", tuple(heaps[word])) for word in order)
    return Grid(tuple(heads(part.columns)), tuple(named))


def matrix(book: Book, part: Part) -> Matrix:
    """The rows of a part by their days, newest first, and by the words of its column."""
    found = list(shown(book, part))
    across = tuple(sorted({row.get(part.by, "") for _, row in found}, key=str.casefold))
    usual = dict(_usual(part, [row for _, row in found]))
    units = {words.unit_of(row) for _, row in found if words.claim(figured(row)) != words.NO_FIGURE}
    unit = units.pop() if len(units) == 1 else ""
    down: dict[tuple[str, str], list[tuple[str, Row]]] = {}
    for table, row in found:
        down.setdefault((row.get("from", ""), row.get("until", "")), []).append((table, row))
    made = Maker(part, across, usual, unit)
    lines = (made.line(down[days]) for days in sorted(down, key=lambda days: (days[1], days[0]), reverse=True))
    return Matrix(across, tuple(lines), unit, tuple((words.plainly(name), words.value(name, word)) for name, word in usual.items()))


def _usual(part: Part, rows: list[Row]) -> Iterator[tuple[str, str]]:
    """Columns in which more than half of the rows hold one word."""
    for column in part.columns:
        word, n = Counter(row.get(column, "") for row in rows).most_common(1)[0] if rows else ("", 0)
        if column not in FIGURE and word and 2 * n > len(rows):
            yield column, word


@frozen
class Maker:
    """Makes the lines of a matrix."""

    part: Part
    across: tuple[str, ...]
    usual: Mapping[str, str]
    unit: str

    def line(self, rows: list[tuple[str, Row]]) -> Line:
        period, _ = days_of(rows[0][1])
        cells = (tuple(self.cell(*pair) for pair in rows if pair[1].get(self.part.by, "") == word) for word in self.across)
        return Line(period, tuple(cells))

    def cell(self, table: str, row: Row) -> Told:
        """One row: its figure without the unit that all share, and what is not usual."""
        told = [
            words.named(column, row[column])
            for column in self.part.columns
            if column not in FIGURE and row.get(column) and row[column] != self.usual.get(column)
        ]
        figure = words.claim(figured(row)).removesuffix(f" {self.unit}" if self.unit else "")
        return Told(anchor_of(table, row), (figure, *told), figure, row.get("source", ""), row.get("said", ""))


def tell(part: Part, table: str, row: Row) -> Told:
    """One row in the columns of a part."""
    told = tuple(texts(row, part.columns))
    figure = next((text for name, text in zip(heads(part.columns), told, strict=True) if name == FIGURE_NAME), "")
    return Told(anchor_of(table, row), told, figure, row.get("source", ""), row.get("said", ""))
