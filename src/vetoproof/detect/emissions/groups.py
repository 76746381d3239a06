"""Sums over parties: a group from its members, the world from its parts. An aggregate beside its members would count them twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from vetoproof.detect.emissions.path import Path
from vetoproof.terms.errors import InputError


@frozen
class Check:
    """A stated total, the sum of its parts, and what is left between them."""

    stated: float
    summed: float

    @property
    def left(self) -> float:
        return self.stated - self.summed

    def holds(self, within: float) -> bool:
        return abs(self.left) <= within


def sum_of(paths: Mapping[str, Path], members: Iterable[str], year: int) -> float:
    """The sum of the members in a year; an error if one has no figure, for missing is never zero."""
    names = list(members)
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise InputError(f"{twice[0]} stands twice", where="members", do="name each once")
    if absent := [name for name in names if name not in paths]:
        raise InputError(f"{absent[0]} has no series", where="members", do="give its figures, or leave the sum open")
    return sum(paths[name].need(year) for name in names)


def conserved(stated: float, parts: Iterable[float]) -> Check:
    """Whether the parts make the whole."""
    return Check(stated, sum(parts))
