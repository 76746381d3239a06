"""The values of who watches: mandates and their tasks, watchers and what each can see, and what could stand in for a mandate."""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import frozen

from vetoproof.terms.days import Span

Names = tuple[str, ...]
Confidence = Literal["high", "medium", "low"]
Standing = Literal["council", "treaty", "states", "state", "private", "program"]


@frozen
class Task:
    """One thing that a mandate asks of a body."""

    id: str
    what: str
    source: Names
    confidence: Confidence


@frozen
class Mandate:
    """A body's mandate: instruments that set it and prolong it, each with its last day, and the drafts that did not.

    `watcher` is the body as a watcher. `warn_days`: how long before its last day the calendar says so.
    """

    id: str
    title: str
    watcher: str
    terms: Names
    source: Names
    confidence: Confidence
    not_renewed: Names = ()
    tasks: tuple[Task, ...] = ()
    warn_days: tuple[int, ...] = ()
    note: str = ""


@frozen
class Term:
    """One term of a mandate: from the day on which its instrument was adopted to the last day that it set."""

    instrument: str
    span: Span


@frozen
class Watcher:
    """Who can see whether a duty is kept: by which kinds of evidence, on which days, by what right.

    `bound`: it must look for breaches, by a decision of the Council or by a treaty. `stands_in_for`: a mandate that it took
    up. `provisions` empty: all. `could_take_over`: what it would need to watch in place of a mandate; empty: it cannot.
    """

    id: str
    title: str
    standing: Standing
    bound: bool
    publishes: Literal["public", "members", "none"]
    from_: date
    sees: Names
    source: Names
    confidence: Confidence
    until: date | None = None
    first_report: date | None = None
    stands_in_for: str = ""
    provisions: Names = ()
    tasks: Names = ()
    could_take_over: str = ""
    blind_to: str = ""
    note: str = ""

    @property
    def span(self) -> Span:
        return Span(self.from_, self.until)


@frozen
class Fallback:
    """A route to a watch when a mandate is not renewed: who must agree, who must co-operate, and what it is worth."""

    id: str
    title: str
    who_agrees: str
    who_cooperates: str
    access: str
    publication: str
    legal_weight: str
    source: Names
    confidence: Confidence
    vetoable: bool = False
    within_working_days: int | None = None
    precedent: str = ""
    note: str = ""
