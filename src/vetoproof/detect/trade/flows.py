"""Customs rows -> the flows of goods with one State: who, which way, which goods, which days, how much, and whether it counts.

Reads    CUSTOMS rows in any order (a table, a reader of batches, or a relation of DuckDB), and the State `of`; `headings`: only goods
         under one of these codes, or above one (a chapter may hold it).
Returns  FLOW rows: `partner` (the other side), `sale` (`of` sells: true), the code, the days, USD and kg as stated, `counted_usd`.
Misses   trade that no statistics hold: smuggling, barter, goods booked under another State or code.
Wrong if a reporter books the trade of a namesake under `of`: see `confusion`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb

from vetoproof.detect.trade.counted import counted
from vetoproof.detect.trade.tables import CUSTOMS, engine

_AMOUNT = "DECIMAL(38, 18)"
_NAMES = ", ".join(f"{name}::{_AMOUNT} AS {name}" if name in ("net_kg", "value_usd") else name for name in CUSTOMS.names)


def with_state(rows: Any, of: str, headings: Iterable[str] | None = None) -> Any:
    """The rows in which `of` sells or buys, as a table of CUSTOMS; two scans of one column each, whatever the number of rows."""
    if not of.isalnum():
        raise ValueError(f"{of!r} is no name of a State")
    sells, buys = f"exporter = '{of}' AND importer <> '{of}'", f"importer = '{of}' AND exporter <> '{of}'"
    if isinstance(rows, duckdb.DuckDBPyRelation):  # the engine that holds them reads only what it must
        found = rows.filter(sells).union(rows.filter(buys)).to_arrow_table()
    else:
        found = engine(rows=rows).sql(f"SELECT * FROM rows WHERE ({sells}) OR ({buys})").to_arrow_table()
    goods = "" if headings is None else f"WHERE {_under(headings)}"
    return engine(found=found).sql(f"SELECT {_NAMES} FROM found {goods} ORDER BY file, row").to_arrow_table()


def _under(headings: Iterable[str]) -> str:
    """SQL: the code lies under one of the headings, or is so short that one lies under it."""
    by_length: dict[int, set[str]] = {}
    for heading in headings:
        for size in range(2, len(heading) + 1, 2):
            by_length.setdefault(size, set()).add(heading[:size])
    whole = set(headings)
    parts = []
    for size in sorted(by_length):
        listed = ", ".join(f"'{code}'" for code in sorted(by_length[size] & whole))
        shorter = ", ".join(f"'{code}'" for code in sorted(by_length[size] - whole))
        if listed:
            parts.append(f"left(hs, {size}) IN ({listed})")
        if shorter:
            parts.append(f"hs IN ({shorter})")
    return " OR ".join(parts) or "false"


def flows(rows: Any, of: str, headings: Iterable[str] | None = None) -> Any:
    """The flows with `of`, each with an id, ordered by day, partner, code."""
    found = counted(with_state(rows, of, headings))
    con = engine(found=found)
    return con.sql(_FLOW, params={"of": of}).to_arrow_table()


_PERIOD = "CASE WHEN happened_until - happened_from > 31 THEN strftime(happened_from, '%Y') ELSE strftime(happened_from, '%Y%m') END"
_FLOW = f"""
SELECT concat_ws(':', coalesce(nullif(reporter, ''), 'both'), exporter || '>' || importer, nullif(flow, ''), hs, nullif(revision, ''),
    {_PERIOD}, nullif(part, ''), CASE WHEN again > 1 THEN left(file, 8) || '-' || row END) AS id,
  happened_from AS "from", happened_until AS "until", reporter, exporter, importer, flow, hs, revision, part,
  CASE WHEN exporter = $of THEN importer ELSE exporter END AS partner, exporter = $of AS sale,
  value_usd, net_kg, counted_usd, weight_estimated, status, vintage, source, file, row
FROM (SELECT *, row_number() OVER (PARTITION BY reporter, exporter, importer, flow, hs, revision, happened_from, happened_until, part
      ORDER BY status <> 'counted', file, row) AS again FROM found)
ORDER BY happened_from, happened_until, partner, hs, id, file, row
"""
