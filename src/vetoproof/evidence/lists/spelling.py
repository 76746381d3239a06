"""A cell with several names in it -> one name each: `A; B`, `Jin Tiesan (金铁三)`, `Abubakar (original script: Абубакар)`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import PurePath

_ORIGINAL = re.compile(r"^original script:?\s*|\s*\(original script\)", re.IGNORECASE)
_LABEL = re.compile(r"^\s*(?:[afn]\.k\.a\.|[afn]ka)\s*:\s*|^\s*[afn]\.k\.a\.\s+", re.IGNORECASE)
_DAY_AT_END = re.compile(r"[-_ ]*(?P<year>\d{4})(?P<between>-?)(?P<month>\d{2})(?P=between)(?P<day>\d{2})$")
_ENUMERATED = re.compile(r"\s+[b-h]\)\s+")


def is_latin(text: str) -> bool | None:
    """Whether the letters of a text are Latin; None if it has none, or of both sorts."""
    if text.isascii():
        return True if any(map(str.isalpha, text)) else None
    found = {_latin(sign) for sign in text if sign.isalpha()}
    return found.pop() if len(found) == 1 else None


@lru_cache(65_536)
def _latin(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith("LATIN")


def names_in(text: str) -> Iterator[str]:
    """The names that stand in one cell, in their order. A bracket is a name of its own only if it is in another script."""
    text = _LABEL.sub("", " ".join(text.split())).strip()
    outside, inside = _bracketed(text)
    if {is_latin(outside), is_latin(inside)} == {True, False}:
        yield from _parts(outside)
        yield from _parts(inside)
    else:
        yield from _parts(text)


def _parts(text: str) -> Iterator[str]:
    for part in _ENUMERATED.sub(";", text).split(";") if "(" not in text else [text]:
        if name := part.strip(" ,"):
            yield name


def _bracketed(text: str) -> tuple[str, str]:
    """`A (B)` -> A, B; empty where a text does not end with its only bracket."""
    before, bracket, rest = text.rstrip(" ,").replace("\uff08", "(").replace("\uff09", ")").partition("(")
    rest = _ORIGINAL.sub("", rest)
    return (before.strip(), rest[:-1].strip()) if bracket and rest.endswith(")") else ("", "")


def named_after(file: str) -> str:
    """The name of a list that has none of its own: that of its file. A day at the end is left out, so that the next file is a version."""
    stem = PurePath(file).name.partition(".")[0]
    return _DAY_AT_END.sub("", stem) or stem


def day_in(file: str) -> date | None:
    """The day at the end of a file's name: a hint, and no more, where the file states none."""
    found = _DAY_AT_END.search(PurePath(file).name.partition(".")[0])
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        return None
