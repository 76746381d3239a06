"""The rows of the ships: where a vessel was (POSITION), and what it said of itself (STATIC).

Integers throughout, as AIS sends them (ITU-R M.1371): a ten-thousandth of a minute of arc, a tenth of a knot, a decimetre of draught.
"""

from __future__ import annotations

import pyarrow as pa

DEGREE = 600_000  # units of `lat` and `lon` in a degree: 1/10,000 minute, 0.19 m of latitude
KNOT = 10  # units of `sog` in a knot
NOT_SAID = -1  # of `sog`: the vessel sent "not available" (102.3 kn), or the file has no speed

POSITION = pa.schema(
    [
        ("mmsi", pa.int32()),
        ("t", pa.int32()),  # seconds since 1970-01-01 UTC
        ("lat", pa.int32()),  # north positive
        ("lon", pa.int32()),  # east positive, -180 <= lon < 180
        ("sog", pa.int16()),
        ("file", pa.int16()),  # index of the file in the manifest
        ("row", pa.int64()),  # from 0 within its file
    ]
)
# The total key of a position. Two places in one second are parted by the place, never by the order of rows.
ORDER = ("mmsi", "t", "lat", "lon", "sog")

STATIC = pa.schema(
    [
        ("mmsi", pa.int32()),
        ("t", pa.int32()),
        ("imo", pa.int32()),  # null: not said (0 in the message)
        ("name", pa.string()),
        ("callsign", pa.string()),
        ("ship_type", pa.int16()),
        ("length_m", pa.int16()),
        ("width_m", pa.int16()),
        ("draught_dm", pa.int16()),
        ("destination", pa.string()),
        ("file", pa.int16()),
        ("row", pa.int64()),
    ]
)
