"""A table of the package + the rows of it that a store took in -> the table in its newest vintage: an id that came later stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from vetoproof.evidence.record import Row, Table, read_table
from vetoproof.evidence.which_store import held_store

if TYPE_CHECKING:
    from vetoproof.evidence.store import Store


def read_newest(name: str, record: Path | None = None, store: Path | None = None) -> Table:
    """A table of the package (or of another folder of tables), with the newer rows of a store if there is one."""
    table, folder = read_table(name, record), held_store(store)
    if folder is None:
        return table
    from vetoproof.evidence.store import open_store  # here: without a store its engine is not loaded

    with open_store(folder, read_only=True) as held:
        return newest_vintage(table, held)


def newest_vintage(table: Table, store: Store) -> Table:
    """Rows of the package first, then those of the store in the order in which their files came; each id once, its last row."""
    from vetoproof.evidence.rows import rows_of

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
