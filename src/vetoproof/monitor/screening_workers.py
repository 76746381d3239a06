"""Parties in their order -> chunks of answers in the same order, on as many processors as there are.

What was asked before is answered as before. What is new is answered by one process, chunk by chunk, from beginning to end, so the
answers do not hang on how many there are. The processes are forked from this one and share its index; where that is not possible, or one
dies, this process answers.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import Any

from attrs import field, frozen

from vetoproof.detect.names.screener import NONE, Answer
from vetoproof.terms.pipes import told_of_closed_pipes

CHUNK, MOST_ROWS = 20_000, 100_000  # new parties of one piece of work; parties, new or not, that are held for it
MOST_REMEMBERED = 1_000_000  # answers
MOST = 8  # processes

Noted = tuple[Answer, str]  # the answer, and why a row is no party
Answering = Callable[[Sequence[Any]], list[Noted]]
Key = Callable[[Any], Hashable]  # what the answer hangs on; None: more than can be remembered
Work = Future[tuple[int, dict[int, Noted]]]
_CLEAR: Noted = (NONE, "")
_WAITING: Noted = (Answer(None, unseen="its turn has not come"), "")  # asked in a chunk before, which is answered first
_answering: list[Answering] = []  # what the forked processes answer by


@frozen(eq=False)
class Chunk:
    """Parties in their order; `new` are those that nobody has answered yet, `book` knows the others when their turn comes."""

    asked: list[Any]
    keys: list[Hashable]
    new: dict[Hashable, Any]  # by key; a party without one by a key of its own
    book: dict[Hashable, Noted] = field(repr=False)

    def take(self, parties: list[Any], key: Key) -> None:
        new, book = self.new, self.book
        for party, mine in zip(parties, map(key, parties), strict=True):
            if mine is None:
                mine = _Alone()  # noqa: PLW2901
                new[mine] = party
            elif mine not in book:
                new[mine] = party
                book[mine] = _WAITING
            self.keys.append(mine)
        self.asked.extend(parties)

    @property
    def full(self) -> bool:
        return len(self.new) >= CHUNK or len(self.asked) >= MOST_ROWS

    def answered(self, found: Iterable[Noted]) -> tuple[list[Any], list[Noted]]:
        book = self.book
        book.update(zip(self.new, found, strict=True))
        answers = [*map(book.__getitem__, self.keys)]
        for key in self.new:
            if type(key) is _Alone:
                del book[key]
        return self.asked, answers


class _Alone:
    """The key of a party whose answer is not remembered."""


def chunks_of(parties: Iterable[Any], key: Key) -> Iterator[Chunk]:
    """Cut where about CHUNK new parties are together."""
    waiting = iter(parties)
    chunk = Chunk([], [], {}, {})
    while some := list(islice(waiting, max(1, CHUNK // 8))):
        chunk.take(some, key)
        if chunk.full:
            yield chunk
            chunk = Chunk([], [], {}, chunk.book if len(chunk.book) <= MOST_REMEMBERED else {})
    if chunk.asked:
        yield chunk


def in_chunks(
    answering: Answering, parties: Iterable[Any], processes: int | None = None, key: Key = lambda party: None
) -> Iterator[tuple[list[Any], list[Noted]]]:
    """Chunks of parties with their answers. `processes`: None for as many as there are processors."""
    chunks = chunks_of(parties, key)
    first = list(islice(chunks, 2))
    many = min(MOST, processes or len(os.sched_getaffinity(0)))
    if len(first) == 2 and many > 1 and "fork" in multiprocessing.get_all_start_methods():
        yield from _forked(answering, chain(first, chunks), many)
    else:
        for chunk in chain(first, chunks):
            yield chunk.answered(answering([*chunk.new.values()]))


def _forked(answering: Answering, chunks: Iterable[Chunk], many: int) -> Iterator[tuple[list[Any], list[Noted]]]:
    gc.freeze()  # so that the pages of the index stay shared
    _answering.append(answering)
    pool = ProcessPoolExecutor(many, multiprocessing.get_context("fork"), initializer=_begin)
    under_way: deque[tuple[Chunk, Work | None]] = deque()
    try:
        for chunk in chunks:
            under_way.append((chunk, _submitted(pool, len(_answering) - 1, [*chunk.new.values()])))
            if len(under_way) > many + 1:
                yield _taken(answering, *under_way.popleft())
        while under_way:
            yield _taken(answering, *under_way.popleft())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        _answering.remove(answering)
        gc.unfreeze()


def _begin() -> None:
    """In a forked process: no search for circles, and no life without the one that asks."""
    gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _submitted(pool: ProcessPoolExecutor, which: int, chunk: list[Any]) -> Work | None:
    """None: a process has died. The threads of the pool begin with the first chunk."""
    try:
        with told_of_closed_pipes():
            return pool.submit(_answer, which, chunk)
    except BrokenProcessPool:
        return None


def _answer(which: int, chunk: Sequence[Any]) -> tuple[int, dict[int, Noted]]:
    """In a forked process: only what is not clear is sent back."""
    found = _answering[which](chunk)
    return len(found), {row: one for row, one in enumerate(found) if one[0] is not NONE or one[1]}


def _taken(answering: Answering, chunk: Chunk, work: Work | None) -> tuple[list[Any], list[Noted]]:
    try:
        many, told = work.result() if work else (0, {})
    except BrokenProcessPool:
        work = None
    if work is None:
        return chunk.answered(answering([*chunk.new.values()]))
    return chunk.answered(told.get(row, _CLEAR) for row in range(many))
