"""The customs rows of a store, as the detectors of trade read them: each with its vintage and its source, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from vetoproof.evidence.store import Store

VINTAGE = "coalesce(nullif(t.said, ''), f.received::VARCHAR)"
_READ = f"""SELECT t.file, t.row, t.reporter, t.exporter, t.importer, t.flow, t.hs, t.revision, t.net_kg, t.value_usd, t.weight_estimated,
    t.original, t.part, t.happened_from, t.happened_until, {VINTAGE} AS vintage, f.source
  FROM customs t JOIN files f ON f.sha256 = t.file AND f.format = 'customs'
  WHERE {VINTAGE} <= $known_by AND t.happened_from <= $as_of"""


def of_state(store: Store, of: str, as_of: date, known_by: date) -> Any:
    """The rows in which a State sells or buys, as a table."""
    sql = f"{_READ} AND (t.exporter = $of OR t.importer = $of)"
    return store.arrow(sql, of=of, as_of=as_of, known_by=str(known_by))


def of_goods(store: Store, codes: Iterable[str], as_of: date, known_by: date) -> Any:
    """The rows of all States under these codes of six digits, as a table."""
    sql = f"{_READ} AND list_contains($codes, left(t.hs, 6))"
    return store.arrow(sql, codes=sorted(codes), as_of=as_of, known_by=str(known_by))


def between(store: Store, states: Iterable[str], as_of: date, known_by: date) -> Any:
    """The rows in which one of these States sells or buys, as a table."""
    sql = f"{_READ} AND (list_contains($states, t.exporter) OR list_contains($states, t.importer))"
    return store.arrow(sql, states=sorted(states), as_of=as_of, known_by=str(known_by))


def everything(store: Store, as_of: date, known_by: date, rows: int = 500_000) -> Any:
    """All rows, as a reader of batches: memory stays flat."""
    return store.con.sql(_READ, params={"as_of": as_of, "known_by": str(known_by)}).to_arrow_reader(rows)


def sources(store: Store, as_of: date, known_by: date) -> tuple[str, ...]:
    """Where the rows come from, in order."""
    sql = f"SELECT DISTINCT source FROM ({_READ}) ORDER BY source"
    return tuple(source for (source,) in store.con.execute(sql, {"as_of": as_of, "known_by": str(known_by)}).fetchall())


def left_out(store: Store, as_of: date, known_by: date) -> dict[str, int]:
    """How many rows are held, how many came or happened later than asked for, and how many of the files were refused."""
    sql = f"""SELECT count(*), count(*) FILTER ({VINTAGE} > ?), count(*) FILTER ({VINTAGE} <= ? AND t.happened_from > ?)
      FROM customs t JOIN files f ON f.sha256 = t.file AND f.format = 'customs'"""
    held = store.one(sql, str(known_by), str(known_by), as_of) or (0, 0, 0)
    refused = store.one("SELECT coalesce(sum(refused), 0)::BIGINT FROM files WHERE format = 'customs'") or (0,)
    return {"held": held[0], "said_later": held[1], "later": held[2], "refused": refused[0]}
