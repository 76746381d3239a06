"""Why a row of a position file is no position: the words that the counts carry, and the tally of one file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field, frozen

NO_MMSI = "no MMSI"
BAD_MMSI = "an MMSI that is none"  # not a whole number of 1 to 999,999,999
NO_TIME = "no time"
BAD_TIME = "a time that cannot be read"
NO_PLACE = "no position in the message"
NOT_AVAILABLE = "position not available"  # latitude 91 or longitude 181, ITU-R M.1371
NO_NUMBER = "a place that is no number"
OUT_OF_RANGE = "a place out of range"
DUPLICATE = "duplicate"  # the same MMSI, second, place and speed once more
NO_SHIP = "not of a ship"  # base stations, aids to navigation, aircraft
UNDATED = "an undated sentence"  # no tag block with a time
CHECKSUM = "a broken checksum"
EMPTY = "an empty payload"
PART = "a part of a longer message"  # the others of its sentences; the last one counts for the message
INCOMPLETE = "a part of a message that never came whole"
NO_SENTENCE = "no AIS sentence"
UNDECODED = "a message that cannot be decoded"
UNREADABLE = "a row that cannot be read"
UNEVEN = "more or fewer cells than the header"
CUT_OFF = "cut off where the file breaks"
# The codes of `why` in `places.py`; 0 is a position.
CODES = ("", NO_MMSI, BAD_MMSI, NO_TIME, BAD_TIME, NO_PLACE, NOT_AVAILABLE, NO_NUMBER, OUT_OF_RANGE, NO_SHIP)


@frozen
class Counts:
    """What became of the rows: rows = taken + sum of left_out. `not_said` counts speeds of positions that were taken."""

    rows: int
    taken: int
    left_out: Mapping[str, int]
    not_said: Mapping[str, int] = {}


@define
class Tally:
    """Counts of one file while it is read, and what is worth a warning."""

    rows: int = 0
    left: Counter[str] = field(factory=Counter)
    speed_not_said: int = 0
    swapped: int = 0  # rows whose place would be in range with latitude and longitude exchanged
    zones: Counter[str] = field(factory=Counter)
    units: Counter[str] = field(factory=Counter)

    @property
    def taken(self) -> int:
        return self.rows - self.left.total()

    def leave(self, reason: str, rows: int = 1) -> None:
        if rows:
            self.left[reason] += rows

    def add(self, other: Tally) -> None:
        """Count what another tally counted."""
        self.rows += other.rows
        self.speed_not_said += other.speed_not_said
        self.swapped += other.swapped
        for name in ("left", "zones", "units"):
            getattr(self, name).update(getattr(other, name))

    def state(self) -> dict[str, Any]:
        """As plain values, for the journal of a run."""
        counters = {name: dict(getattr(self, name)) for name in ("left", "zones", "units")}
        return {"rows": self.rows, "speed_not_said": self.speed_not_said, "swapped": self.swapped, **counters}

    @classmethod
    def of(cls, state: Mapping[str, Any]) -> Self:
        counters = {name: Counter(state[name]) for name in ("left", "zones", "units")}
        return cls(rows=state["rows"], speed_not_said=state["speed_not_said"], swapped=state["swapped"], **counters)


def together(tallies: list[Tally]) -> Counts:
    """The counts of several files as one."""
    left: Counter[str] = Counter()
    for tally in tallies:
        left.update(tally.left)
    silent = sum(tally.speed_not_said for tally in tallies)
    return Counts(
        sum(tally.rows for tally in tallies),
        sum(tally.taken for tally in tallies),
        {reason: left[reason] for reason in sorted(left) if left[reason]},
        {"speed": silent} if silent else {},
    )


def warnings_of(name: str, tally: Tally, day_first: str = "") -> list[str]:
    """What the reader of the counts should know of a file."""
    said = []
    if tally.swapped and tally.swapped * 10 >= tally.rows:
        said.append(f"{name}: {tally.swapped:,} of {tally.rows:,} rows have a latitude beyond 90: are latitude and longitude swapped?")
    if len(tally.zones) > 1:
        zones = ", ".join(f"{zone} ({n:,})" for zone, n in sorted(tally.zones.items()))
        said.append(f"{name}: times in several zones: {zones}; each was taken in its own, those without one as UTC")
    elif tally.zones and not {"none", "Z"} & set(tally.zones):
        said.append(f"{name}: times in zone {next(iter(tally.zones))} were brought to UTC")
    if len(tally.units) > 1:
        units = ", ".join(f"{unit} ({n:,})" for unit, n in sorted(tally.units.items()))
        said.append(f"{name}: times in several units: {units}; each was taken by its size")
    if day_first:
        said.append(f"{name}: {day_first}")
    if not tally.taken:
        most = max(sorted(tally.left), key=lambda reason: tally.left[reason], default="")
        more = "; is the file UTF-8, and of one form throughout?" if most == UNREADABLE else ""
        said.append(f"{name}: none of its {tally.rows:,} rows was taken, most for this: {most}{more}" if most else f"{name}: has no rows")
    return said
