"""What vessels say of themselves, row by row -> each different thing once, with when it was first and when it was last said (STATIC)."""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from attrs import define, field

from vetoproof.evidence.columns import checker
from vetoproof.evidence.positions.columns import SAID
from vetoproof.evidence.positions.tables import STATIC

MOST = 1_000_000  # different things that are held; a file has about three a vessel
FULL = 250_000  # rows, before they are brought together
SHIFT = 2**32  # of the time over the row, in the key of a row: rows stay below 4e9
_THING = "mmsi, imo, name, callsign, ship_type, length_m, width_m, draught_dm, destination, file"
_TYPES = {"imo": "INTEGER", "name": "VARCHAR", "callsign": "VARCHAR", "destination": "VARCHAR"}  # the others: SMALLINT
_MAY_BE_EMPTY = ("imo", "name", "callsign", "ship_type", "length_m", "width_m", "draught_dm", "destination")


def _sql(fields: list[str]) -> str:
    """SQL from cells of text to typed values; null where nothing is said. 0 is AIS for "not available"; @ fills names up."""

    def number(name: str, most: int, times: int = 1) -> str:
        value = f"round(TRY_CAST({name} AS DOUBLE) * {times})"
        return f"CASE WHEN {value} BETWEEN 1 AND {most} THEN {value}::SMALLINT END"

    def text(name: str) -> str:
        return f"nullif(trim(regexp_replace({name}, '@.*$', '')), '')"

    has = set(fields)
    ends = {"length_m": ("to_bow", "to_stern"), "width_m": ("to_port", "to_starboard")}
    made = {
        "imo": "nullif(TRY_CAST(regexp_extract(trim(imo), '^(?:[Ii][Mm][Oo])?\\s*([0-9]{1,9})(?:[.]0*)?$', 1) AS INTEGER), 0)",
        **{name: text(name) for name in ("name", "callsign", "destination")},
        "ship_type": number("ship_type", 255),
        "length_m": number("length_m", 1_022),
        "width_m": number("width_m", 126),
        "draught_dm": number("draught_dm", 255, 10),
    }
    out = []
    for name in _MAY_BE_EMPTY:
        if name in has:
            out.append(f"{made[name]} AS {name}")
        elif name in ends and set(ends[name]) <= has:
            one, other = ends[name]
            both = f"(TRY_CAST({one} AS DOUBLE) + TRY_CAST({other} AS DOUBLE))"
            out.append(f"CASE WHEN {both} BETWEEN 1 AND 1022 THEN {both}::SMALLINT END AS {name}")
        else:
            out.append(f"NULL::{_TYPES.get(name, 'SMALLINT')} AS {name}")
    return ", ".join(out)


@define
class Said:
    """Gathers what is said; memory is bounded by MOST."""

    dropped: int = 0
    _parts: list[Any] = field(factory=list, init=False)
    _rows: int = field(default=0, init=False)
    _con: duckdb.DuckDBPyConnection | None = field(default=None, init=False)

    def add(self, cells: Any, mmsi: Any, seconds: Any, good: Any, file: int) -> None:
        """The cells of some rows; `good` are those with an MMSI and a time."""
        fields = [name for name in cells.schema.names if name in SAID]
        if not fields or not good.any():
            return
        key = seconds.astype(np.int64) * SHIFT + cells["row"].to_numpy()
        table = pa.table({"mmsi": mmsi.astype(np.int64), "key": key, "good": good, **{name: _text(cells[name]) for name in fields}})
        told = " OR ".join(f"{name} IS NOT NULL" for name in _MAY_BE_EMPTY)
        few = f"SELECT mmsi, {', '.join(fields)}, min(key) AS first, max(key) AS last FROM now WHERE good GROUP BY ALL"
        typed = f"SELECT mmsi::INTEGER AS mmsi, first, last, {file}::SMALLINT AS file, {_sql(fields)} FROM ({few})"
        self._keep(
            self._run(f"SELECT {_THING}, min(first) AS first, max(last) AS last FROM ({typed}) WHERE {told} GROUP BY {_THING}", table)
        )

    def put(self, kept: Any) -> None:
        """What another gathering (or an earlier run) kept."""
        self._keep(kept)

    def kept(self) -> Any:
        """What was gathered, each thing once: for a journal, or for `put`."""
        self._gather()
        return self._parts[0] if self._parts else None

    def table(self) -> Any:
        """STATIC rows: of each thing the first and the last time, ordered by vessel and time."""
        kept = self.kept()
        if kept is None:
            return STATIC.empty_table()
        columns = ", ".join(name for name in STATIC.names if name not in ("t", "row"))
        both = " UNION ALL ".join(f"SELECT {columns}, {end} AS key FROM now" for end in ("first", "last"))
        found = self._run(
            f"SELECT DISTINCT {columns}, (key // {SHIFT})::INTEGER AS t, key % {SHIFT} AS row FROM ({both}) "
            f"ORDER BY mmsi, t, file, row, {', '.join(_MAY_BE_EMPTY)}",
            kept,
        )
        return found.select(STATIC.names).cast(STATIC)

    def _keep(self, part: Any) -> None:
        self._parts.append(part)
        self._rows += part.num_rows
        if self._rows > FULL and len(self._parts) > 1 and self._rows > 2 * self._parts[0].num_rows:
            self._gather()

    def _gather(self) -> None:
        if len(self._parts) > 1:
            order = f"ORDER BY {_THING}"
            found = self._run(
                f"SELECT {_THING}, min(first) AS first, max(last) AS last FROM now GROUP BY {_THING} {order}", pa.concat_tables(self._parts)
            )
            self.dropped += max(0, found.num_rows - MOST)
            self._parts = [found.slice(0, MOST)]
            self._rows = self._parts[0].num_rows

    def _run(self, sql: str, table: Any) -> Any:
        if self._con is None:
            self._con = checker()
        self._con.register("now", table)
        found = self._con.sql(sql).to_arrow_table()
        self._con.unregister("now")
        return found


def _text(column: Any) -> Any:
    """A column as text: Parquet may have numbers there."""
    return column if pa.types.is_string(column.type) else column.cast(pa.string())
