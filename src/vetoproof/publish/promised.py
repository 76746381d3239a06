"""Promises -> what the page tells of them: a path a party, a table of members, money by the year, promises that fell behind."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from vetoproof.detect.emissions.line import Line
from vetoproof.evidence.record import Row
from vetoproof.findings.targets.answer import COUNTED, GROUP, OPEN, Answer
from vetoproof.findings.targets.promise import Promise, Track
from vetoproof.findings.targets.regressions import Regression
from vetoproof.publish import words
from vetoproof.publish.rows import Book, anchor_of
from vetoproof.regime.law import Regime
from vetoproof.regime.telling import Part

NEEDED, ACHIEVED = "implied_annual_cut", "achieved_slope"
LINES = ("straight_line_from_base", "straight_line_from_latest")
SEPARATOR = "; "  # between the arithmetic of an answer and its doubts


@frozen(eq=False)
class Told:
    """One answer in the words of the page."""

    answer: Answer
    verdict: str
    why: str

    @property
    def sort(self) -> str:
        """For the eye: a finding, open, or neither."""
        return "breach" if self.answer.verdict in COUNTED else "depends" if self.answer.verdict in OPEN else "kept"


@frozen(eq=False)
class Pace:
    """One promise with a number: the level and year, the cut that is needed a year and the one achieved, what both lines say."""

    promise: Promise
    goal: str
    needed: str
    achieved: str
    lines: tuple[Told, ...]
    doubts: tuple[str, ...]  # what keeps the answers from being one, each once


@frozen(eq=False)
class PathView:
    """The path of one party by one series, with the promises that it measures."""

    party: str
    name: str
    track: Track
    paces: tuple[Pace, ...]
    unit: str

    @property
    def key(self) -> str:
        return f"{self.party}-{self.track.series}"

    @property
    def lines(self) -> tuple[tuple[str, Line], ...]:
        """Every line with the promise that it belongs to."""
        return tuple((pace.promise.provision.id, line) for pace in self.paces if pace.promise.track for line in pace.promise.track.lines)

    @property
    def releases(self) -> int:
        return max(band.releases for band in self.track.band)


@frozen(eq=False)
class Standing:
    """One row of a table of members: the party's promise and an answer a test; no promise: `promise` None."""

    name: str
    promise: Promise | None
    cells: tuple[Told | None, ...]


@frozen(eq=False)
class Standings:
    """The members of a group (or all parties) by the tests."""

    tests: tuple[str, ...]
    rows: tuple[Standing, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(row.name for row in self.rows if row.promise is None)


@frozen(eq=False)
class FlowYear:
    """One year of the money: what each report gave for it, and what the promise makes of it on the newest."""

    year: int
    rows: tuple[tuple[str, float, str, str], ...]  # anchor, value, vintage, day it was said; the oldest first
    told: Told | None


@frozen(eq=False)
class FlowView:
    """Money promised by the year."""

    promise: Promise
    goal: float | None
    unit: str
    years: tuple[FlowYear, ...]


def told(answer: Answer) -> Told:
    return Told(answer, words.plainly(answer.verdict), answer.why)


def paths(book: Book, part: Part) -> tuple[PathView, ...]:
    """A view a party and series, the largest figure first."""
    found: dict[tuple[str, str], list[Promise]] = {}
    for promise in _of(book, part):
        if promise.track and promise.own:
            found.setdefault((promise.party, promise.track.series), []).append(promise)
    views = (_path(book.run.law, party, made) for (party, _), made in found.items())
    return tuple(sorted(views, key=lambda view: (-view.track.path.need(view.track.path.last), view.key)))


def _path(law: Regime, party: str, made: list[Promise]) -> PathView:
    track = next(one.track for one in made if one.track)
    return PathView(party, party_name(law, party), track, tuple(map(_pace, made)), track.path.unit)


def _pace(promise: Promise) -> Pace:
    goal = words.listed(list(_goal(promise))) or "no level that a figure could meet"
    answers = [one for test in (*LINES, NEEDED, ACHIEVED) for one in promise.answers.get(test, ())]
    doubts = dict.fromkeys(text for one in answers for text in one.why.split(SEPARATOR)[1:])
    lines = tuple(Told(one, words.plainly(one.verdict), _first(one)) for one in answers if one.test in LINES)
    kept = () if promise.ended else tuple(doubts)
    return Pace(promise, goal, _needed(promise), _achieved(promise), lines, kept)


def _goal(promise: Promise) -> Iterator[str]:
    target = promise.provision.target
    if target and target.by and promise.track and promise.track.level is not None:
        yield f"{promise.track.level:,.0f} {promise.track.path.unit} by {target.by.last}"


def _needed(promise: Promise) -> str:
    """The cut a year from the last figure to the level; the reason where there is none."""
    for one in promise.answers.get(NEEDED, ()):
        told = one.values
        if "value" not in told:
            return _first(one)
        may = "" if told["value"] >= 0 else "none: it may rise by "
        return f"{may}{abs(told['value']):,.1f} a year, {abs(told['pct_per_year']):.2f} % of {told['data_year']}, for {told['years']} years"
    return ""


def _achieved(promise: Promise) -> str:
    """What the last years brought; the reason where nothing can be said."""
    for one in promise.answers.get(ACHIEVED, ()):
        told = one.values
        if "value" not in told:
            return _first(one)
        moved = "fell" if told["value"] >= 0 else "rose"
        return f"{moved} by {abs(told['value']):,.1f} a year from {told['base_year']} to {told['year']}"
    return ""


def _first(answer: Answer) -> str:
    """The arithmetic of an answer, or what kept it from one; the doubts follow it."""
    return answer.why.partition(SEPARATOR)[0]


def party_name(law: Regime, party: str) -> str:
    group = law.vocabulary.groups.get(party)
    return words.sentence(group.means) if group and group.ever == (party,) else words.state(party)


def standings(book: Book, part: Part) -> Standings:
    """Members down, tests across: what each owes by the promise that the part names, else those that it made by itself, a row each."""
    law = book.run.law
    made = [one for one in _of(book, part) if (one.provision.id == part.provision if part.provision else one.own)]
    members = law.vocabulary.groups[part.group].on(book.run.as_of) if part.group else tuple(dict.fromkeys(one.party for one in made))
    rows = [row for member in members for row in _rows(law, part, member, [one for one in made if one.party == member])]
    return Standings(part.columns, tuple(rows))


def _rows(law: Regime, part: Part, member: str, made: list[Promise]) -> Iterator[Standing]:
    name = party_name(law, member)
    if not made:
        yield Standing(name, None, tuple(None for _ in part.columns))
    for promise in made:
        last = [promise.answers[test][-1] if test in promise.answers else None for test in part.columns]
        yield Standing(name, promise, tuple(told(one) if one else None for one in last))


def flow(book: Book, part: Part) -> FlowView | None:
    """The promise that a part names, year by year, each year with every report on it."""
    promise = next((one for one in book.run.promises if one.provision.id == part.provision and one.party == GROUP), None)
    if promise is None:
        return None
    answers = {one.values["year"]: one for one in promise.answers.get("flow_vs_goal", ()) if "year" in one.values}
    rows = _reports(book, part)
    goal = next((one.values.get("goal") for one in answers.values()), None)
    unit = next((one.unit for one in answers.values()), "")
    years = sorted({*answers, *rows})
    views = (FlowYear(year, tuple(rows.get(year, ())), told(answers[year]) if year in answers else None) for year in years)
    return FlowView(promise, goal, unit, tuple(views))


def _reports(book: Book, part: Part) -> dict[int, list[tuple[str, float, str, str]]]:
    found: dict[int, list[tuple[str, float, str, str]]] = {}
    rows = [(table, row) for table in part.tables for row in book.rows(table) if _asked(part, row) and row.get("value")]
    for table, row in sorted(rows, key=lambda one: (one[1]["year"], one[1].get("said", ""), one[1]["id"])):
        found.setdefault(int(row["year"]), []).append((anchor_of(table, row), float(row["value"]), row.get("vintage", ""), row["said"]))
    return found


def _asked(part: Part, row: Row) -> bool:
    return all(row.get(column, "") in allowed for column, allowed in part.where.items())


def fallen(book: Book, part: Part) -> tuple[Regression, ...]:
    return tuple(one for one in book.run.regressions if not part.measures or one.provision.measure in part.measures)


def _of(book: Book, part: Part) -> Iterator[Promise]:
    return (one for one in book.run.promises if not part.measures or one.provision.measure in part.measures)
