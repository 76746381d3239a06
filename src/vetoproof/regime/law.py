"""The values of a loaded regime. Frozen: a rewritten paragraph is another provision, whose `supersedes` names the old one.

The names of the fields are the keys of the YAML files (`from_` stands for `from`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Literal

from attrs import field, frozen

from vetoproof.regime.condition import Condition
from vetoproof.regime.limits import CapTerms, Conversion
from vetoproof.regime.target import AnswerCase, Step, Submission, TargetTerms
from vetoproof.regime.telling import CallReading, Chapter, CustomsReading, Reading, SightingReading
from vetoproof.regime.watch import Fallback, Mandate, Term, Watcher
from vetoproof.regime.words import Confidence, ListedAs, Names, Period, Vocabulary
from vetoproof.terms.days import Span

Force = Literal[
    "decides",
    "demands",
    "undertakes",  # of oneself
    "clarifies",
    "calls_upon",
    "requests",
    "expresses",
    "requires_no_chapter_vii",
    "permits",
]

BINDING = frozenset({"decides", "demands"})


@frozen
class Goods:
    """What a paragraph names, in HS codes. `hs` with `hs_match: suspicion` and `hs_extended` need more than the code."""

    description: str
    hs: Names = ()
    hs_match: Literal["decisive", "suspicion"] = "decisive"
    hs_extended: Names = ()
    hs_basis: str = ""
    shown_by: Condition | None = None  # what decides a shared code
    also: Condition | None = None  # what brings in goods that no code names


@frozen
class WindDown:
    """Acts that stay lawful for a while: up to and including `until`."""

    until: date
    applies_to: str
    days: int | None = None
    months: int | None = None
    notify_committee_within_days: int | None = None
    notify_committee_by: date | None = None
    when: Condition | None = None


@frozen
class Report:
    """A report owed under a paragraph: by a day, or within days of an act, or again and again."""

    what: str
    to: str
    name: str | None = None
    days: int | None = None
    by: date | None = None
    every: str | None = None
    first_from: date | None = None


@frozen
class Provision:
    """What one paragraph asks of those it binds, on the days that it is in force."""

    id: str
    title: str
    measure: str
    force: Force
    summary: str
    bound: Names
    direction: str
    in_force: Period
    confidence: Confidence
    source: Names
    paragraph: str = ""
    when: Condition | None = None
    done: Condition | None = None
    goods: Goods | None = None
    cap: CapTerms | None = None
    target: TargetTerms | None = None
    submission: Submission | None = None
    status: tuple[Step, ...] = ()  # its standing over time; none: that of its instrument
    wind_down: WindDown | None = None
    exemptions: Names = ()
    reporting: tuple[Report, ...] = ()
    through: Names = ()
    supersedes: Names = ()
    superseded_by: Names = ()
    related: Names = ()
    evidence: Names = ()
    not_judged: str | None = None
    note: str = ""

    def binds_on(self, day: date) -> bool:
        return day in self.in_force.span

    @property
    def rule(self) -> RuleKind:
        """Which kind of rule this is: a ban, a ban beyond a quantity, a duty to act, a level to reach."""
        if self.cap:
            return "cap"
        if self.target or self.submission:
            return "target"
        return "duty" if self.done else "prohibition"

    @property
    def encoded(self) -> bool:
        """Whether a fact can be put to it, or it is said why none can."""
        return bool(self.when or self.target or self.submission or self.not_judged)


RuleKind = Literal["prohibition", "cap", "duty", "target"]


@frozen
class Exemption:
    id: str
    title: str
    basis: str
    route: str
    text: str
    confidence: Confidence
    when: Condition | None = None
    from_: date | None = None
    until: date | None = None

    @property
    def span(self) -> Span:
        return Span(self.from_ or date.min, self.until)


@frozen
class Instrument:
    """A resolution, treaty or plan; a draft that was not adopted has no provisions."""

    id: str
    adopted: date
    kind: str
    source: Names
    confidence: Confidence
    trigger: str = ""
    symbol: str = ""
    votes: str = ""  # for-against-abstaining
    mandate_until: date | None = None
    failed: bool = False


@frozen
class Designation:
    """Who is on the regime's list: a person, an entity or a ship, from `since`, and if it was removed until that day."""

    ref: str
    kind: ListedAs
    name: str
    since: date
    instrument: str = ""
    aliases: Names = ()
    imo: str | None = None
    measures: Names = ()
    until: date | None = None
    weak: Names = ()  # aliases that the list itself calls of low quality
    born: Names = ()  # 1968, 1968-04, 1968-04-02, 1965/1967
    states: Names = ()  # nationality; for a body its country
    documents: Names = ()  # numbers of passports and the like

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@frozen
class DesignationList:
    """The list as of a day, and from which day on earlier removals are known."""

    as_of: date
    complete_from: date
    source: Names
    unseen: str
    entries: tuple[Designation, ...] = ()


@frozen
class Case:
    """A worked case: a fact and the answer a lawyer gives."""

    case: str
    fact: dict[str, object]
    verdict: Literal["breach", "no_breach", "depends"]
    provisions: Names = ()
    exemption: str | None = None
    missing: Names = ()
    why: str = ""


@frozen
class About:
    title: str
    version: str
    subject: str = ""
    summary: str = ""
    conventions: dict[str, str] = field(factory=dict)


@frozen(slots=False)
class Regime:
    """The loaded law of one folder of `regimes/`."""

    name: str
    about: About
    vocabulary: Vocabulary
    instruments: tuple[Instrument, ...]
    provisions: tuple[Provision, ...]
    exemptions: tuple[Exemption, ...]
    general_exemptions: Names
    designations: tuple[DesignationList, ...]
    conversions: tuple[Conversion, ...]
    sources: Mapping[str, str]
    readings: tuple[Reading, ...]
    chapters: tuple[Chapter, ...]
    cases: tuple[Case, ...]
    law_version: str
    mandates: tuple[Mandate, ...] = ()
    watchers: tuple[Watcher, ...] = ()
    fallbacks: tuple[Fallback, ...] = ()
    answers: tuple[AnswerCase, ...] = ()
    customs: tuple[CustomsReading, ...] = ()
    calls: tuple[CallReading, ...] = ()
    sightings: tuple[SightingReading, ...] = ()
    text: str = ""  # what the files say, in canonical form: `law_version` is its hash

    @cached_property
    def by_id(self) -> dict[str, Provision]:
        return {provision.id: provision for provision in self.provisions}

    @cached_property
    def exemption_by_id(self) -> dict[str, Exemption]:
        return {exemption.id: exemption for exemption in self.exemptions}

    @cached_property
    def by_kind(self) -> dict[str, tuple[Provision, ...]]:
        """The provisions that a fact of each kind can engage, in the order of the files."""
        measures = {name: set(kind.measures) for name, kind in self.vocabulary.kinds.items()}
        return {name: tuple(p for p in self.provisions if p.measure in reach) for name, reach in measures.items()}

    def in_force(self, day: date) -> tuple[Provision, ...]:
        return tuple(provision for provision in self.provisions if provision.binds_on(day))

    def terms_of(self, mandate: Mandate) -> tuple[Term, ...]:
        """The terms of a mandate, in the order of their days."""
        chain = [one for one in self.instruments if one.id in mandate.terms and one.mandate_until]
        return tuple(sorted((Term(one.id, Span(one.adopted, one.mandate_until)) for one in chain), key=lambda term: term.span.start))
