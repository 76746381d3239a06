"""Values -> Vega-Lite specs -> SVG: what all charts share.

Each chart is drawn twice, for a phone and for a wide page; the style sheet shows one. Rows stand at given heights (`y` in pixels) and
nothing is laid out by the measured width of a text, so the bytes do not depend on the fonts of the machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import vl_convert
from attrs import frozen

Spec = dict[str, Any]
Row = Mapping[str, Any]

NARROW, WIDE = 340, 720
INK, SOFT, FAINT, ACCENT, PALE, WARNING, PAPER = "#1b1b1a", "#5c5a55", "#dcd8cf", "#1f4e79", "#c9d8e6", "#9a3412", "#ffffff"
SHADES = (ACCENT, "#9fb8cf", "#5c5a55", "#c9c4b8")
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
CONFIG: Spec = {
    "font": FONT,
    "aria": False,
    "background": "transparent",
    "view": {"stroke": None},
    "axis": {"domain": False, "ticks": False, "labelColor": SOFT, "labelFontSize": 12, "gridColor": FAINT, "title": None},
}
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
ROUND_STEPS = (1, 2, 2.5, 5, 10)
AXIS_STEPS = 4
LONG = re.compile(r"\d+\.\d{2,}")  # in a tag, a place on the page: a tenth of a pixel is enough


@frozen
class Drawing:
    """One chart at both widths, with the sentence that a reader who cannot see it hears."""

    says: str
    narrow: str
    wide: str


def draw(says: str, spec_at: Callable[[int], Spec]) -> Drawing:
    """A chart at both widths; `spec_at` turns a width into a spec."""
    return Drawing(says, svg(spec_at(NARROW)), svg(spec_at(WIDE)))


def svg(spec: Spec) -> str:
    """A spec as an inline SVG: no fixed size, nothing from outside, no id that could meet another."""
    whole = {"$schema": SCHEMA, "autosize": {"type": "none"}, "config": CONFIG, **spec}
    text = vl_convert.vegalite_to_svg(whole, allowed_base_urls=[])
    text = re.sub(r"<[^>]*>", lambda tag: LONG.sub(lambda number: f"{float(number[0]):.1f}", tag[0]), text)
    head, body = text.split(">", 1)
    box = re.search(r'viewBox="[^"]*"', head)
    return f'<svg aria-hidden="true" focusable="false" {box[0] if box else ""}>{body}'


def nice_top(value: float) -> tuple[float, list[float]]:
    """The end of an axis from 0, and its ticks: four or so round steps."""
    rough = max(value, AXIS_STEPS) / AXIS_STEPS
    power = 10.0 ** (len(str(int(rough))) - 1)
    step = next(power * one for one in ROUND_STEPS if power * one >= rough and (power > 1 or one != 2.5))
    count = max(1, int(-(-value // step)))
    return step * count, [step * n for n in range(count + 1)]


def short(value: float) -> str:
    """An axis number: 0, 500k, 2.5m, 10bn."""
    for size, name in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{name}"
    return f"{value:g}"


def x_axis(top: float, ticks: Sequence[float]) -> Spec:
    """The horizontal scale of amounts, with ticks in short words."""
    said = " : ".join(f"datum.value == {tick:g} ? '{short(tick)}'" for tick in ticks)
    axis = {"values": list(ticks), "labelExpr": f"{said} : ''", "labelOverlap": False, "labelBound": False, "labelFlush": False}
    return {"type": "quantitative", "scale": {"domain": [0, top], "nice": False, "padding": 0}, "axis": axis}


Y: Spec = {"field": "y", "type": "quantitative", "scale": None, "axis": None}


def layer(rows: Sequence[Row], mark: Spec, x: Spec, **more: Any) -> Spec:
    """Marks for some rows; `x` names their place across, `y` in each row its place down."""
    return {"data": {"values": list(rows)}, "mark": mark, "encoding": {"x": x, "y": Y, **more}}


def line(rows: Sequence[Row], axis: Spec, **style: Any) -> Spec:
    """Lines across, from `near` to `far`."""
    return layer(rows, {"type": "rule", **style}, {"field": "near", **axis}, x2={"field": "far"})


def point(rows: Sequence[Row], axis: Spec, at: str, **style: Any) -> Spec:
    """Points at the amount in the column `at`."""
    return layer(rows, {"type": "point", "filled": True, "opacity": 1, "color": ACCENT, **style}, {"field": at, **axis})


def label(rows: Sequence[Row], said: str, *, left: int = 0, **style: Any) -> list[Spec]:
    """Texts that begin at `left` pixels, on a rim of paper so that no line runs through them."""
    mark = {"type": "text", "align": "left", "baseline": "middle", "fontSize": 12.5, "fill": INK, **style}
    rim = {**mark, "fill": PAPER, "stroke": PAPER, "strokeWidth": 5, "strokeJoin": "round"}
    return [layer(rows, one, {"value": left}, text={"field": said, "type": "nominal"}) for one in (rim, mark)]


def limit_line(limit: float, height: int, axis: Spec) -> list[Spec]:
    """An upright line at a limit, named above the plot."""
    at = {"field": "limit", **axis}
    rule = {"data": {"values": [{"limit": limit}]}, "mark": {"type": "rule", "stroke": WARNING, "strokeWidth": 2}}
    rule["encoding"] = {"x": at, "y": {"value": 0}, "y2": {"value": height}}
    text = {"type": "text", "align": "left", "dx": -4, "fontSize": 12, "fontWeight": 600, "fill": WARNING}
    name = {"data": {"values": [{"limit": limit, "said": f"limit {short(limit)}"}]}, "mark": text}
    name["encoding"] = {"x": at, "y": {"value": -10}, "text": {"field": "said", "type": "nominal"}}
    return [rule, name]


def cut(text: str, letters: int) -> str:
    """A text short enough for its chart; the table beside it has the whole."""
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"
