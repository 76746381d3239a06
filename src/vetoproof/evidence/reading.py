"""What a reader is, and what it is handed. A new format is one module with a `Reader` in it: see docs/readers.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from vetoproof.evidence.stream import Stream
from vetoproof.evidence.tables import Batch, Given

BLOCK = 16_000_000  # bytes of text, or the rows of Parquet that make about as much, in one transaction


@frozen
class Start:
    """Where reading begins: after so many rows and bytes, 0 for a new file; and the size of a block."""

    done: int = 0
    at: int = 0
    block: int = BLOCK


@frozen
class Whole:
    """What is asked of a file that is taken whole or not at all, as a list is.

    `look` reads it to its end (and raises InputError if it is not right); `admit` compares it with what the store has and may
    refuse it, too, unless `accept_shrink`; `keep` enters it, in the transaction in which its last row was acknowledged. `dated`: the same
    file came again with an earlier day.
    """

    look: Callable[[Stream, Given], Any]
    admit: Callable[[Any, Any, bool], None]  # store, what look returned, accept_shrink
    keep: Callable[[Any, str, Any], None]  # connection, SHA-256 of the file, what look returned
    told: Callable[[Any, str], tuple[str, ...]]  # store, SHA-256: what is said of the file once it is in
    dated: Callable[[Any, str, date], None]  # connection, SHA-256, the day


@frozen
class Lays:
    """A format whose rows are laid out in files of their own, not in a table: `look` refuses a file, `lay` takes it or goes on with it."""

    look: Callable[..., None]
    lay: Callable[..., Any]


@frozen
class Reader:
    """One format: its name, its table, how it is recognised by the first bytes, how it is read.

    `recognise(head, name)` sees up to 1 MB of the unpacked file; the name only helps where the content leaves a choice.
    `wants` says in a few words how a file of this format begins.
    """

    name: str
    table: str
    wants: str
    recognise: Callable[[bytes, str], bool]
    read: Callable[[Stream, Given, Start], Iterator[Batch]]
    whole: Whole | None = None
    lays: Lays | None = None


HEAD = 1 << 20  # bytes
PARQUET = b"PAR1"


def head_of(path: Path) -> bytes:
    """The first bytes of a file, unpacked; of Parquet its footer, which names the columns, behind its first bytes."""
    from vetoproof.evidence.stream import open_stream

    with open_stream(path) as stream:
        head = stream.read(HEAD)
    return PARQUET + footer_of(path) if head.startswith(PARQUET) else head


def footer_of(path: Path) -> bytes:
    """The footer of a Parquet file, as long as it says; empty if that is out of all measure."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 8))
        length = int.from_bytes(file.read(4), "little") + 8
        if not 8 < length <= min(size, 16 * HEAD):
            return b""
        file.seek(size - length)
        return file.read(length)
