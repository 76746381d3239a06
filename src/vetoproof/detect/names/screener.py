"""Parties -> whom of the lists each may be. One party is a block of one: the same way, the same answer."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice

from attrs import define, field, frozen

from vetoproof.detect.names.blocking.index import MOST_WORDS_KNOWN, Block, Index
from vetoproof.detect.names.blocking.wordbook import WordBook
from vetoproof.detect.names.compare import Decision, Sort
from vetoproof.detect.names.decide import Match, decide, decide_by_name, least_of, radio_of
from vetoproof.detect.names.party import Listed, Party
from vetoproof.detect.names.signs import LONGEST

BLOCK = 50_000  # parties that are looked up at a time
MOST_MATCHES = 100  # shown of one party; the best
_ORDER: dict[Decision, int] = {"match": 0, "review": 1, "no_match": 2}
SORT_NAMES: tuple[Sort, ...] = ("person", "entity", "vessel")


@frozen
class Answer:
    """`decision` None: not screened, and `unseen` says why. `more`: matches beyond those shown."""

    decision: Decision | None
    matches: tuple[Match, ...] = ()
    unseen: str = ""
    more: int = 0


NONE = Answer("no_match")


@define(eq=False)
class Screener:
    """Holds the lists as of a day, indexed."""

    listed: tuple[Listed, ...]
    _book: WordBook = field(factory=WordBook)
    _by_number: dict[str, list[int]] = field(factory=lambda: defaultdict(list))
    _names: dict[Sort, list[tuple[int, int]]] = field(factory=dict)  # of the index: (listed party, which of its names)
    _index: dict[Sort, Index] = field(factory=dict)
    _listed_words: int = 0

    @classmethod
    def of(cls, listed: Iterable[Listed], as_of: date) -> Screener:
        """Those listed on the day; who was taken off, or came later, is left out."""
        made = cls(tuple(one for one in listed if one.on(as_of)))
        for number, one in enumerate(made.listed):
            for key in _numbers(one.party):
                made._by_number[key].append(number)
        for sort in SORT_NAMES:
            places = [(n, k) for n, one in enumerate(made.listed) if sort in one.party.sorts for k in range(len(one.party.names))]
            made._names[sort] = places
            made._index[sort] = Index.of([made.listed[n].party.names[k].text for n, k in places], sort, made._book)
        made._listed_words = len(made._book.known)
        return made

    def screen(self, party: Party) -> Answer:
        """One party."""
        return next(iter(self.screen_all((party,))))

    def screen_all(self, parties: Iterable[Party]) -> Iterator[Answer]:
        """Any number of parties, in their order."""
        waiting = iter(parties)
        while block := list(islice(waiting, BLOCK)):
            with no_collection():
                answers = self._block(block)
            yield from answers

    def _block(self, block: Sequence[Party]) -> list[Answer]:
        if len(self._book.known) > MOST_WORDS_KNOWN:
            self._book.cut(self._listed_words)
            for index in self._index.values():
                index.nearness.forget()
        found: dict[int, dict[int, list[tuple[Sort, int, int]]]] = defaultdict(lambda: defaultdict(list))
        for sort in SORT_NAMES:
            for row, mine, listed, theirs in self._alike(block, sort):
                found[row][listed].append((sort, mine, theirs))
        answers = []
        for row, party in enumerate(block):
            by_number = {n: None for key in _numbers(party) for n in self._by_number.get(key, ())}
            asks = by_number or row in found or _in_doubt(party)
            answers.append(self._answer(party, found.get(row, {}), by_number) if asks else NONE)
        return answers

    def _alike(self, block: Sequence[Party], sort: Sort) -> Iterator[tuple[int, int, int, int]]:
        """(party, its name, listed party, its name) for the pairs of names that may be alike."""
        asked = [(row, k) for row, party in enumerate(block) if sort in party.sorts for k in range(len(party.names))]
        if not asked or not self._names[sort]:
            return
        texts = [block[row].names[k].text for row, k in asked]
        least = [least_of(block[row]) for row, _ in asked]
        mine, theirs = self._index[sort].candidates(Block.of_texts(texts, sort, self._book, least))
        for a, b in zip(mine.tolist(), theirs.tolist(), strict=True):
            yield (*asked[a], *self._names[sort][b])

    def _answer(self, party: Party, by_name: dict[int, list[tuple[Sort, int, int]]], by_number: dict[int, None]) -> Answer:
        if party.empty:
            return Answer(None, unseen="; ".join(party.faults) or "no name and no number to look up")
        if any(len(name.text) > LONGEST for name in party.names):
            return Answer(None, unseen=f"the name is longer than {LONGEST} signs")
        matches = [decide(party, self.listed[n]) for n in by_number]
        by_names = (decide_by_name(party, self.listed[n], pairs) for n, pairs in by_name.items() if n not in by_number)
        matches += [one for one in by_names if one]
        kept = sorted(
            (one for one in matches if one.decision != "no_match"), key=lambda one: (_ORDER[one.decision], -one.score, one.list, one.ref)
        )
        if kept:
            return Answer(kept[0].decision, tuple(kept[:MOST_MATCHES]), more=max(0, len(kept) - MOST_MATCHES))
        return Answer(None, unseen="; ".join(party.faults)) if party.faults else NONE


@contextmanager
def no_collection() -> Iterator[None]:
    """Python's search for circles costs a third of a block that makes many small values and no circle."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _in_doubt(party: Party) -> bool:
    return party.empty or bool(party.faults) or any(len(name.text) > LONGEST for name in party.names)


def _numbers(party: Party) -> Iterator[str]:
    """What decides by itself, each with its sort before it."""
    for number in party.imos:
        yield f"imo {number}"
    if party.mmsis or party.call_signs:
        yield from (f"radio {one}" for one in radio_of(party))
    for number in party.leis:
        yield f"lei {number}"
    for number in party.documents:
        yield f"document {number.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ') or number}"
    for wallet in party.wallets:
        yield f"wallet {wallet.text}"
