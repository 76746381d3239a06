"""The map of ships: what is on it, where, and the same bytes each time; GeoJSON."""

import json
from datetime import datetime, timedelta
from xml.etree import ElementTree

import numpy as np
import pytest

from vetoproof.detect.vessels.outline import Window, coastlines, rings
from vetoproof.publish.geojson import to_geojson
from vetoproof.publish.maps import Chart, Harbour, Sign, Silence, map_svg, window_of

START = datetime(2024, 3, 1)
NAMPO = Harbour("Nampo", "PRK", 38.7167, 125.4, 21.5)


def chart(**more: object) -> Chart:
    given = {
        "silences": (Silence((37.6, 123.9), (37.4, 123.7), 36.0),),
        "harbours": (NAMPO, Harbour("Dalian", "CHN", 38.9, 121.7, 18.2)),
        "stressed": ("PRK",),
    }
    return Chart("A silence", **{**given, **more})  # type: ignore[arg-type]


def test_the_map_is_xml_and_says_what_it_shows() -> None:
    text = map_svg(chart())
    root = ElementTree.fromstring(text)
    words = "".join(root.itertext())
    assert "Nampo 22 h" in words
    assert "Dalian 18 h" in words
    assert "DPRK" in words
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")  # nothing is fetched


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert map_svg(chart()) == map_svg(chart())


def test_names_are_escaped() -> None:
    text = map_svg(chart(harbours=(Harbour("<script>", "PRK", 38.7, 125.4, 5.0),), signs=(Sign("dark", (37.5, 124.0), 'a"<b>'),)))
    assert "<script>" not in text
    ElementTree.fromstring(text)


def test_the_window_goes_over_the_antimeridian_if_that_is_narrower() -> None:
    window = window_of([(0.0, 179.0), (1.0, -179.0)])
    assert window.east - window.west < 10
    assert window.west < 180 < window.east


def test_a_map_over_the_antimeridian_has_both_ends_on_it() -> None:
    root = ElementTree.fromstring(map_svg(Chart("x", (Silence((-17.0, 179.5), (-17.2, -179.6), 20.0),))))
    circles = [float(one.get("cx", "0")) for one in root.iter("{http://www.w3.org/2000/svg}circle") if one.get("cy")]
    assert all(0 <= x <= 760 for x in circles)


def test_the_whole_world_can_be_drawn() -> None:
    svg = map_svg(chart(harbours=(NAMPO, Harbour("Callao", "PER", -12.0, -77.1, None), Harbour("Durban", "ZAF", -29.9, 31.0, None))))
    told = "".join(ElementTree.fromstring(svg).itertext())
    assert "Callao" in told and "Durban" in told


def test_the_coast_of_korea_is_where_it_is() -> None:
    points = np.concatenate(coastlines(Window(37.0, 40.0, 124.0, 128.0)))
    assert points[:, 0].min() >= 36.9
    assert points[:, 1].max() <= 128.1
    near_nampo = np.hypot(points[:, 0] - 38.7, points[:, 1] - 125.3)
    assert near_nampo.min() < 0.15


def test_rings_close_around_marked_cells_and_holes_are_rings_too() -> None:
    grid = np.zeros((12, 12), bool)
    grid[2:10, 2:10] = True
    grid[5:7, 5:7] = False
    found = rings(grid)
    areas = sorted(abs(_area(ring)) for ring in found)
    assert len(found) == 2
    assert areas[1] == pytest.approx(64, abs=3)
    assert areas[0] == pytest.approx(4, abs=2.5)


def _area(ring: np.ndarray) -> float:  # type: ignore[type-arg]
    y, x = ring.T
    return float((x * np.roll(y, -1) - y * np.roll(x, -1)).sum() / 2)


def row(event: str, off: tuple[float, float], on: tuple[float, float], **more: object) -> dict[str, object]:
    ends = {"lat": off[0], "lon": off[1], "end_lat": on[0], "end_lon": on[1]}
    return {"event": event, "mmsi": 7, "start": START, "end": START + timedelta(hours=30), **ends, **more}


def test_geojson_cuts_a_line_at_the_antimeridian() -> None:
    (feature,) = json.loads(to_geojson([row("gap", (0.0, 179.0), (2.0, -179.0))]))["features"]
    assert feature["geometry"] == {"type": "MultiLineString", "coordinates": [[[179.0, 0.0], [180.0, 1.0]], [[-180.0, 1.0], [-179.0, 2.0]]]}
    assert feature["properties"]["start"] == "2024-03-01T00:00:00Z"


def test_geojson_holds_events_ports_and_tracks() -> None:
    reached = [{"gap": 0, "port": "Nampo", "state": "PRK", "lat": 38.7, "lon": 125.4, "out_km": 10.0, "back_km": 12.0, "hours": 21.5}]
    text = to_geojson([row("gap", (37.6, 123.9), (37.4, 123.7)), row("stop", (1, 2), (1, 2))], reached, {7: [(1, 2), (1, 3)], 8: [(1, 2)]})
    features = json.loads(text)["features"]
    assert [one["geometry"]["type"] for one in features] == ["LineString", "Point", "Point", "LineString"]
    assert features[2]["properties"]["likelihood"] == "not estimated"
    assert features[2]["geometry"]["coordinates"] == [125.4, 38.7]
