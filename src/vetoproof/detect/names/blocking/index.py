"""The names of listed parties -> an index that gives, for a block of other names, the pairs that may be alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

import numpy as np
from attrs import define
from numpy.typing import NDArray

from vetoproof.detect.names.blocking import blocks, chosen
from vetoproof.detect.names.blocking.blocks import Emitted
from vetoproof.detect.names.blocking.chosen import Names, Rows
from vetoproof.detect.names.blocking.fitting import reachable
from vetoproof.detect.names.blocking.keytable import KeyTable, distinct
from vetoproof.detect.names.blocking.lettered import may_be_lettered
from vetoproof.detect.names.blocking.quickwords import firm_readings, quick_readings
from vetoproof.detect.names.blocking.shipfit import ShipLetters, may_be_one
from vetoproof.detect.names.blocking.weighed import Weighed, same_letters
from vetoproof.detect.names.blocking.wordbook import WordBook
from vetoproof.detect.names.blocking.wordfit import MORE_ENTITY, MORE_PERSON, Fit, Nearness, may_fit
from vetoproof.detect.names.compare import Sort
from vetoproof.detect.names.spelled import MOST_WORDS, as_drawn, ship_texts

MOST_WORDS_KNOWN = 2_000_000  # then the book of words is begun anew
# How the name of a table begins -> what becomes of the pairs that share its keys: names that agree as a whole are compared in full, those
# of common words and those with letters for words pass a bound each, so do sums over letters; the others are looked at word by word.
_WAYS = ("whole", "common", "lettered", "sum", "")
_NONE, _LOW = np.zeros(0, np.int64), 0xFFFFFFFF


@define(eq=False)
class Block:
    """Names as text -> rows of word numbers. A name given in two scripts has two rows."""

    names: Names
    of: NDArray[np.int64]  # which name each row is
    least: NDArray[np.float32]  # of each name: the score from which it is of use

    @classmethod
    def of_texts(cls, texts: Sequence[str], sort: Sort, book: WordBook, least: Sequence[float] = ()) -> Block:
        rows: list[list[int]] = []
        of: list[int] = []
        readings = _READINGS[sort]
        for n, text in enumerate(texts):
            for words in readings(text):
                rows.append(book.numbers(words))
                of.append(n)
        return cls(Names(_padded(rows), book.filled()), np.array(of, np.int64), np.array(least, np.float32))


def _readings_of(texts: Iterable[str]) -> list[Sequence[str]]:
    return [words for text in texts for words in quick_readings(text)]


# How the words of a name are taken. Brackets in persons' names are left in here, which only gives more candidates.
_READINGS: dict[Sort, Callable[[str], Sequence[Sequence[str]]]] = {
    "person": lambda text: _readings_of(as_drawn(text)),
    "entity": firm_readings,
    "vessel": lambda text: _readings_of(ship_texts(text)),
}


def _padded(rows: list[list[int]]) -> NDArray[np.int64]:
    sizes = np.fromiter(map(len, rows), np.int64, len(rows))
    table = np.full((len(rows), MOST_WORDS), -1, np.int64)
    kept = np.minimum(sizes, MOST_WORDS)
    flat = np.fromiter(chain.from_iterable(row[:MOST_WORDS] for row in rows), np.int64, int(kept.sum()))
    table[np.arange(MOST_WORDS)[None, :] < kept[:, None]] = flat
    return table


@define(eq=False, slots=False)
class Index:
    """For one sort of name. `names[n]` is a name of the list, in the order given."""

    sort: Sort
    tables: dict[str, KeyTable]
    word: KeyTable  # how many names of the list have a word of this form
    block: Block  # the names of the list
    nearness: Nearness

    @classmethod
    def of(cls, texts: Sequence[str], sort: Sort, book: WordBook) -> Index:
        block = Block.of_texts(texts, sort, book)
        index = cls(sort, {}, KeyTable.of(_each_word(block)), block, Nearness(sort, book))
        emits = list(index._keys(block.names, listed=True))
        for name in dict.fromkeys(name for name, _ in emits):
            index.tables[name] = KeyTable.of(chain.from_iterable(keys for other, keys in emits if other == name))
        return index

    def candidates(self, block: Block) -> tuple[Rows, Rows]:
        """Pairs (name of the block, name of the list) that may be alike, each once, in order."""
        found: dict[str, list[Rows]] = {way: [_NONE] for way in _WAYS}
        for table, emitted in self._keys(block.names, listed=False):
            mine, theirs = self.tables[table].join(emitted)
            found[next(way for way in _WAYS if table.startswith(way))].append(mine << 32 | theirs)
        whole, common, lettered, by_letters, by_words = (distinct(np.concatenate(some)) for some in found.values())
        by_words = distinct(np.concatenate([by_words, lettered]))
        if self.sort == "vessel":
            by_words = by_words[self._may_fit(block.names, by_words >> 32, by_words & _LOW)]
            pairs = np.concatenate([by_letters, by_words])
            pairs = pairs[may_be_one(ShipLetters.of(block.names), self._ship_letters, pairs >> 32, pairs & _LOW)]
        else:
            pairs = np.concatenate([by_letters, self._reachable(block, by_words, common)])
        if len(lettered):
            full = chosen.entity_words(block.names)
            lettered = lettered[may_be_lettered(full, self._words, lettered >> 32, lettered & _LOW)]
        pairs = np.concatenate([whole, lettered, pairs])
        names = distinct(block.of[pairs >> 32] << 32 | self.block.of[pairs & _LOW])
        return names >> 32, names & _LOW

    def _reachable(self, block: Block, pairs: Rows, common: Rows) -> Rows:
        """The pairs that share a key of words, and may be alike enough; `common`: of firms' names that have only common words."""
        asked = Weighed.of(block.names, self.sort)
        kept = self._may_fit(block.names, pairs >> 32, pairs & _LOW)
        if self.sort == "entity":
            kept |= same_letters(asked, self._listed, pairs >> 32, pairs & _LOW)
        pairs = distinct(np.concatenate([pairs[kept], common]))
        least = block.least[block.of[pairs >> 32]]
        return pairs[reachable(self.nearness, asked, self._listed, pairs >> 32, pairs & _LOW, least)]

    def _may_fit(self, names: Names, mine: Rows, theirs: Rows) -> NDArray[np.bool_]:
        """Whether each word of the shorter name may have a partner in the longer one, by their consonants."""
        held = self.block.names
        if self.sort == "person":
            fit = Fit(chosen.fitting_person(names), self._fitting, MORE_PERSON, korean=chosen.readable(names))
        elif self.sort == "entity":
            asked, all_asked = chosen.strong_words(names), chosen.entity_words(names)
            light = (all_asked.counts - asked.counts, chosen.entity_words(held).counts - self._fitting.counts)
            fit = Fit(asked, self._fitting, MORE_ENTITY, spare=light)
        else:
            fit = Fit(chosen.ship_words(names), self._fitting, MORE_PERSON)
        return may_fit(fit, mine, theirs)

    @cached_property
    def _fitting(self) -> Names:
        """The words of the names of the list that must have a partner."""
        words = {"person": chosen.fitting_person, "entity": chosen.strong_words, "vessel": chosen.ship_words}[self.sort]
        return words(self.block.names)

    @cached_property
    def _listed(self) -> Weighed:
        return Weighed.of(self.block.names, self.sort)

    @cached_property
    def _words(self) -> Names:
        return chosen.entity_words(self.block.names)

    @cached_property
    def _ship_letters(self) -> ShipLetters:
        return ShipLetters.of(self.block.names)

    def _keys(self, names: Names, *, listed: bool) -> Iterator[tuple[str, Emitted]]:
        """(table, keys): what the names of a list go into, and what other names are looked up in."""
        if self.sort == "person":
            yield from self._of_persons(names, listed=listed)
        elif self.sort == "entity":
            full = chosen.entity_words(names)
            yield from _of_entities(full, names, None if listed else self._new(full), listed=listed)
        else:
            yield "whole sum", blocks.sums(names)
            written, possible = ("written", "possible") if listed else ("possible", "written")
            for table, as_written in ((written, True), (possible, False)):
                yield f"whole {table} letter and number", blocks.letter_and_number(names, as_written=as_written)
            yield from _of_ships(chosen.ship_words(names), listed=listed)

    def _of_persons(self, names: Names, *, listed: bool) -> Iterator[tuple[str, Emitted]]:
        """A name that can be read as Korean is compared with such names by its syllables; by its words only with others."""
        korean = chosen.readable(names)
        yield "whole syllables", blocks.syllables(names.rows(chosen.may_be_korean(names)), slips=listed)
        yield "sum", blocks.sums(names)
        yield "sum", blocks.sums(chosen.without_titles(names))
        full = chosen.person_words(names)
        if listed:
            yield from self._by_words(full, names, "all", listed=True)
            yield from self._by_words(full.rows(~korean), names.rows(~korean), "others", listed=True)
        else:
            yield from self._by_words(full.rows(~korean), names.rows(~korean), "all", listed=False)
            yield from self._by_words(full.rows(korean), names.rows(korean), "others", listed=False)

    def _new(self, names: Names) -> blocks.Words:
        """Which words of the book no name of the list has: they may be words of the list without some of their vowels."""
        found = np.full(len(names.columns.form), False)
        there = distinct(names.words[names.words >= 0])
        found[there] = self.word.frequency(names.columns.form[there]) == 0
        return found

    def _by_words(self, full: Names, names: Names, of: str, *, listed: bool) -> Iterator[tuple[str, Emitted]]:
        first, second = ("all pairs", "rarest pairs") if listed else ("rarest pairs", "all pairs")
        rarest = chosen.rarest(full, self.word.frequency)
        new = None if listed else self._new(full)
        yield f"one of {of}", blocks.single(full)
        yield f"one bare of {of}", blocks.single_bare(full, new)
        yield f"{first} of {of}", blocks.pairs(full)
        yield f"{second} of {of}", blocks.pairs(rarest, 3)
        yield f"{first} bare of {of}", blocks.bare_pairs(full, new)
        yield f"{second} bare of {of}", blocks.bare_pairs(rarest, new, 3)
        yield from _initials(chosen.without_titles(names), of, listed=listed)


def _initials(names: Names, of: str, *, listed: bool, table: str = "") -> Iterator[tuple[str, Emitted]]:
    """Names that have letters for words are looked up among those that have the words, and the other way round."""
    written, possible = ("written", "possible") if listed else ("possible", "written")
    yield f"{table}{written} initials of {of}", blocks.initials(names, as_written=True)
    yield f"{table}{possible} initials of {of}", blocks.initials(names, as_written=False)


def _of_entities(full: Names, names: Names, new: blocks.Words | None, *, listed: bool) -> Iterator[tuple[str, Emitted]]:
    alone = chosen.one_that_says_who(full)
    yield "one", blocks.single(alone, korean=True)
    yield "one bare", blocks.single_bare(alone, new)
    yield "pairs", blocks.pairs(full, wanted=chosen.says_who, korean=True)
    yield "pairs bare", blocks.bare_pairs(full, new, wanted=chosen.says_who)
    yield "common", blocks.common_pairs(full, listed=listed)
    yield "sum", blocks.sums(full)
    yield "sum", blocks.sums(names)
    yield "slip", blocks.sums(full if listed else chosen.mostly_common(full), slips=True)
    yield from _initials(full, "all", listed=listed, table="lettered ")
    yield from _initials(names.rows(full.counts == 1), "one", listed=listed, table="lettered ")


def _of_ships(full: Names, *, listed: bool) -> Iterator[tuple[str, Emitted]]:
    yield "sum", blocks.sums(full, slips=True)
    yield "sum bare", blocks.bare_sums(full)
    yield "whole syllables", blocks.syllables(full)
    yield "one", blocks.single(full, korean=True)
    yield "pairs", blocks.pairs(full, korean=True)
    yield from _initials(full, "all", listed=listed)


def _each_word(block: Block) -> Emitted:
    for place in range(MOST_WORDS):
        rows = np.flatnonzero(block.names.words[:, place] >= 0)
        yield rows, block.names.columns.form[block.names.words[rows, place]]


__all__ = ["MOST_WORDS_KNOWN", "Block", "Index"]
