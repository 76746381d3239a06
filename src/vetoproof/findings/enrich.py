"""A fact that names a ship or a party -> the same fact with what the list and the registers say of them on that day.

Only what the fact is silent on is filled, each value with its source. An exact IMO number decides; a name alone decides
nothing: that of a listed party, in any spelling, gives a *possible* (null, with a note); one that is only like it, and
what could not be looked up, is an `Unseen`.
Which keys these are stands in the regime (`enrichment`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import evolve, field, frozen

from vetoproof.findings.bearers import Bearers, NameBook
from vetoproof.findings.ties import Relation, Tie, TieBook
from vetoproof.regime.law import Designation, DesignationList, Regime
from vetoproof.regime.words import Lookup
from vetoproof.terms.fact import Fact, FactValue
from vetoproof.terms.names import imo_number, plain_name
from vetoproof.terms.unseen import Unseen


@frozen
class Filled:
    """One value that was looked up. `value` None: it was asked, and is not known; the note says why."""

    key: str
    value: FactValue
    source: str
    note: str = ""


@frozen(eq=False)
class Enriched:
    """A fact with what was looked up for it, and what could not be."""

    fact: Fact
    filled: tuple[Filled, ...]
    unseen: tuple[Unseen, ...]


@frozen(eq=False)
class Entry:
    """One designation, with the list that it stands in."""

    one: Designation
    listed: DesignationList

    @property
    def source(self) -> str:
        told = [self.one.ref, f"since {self.one.since}", self.one.instrument, ", ".join(self.one.measures)]
        return f"{', '.join(self.listed.source)}: {'; '.join(part for part in told if part)}"


@frozen
class Question:
    """What one lookup asks of one fact: about whom, and on which days."""

    lookup: Lookup
    fact: Fact
    name: str
    imo: str | None
    misread: str  # what stands in place of an IMO number and is none

    @classmethod
    def of(cls, lookup: Lookup, fact: Fact) -> Question:
        name, number = fact.values.get(lookup.name), fact.values.get(lookup.imo)
        text = number if isinstance(number, str) else ""
        imo = imo_number(text)
        return cls(lookup, fact, name if isinstance(name, str) else "", imo, "" if imo else text)

    def silent(self, key: str) -> bool:
        return bool(key) and key not in self.fact.values


Answer = Filled | Unseen
RELATIONS: tuple[tuple[str, Relation], ...] = (("flag", "flag"), ("owner_state", "owner"), ("controller_state", "controller"))


@frozen(eq=False)
class Enricher:
    """Looks up what facts are silent on: in the designations of a regime, and in rows of registers."""

    law: Regime
    as_of: date = date.max  # who was listed later is not known yet
    book: TieBook = field(factory=TieBook)
    _by_imo: dict[str, list[Entry]] = field(init=False, factory=dict)
    _by_name: dict[str, list[Entry]] = field(init=False, factory=dict)
    _entries: list[Entry] = field(init=False, factory=list)
    _names: NameBook = field(init=False)

    @classmethod
    def of(cls, law: Regime, ties: Iterable[Tie] = (), *, as_of: date = date.max, known_by: date = date.max) -> Enricher:
        return cls(law, as_of, TieBook.of(ties, known_by))

    def __attrs_post_init__(self) -> None:
        for listed in self.law.designations:
            for entry in (Entry(one, listed) for one in listed.entries if one.since <= self.as_of):
                self._entries.append(entry)
                if entry.one.imo:
                    self._by_imo.setdefault(entry.one.imo, []).append(entry)
                for name in dict.fromkeys(map(plain_name, (entry.one.name, *entry.one.aliases))):
                    self._by_name.setdefault(name, []).append(entry)
        object.__setattr__(self, "_names", NameBook.of(entry.one for entry in self._entries))

    def look_ahead(self, raws: Iterable[Mapping[str, Any]]) -> None:
        """Look up the names of facts, as they were written, together, before each is filled: what follows is the same, only sooner."""
        lookups = [lookup for lookup in self.law.vocabulary.enrichment if lookup.designated and lookup.name]
        told = ((name, lookup.listed_as) for raw in raws for lookup in lookups if (name := _within(raw, lookup.name)))
        self._names.look_ahead(told)

    def enrich(self, fact: Fact) -> Enriched:
        """The fact, filled; values in the order of the regime's lookups."""
        answers: list[Answer] = []
        for lookup in self.law.vocabulary.enrichment:
            asked = Question.of(lookup, fact)
            if asked.name or asked.imo or asked.misread:
                answers += [*_misread(asked), *self._designation(asked), *self._registers(asked)]
        filled = tuple(answer for answer in answers if isinstance(answer, Filled))
        values = {one.key: one.value for one in filled}
        unseen = tuple(answer for answer in answers if isinstance(answer, Unseen))
        return Enriched(evolve(fact, values={**values, **fact.values}) if values else fact, filled, unseen)

    # ---- the list

    def _designation(self, asked: Question) -> Iterator[Answer]:
        """Whether whoever is meant was designated on the days of the fact, if it leaves that open."""
        lookup, stated = asked.lookup, asked.fact.values
        if not lookup.designated or lookup.designated_from in stated or stated.get(lookup.designated, True) is not True:
            return
        by_number = self._among(self._by_imo.get(asked.imo or "", ()), asked)
        if by_number:
            yield from _listed(min(by_number, key=lambda entry: (entry.one.since, entry.one.ref)), asked)
        elif asked.silent(lookup.designated):
            yield from self._by_name_alone(asked)

    def _among(self, entries: Iterable[Entry], asked: Question) -> list[Entry]:
        return [entry for entry in entries if entry.one.kind in asked.lookup.listed_as]

    def _by_name_alone(self, asked: Question) -> Iterator[Answer]:
        """A bearer of the name is possibly meant, unless both have a number and the numbers differ."""
        key = asked.lookup.designated
        found = self._names.bearers(asked.name, asked.lookup.listed_as) if asked.name else Bearers()
        letters = self._among(self._by_name.get(plain_name(asked.name), ()), asked)
        by_name = list(dict.fromkeys([*letters, *(self._entries[place] for place in found.same)]))
        possible = [entry for entry in by_name if not (asked.imo and entry.one.imo) and _held(entry, asked)]
        for entry in by_name:
            if asked.imo and entry.one.imo:
                yield Unseen(key, f"{entry.one.ref} bears the name {asked.name} too, under another number: not taken for the same")
        if possible:
            refs = ", ".join(entry.one.ref if entry in letters else f"{entry.one.ref} ({entry.one.name})" for entry in possible)
            note = f"possible: {asked.name} is also the name of {refs}; a name alone decides nothing"
            yield Filled(key, None, "; ".join(entry.source for entry in possible), note)
        else:
            yield from self._not_found(asked, found)

    def _not_found(self, asked: Question, found: Bearers) -> Iterator[Answer]:
        """Nobody found: false only if the number was looked up in lists that are whole for these days."""
        key, fact, lists = asked.lookup.designated, asked.fact, self.law.designations
        gaps = [Unseen(f"{key} before {one.complete_from}", one.unseen) for one in lists if fact.span.start < one.complete_from]
        gaps += [Unseen(f"{key} after {one.as_of}", "the list held here is of that day") for one in lists if fact.last > one.as_of]
        if not lists:
            yield Unseen(key, "the regime holds no list")
        elif gaps or not asked.imo:
            yield from gaps
            if not asked.imo:
                yield Unseen(key, self._told_alike(asked, found))
        else:
            source = "; ".join(f"{', '.join(one.source)}, as of {one.as_of}" for one in lists)
            yield Filled(key, False, source, f"IMO {asked.imo} is not on it")

    def _told_alike(self, asked: Question, found: Bearers) -> str:
        alike = [entry for entry in (self._entries[place] for place in found.alike) if _held(entry, asked)]
        if found.unseen:
            return f"the name was not looked up: {found.unseen}"
        if not alike:
            return f"nobody on the list has the name {asked.name}, or one like it"
        told = ", ".join(f"{entry.one.name} ({entry.one.ref})" for entry in alike)
        return f"review: {asked.name} is like the name of {told}, and not the same; a name alone decides nothing"

    # ---- the registers

    def _registers(self, asked: Question) -> Iterator[Answer]:
        """Flag, owner and controller on the days of the fact, by the number of the ship."""
        wanted = [(key, relation) for name, relation in RELATIONS if asked.silent(key := getattr(asked.lookup, name))]
        if not wanted:
            return
        keys = ", ".join(key for key, _ in wanted)
        named = [tie for tie in self.book.about(asked.name) if tie.relation in {relation for _, relation in wanted}] if asked.name else []
        if asked.imo and self.book:
            yield from (self._held(asked.imo, key, relation, asked.fact) for key, relation in wanted)
        elif named:
            told = "; ".join(f"{tie.relation} {tie.told}" for tie in named)
            yield Unseen(keys, f"possible: rows under the name {asked.name}: {told}; a name alone decides nothing")
        elif asked.lookup.imo:
            yield Unseen(
                keys, "no IMO number is given to ask the registers by" if self.book else "no register of flags and owners was handed in"
            )

    def _held(self, imo: str, key: str, relation: Relation, fact: Fact) -> Answer:
        held = self.book.state(imo, relation, fact.span)
        if held is None:
            return Unseen(key, f"no row of the registers reaches IMO {imo} on {fact.span}")
        return Filled(key, held.state, held.source, held.note)


def _within(raw: Mapping[str, Any], key: str) -> str:
    """The text under `object.field`; empty if there is none."""
    found: Any = raw
    for part in key.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else ""


def _misread(asked: Question) -> Iterator[Answer]:
    if asked.misread:
        yield Unseen(
            asked.lookup.imo, f"{asked.misread!r} is no IMO number (seven digits, the last a check digit), so nothing was looked up by it"
        )


def _held(entry: Entry, asked: Question) -> bool:
    """Whether the list had the entry on any of the days of the fact."""
    until = entry.one.until
    return entry.one.since <= asked.fact.last and (until is None or until >= asked.fact.span.start)


def _listed(entry: Entry, asked: Question) -> Iterator[Answer]:
    """The list has the number: designated from its day on, not before. What the fact says of that stands."""
    lookup, since = asked.lookup, entry.one.since
    stated = not asked.silent(lookup.designated)
    if not stated:
        yield Filled(lookup.designated, *_by_day(since, asked, entry))
    if not _held(entry, asked) and since <= asked.fact.last:
        return  # removed before: no first day counts any more
    if lookup.designated_from and stated and since > asked.fact.span.start:
        yield Unseen(lookup.designated_from, f"the fact says designated, the list only from {since} ({entry.source})")
    elif lookup.designated_from:
        yield Filled(lookup.designated_from, since, entry.source)


def _by_day(since: date, asked: Question, entry: Entry) -> tuple[FactValue, str, str]:
    if since > asked.fact.last:
        return False, entry.source, f"listed only from {since}"
    if (until := entry.one.until) and until < asked.fact.last:
        gone = until < asked.fact.span.start
        return (False if gone else None), entry.source, f"listed until {until}{'' if gone else ', within the days of the fact'}"
    if since <= asked.fact.span.start or asked.lookup.designated_from:
        return True, entry.source, ""
    return None, entry.source, f"listed from {since}, within the days of the fact"
