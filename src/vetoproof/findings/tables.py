"""Facts in Parquet -> answers, in Arrow: each distinct row (its id apart) is judged once, the answers are joined back.

Columns bear the names of the fact format; objects are structs or JSON text. An empty column or struct field is silent;
`null` inside JSON text says that it was asked and nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from vetoproof.findings.bulk import AHEAD, AnswerBook, Broken, Tally
from vetoproof.findings.ties import COLUMNS, Tie, read_tie
from vetoproof.terms.errors import FactError, InputError

ROWS_AT_ONCE = 131_072
MOST_COLUMNS = 64
_NEEDS_ESCAPE = re.compile(rb'["\\\x00-\x1f]')


def judge_parquet(path: Path, book: AnswerBook, tally: Tally, report: Callable[[Broken], None]) -> Iterator[bytes | memoryview]:
    """The answers as JSON lines, in the order of the rows, a batch at a time."""
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise InputError("is not a Parquet file that can be read", where=str(path), do="write it again") from error
    names = file.schema_arrow.names
    if "id" not in names or len(names) > MOST_COLUMNS:
        raise InputError(
            f"has {len(names)} columns and {'an' if 'id' in names else 'no'} id", where=str(path), do="use the fact format's columns"
        )
    for batch in file.iter_batches(batch_size=ROWS_AT_ONCE):
        yield _answers(batch, book, tally, report, tally.rows)
        tally.rows += batch.num_rows


def read_ties(rows: Any) -> Iterator[Tie]:
    """An Arrow table of ownership rows (the columns of `ties.COLUMNS`, or of the store) -> ties. A missing column is refused."""
    rows = rows.rename_columns([name.removeprefix("happened_") for name in rows.schema.names])
    if missing := [name for name in COLUMNS if name not in rows.schema.names]:
        raise InputError(f"lacks the columns {', '.join(missing)}", where="ownership table", do=f"give {', '.join(COLUMNS)}")
    wanted = [name for name in rows.schema.names if name in (*COLUMNS, "share_said")]
    for batch in rows.select(wanted).to_batches(max_chunksize=ROWS_AT_ONCE):
        yield from map(read_tie, batch.to_pylist())


def _answers(batch: Any, book: AnswerBook, tally: Tally, report: Callable[[Broken], None], before: int) -> memoryview:
    ids = batch.column("id")
    codes, firsts = distinct_rows([batch.column(name) for name in batch.schema.names if name != "id"], batch.num_rows)
    found: list[tuple[str, bytes] | None] = []
    for place, first in enumerate(firsts):
        if book.enricher and place % AHEAD == 0:
            book.enricher.look_ahead(_raw(batch, int(row)) for row in firsts[place : place + AHEAD])
        found.append(_judged(batch, int(first), book, before, report))
    counts = pc.value_counts(codes)
    for entry in counts.to_pylist():
        said = found[entry["values"]]
        if said:
            tally.count(said[0], entry["counts"])
        else:
            tally.broken += entry["counts"]
    tails = pa.array([said[1] if said else None for said in found], pa.large_binary()).take(codes)
    heads = _quoted(ids)
    return _run_together(pc.drop_null(_joined(_bytes(b'{"id":'), heads, tails)))


def _run_together(lines: Any) -> memoryview:
    """All texts of a column as one: Arrow keeps them side by side."""
    if not len(lines):
        return memoryview(b"")
    ends = np.frombuffer(lines.buffers()[1], np.int64)[lines.offset : lines.offset + len(lines) + 1]
    return memoryview(lines.buffers()[2])[int(ends[0]) : int(ends[-1])]


def _bytes(text: bytes) -> Any:
    return pa.scalar(text, pa.large_binary())


def _joined(*parts: Any) -> Any:
    """The parts of each row, put together; null if one is."""
    return pc.binary_join_element_wise(*parts, _bytes(b""))


def distinct_rows(columns: list[Any], rows: int) -> tuple[Any, Any]:
    """The number of the distinct row for each row, and the first row of each: columns coded one after the other."""
    codes = pa.nulls(rows, pa.int64()).fill_null(0)
    for leaf in (leaf for column in columns for leaf in _leaves(column)):
        coded = leaf.dictionary_encode(null_encoding="encode")
        size = max(len(coded.dictionary), 1)
        codes = pc.add(pc.multiply(codes, size), pc.cast(coded.indices, pa.int64()))
        codes = pc.cast(codes.dictionary_encode().indices, pa.int64())
    _, firsts = np.unique(codes.to_numpy(), return_index=True)
    return codes, firsts.tolist()


def _leaves(column: Any) -> Iterator[Any]:
    """The plain columns in a column: the fields of a struct, the text of a list."""
    if pa.types.is_struct(column.type):
        yield column.is_valid()
        for field in column.flatten():
            yield from _leaves(field)
    elif pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        yield pa.array([None if value is None else orjson.dumps(value, default=str) for value in column.to_pylist()], pa.binary())
    else:
        yield column


def _judged(batch: Any, row: int, book: AnswerBook, before: int, report: Callable[[Broken], None]) -> tuple[str, bytes] | None:
    raw = _raw(batch, row)
    question = orjson.dumps({key: value for key, value in raw.items() if key != "id"}, default=str, option=orjson.OPT_SORT_KEYS)
    try:
        return book.known(question) or book.judged(question, raw)
    except FactError as error:
        report(Broken(f"row {before + row + 1} (and those like it) {error.where}", error.what, error.do))
        return None


def _raw(batch: Any, row: int) -> dict[str, Any]:
    """A row as the fact that it is."""
    cells = {name: batch.column(name)[row].as_py() for name in batch.schema.names}
    return {name: value for name, cell in cells.items() if (value := cell if name == "id" else _value(cell)) is not None}


def _value(value: Any) -> Any:
    """A cell as the JSON of a fact: empty fields of a struct are silent, JSON text is read."""
    if isinstance(value, dict):
        return {key: inner for key, given in value.items() if (inner := _value(given)) is not None}
    if isinstance(value, list):
        return [_value(one) for one in value]
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            return value
    return value.isoformat() if hasattr(value, "isoformat") else value


def _quoted(ids: Any) -> Any:
    """Ids as JSON texts; only what needs it takes the slow way."""
    if ids.null_count or not pa.types.is_string(ids.type) and not pa.types.is_large_string(ids.type):
        raise InputError("an id is empty or not text", where="column id", do="give each fact an id")
    text = pc.cast(ids, pa.large_string())
    if _NEEDS_ESCAPE.search(_run_together(text)):
        return pa.array([orjson.dumps(one) for one in text.to_pylist()], pa.large_binary())
    return _joined(_bytes(b'"'), pc.cast(text, pa.large_binary()), _bytes(b'"'))


def read_stored(parts: Iterable[Any]) -> Iterator[Mapping[str, str]]:
    """Facts of a store, a row each as text: the JSON of the fact, its days, its source, root, grade and marking."""
    for part in parts:
        for row in part.to_pylist():
            said = row.get("said") or row.get("received")
            yield {
                "id": row["id"],
                "day": str(row["happened_from"]),
                "json": row["json"],
                "said": str(said) if said else "",
                "root": row["root"] or "",
                "source": row["source"] or "",
                "grade": f"{row['reliability'] or ''}{row['credibility'] or ''}",
                "tlp": row["tlp"] or "",
                "note": f"row {row['row']} of the file {row['file'][:12]}",
            }
