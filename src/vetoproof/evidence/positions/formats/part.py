"""What every reader of a form hands over, and what it is handed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import frozen

from vetoproof.evidence.positions.reasons import Tally
from vetoproof.evidence.stream import Bounds, Stream

BLOCK = 8_000_000  # bytes of text at a time
# A day of the world is 50 GB of text; nothing of it is held but a block.
BOUNDS = Bounds(file=500_000_000_000, unpacked=2_000_000_000_000, columns=512)


@frozen(eq=False)
class Part:
    """Cells of some rows (columns row, mmsi, t, lat, lon and what else is there); `rows` and `at` have been read when it is at its end."""

    cells: Any  # pa.Table
    rows: int
    at: int
    kept: tuple[Any, ...] = ()  # what the reader has to remember to go on from here


@frozen
class Mark:
    """Where reading begins: after so many rows and unpacked bytes; `kept`: what a reader has to remember in between."""

    rows: int = 0
    at: int = 0
    kept: tuple[Any, ...] = ()


@frozen
class Asked:
    """What the caller says of a file: its columns; only these fields are wanted (all if empty)."""

    columns: Mapping[str, str] | None = None
    only: tuple[str, ...] = ()
    block: int = BLOCK


Cells = Callable[[Stream, Asked, Tally, Mark], Iterator[Part]]
