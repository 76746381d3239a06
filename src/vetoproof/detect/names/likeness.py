"""The words of two names, laid beside each other -> how much of what they say they have in common."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from vetoproof.detect.names.spelled import FULL, LIGHT, PLACE, Spelled, Word

LIGHTEST = 0.3  # a particle is no word in common
LEAST = 0.7  # two words below that are two words
CONFLICT = 2.0  # a word on each side that has no partner counts double: another name
Near = Callable[[str, str], float]


@frozen(eq=False)
class Likeness:
    """What was found: `score` 0 to 1, the pairs that are not letter for letter alike, and what has no partner."""

    score: float
    how: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    only_one: tuple[str, ...] = ()
    only_other: tuple[str, ...] = ()
    full: int = 0  # words of weight that have a partner, initials apart
    initials: int = 0  # initials that have one
    strong: int = 0  # words of full weight that have one


NOTHING = Likeness(0.0)


def laid(one: Spelled, other: Spelled, near: Near, extra: float, light: float = 1.0) -> Likeness:
    """Pair the words best first. `extra`: what a word costs that only one of the names has; `light`: the share of it for a common word."""
    pairs = _pairs(one.words, other.words, near)
    if not pairs:
        return NOTHING
    mine, theirs = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    matched = total = 0.0
    full = initials = strong = 0
    for i, j, found in pairs:
        a, b = one.words[i], other.words[j]
        weight = min(a.weight, b.weight)
        matched, total = matched + weight * found, total + weight
        full += len(a.latin) > 1 and len(b.latin) > 1 and weight >= LIGHTEST
        strong += weight >= FULL
        initials += len(a.latin) == 1 or len(b.latin) == 1
    rest_one = [word for i, word in enumerate(one.words) if i not in mine]
    rest_other = [word for j, word in enumerate(other.words) if j not in theirs]
    apart = min(sum(word.apart for word in rest_one), sum(word.apart for word in rest_other))
    more_one, more_other = (sum(_more(word, light) for word in rest) for rest in (rest_one, rest_other))
    more = abs(more_one - more_other)
    if light < 1.0 and (_a_place_a_trade(rest_one, rest_other) or _a_place_a_trade(rest_other, rest_one)):
        apart, more = 0.0, more_one + more_other
    score = matched / (total + CONFLICT * apart + extra * more) if total else 0.0
    slips = tuple((one.words[i].raw, other.words[j].raw) for i, j, found in pairs if found < 1.0)
    return Likeness(score, "", slips, tuple(word.raw for word in rest_one), tuple(word.raw for word in rest_other), full, initials, strong)


def _a_place_a_trade(one: list[Word], other: list[Word]) -> bool:
    """Where a firm is and what it does do not contradict each other: `Korea Ryonha Machinery`, `Ryonha Machine Tool`."""
    return bool(one and other) and all(word.weight == PLACE for word in one) and all(word.weight == LIGHT for word in other)


def _more(word: Word, light: float) -> float:
    return word.weight if word.weight >= FULL else word.weight * light


def _pairs(mine: tuple[Word, ...], theirs: tuple[Word, ...], near: Near) -> list[tuple[int, int, float]]:
    """Greedy, best first; equal words are paired before anything is measured."""
    found: list[tuple[float, int, int]] = []
    for i, a in enumerate(mine):
        for j, b in enumerate(theirs):
            value = 1.0 if a.latin == b.latin else near(a.latin, b.latin)
            if value >= LEAST:
                found.append((-value, i, j) if i != j else (-value - 1e-6, i, j))
    found.sort()
    used_i: set[int] = set()
    used_j: set[int] = set()
    out: list[tuple[int, int, float]] = []
    for value, i, j in found:
        if i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
            out.append((i, j, min(1.0, -value)))
    return out
