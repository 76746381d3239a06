"""How a list comes into the store: read to its end first, compared with its last good version, entered as a version of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import frozen

from vetoproof.evidence.lists.forms import MAIN
from vetoproof.evidence.lists.read import notes, opened, tables
from vetoproof.evidence.lists.spelling import day_in
from vetoproof.evidence.lists.tables import LISTED
from vetoproof.evidence.stream import Stream
from vetoproof.evidence.tables import Given
from vetoproof.terms.errors import InputError

# A fall beyond this is more likely half a file than a wave of removals: the largest known in one step are 12 % (UN, Iran, October 2023)
# and 7 % (OFAC, Iran, January 2016).
MOST_LOST_PERCENT = 25
UNDATED = "it states no day of its own"
RENAMED = {"listed_on": "happened_from", "until": "happened_until"}  # the store's names for the days of a row


@frozen
class Looked:
    """What one file is as a list."""

    name: str
    part: str
    form: str
    as_of: date
    entities: int
    notes: tuple[str, ...]


def look(stream: Stream, given: Given) -> Looked:
    """Read a list to its end."""
    found = opened(stream)
    count = sum(table.num_rows for table in tables(found))
    reading = found.reading
    said = (*([] if reading.as_of else [_undated(stream.name, given.received)]), *notes(reading))
    return Looked(reading.name, found.form.part, found.form.name, reading.as_of or given.received, count, said)


def _undated(name: str, received: date) -> str:
    """What is said of a file that states no day of its own, as OFAC's CSV files."""
    hint = day_in(name)
    named = f" (its name says {hint}, which was not taken)" if hint and hint != received else ""
    return f"{UNDATED}{named}: entered as of {received}; an earlier --received DAY, given now or later, is its day"


def admit(store: Any, looked: Looked, accept_shrink: bool) -> None:
    """Refuse a list that is far shorter than its last good version."""
    parts = MAIN if looked.part in MAIN else (looked.part,)
    last = store.one(
        f"SELECT entities, as_of FROM lists WHERE list = ? AND part IN ({', '.join('?' * len(parts))}) AND as_of <= ? "
        "ORDER BY as_of DESC, seq DESC LIMIT 1",
        looked.name, *parts, looked.as_of,
    )  # fmt: skip
    if accept_shrink or last is None or looked.entities * 100 >= last[0] * (100 - MOST_LOST_PERCENT):
        return
    raise InputError(
        f"has {looked.entities:,} entities, and the version of {last[1]} has {last[0]:,}: more than {MOST_LOST_PERCENT} % are gone",
        where=looked.name,
        do="fetch the file again (the version of before stays); give --received DAY if it is older, --accept-shrink if they were removed",
    )  # fmt: skip


def keep(con: Any, sha256: str, looked: Looked) -> None:
    """Enter the version."""
    con.execute(
        "INSERT INTO lists SELECT ?, ?, ?, ?, ?, ?, coalesce(max(seq), 0) + 1, ? FROM lists",
        [sha256, looked.name, looked.part, looked.form, looked.as_of, looked.entities, "; ".join(looked.notes)],
    )


def dated(con: Any, sha256: str, day: date) -> None:
    """A list that states no day of its own came again with an earlier one: that is its day. Its rows and its hash stay."""
    found = con.execute("SELECT as_of, notes FROM lists WHERE file = ?", [sha256]).fetchone()
    if found is None or day >= found[0] or not found[1].startswith(UNDATED):
        return
    notes = found[1].replace(f"entered as of {found[0]}", f"entered as of {day}", 1)
    con.execute("UPDATE lists SET as_of = ?, notes = ? WHERE file = ?", [day, notes, sha256])
    con.execute("UPDATE listed SET said = ? WHERE file = ?", [str(day), sha256])


def told(store: Any, sha256: str) -> tuple[str, ...]:
    """What is said of a list once it is in."""
    found = store.one("SELECT list, part, as_of, entities, notes FROM lists WHERE file = ?", sha256)
    if found is None:
        return ()
    name, part, as_of, entities, more = found
    what = f"{name} ({part}.csv)" if part else name
    return (f"{what} as of {as_of}: {entities:,} entities", *([more] if more else []))


def for_store(table: Any) -> Any:
    """Rows of LISTED under the names of the store's columns."""
    return table.rename_columns([RENAMED.get(name, name) for name in LISTED.names])
