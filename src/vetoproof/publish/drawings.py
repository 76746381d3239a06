"""The charts of the page: a cap by period, events by year, claims by claimant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from vetoproof.publish import words
from vetoproof.publish.caps import CapView, Claim, Period
from vetoproof.publish.charts import (
    ACCENT,
    INK,
    PALE,
    SHADES,
    SOFT,
    Drawing,
    Row,
    Spec,
    cut,
    draw,
    label,
    layer,
    limit_line,
    line,
    nice_top,
    point,
    x_axis,
)
from vetoproof.publish.events import KindView

PERIOD_ROW, CLAIM_ROW = 50, 62  # pixels
LABELS = 44  # pixels for the name of a period
WIDE_ENOUGH = 500


# ---- a cap: what was reported, period by period, against the limit
def cap_drawing(cap: CapView) -> Drawing:
    """A bar for the middle, a line for the range, an upright line for the limit; a pale bar is only a floor."""
    rows = [_bar(period, n) for n, period in enumerate(cap.periods)]
    limit = float(cap.periods[-1].year.limit.mid)
    top, ticks = nice_top(max([limit * 1.05, *(row["far"] for row in rows)]))
    shares = "; ".join(f"{row['name']}: {row['said']}" for row in rows)

    def at(width: int) -> Spec:
        height, axis = PERIOD_ROW * len(rows), x_axis(top, ticks)
        ranged = [row for row in rows if row["far"] > row["near"]]
        return {
            "width": width - LABELS - 20,
            "height": height,
            "padding": {"left": LABELS, "right": 20, "top": 24, "bottom": 24},
            "layer": [
                *limit_line(limit, height, axis),
                *(_bars([row for row in rows if row["floor"] is floor], axis, floor) for floor in (False, True)),
                line(ranged, axis, stroke=INK, strokeWidth=2),
                *(point(ranged, axis, end, shape="stroke", angle=90, size=90, stroke=INK, strokeWidth=2) for end in ("near", "far")),
                *label(rows, "name", left=-LABELS, fontSize=13.5, fontWeight=600),
                *label([{**row, "y": row["y"] + 19} for row in rows], "said", fill=SOFT),
            ],
        }

    return draw(f"Reported, against the limit of {cap.limit} {words.unit(cap.unit)}. {shares}.", at)


def _bars(rows: list[dict[str, Any]], axis: Spec, floor: bool) -> Spec:
    mark = {"type": "rect", "fill": PALE if floor else ACCENT, "stroke": ACCENT, "strokeDash": [4, 3] if floor else [1, 0]}
    ends = [{"from": 0, "to": row["mid"], "y": row["y"] - 8, "y2": row["y"] + 8} for row in rows if row["mid"]]
    return layer(ends, {"strokeWidth": 1, **mark}, {"field": "from", **axis}, x2={"field": "to"}, y2={"field": "y2"})


def _bar(period: Period, n: int) -> dict[str, Any]:
    found = period.year.reported
    near, mid, far = (float(found.low), float(found.mid), float(found.high)) if found else (0.0, 0.0, 0.0)
    said = period.share + (f" · silent months: {period.silent}" if period.silent else "")
    return {"name": period.label, "near": near, "mid": mid, "far": far, "floor": period.floor, "said": said, "y": PERIOD_ROW * n + 14}


# ---- events: how many a year, in parts by outcome
def events_drawing(view: KindView) -> Drawing:
    """A bar a year."""
    years = list(view.years())
    totals = {year: sum(counts.values()) for year, counts in years}
    top, ticks = nice_top(max(totals.values()))
    rows = [{"year": year, "n": counts[word], "word": word, "order": n} for year, counts in years for n, word in enumerate(view.outcomes)]
    peak = max(totals, key=lambda year: (totals[year], -year))
    colours = {"domain": list(view.outcomes), "range": [SHADES[n % len(SHADES)] for n in range(len(view.outcomes))]}

    def at(width: int) -> Spec:
        every = 10 if len(years) > width / 30 else 1
        shown = {"values": [year for year in totals if year % every == 0], "labelAngle": 0, "labelOverlap": False}
        return {
            "width": width - 40,
            "height": 220,
            "padding": {"left": 32, "right": 8, "top": 10, "bottom": 24},
            "data": {"values": rows},
            "mark": {"type": "bar", "stroke": "#fff", "strokeWidth": 0.5},
            "encoding": {
                "x": {"field": "year", "type": "ordinal", "axis": shown, "scale": {"paddingInner": 0.2}},
                "y": {"field": "n", "type": "quantitative", "scale": {"domain": [0, top], "nice": False}, "axis": {"values": ticks}},
                "color": {"field": "word", "type": "nominal", "legend": None, "scale": colours},
                "order": {"field": "order", "type": "quantitative"},
            },
        }

    count, name = len(view.entries), words.plainly(view.kind)
    return draw(f"{name}, {count} by year, {years[0][0]} to {years[-1][0]}; the most in one year: {totals[peak]}, in {peak}.", at)


# ---- claims: a range a claim, open ends drawn open
def claims_drawing(claims: Iterable[Claim], unit: str, limit: float | None = None) -> Drawing | None:
    """A line a claim: a closed range ends in strokes, "at least" runs on to an arrow, "at most" begins broken at nothing."""
    rows = [row for claim in claims if (row := _range(claim))]
    if not rows:
        return None
    for n, row in enumerate(rows):
        row["y"] = CLAIM_ROW * n + 46
    top, ticks = nice_top(max([*(row["end"] for row in rows), limit or 0]) * 1.1)
    said = "; ".join(f"{row['name']}, {row['line']}" for row in rows)
    return draw(f"Claims in {unit}, each by its claimant. {said}.", lambda width: _claims_at(width, rows, top, ticks, limit))


def _claims_at(width: int, rows: list[dict[str, Any]], top: float, ticks: list[float], limit: float | None) -> Spec:
    letters = 110 if width > WIDE_ENOUGH else 48
    axis, height = x_axis(top, ticks), CLAIM_ROW * len(rows)
    floors = [{**row, "near": row["low"], "far": top} for row in rows if row["shape"] == "floor"]
    ceilings = [{**row, "near": 0, "far": row["high"]} for row in rows if row["shape"] == "ceiling"]
    closed = [{**row, "near": row["start"], "far": row["end"]} for row in rows if row["shape"] == "closed"]
    strokes = {"shape": "stroke", "angle": 90, "size": 200, "stroke": ACCENT, "strokeWidth": 3}
    named = [{**row, "name": cut(row["name"], letters), "line": cut(row["line"], letters)} for row in rows]
    return {
        "width": width - 28,
        "height": height,
        "padding": {"left": 12, "right": 16, "top": 24, "bottom": 24},
        "layer": [
            *(limit_line(limit, height, axis) if limit else ()),
            line(closed, axis, stroke=ACCENT, strokeWidth=5),
            line(floors, axis, stroke=ACCENT, strokeWidth=3),
            line(ceilings, axis, stroke=ACCENT, strokeWidth=2, strokeDash=[5, 4]),
            point(floors, axis, "far", shape="triangle-right", size=140),
            *(point([row for row in rows if row[end] is not None], axis, end, **strokes) for end in ("low", "high")),
            point([row for row in rows if row["flat"] is not None], axis, "flat", shape="diamond", size=150),
            *label([{**row, "y": row["y"] - 33} for row in named], "name", fontWeight=600),
            *label([{**row, "y": row["y"] - 16} for row in named], "line", fill=SOFT),
        ],
    }


def _range(claim: Claim) -> dict[str, Any] | None:
    """A claim as ends on a line; None if it states no number."""
    ends: Mapping[str, float | None] = {end: _float(claim.row.get(end, "")) for end in ("low", "mid", "high")}
    stated = {end: value for end, value in ends.items() if value is not None}
    if not stated:
        return None
    flat = len(set(stated.values())) == 1 and stated.keys() not in ({"low"}, {"high"})
    shape = {frozenset({"low"}): "floor", frozenset({"high"}): "ceiling"}.get(frozenset(stated), "closed")
    shown = {"low": None, "high": None} if flat else {"low": ends["low"], "high": ends["high"]}
    return {
        "name": claim.claimant,
        "line": f"{claim.brief} · {claim.figure}" if claim.brief else claim.figure,
        "shape": shape,
        "start": min(stated.values()),
        "end": max(stated.values()),
        "flat": stated.get("mid", min(stated.values())) if flat else stated.get("mid"),
        **shown,
    }


def _float(text: str) -> float | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return float(number) if number.is_finite() and number >= 0 else None
