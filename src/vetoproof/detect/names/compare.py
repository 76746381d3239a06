"""Two names -> score, decision and reasons. From names alone nobody is matched: the most is review."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal, get_args

from attrs import frozen

from vetoproof.detect.names.entities import entities
from vetoproof.detect.names.likeness import Likeness
from vetoproof.detect.names.persons import REVIEW, persons
from vetoproof.detect.names.ships import ships
from vetoproof.detect.names.signs import LONGEST
from vetoproof.terms.errors import InputError

Sort = Literal["person", "entity", "vessel"]
Decision = Literal["match", "review", "no_match"]
BY_SORT: dict[str, Callable[[str, str], Likeness]] = {"person": persons, "entity": entities, "vessel": ships}


@frozen
class Comparison:
    """How alike two names are (0 to 1), what follows from it, and why."""

    score: float
    decision: Decision
    reasons: tuple[str, ...]


def compare_names(a: str, b: str, kind: Sort = "person") -> Comparison:
    """Two names of persons, firms or ships. `review` from a likeness of 0.75 on, else `no_match`; a name is never a match."""
    compare = BY_SORT.get(kind)
    if compare is None:
        raise InputError(f"there is no kind {kind!r}", where="compare_names", do=f"use {', '.join(get_args(Sort))}")
    if not isinstance(a, str) or not isinstance(b, str):
        raise InputError("a name is a text", where="compare_names", do="give two names")
    found = compare(a, b)
    return Comparison(round(found.score, 4), "review" if found.score >= REVIEW else "no_match", tuple(reasons(found, a, b)))


def reasons(found: Likeness, a: str, b: str) -> list[str]:
    """The likeness in words."""
    told = [f"name: {found.how or 'word by word'} ({found.score:.2f})"]
    told += [f"name: {one} for {other}" for one, other in found.pairs]
    if found.only_one or found.only_other:
        told += [f"name: without a partner: {' '.join(found.only_one) or '-'} / {' '.join(found.only_other) or '-'}"]
    if len(a) > LONGEST or len(b) > LONGEST:
        told.append(f"name: only the first {LONGEST} signs were looked at")
    return told


compare_people = partial(compare_names, kind="person")
