"""JSON lines, or one JSON array, of positions -> cells. Keys by name; a line that is no object is left out and counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define

from vetoproof.evidence.blocks import LINES, Block, Blocks
from vetoproof.evidence.columns import checker
from vetoproof.evidence.heads import BOM
from vetoproof.evidence.positions import reasons
from vetoproof.evidence.positions.columns import KNOWN, NEEDED, known_fields, plain, resolve
from vetoproof.evidence.positions.formats.part import Asked, Mark, Part
from vetoproof.evidence.positions.reasons import Tally
from vetoproof.evidence.stream import Stream
from vetoproof.terms.errors import InputError

LOOKED_AT = 1_000  # lines whose keys are gathered
MOST_KEYS = 512
LARGEST_ARRAY = 256_000_000  # bytes; an array has to be held whole


def cells(stream: Stream, asked: Asked, tally: Tally, mark: Mark) -> Iterator[Part]:
    """The cells of the keys that are read, a part for each block."""
    head = stream.read(asked.block)
    stream.push(head)
    begin = len(BOM) if head.startswith(BOM) else 0
    if head[begin:].lstrip()[:1] == b"[":
        yield from _array(stream, asked, tally, mark)
        return
    lines = _Lines(_keys(head[begin:], asked, stream.name), mark.rows)
    at = max(mark.at, begin)
    stream.go_to(at)
    for block in Blocks(stream.read, LINES, stream.bounds.row, asked.block, at=at):
        yield Part(lines.of(block, tally), lines.count, block.at)


def _array(stream: Stream, asked: Asked, tally: Tally, mark: Mark) -> Iterator[Part]:
    """One array, read whole and written as lines."""
    raw = stream.read(LARGEST_ARRAY + 1)
    if len(raw) > LARGEST_ARRAY:
        raise InputError(f"is one JSON array of more than {LARGEST_ARRAY:,} bytes", where=stream.name, do="write one object a line")
    try:
        objects = orjson.loads(raw.removeprefix(BOM))
    except orjson.JSONDecodeError as error:
        raise InputError(f"is one JSON array that cannot be read ({error})", where=stream.name, do="write one object a line") from error
    text = b"".join(orjson.dumps(one) + b"\n" for one in objects[mark.rows :])
    keys = sorted({key for one in objects[:LOOKED_AT] if isinstance(one, dict) for key in one})
    lines = _Lines(_paths(keys, asked, stream.name), mark.rows)
    parts = iter([text])
    for block in Blocks(lambda size: next(parts, b""), LINES, stream.bounds.row, len(text)):
        yield Part(lines.of(block, tally), lines.count, len(raw))


def _keys(head: bytes, asked: Asked, where: str) -> dict[str, tuple[str, ...]]:
    """The keys of the first lines, by field."""
    keys: dict[str, None] = {}
    for line in head.splitlines()[:LOOKED_AT]:
        try:
            one = orjson.loads(line)
        except orjson.JSONDecodeError:
            continue
        if isinstance(one, dict):
            keys.update(dict.fromkeys(one))
    return _paths(list(keys)[:MOST_KEYS], asked, where)


def _paths(keys: Sequence[str], asked: Asked, where: str) -> dict[str, tuple[str, ...]]:
    """Field -> the keys that may hold it: the one that was asked for, or all that are known by name, in their order."""
    keys = [key for key in keys if '"' not in key and "\\" not in key]
    found = resolve(keys, asked.columns, where)
    given = known_fields(asked.columns or {})
    out = {}
    for field, key in found.items():
        if asked.only and field not in asked.only:
            continue
        others = [one for alias in KNOWN[field] for one in keys if plain(one) == alias]
        out[field] = (key,) if field in given or field not in (*NEEDED, "sog") else tuple(dict.fromkeys((key, *others)))
    return out


@define
class _Lines:
    """Blocks of lines -> tables of text, the rows numbered from 0 without the blank ones."""

    paths: dict[str, tuple[str, ...]]
    count: int
    _con: Any = None

    def of(self, block: Block, tally: Tally) -> Any:
        lines = _texts(block.text)
        blank = pc.equal(pc.utf8_trim_whitespace(lines), "").to_numpy(zero_copy_only=False)
        held = np.sort(np.concatenate([block.numbers[~blank], np.array([one.row for one in block.refused], np.int64)]))
        numbers = block.numbers[~blank]
        rows = self.count + np.searchsorted(held, numbers)
        self.count += len(held)
        table = self._read(lines.filter(pa.array(~blank)) if blank.any() else lines, rows)
        bad = len(numbers) - table.num_rows + len(block.refused)
        tally.rows += bad
        tally.leave(reasons.UNREADABLE, bad)
        return table

    def _read(self, lines: Any, rows: Any) -> Any:
        if self._con is None:
            self._con = checker()
        every = [key for keys in self.paths.values() for key in keys]
        paths = ", ".join("'" + f'$."{key}"'.replace("'", "''") + "'" for key in every)
        picked, place = [], 1
        for field, keys in self.paths.items():
            picked.append(f'coalesce({", ".join(f"cells[{place + n}]" for n in range(len(keys)))}) AS "{field}"')
            place += len(keys)
        self._con.register("lines_now", pa.table({"row": pa.array(rows, pa.int64()), "line": lines}))
        found = self._con.sql(
            f"WITH good AS (SELECT row, json_extract_string(line, [{paths}]) AS cells FROM lines_now "
            "WHERE CASE WHEN json_valid(line) THEN json_type(line) = 'OBJECT' ELSE false END) "
            f"SELECT row, {', '.join(picked)} FROM good ORDER BY row"
        ).to_arrow_table()
        self._con.unregister("lines_now")
        return found.combine_chunks()


def _texts(text: bytes) -> Any:
    """Lines as a column: the bytes stay where they are, only the ends are counted."""
    ends = np.flatnonzero(np.frombuffer(text, np.uint8) == ord("\n")) + 1
    places = np.concatenate(([0], ends)).astype(np.int32)
    return pa.Array.from_buffers(pa.string(), len(ends), [None, pa.py_buffer(places), pa.py_buffer(text)])
