"""A look: what one watcher saw of one paragraph over a span of days; and how spans of days are cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from attrs import frozen

from vetoproof.terms.days import ONE_DAY, Span

State = Literal["not looked", "looked, nothing", "found"]
NOT_LOOKED: State = "not looked"
NOTHING: State = "looked, nothing"
FOUND: State = "found"
RECORD, LEDGER, BODY, SERIES = "record", "ledger", "body", "series"


@frozen(order=True)
class Look:
    """What one watcher saw of one paragraph over a span of days, both inside."""

    provision: str
    watcher: str
    from_: date
    until: date
    state: State
    why: str

    @property
    def sort(self) -> str:
        return self.watcher.partition(":")[0]


def cut(one: Span, other: Span) -> Span | None:
    """The days in both."""
    start, ends = max(one.start, other.start), [end for end in (one.end, other.end) if end]
    end = min(ends, default=None)
    return None if end and end < start else Span(start, end)


def outside(life: Span, spans: Iterable[Span]) -> Iterator[Span]:
    """The days of a life that lie in none of the spans (which are in order and do not meet)."""
    start = life.start
    for span in spans:
        if span.start > start and (before := cut(life, Span(start, span.start - ONE_DAY))):
            yield before
        if span.end is None:
            return
        start = max(start, span.end + ONE_DAY)
    if life.end is None or start <= life.end:
        yield Span(start, life.end)
