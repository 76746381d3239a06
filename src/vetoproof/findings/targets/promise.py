"""A promise of one party, whole: what each test says of it; and where it is a path, its figures, the band of their releases, its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from vetoproof.detect.emissions.line import Line
from vetoproof.detect.emissions.path import Path
from vetoproof.evidence.record import Table
from vetoproof.findings.targets import TESTS, Answer, answers
from vetoproof.findings.targets.answer import COUNTED, GROUP, OPEN
from vetoproof.findings.targets.lines import from_base, from_latest
from vetoproof.findings.targets.question import Question
from vetoproof.findings.targets.reading import level_at_deadline, readings
from vetoproof.findings.targets.shelf import Shelf
from vetoproof.findings.targets.standing import standing_on
from vetoproof.regime.law import Provision, Regime
from vetoproof.terms.days import Span

ABOUT_THE_TEXT = frozenset({"status_at_date", "testability"})  # tests that look at no figure
DRAWN = "straight_line_from_latest"  # a promise to which this test is put has a path


@frozen
class Band:
    """What the releases gave for one year: the least and the most, and how many said something of it."""

    year: int
    low: float
    high: float
    releases: int


@frozen(eq=False)
class Track:
    """The path of a party as one series gives it, newest release first heard; its lines, and the level of the deadline."""

    series: str
    title: str
    path: Path
    band: tuple[Band, ...]
    lines: tuple[Line, ...]
    level: float | None


@frozen(eq=False)
class Promise:
    """A promise as it stands for one party; GROUP for all whom it binds together."""

    provision: Provision
    party: str
    answers: Mapping[str, tuple[Answer, ...]]  # by test; money by the year has an answer a year
    track: Track | None = None
    ended: bool = False  # it no longer stands

    @property
    def own(self) -> bool:
        """Whether the party made it by itself, not as a member of a group."""
        return self.party in self.provision.bound

    def verdict(self, test: str) -> str:
        return self.answers[test][-1].verdict if test in self.answers else ""

    @property
    def found(self) -> tuple[Answer, ...]:
        """The answers that count as a finding."""
        return tuple(one for one in self._of_figures if one.verdict in COUNTED)

    @property
    def judged(self) -> tuple[Answer, ...]:
        """The answers that rest on a figure or a paper."""
        return tuple(one for one in self._of_figures if one.verdict not in OPEN)

    @property
    def _of_figures(self) -> Iterator[Answer]:
        return (one for test, found in self.answers.items() if test not in ABOUT_THE_TEXT for one in found)

    @property
    def looked(self) -> Span | None:
        """The years for which figures were known."""
        years = [*self._years()]
        return Span(date(min(years), 1, 1), date(max(years), 12, 31)) if years else None

    def _years(self) -> Iterator[int]:
        if self.track:
            yield from (self.track.path.first, self.track.path.last)
        yield from (one.values["data_year"] for one in self._of_figures if one.values.get("data_year"))


def promises(law: Regime, tables: Mapping[str, Table], as_of: date, known_by: date) -> tuple[Promise, ...]:
    """Every promise and party that a test is put to, in the order of the law."""
    shelf = Shelf(law, tables, as_of, known_by)
    found: dict[tuple[str, str], dict[str, list[Answer]]] = {}
    for answer in answers(law, tables, as_of, known_by):
        found.setdefault((answer.provision, answer.party), {}).setdefault(answer.test, []).append(answer)
    return tuple(_promise(shelf, law.by_id[name], party, told) for (name, party), told in found.items())


def _promise(shelf: Shelf, provision: Provision, party: str, told: Mapping[str, list[Answer]]) -> Promise:
    kept = {test: tuple(told[test]) for test in TESTS if test in told}
    drawn = DRAWN in told and party != GROUP and party in provision.bound
    ended = standing_on(shelf.law, provision, shelf.as_of).ended
    return Promise(provision, party, kept, _track(shelf, provision, party) if drawn else None, ended)


def _track(shelf: Shelf, provision: Provision, party: str) -> Track | None:
    question = Question(shelf.law, provision, party, DRAWN, shelf.as_of, shelf)
    found = readings(question)
    if not found:
        return None
    first, by = found[0], question.by
    drawn = [draw(question, first.path) for draw in (from_base, from_latest)] if by and question.target.numbered else []
    level = level_at_deadline(question, first.path)
    return Track(
        first.series,
        shelf.law.vocabulary.series[first.series].title,
        first.path,
        tuple(_band(shelf.releases(first.series, party))),
        tuple(line for line in drawn if isinstance(line, Line)),
        level[0] if level else None,
    )


def _band(releases: tuple[Path, ...]) -> Iterator[Band]:
    for year in sorted({int(year) for path in releases for year in path.years}):
        said = [amount for path in releases if (amount := path.at(year)) is not None]
        yield Band(year, min(said), max(said), len(said))
