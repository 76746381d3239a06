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

from vetoproof.publish.words import readable

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
    text = vl_convert.vegalite_to_svg(_readable(whole), allowed_base_urls=[])
    text = re.sub(r"<[^>]*>", lambda tag: LONG.sub(lambda number: f"{float(number[0]):.1f}", tag[0]), text)
    head, body = text.split(">", 1)
    box = re.search(r'viewBox="[^"]*"', head)
    return f'<svg aria-hidden="true" focusable="false" {box[0] if box else ""}>{body}'


def _readable(part: Any) -> Any:
    """The same spec with readable texts only: vl-convert 1.9 ends the whole process at a control character."""
    if isinstance(part, str):
        return readable(part)
    if isinstance(part, Mapping):
        return {key: _readable(value) for key, value in part.items()}
    return [_readable(one) for one in part] if isinstance(part, list | tuple) else part


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


def x_axis(top: float, ticks: Sequence[float], name: Callable[[float], str] = short, floor: float = 0) -> Spec:
    """The horizontal scale of amounts, with ticks in short words; from a floor above nothing it is logarithmic."""
    said = " : ".join(f"datum.value == {tick:g} ? '{name(tick)}'" for tick in ticks)
    axis = {"values": list(ticks), "labelExpr": f"{said} : ''", "labelOverlap": False, "labelBound": False, "labelFlush": False}
    kind = {"type": "log"} if floor else {}
    return {"type": "quantitative", "scale": {**kind, "domain": [floor, top], "nice": False, "padding": 0}, "axis": axis}


# ---- marks: a row each, its place across as an amount and its place down in pixels
def box(x: float, y: float, height: float, **style: Any) -> Row:
    """A bar from nothing to `x`."""
    return {"x": 0, "x2": x, "y": y - height / 2, "y2": y + height / 2, "fill": ACCENT, "stroke": ACCENT, **style}


def band(x: float, x2: float, y: float, height: float, **style: Any) -> Row:
    """A bar from one place to another."""
    return {"x": x, "x2": x2, "y": y - height / 2, "y2": y + height / 2, "fill": ACCENT, "stroke": ACCENT, **style}


def across(x: float, x2: float, y: float, **style: Any) -> Row:
    """A line across."""
    return {"x": x, "x2": x2, "y": y, "y2": y, "stroke": ACCENT, "width": 2, "dash": SOLID, **style}


def upright(x: float, y: float, y2: float, **style: Any) -> Row:
    """A line down, from one height to another."""
    return {"x": x, "x2": x, "y": y, "y2": y2, "stroke": ACCENT, "width": 2, "dash": SOLID, **style}


def dot(x: float, y: float, shape: str, size: int) -> Row:
    return {"x": x, "y": y, "shape": shape, "size": size}


def text(x: float, y: float, said: str, **style: Any) -> Row:
    """A text that begins at `x`. The style sheet gives it a rim of paper, so that no line runs through it: each text costs 2 ms."""
    return {"x": x, "y": y, "said": said, "fill": INK, "size": 12.5, "bold": False, **style}


@frozen
class Plot:
    """What stands on a chart. `top` is the amount at its right end."""

    width: int
    height: int
    padding: Spec
    top: float
    ticks: Sequence[float]
    boxes: Sequence[Row] = ()
    lines: Sequence[Row] = ()
    dots: Sequence[Row] = ()
    texts: Sequence[Row] = ()
    tick_name: Callable[[float], str] = short
    floor: float = 0  # above nothing: the scale is logarithmic and begins here

    def spec(self) -> Spec:
        """One layer for each sort of mark that there is."""
        bold, light = ([row for row in self.texts if row["bold"] is weight] for weight in (True, False))
        layers: list[tuple[Sequence[Row], Spec, Spec]] = [
            (self.boxes, {"type": "rect", "strokeWidth": 1}, {**ENDS, **own(fill="fill", stroke="stroke")}),
            (self.lines, {"type": "rule"}, {**ENDS, **own(stroke="stroke", strokeWidth="width", strokeDash="dash")}),
            (self.dots, {"type": "point", "filled": True, "opacity": 1, "color": ACCENT}, own(shape="shape", size="size")),
            (light, TEXT, own(text="said", size="size", fill="fill")),
            (bold, {**TEXT, "fontWeight": 600}, own(text="said", size="size", fill="fill")),
        ]
        drawn = [self._layer(rows, mark, more) for rows, mark, more in layers if rows]
        return {"width": self.width, "height": self.height, "padding": self.padding, "layer": drawn}

    def _layer(self, rows: Sequence[Row], mark: Spec, more: Spec) -> Spec:
        x = {"field": "x", **x_axis(self.top, self.ticks, self.tick_name, self.floor)}
        return {"data": {"values": list(rows)}, "mark": mark, "encoding": {"x": x, "y": PIXELS, **more}}


PIXELS: Spec = {"field": "y", "type": "quantitative", "scale": None, "axis": None}
ENDS: Spec = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
TEXT: Spec = {"type": "text", "align": "left", "baseline": "middle"}
SOLID, BROKEN, DOTTED = [1, 0], [5, 4], [1, 3]


def own(**fields: str) -> Spec:
    """Channels that take a row's own value as it is."""
    plain = {"type": "nominal", "scale": None, "legend": None}
    return {channel: {"field": field, **(plain if channel != "text" else {"type": "nominal"})} for channel, field in fields.items()}


def cut(text: str, letters: int) -> str:
    """A text short enough for its chart; the table beside it has the whole."""
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"
