"""The bytes of every file that was let in, under their SHA-256: copied first, synced, never changed after that."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from vetoproof.evidence.store import Store, sync_folder
from vetoproof.evidence.stream import regular, shown
from vetoproof.terms.errors import InputError, IntegrityError

AT_ONCE = 8 << 20


@frozen
class Staged:
    """A copy that is not yet among the originals."""

    path: Path
    sha256: str
    size: int


def original_path(store: Store, sha256: str) -> Path:
    return store.originals / sha256[:2] / sha256


def hash_of(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal text."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stage(store: Store, path: Path) -> Staged:
    """Copy a file beside the originals; its hash is that of the bytes that were copied."""
    regular(path)
    folder = store.originals / "staged"
    folder.mkdir(parents=True, exist_ok=True)
    copy, digest, size = folder / secrets.token_hex(8), hashlib.sha256(), 0
    try:
        with path.open("rb") as source, copy.open("xb") as target:
            while part := source.read(AT_ONCE):
                digest.update(part)
                target.write(part)
                size += len(part)
            target.flush()
            os.fsync(target.fileno())
    except OSError as error:
        copy.unlink(missing_ok=True)
        raise InputError(
            f"cannot be copied into the store ({error.strerror})", where=shown(path), do="see to its rights and to free space"
        ) from error
    return Staged(copy, digest.hexdigest(), size)


def keep(store: Store, staged: Staged) -> Path:
    """Put a copy among the originals, on the disk with its name; one that is there already stays."""
    target = original_path(store, staged.sha256)
    if target.exists():
        whole(store, staged.sha256, staged.size)
        staged.path.unlink()
        return target
    made = not target.parent.exists()
    target.parent.mkdir(parents=True, exist_ok=True)
    staged.path.chmod(0o444)
    staged.path.replace(target)
    sync_folder(target.parent)
    if made:
        sync_folder(store.originals)
    return target


def clear_stage(store: Store) -> None:
    """Drop what a killed run left unfinished. Only the one writer calls this."""
    for left in (store.originals / "staged").glob("*"):
        left.unlink()


def whole(store: Store, sha256: str, size: int) -> None:
    """Refuse to go on if an original was altered."""
    path = original_path(store, sha256)
    if not path.is_file() or path.stat().st_size != size or hash_of(path) != sha256:
        raise IntegrityError(
            "the original is gone or was altered", where=f"originals/{sha256[:2]}/{sha256}", do="put back a copy with this hash"
        )


def altered(store: Store) -> Iterator[str]:
    """The originals that are gone or no longer have their hash."""
    for sha256, size in store.con.execute("SELECT DISTINCT sha256, bytes FROM files ORDER BY sha256").fetchall():
        try:
            whole(store, sha256, size)
        except IntegrityError as error:
            yield str(error)
