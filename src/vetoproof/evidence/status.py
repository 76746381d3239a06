"""What a store holds: by format and by source, how many files and rows, which span of days, how new, how much was refused."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import frozen

from vetoproof.evidence.store import Store
from vetoproof.evidence.tables import FORMAT_OF, WITHOUT_SOURCE


@frozen
class Line:
    """One line: a format as a whole (`source` empty), or one source in it. `unfinished`: files whose reading was cut
    short and goes on with the next `ingest`; `broken`: files that could not be read to their end."""

    format: str
    table: str
    source: str
    files: int
    rows: int
    refused: int | None  # counted by file: None for one source of several in it
    unfinished: int | None
    broken: int | None
    happened_from: date | None
    happened_until: date | None
    newest_said: str
    newest_received: date


_SPAN = "min(happened_from), max(coalesce(happened_until, happened_from)), coalesce(max(said), '')"


def status(store: Store) -> tuple[Line, ...]:
    """Each format that is held, then each of its sources, in the order of their names."""
    return tuple(line for table, name in sorted(FORMAT_OF.items()) for line in (*_whole(store, table, name), *_sources(store, table, name)))


def _whole(store: Store, table: str, name: str) -> tuple[Line, ...]:
    counts = "count(*), sum(refused)::BIGINT, count(*) FILTER (NOT complete), count(*) FILTER (broken <> '')"
    files = store.one(f"SELECT {counts}, max(received) FROM files WHERE format = ?", name)
    rows = store.one(f"SELECT count(*), {_SPAN} FROM {table}")
    if not files or not rows or not files[0]:
        return ()
    return (Line(name, table, "", files[0], rows[0], files[1], files[2], files[3], rows[1], rows[2], rows[3], files[4]),)


def _sources(store: Store, table: str, name: str) -> tuple[Line, ...]:
    kind = "t.name" if table == "record" else f"'{table}'"
    source = "f.source" if table in WITHOUT_SOURCE else "t.source"
    found: list[tuple[Any, ...]] = store.con.execute(
        f"SELECT {kind} AS kind, {source} AS origin, count(DISTINCT t.file), count(*), {_SPAN}, max(f.received) FROM {table} t "
        f"JOIN files f ON f.sha256 = t.file AND f.format = ? GROUP BY ALL ORDER BY kind, origin",
        [name],
    ).fetchall()
    prefix = "record/" if table == "record" else ""
    return tuple(Line(name, prefix + kind, origin, n, rows, None, None, None, *rest) for kind, origin, n, rows, *rest in found)
