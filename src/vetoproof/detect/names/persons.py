"""Two names of persons -> how alike. Korean names by their syllables; all others word by word, in any order."""

from __future__ import annotations

from vetoproof.detect.names.korean.agree import THRESHOLD as SYLLABLES
from vetoproof.detect.names.korean.agree import alike, slip, sounds_chinese
from vetoproof.detect.names.korean.people import parses, usual
from vetoproof.detect.names.likeness import NOTHING, Likeness, laid
from vetoproof.detect.names.nearness import near
from vetoproof.detect.names.sounds import consonants, undoubled
from vetoproof.detect.names.spelled import Spelled, person

REVIEW = 0.75  # the one threshold of names, see docs/methods/names.md
EXTRA = 0.25  # a middle name, a patronymic that one side leaves out
KOREAN_EXTRA = 1.0  # Korean names have no middle names: a syllable more is another name
ONE_WORD = 0.6  # one word in common, and more on one side: not enough
SAME_WORDS = 0.85  # the same words in another order, where order is part of a Korean name
SLIP, BY_SOUND = 0.78, 0.6
CUT_ELSEWHERE, LONG_ENOUGH = 0.85, 7  # `KIMC HOLSU`; letters of which two names are not the same by chance
CHINESE = 0.49  # the readings of pinyin weigh half


def persons(one: str, other: str) -> Likeness:
    """The best likeness over the readings of both names."""
    best = NOTHING
    for a in person(one):
        for b in person(other):
            found = _persons(a, b)
            if found.score > best.score:
                best = found
    return best


def _persons(a: Spelled, b: Spelled) -> Likeness:
    if a.raw == b.raw:
        return Likeness(1.0, "the same name", full=len(a.raw))
    if len(a.raw) == len(b.raw) and a.joined == b.joined and len(a.joined) >= LONG_ENOUGH:
        return Likeness(CUT_ELSEWHERE, "the same letters, cut into words elsewhere", full=len(a.raw))
    korean = _readable(a), _readable(b)
    if all(korean):
        found = _korean(a, b)
        return found if found.score >= REVIEW or not _initial_in_one(a, b) else _general(a, b, KOREAN_EXTRA)
    if rarely := _by_rare_ways(a, b):
        return rarely
    found = _general(a, b, KOREAN_EXTRA if any(korean) else EXTRA)
    if any(korean) and found.score < REVIEW and not a.dotted and not b.dotted:
        return _chinese(a, b) or found
    return found


def _readable(name: Spelled) -> bool:
    return not name.dotted and usual(name.raw)


def _by_rare_ways(a: Spelled, b: Spelled) -> Likeness | None:
    """One Korean name, one of them spelled in a rare way (`Kim Jea-soung`); one that is not found so is compared as any other."""
    if a.dotted or b.dotted or not parses(a.raw) or not parses(b.raw):
        return None
    found = alike(a.raw, b.raw)
    return _by_syllables(found, a) if found >= SYLLABLES else None


def _by_syllables(found: float, a: Spelled) -> Likeness:
    return Likeness(REVIEW + (1 - REVIEW) * (found - SYLLABLES) / (1 - SYLLABLES), "the same Korean syllables", full=len(a.raw))


_VOWELS = frozenset("aeiou")  # letters that are syllables of Korean names, too: U, O, I


def _initial_in_one(a: Spelled, b: Spelled) -> bool:
    """Whether one of the names has a letter that is no syllable."""
    return any(len(word) == 1 and word not in _VOWELS for name in (a, b) for word in name.raw)


def _chinese(a: Spelled, b: Spelled) -> Likeness | None:
    by_sound = sounds_chinese(a.raw, b.raw)
    if by_sound < CHINESE:
        return None
    return Likeness(BY_SOUND, f"may be one name in Chinese sounds ({by_sound:.2f}); never enough alone", full=len(a.raw))


def _korean(a: Spelled, b: Spelled) -> Likeness:
    """Syllable by syllable; then a slip of one vowel; then the same words in another order; then Chinese sounds."""
    found = alike(a.raw, b.raw)
    if found >= SYLLABLES:
        return _by_syllables(found, a)
    if slip(a.raw, b.raw):
        return Likeness(SLIP, "near: one Korean vowel differs as slips do", full=len(a.raw))
    if len(a.raw) > 1 and sorted(map(undoubled, a.raw)) == sorted(map(undoubled, b.raw)):
        return Likeness(SAME_WORDS, "the same words in another order", full=len(a.raw))
    return _chinese(a, b) or Likeness(min(found, 0.5), "read as Korean, the syllables differ")


def _general(a: Spelled, b: Spelled, extra: float) -> Likeness:
    """Word by word; where a name has initials, a hyphenated word may be one of them: `YUN H.` is `YUN HO-JIN`."""
    found = _words(a, b, extra)
    if found.score < REVIEW and _has_initials(a) and b.merged:
        return max(found, _words(a, b.merged, extra), key=lambda one: one.score)
    if found.score < REVIEW and _has_initials(b) and a.merged:
        return max(found, _words(a.merged, b, extra), key=lambda one: one.score)
    return found


def _has_initials(name: Spelled) -> bool:
    return any(len(word) == 1 for word in name.raw)


def _words(a: Spelled, b: Spelled, extra: float) -> Likeness:
    if not a.joined or not b.joined:
        return NOTHING
    if spaced := _spaced(a, b):
        return Likeness(spaced, "the same letters, spaced otherwise", full=len(a.words))
    found = laid(a, b, near, extra)
    mine, theirs = _has_initials(a) and _long(found.only_one), _has_initials(b) and _long(found.only_other)
    shortened = found.initials and (mine or theirs)  # who writes initials writes every name: what is left over is another
    if found.full == 0 or shortened or (found.full == 1 and _more(found) > (1 if found.initials and extra < KOREAN_EXTRA else 0)):
        return Likeness(min(found.score, ONE_WORD), "one word in common", found.pairs, found.only_one, found.only_other, found.full)
    return found


def _more(found: Likeness) -> int:
    """Words without a partner, single letters apart."""
    return _long((*found.only_one, *found.only_other))


def _long(rest: tuple[str, ...]) -> int:
    return sum(len(word) > 1 for word in rest)


def _spaced(a: Spelled, b: Spelled) -> float:
    """Words run together or torn apart."""
    if len(a.words) == len(b.words) or abs(len(a.joined) - len(b.joined)) > 2 or len(a.joined) < 5:
        return 0.0
    if a.joined == b.joined:
        return 0.97
    if undoubled(a.joined) == undoubled(b.joined):
        return 0.93
    return 0.88 if len(a.joined) > 7 and near(a.joined, b.joined) >= 0.85 and consonants(a.joined) == consonants(b.joined) else 0.0
