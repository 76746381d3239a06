"""Two bodies count one trade: what the one has more than the other, and what that could be.

Reads    totals over all goods: reporter, partner, flow (export, import, total), days, compiler, value in dollars.
Returns  for each trade and span that two compilers state: both figures, the residual, and the barrels of crude that it would pay for.
Source   the known case: KOTRA's total for China and the DPRK in 2023 is 426 million dollars above that of China's customs, near 4
         million barrels of crude, which runs by pipeline and stands in no customs figure since 2014. Prices: Brent, mean of the year (EIA),
         and that at which 4 million barrels, or 525,000 t, make up the residual of 2023.
Misses   any other reason for the residual: other goods, other days, another rate of exchange.
Wrong if taken for a measurement. It is an inference: nobody has said that the residual is crude.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations

from attrs import frozen

BRENT = {2014: 99, 2017: 54, 2018: 71, 2019: 64, 2020: 42, 2021: 71, 2022: 101, 2023: 82, 2024: 81}  # USD a barrel, rounded
DEARER = Decimal("1.3")  # 426 million dollars for 4 million barrels are 107 a barrel, 1.3 times Brent in 2023
LEAST_SHARE = Decimal("0.005")  # below half a per cent two totals differ by rounding alone (ours)


@frozen
class Stated:
    """One total: of whose trade, which way, which days, by which compiler, how much, from where."""

    seller: str  # in a total the two States in the order of their names
    buyer: str
    flow: str
    from_: str
    until: str
    compiler: str
    usd: Decimal
    source: str


@frozen
class Residual:
    """What one compiler states above another. Barrels: at the dearer and the cheaper price; None for a year without one."""

    more: Stated
    less: Stated
    usd: Decimal
    barrels: tuple[int, int] | None


def residuals(rows: Iterable[Mapping[str, str]], piped: Collection[frozenset[str]] = ()) -> Iterator[Residual]:
    """Every pair of compilers that state one trade of the same days, the larger figure first.

    `piped`: pairs of States between which crude runs by pipeline and stands in no customs figure; only there is it inferred.
    """
    groups: dict[tuple[str, ...], list[Stated]] = {}
    for one in map(read, rows):
        groups.setdefault((one.seller, one.buyer, one.flow, one.from_, one.until), []).append(one)
    for _, stated in sorted(groups.items()):
        for one, two in combinations(sorted(stated, key=lambda each: (each.compiler, each.usd)), 2):
            less, more = sorted((one, two), key=lambda each: each.usd)
            if one.compiler != two.compiler and more.usd - less.usd > more.usd * LEAST_SHARE:
                crude = barrels(more, more.usd - less.usd) if frozenset((more.seller, more.buyer)) in piped else None
                yield Residual(more, less, more.usd - less.usd, crude)


def read(row: Mapping[str, str]) -> Stated:
    """A row of totals: what a reporter exports, its partner buys."""
    one, two, flow = row["reporter"], row["partner"], row["flow"]
    if flow == "import" or (flow == "total" and one > two):
        one, two = two, one
    kind = "total" if flow == "total" else "sale"
    return Stated(one, two, kind, row["from"], row["until"], row["compiler"], Decimal(row["value"]), row["source"])


def barrels(more: Stated, usd: Decimal) -> tuple[int, int] | None:
    """The barrels that a residual would pay for: at 1.3 times the price of the year (pipeline, as in 2023), and at that price."""
    price = BRENT.get(int(more.from_[:4]))
    return None if price is None else (int(usd / (price * DEARER)), int(usd / price))
