"""The rules by which an address that holds stolen and other funds is taken to pay: five answers to a question the coins do not answer.

A purse is what one address holds under one rule. It takes in lots and pays out lots, each an amount and the part of it that is stolen.
This is the plain form of each rule, in Python's integers; `kernels` does the same in two limbs, and a test holds them equal.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from attrs import define, field

Lot = tuple[int, int]  # an amount, and how much of it is stolen
RULES = ("haircut", "fifo", "poison", "lifo", "seniority")


@define
class Haircut:
    """Each payment carries the share of stolen funds in the purse, rounded down; the remainder stays."""

    holds: int = 0
    stolen: int = 0
    spoilt: int = 0  # clean funds that became stolen ones by touch; only poison does that

    def put(self, lots: list[Lot]) -> None:
        for amount, stolen in lots:
            self.holds += amount
            self.stolen += stolen

    def pay(self, amount: int) -> list[Lot]:
        carried = self.share(amount) if amount < self.holds else self.stolen
        self.holds = max(self.holds - amount, 0)
        self.stolen -= carried
        return [(amount, carried)]

    def share(self, amount: int) -> int:
        return amount * self.stolen // self.holds


@define
class Seniority(Haircut):
    """The stolen funds leave first."""

    def share(self, amount: int) -> int:
        return min(amount, self.stolen)


@define
class Poison(Haircut):
    """Whatever an address holds or pays once stolen funds have reached it counts as stolen, unfunded payments too: an upper bound."""

    touched: bool = False

    def put(self, lots: list[Lot]) -> None:
        for amount, stolen in lots:
            self.touched |= stolen > 0
            self.holds += amount
            self.stolen += stolen
        if self.touched:
            self.spoilt += self.holds - self.stolen
            self.stolen = self.holds

    def pay(self, amount: int) -> list[Lot]:
        if not self.touched:
            return super().pay(amount)
        self.spoilt += max(amount - self.holds, 0)
        self.stolen = self.holds = max(self.holds - amount, 0)
        return [(amount, amount)]


@define
class Fifo:
    """What came in first goes out first (Clayton's case, 1816)."""

    lots: deque[Lot] = field(factory=deque)
    holds: int = 0
    spoilt: int = 0

    @property
    def stolen(self) -> int:
        return sum(stolen for _, stolen in self.lots)

    def put(self, lots: list[Lot]) -> None:
        self.lots.extend(lots)
        self.holds += sum(amount for amount, _ in lots)

    def pay(self, amount: int) -> list[Lot]:
        paid, due = [], amount
        while due and self.lots:
            lot, rest = _split(self._next(), due)
            due -= lot[0]
            paid.append(lot)
            if rest[0]:
                self._back(rest)
        self.holds -= amount - due
        return self._in_order(paid, due)

    def _next(self) -> Lot:
        return self.lots.popleft()

    def _back(self, lot: Lot) -> None:
        self.lots.appendleft(lot)

    def _in_order(self, paid: list[Lot], unfunded: int) -> list[Lot]:
        return [*paid, (unfunded, 0)] if unfunded else paid


@define
class Lifo(Fifo):
    """What came in last goes out first. A payment keeps the order of its lots: the last of the sender is the last of the receiver."""

    def _next(self) -> Lot:
        return self.lots.pop()

    def _back(self, lot: Lot) -> None:
        self.lots.append(lot)

    def _in_order(self, paid: list[Lot], unfunded: int) -> list[Lot]:
        return [*([(unfunded, 0)] if unfunded else []), *reversed(paid)]


Purse = Haircut | Fifo
PURSES: dict[str, Callable[[], Purse]] = {"haircut": Haircut, "fifo": Fifo, "poison": Poison, "lifo": Lifo, "seniority": Seniority}


def _split(lot: Lot, most: int) -> tuple[Lot, Lot]:
    """A lot in two; lots of these rules are stolen or clean as a whole."""
    amount, stolen = lot
    taken = min(amount, most)
    mine = min(taken, stolen)
    return (taken, mine), (amount - taken, stolen - mine)
