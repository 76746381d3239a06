"""Two names of firms, banks, bodies -> how alike: what they are called counts, what they do and where little, their legal form nothing."""

from __future__ import annotations

from vetoproof.detect.names.lexicon import PLACES, common_form
from vetoproof.detect.names.likeness import NOTHING, Likeness, laid
from vetoproof.detect.names.nearness import bare, near_korean
from vetoproof.detect.names.persons import REVIEW
from vetoproof.detect.names.sounds import consonants, undoubled
from vetoproof.detect.names.spelled import FULL, LETTERS, Spelled, entity

EXTRA, EXTRA_LIGHT = 0.55, 0.5  # a word more is often another firm; a common one less often
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
        return Likeness(letters, "the same letters, spaced or doubled otherwise, or without vowels", full=len(a.words))
    found = _laid(a, b)
    if short := _short_for(a, b, found):
        return short if short.score > found.score else found
    if _numbers(a) != _numbers(b):
        return Likeness(min(found.score, OTHER_NUMBER), "another number", found.pairs, found.only_one, found.only_other, found.full)
    if not _says_who(a, b, found):
        return Likeness(
            min(found.score, GENERIC_ONLY), "only common words agree", found.pairs, found.only_one, found.only_other, found.full
        )
    return found


def _laid(a: Spelled, b: Spelled) -> Likeness:
    """Word by word; if that is not enough, words of which one name makes one word are one."""
    found = laid(a, b, near_korean, EXTRA, EXTRA_LIGHT)
    if found.score < REVIEW:
        for one, other in ((a.merged, b), (a, b.merged)):
            if one and other and (glued := laid(one, other, near_korean, EXTRA, EXTRA_LIGHT)).score > found.score:
                found = glued
    return found


def _letters(a: Spelled, b: Spelled) -> float:
    """All the letters, whatever the spaces: with the legal form, or without."""
    return max(
        _same_letters(a.joined, b.joined),
        _same_letters(a.whole, b.whole),
        _same_letters(a.joined, b.whole),
        _same_letters(a.whole, b.joined),
    )


def _same_letters(mine: str, theirs: str) -> float:
    short, long = sorted((len(mine), len(theirs)))
    if short < 5 or 2 * short < long:
        return 0.0
    if mine == theirs:
        return 0.97
    if undoubled(mine) == undoubled(theirs):
        return 0.93
    if min(len(mine), len(theirs)) < 6 or consonants(mine) != consonants(theirs) or _digits(mine) != _digits(theirs):
        return 0.0
    return 0.85 if len(consonants(mine)) > 3 and (bare(mine) or bare(theirs) or near_korean(mine, theirs) >= 0.8) else 0.0


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _numbers(name: Spelled) -> set[str]:
    return {word.latin for word in name.words if any(sign.isdigit() for sign in word.latin)}


def _says_who(a: Spelled, b: Spelled, found: Likeness) -> bool:
    """A word that is no common one agrees; or neither name has such a word, and nothing is left over."""
    if found.strong:
        return True
    if any(word.weight >= FULL for name in (a, b) for word in name.words):
        return False
    rest = (*found.only_one, *found.only_other)
    return not rest or (found.full >= 2 and len(rest) == 1 and common_form(rest[0]) in PLACES)


def _short_for(a: Spelled, b: Spelled, found: Likeness) -> Likeness | None:
    """`KOMID` for Korea Mining Development, `KPA` for Korean People's Army; `C. P.` for the rest of a name."""
    if len(found.only_one) == 1 and len(found.only_other) > 1:
        word, rest = found.only_one[0], found.only_other
    elif len(found.only_other) == 1 and len(found.only_one) > 1:
        word, rest = found.only_other[0], found.only_one
    elif not found.score and (len(a.words) == 1) != (len(b.words) == 1):
        short, long = (a, b) if len(a.words) < len(b.words) else (b, a)
        return _acronym(short.joined, long)
    else:
        return None
    word = word.removeprefix(LETTERS)
    if found.full and word == "".join(part.removeprefix(LETTERS)[0] for part in rest):
        return Likeness(SHORT_FOR, f"{word} may be short for {' '.join(rest)}", found.pairs, full=found.full)
    return None


def _acronym(word: str, long: Spelled) -> Likeness | None:
    if len(long.words) < 3 or not 3 <= len(word) <= 8:
        return None
    initials = "".join(part.latin[0] for part in long.words)
    with_form = initials + "".join(form[0] for form in long.inert if form)
    if word in (initials, with_form) or (len(word) > 3 and _is_made_of(word, [part.latin for part in long.words])):
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
