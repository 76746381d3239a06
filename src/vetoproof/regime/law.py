"""The values of a loaded regime. Frozen: a rewritten paragraph is another provision, whose `supersedes` names the old one.

The names of the fields are the keys of the YAML files (`from_` stands for `from`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from attrs import field, frozen

from vetoproof.regime.condition import Condition, Value
from vetoproof.regime.target import AnswerCase, Group, Margins, Metric, SeriesTerms, StatusWord, Step, Submission, TargetTerms
from vetoproof.regime.watch import Fallback, Mandate, Term, Watcher
from vetoproof.terms.days import Span

Names = tuple[str, ...]
Confidence = Literal["high", "medium", "low"]
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
ListedAs = Literal["person", "entity", "vessel"]
CircumstanceType = Literal["bool", "date", "number", "state", "text", "totals"]

BINDING = frozenset({"decides", "demands"})
ALWAYS = Span(date.min)


@frozen
class Period:
    """Inclusive days; `until` null is still running."""

    from_: date
    until: date | None = None

    @property
    def span(self) -> Span:
        return Span(self.from_, self.until)


@frozen
class Default:
    """What holds when a fact is silent on a key; `is_` null: it counts as asked and not known."""

    is_: str | None = None
    when: Condition | None = None


@frozen
class Presumption:
    """A default with its value in the declared type of its key."""

    value: Value
    when: Condition | None


@frozen
class Kind:
    """A kind of fact: which measures can reach it."""

    means: str
    measures: Names = ()
    state_is: str = ""
    carries_goods: bool = False
    states_period: bool = False  # the days given are the period counted, not the doubt about one day
    aliases: Names = ()
    alternatives: Names = ()  # innocent explanations of what was seen, to be ruled out
    label: str = ""  # what a reader calls one of them, and several
    plural: str = ""


@frozen
class Circumstance:
    type: CircumstanceType
    means: str
    default: tuple[Default, ...] = ()
    example: str = ""


@frozen
class Product:
    """How many `per` units of a cap one `unit` of this product makes; `band` for what could be meant."""

    factor: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


@frozen
class Conversion:
    """How a quantity in one unit is put into another for a cap: by named product, else by default."""

    from_unit: str
    to_unit: str
    product_key: str
    default: Product
    source: Names
    confidence: Confidence
    products: dict[str, Product] = field(factory=dict)
    reported_key: str = ""  # a circumstance that carries the amount in `to_unit` as the State itself gave it
    note: str = ""


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
class Window:
    """One period of a cap. `quantity` null: the text fixes it by what was supplied in `base`, which nobody published."""

    from_: date
    until: date
    quantity: Decimal | None = None
    alternative: Decimal | None = None
    base: Period | None = None

    @property
    def span(self) -> Span:
        return Span(self.from_, self.until)


@frozen
class Recurrence:
    every: Literal["calendar_year", "12_months"]
    first_from: date
    quantity: Decimal
    alternative: Decimal | None = None
    note: str = ""


@frozen
class Limb:
    """One condition on which supply within a cap stays lawful: `kept_when` must hold."""

    limb: Literal["stop", "report", "party", "livelihood"]
    kept_when: Condition
    open_when: Condition | None = None  # while this holds, a limb that is not kept may still be


@frozen
class CapTerms:
    """A ban beyond a quantity. Windows are one-off periods, recurrence the repeating one; all days inclusive."""

    unit: str
    rule: Literal["at_most", "lower_of", "either_measure", "at_most_prior_12_months"]
    aggregate_over: Literal["all_states", "each_state"]
    rule_note: str = ""
    alternative_unit: str | None = None
    windows: tuple[Window, ...] = ()
    recurrence: Recurrence | None = None
    notice_thresholds_pct: tuple[int, ...] = ()
    notices_from: date | None = None
    stop_at_pct: int | None = None
    limbs: tuple[Limb, ...] = ()
    totals_key: str = ""  # the circumstance that lists what was counted before
    value_key: str = ""  # the circumstance that gives the act in `alternative_unit`
    unit_key: str = ""  # the circumstance that says in which of two units the suppliers report
    exemption: str | None = None


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
    """Who is on the regime's list: a person, an entity or a ship, from `since`."""

    ref: str
    kind: ListedAs
    name: str
    since: date
    instrument: str = ""
    aliases: Names = ()
    imo: str | None = None
    measures: Names = ()


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
class Reading:
    """How a table of the record is put to this regime: which fact one row states.

    `fact` is the form of the fact; a text `$column` stands for the row's value, and an empty one leaves its key out.
    It is about the rows whose columns hold one of the words of `where`, and none of those of `unless`.
    """

    table: str
    fact: dict[str, object]
    where: dict[str, Names] = field(factory=dict)
    unless: dict[str, Names] = field(factory=dict)
    note: str = ""
    alternatives: Names = ()  # innocent explanations beyond those of the kind


@frozen
class Lookup:
    """What may be looked up about one object of a fact, and under which keys: by `name` and `imo` in the list and in registers.

    A key that is not given is not filled. `flag`, `owner_state` and `controller_state` come from registers, by day.
    """

    listed_as: tuple[ListedAs, ...]
    name: str = ""
    imo: str = ""
    designated: str = ""
    designated_from: str = ""
    flag: str = ""
    owner_state: str = ""
    controller_state: str = ""


Form = Literal[
    "cap", "events", "claims", "intervals", "table", "matrix", "timeline", "listed", "exempt", "watch", "advice", "law", "chamber"
]


@frozen
class Part:
    """A part of a chapter: its form, the tables it tells of, and which of their columns say what.

    `by` names the column that groups the rows (or heads the columns of a matrix), `columns` those that are shown, `claimant` who
    stands behind a row, `outcome` what tells events apart, `marks` the words of `by` that stand out. `not_put` says why rows of
    these tables are no facts of the law.
    """

    form: Form
    title: str = ""
    lede: str = ""
    provision: str | None = None
    tables: Names = ()
    where: dict[str, Names] = field(factory=dict)
    columns: Names = ()
    by: str = ""
    claimant: str = "claimant"
    outcome: str = "outcome"
    marks: Names = ()
    exemptions: Names = ()
    not_put: str = ""


@frozen
class Chapter:
    """A chapter of the report: one form, or several parts; and what it cannot see."""

    id: str
    title: str
    form: Form = "law"
    lede: str = ""
    provision: str | None = None
    tables: Names = ()
    unseen: Names = ()
    parts: tuple[Part, ...] = ()

    @property
    def sections(self) -> tuple[Part, ...]:
        """Its parts; a chapter of one form is one part."""
        return self.parts or (Part(self.form, provision=self.provision, tables=self.tables),)

    @property
    def every_table(self) -> Names:
        """The tables of all its parts, each once."""
        return tuple(dict.fromkeys(name for part in self.sections for name in part.tables))


@frozen
class About:
    title: str
    version: str
    subject: str = ""
    summary: str = ""
    conventions: dict[str, str] = field(factory=dict)


@frozen
class Vocabulary:
    """The words of a regime: what facts may say and what follows when they are silent."""

    kinds: Mapping[str, Kind] = field(factory=dict)
    objects: Mapping[str, Mapping[str, str]] = field(factory=dict)
    circumstances: Mapping[str, Circumstance] = field(factory=dict)
    defaults: Mapping[str, tuple[Presumption, ...]] = field(factory=dict)
    one_way: Names = ()
    units: Names = ()
    addressees: Mapping[str, Condition] = field(factory=dict)
    routes: Mapping[str, Condition | None] = field(factory=dict)
    terms: Mapping[str, Condition] = field(factory=dict)
    list_extension: Condition | None = None
    report_missed: Condition | None = None
    report_keys: Names = ()
    enrichment: tuple[Lookup, ...] = ()
    measures: Mapping[str, str] = field(factory=dict)  # the title of each measure
    groups: Mapping[str, Group] = field(factory=dict)
    metrics: Mapping[str, Metric] = field(factory=dict)
    series: Mapping[str, SeriesTerms] = field(factory=dict)
    statuses: Mapping[str, StatusWord] = field(factory=dict)
    margins: Margins | None = None


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
