"""The first bytes of a file -> the names in its first line, which tell most formats of tables apart; a refusal if they are no UTF-8."""

from __future__ import annotations

import csv

from vetoproof.evidence.reading import PARQUET
from vetoproof.terms.errors import InputError

BOM = b"\xef\xbb\xbf"
WIDE = (b"\xff\xfe", b"\xfe\xff")  # UTF-16, as some spreadsheets save it
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


def readable(head: bytes, name: str) -> None:
    """Refuse at once what is no UTF-8 text at its beginning: the whole file is in another encoding."""
    if head.startswith(PARQUET):
        return
    if head.startswith(WIDE):
        raise InputError("is UTF-16 by its first two bytes", where=name, do="save it as UTF-8")
    if (place := head.find(b"\0")) >= 0:
        raise InputError(f"is no text: a NUL byte at byte {place}", where=name, do="save it as UTF-8 text, or keep it with --as original")
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3 or error.reason != "unexpected end of data":
            raise InputError(
                f"is not UTF-8 at byte {error.start} (0x{head[error.start]:02x})", where=name, do="save it as UTF-8"
            ) from error
