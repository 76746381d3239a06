"""The charts of the page: events by year, claims by claimant, intervals by place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from vetoproof.publish import words
from vetoproof.publish.charts import (
    BROKEN,
    INK,
    PAPER,
    SHADES,
    SOFT,
    WARNING,
    Drawing,
    Plot,
    Row,
    Spec,
    across,
    band,
    cut,
    dot,
    draw,
    nice_top,
    short,
    text,
    upright,
)
from vetoproof.publish.claims import Claim
from vetoproof.publish.events import KindView
from vetoproof.publish.intervals import Strand

Ends = Mapping[str, float]
CLAIM_ROW = 62  # pixels
STRAND_ROW = 46
MOST_YEARS = 12  # an older first day begins at the edge
LIMIT_NAME = 68  # pixels for the name of a limit
WIDE_ENOUGH = 500


# ---- a limit
def _limit(limit: float, height: float) -> list[Row]:
    return [upright(limit, 0, height, stroke=WARNING)]


def _limit_name(limit: float, top: float, width: int) -> Row:
    """The name of the limit above its line, moved to the left where it would run off the chart."""
    last = (width - LIMIT_NAME) * top / width
    return text(min(limit, last), -12, f"limit {short(limit)}", fill=WARNING, bold=True)


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
        every = 10 if len(years) > width / 16 else 2 if len(years) > width / 36 else 1
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

    count, name = len(view.entries), view.name
    return draw(f"{name}, {count} by year, {years[0][0]} to {years[-1][0]}; the most in one year: {totals[peak]}, in {peak}.", at)


# ---- intervals: what was so from when to when, a strand a row
def intervals_drawing(strands: Sequence[Strand], states: Sequence[str], as_of: date, years: int = MOST_YEARS) -> Drawing | None:
    """A bar for each interval; where no end was seen it stops at the last look, and a broken line runs on to the day."""
    every = [one for strand in strands for one in strand.intervals]
    if not every:
        return None
    first = max(min(one.start.year for one in every), as_of.year - years)
    said = "; ".join(f"{strand.name}: {', '.join(f'{one.state} {one.when}' for one in strand.intervals)}" for strand in strands)
    return draw(f"{said}.", lambda width: _intervals_at(width, strands, states, first, as_of).spec())


def _intervals_at(width: int, strands: Sequence[Strand], states: Sequence[str], first: int, as_of: date) -> Plot:
    years = as_of.year + 1 - first
    step = next(step for step in (1, 2, 5, 10) if years / step <= width / 55)
    ticks = [float(year - first) for year in range(first, as_of.year + 1) if year % step == 0]
    boxes, lines, texts = [], [], []
    for n, strand in enumerate(strands):
        y = STRAND_ROW * n + 30
        texts.append(text(0, y - 18, strand.name, bold=True))
        following = [*(one.start for one in strand.intervals[1:]), as_of]
        for one, after in zip(strand.intervals, following, strict=True):
            start, end = (max(0.0, _years(day, first)) for day in (one.start, one.end or one.looked or as_of))
            boxes.append(band(start, max(end, start + 0.06), y, 14, **_shade(states.index(one.state))))
            if one.open and after > (one.looked or as_of):
                lines.append(across(end, _years(after, first), y, dash=BROKEN, stroke=SOFT))
    size = {"left": 20, "right": 16, "top": 4, "bottom": 24}
    inner = width - 36
    return Plot(inner, STRAND_ROW * len(strands), size, float(years), ticks, boxes, lines, (), texts, lambda tick: str(int(tick) + first))


def _years(day: date, first: int) -> float:
    """A day as years since the first of January of the first year, to a thousandth."""
    return round(day.year - first + (day.timetuple().tm_yday - 1) / 366, 3)


def _shade(n: int) -> Row:
    shade = SHADES[n % len(SHADES)]
    return {"fill": shade if n < len(SHADES) else PAPER, "stroke": INK}


# ---- claims: a range a claim, open ends drawn open
def claims_drawing(claims: Iterable[Claim], unit: str, limit: float = 0) -> Drawing | None:
    """A line a claim: a closed range ends in strokes, "at least" runs on to an arrow, "at most" begins broken at nothing."""
    shown = [(claim, ends) for claim in claims if (ends := _ends(claim))]
    if not shown:
        return None
    top, ticks = nice_top(max(limit, *(max(ends.values()) for _, ends in shown)) * 1.1)
    said = "; ".join(f"{claim.claimant}, {_line(claim)}" for claim, _ in shown)
    return draw(f"Claims in {unit}, each by its claimant. {said}.", lambda width: _claims_at(width, shown, top, ticks, limit).spec())


def _claims_at(width: int, shown: Sequence[tuple[Claim, Ends]], top: float, ticks: Sequence[float], limit: float) -> Plot:
    inner, letters, height = width - 28, 110 if width > WIDE_ENOUGH else 50, CLAIM_ROW * len(shown)
    lines, texts = (_limit(limit, height), [_limit_name(limit, top, inner)]) if limit else ([], [])
    dots: list[Row] = []
    for n, (claim, ends) in enumerate(shown):
        y = CLAIM_ROW * n + 46
        lines += _range(ends, y, top)
        dots += _points(ends, y, top)
        texts.append(text(0, y - 33, cut(claim.claimant, letters), bold=True))
        texts.append(text(0, y - 16, cut(_line(claim), letters), fill=SOFT))
    return Plot(inner, height, {"left": 12, "right": 16, "top": 24, "bottom": 24}, top, ticks, (), lines, dots, texts)


def _line(claim: Claim) -> str:
    amount = words.amount(claim.row)
    return f"{claim.brief} · {amount}" if claim.brief else amount


def _range(ends: Ends, y: float, top: float) -> list[Row]:
    """The line of a claim, with a stroke at each end that the claimant gave."""
    low, high = ends.get("low"), ends.get("high")
    if _flat(ends):
        return []
    strokes = [upright(end, y - 7, y + 7, width=3) for end in (low, high) if end is not None]
    if set(ends) == {"low"}:
        return [across(ends["low"], top, y, width=3), *strokes]
    if set(ends) == {"high"}:
        return [across(0, ends["high"], y, dash=BROKEN), *strokes]
    return [across(min(ends.values()), max(ends.values()), y, width=5), *strokes]


def _points(ends: Ends, y: float, top: float) -> list[Row]:
    """An arrow for an open upper end, a diamond for a flat figure or the middle of a range."""
    if set(ends) == {"low"}:
        return [dot(top, y, "triangle-right", 140)]
    return [dot(ends["mid"], y, "diamond", 150)] if "mid" in ends else []


def _flat(ends: Ends) -> bool:
    return "mid" in ends and len(set(ends.values())) == 1


def _ends(claim: Claim) -> Ends:
    """The ends that a claimant gave; a figure that is low and high at once is flat, and has a middle."""
    given = {end: _float(claim.row.get(end, "")) for end in ("low", "mid", "high")}
    ends = {end: value for end, value in given.items() if value is not None}
    if "low" in ends and ends.get("high") == ends["low"]:
        return {"mid": ends["low"]}
    return ends


def _float(text: str) -> float | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return float(number) if number.is_finite() and number >= 0 else None
