"""Two names of firms, banks, bodies -> how alike: what they are called counts, what they do and where little, their legal form nothing."""

from __future__ import annotations

from vetoproof.detect.names.likeness import NOTHING, Likeness, laid
from vetoproof.detect.names.nearness import near_korean
from vetoproof.detect.names.sounds import consonants, undoubled
from vetoproof.detect.names.spelled import FULL, Spelled, entity

EXTRA = 0.6  # a word more is often another firm
GENERIC_ONLY, OTHER_NUMBER = 0.7, 0.6
SHORT_FOR = 0.8  # initials of the words


def entities(one: str, other: str) -> Likeness:
    """The best likeness over the readings of both names."""
    best = NOTHING
    for a in entity(one):
        for b in entity(other):
            found = _entities(a, b)
            if found.score > best.score:
                best = found
    return best


def _entities(a: Spelled, b: Spelled) -> Likeness:
    if not a.joined or not b.joined:
        return NOTHING
    if a.joined == b.joined:
        same = a.raw == b.raw
        return Likeness(1.0 if same else 0.98, "the same name" if same else "the same but for spaces and legal form", full=len(a.words))
    if letters := _letters(a, b):
        return Likeness(letters, "the same letters, spaced or doubled otherwise", full=len(a.words))
    found = laid(a, b, near_korean, EXTRA)
    if short := _short_for(a, b):
        return short if short.score > found.score else found
    if _numbers(a) != _numbers(b):
        return Likeness(min(found.score, OTHER_NUMBER), "another number", found.pairs, found.only_one, found.only_other, found.full)
    if not _says_who(a, b, found):
        return Likeness(
            min(found.score, GENERIC_ONLY), "only common words agree", found.pairs, found.only_one, found.only_other, found.full
        )
    return found


def _letters(a: Spelled, b: Spelled) -> float:
    mine, theirs = a.joined, b.joined
    if abs(len(mine) - len(theirs)) > max(3, len(mine) // 3) or min(len(mine), len(theirs)) < 5:
        return 0.0
    if undoubled(mine) == undoubled(theirs):
        return 0.93
    return (
        0.85
        if len(mine) > 7 and consonants(mine) == consonants(theirs) and _numbers(a) == _numbers(b) and near_korean(mine, theirs)
        else 0.0
    )


def _numbers(name: Spelled) -> set[str]:
    return {word.latin for word in name.words if any(sign.isdigit() for sign in word.latin)}


def _says_who(a: Spelled, b: Spelled, found: Likeness) -> bool:
    """A word that is no common one agrees; or neither name has such a word, and nothing is left over."""
    if found.full:
        return True
    distinct = any(word.weight >= FULL for name in (a, b) for word in name.words)
    return not distinct and not found.only_one and not found.only_other


def _short_for(a: Spelled, b: Spelled) -> Likeness | None:
    """`KOMID` for Korea Mining Development, `KPA` for Korean People's Army."""
    short, long = (a, b) if len(a.words) < len(b.words) else (b, a)
    if len(short.words) != 1 or len(long.words) < 3 or not 3 <= len(short.joined) <= 8:
        return None
    word, initials = short.joined, "".join(word.latin[0] for word in long.words)
    with_form = initials + "".join(form[0] for form in long.inert if form)
    if word in (initials, with_form) or (len(word) > 3 and _is_made_of(word, [word.latin for word in long.words])):
        return Likeness(SHORT_FOR, f"{word} may be short for it", full=1)
    return None


def _is_made_of(word: str, of: list[str]) -> bool:
    """Whether a word is put together from beginnings of all the words, in order: kor-min-dev."""
    places = {0}
    for part in of:
        places = {
            place + size
            for place in places
            for size in range(1, min(4, len(part)) + 1)
            if word[place : place + size] == part[:size]
        }  # fmt: skip
        if not places:
            return False
        if len(word) in places:
            return part is of[-1] or len(of) - of.index(part) <= 2
    return len(word) in places
