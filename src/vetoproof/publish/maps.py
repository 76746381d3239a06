"""Events of ships, their tracks and the ports within reach -> a map as SVG: land, tracks, gaps, and where a gap could have led."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from math import asinh, cos, degrees, floor, log10, radians, tan
from typing import Any

from attrs import field, frozen

from vetoproof.detect.vessels.outline import Window, coastlines
from vetoproof.publish.states import STATES

SEA, LAND, SHORE, LINES = "#eaf1f5", "#e6e1d6", "#b5ad9c", "#d3e0e8"
INK, SOFT, ACCENT, WARNING = "#1b1b1a", "#5c5a55", "#1f4e79", "#9a3412"
SANS = "system-ui,-apple-system,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif"
MARGIN = 0.12  # of the span, around what is shown
LEAST_SPAN = 1.2  # degrees of latitude
MOST_NAMES = 24
HEADING = 34  # pixels
LETTER = 6.4  # pixels of a letter, about
SIGNS = {"encounter": "diamond", "port-visit": "square", "loitering": "ring", "stop": "ring", "jump": "cross", "dark": "triangle"}
HALO = ' paint-order="stroke" stroke="#fff" stroke-width="3" stroke-opacity=".8"'
Place = tuple[float, float]  # lat, lon
Box = tuple[float, float, float, float]


@frozen
class Harbour:
    """A port on the map; `hours` a ship could have spent there, None if it is only shown."""

    name: str
    state: str
    lat: float
    lon: float
    hours: float | None = None


@frozen
class Silence:
    """A gap: where the ship was last and next seen, and for how long not."""

    off: Place
    on: Place
    hours: float
    label: str = ""


@frozen
class Sign:
    """Another event: what and where."""

    kind: str
    at: Place
    label: str = ""


@frozen(eq=False)
class Chart:
    """What one map shows."""

    title: str
    silences: tuple[Silence, ...] = ()
    harbours: tuple[Harbour, ...] = ()
    tracks: tuple[Sequence[Place], ...] = ()
    areas: tuple[Any, ...] = ()  # rings of (lat, lon)
    signs: tuple[Sign, ...] = ()
    stressed: tuple[str, ...] = ()  # the States whose ports stand out
    note: str = ""
    width: int = 760
    heading: bool = True  # the title stands above the map; a page that has its own leaves it out

    @property
    def places(self) -> list[Place]:
        """All that has to be on it."""
        found = [place for silence in self.silences for place in (silence.off, silence.on)]
        found += [(one.lat, one.lon) for one in self.harbours] + [one.at for one in self.signs]
        found += [place for track in self.tracks for place in track]
        return found + [(float(lat), float(lon)) for ring in self.areas for lat, lon in ring]


@frozen(eq=False)
class Frame:
    """Degrees -> pixels, on a Mercator chart."""

    window: Window
    width: int
    scale: float = field(init=False)

    @scale.default
    def _scale(self) -> float:
        return self.width / (self.window.east - self.window.west)

    @property
    def height(self) -> float:
        return (_chart(self.window.north) - _chart(self.window.south)) * self.scale

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """The pixel of a place; the longitude is taken to the side of the window."""
        east = self.window.west + (lon - self.window.west) % 360.0 if self.window.east > 180 else lon
        return (east - self.window.west) * self.scale, (_chart(self.window.north) - _chart(lat)) * self.scale


def _chart(lat: float) -> float:
    return degrees(asinh(tan(radians(max(-84.0, min(84.0, lat))))))


def window_of(places: Iterable[Place], width: int = 760) -> Window:
    """The window around all places, no flatter than 3:5 and no steeper than 4:3; over the antimeridian if that is narrower."""
    known = list(places)
    south, north = min(lat for lat, _ in known), max(lat for lat, _ in known)
    lons = sorted(lon for _, lon in known)
    turned = sorted(lon % 360.0 for lon in lons)
    west, east = (turned[0], turned[-1]) if turned[-1] - turned[0] < lons[-1] - lons[0] else (lons[0], lons[-1])
    high, middle = max(north - south, LEAST_SPAN), (north + south) / 2
    high *= 1 + 2 * MARGIN
    wide = max((east - west) * (1 + 2 * MARGIN), high / cos(radians(min(80.0, abs(middle)))) * 0.75)
    high = max(high, wide * cos(radians(min(80.0, abs(middle)))) * 0.6)
    wide = min(wide, 359.9)
    centre = (west + east) / 2
    return Window(max(-84.0, middle - high / 2), min(84.0, middle + high / 2), centre - wide / 2, centre + wide / 2)


def map_svg(chart: Chart) -> str:
    """The map. Nothing in it is fetched; what is drawn is said in its title and description too."""
    frame = Frame(window_of(chart.places), chart.width)
    height = frame.height
    key, key_height = _key(chart, frame, height + 18)
    inside = [
        f'<rect width="{chart.width}" height="{height:.0f}" fill="{SEA}"/>',
        *_areas(chart, frame),
        f'<path d="{_path(coastlines(frame.window), frame)}" fill="{LAND}" fill-rule="evenodd" stroke="{SHORE}" stroke-width=".7"/>',
        *_graticule(frame),
        *(_track(track, frame) for track in chart.tracks if len(track) > 1),
        *(part for silence in chart.silences for part in _silence(silence, frame)),
        *(_sign(sign, frame) for sign in chart.signs),
        *_harbours(chart, frame),
        _bar(frame),
    ]
    above = HEADING if chart.heading else 0
    total = height + key_height + 18
    heading = _text(0, -12, chart.title, 18, INK, ' font-weight="600"') if chart.heading else ""
    box = f"0 {-above} {chart.width} {total + above:.0f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" font-family="{SANS}" font-size="12">'
        f"<title>{escape(chart.title)}</title><desc>{escape(_said(chart))}</desc>"
        f'<rect y="{-above}" width="{chart.width}" height="{total + above:.0f}" fill="#fff"/>{heading}'
        f'<svg width="{chart.width}" height="{height:.0f}" overflow="hidden">{"".join(inside)}</svg>'
        f'<rect x=".5" y=".5" width="{chart.width - 1}" height="{height - 1:.0f}" fill="none" stroke="{SHORE}"/>{"".join(key)}</svg>\n'
    )


def _said(chart: Chart) -> str:
    within = ", ".join(f"{one.name} {one.hours:.0f} h" for one in chart.harbours if one.hours is not None)
    silent = "; ".join(f"silent for {one.hours:.0f} hours {one.label}".strip() for one in chart.silences[:20])
    return f"{silent}. Ports within reach, with the hours left for each: {within or 'none'}. {chart.note}".strip()


def _areas(chart: Chart, frame: Frame) -> list[str]:
    if not chart.areas:
        return []
    path = _path(chart.areas, frame)
    return [
        f'<path d="{path}" fill="{ACCENT}" fill-opacity=".13" fill-rule="evenodd" stroke="{ACCENT}" stroke-opacity=".45" stroke-width="1"/>'
    ]


def _path(rings: Iterable[Any], frame: Frame) -> str:
    parts = []
    for ring in rings:
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (frame.at(float(lat), float(lon)) for lat, lon in ring))
        parts.append(f"M{points}Z")
    return "".join(parts)


def _graticule(frame: Frame) -> list[str]:
    """Lines of whole degrees, named at the edge."""
    window = frame.window
    step = next(step for step in (0.25, 0.5, 1, 2, 5, 10, 20, 30, 60) if (window.east - window.west) / step <= 9)
    found = []
    for number in range(floor(window.west / step) + 1, floor(window.east / step) + 1):
        x, _ = (number * step - window.west) * frame.scale, 0
        east = (number * step + 180) % 360 - 180
        found.append(f'<path d="M{x:.1f},0V{frame.height:.0f}" stroke="{LINES}" stroke-width=".6"/>')
        found.append(_text(x + 3, frame.height - 5, f"{abs(east):g}°{'W' if east < 0 else 'E'}", 10, SOFT))
    for number in range(floor(window.south / step) + 1, floor(window.north / step) + 1):
        y = (_chart(window.north) - _chart(number * step)) * frame.scale
        found.append(f'<path d="M0,{y:.1f}H{frame.width}" stroke="{LINES}" stroke-width=".6"/>')
        found.append(_text(4, y - 3, f"{abs(number * step):g}°{'S' if number < 0 else 'N'}", 10, SOFT))
    return found


def _text(x: float, y: float, words: str, size: int = 12, fill: str = INK, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}"{more}>{escape(words)}</text>'


def _track(track: Sequence[Place], frame: Frame) -> str:
    points, last = [], None
    for lat, lon in track:
        x, y = frame.at(lat, lon)
        points.append(f"{'M' if last is None or abs(x - last) > frame.width / 2 else 'L'}{x:.1f},{y:.1f}")
        last = x
    return f'<path d="{"".join(points)}" fill="none" stroke="{INK}" stroke-width="1.6" stroke-linejoin="round"/>'


def _silence(silence: Silence, frame: Frame) -> list[str]:
    """A broken line from the last position (full) to the next (open)."""
    (x, y), (to_x, to_y) = frame.at(*silence.off), frame.at(*silence.on)
    found = []
    if abs(to_x - x) <= frame.width / 2:
        found.append(f'<path d="M{x:.1f},{y:.1f}L{to_x:.1f},{to_y:.1f}" stroke="{WARNING}" stroke-width="2" stroke-dasharray="5 4"/>')
    found.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{WARNING}" stroke="#fff" stroke-width="1.5"/>')
    found.append(f'<circle cx="{to_x:.1f}" cy="{to_y:.1f}" r="4.5" fill="#fff" stroke="{WARNING}" stroke-width="2"/>')
    return found


def _sign(sign: Sign, frame: Frame) -> str:
    x, y = frame.at(*sign.at)
    shapes = {
        "diamond": f"M{x:.1f},{y - 6:.1f}l6,6l-6,6l-6,-6Z",
        "square": f"M{x - 4.5:.1f},{y - 4.5:.1f}h9v9h-9Z",
        "ring": f"M{x - 5:.1f},{y:.1f}a5,5 0 1,0 10,0a5,5 0 1,0 -10,0Z",
        "cross": f"M{x - 5:.1f},{y - 5:.1f}l10,10M{x - 5:.1f},{y + 5:.1f}l10,-10",
        "triangle": f"M{x:.1f},{y - 6:.1f}l6,10h-12Z",
    }
    shape = SIGNS.get(sign.kind, "ring")
    fill = "none" if shape in {"ring", "cross"} else ACCENT
    label = f"<title>{escape(sign.label or sign.kind)}</title>"
    return f'<path d="{shapes[shape]}" fill="{fill}" stroke="{ACCENT}" stroke-width="1.6">{label}</path>'


def _harbours(chart: Chart, frame: Frame) -> list[str]:
    """Ports with their names where there is room: those that stand out first, then by the hours."""
    ranked = sorted(chart.harbours, key=lambda one: (one.state not in chart.stressed, -(one.hours or -1), one.name, one.lat))
    dots, names, taken = (
        [],
        [],
        [_box_of(silence.off, frame) for silence in chart.silences] + [_box_of(one.on, frame) for one in chart.silences],
    )
    taken += [_box_of((one.lat, one.lon), frame) for one in ranked]
    for number, one in enumerate(ranked):
        x, y = frame.at(one.lat, one.lon)
        stressed = one.state in chart.stressed
        colour = WARNING if stressed else ACCENT if one.hours is not None else SOFT
        dots.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{5 if stressed else 3.2}" fill="{colour}" stroke="#fff" stroke-width="1"/>')
        words = one.name if one.hours is None else f"{one.name} {one.hours:.0f} h"
        spot = _spot(x, y, len(words) * LETTER * (1.25 if stressed else 1.02), taken, frame) if number < MOST_NAMES else None
        if spot:
            anchor, at, box = spot
            taken.append(box)
            more = f' text-anchor="{anchor}"{HALO}' + (' font-weight="600"' if stressed else "")
            names.append(_text(at, box[3] - 4, words, 12 if stressed else 11, WARNING if stressed else INK, more))
    return dots + names


def _box_of(place: Place, frame: Frame) -> tuple[float, float, float, float]:
    x, y = frame.at(*place)
    return x - 5, y - 5, x + 5, y + 5


def _spot(x: float, y: float, wide: float, taken: Sequence[Box], frame: Frame) -> tuple[str, float, Box] | None:
    """Room for a name beside a port, to the right, the left, above, below: how the text is anchored, where, and the box it fills."""
    beside = (
        (x + 8, y - 8, "start"),
        (x - 8, y - 8, "end"),
        (x, y - 22, "middle"),
        (x, y + 7, "middle"),
        (x + 6, y - 20, "start"),
        (x + 6, y + 5, "start"),
    )
    for at, top, anchor in beside:
        left = at - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        box = (left, top, left + wide, top + 15.0)
        inside = box[0] >= 0 and box[1] >= 0 and box[2] <= frame.width and box[3] <= frame.height
        if inside and not any(box[0] < one[2] and one[0] < box[2] and box[1] < one[3] and one[1] < box[3] for one in taken):
            return anchor, at, box
    return None


def _bar(frame: Frame) -> str:
    """A scale, true in the middle of the map."""
    middle = (frame.window.south + frame.window.north) / 2
    pixels_a_mile = frame.scale / (60 * cos(radians(middle)))
    rough = frame.width / 5 / pixels_a_mile
    step = 10 ** floor(log10(rough))
    miles = max(step * part for part in (1, 2, 5) if step * part <= rough)
    long, x, y = miles * pixels_a_mile, frame.width - 16, frame.height - 14
    line = f'<path d="M{x - long:.1f},{y - 4:.1f}v4h{long:.1f}v-4" fill="none" stroke="{INK}" stroke-width="1.2"/>'
    return line + _text(x, y - 7, f"{miles:g} nautical miles", 10, INK, f' text-anchor="end"{HALO}')


def _key(chart: Chart, frame: Frame, top: float) -> tuple[list[str], float]:
    """What each sign means: only those that are on the map; then the note."""
    stressed = any(one.state in chart.stressed for one in chart.harbours)
    entries = []
    if chart.tracks:
        entries.append((f'<path d="M0,0h18" stroke="{INK}" stroke-width="1.6"/>', "track as broadcast"))
    if chart.silences:
        entries.append((f'<circle cx="9" r="5" fill="{WARNING}"/>', "last position before the silence"))
        entries.append((f'<circle cx="9" r="4.5" fill="#fff" stroke="{WARNING}" stroke-width="2"/>', "next position"))
    if chart.areas:
        entries.append(
            (
                f'<rect y="-6" width="18" height="12" fill="{ACCENT}" fill-opacity=".13" stroke="{ACCENT}" stroke-opacity=".45"/>',
                "sea within reach",
            )
        )
    if any(one.hours is not None for one in chart.harbours):
        if stressed:
            entries.append(
                (
                    f'<circle cx="9" r="5" fill="{WARNING}"/>',
                    f"port of the {', '.join(STATES.get(one, one) for one in chart.stressed)} within reach, and the hours left for it",
                )
            )
        entries.append((f'<circle cx="9" r="3.2" fill="{ACCENT}"/>', "other port within reach"))
    for kind in sorted({sign.kind for sign in chart.signs}):
        corner = Frame(Window(-1, 1, 0, 1), 18)
        entries.append((f'<g transform="translate(9,0)">{_sign(Sign(kind, (1, 0)), corner)}</g>', kind.replace("-", " ")))
    found, x, y = [], 0.0, top
    for mark, words in entries:
        wide = 34 + len(words) * LETTER
        if x + wide > frame.width and x:
            x, y = 0.0, y + 20
        found.append(f'<g transform="translate({x:.0f},{y:.0f})">{mark}{_text(24, 4, words, 12, SOFT)}</g>')
        x += wide
    for line in _lines(chart.note, int(frame.width / LETTER * 1.06)):
        y += 20
        found.append(_text(0, y + 4, line, 12, SOFT))
    return found, y - top + 14 if found else 0.0


def _lines(words: str, letters: int) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + len(word) < letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
