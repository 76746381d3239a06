"""The values of a promise that is no act: a level to be reached, a document to be handed in, and its standing over time.

All in the engine's words (level, cut, base year, reference path, window, series, account): no regime's own stands here.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from attrs import field, frozen

from vetoproof.terms.days import Span

Names = tuple[str, ...]
Confidence = Literal["high", "medium", "low"]


@frozen
class Deadline:
    """By when, in one of four ways: `year` is the last year that keeps it; `before` names the first that is too late;
    `each` a first and a last year, every one its own test; `about` the years that a vague text may mean, never a day of breach.
    """

    year: int | None = None
    before: int | None = None
    each: tuple[int, ...] = ()
    about: tuple[int, ...] = ()

    @property
    def last(self) -> int:
        """The last year that still keeps it."""
        if self.before is not None:
            return self.before - 1
        return self.year if self.year is not None else max((*self.each, *self.about), default=0)

    @property
    def named(self) -> int:
        """The year that the text names; of several, the middle one."""
        if self.about:
            return sum(self.about) // len(self.about)
        return self.before if self.before is not None else self.last

    @property
    def vague(self) -> bool:
        return bool(self.about)


@frozen
class Cut:
    """A reduction by `pct` below a level: that of a year, that of the peak (known only after it), or a path nobody will live.

    `gross_base`: the base leaves out removals that the target counts in. `level`: the reference path's level, where it is stated.
    """

    pct: Decimal
    below: Literal["year", "peak", "reference"]
    year: int | None = None
    level: Decimal | None = None
    stretch: Decimal | None = None  # the stronger end, where the text gives a range
    if_helped: Decimal | None = None  # on the condition of help
    gross_base: bool = False


@frozen
class Multiple:
    """So many times the level of a year; `of_year` null: the text does not say which."""

    times: Decimal
    of_year: int | None = None


@frozen
class TargetTerms:
    """A level to be reached: `at_most`, `at_least`, a cut, a multiple, or a peak; by a deadline, or by none."""

    metric: str
    by: Deadline | None = None
    unit: str = ""
    at_most: Decimal | None = None
    at_least: Decimal | None = None
    stretch: Decimal | None = None  # the stronger end, where the text gives a range
    if_helped: Decimal | None = None
    cut: Cut | None = None
    multiple: Multiple | None = None
    peak: bool = False
    on_condition: str = ""  # what the text makes it hang on

    @property
    def numbered(self) -> bool:
        """Whether the text says how much."""
        return self.peak or any(part is not None for part in (self.at_most, self.at_least, self.cut, self.multiple))


@frozen
class Submission:
    """A document to be handed in: which of the record's `kinds` count, from which day, by which day."""

    what: str
    table: str
    by: date
    from_: date
    kinds: Names = ()  # empty: any


@frozen
class Step:
    """A step in the standing of a promise: what it became and when; a month or a year is the span in which the day lies.

    `order`: the legal order in which it stands so, where there are several; the first step's order is the main one.
    """

    is_: str
    from_: Span
    order: str = ""
    why: str = ""
    confidence: Confidence = "high"


@frozen
class StatusWord:
    """A standing: the verdict that names it; whether the promise still holds, and whether a miss counts as one."""

    means: str
    verdict: str
    holds: bool = True
    counts: bool = True


@frozen
class Member:
    """A party and the days on which it belongs; no `from`: always."""

    party: str
    from_: date | None = None
    until: date | None = None

    @property
    def span(self) -> Span:
        return Span(self.from_ or date.min, self.until)


@frozen
class Group:
    """Those whom a promise binds. One of one party is that party; `members` empty: their names are not on record, or `nobody` is bound.

    `collective`: what is promised is the sum, and no member's share is fixed. `stands_for`: whose documents its own are, too.
    """

    means: str
    members: tuple[Member, ...] = ()
    aliases: Names = ()
    collective: bool = False
    nobody: bool = False
    stands_for: Names = ()

    def on(self, day: date) -> Names:
        return tuple(dict.fromkeys(member.party for member in self.members if day in member.span))

    def has(self, party: str, day: date) -> bool:
        return any(member.party == party and day in member.span for member in self.members)

    @property
    def ever(self) -> Names:
        return tuple(dict.fromkeys(member.party for member in self.members))


@frozen
class SeriesTerms:
    """How a table of the record gives the figures of one series: which rows, which column, in which account.

    A row has a party, a year, the day on which it was said, and `until` if it is not of the whole year.
    """

    title: str
    table: str
    value: str
    unit: str
    where: dict[str, Names] = field(factory=dict)
    gas: str = ""
    land_use: Literal["in", "out", ""] = ""
    gwp: str = ""


@frozen
class Metric:
    """What a target counts, and which series measure it, best first; `second` are other accounts, to be heard before a verdict.

    `every_reading`: the text leaves open which series it means, so an answer must hold for each of them.
    `per`: it is a ratio, and this series is below the line. `unlike`: why no series measures it like for like.
    """

    means: str
    unit: str
    series: Names = ()
    second: Names = ()
    gas: str = ""
    land_use: Literal["in", "out", ""] = ""
    land_use_part: str = ""
    whole: str = ""  # the series of which the land-use part is a share
    per: str = ""
    flow: bool = False
    revised_like: str = ""  # the series whose revisions stand in for those of a series with one release only
    every_reading: bool = False
    unlike: str = ""

    @property
    def emitted(self) -> bool:
        """Whether it is an amount of gas, which may fall or rise along a path."""
        return bool(self.gas) and not self.per


@frozen
class Margins:
    """Within which a figure decides nothing; each is explained in docs/methods/emissions.md."""

    near_line_points: Decimal
    land_use_pct: Decimal
    peak_pct: Decimal
    peak_years: int
    slope_years: int


@frozen
class AnswerCase:
    """A worked case of a promise: what is asked on which day, and what a lawyer answers."""

    case: str
    provision: str
    party: str
    test: str
    as_of: date
    verdict: str
    known_by: date | None = None
    values: dict[str, str] = field(factory=dict)
    why: str = ""
