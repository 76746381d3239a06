"""A party beside a listed one -> match, review or no_match, with the reason for each field.

The rule, in its order. A number that names one party only (IMO, LEI, document, wallet) is equal: match. A name that is alike, from
0.75 on: with the same full day of birth match; else review. What contradicts is shown and blocks a match: another IMO or LEI under the
same name is review (a ship or firm may have taken the name, or the number); another full day of birth leaves an equal name at review.
A name that is only alike is no_match under another birth date or another number: two doubts. A name alone is never a match. The same
MMSI or call sign, which a ship changes with its flag and can set itself, asks for a look (review) whatever the name. A party may have
several numbers of a sort: one that is equal decides, and they contradict only if both sides have some and none is equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from vetoproof.detect.names.births import compare_births, contradicting
from vetoproof.detect.names.common import bearers
from vetoproof.detect.names.compare import BY_SORT, Decision, Sort, reasons
from vetoproof.detect.names.likeness import NOTHING, Likeness
from vetoproof.detect.names.numbers import same_document
from vetoproof.detect.names.party import Listed, Party, Texts
from vetoproof.detect.names.persons import BY_SOUND, REVIEW

EQUAL, EQUAL_SHIP = 0.95, 0.9  # a name that is the same but for spelling; of a ship or firm, but for transliteration and order, too


@frozen
class Match:
    """One listed party that the query may be."""

    list: str
    ref: str
    name: str
    score: float
    decision: Decision
    why: tuple[str, ...]


@frozen(eq=False)
class Found:
    """The best likeness of any name of the one to any name of the other."""

    likeness: Likeness
    mine: str = ""
    theirs: str = ""
    weak: bool = False


Pairs = Sequence[tuple[Sort, int, int]]  # how the names are compared, which name of the one, which of the other


def decide_by_name(party: Party, listed: Listed, pairs: Pairs) -> Match | None:
    """The same where only names may be alike; None if they are not, which is what most are."""
    found = best_name(party, listed.party, pairs)
    return decide(party, listed, found) if found.likeness.score >= least_of(party) else None


def least_of(party: Party) -> float:
    """The score below which nothing follows: what is less alike needs a birth date that agrees."""
    return BY_SOUND if party.births else REVIEW


def decide(party: Party, listed: Listed, found: Found | None = None) -> Match:
    """The decision on one pair. `found`: the names that are most alike, if they are known."""
    other = listed.party
    same, apart = list(_same_numbers(party, other)), list(_other_numbers(party, other))
    if found is None:
        found = best_name(party, other, _all(party, other))
    born = compare_births(party.births, other.births)
    told = [*same, *_told_name(found), *apart, *_told_birth(party, other, born), *_told_rest(party, other), *party.faults, *party.unread]
    radio = not set(radio_of(party)).isdisjoint(radio_of(other))
    decision, why = _decision(bool(same), bool(apart), radio, found, born[0] if born else "")
    score = 1.0 if same else round(found.likeness.score, 4)
    if decision == "review" and not born:
        told += _asks(party, found)
    return Match(listed.list, listed.ref, found.theirs or listed.name, score, decision, (why, *told))


def _decision(same: bool, apart: bool, radio: bool, found: Found, born: str) -> tuple[Decision, str]:
    if same:
        return "match", "match: a number that names one party only is equal"
    decision, why = _by_name(apart, found.likeness.score, born)
    if radio and decision == "no_match":
        return "review", "review: the same MMSI or call sign, which is no proof, but asks for a look"
    return decision, why


def _by_name(apart: bool, alike: float, born: str) -> tuple[Decision, str]:
    if alike < REVIEW:
        if alike >= BY_SOUND and born in ("same", "near"):
            return "review", "review: the name may sound so in Chinese, and the birth date agrees"
        return "no_match", f"no_match: the names are less alike than {REVIEW}"
    if apart:
        if alike < EQUAL_SHIP:
            return "no_match", "no_match: the name is only alike, and the number is another"
        return "review", "review: the same name under another number; a name or a number may have been taken over"
    if born == "same":
        return "match", "match: the name is alike and the full birth date is the same"
    if born == "other":
        if alike < EQUAL:
            return "no_match", "no_match: the name is only alike, and the birth date is another"
        return "review", "review: the name is equal, and the birth date is another, which blocks a match"
    return "review", "review: a name alone is never a match"


def best_name(party: Party, other: Party, pairs: Pairs) -> Found:
    """The two names that are most alike."""
    best = Found(NOTHING)
    for sort, mine, theirs in pairs:
        one, listed = party.names[mine], other.names[theirs]
        found = BY_SORT[sort](one.text, listed.text)
        if found.score > best.likeness.score:
            best = Found(found, one.text, listed.text, listed.weak)
    return best


def _all(party: Party, other: Party) -> Pairs:
    """Every name of the one with every name of the other, by what both may be."""
    sorts = [sort for sort in party.sorts if sort in other.sorts]
    return [(sort, mine, theirs) for sort in sorts for mine in range(len(party.names)) for theirs in range(len(other.names))]


def _same_numbers(mine: Party, theirs: Party) -> Iterator[str]:
    for sort, some, others in _numbers(mine, theirs):
        yield from (f"{sort}: {number} is the same" for number in some if number in others)
    for number in mine.documents:
        if any(same_document(number, other) for other in theirs.documents):
            yield f"document: {number} is the same"
    ours = {wallet.text for wallet in mine.wallets}
    for wallet in theirs.wallets:
        if wallet.text in ours:
            yield f"wallet: {wallet.text} is the same"


def radio_of(party: Party) -> Iterator[str]:
    """What a ship's radio sends, in one spelling; placeholders such as 000000000 and NONE are nobody's."""
    for what, text in (*(("mmsi", one) for one in party.mmsis), *(("call sign", one) for one in party.call_signs)):
        plain = "".join(filter(str.isalnum, text)).upper()
        if len(plain) > 3 and len(set(plain)) > 2 and plain not in _NOBODYS:
            yield f"{what} {plain}"


_NOBODYS = frozenset(("NONE", "NULL", "UNKNOWN", "123456789"))


def _other_numbers(mine: Party, theirs: Party) -> Iterator[str]:
    """Numbers of a sort of which a party has one: they contradict if both sides have some and none is equal."""
    for sort, ours, others in _numbers(mine, theirs):
        if set(ours).isdisjoint(others):
            yield f"{sort}: {', '.join(ours)}, listed is {', '.join(others)}: contradicts"


def _numbers(mine: Party, theirs: Party) -> Iterator[tuple[str, Texts, Texts]]:
    """The sorts of which both have numbers."""
    if mine.imos and theirs.imos:
        yield "imo", mine.imos, theirs.imos
    if mine.leis and theirs.leis:
        yield "lei", mine.leis, theirs.leis


def _told_name(found: Found) -> Iterator[str]:
    if found.likeness.score:
        yield from reasons(found.likeness, found.mine, found.theirs)
        if found.weak:
            yield "name: the list calls this alias weak"


def _told_birth(mine: Party, theirs: Party, born: tuple[str, str, str] | None) -> Iterator[str]:
    words = {"same": "is the same", "near": "is near (a swap, a day or a year or two)", "may": "may be the same", "other": "contradicts"}
    if born:
        yield f"birth: {born[1]}, listed is {born[2]}: {words[born[0]]}"
    if born and born[0] != "other" and len(mine.births) > 1:
        listed = ", ".join(theirs.births)
        yield from (f"birth: {text}, listed is {listed}: contradicts" for text in contradicting(mine.births, theirs.births))


def _told_rest(mine: Party, theirs: Party) -> Iterator[str]:
    """What supports or speaks against, and decides nothing."""
    numbers = (("mmsi", mine.mmsis, theirs.mmsis), ("call sign", mine.call_signs, theirs.call_signs), ("bank", mine.bics, theirs.bics))
    for sort, ours, others in numbers:
        if ours and others:
            same = [text for text in ours if text in others]
            yield f"{sort}: {', '.join(same)} is the same" if same else f"{sort}: {', '.join(ours)} is not {', '.join(others)}"
    if mine.states and theirs.states:
        both = sorted(set(mine.states) & set(theirs.states))
        yield f"state: {', '.join(both)} is the same" if both else f"state: {', '.join(mine.states)}, listed is {', '.join(theirs.states)}"
    if mine.gender and theirs.gender and mine.gender != theirs.gender:
        yield f"gender: {mine.gender}, listed is {theirs.gender}: speaks against it"


def _asks(party: Party, found: Found) -> Iterator[str]:
    """How common a Korean name is, so that a bare one asks for more."""
    if "person" in party.sorts and (many := bearers(found.theirs)):
        yield f"common: about {many:,} bearers of such a name in Korea's North, by our estimate; ask for a birth date or a document"
