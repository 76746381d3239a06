"""Rows of several tables -> lanes of days, one below the other. What stands in one column happened at one time; no more is said."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from vetoproof.evidence.record import Row
from vetoproof.publish.charts import ACCENT, FAINT, PAPER, Drawing, Plot, across, band, draw, text
from vetoproof.publish.charts import Row as Mark
from vetoproof.publish.rows import Book, anchor_of, starts
from vetoproof.regime.telling import Lane, Part
from vetoproof.terms.days import read_when

HEIGHT, LEAST = 44, 0.02  # pixels a lane; years that a single day is wide, so that it can be seen


@frozen
class Days:
    """The days of one row."""

    start: date
    end: date
    anchor: str


@frozen
class LaneView:
    """One lane: its title and the days of its rows, in order."""

    title: str
    days: tuple[Days, ...]


@frozen
class LanesView:
    """All lanes between two days."""

    lanes: tuple[LaneView, ...]
    since: date
    until: date

    @property
    def rows(self) -> tuple[str, ...]:
        return tuple(one.anchor for lane in self.lanes for one in lane.days)


def lanes(book: Book, part: Part) -> LanesView:
    """The lanes of a part, from its first day to the day of the report."""
    until = book.run.as_of
    found = [_lane(book, lane, until) for lane in part.lanes]
    first = date.fromisoformat(part.since) if part.since else min((day.start for lane in found for day in lane.days), default=until)
    kept = (LaneView(lane.title, tuple(day for day in lane.days if day.end >= first)) for lane in found)
    return LanesView(tuple(lane for lane in kept if lane.days), first, until)


def _lane(book: Book, lane: Lane, until: date) -> LaneView:
    rows = book.rows(lane.table) if lane.table in book.run.tables else ()
    wanted = [row for row in rows if all(row.get(column, "") in allowed for column, allowed in lane.where.items())]
    days = [_days(lane.table, row) for row in wanted if starts(row) or row.get("until")]
    return LaneView(lane.title, tuple(sorted((one for one in days if one.start <= until), key=lambda one: (one.start, one.anchor))))


def _days(table: str, row: Row) -> Days:
    """From the first day to the last; a row with a last day only is drawn on it."""
    first = read_when(starts(row) or row["until"])
    last = read_when(row.get("until") or starts(row))
    return Days(first.start, last.end or last.start, anchor_of(table, row))


def lanes_drawing(view: LanesView) -> Drawing | None:
    """A mark a row; a bar where it lasted."""
    if not view.lanes:
        return None
    said = "; ".join(f"{lane.title}: {len(lane.days)} from {lane.days[0].start} to {lane.days[-1].start}" for lane in view.lanes)
    return draw(f"{said}. Side by side; nothing is said of causes.", lambda width: _at(width, view).spec())


def _at(width: int, view: LanesView) -> Plot:
    first, years = view.since.year, view.until.year + 1 - view.since.year
    step = next(step for step in (1, 2, 5, 10) if years / step <= width / 55)
    ticks = [float(year - first) for year in range(first, view.until.year + 1) if year % step == 0]
    boxes: list[Mark] = []
    lines: list[Mark] = []
    texts: list[Mark] = []
    for n, lane in enumerate(view.lanes):
        y = HEIGHT * n + 28
        texts.append(text(0, y - 17, f"{lane.title} ({len(lane.days)})", bold=True))
        lines.append(across(0, years, y, width=1, stroke=FAINT))
        boxes += [_mark(one, first, y) for one in lane.days]
    size = {"left": 20, "right": 16, "top": 4, "bottom": 24}
    inner = width - size["left"] - size["right"]
    return Plot(inner, HEIGHT * len(view.lanes), size, float(years), ticks, boxes, lines, (), texts, lambda tick: str(int(tick) + first))


def _mark(one: Days, first: int, y: float) -> Mark:
    start, end = max(0.0, _years(one.start, first)), _years(one.end, first)
    return band(start, max(end, start + LEAST), y, 12, fill=ACCENT, stroke=PAPER)


def _years(day: date, first: int) -> float:
    return round(day.year - first + (day.timetuple().tm_yday - 1) / 366, 3)
