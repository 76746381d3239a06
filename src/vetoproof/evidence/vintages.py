"""A table of the package + the rows of it that a store took in -> the table in its newest vintage: an id that came later stands."""

from __future__ import annotations

import orjson

from vetoproof.evidence.record import Row, Table
from vetoproof.evidence.rows import rows_of
from vetoproof.evidence.store import Store


def newest_vintage(table: Table, store: Store) -> Table:
    """Rows of the package first, then those of the store in the order in which their files came; each id once, its last row."""
    held = rows_of(store, "record")
    stored: dict[str, Row] = {}
    for name, cells, _ in sorted(
        zip(held.column("name").to_pylist(), held.column("cells").to_pylist(), held.column("received").to_pylist(), strict=True),
        key=lambda one: one[2],
    ):
        if name == table.name:
            row: Row = orjson.loads(cells)
            stored[row["id"]] = row
    own = {row["id"]: row for row in table.rows}
    return Table(table.name, tuple({**own, **stored}.values()))
