"""A cell with several names in it -> one name each: `A; B`, `Jin Tiesan (金铁三)`, `Abubakar (original script: Абубакар)`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_BRACKETED = re.compile(r"(.+?)\s*[(\uff08](?:original script:?\s*)?(.+?)(?:\s*\(original script\))?[)\uff09],?", re.IGNORECASE)
_LABEL = re.compile(r"^\s*[afn]\.?k\.?a\.?\s*:?\s+(?=\S)", re.IGNORECASE)
_ENUMERATED = re.compile(r"\s+[b-h]\)\s+")


def is_latin(text: str) -> bool | None:
    """Whether the letters of a text are Latin; None if it has none, or of both sorts."""
    found = {unicodedata.name(sign, "").startswith("LATIN") for sign in text if sign.isalpha()}
    return found.pop() if len(found) == 1 else None


def names_in(text: str) -> Iterator[str]:
    """The names that stand in one cell, in their order. A bracket is a name of its own only if it is in another script."""
    text = _LABEL.sub("", " ".join(text.split())).strip()
    both = _BRACKETED.fullmatch(text)
    if both and {is_latin(both[1]), is_latin(both[2])} == {True, False}:
        yield from names_in(both[1])
        yield from names_in(both[2])
        return
    for part in re.split(r";\s*", _ENUMERATED.sub("; ", text)) if "(" not in text else [text]:
        if name := part.strip(" ,"):
            yield name
