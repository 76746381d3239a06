"""Who owns or controls a party, in rows of the store and ties of lists -> a review with the chains shown, if that is somebody listed.

Loaded once: the owners' names are screened like any others, in one batch; from the listed ones everybody is found who counts as theirs
(`detect/ownership`); a party is then looked up among those, by its names and numbers as `screen` compares them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from attrs import define, evolve, field, frozen

from vetoproof.detect.names.decide import EQUAL, Match
from vetoproof.detect.names.party import Listed, Named, Party
from vetoproof.detect.names.query import kind_of_party, party_of
from vetoproof.detect.names.screener import MOST_MATCHES, Answer
from vetoproof.detect.names.screener import Screener as Bench
from vetoproof.detect.names.several import is_plain
from vetoproof.detect.ownership.chains import Behind, Owned
from vetoproof.detect.ownership.spelling import number_in, one_spelling
from vetoproof.detect.ownership.told import LIKE, Telling
from vetoproof.detect.ownership.web import Web
from vetoproof.monitor.screening_lists import Lists
from vetoproof.monitor.screening_ties import MOST_ROWS, Ties, ties_of
from vetoproof.monitor.screening_workers import Noted, in_chunks
from vetoproof.terms.errors import InputError
from vetoproof.terms.unseen import Unseen

MOST_BY_LIKENESS = 20_000  # owned parties that are looked up by names that are only like theirs, too
MOST_REMEMBERED = 20_000  # parties whose chains are remembered
ANYBODY = "Thing"
_NAMED = ("LegalEntity", "Company", "Organization")
Found = Mapping[int, str]  # a party of the rows -> why the register's name is not quite that of who is asked; empty: it is


@frozen
class Likeness:
    """Who of the rows is listed: a node -> the listed parties that its name may mean; and whose name could not be screened, and why."""

    listed: Mapping[int, tuple[Match, ...]]
    unread: Mapping[int, str]

    @property
    def sure(self) -> list[int]:
        return [node for node, some in self.listed.items() if any(one.score >= EQUAL for one in some)]


@define(eq=False, slots=False)
class Owners:
    """The rows that hold on a day, walked; and whom they speak of."""

    ties: Ties
    owned: Owned
    names: Likeness
    day: date
    _nodes: Mapping[str, int]  # one spelling -> who is owned
    _bench: Bench  # the same by likeness
    _told: dict[tuple[int, str], tuple[Match, ...]] = field(factory=dict)

    @classmethod
    def of(cls, folder: Path | None, day: date, lists: Lists, bench: Bench, processes: int | None = None) -> Owners | None:
        """None if there are no such rows."""
        ties = ties_of(folder, day, lists.sources)
        if ties is None:
            return None
        web = Web.of(ties.rows, one_spelling)
        names = _screened(web, ties.called, bench, processes)
        owned = Owned(web, np.array(sorted({*names.listed, *names.unread}), np.int64), np.array(sorted(names.sure), np.int64))
        whom = owned.whom.tolist()
        nodes = _spelled(web, owned, ties.called)
        by_likeness = (Listed("", str(node), _party(web, node, ties.called)) for node in whom[:MOST_BY_LIKENESS])
        return cls(evolve(ties, rows=None), owned, names, day, nodes, Bench.of(by_likeness, date.max))

    @property
    def version(self) -> str:
        """SHA-256 over the hashes of the files that the rows are from."""
        return self.ties.version

    @property
    def unseen(self) -> Iterator[Unseen]:
        """What is not found in the rows."""
        if self.ties.cut:
            yield Unseen("owners", self._too_many)
        if (many := len(self.owned.whom)) > MOST_BY_LIKENESS:
            why = f"{many:,} are owned by listed parties; beyond {MOST_BY_LIKENESS:,} they are looked up by their own spelling alone"
            yield Unseen("owners", why)

    @property
    def _too_many(self) -> str:
        return f"more than {MOST_ROWS:,} rows of owners hold on {self.day}, and only so many were looked at"

    def add_all(self, parties: Sequence[Party], answers: Iterable[Answer]) -> list[Answer]:
        """The answers, with the listed parties that own or control whom they are about."""
        exact = [self._by_spelling(party) for party in parties]
        left = [party for party, found in zip(parties, exact, strict=True) if not found or party.imos or party.leis]
        alike = self._bench.screen_all(left)
        founds = (
            _with_likeness(found, next(alike)) if not found or party.imos or party.leis else found
            for party, found in zip(parties, exact, strict=True)
        )
        whole = [self._with(answer, found) if found else answer for answer, found in zip(answers, founds, strict=True)]
        return [Answer(None, unseen=self._too_many) if one.decision == "no_match" else one for one in whole] if self.ties.cut else whole

    def _by_spelling(self, party: Party) -> dict[int, str]:
        """Who of the rows the party is by a number, or by its name in one spelling."""
        keys = [f"imo {number}" for number in party.imos] + [f"lei {number}" for number in party.leis]
        keys += [one_spelling(name.text) for name in party.names]
        return {self._nodes[key]: "" for key in keys if key in self._nodes}

    def _with(self, answer: Answer, found: Found) -> Answer:
        new = [one for node in sorted(found) for one in self._matches(node, found[node])]
        if not new:
            unread = self._unread(found)
            return Answer(None, unseen=unread) if unread and answer.decision == "no_match" else answer
        whole = _merged(answer, new)
        kept, more = whole[:MOST_MATCHES], max(0, len(whole) - MOST_MATCHES)
        return Answer("match" if answer.decision == "match" else "review", tuple(kept), more=answer.more + more)

    def _matches(self, node: int, doubt: str) -> tuple[Match, ...]:
        """A review for each listed party behind one of the rows."""
        if (known := self._told.get((node, doubt))) is None:
            if len(self._told) >= MOST_REMEMBERED:
                self._told.clear()
            known = self._told[node, doubt] = tuple(self._reviews(self.owned.behind(node), doubt))
        return known

    def _reviews(self, behind: Behind, doubt: str) -> Iterator[Match]:
        telling = Telling(self.owned, behind, self.day)
        web = self.owned.web
        chains = self._by_listed((end, chain) for end, some in behind.chains.items() for chain in some)
        roles = self._by_listed((int(web.pair_party[pair]), pair) for pair in behind.roles)
        for key in dict.fromkeys((*chains, *roles)):
            some, having = chains.get(key, []), roles.get(key, [])
            best = max((one for one, _ in (*some, *having)), key=lambda one: one.score)
            doubts = [*filter(None, (doubt,)), *((f"{LIKE}: {best.name} ({best.score:.2f})",) if best.score < EQUAL else ())]
            why = [*telling.of_chains(sorted((chain for _, chain in some), key=len), doubts)] if some else []
            why += telling.of_roles([pair for _, pair in having], doubts) if having else ()
            yield Match(best.list, best.ref, best.name, best.score, "review", (*why, *best.why[1:]))

    def _by_listed(self, ends: Iterable[tuple[int, Any]]) -> dict[tuple[str, str], list[tuple[Match, Any]]]:
        found: dict[tuple[str, str], list[tuple[Match, Any]]] = {}
        for end, what in ends:
            for one in self.names.listed.get(end, ()):
                found.setdefault((one.list, one.ref), []).append((one, what))
        return found

    def _unread(self, found: Found) -> str:
        """Whose name could not be screened behind any of these."""
        every = [self.owned.behind(node) for node in found] if self.names.unread else []
        ends = {end for behind in every for end in behind.chains}
        ends |= {int(self.owned.web.pair_party[pair]) for behind in every for pair in behind.roles}
        some = [f"{self.owned.web.spellings(end)[0][:40]!r} ({self.names.unread[end]})" for end in sorted(ends) if end in self.names.unread]
        return f"who owns it could not be screened: {'; '.join(some[:3])}" if some else ""


def _with_likeness(found: dict[int, str], like: Answer) -> dict[int, str]:
    """And by a name that is like it, or with a number that contradicts: both are told."""
    for one in like.matches:
        apart = [why for why in one.why if "contradicts" in why]
        said = f"{LIKE}: {one.name} ({one.score:.2f})" if one.score < EQUAL else ""
        found[int(one.ref)] = "; ".join(filter(None, (said if int(one.ref) not in found else "", *apart)))
    return found


def _spelled(web: Web, owned: Owned, called: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """The spellings of those who are owned, and what else they are called; those of all others are let go."""
    whom = np.zeros(web.nodes, np.bool_)
    whom[owned.whom] = True
    more = ((one_spelling(other), web.spelled[one_spelling(own)]) for own, others in called.items() for other in others)
    found = {key: node for key, node in more if whom[node]} | {key: node for key, node in web.spelled.items() if whom[node]}
    web.spelled = {}
    return found


def _by_ref(listed: Iterable[Listed]) -> dict[str, tuple[Match, ...]]:
    """Listed parties by their number on the list, where it cannot be taken for another: `KPe.003`."""
    found: dict[str, tuple[Match, ...]] = {}
    for one in listed:
        if any(map(str.isdigit, one.ref)) and any(map(str.isalpha, one.ref)):
            why = ("review: the register gives the list's number", f"ref: {one.ref} is the same")
            found[one.ref.lower()] = (*found.get(one.ref.lower(), ()), Match(one.list, one.ref, one.name, 1.0, "review", why))
    return found


def _screened(web: Web, called: Mapping[str, tuple[str, ...]], bench: Bench, processes: int | None) -> Likeness:
    """The names of all parties of the rows, screened in one batch."""
    refs = _by_ref(bench.listed)
    codes = np.unique(web.party).tolist()
    texts = [str(web.names[code].as_py()) for code in codes]
    nodes = web.node_of[codes].tolist()

    def screened(some: Sequence[str]) -> list[Noted]:
        return [(one, "") for one in bench.screen_all(_named("LegalEntity", (text, *called.get(text, ()))) for text in some)]

    answers = [answer for _, some in in_chunks(screened, texts, processes) for answer, _ in some]
    listed: dict[int, dict[tuple[str, str], Match]] = {}
    unread: dict[int, str] = {}
    for node, text, answer in zip(nodes, texts, answers, strict=True):
        for one in (*answer.matches, *refs.get(text.strip().lower(), ())):
            best = listed.setdefault(node, {})
            if (one.list, one.ref) not in best or best[one.list, one.ref].score < one.score:
                best[one.list, one.ref] = one
        if answer.decision is None:
            unread[node] = answer.unseen
    return Likeness({node: tuple(some.values()) for node, some in listed.items()}, {n: why for n, why in unread.items() if n not in listed})


def _named(kind: str, names: Iterable[str]) -> Party:
    """A party by what it is called; a name that is a number is that number."""
    some = list(names)
    numbers = {name: number for name in some if (number := number_in(name))}
    props = {"imoNumber": [text for sort, text in numbers.values() if sort == "imo"],
             "leiCode": [text for sort, text in numbers.values() if sort == "lei"]}  # fmt: skip
    if not numbers and kind in _NAMED and len(some) == 1 and is_plain(some[0]):
        return Party(kind, (Named(some[0].strip()),))  # what most are
    try:
        return party_of({"kind": kind, "name": [name for name in some if name not in numbers], "props": props})
    except InputError:
        return Party(kind)


def _called(web: Web, node: int, called: Mapping[str, tuple[str, ...]]) -> list[str]:
    own = web.spellings(node)
    return list(dict.fromkeys((*own, *(other for name in own for other in called.get(name, ())))))


def _party(web: Web, node: int, called: Mapping[str, tuple[str, ...]]) -> Party:
    """Somebody of the rows, of the kind that they say."""
    kinds = {_kind(text) for text in web.kinds(node)}
    return _named(kinds.pop() if len(kinds) == 1 else ANYBODY, _called(web, node, called))


def _kind(text: str) -> str:
    try:
        return kind_of_party(text)
    except InputError:
        return ANYBODY


def _merged(answer: Answer, new: Iterable[Match]) -> list[Match]:
    """Whom the name itself means first; a listed party that is also the owner has the chains too."""
    whole = {(one.list, one.ref): one for one in answer.matches}
    left = (f"not screened otherwise: {answer.unseen}",) if answer.unseen else ()
    for one in new:
        key = one.list, one.ref
        known = whole.get(key)
        whole[key] = (
            evolve(one, why=(*one.why, *left)) if known is None else evolve(known, why=tuple(dict.fromkeys((*known.why, *one.why))))
        )
    return list(whole.values())
