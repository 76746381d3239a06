"""The rows that the detectors of trade read and return."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pyarrow as pa

AMOUNT = pa.decimal128(38, 18)

# What is read: a flow as one side states it (`reporter`; empty: reconciled from both), USD and kg exact.
CUSTOMS = pa.schema(
    [
        ("file", pa.string()),
        ("row", pa.int64()),
        ("reporter", pa.string()),
        ("exporter", pa.string()),
        ("importer", pa.string()),
        ("flow", pa.string()),  # X, M; RX, DX parts of X; RM, FM parts of M; B reconciled
        ("hs", pa.string()),
        ("revision", pa.string()),  # H0 to H6; empty: not stated
        ("net_kg", AMOUNT),
        ("value_usd", AMOUNT),
        ("weight_estimated", pa.bool_()),
        ("original", pa.bool_()),
        ("part", pa.string()),
        ("happened_from", pa.date32()),
        ("happened_until", pa.date32()),
        ("vintage", pa.string()),  # the day on which it was said, else came
        ("source", pa.string()),
    ]
)

# What counts of a flow, and why the rest of its rows does not.
COUNTED, REST = "counted", "rest"
ASIDE = {
    "duplicate": "states again what another row states",
    "superseded": "an older figure of a flow that was said anew",
    "conflict": "another figure of one flow by the same reporter, of the same vintage: it stands in the row of the latest one",
    "other_revision": "the same trade in another revision of the HS; that of the reporter, else the newest, counts",
    "part": "a part by mode, procedure or second partner of a row that counts whole",
    "part_of_flow": "re-exports, or another part of exports or imports that count whole",
    "reconciled": "a figure reconciled from both sides, where a side itself reports",
    "total_of_goods": "a total over all goods: which goods it does not show",
    "total": "a total of details that count",
    "year": "a year whose months count",
}
QUARANTINED = "quarantined"
OTHER_SIDE = "other_side"  # shown and judged, and not added: its partner states the same trade


def engine(**tables: Any) -> duckdb.DuckDBPyConnection:
    """A database in memory that only sees the tables that are handed to it."""
    con = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    for name in ("enable_external_access", "python_enable_replacements"):
        con.execute(f"SET {name} = false")
    for name, table in tables.items():
        con.register(name, table)
    return con


def batches(rows: Any, size: int = 1_000_000) -> Iterator[Any]:
    """A table, or a reader of batches -> record batches."""
    yield from rows.to_batches(max_chunksize=size) if isinstance(rows, pa.Table) else rows
