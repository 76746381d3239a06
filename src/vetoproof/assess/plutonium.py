"""The record's intervals of a reactor -> the plutonium that it could have made between two days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from vetoproof.assess.estimates import Bound, Estimated, needed, read_inputs
from vetoproof.detect.weapons.facilities import DAYS, FACTOR, POWER, YIELD, Interval, days_in, plutonium
from vetoproof.evidence.record import Row, Table, said_by
from vetoproof.terms.days import ONE_DAY, Span
from vetoproof.terms.errors import InputError
from vetoproof.terms.unseen import Unseen

NAME, RUNNING = "plutonium", "operating"
SLACK = {"day": 0, "half_month": 15, "month": 31, "year": 365}  # days by which a first day of that precision may be off


def estimate_plutonium(
    facilities: Table, inputs: Table, as_of: date, known_by: date, *, facility: str | None = None, span: Span | None = None
) -> Estimated:
    """Plutonium made in a reactor; without a span, from its first interval on record to the last look."""
    found = intervals(facilities, as_of, known_by)
    chosen = facility or _reactor(inputs)
    own = [one for one in found if one.facility == chosen]
    if not own:
        known = ", ".join(sorted({one.facility for one in found}))
        raise InputError("has no interval on record by then", where=f"--facility {chosen}", do=f"use one of {known}")
    first, last = _ends(span, own, as_of)
    told = read_inputs(inputs, NAME, known_by.isoformat())
    needed(told, (POWER, FACTOR, YIELD), inputs, f"estimate {NAME}")
    days = days_in(own, chosen, RUNNING, first, last)
    made, parts = plutonium(days, told, _said_by(facilities, chosen), ", ".join(one.id for one in own if one.state == RUNNING))
    return Estimated(
        NAME,
        "kg",
        made,
        parts,
        (
            Bound("low", made.low, f"{days[0]} days at the least power, factor and yield"),
            Bound("high", made.high, f"{days[2]} days at the most"),
        ),
        (),
        (),
        tuple(_unseen(own, first, last, days)),
        f"plutonium made in {chosen} from {first} to {last}, by the days on which it was seen running",
        {"facility": chosen, "from": first.isoformat(), "until": last.isoformat(), DAYS: {"low": days[0], "mid": days[1], "high": days[2]}},
    )


def intervals(facilities: Table, as_of: date, known_by: date) -> tuple[Interval, ...]:
    """The rows that were said by then, cut at the last look: after it nobody knows."""
    rows = [row for row in facilities.rows if said_by(row, known_by.isoformat()) and row["from"] <= as_of.isoformat()]
    return tuple(_interval(row, as_of) for row in rows)


def _interval(row: Row, as_of: date) -> Interval:
    end = min(date.fromisoformat(row["last_seen"] or row["until"] or row["from"]), as_of)
    if row["until"]:
        end = min(end, date.fromisoformat(row["until"]))
    start = date.fromisoformat(row["from"])
    return Interval(row["facility"], row["state"], start, max(start, end), SLACK.get(row["precision"], 31), row["id"])


def _reactor(inputs: Table) -> str:
    """The facility whose thermal power the inputs give: its name stands in the note of that row."""
    return next(row["note"] for row in inputs.rows if (row["estimate"], row["name"]) == (NAME, POWER))


def _ends(span: Span | None, own: list[Interval], as_of: date) -> tuple[date, date]:
    if span is None:
        return min(one.start for one in own), min(as_of, max(one.end for one in own))
    return span.start, min(span.end or as_of, as_of)


def _said_by(facilities: Table, facility: str) -> str:
    return next(row["root"] for row in facilities.rows if row["facility"] == facility)


def _unseen(own: list[Interval], first: date, last: date, days: tuple[int, int, int]) -> Iterator[Unseen]:
    looked = {one.start + timedelta(days=n) for one in own for n in range((one.end - one.start).days + 1)}
    blank = sum(first + n * ONE_DAY not in looked for n in range((last - first).days + 1))
    if blank:
        yield Unseen(f"{blank} of {(last - first).days + 1} days", "no interval on record covers them: nobody says whether it ran")
    yield Unseen("plutonium separated", "what a reactor made is not what was taken out of its fuel; this is no stock")
    if days[0] != days[2]:
        yield Unseen("the first day of a campaign", "known to a month or half a month only, so the days are a range")
