"""The charts of a cap: what was reported against the limit, and the same floor with what others claim beside it, on two scales."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from vetoproof.findings.cap_claims import Estimate
from vetoproof.publish import words
from vetoproof.publish.caps import CapView, Period
from vetoproof.publish.charts import (
    DOTTED,
    INK,
    PALE,
    PAPER,
    SOFT,
    WARNING,
    Drawing,
    Plot,
    Row,
    across,
    box,
    cut,
    dot,
    draw,
    nice_top,
    short,
    text,
    upright,
)

ROW, CLAIM = 50, 16  # pixels for a period, and for each claim below its bar
LABELS = 44  # pixels for the name of a period
LIMIT_NAME = 68  # pixels for the name of a limit
WIDE_ENOUGH = 500
DECADES = 3  # a logarithmic scale begins three powers of ten below its end
CLAIMED = "#7a5195"


@frozen
class Scale:
    """From an amount to a place across and back: even, or by powers of ten from `floor` on."""

    floor: float
    top: float
    width: int

    def at_pixel(self, pixel: float) -> float:
        """The amount that stands at a pixel; left of the axis too."""
        share = pixel / self.width
        return float(self.floor * (self.top / self.floor) ** share) if self.floor else self.top * share

    def held(self, amount: float) -> float:
        """The amount, or the end of the scale that it lies beyond."""
        return min(max(amount, self.floor), self.top)


def cap_drawing(cap: CapView) -> Drawing | None:
    """A bar for the middle, a line for the range, an upright line for the limit; a pale bar is only a floor."""
    known = [period for period in cap.periods if period.year.limit.mid]
    if not any(period.year.reported for period in known):
        return None
    reported = [period.year.reported.high for period in known if period.year.reported]
    most = max(float(end) for end in (*reported, *(period.year.limit.mid for period in known)))
    top, ticks = nice_top(most * 1.05)
    shares = "; ".join(f"{period.label}: {period.share}" for period in known)
    says = f"Reported, against the limit of {cap.limit} {words.unit(cap.unit)}. {shares}."
    return draw(says, lambda width: _plot(Scale(0, top, width - LABELS - 20), known, ticks, claims=False).spec())


def band_drawing(cap: CapView, *, log: bool) -> Drawing | None:
    """The reported floor of each period, and below it a line for each claim about its days; the limit and the notices upright."""
    known = [period for period in cap.periods if period.year.limit.mid]
    if not any(period.beside for period in known):
        return None
    most = max(float(end) for period in known for end in period.stated)
    top, ticks = nice_top(most * 1.05)
    floor = 10.0 ** (len(str(int(top))) - DECADES) if log else 0.0
    steps = [floor * 10**n for n in range(DECADES + 1) if floor * 10**n <= top] if log else ticks
    told = "; ".join(f"{period.label}: reported {period.share}, {_named(period)}" for period in known if period.beside)
    says = f"Reported and claimed, each by itself, in {words.unit(cap.unit)}{', on a logarithmic scale' if log else ''}. {told}."
    return draw(says, lambda width: _plot(Scale(floor, top, width - LABELS - 20), known, steps, claims=True).spec())


def _named(period: Period) -> str:
    return ", ".join(f"{one.claimant} {_ends(one)}" for one in period.beside)


def _ends(one: Estimate) -> str:
    low, mid, high = one.ends
    if low is not None and mid is None and high is None:
        return f"at least {words.number(low)}"
    return " to ".join(words.number(end) for end in dict.fromkeys((low, mid, high)) if end is not None)


def _plot(scale: Scale, periods: Sequence[Period], ticks: Sequence[float], *, claims: bool) -> Plot:
    boxes: list[Row] = []
    lines: list[Row] = []
    dots: list[Row] = []
    texts: list[Row] = [_limit_name(scale, periods)]
    y, left, letters = 14, scale.at_pixel(-LABELS), 100 if scale.width > WIDE_ENOUGH else 46
    for period in periods:
        height = ROW + (CLAIM * len(period.beside) if claims else 0)
        lines += _limits(scale, period, y - 14, y - 14 + height)
        silent = f" · silent months: {period.silent}" if period.silent else ""
        texts += [text(left, y, period.short, size=13.5, bold=True), text(left, y + 19, cut(period.share + silent, letters), fill=SOFT)]
        if found := period.year.reported:
            bar = box(scale.held(float(found.mid)), y, 16, **({"fill": PALE} if period.floor else {}))
            boxes.append({**bar, "x": scale.floor or 0})
            lines += _range_on_bar(scale.held(float(found.low)), scale.held(float(found.high)), y)
        for n, claim in enumerate(period.beside if claims else ()):
            below = y + 36 + CLAIM * n
            lines += _line(scale, claim, below)
            dots += _points(scale, claim, below)
            if scale.floor:  # on an even scale the lines begin where the names would stand
                texts.append(text(scale.floor, below, cut(claim.claimant, 40 if scale.width > WIDE_ENOUGH else 18), size=11, fill=SOFT))
        y += height
    padding = {"left": LABELS, "right": 20, "top": 24, "bottom": 24}
    return Plot(scale.width, y - 14, padding, scale.top, ticks, boxes, lines, dots, texts, floor=scale.floor)


def _limits(scale: Scale, period: Period, y: float, y2: float) -> Iterator[Row]:
    """The limit of a period, and dotted the thresholds of the notices."""
    limit = float(period.year.limit.mid)
    yield upright(scale.held(limit), y, y2, stroke=WARNING)
    for percent in period.thresholds:
        yield upright(scale.held(limit * percent / 100), y, y2, stroke=WARNING, width=1, dash=DOTTED)


def _limit_name(scale: Scale, periods: Sequence[Period]) -> Row:
    """The name of the limit above its line, moved to the left where it would run off the chart."""
    limit, same = float(periods[0].year.limit.mid), len({period.year.limit.mid for period in periods}) == 1
    last = scale.at_pixel(scale.width - LIMIT_NAME)
    return text(min(limit, last), -12, f"limit {short(limit)}" if same else "limit", fill=WARNING, bold=True)


def _range_on_bar(low: float, high: float, y: float) -> list[Row]:
    if low == high:
        return []
    line = [across(low, high, y, stroke=PAPER, width=6), across(low, high, y, stroke=INK)]
    return [*line, *(upright(end, y - 6, y + 6, stroke=INK) for end in (low, high))]


def _line(scale: Scale, claim: Estimate, y: float) -> list[Row]:
    """A claim from its low to its high end; one without an upper end runs on to the edge."""
    low, mid, high = (None if end is None else scale.held(float(end)) for end in claim.ends)
    if low is None or low == high:
        return []
    last = high if high is not None else scale.top if mid is None else mid
    return [across(low, last, y, stroke=CLAIMED, width=4), upright(low, y - 5, y + 5, stroke=CLAIMED)]


def _points(scale: Scale, claim: Estimate, y: float) -> list[Row]:
    """A diamond for a middle or a flat figure, an arrow for an open upper end."""
    low, mid, high = claim.ends
    if mid is not None:
        return [{**dot(scale.held(float(mid)), y, "diamond", 90)}]
    return [dot(scale.top, y, "triangle-right", 110)] if low is not None and high is None else []
