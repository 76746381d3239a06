"""What a store holds: by format and by source, how many files and rows, which span of days, how new, how much was refused."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import frozen

from vetoproof.evidence.positions.held import HeldPositions, Span
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
    rows = [line for table, name in sorted(FORMAT_OF.items()) for line in (*_whole(store, table, name), *_sources(store, table, name))]
    return (*rows, *positions_lines(store))


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


def positions_lines(store: Store) -> tuple[Line, ...]:
    """Positions lie in files of their own, and their spans in the manifest."""
    held: list[tuple[Any, ...]] = store.con.execute(
        "SELECT source, sha256, taken, refused, complete, broken, received FROM files WHERE format = 'positions' ORDER BY source, sha256"
    ).fetchall()
    spans = {span.file.sha256: span for span in HeldPositions(store.folder).spans} if held else {}
    sources = sorted({row[0] for row in held})
    by_source = [_of_positions(source, [row for row in held if row[0] == source], spans) for source in sources]
    return (_of_positions("", held, spans), *by_source) if held else ()


def _of_positions(source: str, held: list[tuple[Any, ...]], spans: dict[str, Span]) -> Line:
    some = [spans[row[1]] for row in held if row[1] in spans]
    first, last = (min((s.first for s in some if s.first), default=None), max((s.last for s in some if s.last), default=None))
    counts = (sum(row[3] for row in held), sum(not row[4] for row in held), sum(row[5] != "" for row in held))
    refused, unfinished, broken = (None, None, None) if source else counts
    taken, newest = sum(row[2] for row in held), max(row[6] for row in held)
    return Line("positions", "positions", source, len(held), taken, refused, unfinished, broken, first, last, "", newest)
