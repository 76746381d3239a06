"""The store: files in, what it holds, whether its originals are whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from vetoproof.evidence import originals
from vetoproof.evidence.ingest import Ingested, Intake, Progress
from vetoproof.evidence.owners import Ownership, ownership_on
from vetoproof.evidence.status import Line, status
from vetoproof.evidence.store import open_store, store_folder
from vetoproof.evidence.tables import Given


@contextmanager
def intake(store: Path | None = None, *, strict: bool = False, report: Callable[[Progress], None] | None = None) -> Iterator[Intake]:
    """What takes files in: the store opened to write, made if there is none."""
    with open_store(store_folder(store), create=True) as opened:
        yield Intake(opened, strict=strict, report=report)


def ingest(
    files: Iterable[Path], given: Given, store: Path | None = None, *, format: str | None = None, claim: str = "", strict: bool = False
) -> tuple[Ingested, ...]:
    """Files into the store, and what became of each. Raises at the first that cannot be taken."""
    with intake(store, strict=strict) as taking:
        return tuple(taking.take(Path(file), given, format=format, claim=claim) for file in files)


def store_status(store: Path | None = None) -> tuple[Line, ...]:
    """What the store holds: each format, then each source in it."""
    with open_store(store_folder(store), read_only=True) as opened:
        return status(opened)


def altered(store: Path | None = None) -> tuple[str, ...]:
    """The originals of the store that are gone or no longer have their hash."""
    with open_store(store_folder(store), read_only=True) as opened:
        return tuple(originals.altered(opened))


def ownership(subject: str, day: date, store: Path | None = None) -> Ownership:
    """The chains of owners, managers, controllers and flags of a ship or firm on a day."""
    with open_store(store_folder(store), read_only=True) as opened:
        return ownership_on(opened, subject, day)
