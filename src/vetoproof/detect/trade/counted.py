"""Rows of customs statistics -> the same rows, each with what of it counts: every trade once, whatever is said of it twice.

One step after the other, each on what the last has left. A row that does not count keeps its reason (`tables.ASIDE`).
"""

from __future__ import annotations

from typing import Any

from vetoproof.detect.trade.tables import COUNTED, REST, engine

# Rounding: a dollar, or a thousandth of the total (ours; Comtrade gives cents, some reporters thousands of dollars).
NEAR = "greatest(1, 0.001 * p.value_usd)"
_TRADE = "reporter, side, exporter, importer, happened_from, happened_until"
_SAME = " AND ".join(f"p.{name.strip()} = c.{name.strip()}" for name in _TRADE.split(","))
_PAIR = "p.reporter = c.reporter AND p.side = c.side AND p.exporter = c.exporter AND p.importer = c.importer"

_SIDED = """CREATE TABLE r AS SELECT *, row_number() OVER (ORDER BY file, row) AS n, NULL::VARCHAR AS status, value_usd AS counted_usd,
    CASE WHEN flow IN ('X', 'RX', 'DX', 'XIP', 'XOP') THEN 'X' WHEN flow = 'B' THEN 'B' ELSE 'M' END AS side,
    regexp_replace(part, '=[^ ]*', '', 'g') AS dims, happened_until - happened_from > 31 AS yearly FROM rows"""

_KEY = f"{_TRADE}, flow, part, revision, hs"
_VINTAGES = f"""SELECT n, CASE
    WHEN vintage < newest AND (value_usd, net_kg) IS NOT DISTINCT FROM (newest_value, newest_net) THEN 'duplicate'
    WHEN vintage < newest THEN 'superseded' WHEN least_figure <> most_figure THEN 'conflict' WHEN place > 1 THEN 'duplicate' END AS why
  FROM (SELECT n, vintage, value_usd, net_kg, max(vintage) OVER (PARTITION BY {_KEY}) AS newest,
    first_value(value_usd) OVER (PARTITION BY {_KEY} ORDER BY vintage DESC, n) AS newest_value,
    first_value(net_kg) OVER (PARTITION BY {_KEY} ORDER BY vintage DESC, n) AS newest_net,
    min(value_usd) OVER (PARTITION BY {_KEY}, vintage) AS least_figure, max(value_usd) OVER (PARTITION BY {_KEY}, vintage) AS most_figure,
    row_number() OVER (PARTITION BY {_KEY}, vintage ORDER BY n) AS place FROM r)"""
_REVISIONS = f"""SELECT n, CASE WHEN revision <> kept THEN 'other_revision' END AS why FROM (
    SELECT n, revision, first_value(revision) OVER (PARTITION BY {_TRADE}, left(hs, 2) ORDER BY original DESC, revision DESC) AS kept
    FROM r WHERE status IS NULL)"""
_PARTS = f"""SELECT n, CASE WHEN dims <> kept THEN 'part' END AS why FROM (
    SELECT n, dims, min(dims) OVER (PARTITION BY {_TRADE}, flow, revision, hs) AS kept FROM r WHERE status IS NULL)"""
_RANK = "CASE WHEN flow IN ('X', 'M', 'B') THEN 0 WHEN flow IN ('RX', 'DX', 'RM', 'FM') THEN 1 ELSE 2 END"
_FLOWS = f"""SELECT n, CASE WHEN rank > kept THEN 'part_of_flow' END AS why FROM (
    SELECT n, {_RANK} AS rank, min({_RANK}) OVER (PARTITION BY {_TRADE}, revision, hs) AS kept FROM r WHERE status IS NULL)"""
_RECONCILED = """SELECT DISTINCT p.n, 'reconciled' AS why FROM r p JOIN r c ON p.side = 'B' AND c.side <> 'B' AND c.status IS NULL
    AND p.exporter = c.exporter AND p.importer = c.importer AND left(p.hs, 2) = left(c.hs, 2)
    AND year(p.happened_from) = year(c.happened_from) WHERE p.status IS NULL"""
_ALL_GOODS = "SELECT n, 'total_of_goods' AS why FROM r WHERE status IS NULL AND hs = 'TOTAL'"
STEPS = (_VINTAGES, _REVISIONS, _PARTS, _FLOWS, _RECONCILED, _ALL_GOODS)

# A year over its months: the months count, and of the year what they lack, if the code is the same.
_YEARS = f"""SELECT p.n, coalesce(sum(c.value_usd) FILTER (p.hs = c.hs), 0) AS under, bool_or(p.hs = c.hs) AS alike, 'year' AS why
    FROM r p JOIN r c ON p.yearly AND NOT c.yearly AND {_PAIR} AND year(p.happened_from) = year(c.happened_from)
    AND (starts_with(c.hs, p.hs) OR starts_with(p.hs, c.hs)) WHERE p.status IS NULL AND c.status IS NULL GROUP BY p.n"""
# A heading over its subheadings: those right under it count, and of it what they lack.
_HEADINGS = f"""WITH under AS (SELECT p.n AS parent, c.n, c.hs, c.value_usd FROM r p JOIN r c ON {_SAME} AND p.revision = c.revision
      AND length(c.hs) > length(p.hs) AND starts_with(c.hs, p.hs) WHERE p.status IS NULL AND c.status IS NULL)
    SELECT parent AS n, sum(value_usd) AS under, true AS alike, 'total' AS why FROM under u
    WHERE NOT EXISTS (SELECT 1 FROM under b WHERE b.parent = u.parent AND u.hs <> b.hs AND starts_with(u.hs, b.hs)) GROUP BY parent"""


def counted(rows: Any) -> Any:
    """Rows of CUSTOMS -> the same, ordered by file and row, with `status` and `counted_usd` (null where the row does not count)."""
    con = engine(rows=rows)
    con.execute(_SIDED)
    for step in STEPS:
        con.execute(
            f"UPDATE r SET status = found.why FROM ({step}) found WHERE r.n = found.n AND found.why IS NOT NULL AND r.status IS NULL"
        )
    for step in (_YEARS, _HEADINGS):
        con.execute(_rest(step))
    return con.sql(
        f"""SELECT * EXCLUDE (n, dims, yearly, status, counted_usd), coalesce(status, '{COUNTED}') AS status,
        CASE WHEN status IS NULL OR status = '{REST}' THEN counted_usd END AS counted_usd FROM r ORDER BY n"""
    ).to_arrow_table()


def _rest(step: str) -> str:
    """A total counts for what its details lack, if that is more than rounding; else not at all."""
    return f"""UPDATE r AS p SET status = CASE WHEN f.alike AND p.value_usd - f.under > {NEAR} THEN '{REST}' ELSE f.why END,
        counted_usd = CASE WHEN f.alike AND p.value_usd - f.under > {NEAR} THEN p.value_usd - f.under END
        FROM ({step}) f WHERE p.n = f.n"""
