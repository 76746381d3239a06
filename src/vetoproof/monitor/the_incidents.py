"""Thefts: totals as a publisher gave them by a day, bridges between totals, and whether rows of another list are thefts on record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from attrs import frozen

from vetoproof.assess.totals import count
from vetoproof.assess.vintages import Bridge, Published, Vintage, bridge, bridge_to_record, published, vintage
from vetoproof.detect.funds.thefts import Decision, nearest
from vetoproof.evidence.definitions import definition as definition_of
from vetoproof.evidence.record import read_table
from vetoproof.evidence.thefts import read_thefts, theft_of
from vetoproof.terms.theft import Theft

TABLE, TOTALS = "incidents", "annual"


@frozen
class AsPublished:
    """A publisher's totals as they stood on a day, and the bridge of each to another total of the same period."""

    definition: str
    means: str
    of: Vintage
    to: str
    totals: tuple[Published, ...]
    bridges: tuple[Bridge, ...]
    as_of: date
    known_by: date


def as_published(
    source: str, as_of: date, known_by: date, *, to: str = "", definition: str | None = None, where: Mapping[str, str] | None = None
) -> AsPublished:
    """Totals of `source` (SOURCE@DAY), bridged to those of `to`, or to what the record counts under a definition."""
    thefts, totals = read_table(TABLE), read_table(TOTALS)
    name, how = definition_of(TABLE, definition)
    of = vintage(source, totals, known_by)
    found = published(totals, of, as_of)
    if to:
        other = vintage(to, totals, known_by)
        theirs = {one.period: one for one in published(totals, other, as_of)}
        bridges = [bridge(one, theirs[one.period], thefts.rows) for one in found if one.period in theirs]
        return AsPublished(name, how.means, of, str(other), found, tuple(bridges), as_of, known_by)
    counted = count(thefts, how, where or {}, as_of, known_by).rows
    bridges = [bridge_to_record(one, thefts.rows, counted) for one in found]
    return AsPublished(name, how.means, of, "this record", found, tuple(bridges), as_of, known_by)


@frozen
class Match:
    """A row of another list, and the theft on record that fits it best; None if none has that victim."""

    row: int
    given: Theft
    theft: Theft | None
    decision: Decision | None


def match_thefts(path: Path) -> Iterator[Match]:
    """Each row of another list against the record: one theft or two, and why."""
    known = [theft_of(row) for row in read_table(TABLE).rows]
    for number, given in read_thefts(path):
        best = nearest(given, known)
        yield Match(number, given, *(best or (None, None)))
