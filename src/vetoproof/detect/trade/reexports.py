"""Goods that may go on through a hub: at most how much of what a State sells or buys there can be another State's.

Reads    CUSTOMS rows as a table; the State `of`, and the `hubs`.
Returns  a row for each hub, other State, code of six digits and year: what came into the hub, what left it, and the lesser of the two.
Source   a bound, no estimate: no more can have gone on than came in and than went out under the same code in the same year.
Misses   goods that change their code or year in the hub, and free zones that no statistics hold; then the bound is too low.
Wrong if read as a figure: most of it is the hub's own trade.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vetoproof.detect.trade.counted import counted
from vetoproof.detect.trade.tables import engine

_RIGHT = """reporter = hub AND side <> 'B' AND status IN ('counted', 'rest') AND length(hs) >= 6"""
_FLOWS = f"""
WITH hub AS (SELECT unnest($hubs) AS hub),
flow AS (SELECT hub, CASE WHEN exporter = hub THEN importer ELSE exporter END AS other, exporter = hub AS leaves, left(hs, 6) AS hs,
    year(happened_from)::INT AS year, sum(counted_usd) AS usd, string_agg(DISTINCT source, '; ' ORDER BY source) AS source
  FROM rows JOIN hub ON exporter = hub OR importer = hub WHERE {_RIGHT} GROUP BY ALL)
SELECT a.hub, b.other, a.leaves AS "to", a.hs, a.year, CASE WHEN a.leaves THEN b.usd ELSE a.usd END AS came_usd,
  CASE WHEN a.leaves THEN a.usd ELSE b.usd END AS left_usd, least(a.usd, b.usd) AS most_usd, a.source
FROM flow a JOIN flow b ON a.hub = b.hub AND a.hs = b.hs AND a.year = b.year AND a.leaves <> b.leaves
WHERE a.other = $of AND b.other <> $of AND b.other <> a.hub ORDER BY year, "to", hub, most_usd DESC, b.other, hs
"""


def codes_through(rows: Any, of: str, hubs: Iterable[str]) -> frozenset[str]:
    """The codes of six digits in which a hub trades with `of`: no others can go on."""
    sql = """SELECT DISTINCT left(hs, 6) AS hs FROM rows WHERE length(hs) >= 6
      AND ((list_contains($hubs, exporter) AND importer = $of) OR (list_contains($hubs, importer) AND exporter = $of))"""
    return frozenset(engine(rows=rows).sql(sql, params={"hubs": sorted(hubs), "of": of}).to_arrow_table()["hs"].to_pylist())


def reexports(rows: Any, of: str, hubs: Iterable[str]) -> Any:
    """The bounds, the largest first in each year and hub. `to`: goods that end with `of`; else goods that begin there."""
    return engine(rows=counted(rows)).sql(_FLOWS, params={"hubs": sorted(hubs), "of": of}).to_arrow_table()
