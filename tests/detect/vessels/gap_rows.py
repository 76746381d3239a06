"""Planted gaps, as EVENT rows."""

from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa

from vetoproof.detect.vessels.tables import EVENT

START = datetime(2024, 3, 1)


def gap(off: tuple[float, float], on: tuple[float, float] | None, hours: float, **more: Any) -> dict[str, Any]:
    end = START + timedelta(hours=hours) if on else None
    lat, lon = on or (None, None)
    row = {"event": "gap", "mmsi": 671000001, "start": START, "end": end, "lat": off[0], "lon": off[1], "end_lat": lat, "end_lon": lon}
    return {**row, **more}


def events(*rows: dict[str, Any]) -> pa.Table:
    return pa.table([pa.array([row.get(field.name) for row in rows], field.type) for field in EVENT], schema=EVENT)
