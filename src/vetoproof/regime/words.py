"""The words of a regime: kinds of facts, what may be said of them, and what follows when a fact is silent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from attrs import field, frozen

from vetoproof.regime.condition import Condition, Value
from vetoproof.regime.target import Group, Margins, Metric, SeriesTerms, StatusWord
from vetoproof.terms.days import Span

Names = tuple[str, ...]
Confidence = Literal["high", "medium", "low"]
ListedAs = Literal["person", "entity", "vessel"]
CircumstanceType = Literal["bool", "date", "number", "state", "text", "totals"]


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
