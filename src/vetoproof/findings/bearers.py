"""The designations of a law -> whom a name may mean: its bearers in any spelling, and those whose name is only like it.

The names are compared as `screen` compares them (docs/methods/names.md). A name alone asserts nothing of anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from vetoproof.regime.law import Designation

if TYPE_CHECKING:
    from vetoproof.detect.names.party import Party
    from vetoproof.detect.names.screener import Answer, Screener

KINDS = {"person": "Person", "entity": "Organization", "vessel": "Vessel"}
MOST_KEPT = 50_000  # names whose answer is remembered
MOST_TOLD = 5  # who is only alike


def party_of_designation(one: Designation) -> Party:
    """A designation in the form in which parties are compared."""
    from vetoproof.detect.names.numbers import document
    from vetoproof.detect.names.party import Named, Party

    names = tuple(dict.fromkeys([Named(one.name), *(Named(alias, alias in one.weak) for alias in one.aliases)]))
    numbers = tuple(number for text in one.documents if (number := document(text)))
    return Party(KINDS[one.kind], names, births=one.born, states=one.states, documents=numbers, imos=(one.imo,) if one.imo else ())


@frozen
class Bearers:
    """Places of parties. `same`: who bear the name in some spelling; `alike`: who bear one like it. `unseen`: why none was looked up."""

    same: tuple[int, ...] = ()
    alike: tuple[int, ...] = ()
    unseen: str = ""


@define(eq=False, slots=False)
class NameBook:
    """Parties by their names. The index is made when the first name is asked."""

    parties: tuple[Designation, ...]
    _known: dict[tuple[str, frozenset[str]], Bearers] = field(factory=dict)

    @classmethod
    def of(cls, parties: Iterable[Designation]) -> NameBook:
        return cls(tuple(parties))

    def bearers(self, name: str, kinds: Collection[str]) -> Bearers:
        """Whom of these kinds a name may mean."""
        asked = name, frozenset(kinds)
        if (known := self._known.get(asked)) is None:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            known = self._known[asked] = next(self._all([asked]))
        return known

    def look_ahead(self, asked: Iterable[tuple[str, Collection[str]]]) -> None:
        """Look up many names together, which costs a hundredth of one at a time; the answers are the same."""
        new = list(dict.fromkeys(one for name, kinds in asked if (one := (name, frozenset(kinds))) not in self._known))[:MOST_KEPT]
        if len(self._known) + len(new) > MOST_KEPT:
            self._known.clear()
        self._known.update(zip(new, self._all(new), strict=True))

    @cached_property
    def _bench(self) -> Screener:
        from datetime import date

        from vetoproof.detect.names.party import Listed
        from vetoproof.detect.names.screener import Screener

        return Screener.of((Listed("", str(place), party_of_designation(one)) for place, one in enumerate(self.parties)), date.max)

    def _all(self, asked: Iterable[tuple[str, frozenset[str]]]) -> Iterator[Bearers]:
        from vetoproof.detect.names.party import Named, Party

        asked = list(asked)
        answers = self._bench.screen_all(Party(_kind_of(kinds), (Named(name),)) for name, kinds in asked)
        return (self._sorted(answer, kinds) for answer, (_, kinds) in zip(answers, asked, strict=True))

    def _sorted(self, answer: Answer, kinds: frozenset[str]) -> Bearers:
        from vetoproof.detect.names.decide import EQUAL

        if answer.decision is None:
            return Bearers(unseen=answer.unseen)
        told = [(int(one.ref), one.score) for one in answer.matches if self.parties[int(one.ref)].kind in kinds]
        alike = tuple(place for place, score in told if score < EQUAL)
        return Bearers(tuple(place for place, score in told if score >= EQUAL), alike[:MOST_TOLD])


def _kind_of(kinds: frozenset[str]) -> str:
    """How a name is read that may be of these kinds."""
    if len(kinds) == 1:
        return KINDS[next(iter(kinds))]
    return "LegalEntity" if kinds == {"person", "entity"} else "Thing"
