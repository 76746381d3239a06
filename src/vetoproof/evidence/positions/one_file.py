"""One position file while it is read: its form, its times, its counts, where it broke."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa
from attrs import define, field, frozen

from vetoproof.evidence.positions.columns import plain
from vetoproof.evidence.positions.files import FORMS, HEAD, Found, form_of, open_table
from vetoproof.evidence.positions.formats import parquet_cells
from vetoproof.evidence.positions.formats.csv_cells import LONGEST_HEADER, names_of
from vetoproof.evidence.positions.formats.part import BOUNDS, Asked, Mark, Part
from vetoproof.evidence.positions.places import Places
from vetoproof.evidence.positions.reasons import Tally, warnings_of
from vetoproof.evidence.positions.said import Said
from vetoproof.evidence.positions.times import Times, order_of
from vetoproof.evidence.stream import Bounds
from vetoproof.terms.errors import InputError

LOOKED_AT = 1_000  # rows of a file whose times are looked at before it is read


@frozen
class File:
    """What became of a file. `broken`: why reading ended before the file did."""

    sha256: str
    name: str
    format: str
    rows: int
    taken: int
    broken: str = ""


@define
class OneFile:
    """One file while it is read: its form, its counts, where it broke."""

    found: Found
    index: int
    asked: Asked
    bounds: Bounds = BOUNDS
    form: str = ""
    tally: Tally = field(factory=Tally)
    said: Said = field(factory=Said)
    broken: str = ""
    order: str = ""  # a warning about the order of day and month
    at: int = 0
    _times: Times | None = field(default=None, init=False)

    def look(self) -> None:
        """Find out the form, and whether the file has the columns that are needed."""
        with open_table(self.found.path, self.found.name, self.bounds) as stream:
            head = stream.read(HEAD)
            self.form = form_of(head, self.found.name)
        if self.form != "parquet":
            with open_table(self.found.path, self.found.name, self.bounds) as stream:
                next(FORMS[self.form](stream, Asked(self.asked.columns, block=HEAD), Tally(), Mark()), None)
        else:
            parquet_cells.open_columns(self.found.path, self.found.name, self.asked)

    def batches(self, mark: Mark = Mark(), every: Callable[[Part, Any], None] | None = None) -> Iterator[Any]:  # noqa: B008
        """POSITION batches from a mark on; `every` is told of each part and its batch before it is handed over."""
        places = self.places()
        parts = self.parts(mark)
        while (part := self._next(parts)) is not None:
            batch = places.positions(part.cells)
            self.at = part.at
            if every:
                every(part, batch)
            yield batch

    def places(self) -> Places:
        return Places(self.tally, self.times(), self.index, self.said)

    def times(self) -> Times:
        """How the times of this file are read; the whole column is looked at where the order of day and month is open."""
        if self._times is None:
            day_first, self.order = True, ""
            if self.form != "nmea" and self._slashed() and not self._danish():
                day_first, self.order = order_of(part.cells["t"] for part in self._quietly())
            self._times = Times(self.tally, day_first)
        return self._times

    def _slashed(self) -> bool:
        """Whether the first times are dates with slashes. A column that changes its form later is read with the day first."""
        first = next(self._quietly(), None)
        if first is None or not first.cells.num_rows or not pa.types.is_string(first.cells["t"].type):
            return False
        return any(
            "/" in (one or "")[:6] or "." in (one or "")[:6] or "-" in (one or "")[:4] for one in first.cells["t"].to_pylist()[:1000]
        )

    def _danish(self) -> bool:
        """The Danish files have the day first, whatever their days."""
        with open_table(self.found.path, self.found.name, self.bounds) as stream:
            names, _ = names_of(stream.read(LONGEST_HEADER))
        return self.form == "csv" and {"timestamp", "typeofmobile"} <= {plain(name) for name in names}

    def _quietly(self) -> Iterator[Part]:
        """The times alone, without counting."""
        try:
            yield from self._parts(Asked(self.asked.columns, ("t",), self.asked.block), Tally(), Mark())
        except InputError:
            return  # the reading itself will say so

    def parts(self, mark: Mark) -> Iterator[Part]:
        return self._parts(self.asked, self.tally, mark)

    def _parts(self, asked: Asked, tally: Tally, mark: Mark) -> Iterator[Part]:
        with open_table(self.found.path, self.found.name, self.bounds) as stream:
            yield from FORMS[self.form](stream, asked, tally, mark)

    def _next(self, parts: Iterator[Part]) -> Part | None:
        """The next part; None at the end, or where the file is broken: what came before is kept."""
        try:
            return next(parts, None)
        except InputError as error:
            self.broken = f"{error.what}; {error.do}"
            return None

    @property
    def file(self) -> File:
        return File(self.found.sha256, self.found.name, self.form, self.tally.rows, self.tally.taken, self.broken)

    @property
    def warnings(self) -> list[str]:
        named = warnings_of(self.found.name, self.tally, self.order)
        lost = (
            [f"{self.found.name}: {self.said.dropped:,} things that vessels said of themselves were not kept"] if self.said.dropped else []
        )
        return [
            *named,
            *lost,
            *([f"{self.found.name}: {self.broken}; the {self.tally.rows:,} rows before are taken in"] if self.broken else []),
        ]
