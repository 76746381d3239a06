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

_FIGURES = 'STRUCT(file VARCHAR, "row" BIGINT, value_usd DECIMAL(38, 18), net_kg DECIMAL(38, 18), vintage VARCHAR, source VARCHAR)[]'
_LISTED = """list({'file': r.file, 'row': r."row", 'value_usd': r.value_usd, 'net_kg': r.net_kg, 'vintage': r.vintage, 'source': r.source}
        ORDER BY r.vintage, r.n)"""
_SIDED = f"""CREATE TABLE r AS SELECT *, row_number() OVER (ORDER BY file, row) AS n, NULL::VARCHAR AS status, value_usd AS counted_usd,
    value_usd AS low_usd, value_usd AS high_usd, net_kg AS net_low, net_kg AS net_high, value_usd AS counted_low, value_usd AS counted_high,
    NULL::{_FIGURES} AS conflict, NULL::{_FIGURES} AS earlier,
    CASE WHEN flow IN ('X', 'RX', 'DX', 'XIP', 'XOP') THEN 'X' WHEN flow = 'B' THEN 'B' ELSE 'M' END AS side,
    regexp_replace(part, '=[^ ]*', '', 'g') AS dims, happened_until - happened_from > 31 AS yearly FROM rows"""

_KEY = f"{_TRADE}, flow, part, revision, hs"
# Rows of one flow: of the newest vintage one row stands for it: the first, or the latest with a value where their figures differ.
_AGAIN = f"""CREATE TABLE again AS
  WITH said AS (SELECT n, vintage, value_usd, net_kg, vintage < max(vintage) OVER flow AS older,
      count(*) OVER flow AS times, min(n) OVER flow AS first,
      coalesce(min(value_usd) OVER one <> max(value_usd) OVER one, false)
        OR coalesce(min(net_kg) OVER one <> max(net_kg) OVER one, false) AS apart,
      first_value(n) OVER (PARTITION BY {_KEY}, vintage ORDER BY value_usd IS NULL, net_kg IS NULL, n) AS fullest,
      first_value(n) OVER (PARTITION BY {_KEY}, vintage ORDER BY value_usd IS NULL, n DESC) AS latest,
      first_value(value_usd) OVER (PARTITION BY {_KEY} ORDER BY vintage DESC, value_usd IS NULL, n DESC) AS newest_value,
      first_value(net_kg) OVER (PARTITION BY {_KEY} ORDER BY vintage DESC, value_usd IS NULL, n DESC) AS newest_net,
      row_number() OVER (PARTITION BY {_KEY}, vintage, value_usd, net_kg ORDER BY n DESC) AS place
    FROM r WINDOW flow AS (PARTITION BY {_KEY}), one AS (PARTITION BY {_KEY}, vintage))
  SELECT n, first, older, apart, CASE WHEN apart THEN latest ELSE fullest END AS kept, CASE
    WHEN older AND (value_usd, net_kg) IS NOT DISTINCT FROM (newest_value, newest_net) THEN 'duplicate' WHEN older THEN 'superseded'
    WHEN apart AND n <> latest THEN CASE WHEN place > 1 THEN 'duplicate' ELSE 'conflict' END
    WHEN NOT apart AND n <> fullest THEN 'duplicate' END AS why
  FROM said WHERE times > 1"""
_VINTAGES = "SELECT n, why FROM again"
# All figures of a conflict stand beside the one that counts, with the band that they make.
_CONFLICTS = f"""UPDATE r SET low_usd = f.low_usd, high_usd = f.high_usd, counted_low = f.low_usd, counted_high = f.high_usd,
    net_low = f.net_low, net_high = f.net_high, conflict = f.figures
  FROM (SELECT a.kept AS n, min(r.value_usd) AS low_usd, max(r.value_usd) AS high_usd, min(r.net_kg) AS net_low, max(r.net_kg) AS net_high,
      {_LISTED} AS figures
    FROM again a JOIN r ON r.n = a.n WHERE a.apart AND NOT a.older GROUP BY a.kept) f WHERE r.n = f.n"""
_EARLIER = f"""UPDATE r SET earlier = f.figures
  FROM (SELECT k.kept AS n, {_LISTED} AS figures FROM again a JOIN r ON r.n = a.n AND a.why = 'superseded'
    JOIN (SELECT DISTINCT first, kept FROM again WHERE NOT older) k ON k.first = a.first GROUP BY k.kept) f WHERE r.n = f.n"""
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
_UNDER = ("value_usd", "low_usd", "high_usd")
_SUMS = ", ".join(f"coalesce(sum(c.{name}) FILTER (p.hs = c.hs), 0) AS under_{name}" for name in _UNDER)
_YEARS = f"""SELECT p.n, {_SUMS}, bool_or(p.hs = c.hs) AS alike, 'year' AS why
    FROM r p JOIN r c ON p.yearly AND NOT c.yearly AND {_PAIR} AND year(p.happened_from) = year(c.happened_from)
    AND (starts_with(c.hs, p.hs) OR starts_with(p.hs, c.hs)) WHERE p.status IS NULL AND c.status IS NULL GROUP BY p.n"""
# A heading over its subheadings: those right under it count, and of it what they lack.
_HEADINGS = f"""WITH under AS (SELECT p.n AS parent, c.n, c.hs, {", ".join(f"c.{name}" for name in _UNDER)}
      FROM r p JOIN r c ON {_SAME} AND p.revision = c.revision
      AND length(c.hs) > length(p.hs) AND starts_with(c.hs, p.hs) WHERE p.status IS NULL AND c.status IS NULL)
    SELECT parent AS n, {", ".join(f"sum({name}) AS under_{name}" for name in _UNDER)}, true AS alike, 'total' AS why FROM under u
    WHERE NOT EXISTS (SELECT 1 FROM under b WHERE b.parent = u.parent AND u.hs <> b.hs AND starts_with(u.hs, b.hs)) GROUP BY parent"""


_ENDS = ("counted_usd", "counted_low", "counted_high")


def counted(rows: Any) -> Any:
    """Rows of CUSTOMS -> the same, ordered by file and row, with `status` and `counted_usd` (null where the row does not count).

    Where one reporter states several figures of a flow, the row that counts has them all in `conflict`, and low, high ends beside its own
    figure; elsewhere the ends are the figure itself. `earlier`: other figures of older vintages, which it replaces.
    """
    con = engine(rows=rows)
    for step in (_SIDED, _AGAIN, _CONFLICTS, _EARLIER):
        con.execute(step)
    for step in STEPS:
        con.execute(
            f"UPDATE r SET status = found.why FROM ({step}) found WHERE r.n = found.n AND found.why IS NOT NULL AND r.status IS NULL"
        )
    for step in (_YEARS, _HEADINGS):
        con.execute(_rest(step))
    return con.sql(
        f"""SELECT * EXCLUDE (n, dims, yearly, status, {", ".join(_ENDS)}), coalesce(status, '{COUNTED}') AS status,
        {", ".join(f"CASE WHEN status IS NULL OR status = '{REST}' THEN {name} END AS {name}" for name in _ENDS)} FROM r ORDER BY n"""
    ).to_arrow_table()


def _rest(step: str) -> str:
    """A total counts for what its details lack, if that is more than rounding; else not at all. Least: its low end, their high ends."""
    more = f"f.alike AND p.value_usd - f.under_value_usd > {NEAR}"
    return f"""UPDATE r AS p SET status = CASE WHEN {more} THEN '{REST}' ELSE f.why END,
        counted_usd = CASE WHEN {more} THEN p.value_usd - f.under_value_usd END,
        counted_low = CASE WHEN {more} THEN greatest(p.low_usd - f.under_high_usd, 0) END,
        counted_high = CASE WHEN {more} THEN p.high_usd - f.under_low_usd END
        FROM ({step}) f WHERE p.n = f.n"""
