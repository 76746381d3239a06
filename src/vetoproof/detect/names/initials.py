"""The words of two names in their order, where one has a letter for a word, or for each of several -> which words agree in full.

`M. Energy` and `Mesbah Energy`, `Korea M. D. Trading` and `Korea Mining Development Trading`, `Taedong C.B.` and `Taedong Credit Bank`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from attrs import field, frozen

from vetoproof.detect.names.lexicon import PARTICLES
from vetoproof.detect.names.nearness import DROPPED

MOST_LETTERS = 8  # of words that stand for their first letters
Near = Callable[[str, str], float]


@frozen
class Shortened:
    """Places (in the first name) of the words that agree in full, and the words of either name that the other has as a letter only."""

    full: tuple[int, ...] = ()
    letters: tuple[str, ...] = ()


def shortened(one: Sequence[str], other: Sequence[str], near: Near, idle: Callable[[str], bool] = lambda _: False) -> Shortened | None:
    """The way to lay all words beside each other that leaves most in full; `idle` words may be passed over. None if there is none."""
    if not all(one) or not all(other):
        return None
    return _Laid(tuple(one), tuple(other), near, idle).best(0, 0)


@frozen(eq=False)
class _Laid:
    one: tuple[str, ...]
    other: tuple[str, ...]
    near: Near
    idle: Callable[[str], bool]
    _known: dict[tuple[int, int], Shortened | None] = field(factory=dict)

    def best(self, i: int, j: int) -> Shortened | None:
        """From the i-th and the j-th word on."""
        if (i, j) not in self._known:
            ways = self._ways(i, j)
            self._known[i, j] = max(ways, key=lambda way: (len(way.full), -len(way.letters)), default=None)
        return self._known[i, j]

    def _ways(self, i: int, j: int) -> Iterator[Shortened]:
        one, other = self.one[i:], self.other[j:]
        if not one and not other:
            yield Shortened()
        if one and other:
            if self._alike(one[0], other[0]) and (rest := self.best(i + 1, j + 1)):
                yield Shortened((i, *rest.full), rest.letters)
            for mine, theirs, meant in _first_letters(one, other):
                if rest := self.best(i + mine, j + theirs):
                    yield Shortened(rest.full, (*meant, *rest.letters))
        if one and self.idle(one[0]) and (rest := self.best(i + 1, j)):
            yield rest
        if other and self.idle(other[0]) and (rest := self.best(i, j + 1)):
            yield rest

    def _alike(self, one: str, other: str) -> bool:
        return one == other or (len(one) > 1 and len(other) > 1 and self.near(one, other) >= DROPPED)


def _first_letters(one: tuple[str, ...], other: tuple[str, ...]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """(words of the one, words of the other, what is meant) where the first word of either stands for words of the other name."""
    for size, meant in _meant(one[0], other):
        yield 1, size, meant
    for size, meant in _meant(other[0], one):
        yield size, 1, meant


def _meant(short: str, long: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """How many words a word may stand for, and which; an article belongs to the word after it."""
    size = len(short)
    if size == 1 and len(long[0]) > 1 and long[0][0] == short:
        yield 1, long[:1]
        if long[0] in PARTICLES and len(long) > 1:
            yield 2, long[1:2]
    elif 1 < size <= min(MOST_LETTERS, len(long)) and short == "".join(word[0] for word in long[:size]):
        yield size, long[:size]
