"""A batch of Parquet columns -> lines of JSON, one a row, in DuckDB: an empty cell or field is silent, JSON text stands as it is."""

from __future__ import annotations

from typing import Any

import duckdb
import orjson
import pyarrow as pa

from vetoproof.terms.errors import InputError

DEEPEST = 4
PLAIN = ("id", "kind", "day", "from", "until")  # never JSON text


def lines_of(con: duckdb.DuckDBPyConnection, batch: Any) -> Any:
    """The rows as JSON, in their order; null where a row cannot be written."""
    parts = [_member(field.name, _quoted(field.name), field.type, 1) for field in batch.schema]
    con.register("columns", pa.table(batch))
    try:
        return con.sql(f"SELECT {_object(parts)} AS json FROM columns").to_arrow_table().column("json").combine_chunks()
    finally:
        con.unregister("columns")


def _object(members: list[str]) -> str:
    """An object of the members that are there."""
    return "'{' || concat_ws(',', " + ", ".join(members) + ") || '}'"


def _member(name: str, sql: str, kind: Any, depth: int) -> str:
    return f"CASE WHEN {sql} IS NOT NULL THEN {_literal(_json_text(name) + ':')} || {_value(name, sql, kind, depth)} END"


def _value(name: str, sql: str, kind: Any, depth: int) -> str:
    """SQL that writes a value as JSON."""
    if depth > DEEPEST:
        raise InputError("is nested too deep", where=f"column {name}", do="flatten it, or write JSON text")
    if pa.types.is_struct(kind):
        fields = [kind.field(place) for place in range(kind.num_fields)]
        return _object([_member(field.name, f"{sql}.{_quoted(field.name)}", field.type, depth + 1) for field in fields])
    if pa.types.is_dictionary(kind):
        return _value(name, sql, kind.value_type, depth)
    if (pa.types.is_string(kind) or pa.types.is_large_string(kind)) and name not in PLAIN:
        return f"CASE WHEN left({sql}, 1) IN ('{{', '[') AND json_valid({sql}) THEN {sql} ELSE to_json({sql})::VARCHAR END"
    return f"to_json({sql})::VARCHAR"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _json_text(text: str) -> str:
    return orjson.dumps(text).decode()
