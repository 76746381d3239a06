"""Rows of a table -> a grid: in groups one below the other, or periods down and the words of one column across."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from vetoproof.evidence.record import Row
from vetoproof.publish import words
from vetoproof.publish.cells import FIGURE_NAME, heads, texts
from vetoproof.publish.claims import days_of
from vetoproof.publish.rows import Book, anchor_of
from vetoproof.regime.law import Part


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
    """Periods down, the words of one column across; nothing is added either way."""

    heads: tuple[str, ...]
    lines: tuple[Line, ...]

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
    across = tuple(dict.fromkeys(row.get(part.by, "") for _, row in sorted(found, key=lambda pair: pair[1].get(part.by, ""))))
    down: dict[tuple[str, str], list[tuple[str, Row]]] = {}
    for table, row in found:
        down.setdefault((row.get("from", ""), row.get("until", "")), []).append((table, row))
    lines = (_line(part, across, down[days]) for days in sorted(down, key=lambda days: (days[1], days[0]), reverse=True))
    return Matrix(across, tuple(lines))


def _line(part: Part, across: tuple[str, ...], rows: list[tuple[str, Row]]) -> Line:
    period, _ = days_of(rows[0][1])
    cells = (tuple(tell(part, table, row) for table, row in rows if row.get(part.by, "") == word) for word in across)
    return Line(period, tuple(cells))


def tell(part: Part, table: str, row: Row) -> Told:
    """One row in the columns of a part."""
    told = tuple(texts(row, part.columns))
    figure = next((text for name, text in zip(heads(part.columns), told, strict=True) if name == FIGURE_NAME), "")
    return Told(anchor_of(table, row), told, figure, row.get("source", ""), row.get("said", ""))
