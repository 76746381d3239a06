"""Two Korean names -> how well their syllables agree: each pair by the best reading that both have, and the pairs together."""

from __future__ import annotations

from functools import lru_cache

from vetoproof.detect.names.korean.people import Parse, parses
from vetoproof.detect.names.korean.readings import Cut, Syllable
from vetoproof.detect.names.korean.sounds import parts

WELL = 0.8  # how well the other syllables must agree if one has a slip
_VOWEL_SLIPS = frozenset(
    map(frozenset, ("ㅘㅏ", "ㅝㅓ", "ㅝㅗ", "ㅐㅏ", "ㅕㅔ", "ㅕㅓ", "ㅛㅗ", "ㅠㅜ", "ㅑㅏ", "ㅟㅣ", "ㅚㅗ", "ㅢㅣ", "ㅢㅡ"))
)
THRESHOLD = 0.55  # the geometric mean from which two names are read as one; ours, see docs/methods/names.md

_known: dict[tuple[int, int], float] = {}


def agreement(one: Syllable, other: Syllable) -> float:
    """The best reading that two syllables share; 1 if they are spelled alike."""
    if one is other or one.form == other.form:
        return 1.0
    key = (one.number, other.number)
    known = _known.get(key)
    if known is None:
        mine, theirs = one.stands_for, other.stands_for
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
    return _best(parses(one), parses(other))


def sounds_chinese(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The best score if one of the names is written by the Chinese sounds of its characters."""
    best = 0.0
    for mine, theirs in ((True, False), (False, True)):
        if not firsts(one, mine).isdisjoint(firsts(other, theirs)):
            best = max(best, _best(parses(one, mine), parses(other, theirs)))
    return best


def slip(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether all syllables agree well but one, and that one differs in a vowel only, as slips do."""
    if lengths(one).isdisjoint(lengths(other)):
        return False
    return any(_slip(a, b) for a in parses(one) for b in parses(other))


@lru_cache(65_536)
def firsts(words: tuple[str, ...], chinese: bool) -> frozenset[str]:
    """What the first syllable of the readings may stand for."""
    return frozenset(syllable for parse in parses(words, chinese) for syllable in parse.syllables[0].stands_for)


@lru_cache(65_536)
def lengths(words: tuple[str, ...]) -> frozenset[int]:
    """How many syllables the readings have."""
    return frozenset(len(parse.syllables) for parse in parses(words))


def _slip(one: Parse, other: Parse) -> bool:
    mine, theirs = one.syllables, other.syllables
    if len(mine) != len(theirs) or len(mine) < 3:
        return False
    if not agreement(mine[0], theirs[0]) and not agreement(mine[1], theirs[1]):
        return False
    apart = None
    for a, b in zip(mine, theirs, strict=True):
        found = agreement(a, b)
        if found >= WELL:
            continue
        if found or apart:
            return False
        apart = (a, b)
    return apart is not None and _vowel_slip(*apart)


def same_or_slip(one: Cut, other: Cut) -> bool:
    """Whether all syllables of two words share a reading, but for one that may differ in a vowel as slips do.

    A reading by rare ways proves nothing against it.
    """
    if any(syllable.rare for syllable in (*one, *other)):
        return True
    apart = [(a, b) for a, b in zip(one, other, strict=True) if not agreement(a, b)]
    return not apart or (len(apart) == 1 and _vowel_slip(*apart[0]))


@lru_cache(65_536)
def _vowel_slip(one: Syllable, other: Syllable) -> bool:
    return any(_one_vowel(a, b) for a, w in one.stands_for.items() if w >= 0.5 for b, v in other.stands_for.items() if v >= 0.5)


def _one_vowel(one: str, other: str) -> bool:
    mine, theirs = parts(one), parts(other)
    return mine[0] == theirs[0] and mine[2] == theirs[2] and frozenset((mine[1], theirs[1])) in _VOWEL_SLIPS


def _best(mine: tuple[Parse, ...], theirs: tuple[Parse, ...]) -> float:
    best = 0.0
    for a in mine:
        for b in theirs:
            found = score(a, b)
            if found > best:
                best = found
                if best == 1.0:
                    return best
    return best
