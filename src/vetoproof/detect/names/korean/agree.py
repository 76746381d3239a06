"""Two Korean names -> how well their syllables agree: each pair by the best reading that both have, and the pairs together."""

from __future__ import annotations

from vetoproof.detect.names.korean.people import Parse, parses
from vetoproof.detect.names.korean.readings import Syllable

THRESHOLD = 0.55  # the geometric mean from which two names are read as one; ours, see docs/methods/names.md
BY_PINYIN = 0.75  # what a reading by pinyin can reach: many characters share a sound
TURNED = 0.97  # both readings put the surname where only one of the names writes it

_known: dict[tuple[int, int], float] = {}


def agreement(one: Syllable, other: Syllable) -> float:
    """The best reading that two syllables share; 1 if they are spelled alike."""
    if one is other or one.form == other.form:
        return 1.0
    key = (one.number, other.number)
    known = _known.get(key)
    if known is None:
        mine, theirs = one.means, other.means
        known = _known[key] = max((min(weight, theirs[syllable]) for syllable, weight in mine.items() if syllable in theirs), default=0.0)
    return known


def score(one: Parse, other: Parse) -> float:
    """The geometric mean of the agreements; 0 if a syllable has none, or the numbers of syllables differ."""
    mine, theirs = one.syllables, other.syllables
    if len(mine) != len(theirs):
        return 0.0
    product = 1.0
    for a, b in zip(mine, theirs, strict=True):
        one_pair = agreement(a, b)
        if not one_pair:
            return 0.0
        product *= one_pair
    return float(product ** (1.0 / len(mine)))


def alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The best score over all readings of both names."""
    best = _best(parses(one), parses(other))
    if best < THRESHOLD:
        by_sound = max(_best(parses(one, True), parses(other)), _best(parses(one), parses(other, True)))
        best = max(best, min(by_sound, BY_PINYIN))
    return best


def _best(mine: tuple[Parse, ...], theirs: tuple[Parse, ...]) -> float:
    return max((score(a, b) for a in mine for b in theirs), default=0.0)
