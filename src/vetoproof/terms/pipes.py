"""A closed pipe: the doors end by it without a word, as in `| head`; threads and processes that work for them must not."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def told_of_closed_pipes() -> Iterator[None]:
    """What is started here gets an error for a closed pipe, and not the signal that ends the program: a worker that died closes one."""
    if not hasattr(signal, "SIGPIPE"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPIPE})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
