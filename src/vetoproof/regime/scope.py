"""Which provisions a question is about: those in force on a day, that name the goods, that bind the State."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from attrs import frozen

from vetoproof.regime.grammar import read_code, read_state
from vetoproof.regime.law import Provision, Regime
from vetoproof.regime.scene import FactScene
from vetoproof.terms.days import Span
from vetoproof.terms.errors import InputError
from vetoproof.terms.fact import Fact
from vetoproof.terms.truth import any_of


@frozen
class Scope:
    on: date
    goods: str | None = None
    state: str | None = None


def in_scope(law: Regime, scope: Scope) -> tuple[Provision, ...]:
    """The provisions in force that the scope is about, in the order of the law."""
    found = law.in_force(scope.on)
    if scope.goods:
        code = _read(read_code, scope.goods, "goods")
        found = tuple(provision for provision in found if names(provision, code))
    if scope.state:
        state = _read(read_state, scope.state, "state")
        found = tuple(provision for provision in found if binds(law, provision, state, scope.on))
    return found


def _read(reader: Callable[[str], str], text: str, where: str) -> str:
    try:
        return reader(text)
    except ValueError as error:
        raise InputError(str(error), where=where, do="correct it") from error


def names(provision: Provision, code: str) -> bool:
    """Whether a heading of the paragraph holds the code, or lies under it."""
    headings = (*provision.goods.hs, *provision.goods.hs_extended) if provision.goods else ()
    return any(code.startswith(heading) or heading.startswith(code) for heading in headings)


def binds(law: Regime, provision: Provision, state: str, day: date) -> bool:
    """Whether the paragraph binds the State."""
    kind = next(iter(law.vocabulary.kinds), "")
    scene = FactScene(law, Fact("", kind, Span(day, day), {"state": state}), day, lambda _: False)
    return any_of(law.vocabulary.addressees[name].ask(scene) for name in provision.bound) is True
