"""Cells of a position file, as text or numbers -> rows of POSITION in integers; what is no position gets a code for its reason."""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field

from vetoproof.evidence.columns import checker
from vetoproof.evidence.positions import reasons
from vetoproof.evidence.positions.reasons import CODES, Tally
from vetoproof.evidence.positions.said import Said
from vetoproof.evidence.positions.tables import DEGREE, KNOT, NOT_SAID, POSITION
from vetoproof.evidence.positions.times import MISSING, WRONG, Times

Why = npt.NDArray[np.uint8]
MOST_MMSI = 999_999_999
HALF = 180 * DEGREE
FASTEST = 1022  # 102.2 kn or more; 102.3 is "not available"
# 51.2 and 63 kn: what older transponders and files have for "not available" (inland AIS counts to 63; 51.2 is half of 102.4).
SPEED_CODES = (512, 630)
# Messages of base stations (4, 11, 17), aircraft (9) and aids to navigation (21), ITU-R M.1371; and as the Danish files call them.
NO_SHIPS = ("4", "9", "11", "17", "21", "Base Station", "AtoN", "SAR Airborne")


@define
class Places:
    """Turns the cells of one file into positions; `file` is its index."""

    tally: Tally
    times: Times
    file: int = 0
    said: Said = field(factory=Said)
    _con: duckdb.DuckDBPyConnection | None = field(default=None, init=False)

    def positions(self, cells: Any) -> Any:
        """A RecordBatch of POSITION of the rows that are positions. `cells`: row, mmsi, t, lat, lon, perhaps sog; each one chunk."""
        why: Why = np.zeros(cells.num_rows, np.uint8)
        mmsi = self._mmsi(cells["mmsi"], why)
        seconds, timed = self.times.read(cells["t"])
        _mark(why, timed == MISSING, reasons.NO_TIME)
        _mark(why, timed == WRONG, reasons.BAD_TIME)
        self.said.add(cells, mmsi, seconds, why == 0, self.file)
        lat, lon = self._place(cells, why)
        if "sender" in cells.schema.names:
            _mark(
                why, pc.is_in(pc.utf8_trim_whitespace(cells["sender"]), pa.array(NO_SHIPS)).to_numpy(zero_copy_only=False), reasons.NO_SHIP
            )
        sog = self._speed(cells, len(why))
        keep = why == 0
        self._count(why, keep, sog)
        made = (mmsi, seconds, lat, lon, sog)
        rows = cells["row"].to_numpy()
        return batch(made, rows, self.file) if keep.all() else batch(tuple(one[keep] for one in made), rows[keep], self.file)

    def _mmsi(self, column: Any, why: Why) -> Any:
        if pa.types.is_integer(column.type) and not column.null_count:
            found = column.to_numpy()
            bad = (found < 1) | (found > MOST_MMSI)
        else:
            found, said = self._numbers(column)
            _mark(why, ~said, reasons.NO_MMSI)
            bad = ~((found >= 1) & (found <= MOST_MMSI) & (found == np.floor(found)))
        if bad.any():
            _mark(why, bad, reasons.BAD_MMSI)
            found = np.where(bad, 0, found)
        return found

    def _place(self, cells: Any, why: Why) -> tuple[Any, Any]:
        (lat, has_lat), (lon, has_lon) = self._numbers(cells["lat"]), self._numbers(cells["lon"])
        bad = ~((np.abs(lat) <= 90) & (np.abs(lon) <= 180))
        if bad.any():
            self._why_not(lat, lon, has_lat & has_lon, why)
            lat, lon = np.where(bad, 0, lat), np.where(bad, 0, lon)
        east = np.rint(lon * DEGREE).astype(np.int32)
        east[east == HALF] = -HALF
        return np.rint(lat * DEGREE).astype(np.int32), east

    def _why_not(self, lat: Any, lon: Any, said: Any, why: Why) -> None:
        _mark(why, ~said, reasons.NO_PLACE)
        _mark(why, (lat == 91) | (lon == 181), reasons.NOT_AVAILABLE)
        _mark(why, np.isnan(lat) | np.isnan(lon), reasons.NO_NUMBER)
        far = (np.abs(lat) > 90) | (np.abs(lon) > 180)
        self.tally.swapped += int(((why == 0) & (np.abs(lat) > 91) & (np.abs(lat) <= 180) & (np.abs(lon) <= 90)).sum())
        _mark(why, far, reasons.OUT_OF_RANGE)

    def _speed(self, cells: Any, rows: int) -> Any:
        if "sog" not in cells.schema.names:
            return np.full(rows, NOT_SAID, np.int16)
        raw, _ = self._numbers(cells["sog"])
        with np.errstate(invalid="ignore", over="ignore"):
            tenths = np.rint(raw * KNOT)
            good = (tenths >= 0) & (tenths <= FASTEST)
            for code in SPEED_CODES:
                good &= tenths != code
            return np.where(good, tenths, NOT_SAID).astype(np.int16)

    def _numbers(self, column: Any) -> tuple[Any, Any]:
        """Floats, NaN where the cell is none; and which cells say anything."""
        if pa.types.is_floating(column.type) and not column.null_count:
            return column.to_numpy().astype(np.float64, copy=False), np.True_
        if not pa.types.is_string(column.type):
            said = column.is_valid().to_numpy(zero_copy_only=False)
            return column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False), said
        text = pc.utf8_trim_whitespace(pc.fill_null(column, ""))
        empty = pc.equal(text, "")
        said = ~empty.to_numpy(zero_copy_only=False)
        filled = pc.if_else(empty, pa.scalar(None, pa.string()), text) if not said.all() else text
        try:
            return filled.cast(pa.float64()).to_numpy(zero_copy_only=False), said
        except pa.ArrowInvalid:
            return self._cast_each(filled), said

    def _cast_each(self, text: Any) -> Any:
        """One cell that is no number does not spoil the others."""
        if self._con is None:
            self._con = checker()
        self._con.register("cells_now", pa.table({"place": np.arange(len(text)), "text": text}))
        found = self._con.sql("SELECT TRY_CAST(text AS DOUBLE) AS x FROM cells_now ORDER BY place").to_arrow_table()
        self._con.unregister("cells_now")
        return found.column("x").to_numpy()

    def _count(self, why: Why, keep: Any, sog: Any) -> None:
        self.tally.rows += len(why)
        self.tally.speed_not_said += int(((sog == NOT_SAID) & keep).sum())
        if not keep.all():
            for code, rows in zip(*np.unique(why[~keep], return_counts=True), strict=True):
                self.tally.leave(CODES[code], int(rows))


def batch(columns: tuple[Any, ...], rows: Any, file: int) -> Any:
    """mmsi, t, lat, lon, sog, in any integers or whole floats -> a RecordBatch of POSITION."""
    types = (np.int32, np.int32, np.int32, np.int32, np.int16)
    arrays = [pa.array(one.astype(kind, copy=False)) for one, kind in zip(columns, types, strict=True)]
    last = [pa.array(np.full(len(rows), file, np.int16)), pa.array(rows.astype(np.int64, copy=False))]
    return pa.RecordBatch.from_arrays([*arrays, *last], schema=POSITION)


def _mark(why: Why, bad: Any, reason: str) -> None:
    """Give the reason to the rows that have none yet."""
    if np.any(bad):
        why[bad & (why == 0)] = CODES.index(reason)
