"""Ships that a sensor saw, against positions -> those that no broadcasting ship explains, each with the chance that one was missed.

Reads    SEEN rows (`detections`), and POSITION batches of the hours around, each ship whole, sorted.
Returns  an EVENT for each unmatched detection: `distance_m` and `other_mmsi` are the nearest silent ship that could have been there,
         within its speed, null if there is none. And a DARK row beside it: the chance of a miss and what it rests on.
Misses   a ship whose last position lies before, with no later one: it is not offered as the silent ship.
Wrong if the sensor saw no ship (a platform, a wave): `probability` is its maker's word for that, and is handed on, not judged.
Source   docs/methods/dark.md
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen

from vetoproof.detect.vessels.kernels.match import PAIR, match
from vetoproof.detect.vessels.tables import EVENT, EVIDENCE
from vetoproof.evidence.positions.tables import DEGREE
from vetoproof.terms.errors import InputError
from vetoproof.terms.unseen import Unseen

NAME = "dark"
WITHIN_M = 1_000.0  # a moving ship is displaced in a radar image by up to about as much
DRIFT = 1.0  # metres more for each second to the nearer position: 2 kn of change of course or speed; ours
TOLD_S = 3_600  # across a longer step a place is not told, as for encounters
ALONE_S, ALONE_DRIFT = 300, 5.0  # so long before or after a position that has no told step, the ship is within 10 kn of it; ours
HEARD_S = 12 * 3_600  # a longer step is a gap: the ship does not broadcast
AROUND_M = 50_000.0  # ours
FASTEST_KN = 25.0

DARK = pa.schema(
    [
        ("row", pa.int64()),  # of the detections
        ("chance_of_miss", pa.float64()),  # that a broadcasting ship was there and was not told; null: not estimated
        ("ships_around", pa.int32()),  # broadcasting within 50 km at that time: what the chance was measured on
        ("length_m", pa.float64()),
        ("probability", pa.float64()),
        ("sensor", pa.string()),
    ]
)


@frozen(eq=False)
class Dark:
    """EVENT rows, a DARK row for each, and what the positions could not show."""

    events: pa.Table
    details: pa.Table
    matched: int
    unseen: tuple[Unseen, ...] = ()


def find_dark(seen: pa.Table, batches: Iterable[pa.RecordBatch], *, file: str = "", within_m: float = WITHIN_M) -> Dark:
    """Find the detections that no ship explains. A ship explains one detection of a moment; the nearest pair is taken first."""
    order = np.lexsort((seen["row"].to_numpy(), seen["t"].to_numpy()))
    seen = seen.take(pa.array(order))
    times = seen["t"].to_numpy().astype(np.int64)
    places = [np.rint(seen[name].to_numpy() * DEGREE).astype(np.int32) for name in ("lat", "lon")]
    pairs, around, silent, covered = _match((times, *places), batches, within_m)
    explained = np.zeros(len(times), np.bool_)
    taken: set[tuple[int, int]] = set()
    for pair in pairs[np.lexsort((pairs["mmsi"], pairs["seen"], pairs["metres"]))]:
        one, ship = int(pair["seen"]), (int(times[pair["seen"]]), int(pair["mmsi"]))
        if not explained[one] and ship not in taken:
            explained[one] = True
            taken.add(ship)
    inside = (times >= covered[0]) & (times <= covered[1])
    chosen = np.flatnonzero(~explained & inside)
    unseen = () if inside.all() else (Unseen(f"{int((~inside).sum()):,} detections", "the positions do not reach to their time"),)
    details = _details(seen, chosen, around)
    events = _events(seen, chosen, silent, file)
    place = EVENT.get_field_index("chance_of_miss")
    return Dark(events.set_column(place, EVENT.field(place), details["chance_of_miss"]), details, int(explained.sum()), unseen)


_NO_SHIP = tuple(np.frombuffer(bytes(4), np.int32) for _ in range(4))


def _match(seen: Any, batches: Iterable[pa.RecordBatch], within_m: float) -> tuple[Any, Any, Any, tuple[int, int]]:
    around, silent = np.zeros((len(seen[0]), 2), np.int64), np.empty(len(seen[0]), PAIR)
    silent["metres"], silent["mmsi"] = np.inf, 0
    limits = (within_m, DRIFT, TOLD_S, HEARD_S, AROUND_M, FASTEST_KN, ALONE_S, ALONE_DRIFT)
    state, found, last, first_t, last_t = np.zeros(5, np.int64), [], -1, 2**31, -1
    for batch in batches:
        mmsi, t, lat, lon = (batch.column(name).to_numpy() for name in ("mmsi", "t", "lat", "lon"))
        if not len(t):
            continue
        key = (mmsi.astype(np.int64) << 32) | t
        if key[0] < last or (np.diff(key) < 0).any():
            raise InputError("the positions are not sorted by ship and time", where=NAME, do="sort them by mmsi and t")
        last, first_t, last_t = int(key[-1]), min(first_t, int(t.min())), max(last_t, int(t.max()))
        found.append(match((mmsi, t, lat, lon), state, seen, limits, around, silent))
    found.append(match(_NO_SHIP, state, seen, limits, around, silent))
    return np.concatenate(found), around, silent, (first_t, last_t)


def _events(seen: pa.Table, chosen: Any, silent: Any, file: str) -> pa.Table:
    rows = seen.take(pa.array(chosen))
    alone = ~np.isfinite(silent["metres"][chosen])
    when = rows["t"].cast(pa.timestamp("s"))
    evidence = [[{"file": file, "row": row}] if file else [] for row in rows["row"].to_pylist()]
    known = {
        "event": pa.array([NAME] * len(chosen), pa.string()),
        "start": when,
        "end": when,
        **{name: rows[name.removeprefix("end_")] for name in ("lat", "lon", "end_lat", "end_lon")},
        "other_mmsi": pa.array(silent["mmsi"][chosen], mask=alone),
        "distance_m": pa.array(np.round(np.where(alone, 0.0, silent["metres"][chosen]), 1), mask=alone),
        "evidence_rows": pa.array(evidence, EVIDENCE),
    }
    return pa.table([known.get(field.name, pa.nulls(len(chosen), field.type)) for field in EVENT], schema=EVENT)


def _details(seen: pa.Table, chosen: Any, around: Any) -> pa.Table:
    told, untold = around[chosen, 0], around[chosen, 1]
    total = told + untold
    chance = np.round(untold / np.maximum(total, 1), 4)
    rows = seen.take(pa.array(chosen))
    columns = [rows["row"], pa.array(chance, mask=total == 0), pa.array(total.astype(np.int32))]
    return pa.table([*columns, rows["length_m"], rows["probability"], rows["sensor"]], schema=DARK)
