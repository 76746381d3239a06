"""Three values: True, False, or the names of what would have to be known to decide.

An answer that is a set of names is *unknown*: each name is a circumstance that nobody has stated.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeGuard

Answer = bool | frozenset[str]


def unknown(*names: str) -> frozenset[str]:
    """The answer that hangs on `names`."""
    return frozenset(names)


def is_unknown(answer: Answer) -> TypeGuard[frozenset[str]]:
    """Whether the answer is neither yes nor no."""
    return answer is not True and answer is not False


def all_of(answers: Iterable[Answer]) -> Answer:
    """Yes if all are; no as soon as one is; else what is missing."""
    missing: frozenset[str] = frozenset()
    for answer in answers:
        if answer is False:
            return False
        if answer is not True:
            missing |= answer
    return missing or True


def any_of(answers: Iterable[Answer]) -> Answer:
    """Yes as soon as one is; no if none is; else what is missing."""
    missing: frozenset[str] = frozenset()
    for answer in answers:
        if answer is True:
            return True
        if answer is not False:
            missing |= answer
    return missing or False


def not_(answer: Answer) -> Answer:
    """The opposite; what is missing stays missing."""
    return answer if is_unknown(answer) else not answer
