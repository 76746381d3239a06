"""Files that a run writes: never over one that it reads, and no two things into one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from vetoproof.terms.errors import InputError


def keep_apart(read: Iterable[Path], written: Mapping[str, Path | None]) -> None:
    """Refuse to write over a file that is read, or two things into one file. `written`: option -> path."""
    inputs = {path.resolve() for path in read}
    taken: dict[Path, str] = {}
    for option, path in written.items():
        if path is None:
            continue
        if path.resolve() in inputs or any(path.exists() and one.exists() and path.samefile(one) for one in inputs):
            raise InputError("is read by this run and would be written over", where=f"{option} {path}", do="name another file")
        if path.resolve() in taken:
            raise InputError(f"is written by {taken[path.resolve()]} too", where=f"{option} {path}", do="name two files")
        taken[path.resolve()] = option
