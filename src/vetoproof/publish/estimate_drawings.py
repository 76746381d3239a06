"""The chart of an estimate: its hard ends, where most draws lie, and what others say of the same thing."""

from __future__ import annotations

from vetoproof.assess.estimates import Estimated
from vetoproof.publish.charts import ACCENT, INK, PALE, SOFT, Drawing, Plot, band, cut, dot, draw, nice_top, short, text, upright

TOP, ROW, LETTERS = 30, 30, 60  # pixels, pixels, letters of a claimant's line


def estimate_drawing(found: Estimated) -> Drawing:
    """A pale bar between the hard ends, a dark one for nine draws of ten, a line for the middle draw; a diamond a claim beside it."""
    one = found.estimate
    top, ticks = nice_top(max([one.high, *(beside.value for beside in found.beside if beside.unit == found.unit)]) * 1.02)
    ends = f"between {one.low:,.0f} and {one.high:,.0f} {found.unit}"
    says = f"{found.means}: {ends}; nine draws of ten lie between {one.p05:,.0f} and {one.p95:,.0f}."
    return draw(says, lambda width: _at(width, found, top, ticks).spec())


def _at(width: int, found: Estimated, top: float, ticks: list[float]) -> Plot:
    one, beside = found.estimate, [claim for claim in found.beside if claim.unit == found.unit]
    boxes = [band(one.low, one.high, TOP, 20, fill=PALE, stroke=PALE), band(one.p05, one.p95, TOP, 20, fill=ACCENT)]
    lines = [upright(one.p50, TOP - 14, TOP + 14, stroke=INK)]
    texts = [text(0, TOP - 24, f"{short(round(one.low, 2))} to {short(round(one.high, 2))} {found.unit}", bold=True)]
    dots = []
    for n, claim in enumerate(beside):
        y = TOP + 40 + n * ROW
        dots.append(dot(claim.value, y, "diamond", 110))
        texts.append(text(0, y - 13, cut(f"{claim.claimant}: {claim.value:,.0f}", LETTERS), fill=SOFT))
    size = {"left": 14, "right": 20, "top": 8, "bottom": 24}
    return Plot(width - 34, TOP + 30 + ROW * len(beside), size, top, ticks, boxes, lines, dots, texts)
