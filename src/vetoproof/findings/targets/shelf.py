"""Rows of the record -> the paths that could be known by a day: of each year the figure that was said last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from attrs import field, frozen

from vetoproof.detect.emissions.path import Account, Path
from vetoproof.evidence.record import Row, Table, said_by
from vetoproof.regime.law import Regime
from vetoproof.regime.target import SeriesTerms, Submission
from vetoproof.terms.quantity import decimal


@frozen
class Figure:
    """One figure: the year, when it was said, in which release, and how much."""

    year: int
    said: str
    vintage: str
    amount: float
    until: str


@frozen(eq=False, slots=False)
class Shelf:
    """What was known by `known_by` of what had happened by `as_of`."""

    law: Regime
    tables: Mapping[str, Table]
    as_of: date
    known_by: date
    memo: dict[Submission, dict[str, tuple[tuple[date, str], ...]]] = field(factory=dict)
    _held: dict[str, dict[str, list[Figure]]] = field(factory=dict)

    def path(self, series: str, party: str, *, vintage: str | None = None, upto: int | None = None) -> Path:
        """The path of a party; empty if nothing is known. `vintage`: only figures of that release; `upto`: of years up to that one."""
        terms = self.law.vocabulary.series[series]
        latest: dict[int, Figure] = {}
        for figure in self._figures(series).get(party, ()):
            before = latest.get(figure.year)
            if upto is not None and figure.year > upto:
                continue
            if vintage in (None, figure.vintage) and (before is None or (before.said, before.until) <= (figure.said, figure.until)):
                latest[figure.year] = figure
        return _path(latest.values(), terms)

    def releases(self, series: str, party: str) -> tuple[Path, ...]:
        """The path of a party in each release, the oldest first."""
        by_release: dict[tuple[str, str], list[Figure]] = {}
        for figure in self._figures(series).get(party, ()):
            by_release.setdefault((figure.said, figure.vintage), []).append(figure)
        return tuple(_path(found, self.law.vocabulary.series[series]) for _, found in sorted(by_release.items()))

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table that were said by then."""
        return tuple(row for row in self.tables[table].rows if said_by(row, self._known))

    @cached_property
    def _known(self) -> str:
        return self.known_by.isoformat()

    def _figures(self, series: str) -> dict[str, list[Figure]]:
        if series not in self._held:
            terms, held = self.law.vocabulary.series[series], dict[str, list[Figure]]()
            for row in self.tables[terms.table].rows:
                if row.get(terms.value) and all(row.get(column, "") in words for column, words in terms.where.items()):
                    self._put(held, row, terms)
            self._held[series] = held
        return self._held[series]

    def _put(self, held: dict[str, list[Figure]], row: Row, terms: SeriesTerms) -> None:
        until = row.get("until") or f"{row['year']}-12-31"
        if until <= self.as_of.isoformat() and said_by(row, self._known):
            figure = Figure(int(row["year"]), row.get("said", ""), row.get("vintage", ""), float(decimal(row[terms.value])), until)
            held.setdefault(row["party"], []).append(figure)


def _path(figures: Iterable[Figure], terms: SeriesTerms) -> Path:
    found = sorted(figures, key=lambda figure: figure.year)
    last = found[-1] if found else Figure(0, "", "", 0.0, "")
    account = Account(terms.gas, terms.land_use, terms.gwp)
    return Path.of({figure.year: figure.amount for figure in found}, terms.unit, account, last.vintage, last.said)


def told(law: Regime, series: str, path: Path) -> str:
    """The figures in words: title, release, GWP."""
    terms = law.vocabulary.series[series]
    parts = [terms.title, f"release {path.vintage}" if path.vintage else "", f"said {path.said}" if path.said else "", terms.gwp]
    return ", ".join(part for part in parts if part)
