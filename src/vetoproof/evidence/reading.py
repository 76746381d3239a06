"""What a reader is, and what it is handed. A new format is one module with a `Reader` in it: see docs/readers.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

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


HEAD = 1 << 20  # bytes


def head_of(path: Path) -> bytes:
    """The first bytes of a file, unpacked."""
    from vetoproof.evidence.stream import open_stream

    with open_stream(path) as stream:
        return stream.read(HEAD)
