"""EVENT_ROW of the kernels -> a table of EVENT: degrees, UTC, names of ports, the IMO number as said, and the rows that show it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from vetoproof.detect.vessels.kernels.sphere import UNIT
from vetoproof.detect.vessels.kernels.state import GAP, NAMES, OPEN
from vetoproof.detect.vessels.tables import EVENT, EVIDENCE, REACH
from vetoproof.detect.vessels.walker import ROW_BITS

REFERENCES = ("first", "last", "other_first", "other_last")


def event_table(rows: Any, ports: Sequence[str], files: Sequence[str], statics: Any = None) -> Any:
    """`ports`: names by index; `files`: SHA-256 by index; `statics`: STATIC rows, for the IMO number."""
    kind = np.where(rows["kind"] == OPEN, GAP, rows["kind"])
    columns = {
        "event": pa.DictionaryArray.from_arrays(pa.array(kind), pa.array(NAMES)).cast(pa.string()),
        "mmsi": pa.array(rows["mmsi"]),
        "imo": imo_of(rows, statics),
        "start": pa.array(rows["start"].astype("M8[s]")),
        "end": pa.array(rows["end"].astype("M8[s]"), mask=rows["kind"] == OPEN),
        "lat": pa.array(rows["lat"] / UNIT),
        "lon": pa.array(rows["lon"] / UNIT),
        "end_lat": pa.array(rows["end_lat"] / UNIT, mask=rows["kind"] == OPEN),
        "end_lon": pa.array(rows["end_lon"] / UNIT, mask=rows["kind"] == OPEN),
        "other_mmsi": pa.array(rows["other"], mask=rows["other"] == 0),
        "distance_m": pa.array(np.round(rows["metres"], 1), mask=np.isnan(rows["metres"])),
        "speed_kn": pa.array(np.round(rows["knots"], 3), mask=np.isnan(rows["knots"])),
        "port": _named(rows["port"], ports),
        "reach": pa.nulls(len(rows), REACH),
        "evidence_rows": evidence_of(rows, files),
        "chance_of_miss": pa.nulls(len(rows), pa.float64()),
    }
    return pa.table([columns[name] for name in EVENT.names], schema=EVENT)


def _named(places: Any, names: Sequence[str]) -> Any:
    """The name of each place; null for -1."""
    coded = pa.array(np.maximum(places, 0), mask=places < 0)
    return pa.DictionaryArray.from_arrays(coded, pa.array(list(names) or [""], pa.string())).cast(pa.string())


def imo_of(rows: Any, statics: Any) -> Any:
    """What the vessel last said before the event, else what it said first; null if it never did."""
    said = statics.filter(pc.is_valid(statics["imo"])) if statics is not None and statics.num_rows else None
    if said is None or not said.num_rows:
        return pa.nulls(len(rows), pa.int32())
    mmsi, t, imo = (said[name].combine_chunks().to_numpy() for name in ("mmsi", "t", "imo"))
    key = (mmsi.astype(np.int64) << 32) | t
    order = np.argsort(key, kind="stable")
    key, imo = key[order], imo[order]
    wanted = rows["mmsi"].astype(np.int64)
    first, end = np.searchsorted(key, wanted << 32), np.searchsorted(key, (wanted + 1) << 32)
    at = np.maximum(np.searchsorted(key, (wanted << 32) | rows["start"], side="right") - 1, first)
    return pa.array(imo[np.minimum(at, len(imo) - 1)], pa.int32(), mask=first == end)


def evidence_of(rows: Any, files: Sequence[str]) -> Any:
    """A list of file and row for each event: the positions at its start and its end, of both ships."""
    refs = np.stack([rows[name] for name in REFERENCES], axis=1) if len(rows) else np.empty((0, 4), np.int64)
    shown = refs >= 0
    for later in range(1, 4):
        for before in range(later):
            shown[:, later] &= refs[:, later] != refs[:, before]
    flat = refs[shown]
    offsets = np.concatenate([[0], np.cumsum(shown.sum(axis=1))]).astype(np.int32)
    names = pa.DictionaryArray.from_arrays(pa.array((flat >> ROW_BITS).astype(np.int32)), pa.array(list(files) or [""])).cast(pa.string())
    places = pa.StructArray.from_arrays([names, pa.array(flat & ((1 << ROW_BITS) - 1))], names=["file", "row"])
    return pa.ListArray.from_arrays(pa.array(offsets), places).cast(EVIDENCE)
