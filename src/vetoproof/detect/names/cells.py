"""A value as files keep it (text, bytes, a number, a day) -> text; what lost signs on the way carries the sign for unread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from vetoproof.detect.names.several import UNREAD, utf8

EXACT = 2**53  # whole numbers up to here a double keeps to the last digit
_AS_FLOAT = re.compile(r"\d+\.0+")
_CUT = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")


def text_of(value: Any) -> str:
    """The text of one value; empty: there is none."""
    if isinstance(value, str):
        return utf8(value).strip()
    if value is None or isinstance(value, bool | dict | list | tuple):
        return ""
    if isinstance(value, float | Decimal):
        return _number(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode("utf-8", "replace").strip()
    if isinstance(value, datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, date) else utf8(str(value)).strip()


def _number(value: float | Decimal) -> str:
    """381310014.0 is 381310014: a column of whole numbers with gaps is kept so. A fraction is no number of a document."""
    if value != value:  # not a number: how tables write nothing  # noqa: PLR0124
        return ""
    whole = abs(value) < EXACT if isinstance(value, float) else value.is_finite()
    return str(int(value)) if whole and value == int(value) else f"{value}{UNREAD}"


def texts_of(value: Any, most: int) -> list[str]:
    """A value or a list of them, as text; what is empty is not there."""
    if type(value) is str:
        text = utf8(value).strip()
        return [text] if text else []
    values: Sequence[Any] = value if isinstance(value, list | tuple) else (value,)
    return [text for one in values[:most] if (text := text_of(one))]


def as_written(text: str) -> str:
    """A number that went through a spreadsheet: `381310014.0` as it was; of `3.81310014E+08` the digits are lost."""
    if _AS_FLOAT.fullmatch(text):
        return text.partition(".")[0]
    return f"{text}{UNREAD}" if _CUT.fullmatch(text) else text


__all__ = ["EXACT", "as_written", "text_of", "texts_of"]
