"""Customs rows of all States -> arrays: who sold, who bought, which code, which month, who says so, how much. Ten million fit in 0.4 GB."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field, frozen

from vetoproof.detect.trade.tables import batches

MICRO = 1_000_000  # of a dollar, so that sums are whole numbers
GRAMS = 1_000
FIRST_YEAR, YEARLY = 1900, 4096  # months are counted from 1900; whole years stand behind all months
SIX = 10_000  # a code is kept with ten digits
NONE = np.int64(-1)
SIDES = {"X": 0, "M": 1}
REVISIONS = ("", "H0", "H1", "H2", "H3", "H4", "H5", "H6")
Array = npt.NDArray[Any]
_COLUMNS = {
    "exporter": np.int16, "importer": np.int16, "side": np.int8, "code": np.int64, "longer": np.bool_, "period": np.int16,
    "revision": np.int8, "usd": np.int64, "grams": np.int64, "estimated": np.bool_,
}  # fmt: skip


@frozen(eq=False)
class World:
    """A row each: exporter and importer by their place in `states`, the side that speaks, the code of ten digits, the period, millionths of
    a dollar, grams (-1: not stated). `skipped`: rows that are no detail of exports or imports by code, by the first reason."""

    states: tuple[str, ...]
    exporter: Array
    importer: Array
    side: Array
    code: Array
    longer: Array  # whether the code has more than six digits
    period: Array
    revision: Array
    usd: Array
    grams: Array
    estimated: Array
    skipped: dict[str, int]
    turn: Array | None = None  # of each row, by vintage, then by file: what was said later is higher. None: all of one file
    vintages: Array | None = None  # of each turn, the place of its vintage
    marks: Array | None = None  # the place of each row in what was read

    def __len__(self) -> int:
        return len(self.usd)


@define
class _Reader:
    states: dict[str, int] = field(factory=dict)
    parts: dict[str, list[Array]] = field(factory=lambda: {name: [] for name in (*_COLUMNS, "turn", "marks")})
    turns: dict[tuple[str, str], int] = field(factory=dict)  # vintage and file
    skipped: dict[str, int] = field(factory=dict)
    read: int = 0

    def add(self, batch: Any) -> None:
        flow, hs = _coded(batch.column("flow")), _coded(batch.column("hs"))
        side = _looked_up(flow, lambda word: SIDES.get(word, -1), np.int8)
        size = _looked_up(hs, lambda code: len(code) if code.isdigit() else 0, np.int8)
        whole = _looked_up(_coded(batch.column("part")), lambda word: word == "", np.bool_)
        usd = scaled(batch.column("value_usd"), MICRO)
        good = np.ones(batch.num_rows, np.bool_)
        reasons = (side < 0, size < 6, ~whole, usd < 0)
        for why, bad in zip(("reconciled, or a part of a flow", "a total", "a part", "without a value"), reasons, strict=True):
            self._skip(why, int((good & bad).sum()))
            good &= ~bad
        self._keep(batch, good, {"side": side, "longer": size > 6, "usd": usd, "code": _looked_up(hs, _ten_digits, np.int64)})

    def _skip(self, why: str, n: int) -> None:
        if n:
            self.skipped[why] = self.skipped.get(why, 0) + n

    def _keep(self, batch: Any, good: Array, found: dict[str, Array]) -> None:
        found |= {name: _looked_up(_coded(batch.column(name)), self._state, np.int16) for name in ("exporter", "importer")}
        found["revision"] = _looked_up(_coded(batch.column("revision")), lambda word: max(0, _place(word)), np.int8)
        found["grams"] = scaled(batch.column("net_kg"), GRAMS)
        found["estimated"] = pc.fill_null(batch.column("weight_estimated"), False).to_numpy(zero_copy_only=False)
        found["period"] = periods(batch.column("happened_from"), batch.column("happened_until"))
        for name, type_ in _COLUMNS.items():
            self.parts[name].append(found[name][good].astype(type_, copy=False))
        self.parts["turn"].append(self._turns(batch, good))
        self.parts["marks"].append(np.flatnonzero(good) + self.read)
        self.read += batch.num_rows

    def _turns(self, batch: Any, good: Array) -> Array:
        """The number of each good row's vintage and file, by first appearance; a column that is not there is empty."""
        words, codes = zip(*(_words(batch, name) for name in ("vintage", "file")), strict=True)
        if len(words[0]) == len(words[1]) == 1:  # the same for all: one number, not one a row
            number = self.turns.setdefault((words[0][0], words[1][0]), len(self.turns))
            return np.broadcast_to(np.int32(number), int(good.sum()))
        pairs, places = np.unique(codes[0] * len(words[1]) + codes[1], return_inverse=True)
        named = [(words[0][pair // len(words[1])], words[1][pair % len(words[1])]) for pair in pairs.tolist()]
        return np.array([self.turns.setdefault(one, len(self.turns)) for one in named] or [0], np.int32)[places[good]]

    def _ranked(self, turn: list[Array]) -> tuple[Array | None, Array | None]:
        """Those numbers in the order of vintage and file, and the place of the vintage of each."""
        if len(self.turns) < 2:
            return None, None
        order = sorted(self.turns)
        rank = np.empty(len(order), np.int32)
        rank[[self.turns[one] for one in order]] = np.arange(len(order))
        said = sorted({vintage for vintage, _ in order})
        return rank[np.concatenate(turn)], np.array([said.index(vintage) for vintage, _ in order], np.int32)

    def _state(self, name: str) -> int:
        return self.states.setdefault(name, len(self.states))

    def world(self, *, marks: bool) -> World:
        arrays = {name: np.concatenate(self.parts.pop(name) or [np.empty(0, type_)]) for name, type_ in _COLUMNS.items()}
        kept = np.concatenate(self.parts.pop("marks") or [np.empty(0, np.int64)]) if marks else None
        turn, vintages = self._ranked(self.parts.pop("turn"))
        return World(states=tuple(self.states), skipped=self.skipped, turn=turn, vintages=vintages, marks=kept, **arrays)


def world(rows: Any, *, marks: bool = False) -> World:
    """CUSTOMS rows, a table or a reader of batches -> arrays."""
    reader = _Reader()
    for batch in batches(rows):
        reader.add(batch)
    return reader.world(marks=marks)


def periods(first: Any, last: Any) -> Array:
    """Months since 1900; a year as YEARLY and the years since."""
    start = pc.fill_null(first, 0).cast(pa.int32()).to_numpy(zero_copy_only=False).astype("datetime64[D]")
    end = pc.fill_null(last, 0).cast(pa.int32()).to_numpy(zero_copy_only=False).astype("datetime64[D]")
    months = start.astype("datetime64[M]").astype(np.int64) + 12 * (1970 - FIRST_YEAR)
    yearly = (end - start).astype(np.int64) > 31
    found: Array = np.where(yearly, YEARLY + months // 12, months).astype(np.int16)
    return found


def days_of(period: int) -> tuple[str, str]:
    """`2021` or `2021-03`, and the first day."""
    if period >= YEARLY:
        year = str(period - YEARLY + FIRST_YEAR)
        return year, f"{year}-01-01"
    month = f"{period // 12 + FIRST_YEAR}-{period % 12 + 1:02}"
    return month, f"{month}-01"


def scaled(column: Any, factor: int) -> Array:
    """Amounts as whole numbers of a `factor`-th; -1 where there is none. Decimals exactly, floats rounded."""
    missing = column.is_null().to_numpy(zero_copy_only=False)
    if pa.types.is_decimal(column.type):
        places = len(str(factor)) - 1
        flat = pc.fill_null(pc.round(column, places), 0)
        cast = flat.cast(pa.decimal128(38, places), safe=False)
        words = np.frombuffer(cast.buffers()[1], np.int64)[2 * cast.offset : 2 * (cast.offset + len(cast)) : 2]
        return np.where(missing, NONE, words)
    values = pc.fill_null(column, 0).to_numpy(zero_copy_only=False)
    whole: Array = np.rint(values * factor).astype(np.int64) if values.dtype.kind == "f" else values.astype(np.int64) * factor
    return np.where(missing, NONE, whole)


def _coded(column: Any) -> Any:
    return column if pa.types.is_dictionary(column.type) else pc.fill_null(column, "").dictionary_encode()


def _words(batch: Any, name: str) -> tuple[list[str], Array]:
    """The distinct words of a column, and the place of each row's among them."""
    if name not in batch.schema.names:
        return [""], np.zeros(batch.num_rows, np.int64)
    coded = _coded(batch.column(name))
    found = [word or "" for word in coded.dictionary.to_pylist()] or [""]
    return found, pc.fill_null(coded.indices, 0).to_numpy(zero_copy_only=False).astype(np.int64)


def _looked_up(coded: Any, of: Any, type_: Any) -> Array:
    """A value for each distinct word, spread over the rows."""
    values = np.array([of(word or "") for word in coded.dictionary.to_pylist()] or [0], type_)
    places = pc.fill_null(coded.indices, 0).to_numpy(zero_copy_only=False)
    found: Array = values[places] if len(places) else np.empty(0, type_)
    return found


def _ten_digits(code: str) -> int:
    return int(code.ljust(10, "0")[:10]) if code.isdigit() else 0


def _place(word: str) -> int:
    return REVISIONS.index(word) if word in REVISIONS else 0
