"""The cells of any customs file under one set of names, as text -> rows of the store, each checked; wrong ones with the reason.

The checks run in DuckDB over a registered Arrow table, never row by row in Python.
"""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from vetoproof.evidence.columns import _NUMBER, without_exponents
from vetoproof.evidence.customs.codes import ALSO, REVISIONS, TOTAL, UNSTATED, areas, goods
from vetoproof.evidence.tables import AMOUNT

NAMES = ("period", "reporter", "partner", "flow", "hs", "revision", "net", "cif", "fob", "value", "estimated", "original", "part")
AMOUNTS = ("value", "net", "cif", "fob")

# Flow codes of Comtrade+ and of the older Comtrade -> the side that speaks, and the word that is kept. RX is a part of X, RM of M.
FLOWS = {
    **{"X": ("X", "X"), "2": ("X", "X"), "RX": ("X", "RX"), "3": ("X", "RX"), "DX": ("X", "DX"), "XIP": ("X", "XIP"), "XOP": ("X", "XOP")},
    **{"M": ("M", "M"), "1": ("M", "M"), "RM": ("M", "RM"), "4": ("M", "RM"), "FM": ("M", "FM"), "MIP": ("M", "MIP"), "MOP": ("M", "MOP")},
    "B": ("B", "B"),  # reconciled from both sides, as in BACI
}
SAID = {"hs": "code", "net": "weight", "cif": "CIF value", "fob": "FOB value"}
_LEVEL = "'AG1', 'AG2', 'AG3', 'AG4', 'AG5', 'AG6', 'ALL'"
_DIGITS = "regexp_full_match(hs, '[0-9]+')"


def words() -> Any:
    """The flows and revisions that are known, as a table each."""
    flows = pa.table({"code": list(FLOWS), "side": [side for side, _ in FLOWS.values()], "kept": [kept for _, kept in FLOWS.values()]})
    names = {**{name: name for name in REVISIONS}, **ALSO, **dict.fromkeys(UNSTATED, "")}
    since = [REVISIONS.get(name, 0) for name in names.values()]
    return flows, pa.table({"code": list(names), "kept": list(names.values()), "since": since})


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Hand the codes to a checker, once."""
    flows, revisions = words()
    for name, table in (("areas", areas()), ("goods", goods()), ("flows", flows), ("revisions", revisions)):
        con.register(name, table)


def completed(cells: Any) -> Any:
    """Every name, empty where the file has no such column; blanks around a cell dropped, numbers without exponents."""
    columns = {"row": cells.column("row")}
    for name in NAMES:
        if name not in cells.column_names:
            columns[name] = pa.repeat(pa.scalar(""), cells.num_rows)
            continue
        text = pc.fill_null(pc.utf8_trim_whitespace(cells.column(name)), "")
        columns[name] = without_exponents(text) if name in AMOUNTS else text
    return pa.table(columns)


def _is(name: str, what: str) -> str:
    return f"'{SAID.get(name, name)} ''' || left({name}, 40) || ''' {what}'"


def _number(name: str) -> str:
    return f"""
    WHEN {name} <> '' AND "v {name}" IS NULL AND regexp_full_match({name}, '[+-]?[0-9]{{1,3}}([,. ''’_][0-9]{{3}})+([.,][0-9]+)?')
      THEN {_is(name, "has a thousands separator; write it as 1234567.8")}
    WHEN {name} <> '' AND "v {name}" IS NULL THEN {_is(name, "is not a number that can be kept exactly; write it as 1234.5")}
    WHEN "v {name}" < 0 THEN {_is(name, "is negative; no trade is: a correction is a new figure")}"""


WHY = f"""CASE
    WHEN happened_from IS NULL THEN {_is("period", "is no year (2021) and no month (202103)")}
    WHEN "a reporter" IS NULL THEN {_is("reporter", "is no code of a State or area (UN M49)")}
    WHEN "k reporter" IN ('total', 'area') AND "a reporter" <> 'S19' THEN {_is("reporter", "is a group, and its members report themselves")}
    WHEN "a partner" IS NULL THEN {_is("partner", "is no code of a State or area (UN M49)")}
    WHEN "k partner" = 'total' THEN {_is("partner", "is the world: a total over all partners; the rows by partner count, give those")}
    WHEN "a partner" = 'EU2' THEN {_is("partner", "is a group; the rows of its members count, give those")}
    WHEN side IS NULL THEN {_is("flow", "is no flow that is known; use M, X, RM, RX")}
    WHEN hs = '' THEN 'the code is empty; give that of the goods'
    WHEN upper(hs) IN ({_LEVEL}) THEN {_is("hs", "names a level of the HS, and no goods; give the codes of that level")}
    WHEN hs <> '{TOTAL}' AND NOT {_DIGITS} THEN {_is("hs", "is no HS code; write its 2, 4, 6, 8 or 10 digits")}
    WHEN hs <> '{TOTAL}' AND length(hs) % 2 = 1 THEN {_is("hs", "has an odd number of digits; was a leading zero lost?")}
    WHEN length(hs) > 10 THEN {_is("hs", "has more than 10 digits")}
    WHEN since IS NULL THEN {_is("revision", f"is no revision of the HS; use {', '.join(REVISIONS)}")}
    WHEN since > year(happened_from) THEN {_is("revision", "began after the period; are revisions mixed?")}
    WHEN hs <> '{TOTAL}' AND left(hs, 2) IN ('98', '99')
      THEN {_is("hs", "is of a chapter for goods not specified by kind; nothing can be said of them")}
    WHEN hs <> '{TOTAL}' AND newest2 IS NULL THEN {_is("hs", "is unknown: there is no such chapter of the HS")}
    WHEN length(hs) >= 4 AND hs <> '{TOTAL}' AND newest4 IS NULL THEN {_is("hs", "is unknown: no revision of the HS has such a heading")}
    WHEN kept_revision = 'H6' AND hs <> '{TOTAL}' AND length(hs) >= 4 AND (NOT newest4 OR (length(hs) >= 6 AND newest6 IS NULL))
      THEN {_is("hs", "is unknown in HS 2022 (H6), which the row names; are revisions mixed?")}
    WHEN kept_revision = '' AND year(happened_from) >= 2022 AND length(hs) >= 6 AND hs <> '{TOTAL}' AND newest6 IS NULL
      THEN {_is("hs", "is unknown in HS 2022; if an earlier revision has it, name that one (classificationCode H0 to H5)")}
    {"".join(map(_number, AMOUNTS))}
    WHEN coalesce("v value", "v cif", "v fob", 0) = 0 AND coalesce("v net", 0) = 0 THEN 'states neither a value nor a weight' END"""

_LAST = "CASE WHEN length(period) = 4 THEN make_date(y, 12, 31) ELSE last_day(make_date(y, m, 1)) END"
_FORM = "regexp_full_match(period, '[0-9]{4}((0[1-9]|1[0-2]))?') AND left(period, 4) BETWEEN '1900' AND '2999'"
_VALUES = ", ".join(
    f"CASE WHEN regexp_full_match({name}, '{_NUMBER}') THEN TRY_CAST({name} AS {AMOUNT}) END AS \"v {name}\"" for name in AMOUNTS
)
_CODE = "CASE WHEN regexp_full_match({0}, '[0-9]+') THEN coalesce(nullif(ltrim({0}, '0'), ''), '0') ELSE upper({0}) END"

CHECK = f"""
WITH typed AS (
  SELECT * REPLACE (upper(hs) AS hs, upper(flow) AS flow, upper(revision) AS revision), {_VALUES},
    {_CODE.format("reporter")} AS "c reporter", {_CODE.format("partner")} AS "c partner",
    CASE WHEN {_FORM} THEN left(period, 4)::INT END AS y,
    CASE WHEN {_FORM} AND length(period) = 6 THEN right(period, 2)::INT ELSE 1 END AS m
  FROM given
), known AS (
  SELECT t.*, make_date(y, m, 1) AS happened_from, {_LAST} AS happened_until, r.name AS "a reporter", r.kind AS "k reporter",
    p.name AS "a partner", p.kind AS "k partner", f.side, f.kept AS kept_flow, v.kept AS kept_revision, v.since,
    g2.newest AS newest2, g4.newest AS newest4, g6.newest AS newest6
  FROM typed t
  LEFT JOIN areas r ON r.code = "c reporter" LEFT JOIN areas p ON p.code = "c partner"
  LEFT JOIN flows f ON f.code = t.flow LEFT JOIN revisions v ON v.code = t.revision
  LEFT JOIN goods g2 ON g2.code = left(t.hs, 2) LEFT JOIN goods g4 ON g4.code = left(t.hs, 4) LEFT JOIN goods g6 ON g6.code = left(t.hs, 6)
)
SELECT row, happened_from, happened_until, NULL::VARCHAR AS said,
  CASE WHEN side = 'B' THEN '' ELSE "a reporter" END AS reporter,
  CASE WHEN side = 'M' THEN "a partner" ELSE "a reporter" END AS exporter,
  CASE WHEN side = 'M' THEN "a reporter" ELSE "a partner" END AS importer,
  kept_flow AS flow, hs, coalesce(kept_revision, '') AS revision, nullif("v net", 0) AS net_kg, nullif("v cif", 0) AS cif_usd,
  nullif("v fob", 0) AS fob_usd,
  coalesce(nullif("v value", 0), CASE WHEN side = 'M' THEN nullif("v cif", 0) ELSE nullif("v fob", 0) END, "v value") AS value_usd,
  lower(estimated) IN ('1', 'true', 'yes') AS weight_estimated, lower(original) IN ('1', 'true', 'yes') AS original, part,
  {WHY} AS why
FROM known ORDER BY row
"""


def check(con: duckdb.DuckDBPyConnection, cells: Any) -> Any:
    """Cells under our names -> rows with the columns of the store and `why`, null where they are good."""
    con.register("given", cells)
    try:
        return con.sql(CHECK).to_arrow_table()
    finally:
        con.unregister("given")
