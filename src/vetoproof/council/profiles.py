"""A game -> how many voting profiles pass, and in how many one seat decides; counted by class, with whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from math import comb

from attrs import frozen

from vetoproof.council.game import Game, SeatClass

Sums = Mapping[tuple[int, int], int]  # votes for and blocking noes, each capped where more change nothing -> profiles
Way = tuple[bool, bool]  # is for, is against: yes (True, False), abstain (False, False), no (False, True)
YES, ABSTAIN, NO = (True, False), (False, False), (False, True)


@frozen
class Spread:
    """The ways in which each seat may vote, and what the votes of all and of all but one add up to."""

    game: Game
    ways: tuple[Way, ...]

    @property
    def profiles(self) -> int:
        return int(len(self.ways) ** self.game.size)

    @property
    def others(self) -> int:
        return int(len(self.ways) ** (self.game.size - 1))

    @property
    def winning(self) -> int:
        return sum(n for sums, n in self._sums().items() if self._passes(sums))

    def swings(self, which: int) -> int:
        """Profiles of the others in which a seat of this class decides: its yes passes and its no does not."""
        one = self.game.classes[which]
        return sum(n for sums, n in self._sums(but=which).items() if self._decides(sums, one)) if one.n else 0

    def turned(self, which: int, *, passing: bool) -> int:
        """Passing profiles that a no of this seat would stop, or failing ones that its yes would carry."""
        one = self.game.classes[which]
        if not one.n:
            return 0
        found = 0
        for sums, n in self._sums(but=which).items():
            if self._decides(sums, one):
                found += n * sum(self._passes(self._with(sums, one, way)) is passing for way in self.ways)
        return found

    def _decides(self, sums: tuple[int, int], one: SeatClass) -> bool:
        return self._passes(self._with(sums, one, YES)) and not self._passes(self._with(sums, one, NO))

    def _passes(self, sums: tuple[int, int]) -> bool:
        return sums[0] >= self.game.majority and sums[1] < self.game.vetoes

    def _with(self, sums: tuple[int, int], one: SeatClass, way: Way, times: int = 1) -> tuple[int, int]:
        return _capped(self.game, sums[0] + one.votes * way[0] * times, sums[1] + (one.veto and way[1]) * times)

    def _sums(self, but: int | None = None) -> Sums:
        """How often each sum comes about; `but`: without one seat of this class."""
        found: Sums = {(0, 0): 1}
        for which, one in enumerate(self.game.classes):
            found = _joined(self.game, found, self._of_class(one, one.n - (which == but)))
        return found

    def _of_class(self, one: SeatClass, n: int) -> Sums:
        found: dict[tuple[int, int], int] = {}
        for yes in range(n + 1):
            for no in range(n - yes + 1):
                ways = comb(n, yes) * comb(n - yes, no) if ABSTAIN in self.ways or yes + no == n else 0
                key = _capped(self.game, yes * one.votes, no * one.veto)
                found[key] = found.get(key, 0) + ways
        return found


def binary(game: Game) -> Spread:
    return Spread(game, (YES, NO))


def three_valued(game: Game) -> Spread:
    return Spread(game, (YES, ABSTAIN, NO))


def _joined(game: Game, left: Sums, right: Sums) -> Sums:
    found: dict[tuple[int, int], int] = {}
    for (votes, noes), n in left.items():
        for (more, further), ways in right.items():
            key = _capped(game, votes + more, noes + further)
            found[key] = found.get(key, 0) + n * ways
    return found


def _capped(game: Game, votes: int, noes: int) -> tuple[int, int]:
    """More votes than the majority, and more noes than block, change nothing."""
    return min(votes, game.majority), min(noes, game.vetoes)
