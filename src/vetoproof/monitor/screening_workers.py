"""Parties in their order -> chunks of answers in the same order, on as many processors as there are.

A chunk is answered by one process from beginning to end, so the answers do not hang on how many there are. The processes are forked from
this one and share its index; where that is not possible, or one dies, this process answers.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any

from vetoproof.detect.names.screener import NONE, Answer

CHUNK = 20_000  # parties of one piece of work
MOST = 8  # processes

Noted = tuple[Answer, str]  # the answer, and why a row is no party
Answering = Callable[[Sequence[Any]], list[Noted]]
Work = Future[tuple[int, dict[int, Noted]]]
_CLEAR: Noted = (NONE, "")
_answering: list[Answering] = []  # what the forked processes answer by


def in_chunks(answering: Answering, parties: Iterable[Any], processes: int | None = None) -> Iterator[tuple[list[Any], list[Noted]]]:
    """Chunks of parties with their answers. `processes`: None for as many as there are processors."""
    waiting = iter(parties)
    first = list(islice(waiting, CHUNK))
    second = list(islice(waiting, CHUNK)) if len(first) == CHUNK else []
    chunks = _chunks(first, second, waiting)
    many = min(MOST, processes or len(os.sched_getaffinity(0)))
    if second and many > 1 and "fork" in multiprocessing.get_all_start_methods():
        yield from _forked(answering, chunks, many)
    else:
        for chunk in chunks:
            yield chunk, answering(chunk)


def _chunks(first: list[Any], second: list[Any], waiting: Iterator[Any]) -> Iterator[list[Any]]:
    yield from (chunk for chunk in (first, second) if chunk)
    while second and (chunk := list(islice(waiting, CHUNK))):
        yield chunk


def _forked(answering: Answering, chunks: Iterator[list[Any]], many: int) -> Iterator[tuple[list[Any], list[Noted]]]:
    gc.freeze()  # so that the pages of the index stay shared
    _answering.append(answering)
    pool = ProcessPoolExecutor(many, multiprocessing.get_context("fork"))
    under_way: deque[tuple[list[Any], Work | None]] = deque()
    try:
        for chunk in chunks:
            under_way.append((chunk, _submitted(pool, len(_answering) - 1, chunk)))
            if len(under_way) > many + 1:
                yield _taken(answering, *under_way.popleft())
        while under_way:
            yield _taken(answering, *under_way.popleft())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        _answering.remove(answering)
        gc.unfreeze()


def _submitted(pool: ProcessPoolExecutor, which: int, chunk: list[Any]) -> Work | None:
    """None: a process has died."""
    try:
        return pool.submit(_answer, which, chunk)
    except BrokenProcessPool:
        return None


def _answer(which: int, chunk: Sequence[Any]) -> tuple[int, dict[int, Noted]]:
    """In a forked process: only what is not clear is sent back."""
    found = _answering[which](chunk)
    return len(found), {row: one for row, one in enumerate(found) if one[0] is not NONE or one[1]}


def _taken(answering: Answering, chunk: list[Any], work: Work | None) -> tuple[list[Any], list[Noted]]:
    if work is None:
        return chunk, answering(chunk)
    try:
        many, told = work.result()
    except BrokenProcessPool:
        return chunk, answering(chunk)
    found = [_CLEAR] * many
    for row, one in told.items():
        found[row] = one
    return chunk, found
