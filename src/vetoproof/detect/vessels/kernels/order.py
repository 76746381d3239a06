"""Keys of rows -> whether each row comes after the one before it, or is its equal."""

from __future__ import annotations

from typing import Any

from vetoproof.detect.vessels.kernels.compiled import compiled


@compiled
def sorted_throughout(mmsi: Any, t: Any, lat: Any, lon: Any, sog: Any) -> bool:
    for i in range(1, len(t)):
        if mmsi[i] != mmsi[i - 1]:
            if mmsi[i] < mmsi[i - 1]:
                return False
        elif t[i] != t[i - 1]:
            if t[i] < t[i - 1]:
                return False
        elif lat[i] != lat[i - 1]:
            if lat[i] < lat[i - 1]:
                return False
        elif lon[i] != lon[i - 1]:
            if lon[i] < lon[i - 1]:
                return False
        elif sog[i] < sog[i - 1]:
            return False
    return True
