"""The designations of the law, lists in files and lists of the store, as of a day -> listed parties, and which lists they are from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from vetoproof.detect.names.listed import listed_in
from vetoproof.detect.names.party import Listed
from vetoproof.detect.names.screener import no_collection
from vetoproof.findings.bearers import party_of_designation
from vetoproof.regime.law import Designation, DesignationList, Regime
from vetoproof.regime.load import DEFAULT_REGIME, load_regime
from vetoproof.terms.errors import InputError
from vetoproof.terms.unseen import Unseen


@frozen
class Source:
    """One list that was screened against: its name, the SHA-256 that pins it (of several files: joined by +), its day, how many parties."""

    list: str
    version: str
    as_of: str
    parties: int
    origin: tuple[str, ...]  # the regime; the files; or the store, and the name of the list in it
    places: tuple[str, ...] = ()  # where the files lie now


@frozen(eq=False)
class Lists:
    """What is screened against, and what an answer cannot rest on."""

    listed: tuple[Listed, ...]
    sources: tuple[Source, ...]
    unseen: tuple[Unseen, ...] = ()

    def __add__(self, other: Lists) -> Lists:
        return Lists((*self.listed, *other.listed), (*self.sources, *other.sources), (*self.unseen, *other.unseen))


@frozen
class Kept:
    """A list that lies elsewhere now, or under another name."""

    path: Path
    was: Path


def lists_for(
    as_of: date, *, regime: str | None = DEFAULT_REGIME, files: Sequence[Path | str | Kept] = (), store: Path | None = None
) -> Lists:
    """The designations of the regime (None: without them), the lists in files, or of those names in the store."""
    found = designated(load_regime(regime), as_of, store) if regime else Lists((), ())
    with no_collection():
        parts = [_read(one if isinstance(one, Kept) else Kept(Path(one), Path(one)), store, as_of) for one in files]
        for whole in _joined([one for some in parts for one in some]):
            found += _once(found, whole) + Lists((), (), tuple(_limits_of(whole.sources[0], as_of)))
    return found


def _once(law: Lists, whole: Lists) -> Lists:
    """Without those whom the law has out of the very same version of the list: they are designated, and told once."""
    name, day = whole.sources[0].list, whole.sources[0].as_of
    if not any(one.list == name and one.as_of == day and one.origin[0] == "regime" for one in law.sources):
        return whole
    known = {one.ref for one in law.listed if one.list == name}
    return Lists(tuple(one for one in whole.listed if one.ref not in known), whole.sources, whole.unseen)


def _limits_of(one: Source, as_of: date) -> Iterator[Unseen]:
    """What a list in a file or of the store cannot tell of a day."""
    if as_of == date.max:  # no day was asked for
        return
    if not one.as_of:
        from vetoproof.evidence.lists.spelling import day_in

        hint = day_in(one.origin[1])
        named = f" (its name says {hint})" if hint else ""
        yield Unseen(
            f"{one.list} on {as_of}",
            f"the file states no day of its own{named}, so it is taken as it is; `ingest FILE --received DAY` keeps it under its day",
        )
    elif (day := date.fromisoformat(one.as_of)) > as_of:
        yield Unseen(f"{one.list} on {as_of}", f"the file is of {day}: who was taken off before is not on it; ingest the version of then")
    elif day < as_of:
        yield Unseen(f"{one.list} after {day}", "the version used is of that day; later changes are not in it")


# ---- the law's own list


def designated(law: Regime, as_of: date, store: Path | None = None) -> Lists:
    """The designations of a regime; beside them a newer list of the store, which binds nobody."""
    listed = tuple(_designated(one, _name_of(some)) for some in law.designations for one in some.entries)
    sources = tuple(
        Source(_name_of(some), law.law_version, str(some.as_of), len(some.entries), ("regime", law.name)) for some in law.designations
    )
    found = Lists(listed, sources, tuple(_limits(law.designations, as_of)))
    return found + _newer(law.designations, as_of, store) if holds_store(store) else found


def _name_of(some: DesignationList) -> str:
    """Of `UN-LIST-20260227`: UN."""
    return some.source[0].partition("-")[0] if some.source else "designations"


def _designated(one: Designation, name: str) -> Listed:
    return Listed(name, one.ref, party_of_designation(one), one.since, one.until, one.instrument)


def _limits(lists: Iterable[DesignationList], as_of: date) -> Iterator[Unseen]:
    for one in lists:
        if as_of < one.complete_from:
            yield Unseen(f"designations before {one.complete_from}", one.unseen)
        if as_of > one.as_of:
            yield Unseen(f"designations after {one.as_of}", "the list compiled here is of that day; later changes are not in it")


def holds_store(store: Path | None) -> bool:
    return store is not None and (store / "store.duckdb").is_file()


def _newer(lists: Iterable[DesignationList], as_of: date, store: Path | None) -> Lists:
    """A list of that name in the store that is newer than the law."""
    from vetoproof.evidence.lists.versions import labelled, rows_of, uncompiled
    from vetoproof.evidence.store import open_store

    found = Lists((), ())
    if store is None:
        return found
    with open_store(store, read_only=True) as held:
        for one in lists:
            newer = uncompiled(held, one.as_of, as_of, _name_of(one))
            if newer:
                rows = labelled(newer, rows_of(held, newer.version))
                found += from_rows(
                    rows, Source(newer.label, newer.version.version, str(newer.version.as_of), rows.num_rows, ("store", newer.version.list))
                )
                found += Lists((), (), (Unseen(newer.label, newer.warning),))
    return found


# ---- lists in files, or in the store by name


@frozen(eq=False)
class _Part:
    name: str
    part: str
    rows: Any
    version: str
    as_of: str
    origin: tuple[str, ...]
    places: tuple[str, ...] = ()


def _read(one: Kept, store: Path | None, as_of: date) -> list[_Part]:
    from vetoproof.evidence.lists.read import read_list

    if not one.path.exists() and holds_store(store):
        return _stored(str(one.path), store, as_of)
    found = read_list(one.path, name=one.was.name)
    return [_Part(found.name, found.part, found.rows, found.version, str(found.as_of or ""), ("file", str(one.was)), (str(one.path),))]


def _stored(name: str, store: Path | None, as_of: date) -> list[_Part]:
    from vetoproof.evidence.lists.versions import lists_as_of
    from vetoproof.evidence.store import open_store

    if store is None:
        return []
    with open_store(store, read_only=True) as held:
        found = lists_as_of(held, as_of, [name])
    if not found:
        raise InputError(f"there is no version of it of {as_of} or before", where=f"list {name}", do="ingest one, or give a later --as-of")
    return [_Part(key, "", rows, one.version, str(one.as_of), ("store", key)) for key, (one, rows) in found.items()]


def stored_version(store: Path | None, name: str, version: str, label: str = "") -> Lists:
    """A version of a list in the store, by its hash; under `label`, if it was shown by another name."""
    from vetoproof.evidence.lists.tables import LISTED
    from vetoproof.evidence.lists.versions import find_version, rows_of
    from vetoproof.evidence.store import open_store, store_folder

    with open_store(store_folder(store), read_only=True) as held:
        one = find_version(held, name, version)
        rows = rows_of(held, one)
    if label and label != name:
        rows = rows.set_column(0, LISTED.field("list"), [[label] * rows.num_rows])
    return from_rows(rows, Source(label or name, one.version, str(one.as_of), rows.num_rows, ("store", name)))


def _joined(parts: list[_Part]) -> Iterator[Lists]:
    """Files that are parts of one list are read together; aliases without their list cannot be screened against."""
    pieces = [one for one in parts if one.part]
    for one in parts:
        if not one.part:
            yield from_rows(one.rows, Source(one.name, one.version, one.as_of, one.rows.num_rows, one.origin, one.places))
    if not pieces:
        return
    from vetoproof.evidence.lists.join import joined  # here: a list in one file needs none of it

    tables = {one.part: one.rows for one in pieces}
    if "sdn" not in tables:
        raise InputError(
            "is a part of a list that names nobody by itself", where=pieces[0].origin[1], do="give the main file, sdn.csv, too"
        )
    rows = joined(tables)
    versions, days = "+".join(one.version for one in pieces), max((one.as_of for one in pieces), default="")
    yield from_rows(rows, Source(pieces[0].name, versions, days, rows.num_rows, ("file", *(one.origin[1] for one in pieces))))


def from_rows(rows: Any, source: Source) -> Lists:
    """Rows of LISTED as a list to screen against; numbers on it that cannot be right are told."""
    from vetoproof.evidence.lists.doubts import doubts_in  # here: the designations of the law need no Arrow

    return Lists(listed_in(rows), (source,), tuple(Unseen(source.list, told) for told in doubts_in(rows)))
