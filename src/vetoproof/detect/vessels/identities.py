"""What ships said of themselves (STATIC rows) -> their identities side by side, and the changes in them that ask for a question.

Nothing is merged: two names on one day are two rows. A change is no offence; `INNOCENT` says what it mostly is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen

from vetoproof.detect.vessels.identity_sql import CHANGES, SIDE_BY_SIDE, TYPO_ONLY
from vetoproof.evidence.columns import checker
from vetoproof.evidence.positions.tables import DEGREE

IDENTITY = pa.schema(
    [
        ("subject", pa.string()),  # imo or mmsi: by which number the rows belong together
        ("number", pa.int32()),
        ("what", pa.string()),  # imo, mmsi, flag, name, callsign, ship_type, length_m, width_m
        ("value", pa.string()),
        ("first", pa.date32()),
        ("last", pa.date32()),
        ("source", pa.string()),  # SHA-256 of the file in which it was said
    ]
)
CHANGE = pa.schema(
    [
        ("kind", pa.string()),
        ("imo", pa.int32()),
        ("mmsi", pa.int32()),
        ("other_imo", pa.int32()),
        ("other_mmsi", pa.int32()),
        ("was", pa.string()),
        ("now", pa.string()),
        ("until", pa.date32()),  # the last day of what was
        ("day", pa.date32()),  # the first day of what is now
        ("links", pa.string()),  # what ties the two together
        ("distance_km", pa.float64()),  # between the last place of the one and the first of the other; null: not known
    ]
)
INNOCENT: Mapping[str, str] = {
    "flag_hop": "a sale, a bareboat charter, or a new MMSI after a change of register",
    "name_change": "a sale or a charter; ships change their names often, their IMO number never",
    "shared_imo": "a slip when the transponder was set up, or a spare transponder",
    "new_imo": "another ship under a number that was given again, or a transponder that was moved to it",
    "imo_typo": "a slip of a digit; the check digit finds slips, never laundering",
}


@frozen
class Limits:
    """Thresholds. All ours, not tried on cases: see docs/methods/identities.md."""

    within_days: int = 90  # between the end of one IMO and the beginning of another
    history_days: int = 30  # since the data begin, and with data in them, so that the first day of an IMO means anything
    near_km: float = 50.0  # between the last place of the one and the first of the other


def identities(statics: Any, sources: Sequence[str], flags: Mapping[int, str]) -> Any:
    """IDENTITY rows, by subject, number, what and first day.

    Reads   STATIC rows; `sources`: the SHA-256 of each file index; `flags`: three digits -> State.
    Misses  what was said between the first and the last time of a thing (A, B, A again looks like A beside B).
    Wrong   if a transponder was never told its IMO number or name, or told another's.
    """
    return _run(SIDE_BY_SIDE, statics, sources, flags).cast(IDENTITY)


def identity_changes(
    statics: Any,
    sources: Sequence[str],
    flags: Mapping[int, str],
    *,
    ends: Any = None,
    limits: Limits = Limits(),  # noqa: B008
) -> Any:
    """CHANGE rows, by kind, number and day.

    `flag_hop`, `name_change`  of one IMO number, from one value to the next.
    `shared_imo`               one IMO number under two MMSI on the same days.
    `new_imo`                  an IMO number without a history that begins where another, heard on several days, ends: within
                               `within_days`, under the same MMSI; or with the same length, width and type, and the same call sign
                               or name, or within `near_km` of the other's last place.
    `imo_typo`                 a number that fails its check digit, with the valid one of the same MMSI if a slip away.
    `ends`                     of `ends_of`: where each MMSI was first and last. Without it no two ships are tied by place.
    """
    given = {"ends": ends if ends is not None else ENDS.empty_table()}
    sql = f"{CHANGES} UNION ALL {TYPO_ONLY} ORDER BY kind, imo, day, mmsi, other_imo, other_mmsi, was, now"
    return _run(sql, statics, sources, flags, given, limits).cast(CHANGE)


def without_history(statics: Any, imos: Iterable[int], limits: Limits = Limits()) -> dict[int, date]:  # noqa: B008
    """The numbers of which `new_imo` cannot say that they are new, with their first day.

    That is: the data begin fewer than `history_days` before it, or hold nothing in the days before it.
    """
    t, imo = (statics[name].to_numpy(zero_copy_only=False) for name in ("t", "imo"))
    days = t // 86_400
    heard, short = np.unique(days), {}
    for number in sorted(set(imos)):
        own = days[imo == number]
        if len(own):
            first = own.min()
            before = heard[(heard < first) & (heard >= first - limits.history_days)]
            if first < heard[0] + limits.history_days or not len(before):
                short[number] = date(1970, 1, 1) + timedelta(days=int(first))
    return short


ENDS = pa.schema(
    [
        ("mmsi", pa.int32()),
        ("first_lat", pa.int32()),
        ("first_lon", pa.int32()),
        ("last_lat", pa.int32()),
        ("last_lon", pa.int32()),
    ]
)


def ends_of(batches: Iterable[Any]) -> Any:
    """Where each vessel was first and last, of POSITION batches whose vessels are contiguous and in time order."""
    firsts: list[Any] = []
    lasts: list[Any] = []
    for batch in batches:
        mmsi = batch.column(0).to_numpy()
        if len(mmsi):
            edge = mmsi[1:] != mmsi[:-1]
            firsts.append(_places(batch, np.flatnonzero(np.concatenate([[True], edge]))))
            lasts.append(_places(batch, np.flatnonzero(np.concatenate([edge, [True]]))))
    if not firsts:
        return ENDS.empty_table()
    first, last = np.concatenate(firsts), np.concatenate(lasts)
    begins = np.concatenate([[True], first[1:, 0] != first[:-1, 0]])
    stops = np.concatenate([last[1:, 0] != last[:-1, 0], [True]])
    return pa.Table.from_arrays([pa.array(column) for column in (*first[begins].T, *last[stops].T[1:])], schema=ENDS)


def _places(batch: Any, rows: Any) -> Any:
    return np.column_stack([batch.column(place).to_numpy()[rows] for place in (0, 2, 3)])


def _run(
    sql: str,
    statics: Any,
    sources: Sequence[str],
    flags: Mapping[int, str],
    given: Mapping[str, Any] | None = None,
    limits: Limits = Limits(),  # noqa: B008
) -> Any:
    con = checker()
    con.register("statics", statics)
    con.register("sources", pa.table({"file": pa.array(range(len(sources)), pa.int16()), "source": pa.array(sources, pa.string())}))
    con.register("flags", pa.table({"mid": pa.array(list(flags), pa.int32()), "state": pa.array(list(flags.values()), pa.string())}))
    for name, table in (given or {}).items():
        con.register(name, table)
    columns = "?::INTEGER AS within_days, ?::INTEGER AS history_days, ?::DOUBLE AS near_km, ?::DOUBLE AS degree"
    con.execute(f"CREATE TABLE limits AS SELECT {columns}", [limits.within_days, limits.history_days, limits.near_km, float(DEGREE)])
    return con.sql(sql).to_arrow_table()


def days_of(table: Any) -> tuple[date, date] | None:
    """The first and the last day that identities speak of."""
    if not table.num_rows:
        return None
    return min(table.column("first").to_pylist()), max(table.column("last").to_pylist())
