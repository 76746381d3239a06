"""The parts of OFAC's list (sdn, alt, add, comments) -> one table of LISTED, joined by number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import pyarrow as pa

from vetoproof.evidence.lists.ofac_remarks import with_remarks
from vetoproof.evidence.lists.tables import LISTED, REPEATED, Entity, Link, table_of

# What sdn.csv states in columns of its own; the rest of a record is read out of its remarks.
_OWN = ("ref", "kind", "name", "programs", "titles", "call_sign", "flag")


def joined(parts: Mapping[str, Any]) -> Any:
    """Every record of sdn with what the other files say of it; what they say of others is left out."""
    main = _with_comments(parts["sdn"], parts["comments"]) if "comments" in parts else parts["sdn"]
    others = [parts[name] for name in ("alt", "add") if name in parts]
    if not others:
        return main
    con = duckdb.connect(config={"enable_external_access": "false"})
    try:
        con.register("main", _numbered(main))
        con.register("more", _numbered(pa.concat_tables(others)))
        found = con.sql(_SQL).to_arrow_table()
    finally:
        con.close()
    return pa.table([found.column(name).combine_chunks().cast(LISTED.field(name).type) for name in LISTED.names], schema=LISTED)


def _numbered(table: Any) -> Any:
    return table.append_column("row", pa.array(range(table.num_rows), pa.int64()))


_FROM_OTHERS = ("aliases", "addresses", "countries")


def _column(name: str) -> str:
    return f"list_concat(m.{name}, coalesce(o.{name}, [])) AS {name}" if name in _FROM_OTHERS else f"m.{name}"


_SQL = f"""
    WITH others AS (
        SELECT ref, {", ".join(f"flatten(list({name} ORDER BY row)) AS {name}" for name in _FROM_OTHERS)} FROM more GROUP BY ref)
    SELECT {", ".join(_column(name) for name in LISTED.names)}
    FROM main m LEFT JOIN others o ON o.ref = m.ref ORDER BY m.row"""


def _with_comments(main: Any, comments: Any) -> Any:
    """Records whose remarks go on in the comments are read anew, out of the whole of them."""
    rest: dict[str, str] = {}
    for ref, more in zip(comments.column("ref").to_pylist(), comments.column("remarks").to_pylist(), strict=True):
        rest[ref] = rest.get(ref, "") + (more or "")
    rows = main.to_pylist() if rest else []
    parts, first = [], 0
    for place, row in enumerate(rows):
        if row["ref"] in rest:
            parts += [main.slice(first, place - first), _anew(row, (row["remarks"] or "") + rest[row["ref"]])]
            first = place + 1
    return pa.concat_tables([*parts, main.slice(first)])


def _anew(row: Mapping[str, Any], remarks: str) -> Any:
    own: dict[str, Any] = {name: tuple(row[name] or ()) if name in REPEATED else row[name] or "" for name in _OWN}
    owners = tuple(Link(**link) for link in row["links"] if link["kind"] == "owner")
    return table_of(row["list"], [with_remarks(Entity(**own, links=owners), remarks)])
