"""Rows of the grid of ten minutes -> kept in memory, or in a file of the run once they are many; read back ship by ship."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from attrs import define, field, frozen

from vetoproof.detect.vessels.kernels.state import GRID_ROW, SHIP_ROW

IN_MEMORY = 160 << 20  # bytes of a run


@frozen(eq=False)
class Grid:
    """All rows of one part, in the order of its ships."""

    rows: Any  # GRID_ROW, or None where they are in the file
    path: Path | None = None

    def of(self, ship: Any) -> Any:
        """The rows of one ship (SHIP_ROW)."""
        if self.rows is not None or self.path is None:
            return self.rows[ship["begin"] : ship["end"]]
        begin, end = int(ship["begin"]), int(ship["end"])
        return np.fromfile(self.path, GRID_ROW, count=end - begin, offset=begin * GRID_ROW.itemsize)

    def stretch(self, begin: int, end: int) -> Any:
        """Rows of several ships."""
        one = np.zeros(1, SHIP_ROW)[0]
        one["begin"], one["end"] = begin, end
        return self.of(one)


@define(eq=False)
class GridSink:
    """Takes rows; beyond `most` bytes they go to `path`. Without a path they stay in memory."""

    path: Path | None = None
    most: int = IN_MEMORY
    _held: list[Any] = field(factory=list)
    _bytes: int = 0
    _written: bool = False

    def take(self, rows: Any) -> None:
        if not len(rows):
            return
        self._held.append(rows.copy())
        self._bytes += rows.nbytes
        if self.path and self._bytes > self.most:
            self._write(self.path)

    def _write(self, path: Path) -> None:
        with path.open("ab" if self._written else "wb") as file:
            for rows in self._held:
                file.write(rows.view(np.uint8))
        self._held, self._bytes, self._written = [], 0, True

    def end(self) -> Grid:
        if self._written and self.path:
            self._write(self.path)
            return Grid(None, self.path)
        return Grid(np.concatenate(self._held) if self._held else np.empty(0, GRID_ROW))
