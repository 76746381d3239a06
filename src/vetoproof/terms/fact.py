"""A fact: what happened, never what a law makes of it. Detectors return facts, the judge reads them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from vetoproof.terms.days import Span
from vetoproof.terms.quantity import Quantity, Total

FactValue = bool | date | Decimal | str | tuple[Total, ...] | None


@frozen(eq=False)
class Fact:
    """One fact. `values` maps each key that the fact speaks of to its value; None: it was asked, and nobody knows.

    Keys are the fields of the fact format: `state`, `direction`, `vessel.flag`, and the circumstances by name.
    A key that is absent is silent. `codes` None means that no HS code is given.
    """

    id: str
    kind: str
    span: Span
    values: Mapping[str, FactValue] = field(factory=dict)
    codes: tuple[str, ...] | None = None
    quantity: Quantity | None = None
    description: str = ""

    @property
    def last(self) -> date:
        return self.span.end or self.span.start
