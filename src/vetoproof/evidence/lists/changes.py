"""Two versions of a list -> who was added, who was removed, and what changed of whom, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
from attrs import evolve, frozen

from vetoproof.evidence.lists.tables import LISTED, REPEATED
from vetoproof.evidence.lists.versions import Version, find_version, rows_of
from vetoproof.evidence.store import Store

FIELDS = tuple(name for name in LISTED.names if name not in ("list", "ref"))


@frozen
class Change:
    """One entity that differs. `fields`: of a change each field with what it was and what it is; else empty."""

    ref: str
    what: str  # added, removed, changed
    kind: str
    name: str
    fields: Mapping[str, tuple[Any, Any]]
    programs: tuple[str, ...] = ()


@frozen
class Difference:
    """What changed from one version to another. `left_out`: files that only one of the two has, and so are not compared."""

    list: str
    old: Version
    new: Version
    changes: tuple[Change, ...]
    left_out: tuple[str, ...] = ()


def difference(store: Store, name: str, old: str, new: str) -> Difference:
    """Compare two versions, each given by a day or by the first signs of its hash."""
    before, after = find_version(store, name, old), find_version(store, name, new)
    both = {part.part for part in before.parts} & {part.part for part in after.parts} or None
    left_out = {part.part for one in (before, after) for part in one.parts} - (both or set())
    if both is None:  # one in parts, the other in one file: as they are
        both, left_out = {part.part for one in (before, after) for part in one.parts}, set()
    tables = [rows_of(store, evolve(one, parts=tuple(part for part in one.parts if part.part in both))) for one in (before, after)]
    return Difference(before.list, before, after, tuple(compare(*tables)), tuple(sorted(left_out)))


def compare(old: Any, new: Any) -> Iterator[Change]:
    """The changes between two tables of LISTED: removed, added, changed, each by number."""
    con = duckdb.connect(config={"enable_external_access": "false"})
    try:
        con.register("old", old)
        con.register("new", new)
        for sql, what in ((_ONLY.format("old", "new"), "removed"), (_ONLY.format("new", "old"), "added")):
            for row in con.sql(sql).to_arrow_table().to_pylist():
                yield _change(row, what, {})
        before, after = (con.sql(_DIFFERS.format(side)).to_arrow_table().to_pylist() for side in ("o", "n"))
    finally:
        con.close()
    for was, now in zip(before, after, strict=True):
        fields = {name: (was[name], now[name]) for name in FIELDS if not _same(was[name], now[name], name)}
        if fields:
            yield _change(now, "changed", fields)


_ONLY = "SELECT a.* FROM {0} a ANTI JOIN {1} b ON a.ref = b.ref ORDER BY a.ref"
_DIFFERS = (
    "SELECT {0}.* FROM old o JOIN new n ON o.ref = n.ref WHERE "
    + " OR ".join(f"o.{name} IS DISTINCT FROM n.{name}" for name in FIELDS)
    + " ORDER BY o.ref"
)


def _same(was: Any, now: Any, name: str) -> bool:
    """Whether a field is the same; the order of what repeats says nothing."""
    if name not in REPEATED:
        return bool(was == now)
    return sorted(map(str, was or ())) == sorted(map(str, now or ()))


def _change(row: Mapping[str, Any], what: str, fields: Mapping[str, tuple[Any, Any]]) -> Change:
    return Change(row["ref"], what, row["kind"] or "", row["name"] or "", fields, tuple(row["programs"] or ()))
