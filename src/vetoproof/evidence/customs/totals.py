"""Which rows of a file are totals of other rows in it, or the same trade in another revision: found before the file is read to be kept.

One look finds the short codes and the revisions of each reporter and period; only if there are any, a second one adds up what lies under
them. A total whose details make it up is refused, so that nothing is summed twice; one that holds more than its details is kept, and counts
later for the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pyarrow as pa
from attrs import frozen

from vetoproof.evidence.columns import _NUMBER, checker
from vetoproof.evidence.customs.cells import completed
from vetoproof.evidence.customs.codes import ALSO, REVISIONS, TOTAL, UNSTATED
from vetoproof.evidence.customs.comtrade import Part
from vetoproof.evidence.tables import AMOUNT

NEAR = "greatest(1, 0.001 * abs(s.value))"  # rounding: a dollar, or a thousandth (ours)
_KEY = ("period", "reporter", "partner", "flow", "part", "revision")
_UNDER = (  # d is a detail of s
    f"d.hs <> '{TOTAL}' AND s.hs = '{TOTAL}'",
    f"length(d.hs) > 2 AND d.hs <> '{TOTAL}' AND s.hs = left(d.hs, 2)",
    f"length(d.hs) > 4 AND d.hs <> '{TOTAL}' AND s.hs = left(d.hs, 4)",
)
_SAME = " AND ".join(f"s.{name} = d.{name}" for name in _KEY)
_FLOW = ("period", "reporter", "partner", "flow", "part")
_VALUE = f"CASE WHEN regexp_full_match(value, '{_NUMBER}') THEN TRY_CAST(value AS {AMOUNT}) END"
_KNOWN = ", ".join(f"'{name}'" for name in ("", *REVISIONS))
_ALIASES = {**ALSO, **dict.fromkeys(UNSTATED, "")}
_NAMED = "CASE upper(revision) " + " ".join(f"WHEN '{name}' THEN '{kept}'" for name, kept in _ALIASES.items()) + " ELSE upper(revision) END"


@frozen(eq=False)
class Totals:
    """Keys of the rows that are refused, with what there is under them. None where a file has none."""

    short: Any  # period, reporter, partner, flow, part, revision, hs, n, sum
    other: Any  # period, reporter, partner, flow, part, chapter, revision, kept

    def refuse(self, con: duckdb.DuckDBPyConnection, cells: Any, checked: Any) -> Any:
        """The checked rows, `why` filled where a row is such a total."""
        if self.short is None and self.other is None:
            return checked
        con.register("totals", self.short if self.short is not None else _none(*_KEY, "hs", "n", "sum"))
        con.register("others", self.other if self.other is not None else _none(*_FLOW, "chapter", "revision", "kept"))
        con.register("given", cells)
        con.register("checked", checked)
        found = con.sql(_REFUSE).to_arrow_table()
        for name in ("totals", "others", "given", "checked"):
            con.unregister(name)
        return found


def _none(*names: str) -> Any:
    return pa.table({name: pa.array([], pa.string()) for name in names})


_REFUSE = f"""
WITH keyed AS (SELECT row, {", ".join(name for name in _KEY if name != "revision")}, {_NAMED} AS revision, upper(hs) AS hs FROM given)
SELECT c.* REPLACE (CASE
  WHEN c.why IS NOT NULL THEN c.why
  WHEN t.hs = '{TOTAL}' THEN 'is a total over all goods, and ' || t.n || ' rows of this file are its details; those count'
  WHEN t.hs IS NOT NULL THEN 'is a total: its ' || t.n || ' details in this file make up ' || t.sum || ' USD; those count'
  WHEN o.kept IS NOT NULL THEN 'states in ' || coalesce(nullif(o.revision, ''), 'no named revision') || ' what this file has in '
    || coalesce(nullif(o.kept, ''), 'no named revision') || ' too (revisions mixed); that one counts' END AS why)
FROM checked c JOIN keyed k USING (row)
LEFT JOIN totals t ON {" AND ".join(f"t.{name} = k.{name}" for name in (*_KEY, "hs"))}
LEFT JOIN others o ON {" AND ".join(f"o.{name} = k.{name}" for name in (*_FLOW, "revision"))} AND o.chapter = left(k.hs, 2)
ORDER BY c.row
"""


def find(parts: Callable[[], Iterator[Part]]) -> Totals:
    """Look through a file; `parts` begins it anew."""
    con = checker()
    con.execute(f"CREATE TABLE short ({', '.join(f'{name} VARCHAR' for name in _KEY)}, hs VARCHAR, value {AMOUNT})")
    con.execute("CREATE TABLE seen (period VARCHAR, reporter VARCHAR, revision VARCHAR, original BOOLEAN)")
    for part in parts():
        _each(con, part, f"INSERT INTO short SELECT {', '.join(_KEY)}, hs, value FROM rows WHERE length(hs) < 6 OR hs = '{TOTAL}'")
        _each(con, part, "INSERT INTO seen SELECT DISTINCT period, reporter, revision, original FROM rows")
    mixed = con.sql("SELECT period, reporter FROM seen GROUP BY ALL HAVING count(DISTINCT revision) > 1").to_arrow_table()
    has_short = con.sql("SELECT 1 FROM short LIMIT 1").fetchall() != []
    if has_short or mixed.num_rows:
        con.register("mixed", mixed)
        _second(con, parts)
    return Totals(_short(con) if has_short else None, _other(con) if mixed.num_rows else None)


def _second(con: duckdb.DuckDBPyConnection, parts: Callable[[], Iterator[Part]]) -> None:
    con.execute(f"CREATE TABLE under ({', '.join(f'{name} VARCHAR' for name in _KEY)}, hs VARCHAR, size INT, n BIGINT, sum {AMOUNT})")
    con.execute(f"CREATE TABLE flows ({', '.join(f'{name} VARCHAR' for name in _FLOW)}, chapter VARCHAR, revision VARCHAR)")
    keys = ", ".join(f"s.{name}" for name in _KEY)
    for part in parts():
        for prefix in _UNDER:
            _each(
                con,
                part,
                f"INSERT INTO under SELECT {keys}, s.hs, length(d.hs), count(*), coalesce(sum(d.value), 0) "
                f"FROM (SELECT DISTINCT {', '.join(_KEY)}, hs FROM short) s JOIN rows d ON {_SAME} AND {prefix} GROUP BY ALL",
            )
        _each(
            con,
            part,
            f"INSERT INTO flows SELECT DISTINCT {', '.join(f'd.{name}' for name in _FLOW)}, left(d.hs, 2), d.revision "
            f"FROM rows d JOIN mixed m ON m.period = d.period AND m.reporter = d.reporter WHERE d.hs <> '{TOTAL}'",
        )


def _each(con: duckdb.DuckDBPyConnection, part: Part, sql: str) -> None:
    """Run over the view `rows` of a part: keys as they are written, amounts typed, what is below nothing left out."""
    con.register("cells", completed(part.cells))
    keys = ", ".join(name for name in _KEY if name != "revision")
    original = "lower(original) IN ('1', 'true', 'yes') AS original"
    con.execute(
        f"CREATE TEMP VIEW rows AS SELECT * FROM (SELECT {keys}, {_NAMED} AS revision, upper(hs) AS hs, {_VALUE} AS value, {original} "
        f"FROM cells) WHERE value >= 0 AND revision IN ({_KNOWN})"
    )
    con.execute(sql)
    con.execute("DROP VIEW rows")
    con.unregister("cells")


def _short(con: duckdb.DuckDBPyConnection) -> Any:
    """Totals that their details make up, by the level of codes that makes up most; a total over all goods as soon as it has any."""
    keys = ", ".join(f"s.{name}" for name in (*_KEY, "hs"))
    return con.sql(
        f"""WITH level AS (SELECT {", ".join(_KEY)}, hs, size, sum(n)::BIGINT AS n, sum(sum) AS sum FROM under GROUP BY ALL),
        best AS (SELECT * FROM level QUALIFY row_number() OVER (PARTITION BY {", ".join(_KEY)}, hs ORDER BY sum DESC, size) = 1)
        SELECT DISTINCT {keys}, b.n, regexp_replace(b.sum::VARCHAR, '\\.?0+$', '') AS sum FROM short s JOIN best b ON
        {" AND ".join(f"s.{name} = b.{name}" for name in (*_KEY, "hs"))}
        WHERE s.hs = '{TOTAL}' OR b.sum >= coalesce(s.value, 0) - {NEAR}
        QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY b.n) = 1 ORDER BY ALL"""
    ).to_arrow_table()


def _other(con: duckdb.DuckDBPyConnection) -> Any:
    """Of several revisions of one flow and chapter the one that the reporter used, else the newest, is kept; the others are named."""
    return con.sql(
        f"""WITH used AS (SELECT period, reporter, revision, bool_or(original) AS original FROM seen GROUP BY ALL),
        ranked AS (SELECT DISTINCT f.*, first_value(f.revision) OVER (PARTITION BY {", ".join(f"f.{name}" for name in _FLOW)}, chapter
          ORDER BY u.original DESC, f.revision DESC) AS kept
          FROM flows f JOIN used u ON u.period = f.period AND u.reporter = f.reporter AND u.revision = f.revision)
        SELECT * FROM ranked WHERE revision <> kept ORDER BY ALL"""
    ).to_arrow_table()
