"""The terms of a cap: its unit, its windows, the limbs on which supply within it stays lawful, and how units are put into one another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from attrs import field, frozen

from vetoproof.regime.condition import Condition
from vetoproof.regime.words import Confidence, Names, Period
from vetoproof.terms.days import Span


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
    name: str = ""  # the short name by which people ask for it; a paragraph that takes over from another shares its name
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

    @property
    def units(self) -> tuple[str, ...]:
        """The unit of the limit; of a limit in two units both, never put into one another."""
        return (self.unit, self.alternative_unit) if self.alternative_unit else (self.unit,)
