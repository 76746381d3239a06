"""The rows of owners in a store, and the ties of the lists that are screened against -> one table of what holds on a day, and its hash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from vetoproof.monitor.screening_lists import Source, holds_store
from vetoproof.terms.canonical import digest
from vetoproof.terms.days import FIRST, LAST

MOST_ROWS = 3_000_000  # that are looked through: 0.9 GB a million while they are read


@frozen(eq=False)
class Ties:
    """`rows`: a table of TIES. `called`: other names of the parties in it. `cut`: there were more than are held."""

    rows: Any
    version: str
    called: Mapping[str, tuple[str, ...]]
    cut: bool = False


def ties_of(folder: Path | None, day: date, sources: Sequence[Source]) -> Ties | None:
    """None if nobody says who owns anybody."""
    import pyarrow as pa  # here: a screening without a store or such a list needs none of it

    day = max(FIRST, min(day, LAST))
    rows, files = _in_store(folder, day)
    tables, versions, called = ([rows] if files else []), list(files), dict[str, tuple[str, ...]]()
    cut = bool(files) and rows.num_rows > MOST_ROWS
    for path, name, version in _lists_with_ties(folder, sources):
        from vetoproof.evidence.lists.ftm_ties import ftm_ties

        found = ftm_ties(path, name, day, MOST_ROWS)
        if found.any:
            tables.append(found.rows)
            versions.append(version)
            called.update((own, (*called.get(own, ()), *others)) for own, others in found.called.items())
            cut |= found.cut
    if not versions:
        return None
    whole = pa.concat_tables(tables)
    return Ties(whole.slice(0, MOST_ROWS), digest(versions), called, cut or whole.num_rows > MOST_ROWS)


def _in_store(folder: Path | None, day: date) -> tuple[Any, list[str]]:
    """The rows, and the hashes of the files that have such rows, of whatever day."""
    if folder is None or not holds_store(folder):
        return None, []
    from vetoproof.evidence.owners import ties_on
    from vetoproof.evidence.store import open_store

    with open_store(folder, read_only=True) as store:
        files = [file for (file,) in store.con.execute("SELECT DISTINCT file FROM ownership ORDER BY file").fetchall()]
        return (ties_on(store, day, MOST_ROWS + 1) if files else None), files


def _lists_with_ties(folder: Path | None, sources: Sequence[Source]) -> Iterator[tuple[Path, str, str]]:
    """Lists whose form may tell who owns whom: where the file lies, the name of the list, its hash."""
    from vetoproof.evidence.lists import ftm
    from vetoproof.evidence.reading import HEAD
    from vetoproof.evidence.stream import open_stream

    for one in sources:
        for version, path in zip(one.version.split("+"), _places(folder, one), strict=False):
            if path.is_file():
                with open_stream(path) as stream:
                    known = ftm.recognise(stream.read(HEAD), path.name)
                if known:
                    yield path, one.list, version


def _places(folder: Path | None, one: Source) -> list[Path]:
    """Where the files of a list lie: in the folder of the user, or among the originals of the store."""
    if one.origin[0] == "file":
        return [Path(place) for place in one.places]
    if one.origin[0] == "store" and folder is not None:
        return [folder / "originals" / version[:2] / version for version in one.version.split("+")]
    return []
