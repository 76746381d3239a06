"""Quantities: a range (low, mid, high) in a unit, exact decimals throughout."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from attrs import frozen

from vetoproof.terms.days import Span

NOTHING = Decimal(0)
OPEN = Decimal("Infinity")  # the upper end of "at least"
MOST_DIGITS = 40  # before or behind the point: no amount needs more, and 1e999999 would fill a page
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,6})?")


@frozen
class Quantity:
    """An amount, or a band of amounts, in `unit`. An exact amount has low = mid = high."""

    low: Decimal
    mid: Decimal
    high: Decimal
    unit: str

    @classmethod
    def exactly(cls, amount: Decimal, unit: str) -> Quantity:
        return cls(amount, amount, amount, unit)

    def times(self, low: Decimal, mid: Decimal, high: Decimal, unit: str) -> Quantity:
        """The band after multiplying by a factor that is itself a band (all positive)."""
        return Quantity(self.low * low, self.mid * mid, self.high * high, unit)

    def __str__(self) -> str:
        return f"{self.amounts} {self.unit}"

    @property
    def amounts(self) -> str:
        """`500,000`, `297,000 to 810,000`, `at least 1,000`, `up to 3,780,000`."""
        if self.low == self.high:
            return plain(self.mid)
        if self.high == OPEN:
            return f"at least {plain(self.low)}" if self.low else "an unknown amount"
        return f"{plain(self.low)} to {plain(self.high)}" if self.low else f"up to {plain(self.high)}"


@frozen
class Total:
    """What was already counted in a period, by everybody or by the acting State (`of`)."""

    quantity: Quantity
    span: Span
    of: str


def decimal(value: object) -> Decimal:
    """An exact decimal from a JSON number or a text; refuses what is not finite."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise ValueError(f"{value!r} is not a number")
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"{value!r} is not a number") from error
    if not number.is_finite():
        raise ValueError(f"{value!r} is not a finite number")
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise ValueError(f"{value!r} is not a number; write it as 1234.5")
    if max(abs(number.adjusted()), -int(number.as_tuple().exponent), len(number.as_tuple().digits)) > MOST_DIGITS:
        raise ValueError(f"{str(value)[:60]!r} is out of all measure")
    return number


def plain(number: Decimal) -> str:
    """A number for readers: 500,000 or 0.329, never 5E+5."""
    text = f"{number.normalize():,f}"
    return text
