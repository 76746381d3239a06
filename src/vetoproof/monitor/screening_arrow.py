"""Batches of Arrow -> rows of Python's values; and answers -> rows of a table. One value that cannot be told takes no other with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from vetoproof.detect.names.several import UNREAD

if TYPE_CHECKING:
    from vetoproof.monitor.screening import Screened

AT_ONCE = 50_000
FAULTS = (pa.ArrowException, ValueError, OverflowError, OSError)
_EXACT = {pa.float16(): 2**11, pa.float32(): 2**24}  # whole numbers up to here such a column keeps to the last digit

MATCH = pa.struct(
    [
        ("list", pa.string()),
        ("ref", pa.string()),
        ("name", pa.string()),
        ("score", pa.float64()),
        ("decision", pa.string()),
        ("why", pa.list_(pa.string())),
    ]
)
ANSWER = pa.schema(
    [("id", pa.string()), ("query", pa.string()), ("decision", pa.string()), ("matches", pa.list_(MATCH)), ("unseen", pa.string())]
    + [("more", pa.int64())]  # matches beyond those shown
)


def rows_of(batch: Any) -> tuple[Iterator[tuple[Any, ...]], bool]:
    """The rows of a batch, and whether some values in it could not be told."""
    columns = [_values(column) for column in batch.columns]
    return zip(*(values for values, _ in columns), strict=True), any(torn for _, torn in columns)


def _values(column: Any) -> tuple[list[Any], bool]:
    if column.type in _EXACT:
        return [_whole(one, _EXACT[column.type]) for one in column.to_pylist()], False
    try:
        if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
            column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
        return column.to_pylist(), False
    except FAULTS:
        return [_value(one) for one in column], True


def _whole(value: Any, exact: int) -> Any:
    """A number of so few bits that its last digits may be lost."""
    return f"{value:.0f}{UNREAD}" if value is not None and abs(value) >= exact else value


def _value(one: Any) -> Any:
    """A day out of the calendar, or text that is no UTF-8, as the sign for what cannot be read."""
    try:
        return one.as_py()
    except FAULTS:
        text = one.as_buffer().to_pybytes() if hasattr(one, "as_buffer") else b""
        return text.decode("utf-8", "replace") or UNREAD


def answers_table(answers: Iterable[Screened]) -> Any:
    """Answers as rows of ANSWER."""
    parts = []
    waiting = iter(answers)
    while block := list(islice(waiting, AT_ONCE)):
        parts.append(pa.Table.from_pylist([row_of(one.as_json()) for one in block], ANSWER))
    return pa.concat_tables(parts) if parts else ANSWER.empty_table()


def row_of(said: dict[str, Any]) -> dict[str, Any]:
    """An answer of the door as a row."""
    return said | {"id": str(said["id"]), "unseen": said.get("unseen") or None, "more": said.get("more")}


__all__ = ["ANSWER", "AT_ONCE", "FAULTS", "answers_table", "row_of", "rows_of"]
