"""Two names of firms, banks, bodies -> how alike: what they are called counts, what they do and where little, their legal form nothing."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from vetoproof.detect.names.initials import shortened
from vetoproof.detect.names.korean.readings import cuts
from vetoproof.detect.names.lexicon import PLACES, common_form
from vetoproof.detect.names.likeness import NOTHING, Likeness, laid
from vetoproof.detect.names.nearness import bare, near_korean
from vetoproof.detect.names.persons import REVIEW
from vetoproof.detect.names.signs import romanised
from vetoproof.detect.names.sounds import consonants, undoubled, without_vowels
from vetoproof.detect.names.spelled import FULL, LETTERS, LIGHT, Spelled, Word, entity, entity_weight

EXTRA, EXTRA_LIGHT = 0.55, 0.5  # a word more is often another firm; a common one less often
GENERIC_ONLY, OTHER_BANK, OTHER_NUMBER, NO_NUMBER = 0.7, 0.7, 0.6, 0.78
SHORT_FOR = 0.8  # initials of the words
FEW_LETTERS = 2  # for words beside common words: one or two leave enough of the name, more than two say something themselves


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
    plain = laid(a, b, near_korean, EXTRA, EXTRA_LIGHT)
    found = _glued(a, b, plain) if plain.score < REVIEW else plain
    if short := _short_for(a, b, plain):
        return short if short.score > found.score else found
    found = _held(a, b, found)
    return found if found.score >= REVIEW else _lettered(a, b) or found


def _held(a: Spelled, b: Spelled, found: Likeness) -> Likeness:
    """Held below review if the numbers differ, or nothing that agrees says who is meant."""
    if a.numbers != b.numbers:
        score = NO_NUMBER if _only_a_number(a, b, found) else min(found.score, OTHER_NUMBER)
        return Likeness(score, "another number, or none", found.pairs, found.only_one, found.only_other, found.full)
    if bool(kind := _bank(a)) != bool(other := _bank(b)) and None not in (kind, other):
        return evolve(found, score=min(found.score, OTHER_BANK), how="a bank of another kind, or of none")
    if not _says_who(a, b, found):
        return Likeness(
            min(found.score, GENERIC_ONLY), "only common words agree", found.pairs, found.only_one, found.only_other, found.full
        )
    return found


_KINDS_OF_BANK = frozenset(("credit", "development", "trading", "industry", "agricultural", "investment", "savings", "trust"))


def _bank(name: Spelled) -> frozenset[str] | None:
    """What kind of bank it is called: the Koryo Bank is not the Koryo Credit Development Bank. None if it is called no bank."""
    return name.forms & _KINDS_OF_BANK if "bank" in name.forms else None


def _only_a_number(a: Spelled, b: Spelled, found: Likeness) -> bool:
    """Whether nothing is left over but a number that one of the names has: `Second Academy of Natural Sciences`, without the second."""
    rest = (*found.only_one, *found.only_other)
    return len(rest) == 1 and found.strong > 0 and found.full > 2 and not (a.numbers and b.numbers)


def _glued(a: Spelled, b: Spelled, found: Likeness) -> Likeness:
    """Where word by word is not enough: words of which one name makes one word are one."""
    for one, other in ((a.merged, b), (a, b.merged)):
        if one and other and (glued := laid(one, other, near_korean, EXTRA, EXTRA_LIGHT)).score > found.score:
            found = glued
    return found


def _letters(a: Spelled, b: Spelled) -> float:
    """All the letters, whatever the spaces: with the legal form, or without."""
    cut = len(a.raw) != len(b.raw)
    same = [(mine, theirs) for mine in {a.joined, a.whole} for theirs in {b.joined, b.whole} if consonants(mine) == consonants(theirs)]
    return max((_same_letters(mine, theirs, cut) for mine, theirs in same), default=0.0)


def _same_letters(mine: str, theirs: str, cut: bool) -> float:
    """Of the same consonants. `cut`: whether the names have as many words or not; where they have, the words tell more."""
    short, long = sorted((len(mine), len(theirs)))
    if short < 5 or 2 * short < long:
        return 0.0
    if mine == theirs:
        return 0.97
    if undoubled(mine) == undoubled(theirs):
        return 0.93
    if short < 6 or len(consonants(mine)) < 4 or _digits(mine) != _digits(theirs):
        return 0.0
    vowels_apart = cut or without_vowels(mine) == without_vowels(theirs)
    return 0.85 if bare(mine) or bare(theirs) or (vowels_apart and near_korean(mine, theirs) >= 0.8) else 0.0


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


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
    if not 3 <= len(word) <= 8:
        return None
    names = [_first_letters(long.words), _first_letters(_before_of(long)), _syllables_first(long)]
    with_form = names[0] + "".join(form[0] for form in long.inert if form)
    made = len(word) > 3 and len(long.words) > 2 and _is_made_of(word, [part.latin for part in long.words])
    if made or word in [letters for letters in (*names, with_form) if len(letters) > 2]:
        return Likeness(SHORT_FOR, f"{word} may be short for it", full=1)
    return None


def _first_letters(words: Sequence[Word]) -> str:
    """As they are written, not as they count: a bureau is an office, and a B."""
    return "".join((romanised(word.raw.removeprefix(LETTERS)) or word.latin or "-")[0] for word in words)


def _before_of(name: Spelled) -> tuple[Word, ...]:
    """`CMC` is the Central Military Commission of a party."""
    head = name.raw[: name.raw.index("of")] if "of" in name.raw else ()
    return tuple(word for word in name.words if word.raw in head)


def _syllables_first(name: Spelled) -> str:
    """`NCG` is Namchongang."""
    strong = [word.latin for word in name.words if word.weight >= FULL]
    cut = cuts(strong[0]) if len(strong) == 1 else ()
    return "".join(syllable.form[0] for syllable in cut[0]) if cut else ""


def _lettered(a: Spelled, b: Spelled) -> Likeness | None:
    """All the words in their order, some of them as letters: `M. Energy Co.` for Mesbah Energy Co. What is left must say something."""
    if not _may_be_lettered(a, b):
        return None
    mine, theirs = ([romanised(word) for word in name.raw] for name in (a, b))
    found = shortened(mine, theirs, _near_common, _idle)
    if not found or not found.letters:
        return None
    words = [common_form(mine[place]) for place in found.full]
    weights = [LIGHT if word in _SAY_A_LITTLE else entity_weight(word) for word in words]
    enough = len(found.letters) <= FEW_LETTERS or sum(not _idle(word) for word in found.letters) > FEW_LETTERS
    if max(weights, default=0.0) >= FULL or (sum(weights) > 0 and enough):
        return Likeness(SHORT_FOR, "the same words, some of them as letters", full=len(weights))
    return None


_SAY_A_LITTLE = frozenset(("group", "holding", "enterprise", "enterprises", "venture"))  # of the legal forms


def _may_be_lettered(a: Spelled, b: Spelled) -> bool:
    if len(a.raw) != len(b.raw) and a.raw[:1] == b.raw[:1]:
        return True
    return any(len(word) == 1 for word in a.raw) or any(len(word) == 1 for word in b.raw)


def _near_common(one: str, other: str) -> float:
    return near_korean(common_form(one), common_form(other))


def _idle(latin: str) -> bool:
    return entity_weight(common_form(latin)) == 0.0


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
