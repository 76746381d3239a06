"""NMEA sentences of AIS (!AIVDM, !AIVDO), with IEC 61162-450 tag blocks, -> cells. Each line that is not blank is a row.

A message of several sentences counts for its last one; the others are left out by name. The time is that of the tag block (`c:`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from operator import xor
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import define, field, frozen

from vetoproof.evidence.blocks import LINES, Blocks
from vetoproof.evidence.heads import BOM
from vetoproof.evidence.positions import reasons
from vetoproof.evidence.positions.formats.part import Asked, Mark, Part
from vetoproof.evidence.positions.formats.six_bits import report
from vetoproof.evidence.positions.reasons import Tally
from vetoproof.evidence.stream import Stream
from vetoproof.terms.errors import InputError

CELLS = pa.schema(
    [
        ("row", pa.int64()), ("mmsi", pa.int64()), ("t", pa.int64()), ("lat", pa.float64()), ("lon", pa.float64()), ("sog", pa.float64()),
        ("imo", pa.string()), ("name", pa.string()), ("callsign", pa.string()), ("ship_type", pa.string()), ("length_m", pa.string()),
        ("width_m", pa.string()), ("draught_dm", pa.string()), ("destination", pa.string()), ("sender", pa.string()),
    ]
)  # fmt: skip
SENTENCE = re.compile(
    rb"(?:\\(?P<tags>[^\\]*)\\)?(?P<body>!(?P<talker>[A-Z0-9]{2})(?:VDM|VDO),(?P<count>[1-9]?),(?P<number>[1-9]?),(?P<id>[0-9]*),"
    rb"(?P<channel>[^,]*),(?P<bits>[^,*]*),(?P<fill>[0-5]?))(?:\*(?P<sum>[0-9A-Fa-f]{2}))?"
)
TAG = re.compile(rb"(?:^|,)(?P<key>[a-zA-Z]):(?P<value>[^,*]*)")
AT_ONCE = 1_000_000  # bytes: a smaller block than for text, because each line is an object for a while
OLDEST = 1_000  # lines that a message may wait for its other sentences
MOST_WAITING = 10_000
TOLD = {5, 19, 24}
_NOTHING = (None,) * 8  # of what a vessel says of itself
Cells = tuple[Any, ...]  # in the order of CELLS


@frozen
class Sentence:
    """One line as it was parsed."""

    row: int
    body: bytes
    payload: bytes
    key: tuple[bytes, ...]
    count: int
    number: int
    time: int | None
    line: bytes


@define
class _Waiting:
    """Messages of several sentences that are not whole yet."""

    held: dict[tuple[bytes, ...], list[Sentence]] = field(factory=dict)

    def add(self, one: Sentence, tally: Tally) -> list[Sentence] | None:
        """All sentences of the message, once the last has come."""
        parts = self.held.get(one.key, [])
        if parts and (parts[0].count != one.count or any(part.number == one.number for part in parts)):
            tally.leave(reasons.INCOMPLETE, len(self.held.pop(one.key)))
            parts = []
        parts = [*parts, one]
        if len(parts) == one.count:
            self.held.pop(one.key, None)
            return sorted(parts, key=lambda part: part.number)
        self.held[one.key] = parts
        return None

    def kept(self) -> tuple[Any, ...]:
        """The sentences that wait, to be given again to a later run."""
        return tuple((part.row, part.line.decode("latin-1")) for parts in self.held.values() for part in parts)

    def forget(self, before: int, tally: Tally) -> None:
        old = [key for key, parts in self.held.items() if parts[-1].row < before]
        for key in [*old, *list(self.held)[: max(0, len(self.held) - len(old) - MOST_WAITING)]]:
            tally.leave(reasons.INCOMPLETE, len(self.held.pop(key, [])))


def looks(head: bytes) -> bool:
    """Whether a file begins with a sentence or a tag block."""
    line = next((line.strip() for line in head.splitlines() if line.strip()), b"")
    return bool(re.match(rb"\\[^\\]*\\?[!$]|![A-Z]{2}VD[MO],|\$[A-Z]{5},|\\[a-z]:", line.removeprefix(BOM)))


def cells(stream: Stream, asked: Asked, tally: Tally, mark: Mark) -> Iterator[Part]:
    """What the messages say, a part for each block. Columns are fixed; `asked.columns` does not apply."""
    decode = _decoder(stream.name)
    waiting, row = _Waiting(), mark.rows
    for place, line in mark.kept:
        _complete(line.encode("latin-1"), place, waiting, Tally())
    stream.go_to(mark.at)
    for block in Blocks(stream.read, LINES, stream.bounds.row, min(asked.block, AT_ONCE), at=mark.at):
        lines = [line.strip() for line in block.text.split(b"\n")[:-1]]
        full = [place for place, line in enumerate(lines) if line]
        numbers = block.numbers[full]
        held = np.sort(np.concatenate([numbers, np.array([one.row for one in block.refused], np.int64)]))
        rows = (row + np.searchsorted(held, numbers)).tolist()
        found = [one for place, number in zip(full, rows, strict=True) if (one := _row(lines[place], number, waiting, tally, decode))]
        row += len(held)
        tally.rows += len(block.refused)
        tally.leave(reasons.UNREADABLE, len(block.refused))
        waiting.forget(row - OLDEST, tally)
        yield Part(_table(found), row, block.at, waiting.kept())
    waiting.forget(row, tally)


def _table(found: list[Cells]) -> Any:
    columns = list(zip(*found, strict=True)) or [()] * len(CELLS)
    return pa.Table.from_arrays([pa.array(cells, one.type) for cells, one in zip(columns, CELLS, strict=True)], schema=CELLS)


def _row(line: bytes, row: int, waiting: _Waiting, tally: Tally, decode: Any) -> Cells | None:
    """The cells of the message that this line completes; else the line is counted (Places counts the rows that it is handed)."""
    reason, parts = _complete(line.removeprefix(BOM) if not row else line, row, waiting, tally)
    said: tuple[Any, ...] | None = None
    if parts:
        times = [part.time for part in parts if part.time is not None]
        said = _reported(parts[0].payload) if len(parts) == 1 else None
        said = said or decode([part.body for part in parts])
        reason = reasons.UNDECODED if said is None else "" if times else reasons.UNDATED
        tally.leave(reason or reasons.PART, len(parts) - 1)
        if said is not None and not reason:
            return (row, said[0], times[0], *said[1:])
    if reason:
        tally.leave(reason)
    tally.rows += 1
    return None


def _reported(payload: bytes) -> tuple[Any, ...] | None:
    """The cells of a position report, without row and time."""
    found = report(payload)
    return None if found is None else (found[1], *found[2:], *_NOTHING, str(found[0]))


def _complete(line: bytes, row: int, waiting: _Waiting, tally: Tally) -> tuple[str, list[Sentence] | None]:
    """Why the line is no message, or the sentences of the message that it completes."""
    found = SENTENCE.fullmatch(line)
    if found is None:
        return reasons.NO_SENTENCE, None
    if _broken(found["body"][1:], found["sum"]) or _broken_tags(found["tags"]):
        return reasons.CHECKSUM, None
    if not found["bits"]:
        return reasons.EMPTY, None
    tags = {tag["key"]: tag["value"] for tag in TAG.finditer(found["tags"] or b"")}
    key = (found["talker"], found["id"], found["channel"], tags.get(b"g", b"").rpartition(b"-")[2])
    body = found["body"] + b"*" + (found["sum"] or b"00")
    one = Sentence(row, body, found["bits"], key, int(found["count"] or 1), int(found["number"] or 1), _time(tags), line)
    if one.number > one.count:
        return reasons.NO_SENTENCE, None
    return "", [one] if one.count == 1 else waiting.add(one, tally)


def _time(tags: dict[bytes, bytes]) -> int | None:
    value = tags.get(b"c", b"")
    return int(value) if value.isdigit() and len(value) <= 19 else None


def _broken(text: bytes, said: bytes | None) -> bool:
    return said is not None and reduce(xor, text, 0) != int(said, 16)


def _broken_tags(tags: bytes | None) -> bool:
    body, star, said = (tags or b"").rpartition(b"*")
    return bool(star) and (re.fullmatch(rb"[0-9A-Fa-f]{2}", said) is None or _broken(body, said))


def _decoder(where: str) -> Any:
    """Sentences -> cells of their message; None if it cannot be decoded."""
    try:
        from pyais import decode
        from pyais.exceptions import AISBaseException
    except ImportError as error:
        raise InputError("is NMEA, which pyais reads, and it is not installed", where=where, do="install vetoproof[vessels]") from error

    def cells_of(parts: list[bytes]) -> tuple[Any, ...] | None:
        try:
            message = decode(*parts)
        except (AISBaseException, ValueError, IndexError, TypeError, KeyError, OverflowError):
            return None
        return _said(message)

    return cells_of


def _said(message: Any) -> tuple[Any, ...]:
    """The cells of a message, without row and time, in the order of CELLS."""
    kind = int(message.msg_type)
    where = (int(message.mmsi), _of(message, "lat"), _of(message, "lon"), _of(message, "speed"))
    if kind not in TOLD:
        return (*where, *_NOTHING, str(kind))
    bow, stern, port, starboard = (_of(message, side) for side in ("to_bow", "to_stern", "to_port", "to_starboard"))
    told = [_text(message, name) for name in ("imo", "shipname", "callsign", "ship_type")]
    return (*where, *told, _sum(bow, stern), _sum(port, starboard), _text(message, "draught"), _text(message, "destination"), str(kind))


def _of(message: Any, name: str) -> float | None:
    value = getattr(message, name, None)
    return None if value is None else float(value)


def _text(message: Any, name: str) -> str:
    value = getattr(message, name, None)
    return "" if value is None else str(int(value) if name in ("imo", "ship_type") else value)


def _sum(one: float | None, other: float | None) -> str:
    return "" if one is None or other is None else str(int(one + other))
