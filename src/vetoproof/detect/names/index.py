"""The names of listed parties -> an index that gives, for a block of other names, the pairs that may be alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

import numpy as np
from attrs import define
from numpy.typing import NDArray

from vetoproof.detect.names import blocks
from vetoproof.detect.names.blocks import WIDTH, Emitted, Names, Rows
from vetoproof.detect.names.compare import Sort
from vetoproof.detect.names.keytable import KeyTable
from vetoproof.detect.names.spelled import entity_text, ship_text
from vetoproof.detect.names.wordbook import WordBook, quick_readings

MOST_WORDS_KNOWN = 2_000_000  # then the book of words is begun anew
_DEEP = 2 * WIDTH  # words that are looked at for those that count


@define(eq=False)
class Block:
    """Names as text -> rows of word numbers. A name given in two scripts has two rows."""

    names: Names
    of: NDArray[np.int64]  # which name each row is

    @classmethod
    def of_texts(cls, texts: Sequence[str], sort: Sort, book: WordBook) -> Block:
        rows: list[list[int]] = []
        of: list[int] = []
        prepare = _PREPARED[sort]
        for n, text in enumerate(texts):
            for part in quick_readings(prepare(text) if prepare else text):
                rows.append(book.numbers(part))
                of.append(n)
        return cls(Names(_padded(rows), book.filled()), np.array(of, np.int64))


# What is done to a text before its words are taken; persons' names in brackets are not left out here, which only gives more candidates.
_PREPARED: dict[Sort, Callable[[str], str] | None] = {"person": None, "entity": entity_text, "vessel": ship_text}


def _padded(rows: list[list[int]]) -> NDArray[np.int64]:
    sizes = np.fromiter(map(len, rows), np.int64, len(rows))
    table = np.full((len(rows), _DEEP), -1, np.int64)
    kept = np.minimum(sizes, _DEEP)
    flat = np.fromiter(chain.from_iterable(row[:_DEEP] for row in rows), np.int64, int(kept.sum()))
    table[np.arange(_DEEP)[None, :] < kept[:, None]] = flat
    return table


@define(eq=False)
class Index:
    """For one sort of name. `names[n]` is a name of the list, in the order given."""

    sort: Sort
    tables: dict[str, KeyTable]
    word: KeyTable  # how many names of the list have a word of this skeleton

    @classmethod
    def of(cls, texts: Sequence[str], sort: Sort, book: WordBook) -> Index:
        block = Block.of_texts(texts, sort, book)
        word = KeyTable.of(_each_word(block))
        index = cls(sort, {}, word)
        emits = [(name, emitted) for name, _, emitted in index._emits(block.names)]
        for name in dict.fromkeys(name for name, _ in emits):
            index.tables[name] = KeyTable.of(_named(chain.from_iterable(keys for other, keys in emits if other == name), block))
        return index

    def candidates(self, block: Block) -> tuple[Rows, Rows]:
        """Pairs (name of the block, name of the list) that may be alike, each once, in order."""
        mine, theirs = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for _, table, emitted in self._emits(block.names):
            rows, found = self.tables[table].join(emitted)
            mine.append(block.of[rows])
            theirs.append(found)
        pairs = np.unique(np.concatenate(mine) << 32 | np.concatenate(theirs))
        return pairs >> 32, pairs & 0xFFFFFFFF

    def _emits(self, names: Names) -> Iterator[tuple[str, str, Emitted]]:
        """(table that a list's names go into, table that others are looked up in, keys)."""
        if self.sort == "person":
            yield from self._of_persons(names)
        elif self.sort == "entity":
            yield from self._of_entities(names)
        else:
            full = blocks.ship_words(names)
            yield "sum", "sum", blocks.sums(full, slips=True)
            yield "syllables", "syllables", blocks.syllables(full)
            yield "written initials", "possible initials", blocks.initials(full, as_written=True)
            yield "possible initials", "written initials", blocks.initials(full, as_written=False)

    def _of_persons(self, names: Names) -> Iterator[tuple[str, str, Emitted]]:
        full = blocks.person_words(names)
        yield "one", "one", blocks.single(full)
        yield "all pairs", "rarest pairs", blocks.pairs(full)
        yield "rarest pairs", "all pairs", blocks.pairs(blocks.rarest(full, self.word.frequency), 3)
        yield "sum", "sum", blocks.sums(full)
        yield "written initials", "possible initials", blocks.initials(names, as_written=True)
        yield "possible initials", "written initials", blocks.initials(full, as_written=False)
        yield "syllables", "syllables", blocks.syllables(blocks.Names(names.words[:, :WIDTH], names.columns))

    def _of_entities(self, names: Names) -> Iterator[tuple[str, str, Emitted]]:
        full = blocks.entity_words(names)
        yield "one", "one", blocks.one_that_says_who(full)
        yield "pairs", "pairs", blocks.pairs(full, wanted=blocks.says_who)
        yield "sum", "sum", blocks.sums(full)
        yield "sum", "sum", blocks.sums(Names(names.words[:, :_DEEP], names.columns))
        yield "written initials", "possible initials", blocks.initials(full, as_written=True)
        yield "possible initials", "written initials", blocks.initials(full, as_written=False)


def _each_word(block: Block) -> Emitted:
    for place in range(_DEEP):
        rows = np.flatnonzero(block.names.words[:, place] >= 0)
        yield block.of[rows], block.names.columns.skeletons[block.names.words[rows, place]]


def _named(emitted: Emitted, block: Block) -> Emitted:
    for rows, keys in emitted:
        yield block.of[rows], keys


__all__ = ["MOST_WORDS_KNOWN", "Block", "Index"]
