"""The parts of OFAC's list (sdn, alt, add, comments) -> one table of LISTED, joined by number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from vetoproof.evidence.lists.ofac_remarks import with_remarks
from vetoproof.evidence.lists.tables import LISTED, REPEATED, Entity, Link, table_of

# What sdn.csv states in columns of its own; the rest of a record is read out of its remarks.
_OWN = ("ref", "kind", "name", "programs", "titles", "call_sign", "flag")


_FROM_OTHERS = ("aliases", "addresses", "countries")


def joined(parts: Mapping[str, Any]) -> Any:
    """Every record of sdn with what the other files say of it; what they say of others is left out."""
    main = _with_comments(parts["sdn"], parts["comments"]) if "comments" in parts else parts["sdn"]
    others = [parts[name] for name in ("alt", "add") if name in parts]
    if not others:
        return main
    more = pa.concat_tables(others)
    places: dict[str, list[int]] = {}
    for row, ref in enumerate(more.column("ref").to_pylist()):
        places.setdefault(ref, []).append(row)
    wanted = [places.get(ref, ()) for ref in main.column("ref").to_pylist()]
    for name in _FROM_OTHERS:
        at = LISTED.get_field_index(name)
        main = main.set_column(at, LISTED.field(name), _longer(main.column(name), more.column(name), wanted))
    return main


def _longer(own: Any, more: Any, wanted: Sequence[Sequence[int]]) -> Any:
    """Each list with the lists of `more` in the wanted rows behind it."""
    mine, theirs = own.combine_chunks(), more.combine_chunks()
    first, after = (np.concatenate(([0], np.cumsum(_lengths(one)))) for one in (mine, theirs))
    rows = np.fromiter((row for some in wanted for row in some), np.int64)
    owner = np.repeat(np.arange(len(mine)), [len(some) for some in wanted])
    size = np.diff(after)[rows]
    kept = np.arange(first[-1])  # where each value stands among all: first the own, then those of the others
    added = np.repeat(after[rows] - np.concatenate(([0], np.cumsum(size)[:-1])), size) + np.arange(size.sum()) if len(rows) else rows
    of = np.concatenate((np.repeat(np.arange(len(mine)), np.diff(first)), np.repeat(owner, size)))
    order = np.argsort(of, kind="stable")
    values = pa.concat_arrays([mine.flatten(), theirs.flatten()])
    picked = values.take(pa.array(np.concatenate((kept, added + first[-1]))[order]))
    ends = np.concatenate(([0], np.cumsum(np.bincount(of, minlength=len(mine)))))
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), picked).cast(own.type)


def _lengths(one: Any) -> Any:
    return one.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)


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
