"""The rows of a table as other rooms read them: each with its source, root, grade, marking and times, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vetoproof.evidence.store import Store
from vetoproof.evidence.tables import FORMAT_OF, WITHOUT_SOURCE
from vetoproof.terms.errors import InputError

ROWS_AT_ONCE = 131_072


def _query(table: str, where: str) -> str:
    """SQL for the rows of a table with what is known of their file. `logged` stays inside."""
    if table not in FORMAT_OF:
        raise InputError("there is no such table", where=f"store table {table}", do=f"use one of {', '.join(FORMAT_OF)}")
    sources = ", f.source, f.root" if table in WITHOUT_SOURCE else ""
    return (
        f"SELECT t.*{sources}, f.reliability, f.credibility, f.tlp, f.received FROM {table} t "
        f"JOIN files f ON f.sha256 = t.file AND f.format = '{FORMAT_OF[table]}' {where} ORDER BY t.file, t.row"
    )


def rows_of(store: Store, table: str) -> Any:
    """All rows of a table, as Arrow, ordered by file and row."""
    return store.arrow(_query(table, ""))


def stream_of(store: Store, table: str, rows: int = ROWS_AT_ONCE) -> Iterator[Any]:
    """The same rows in the same order, as Arrow tables of at most so many rows: memory stays flat."""
    query = _query(table, "WHERE t.file = $file AND t.row > $after AND t.row <= $upto")
    held = store.con.execute("SELECT sha256, done FROM files WHERE format = ? ORDER BY sha256", [FORMAT_OF[table]]).fetchall()
    for sha256, done in held:
        for after in range(0, done, rows):
            part = store.arrow(query, file=sha256, after=after, upto=after + rows)
            if part.num_rows:
                yield part
