"""A column of times, as text, numbers or timestamps -> seconds since 1970-01-01 UTC, and which rows have none or none that can be read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field

from vetoproof.evidence.columns import checker
from vetoproof.evidence.positions.reasons import Tally

Seconds = npt.NDArray[np.int64]
Why = npt.NDArray[np.uint8]
GOOD, MISSING, WRONG = 0, 1, 2
LATEST = 2**31 - 2
US = 1_000_000
# A count of seconds, milli-, micro- or nanoseconds, told by its size: 1e11 s is the year 5138, 1e11 ms is 1973.
UNITS = ((1e11, 1, "seconds"), (1e14, 10**3, "milliseconds"), (1e17, 10**6, "microseconds"), (np.inf, 10**9, "nanoseconds"))
SLASHED = r"^[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}"
_PARTS = r"^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})"  # put round into ISO 8601, as are the two below
_YEAR_FIRST = r"^([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})"
_COMPACT = r"^([0-9]{4})([0-9]{2})([0-9]{2})[T_ ]?([0-9]{2}):?([0-9]{2}):?([0-9]{2})"
_HALF_DAYS = "'%Y-%m-%d %I:%M:%S %p', '%Y-%m-%d %I:%M %p'"
_ZONES = r"Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}"
_ZONED = re.compile(rf"[0-9]\s*(?:{_ZONES})$")
_COUNT = re.compile(r"[0-9]{1,13}|[0-9]{15,19}")  # 14 digits may be a date


@define
class Times:
    """Reads the times of one file. `day_first`: how 03/04/2021 is read."""

    tally: Tally
    day_first: bool = True
    _con: duckdb.DuckDBPyConnection | None = field(default=None, init=False)

    def read(self, column: Any) -> tuple[Seconds, Why]:
        """Seconds (0 where there are none) and GOOD, MISSING or WRONG of each row."""
        kind = column.type
        if pa.types.is_timestamp(kind):
            return self._stamps(column, kind)
        if pa.types.is_integer(kind) or pa.types.is_floating(kind):
            return self._numbers(column)
        return self._texts(column.cast(pa.string()))

    def _stamps(self, column: Any, kind: Any) -> tuple[Seconds, Why]:
        per = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[kind.unit]
        raw = _filled(column.cast(pa.int64(), safe=False))
        return _bounded(raw // per, ~_valid(column))

    def _numbers(self, column: Any) -> tuple[Seconds, Why]:
        missing = ~_valid(column)
        raw = _filled(column)
        if raw.dtype.kind in "iu":
            if not len(raw) or (int(raw.max()) < UNITS[0][0] and int(raw.min()) > -UNITS[0][0]):
                return self._counted(raw.astype(np.int64, copy=False), missing)
            raw = raw.astype(np.int64) if raw.dtype.kind == "i" else np.minimum(raw, 2**62).astype(np.int64)
            return _bounded(self._by_size(np.abs(raw), raw), missing)
        wild = ~(np.abs(raw) < 2**62)
        whole = np.floor(np.where(wild, 0, raw))
        seconds, why = _bounded(self._by_size(np.abs(whole), whole.astype(np.int64)), missing)
        why[wild & ~missing] = WRONG
        return seconds, why

    def _counted(self, raw: Seconds, missing: Any) -> tuple[Seconds, Why]:
        self.tally.units["seconds"] += len(raw)
        return _bounded(raw, missing)

    def _by_size(self, size: Any, raw: Seconds) -> Seconds:
        """Each count by the unit that its size tells."""
        out, before = raw.copy(), -1.0
        for below, per, unit in UNITS:
            mine = (size > before if before < 0 else size >= before) & (size < below)
            if mine.any():
                out[mine] = raw[mine] // per
                self.tally.units[unit] += int(mine.sum())
            before = below
        return out

    def _texts(self, column: Any) -> tuple[Seconds, Why]:
        text = pc.utf8_trim_whitespace(pc.fill_null(column, ""))
        found = self._quick(text)
        if found is not None:
            return found
        if self._con is None:
            self._con = checker()
        self._con.register("times_now", pa.table({"place": np.arange(len(text)), "text": text}))
        read = self._con.sql(self._sql()).to_arrow_table()
        self._con.unregister("times_now")
        return self._slow(read)

    @property
    def _round(self) -> str:
        """How the parts of a date with slashes are put round."""
        return r"\3-\2-\1" if self.day_first else r"\3-\1-\2"

    def _quick(self, text: Any) -> tuple[Seconds, Why] | None:
        """A column of one form throughout: counts, ISO 8601 or dates with slashes; None if it is anything else."""
        first = text[0].as_py() if len(text) else ""
        try:
            if _COUNT.fullmatch(first):
                return None if pc.any(pc.equal(pc.binary_length(text), 14)).as_py() else self._numbers(text.cast(pa.int64()))
            if re.match(SLASHED, first):
                text = pc.replace_substring_regex(text, _PARTS, self._round)
            elif not re.match("[0-9]{4}-", first):
                return None
            return self._iso(text, bool(_ZONED.search(first)))
        except pa.ArrowInvalid:
            return None

    def _iso(self, text: Any, zoned: bool) -> tuple[Seconds, Why] | None:
        stamps = text.cast(pa.timestamp("us", "UTC") if zoned else pa.timestamp("us"))
        if zoned and not pc.all(pc.ends_with(text, "Z")).as_py():
            return None  # the zones are to be counted
        self.tally.zones["Z" if zoned else "none"] += len(text)
        return _bounded(_filled(stamps.cast(pa.int64())) // US, np.zeros(len(text), bool))

    def _sql(self) -> str:
        """Each text for itself: its zone, and the rest as a count or as a time."""
        number = r"regexp_full_match(text, '[0-9]+(\.[0-9]+)?([eE][+]?[0-9]+)?') AND NOT regexp_full_match(text, '(19|20)[0-9]{12}')"
        plain = rf"regexp_replace(regexp_replace(body, '{_COMPACT}', '\1-\2-\3 \4:\5:\6'), '{_YEAR_FIRST}', '\1-\2-\3')"
        return rf"""
            WITH zoned AS (SELECT place, text, CASE WHEN text LIKE '%:%' OR text LIKE '%Z'
                                  THEN regexp_extract(text, '[0-9]\s*({_ZONES})$', 1) ELSE '' END AS zone FROM times_now),
            bodies AS (SELECT *, trim(text[:len(text) - len(zone)]) AS body, {number} AS counted FROM zoned),
            plain AS (SELECT *, regexp_replace({plain}, '{_PARTS}', '{self._round}') AS iso FROM bodies)
            SELECT text, zone, CASE WHEN counted THEN TRY_CAST(text AS DOUBLE) END AS number,
                   CASE WHEN NOT counted THEN epoch_us(coalesce(TRY_CAST(iso AS TIMESTAMP), try_strptime(iso, [{_HALF_DAYS}]))) END AS us
            FROM plain ORDER BY place"""

    def _slow(self, read: Any) -> tuple[Seconds, Why]:
        text, zone, number, us = (read.column(name).combine_chunks() for name in ("text", "zone", "number", "us"))
        seconds = _filled(us) // US - self._shift(zone, _valid(us))
        counted = _valid(number)
        if counted.any():
            by_count, _ = self._numbers(number.filter(pa.array(counted)))
            seconds[counted] = by_count
        found, why = _bounded(seconds, pc.equal(text, "").to_numpy(zero_copy_only=False))
        why[~counted & ~_valid(us) & (why == GOOD)] = WRONG
        return found, why

    def _shift(self, zone: Any, read: Any) -> Seconds:
        """The seconds that each zone is ahead of UTC; counts the zones."""
        coded = zone.dictionary_encode()
        names = coded.dictionary.to_pylist()
        places = coded.indices.to_numpy()
        shifts = np.array([_ahead(name) for name in names] or [0], np.int64)
        for place, n in zip(*np.unique(places[read], return_counts=True), strict=True):
            self.tally.zones[_zone_name(names[place])] += int(n)
        return shifts[places] if len(places) else np.zeros(0, np.int64)


def _zone_name(zone: str) -> str:
    if not zone:
        return "none"
    return zone if zone[0] in "+-" and _ahead(zone) else "Z"


def _ahead(zone: str) -> int:
    if zone[:1] not in ("+", "-"):
        return 0
    digits = zone[1:].replace(":", "")
    return (int(digits[:2]) * 3600 + int(digits[2:]) * 60) * (1 if zone[0] == "+" else -1)


def _valid(column: Any) -> Any:
    return column.is_valid().to_numpy(zero_copy_only=False) if column.null_count else np.ones(len(column), bool)


def _filled(column: Any) -> Any:
    return (pc.fill_null(column, 0) if column.null_count else column).to_numpy(zero_copy_only=False)


def _bounded(seconds: Seconds, missing: Any) -> tuple[Seconds, Why]:
    why = np.zeros(len(seconds), np.uint8)
    wrong = (seconds < 0) | (seconds > LATEST)
    if wrong.any():
        why[wrong] = WRONG
        seconds = np.where(wrong, 0, seconds)
    if missing.any():
        why[missing] = MISSING
        seconds = np.where(missing, 0, seconds)
    return seconds, why


def order_of(columns: Iterable[Any]) -> tuple[bool, str]:
    """Whether 03/04/2021 is day first in a whole column, and a warning where it does not tell, or tells both.

    Ours: a day beyond 12 decides; if none is, the day is taken to come first, as in the Danish and most vendors' files.
    """
    day = month = slashed = 0
    for column in columns:
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            text = pc.utf8_ltrim_whitespace(pc.fill_null(column, ""))
            some = text.filter(pc.match_substring_regex(text, SLASHED))
            if len(some):
                parts = pc.extract_regex(some, r"^(?P<a>[0-9]{1,2})[/.-](?P<b>[0-9]{1,2})[/.-]")
                first, second = (pc.struct_field(parts, name).cast(pa.int8()).to_numpy(zero_copy_only=False) for name in "ab")
                slashed, day, month = slashed + len(some), day + int((first > 12).sum()), month + int((second > 12).sum())
    if day and month:
        kept = "day" if day >= month else "month"
        return day >= month, f"dates with the day first ({day:,}) and with the month first ({month:,}); all were read with the {kept} first"
    if slashed and not day and not month:
        return True, f"no date tells whether the day or the month comes first ({slashed:,} dates); the day was taken to"
    return not month, ""
