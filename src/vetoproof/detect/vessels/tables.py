"""The rows that the detectors of ships return: one EVENT each, of one form for all kinds."""

from __future__ import annotations

import pyarrow as pa

REACH = pa.list_(pa.struct([("port", pa.string()), ("hours", pa.float32())]))  # hours to spare at the port
EVIDENCE = pa.list_(pa.struct([("file", pa.string()), ("row", pa.int64())]))  # SHA-256 of the file, row from 0

EVENT = pa.schema(
    [
        ("event", pa.string()),
        ("mmsi", pa.int32()),
        ("imo", pa.int32()),  # as the vessel said it; null: not said
        ("start", pa.timestamp("s")),  # UTC; of a gap, the last position before it
        ("end", pa.timestamp("s")),  # of a gap, the next position; null: still open
        ("lat", pa.float64()),  # at the start, degrees
        ("lon", pa.float64()),
        ("end_lat", pa.float64()),
        ("end_lon", pa.float64()),
        ("other_mmsi", pa.int32()),
        ("distance_m", pa.float64()),
        ("speed_kn", pa.float64()),
        ("port", pa.string()),
        ("reach", REACH),
        ("evidence_rows", EVIDENCE),
        ("chance_of_miss", pa.float64()),  # of a dark ship: that she did broadcast and nobody heard; null: not estimated, or another event
    ]
)
