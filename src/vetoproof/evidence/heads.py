"""The first bytes of a file -> the names in its first line. Nothing else is needed to tell most formats of tables apart."""

from __future__ import annotations

import csv

BOM = b"\xef\xbb\xbf"
LONGEST_HEADER = 16_384


def header_of(head: bytes) -> tuple[str, ...]:
    """The names in the first line; empty if it is no line of text."""
    line, end, _ = head[:LONGEST_HEADER].removeprefix(BOM).partition(b"\n")
    if not end and len(head) >= LONGEST_HEADER:
        return ()
    try:
        return tuple(next(csv.reader([line.decode("utf-8").rstrip("\r\n")], strict=True), ()))
    except (UnicodeDecodeError, csv.Error):
        return ()
