"""The condition language: what a paragraph asks of a fact, as data.

A condition is one of these, and a map with several entries asks for all of them:

    all: [..]   any: [..]   not: ..          as they read
    shown: ..                                silence counts as no: there must be evidence
    term: NAME                               a defined term of the vocabulary
    within: ID                               the elements of another paragraph are met that day
    kept: ID                                 the cap of another paragraph is kept
    hs: [..]                                 the goods fall under one of these headings
    goods: listed                            a code of the goods stands in the paragraph's own list
    KEY: value | [values] | null             the fact says so; null: it was asked and nobody knows
    KEY: {before: .., after: .., from: .., until: .., above: .., at_least: .., below: .., at_most: .., same_as: ..,
          given: true}                       a bound is a value, another KEY, or `day + 30 days`, `end of month of day`

Each answers a scene (a fact on one day) with yes, no, or the names of what is not known (`terms.truth`).
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Protocol

from attrs import frozen

from vetoproof.terms.days import add_months, end_of_month
from vetoproof.terms.truth import Answer, all_of, any_of, is_unknown, not_, unknown

Value = bool | date | Decimal | str | None


class Silence(Enum):
    """The fact says nothing of a key: neither a value nor that nobody knows."""

    SILENT = "silent"


SILENT = Silence.SILENT


class Scene(Protocol):
    """What a condition can ask about: a fact on one day, under a regime."""

    @property
    def day(self) -> date: ...
    @property
    def codes(self) -> tuple[str, ...] | None: ...
    def value(self, key: str) -> Value | Silence: ...
    def stated(self, key: str) -> Value | Silence: ...
    def term(self, name: str) -> Answer: ...
    def within(self, provision: str) -> Answer: ...
    def kept(self, provision: str) -> Answer: ...
    def listed(self) -> Answer: ...
    def silence(self, key: str) -> Answer: ...
    def evidenced(self) -> Scene: ...


class Condition:
    """What may be asked of a scene."""

    def ask(self, scene: Scene) -> Answer:
        """Yes, no, or what is missing."""
        raise TypeError("a condition is one of its kinds")

    def parts(self) -> tuple[Condition, ...]:
        return ()

    def decided_by(self, scene: Scene) -> Condition:
        """The one leaf on which the answer turned."""
        return self


@frozen
class All(Condition):
    of: tuple[Condition, ...]

    def ask(self, scene: Scene) -> Answer:
        return all_of(part.ask(scene) for part in self.of)

    def parts(self) -> tuple[Condition, ...]:
        return self.of

    def decided_by(self, scene: Scene) -> Condition:
        return _turning(self, scene, self.of, False)

    def __str__(self) -> str:
        return " and ".join(_bracket(part) for part in self.of) or "always"


@frozen
class Any_(Condition):
    of: tuple[Condition, ...]

    def ask(self, scene: Scene) -> Answer:
        return any_of(part.ask(scene) for part in self.of)

    def parts(self) -> tuple[Condition, ...]:
        return self.of

    def decided_by(self, scene: Scene) -> Condition:
        return _turning(self, scene, self.of, True)

    def __str__(self) -> str:
        return " or ".join(_bracket(part) for part in self.of)


@frozen
class Not(Condition):
    part: Condition

    def ask(self, scene: Scene) -> Answer:
        return not_(self.part.ask(scene))

    def parts(self) -> tuple[Condition, ...]:
        return (self.part,)

    def __str__(self) -> str:
        return f"not {_bracket(self.part)}"


@frozen
class Shown(Condition):
    """There must be evidence: what the fact is silent on counts as no; what nobody knows stays open."""

    part: Condition

    def ask(self, scene: Scene) -> Answer:
        return self.part.ask(scene.evidenced())

    def parts(self) -> tuple[Condition, ...]:
        return (self.part,)

    def decided_by(self, scene: Scene) -> Condition:
        return self.part.decided_by(scene.evidenced())

    def __str__(self) -> str:
        return f"it is shown that {self.part}"


@frozen
class Term(Condition):
    name: str

    def ask(self, scene: Scene) -> Answer:
        return scene.term(self.name)

    def __str__(self) -> str:
        return self.name.replace("_", " ")


@frozen
class Within(Condition):
    provision: str

    def ask(self, scene: Scene) -> Answer:
        return scene.within(self.provision)

    def __str__(self) -> str:
        return f"the elements of {self.provision} are met"


@frozen
class Kept(Condition):
    provision: str

    def ask(self, scene: Scene) -> Answer:
        return scene.kept(self.provision)

    def __str__(self) -> str:
        return f"the cap of {self.provision} is kept"


@frozen
class Codes(Condition):
    """The goods fall under one of the headings. A code shorter than a heading may or may not."""

    headings: tuple[str, ...]

    def ask(self, scene: Scene) -> Answer:
        if scene.codes is None:
            return scene.silence("goods.hs")
        if any(code.startswith(self.headings) for code in scene.codes):
            return True
        return unknown("goods.hs") if any(_may_hold(code, self.headings) for code in scene.codes) else False

    def __str__(self) -> str:
        return f"HS {', '.join(self.headings)}"


@frozen
class Listed(Condition):
    """A code of the goods stands in the paragraph's own list, decisive or not."""

    def ask(self, scene: Scene) -> Answer:
        return scene.listed()

    def __str__(self) -> str:
        return "the goods stand in the paragraph's list of codes"


@frozen
class Reference:
    """Another key as a bound, moved by days or months: `day + 30 days`, `end of month of day + 30 days`."""

    key: str
    days: int = 0
    months: int = 0
    from_month_end: bool = False

    def value(self, scene: Scene) -> Value | Silence:
        base = scene.value(self.key)
        if not isinstance(base, date):
            return base
        base = end_of_month(base) if self.from_month_end else base
        return add_months(base, self.months) + timedelta(days=self.days)

    def __str__(self) -> str:
        amount, unit = (self.months, "months") if self.months else (self.days, "days")
        moved = f" {'+' if amount > 0 else '-'} {abs(amount)} {unit}" if amount else ""
        return f"{'end of month of ' if self.from_month_end else ''}{self.key}{moved}"


COMPARISONS: dict[str, tuple[Callable[..., bool], str]] = {
    "is": (operator.eq, "is"),
    "same_as": (operator.eq, "is the same as"),
    "before": (operator.lt, "is before"),
    "after": (operator.gt, "is after"),
    "from": (operator.ge, "is on or after"),
    "until": (operator.le, "is on or before"),
    "above": (operator.gt, "is above"),
    "at_least": (operator.ge, "is at least"),
    "below": (operator.lt, "is below"),
    "at_most": (operator.le, "is at most"),
}


@frozen
class Compare(Condition):
    """KEY against a value or another key."""

    key: str
    how: str
    bound: bool | date | Decimal | str | Reference

    def ask(self, scene: Scene) -> Answer:
        left = scene.value(self.key)
        right = self.bound.value(scene) if isinstance(self.bound, Reference) else self.bound
        if _unsaid(left):
            return scene.silence(self.key) if left is SILENT else unknown(self.key)
        if isinstance(self.bound, Reference) and _unsaid(right):
            return scene.silence(self.bound.key) if right is SILENT else unknown(self.bound.key)
        return COMPARISONS[self.how][0](left, right)

    def __str__(self) -> str:
        bound = str(self.bound).lower() if isinstance(self.bound, bool) else self.bound
        return f"{self.key} {COMPARISONS[self.how][1]} {bound}"


@frozen
class OneOf(Condition):
    key: str
    values: tuple[bool | date | Decimal | str, ...]

    def ask(self, scene: Scene) -> Answer:
        value = scene.value(self.key)
        if value is SILENT:
            return scene.silence(self.key)
        return unknown(self.key) if value is None else value in self.values

    def __str__(self) -> str:
        return f"{self.key} is one of {', '.join(str(value) for value in self.values)}"


@frozen
class Asked(Condition):
    """The fact itself, defaults apart, says that nobody knows KEY (a null), or (`given`) gives it a value: a null leaves that open."""

    key: str
    given: bool = False

    def ask(self, scene: Scene) -> Answer:
        stated = scene.stated(self.key)
        if self.given:
            return unknown(self.key) if stated is None else stated is not SILENT
        return stated is None

    def __str__(self) -> str:
        return f"{self.key} is given" if self.given else f"nobody knows {self.key}"


def walk(condition: Condition) -> Iterator[Condition]:
    """The condition and all within it."""
    yield condition
    for part in condition.parts():
        yield from walk(part)


def keys_of(condition: Condition) -> Iterator[str]:
    """The keys that the condition reads."""
    for leaf in walk(condition):
        if isinstance(leaf, Compare | OneOf | Asked):
            yield leaf.key
        if isinstance(leaf, Compare) and isinstance(leaf.bound, Reference):
            yield leaf.bound.key
        if isinstance(leaf, Codes):
            yield "goods.hs"


def _unsaid(value: object) -> bool:
    return value is None or value is SILENT


def _may_hold(code: str, headings: tuple[str, ...]) -> bool:
    return any(heading.startswith(code) for heading in headings)


def _turning(whole: Condition, scene: Scene, parts: tuple[Condition, ...], answer: bool) -> Condition:
    """The first part that alone gave `answer`; else the first that is unknown; else the whole."""
    answers = [(part, part.ask(scene)) for part in parts]
    for part, said in answers:
        if said is answer:
            return part.decided_by(scene)
    for part, said in answers:
        if is_unknown(said):
            return part.decided_by(scene)
    return parts[0].decided_by(scene) if len(parts) == 1 else whole


def _bracket(part: Condition) -> str:
    return f"({part})" if isinstance(part, All | Any_) and len(part.parts()) > 1 else str(part)
