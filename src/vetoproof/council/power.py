"""A game -> the exact power of its seats, as fractions: by classes of like seats, never by the single profile.

Binary: each seat is for or not. Shapley-Shubik: the share of orders in which a seat is the one that carries the coalition.
Banzhaf: the share of coalitions in which it decides. Coleman: of the winning ones it could stop, of the losing ones it could
carry. Three-valued: each seat votes yes, abstains or votes no, all 3^n profiles alike; a seat decides where its yes passes and
its no does not; and Shapley-Shubik asks whose vote settles the matter when seats vote in any order (Felsenthal and Machover 1997).
"""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from vetoproof.council.game import Game
from vetoproof.council.profiles import Spread, binary, three_valued
from vetoproof.council.rollcall import pivots


@frozen
class Power:
    """The power of one seat of a class."""

    name: str
    n: int
    shapley_shubik: Fraction
    banzhaf: Fraction  # its share of all swings
    banzhaf_absolute: Fraction  # the share of the others' profiles in which it decides (Penrose)
    coleman_prevent: Fraction
    coleman_initiate: Fraction


@frozen
class Powers:
    """`winning` of `profiles` pass; their ratio is Coleman's power of the whole to act."""

    players: tuple[Power, ...]
    winning: int
    profiles: int

    @property
    def act(self) -> Fraction:
        return Fraction(self.winning, self.profiles)


def powers(game: Game, *, three: bool = False) -> Powers:
    """The power of each class of seats."""
    spread = three_valued(game) if three else binary(game)
    winning, profiles = spread.winning, spread.profiles
    swings = [spread.swings(n) for n in range(len(game.classes))]
    total = sum(one.n * swing for one, swing in zip(game.classes, swings, strict=True))
    orders = pivots(game, len(spread.ways))
    players = tuple(
        Power(
            name=one.name,
            n=one.n,
            shapley_shubik=orders[n],
            banzhaf=Fraction(swings[n], total) if total else Fraction(0),
            banzhaf_absolute=Fraction(swings[n], spread.others) if one.n else Fraction(0),
            coleman_prevent=Fraction(_stopped(spread, n), winning) if winning else Fraction(0),
            coleman_initiate=Fraction(_carried(spread, n), profiles - winning) if profiles > winning else Fraction(0),
        )
        for n, one in enumerate(game.classes)
    )
    return Powers(players, winning, profiles)


def _stopped(spread: Spread, n: int) -> int:
    """Passing profiles that this seat could have stopped by voting no."""
    return spread.turned(n, passing=True)


def _carried(spread: Spread, n: int) -> int:
    """Failing profiles that this seat could have carried by voting yes."""
    return spread.turned(n, passing=False)
