"""Two names of ships -> how alike. A number in the name is part of it: sisters differ by nothing else."""

from __future__ import annotations

from vetoproof.detect.names.initials import shortened
from vetoproof.detect.names.korean.agree import THRESHOLD, alike
from vetoproof.detect.names.likeness import NOTHING, Likeness
from vetoproof.detect.names.nearness import near
from vetoproof.detect.names.sounds import consonants, korean_folded, undoubled
from vetoproof.detect.names.spelled import Spelled, Word, ship

NO_NUMBER, OTHER_NUMBER = 0.78, 0.5
KOREAN, DOUBLED, DROPPED, SLIP, TURNED, INITIALS = 0.9, 0.95, 0.85, 0.82, 0.9, 0.8


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
    if whole := _whole(a, b):
        return whole
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


def _whole(a: Spelled, b: Spelled) -> Likeness | None:
    """The same words in another order, or run together, numbers as they stand: `XIV Bicentenario`, `BicentenarioXIV`."""
    if a.raw == b.raw:
        return Likeness(1.0, "the same name", full=1) if a.joined else None
    if len(a.raw) == len(b.raw) > 1 and sorted(a.raw) == sorted(b.raw):
        return Likeness(TURNED, "the same words in another order", full=1)
    mine, theirs = "".join(a.raw), "".join(b.raw)
    return Likeness(DOUBLED, "the same letters, spaced otherwise", full=1) if mine == theirs and len(mine) > 3 and mine.isalpha() else None


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
    mine, theirs = ([word.latin for word in name.words if not _is_number(word)] for name in (a, b))
    if all(len(word) > 1 for word in (*mine, *theirs)):
        return 0.0
    found = shortened(mine, theirs, near)
    if not found or not found.letters:
        return 0.0
    number = "".join(_numbers(a)) if _numbers(a) == _numbers(b) else ""
    enough = bool(number) and len(number) + len(found.letters) > 2  # more than one letter and one figure
    return INITIALS if enough or any(len(mine[place]) > 1 for place in found.full) else 0.0


def _syllables(a: Spelled, b: Spelled) -> float:
    """A ship in Hangul, or spelled by another system; only if it can be read as a name of two to four syllables."""
    mine, theirs = (tuple(word.raw for word in name.words if not _is_number(word)) for name in (a, b))
    return alike(mine, theirs) if mine and theirs else 0.0
