"""Events of ships, tracks and ports within reach -> GeoJSON (RFC 7946): longitude first, lines cut at the antimeridian."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson

Row = Mapping[str, Any]
PLACES = 6  # decimals: a decimetre
OF_LINES = ("gap", "reach", "jump")  # their two ends are a line; of the others the start is a point


def to_geojson(
    events: Sequence[Row], reached: Iterable[Row] = (), tracks: Mapping[int, Sequence[tuple[float, float]]] | None = None
) -> bytes:
    """One FeatureCollection: EVENT rows, REACHED rows (`gap` counts `events`), and the places of each MMSI as a track."""
    features = [_event(number, row) for number, row in enumerate(events)]
    features += [_port(row, events) for row in reached]
    features += [
        _feature(_line(track), {"layer": "track", "mmsi": mmsi}) for mmsi, track in sorted((tracks or {}).items()) if len(track) > 1
    ]
    return orjson.dumps({"type": "FeatureCollection", "features": features}, option=orjson.OPT_APPEND_NEWLINE)


def _event(number: int, row: Row) -> dict[str, Any]:
    ends = [(row["lat"], row["lon"])]
    if row["event"] in OF_LINES and row.get("end_lat") is not None and row.get("end_lon") is not None:
        ends.append((row["end_lat"], row["end_lon"]))
    told = {
        name: _plain(value) for name, value in row.items() if name not in {"lat", "lon", "end_lat", "end_lon"} and value not in (None, [])
    }
    geometry = _line(ends) if len(ends) > 1 else {"type": "Point", "coordinates": _at(*ends[0])}
    return _feature(geometry, {"layer": "event", "number": number, **told})


def _port(row: Row, events: Sequence[Row]) -> dict[str, Any]:
    gap = events[row["gap"]]
    told = {"layer": "port_within_reach", "number": row["gap"], "mmsi": gap["mmsi"], "port": row["port"], "state": row["state"]}
    measured = {name: round(float(row[name]), 1) for name in ("out_km", "back_km", "hours")}
    return _feature({"type": "Point", "coordinates": _at(row["lat"], row["lon"])}, {**told, **measured, "likelihood": "not estimated"})


def _feature(geometry: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _plain(value: Any) -> Any:
    return f"{value:%Y-%m-%dT%H:%M:%SZ}" if isinstance(value, datetime) else value


def _at(lat: float, lon: float) -> list[float]:
    return [round(lon, PLACES), round(lat, PLACES)]


def _line(places: Sequence[tuple[float, float]]) -> dict[str, Any]:
    parts = [part for part in _cut(places) if len(part) > 1]
    if len(parts) == 1:
        return {"type": "LineString", "coordinates": parts[0]}
    return {"type": "MultiLineString", "coordinates": parts}


def _cut(places: Sequence[tuple[float, float]]) -> Iterator[list[list[float]]]:
    """The line in parts that do not cross 180 degrees."""
    part = [_at(*places[0])]
    for (lat, lon), (to_lat, to_lon) in zip(places, places[1:], strict=False):
        if abs(to_lon - lon) > 180:
            edge = 180.0 if lon > 0 else -180.0
            whole = to_lon - lon + (360.0 if lon > 0 else -360.0)
            at = lat + (to_lat - lat) * (edge - lon) / whole if whole else lat
            yield [*part, _at(at, edge)]
            part = [_at(at, -edge)]
        part.append(_at(to_lat, to_lon))
    yield part
