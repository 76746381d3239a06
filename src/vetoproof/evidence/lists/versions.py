"""The lists that a store holds -> their versions by day, each as rows of LISTED; whether somebody was listed on a day.

A version is what a list was from its day on. OFAC's CSV files are one list in parts, joined by number when they are read: a new part is a
new version of the whole, and the order in which the parts of one day came in changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any, Literal

import pyarrow as pa
from attrs import evolve, field, frozen

from vetoproof.evidence.lists.forms import MAIN
from vetoproof.evidence.lists.join import joined
from vetoproof.evidence.lists.tables import LISTED
from vetoproof.evidence.lists.taken import RENAMED
from vetoproof.evidence.store import Store
from vetoproof.terms.errors import InputError

SHORTEST = 4  # signs of a version that are asked for


@frozen
class Part:
    """One file of a version."""

    part: str
    sha256: str
    as_of: date
    entities: int
    form: str
    seq: int


@frozen
class Version:
    """One version of a list. `version`: the SHA-256 of its file, or of the list of its files' hashes where it has several."""

    list: str
    as_of: date
    entities: int
    parts: tuple[Part, ...]
    version: str = field(init=False)

    def __attrs_post_init__(self) -> None:
        hashes = [f"{part.part} {part.sha256}\n" for part in self.parts]
        whole = hashlib.sha256("".join(hashes).encode()).hexdigest()
        object.__setattr__(self, "version", self.parts[0].sha256 if len(self.parts) == 1 else whole)


def versions(store: Store) -> tuple[Version, ...]:
    """Every version of every list, by list and day."""
    found = store.con.execute("SELECT list, part, file, as_of, entities, form, seq FROM lists ORDER BY list, as_of, seq").fetchall()
    return tuple(
        one
        for name, rows in groupby(found, key=lambda row: row[0])
        for one in _of_one(name, [Part(part, file, as_of, entities, form, seq) for _, part, file, as_of, entities, form, seq in rows])
    )


def waiting(store: Store) -> tuple[tuple[str, str], ...]:
    """Lists of which only parts are here that name nobody: (list, part)."""
    whole = {one.list for one in versions(store)}
    found = store.con.execute("SELECT DISTINCT list, part FROM lists ORDER BY list, part").fetchall()
    return tuple((name, part) for name, part in found if name not in whole)


def _of_one(name: str, parts: Iterable[Part]) -> Iterator[Version]:
    """The versions of a list. Parts of one day that complete each other are one version; a second main file of a day is another."""
    have: dict[str, Part] = {}
    last: Version | None = None
    for part in parts:
        main = next((one for one in have.values() if one.part in MAIN), None)
        if last and (part.as_of != last.as_of or (part.part in MAIN and main and main.as_of == part.as_of)):
            yield last
            last = None
        have = _with(have, part)
        if whole := _whole(name, have, part.as_of):
            last = whole
    if last:
        yield last


def _with(have: Mapping[str, Part], new: Part) -> dict[str, Part]:
    """A file that holds all replaces all; a main part leaves the others as they are."""
    if new.part in MAIN:
        rest = {} if new.part == "" else {key: part for key, part in have.items() if key not in MAIN}
        return {**rest, new.part: new}
    return {**have, new.part: new}


def _whole(name: str, have: Mapping[str, Part], day: date) -> Version | None:
    main = have.get("") or have.get("sdn")
    if main is None:
        return None
    parts = [main] if not main.part else [have[key] for key in sorted(have)]
    return Version(name, day, main.entities, tuple(parts))


def version_on(store: Store, name: str, day: date) -> Version | None:
    """The version of a list that was in force on a day."""
    return next((one for one in reversed(versions(store)) if one.list == name and one.as_of <= day), None)


def find_version(store: Store, name: str, wanted: str) -> Version:
    """A version by its day (that or the last before it) or by the first signs of its hash."""
    held = [one for one in versions(store) if one.list == find_list(store, name)]
    day = _day(wanted)
    fitting = (
        [one for one in held if one.as_of <= day][-1:] if day else [one for one in held if _is(one, wanted.lower())]
    )  # fmt: skip
    if len({one.version for one in fitting}) == 1:
        return fitting[0]
    known = ", ".join(f"{one.as_of} ({one.version[:12]})" for one in held)
    what = "names several versions" if fitting else "is no version that is held"
    raise InputError(f"{wanted[:80]!r} {what}", where=f"list {held[0].list}", do=f"give a day or the first signs of one of {known}")


def _is(one: Version, wanted: str) -> bool:
    hashes = (one.version, *(part.sha256 for part in one.parts if part.part in MAIN))
    return len(wanted) >= SHORTEST and any(text.startswith(wanted) for text in hashes)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2016-03-02") else None
    except ValueError:
        return None


def find_list(store: Store, name: str) -> str:
    """The name of a list, or so much of it that it is the only one."""
    held = tuple(dict.fromkeys(one.list for one in versions(store)))
    low = name.casefold()
    exact = [one for one in held if one.casefold() == low]
    fitting = exact or [one for one in held if low and low in one.casefold()]
    if len(fitting) == 1:
        return fitting[0]
    what = "names several lists" if fitting else "is no list that is held"
    raise InputError(f"{name[:80]!r} {what}", where="store", do=f"use one of {', '.join(held) or 'none: ingest one first'}")


# ---- rows
def rows_of(store: Store, version: Version) -> Any:
    """The entities of a version, as LISTED, in the order of its main file."""
    tables = {part.part: _rows(store, part.sha256) for part in version.parts}
    main = tables.pop("", None)
    return main if main is not None else joined(tables)


def _rows(store: Store, sha256: str) -> Any:
    columns = ", ".join(f'"{RENAMED.get(name, name)}" AS "{name}"' for name in LISTED.names)
    found = store.arrow(f"SELECT {columns} FROM listed WHERE file = $file ORDER BY row", file=sha256)
    return pa.table([found.column(name).combine_chunks().cast(LISTED.field(name).type) for name in LISTED.names], schema=LISTED)


def lists_as_of(store: Store, day: date, names: Iterable[str] | None = None) -> dict[str, tuple[Version, Any]]:
    """Each list as it was on a day: its version and its rows. A list whose first version is later is left out."""
    newest: dict[str, Version] = {}
    for one in versions(store):
        if one.as_of <= day:
            newest[one.list] = one
    wanted = set(newest) if names is None else {find_list(store, name) for name in names}
    return {name: (one, rows_of(store, one)) for name, one in sorted(newest.items()) if name in wanted}


@frozen
class Listing:
    """Whether a number stood on a list on a day, and by which version that is known."""

    list: str
    ref: str
    day: date
    listed: Literal["yes", "no", "unknown"]
    version: str = ""
    as_of: date | None = None
    why: str = ""


def listed_on(store: Store, name: str, ref: str, day: date) -> Listing:
    """Was it listed on that day? By the version in force that day; before the first version only a stated day of listing tells."""
    list_name = find_list(store, name)
    asked = Listing(list_name, ref, day, "unknown")
    held = [one for one in versions(store) if one.list == list_name]
    before = [one for one in held if one.as_of <= day]
    if not before:
        return _from_later(store, asked, held[0])
    one = before[-1]
    found = evolve(asked, version=one.version, as_of=one.as_of)
    entry = _entry(store, one, ref)
    if entry is None:
        return evolve(found, listed="no", why=f"not in the version of {one.as_of}")
    until = entry["until"]
    if until and until < day:
        return evolve(found, listed="no", why=f"until {until}, says the version of {one.as_of}")
    return evolve(found, listed="yes", why=f"in the version of {one.as_of}")


def _from_later(store: Store, asked: Listing, first: Version) -> Listing:
    entry = _entry(store, first, asked.ref)
    found = evolve(asked, version=first.version, as_of=first.as_of)
    if entry is None or entry["listed_on"] is None:
        return evolve(found, why=f"the first version held is of {first.as_of}, and it does not say since when")
    if entry["listed_on"] > asked.day:
        return evolve(found, listed="no", why=f"listed on {entry['listed_on']}, says the version of {first.as_of}")
    return evolve(found, listed="yes", why=f"since {entry['listed_on']}, says the version of {first.as_of}")


def _entry(store: Store, version: Version, ref: str) -> Mapping[str, Any] | None:
    main = next(part for part in version.parts if part.part in MAIN)
    found = store.one("SELECT happened_from, happened_until FROM listed WHERE file = ? AND ref = ? ORDER BY row LIMIT 1", main.sha256, ref)
    return {"listed_on": found[0], "until": found[1]} if found else None


@frozen
class Uncompiled:
    """A list in the store that is newer than the law that was compiled from such a list. It binds nobody until it is compiled."""

    version: Version
    compiled: date

    @property
    def label(self) -> str:
        return f"{self.version.list} (ingested, not compiled)"

    @property
    def warning(self) -> str:
        return (
            f"the law is that of {self.compiled}, and the store holds the {self.version.list} list of {self.version.as_of}: it is shown "
            "beside the law and binds nobody; compile it with `make designations FILE` and review the change"
        )


def uncompiled(store: Store, compiled: date, day: date, name: str = "UN") -> Uncompiled | None:
    """The newest version of a list up to a day, if it is newer than the day of the law that was compiled from that list."""
    held = [one for one in versions(store) if one.list == name and compiled < one.as_of <= day]
    return Uncompiled(held[-1], compiled) if held else None


def labelled(found: Uncompiled, rows: Any) -> Any:
    """The rows of such a list under the name that says so."""
    return rows.set_column(0, LISTED.field("list"), pa.array([found.label] * rows.num_rows, pa.string()))
