"""Which smallest statements would make a condition true (or false): the questions that a lawyer would ask.

A way maps keys to values: `{"committee_approval": True}`. Ways are candidates; whoever uses one tries it on the judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, islice

from vetoproof.regime.condition import (
    SILENT,
    All,
    Any_,
    Asked,
    Compare,
    Condition,
    Not,
    OneOf,
    Reference,
    Scene,
    Shown,
    Term,
    Value,
    Within,
)
from vetoproof.regime.law import Regime

MOST_WAYS = 64
ANOTHER_STATE = "XXX"  # some State, not named
ANOTHER_WORD = "other"

Way = Mapping[str, Value]


def ways(law: Regime, condition: Condition, wanted: bool, scene: Scene) -> tuple[Way, ...]:
    """Ways to make the condition `wanted`, shortest first; at most MOST_WAYS."""
    found = sorted(islice(_ways(law, condition, wanted, scene), MOST_WAYS), key=lambda way: (len(way), str(way)))
    return tuple(found)


def _ways(law: Regime, condition: Condition, wanted: bool, scene: Scene) -> Iterator[Way]:
    if condition.ask(scene) is wanted:
        yield {}
    elif isinstance(condition, Not):
        yield from _ways(law, condition.part, not wanted, scene)
    elif isinstance(condition, Shown):
        yield from _ways(law, condition.part, wanted, scene.evidenced())
    elif isinstance(condition, Term):
        yield from _ways(law, law.vocabulary.terms[condition.name], wanted, scene)
    elif isinstance(condition, Within):
        other = law.by_id[condition.provision]
        if other.when and other.binds_on(scene.day):
            parts = [part for part in (other.when, other.goods.shown_by if other.goods else None) if part]
            yield from _ways(law, All(tuple(parts)), wanted, scene)
    elif isinstance(condition, All | Any_):
        together = isinstance(condition, All) is wanted  # all to be true, or any to be false: every part must turn
        yield from (_every if together else _one)(law, condition.parts(), wanted, scene)
    else:
        yield from _leaf(condition, wanted, scene)


def _one(law: Regime, parts: Iterable[Condition], wanted: bool, scene: Scene) -> Iterator[Way]:
    yield from chain.from_iterable(_ways(law, part, wanted, scene) for part in parts)


def _every(law: Regime, parts: Iterable[Condition], wanted: bool, scene: Scene) -> Iterator[Way]:
    joined: list[dict[str, Value]] = [{}]
    for part in parts:
        steps = list(islice(_ways(law, part, wanted, scene), MOST_WAYS))
        joined = [{**way, **step} for way in joined for step in steps if _agree(way, step)][:MOST_WAYS]
    yield from joined


def _agree(one: Way, other: Way) -> bool:
    return all(one[key] == value for key, value in other.items() if key in one)


def _leaf(condition: Condition, wanted: bool, scene: Scene) -> Iterator[Way]:
    if isinstance(condition, OneOf):
        values: Iterable[Value] = condition.values if wanted else (_other(condition.values[0], condition.values),)
        yield from ({condition.key: value} for value in values)
    elif isinstance(condition, Compare):
        bound = condition.bound.value(scene) if isinstance(condition.bound, Reference) else condition.bound
        if bound is not None and bound is not SILENT:
            yield from ({condition.key: value} for value in _compared(condition.how, bound, wanted))
    elif isinstance(condition, Asked):
        return


def _compared(how: str, bound: bool | date | Decimal | str, wanted: bool) -> Iterator[Value]:
    """A value that stands to the bound as wanted: on the bound itself, or the next one beside it."""
    if how in ("is", "same_as"):
        yield bound if wanted else _other(bound, (bound,))
        return
    on_it = how in ("from", "until", "at_least", "at_most")
    below = how in ("before", "until", "below", "at_most")
    if on_it is wanted:
        yield bound
    else:
        yield _beside(bound, below is wanted)


def _beside(bound: bool | date | Decimal | str, below: bool) -> Value:
    if isinstance(bound, date):
        return bound + timedelta(days=-1 if below else 1)
    return bound + (-1 if below else 1) if isinstance(bound, Decimal) else bound


def _other(value: Value, taken: Iterable[Value]) -> Value:
    """A value of the same type that is none of those named."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, Decimal):
        return value + 1
    another = ANOTHER_STATE if isinstance(value, str) and len(value) == len(ANOTHER_STATE) and value.isupper() else ANOTHER_WORD
    return another if another not in set(taken) else f"another_{another}"
