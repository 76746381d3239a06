"""Every format that the store takes in, in the order in which a file is tried. One module a format: see docs/readers.md."""

from __future__ import annotations

from vetoproof.evidence.heads import header_of, readable
from vetoproof.evidence.readers import claims, customs, facts, lists, original, ownership, positions, record_table
from vetoproof.evidence.reading import Reader
from vetoproof.terms.errors import InputError

READERS: dict[str, Reader] = {
    reader.name: reader
    for reader in (
        positions.READER,
        original.READER,
        record_table.READER,
        customs.READER,
        lists.READER,
        facts.READER,
        ownership.READER,
        claims.READER,
    )
}


def reader_for(head: bytes, name: str, wanted: str | None = None) -> Reader:
    """The reader of a file, by its first bytes; or the one that was asked for."""
    if wanted is not None:
        if wanted not in READERS:
            raise InputError(f"there is no format {wanted!r}", where=f"--as {wanted}", do=f"use one of {', '.join(READERS)}")
        if wanted not in (original.READER.name, positions.READER.name):
            readable(head, name)
        return READERS[wanted]
    found = next((reader for reader in READERS.values() if reader.recognise(head, name)), None)
    if found in (original.READER, positions.READER) or (found and head.startswith(facts.PARQUET)):
        return found
    readable(head, name)
    if found is None:
        raise InputError(_what(head), where=name, do="; ".join(f"{reader.name}: {reader.wants}" for reader in READERS.values()))
    return found


def _what(head: bytes) -> str:
    """What was found instead of a known format."""
    header = header_of(head)
    if head.lstrip()[:1] == b"[":
        return "is one JSON array, not one object a line"
    if len(header) == 1 and any(sign in header[0] for sign in ";\t|"):
        return "has its columns parted by something else than commas"
    return f"is of no known format (it begins {', '.join(header)[:80]!r})"


__all__ = ["READERS", "Reader", "reader_for"]
