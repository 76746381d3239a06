"""Customs rows -> the flows of goods with one State: who, which way, which goods, which days, how much, and whether it counts.

Reads    CUSTOMS rows in any order (a table, a reader of batches, or a relation of DuckDB), and the State `of`; `headings`: only goods
         under one of these codes, or above one (a chapter may hold it).
Returns  FLOW rows: `partner` (the other side), `sale` (`of` sells: true), the code, the days, USD and kg as stated, `counted_usd`. Where
         one reporter states several figures: the latest, with `conflict` (all of them), low and high ends. What `of` itself reports
         is `other_side`, and does not count, where the partner reports the same trade.
Misses   trade that no statistics hold: smuggling, barter, goods booked under another State or code.
Wrong if a reporter books the trade of a namesake under `of`: see `confusion`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb

from vetoproof.detect.trade.counted import counted
from vetoproof.detect.trade.tables import COUNTED, CUSTOMS, OTHER_SIDE, REST, engine

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
_STANDS = f"IN ('{COUNTED}', '{REST}')"
_TWICE = f"""f.reporter = $of AND f.status {_STANDS} AND EXISTS (SELECT 1 FROM found p
    WHERE p.reporter NOT IN ('', $of) AND p.status {_STANDS} AND p.exporter = f.exporter AND p.importer = f.importer
    AND p.happened_from <= f.happened_until AND p.happened_until >= f.happened_from
    AND (starts_with(p.hs, f.hs) OR starts_with(f.hs, p.hs)))"""
_ENDS = ("counted_usd", "counted_low", "counted_high")
_FLOW = f"""
WITH sided AS (SELECT *, {_TWICE} AS twice FROM found f),
named AS (SELECT * REPLACE (CASE WHEN twice THEN '{OTHER_SIDE}' ELSE status END AS status,
    {", ".join(f"CASE WHEN NOT twice THEN {name} END AS {name}" for name in _ENDS)}) FROM sided)
SELECT concat_ws(':', coalesce(nullif(reporter, ''), 'both'), exporter || '>' || importer, nullif(flow, ''), hs, nullif(revision, ''),
    {_PERIOD}, nullif(part, ''), CASE WHEN again > 1 THEN left(file, 8) || '-' || row END) AS id,
  happened_from AS "from", happened_until AS "until", reporter, exporter, importer, flow, hs, revision, part,
  CASE WHEN exporter = $of THEN importer ELSE exporter END AS partner, exporter = $of AS sale,
  value_usd, low_usd, high_usd, net_kg, net_low, net_high, {", ".join(_ENDS)}, conflict, earlier,
  weight_estimated, status, vintage, source, file, row
FROM (SELECT *, row_number() OVER (PARTITION BY reporter, exporter, importer, flow, hs, revision, happened_from, happened_until, part
      ORDER BY status <> '{COUNTED}', counted_usd IS NULL, conflict IS NULL, file, row) AS again FROM named)
ORDER BY happened_from, happened_until, partner, hs, id, file, row
"""
