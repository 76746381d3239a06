"""A party's yearly figures of one series and one vintage, in one account; and the error of comparing two accounts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from attrs import frozen

from vetoproof.terms.errors import InputError

Years = np.ndarray[Any, np.dtype[np.int64]]
Amounts = np.ndarray[Any, np.dtype[np.float64]]


@frozen
class Account:
    """What is counted: the gas (`any`: not said), land use in or out (empty: either), and the GWP of a sum of gases."""

    gas: str
    land_use: str = ""
    gwp: str = ""


class BoundaryMismatch(InputError):
    """Two accounts that do not count the same are no measure of each other."""


@frozen(eq=False)
class Path:
    """Figures by year, each year once, in order."""

    years: Years
    amounts: Amounts
    unit: str
    account: Account = Account("")
    vintage: str = ""
    said: str = ""

    @classmethod
    def of(cls, figures: Mapping[int, float], unit: str, account: Account | None = None, vintage: str = "", said: str = "") -> Path:
        years = sorted(figures)
        amounts = np.array([figures[year] for year in years], dtype=np.float64)
        return cls(np.array(years, dtype=np.int64), amounts, unit, account or Account(""), vintage, said)

    @property
    def last(self) -> int:
        return int(self.years[-1])

    @property
    def first(self) -> int:
        return int(self.years[0])

    def at(self, year: int) -> float | None:
        """The figure of a year; None outside the series. It is never guessed."""
        place = int(np.searchsorted(self.years, year))
        return float(self.amounts[place]) if place < len(self.years) and self.years[place] == year else None

    def need(self, year: int) -> float:
        found = self.at(year)
        if found is None:
            span = f"{self.first} to {self.last}" if len(self.years) else "nothing"
            raise InputError(f"has no figure for {year} (it holds {span})", where=self.vintage or "series", do="take a year of the series")
        return found

    def until(self, year: int) -> Path:
        """The figures up to and including a year."""
        keep = self.years <= year
        return Path(self.years[keep], self.amounts[keep], self.unit, self.account, self.vintage, self.said)

    def __bool__(self) -> bool:
        return len(self.years) > 0


def require_alike(wanted: Account, found: Account, land_use_pct: float | None, most_pct: float) -> None:
    """Raise unless figures of `found` may measure a promise in `wanted`.

    Another gas never may. Land use in the one and out of the other may while land use is at most `most_pct` of the whole.
    """
    if wanted.gas not in ("any", found.gas):
        raise _mismatch(f"counts {found.gas}, and {wanted.gas} is promised")
    if not wanted.land_use or wanted.land_use == found.land_use:
        return
    if land_use_pct is None:
        raise _mismatch(f"has land use {found.land_use}, the promise has it {wanted.land_use}, and its share is not known")
    if abs(land_use_pct) > most_pct:
        raise _mismatch(
            f"has land use {found.land_use}, the promise has it {wanted.land_use}, and it is {abs(land_use_pct):.1f} % of the whole"
        )


def _mismatch(what: str) -> BoundaryMismatch:
    return BoundaryMismatch(what, where="account", do="compare within one account")


def share_pct(part: Path, whole: Path, year: int) -> float | None:
    """`part` in percent of `whole` in a year, signed; None if either has no figure."""
    above, below = part.at(year), whole.at(year)
    return None if above is None or not below else 100 * above / below


def ratio(above: Path, below: Path) -> Path:
    """`above` / `below` in the years that both have. They must be of one vintage: two releases in one ratio measure their revision."""
    if above.vintage != below.vintage:
        raise InputError(f"is of {above.vintage}, the other of {below.vintage}", where="ratio", do="take both from one release")
    years = [int(year) for year in above.years if below.at(int(year))]
    return Path.of(
        {year: above.need(year) / below.need(year) for year in years}, f"{above.unit} per {below.unit}", above.account, above.vintage
    )
