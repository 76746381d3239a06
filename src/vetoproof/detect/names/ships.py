"""Two names of ships -> how alike. A number in the name is part of it: sisters differ by nothing else."""

from __future__ import annotations

from vetoproof.detect.names.korean.agree import THRESHOLD, alike
from vetoproof.detect.names.likeness import NOTHING, Likeness, laid
from vetoproof.detect.names.nearness import near
from vetoproof.detect.names.sounds import consonants, korean_folded, undoubled
from vetoproof.detect.names.spelled import Spelled, Word, ship

NO_NUMBER, OTHER_NUMBER = 0.78, 0.5
KOREAN, DOUBLED, DROPPED, SLIP, TURNED = 0.9, 0.95, 0.85, 0.82, 0.9


def ships(one: str, other: str) -> Likeness:
    """The best likeness over the readings of both names."""
    best = NOTHING
    for a in ship(one):
        for b in ship(other):
            found = _ships(a, b)
            if found.score > best.score:
                best = found
    return best


def _ships(a: Spelled, b: Spelled) -> Likeness:
    mine, theirs = _letters(a), _letters(b)
    alike_by = _by_letters(mine, theirs, a, b) if mine and theirs else 1.0 if a.joined == b.joined else 0.0
    one, other = _numbers(a), _numbers(b)
    if not alike_by or one == other:
        return Likeness(alike_by, "the same name" if alike_by == 1.0 else "nearly the same name" if alike_by else "", full=1)
    if "".join(one) == "".join(other):
        return Likeness(alike_by * DOUBLED, "the same number, spaced otherwise", full=1)
    if one and other:
        return Likeness(min(alike_by, OTHER_NUMBER), f"another number: {' '.join(one)} and {' '.join(other)}", full=1)
    return Likeness(alike_by * NO_NUMBER, "only one of the names has a number", full=1) if len(mine) > 3 else NOTHING


def _letters(name: Spelled) -> str:
    return "".join(word.latin for word in name.words if not _is_number(word))


def _numbers(name: Spelled) -> tuple[str, ...]:
    return tuple(word.latin for word in name.words if _is_number(word))


def _is_number(word: Word) -> bool:
    return word.latin.isdigit()


def _by_letters(mine: str, theirs: str, a: Spelled, b: Spelled) -> float:
    if mine == theirs:
        return 1.0
    if undoubled(mine) == undoubled(theirs):
        return DOUBLED
    if _sorted(a) == _sorted(b):
        return TURNED
    if korean_folded(mine) == korean_folded(theirs) or _syllables(a, b) >= THRESHOLD:
        return KOREAN
    if (
        consonants(mine) == consonants(theirs)
        and len(consonants(mine)) > 1
        and min(len(mine), len(theirs)) > 2
        and near(mine, theirs) >= DROPPED
    ):
        return DROPPED
    if min(len(mine), len(theirs)) > 7 and near(mine, theirs) >= SLIP and mine[-1:] == theirs[-1:]:
        return SLIP
    return _by_initials(a, b)


def _sorted(name: Spelled) -> list[str]:
    return sorted(undoubled(word.latin) for word in name.words if not _is_number(word))


def _by_initials(a: Spelled, b: Spelled) -> float:
    """Word by word, where one of the names is cut short: `P. SOFIA`, as on a screen with room for twenty letters."""
    if not any(len(word.latin) == 1 and not _is_number(word) for name in (a, b) for word in name.words):
        return 0.0
    found = laid(a, b, near, 1.0)
    return min(found.score, DROPPED) if found.strong or found.initials > 1 else 0.0


def _syllables(a: Spelled, b: Spelled) -> float:
    """A ship in Hangul, or spelled by another system; only if it can be read as a name of two to four syllables."""
    mine, theirs = (tuple(word.raw for word in name.words if not _is_number(word)) for name in (a, b))
    return alike(mine, theirs) if mine and theirs else 0.0
