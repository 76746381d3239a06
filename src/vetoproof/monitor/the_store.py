"""The store: files in, what it holds, whether its originals are whole, its lists out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from vetoproof.evidence import originals
from vetoproof.evidence.ingest import Ingested, Intake, Progress
from vetoproof.evidence.lists.changes import Difference, difference
from vetoproof.evidence.lists.export import to_ftm, to_simple
from vetoproof.evidence.lists.versions import Listing, Version, find_list, listed_on, lists_as_of, versions, waiting
from vetoproof.evidence.owners import Ownership, ownership_on
from vetoproof.evidence.positions import held
from vetoproof.evidence.positions.columns import read_columns
from vetoproof.evidence.status import Line, status
from vetoproof.evidence.store import open_store, store_folder
from vetoproof.evidence.tables import Given
from vetoproof.terms.days import read_day
from vetoproof.terms.errors import InputError

LIST_FORMS = (".json", ".jsonl", ".csv")


@contextmanager
def intake(
    store: Path | None = None,
    *,
    strict: bool = False,
    report: Callable[[Progress], None] | None = None,
    accept_shrink: bool = False,
    columns: str | None = None,
) -> Iterator[Intake]:
    """What takes files in: the store opened to write, made if there is none."""
    with open_store(store_folder(store), create=True) as opened:
        yield Intake(opened, strict=strict, report=report, accept_shrink=accept_shrink, columns=read_columns(columns) if columns else None)


def ingest(
    files: Iterable[Path],
    given: Given,
    store: Path | None = None,
    *,
    format: str | None = None,
    claim: str = "",
    strict: bool = False,
    accept_shrink: bool = False,
) -> tuple[Ingested, ...]:
    """Files into the store, and what became of each. Raises at the first that cannot be taken."""
    with intake(store, strict=strict, accept_shrink=accept_shrink) as taking:
        return tuple(taking.take(Path(file), given, format=format, claim=claim) for file in files)


def store_status(store: Path | None = None) -> tuple[Line, ...]:
    """What the store holds: each format, then each source in it."""
    with open_store(store_folder(store), read_only=True) as opened:
        return status(opened)


def store_lists(store: Path | None = None, name: str = "") -> tuple[tuple[Version, ...], tuple[tuple[str, str], ...]]:
    """Each version of each list (or of one), and the parts of lists that wait for the file that names the entities."""
    with open_store(store_folder(store), read_only=True) as opened:
        wanted = find_list(opened, name) if name else ""
        held = (one for one in versions(opened) if wanted in ("", one.list))
        return tuple(held), tuple(one for one in waiting(opened) if wanted in ("", one[0]))


def store_diff(name: str, old: str, new: str, store: Path | None = None) -> Difference:
    """What changed between two versions of a list; each is a day, or the first signs of its hash."""
    with open_store(store_folder(store), read_only=True) as opened:
        return difference(opened, name, old, new)


def listed(name: str, ref: str, day: date, store: Path | None = None) -> Listing:
    """Whether a number stood on a list on a day, and by which version that is known."""
    with open_store(store_folder(store), read_only=True) as opened:
        return listed_on(opened, name, ref, day)


def altered(store: Path | None = None) -> tuple[str, ...]:
    """The originals and the parts of positions that are gone or no longer have their hash."""
    with open_store(store_folder(store), read_only=True) as opened:
        return (*originals.altered(opened), *held.altered(opened.folder))


def ownership(subject: str, day: date, store: Path | None = None) -> Ownership:
    """The chains of owners, managers, controllers and flags of a ship or firm on a day."""
    with open_store(store_folder(store), read_only=True) as opened:
        return ownership_on(opened, subject, day)


def write_list(name: str, out: Path, as_of: date | str, store: Path | None = None) -> Version:
    """A list of the store as it was on a day, as others read it: targets.simple.csv of OpenSanctions, or FollowTheMoney JSON lines."""
    form = to_simple if out.suffix.lower() == ".csv" else to_ftm
    if out.suffix.lower() not in LIST_FORMS:
        raise InputError(f"{out.suffix or 'no ending'!r} is no form of lists", where=f"--out {out}", do=f"call it {', '.join(LIST_FORMS)}")
    day = read_day(as_of) if isinstance(as_of, str) else as_of
    with open_store(store_folder(store), read_only=True) as opened:
        found = lists_as_of(opened, day, [name])
    if not found:
        raise InputError(f"there is no version of it of {as_of} or before", where=f"list {name}", do="ingest one, or give a later --as-of")
    ((version, rows),) = found.values()
    fresh = out.with_name(out.name + ".new")
    try:
        with fresh.open("wb") as file:
            file.writelines(form(rows))
        fresh.replace(out)
    except OSError as error:
        raise InputError(
            f"cannot be written ({error.strerror})", where=f"--out {out}", do="give a file in a folder that can be written"
        ) from error
    return version
