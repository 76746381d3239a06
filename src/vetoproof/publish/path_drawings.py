"""The charts of promises: a path with the band of its releases and the lines to its targets; money by the year against its goal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vetoproof.publish.charts import ACCENT, BROKEN, INK, PALE, WARNING, Drawing, Spec, cut, draw, nice_top, short
from vetoproof.publish.promised import FlowView, PathView

HEIGHT = 240
ROOM = {"left": 44, "right": 14, "top": 12, "bottom": 30}


def path_drawing(view: PathView) -> Drawing:
    """A line for the newest figures, a band for what all releases said, a broken line a target."""
    amounts = [float(one) for one in view.track.path.amounts]
    tops = [band.high for band in view.track.band] + [line.start for _, line in view.lines]
    bottom = min(0.0, *amounts)
    top, ticks = nice_top(max(tops))
    first, last = view.track.path.first, max([view.track.path.last, *(line.end_year for _, line in view.lines)])
    says = (
        f"{view.name}, {view.track.title}: {view.track.path.need(view.track.path.last):,.0f} {view.unit} in {view.track.path.last}. "
        + "; ".join(f"{pace.promise.provision.title}: {pace.goal}" for pace in view.paces)
    )
    return draw(f"{says}.", lambda width: _paths_at(width, view, (first, last), (bottom, top), ticks))


def _paths_at(width: int, view: PathView, years: tuple[int, int], levels: tuple[float, float], ticks: list[float]) -> Spec:
    x = _years(width, *years)
    y = {"field": "y", "type": "quantitative", "scale": {"domain": list(levels), "nice": False}, "axis": _axis(ticks)}
    path = [{"x": int(year), "y": float(amount)} for year, amount in zip(view.track.path.years, view.track.path.amounts, strict=True)]
    band = [{"x": one.year, "y": one.low, "y2": one.high} for one in view.track.band if one.releases > 1]
    lines = [one for n, (_, line) in enumerate(view.lines) for one in _ends(n, line.start_year, line.start, line.end_year, line.end)]
    goals = [{"x": line.end_year, "y": line.end, "said": ""} for _, line in view.lines]
    layers: list[Spec] = [
        _layer(band, {"type": "area", "color": PALE}, x, {"y": y, "y2": {"field": "y2"}}),
        _layer(lines, {"type": "line", "color": WARNING, "strokeDash": BROKEN, "strokeWidth": 1.5}, x, {"y": y, "detail": DETAIL}),
        _layer(path, {"type": "line", "color": ACCENT, "strokeWidth": 2.5}, x, {"y": y}),
        _layer(goals, {"type": "point", "filled": True, "opacity": 1, "color": WARNING, "size": 70, "shape": "diamond"}, x, {"y": y}),
    ]
    return {"width": _inner(width), "height": HEIGHT, "padding": ROOM, "layer": [layer for layer in layers if layer["data"]["values"]]}


DETAIL: Spec = {"field": "n", "type": "nominal"}


def _ends(n: int, year: int, level: float, end_year: int, end: float) -> Iterator[Mapping[str, Any]]:
    yield {"n": n, "x": year, "y": level}
    yield {"n": n, "x": end_year, "y": end}


def _layer(rows: list[Any], mark: Spec, x: Spec, more: Spec) -> Spec:
    return {"data": {"values": rows}, "mark": mark, "encoding": {"x": x, **more}}


def _inner(width: int) -> int:
    return width - ROOM["left"] - ROOM["right"]


def _years(width: int, first: int, last: int) -> Spec:
    """Round years, as many as there is room for."""
    step = next(step for step in (1, 2, 5, 10, 20) if (last - first) / step <= width / 55)
    shown = [year for year in range(first, last + 1) if year % step == 0]
    axis = {
        "values": shown,
        "labelExpr": "format(datum.value, 'd')",
        "labelOverlap": False,
        "labelFlush": False,
        "labelPadding": 8,
        "grid": False,
    }
    return {"field": "x", "type": "quantitative", "scale": {"domain": [first, last], "nice": False, "padding": 6}, "axis": axis}


def _axis(ticks: list[float]) -> Spec:
    said = " : ".join(f"datum.value == {tick:g} ? '{short(tick)}'" for tick in ticks)
    return {"values": ticks, "labelExpr": f"{said} : ''", "labelOverlap": False}


def flow_drawing(view: FlowView) -> Drawing | None:
    """A bar a year for the newest report, a mark for each report before it, an upright line for the goal."""
    years = [year for year in view.years if year.rows]
    if not years:
        return None
    top, ticks = nice_top(max([view.goal or 0.0, *(row[1] for year in years for row in year.rows)]) * 1.05)
    said = "; ".join(f"{year.year}: {year.rows[-1][1]:g}" for year in years)
    return draw(f"{cut(view.promise.provision.title, 80)}, {view.unit}. {said}.", lambda width: _flow_at(width, view, top, ticks))


def _flow_at(width: int, view: FlowView, top: float, ticks: list[float]) -> Spec:
    years = [year for year in view.years if year.rows]
    x = {"field": "x", "type": "ordinal", "axis": {"labelAngle": 0, "labelOverlap": True}, "scale": {"paddingInner": 0.35}}
    y = {"field": "y", "type": "quantitative", "scale": {"domain": [0, top], "nice": False}, "axis": _axis(ticks)}
    newest = [{"x": year.year, "y": year.rows[-1][1]} for year in years]
    before = [{"x": year.year, "y": row[1]} for year in years for row in year.rows[:-1]]
    goal = [{"y": view.goal}] if view.goal is not None else []
    layers: list[Spec] = [
        _layer(newest, {"type": "bar", "color": ACCENT}, x, {"y": y}),
        _layer(before, {"type": "tick", "color": INK, "thickness": 2.5}, x, {"y": y}),
        {"data": {"values": goal}, "mark": {"type": "rule", "color": WARNING, "strokeWidth": 2}, "encoding": {"y": y}},
    ]
    return {"width": _inner(width), "height": HEIGHT - 40, "padding": ROOM, "layer": [layer for layer in layers if layer["data"]["values"]]}
