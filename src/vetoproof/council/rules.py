"""Rows of rules -> which majority a kind of ballot needs on a day, and whether a permanent member's no blocks it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from vetoproof.terms.days import Span, read_day
from vetoproof.terms.errors import InputError

Row = Mapping[str, str]


@frozen
class Rule:
    """What one article asks of a ballot on certain days.

    `if_stated`: matters that may fall under it and do so only where the ballot says it: a paragraph follows its draft, and
    whether the preliminary question can be vetoed is itself disputed (the double veto).
    """

    id: str
    span: Span
    majority: int
    veto: bool
    matters: tuple[str, ...]
    if_stated: tuple[str, ...]
    source: str


@frozen
class RuleBook:
    """All rules, by day."""

    rules: tuple[Rule, ...]

    @property
    def matters(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(matter for rule in self.rules for matter in rule.matters))

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(rule.id for rule in self.rules))

    def of(self, matter: str, day: date, stated: str = "") -> Rule:
        """The rule for a matter on a day; or the one that the ballot states, where the matter leaves a choice."""
        usual = next(rule for rule in self.rules if matter in rule.matters and day in rule.span)
        if stated in ("", usual.id):
            return usual
        other = next((rule for rule in self.rules if rule.id == stated and matter in rule.if_stated and day in rule.span), None)
        if other is None:
            raise InputError(f"{matter} is not decided under {stated}", where="rule", do=f"give {usual.id}, or drop `rule`")
        return other


def rule_book(rows: Iterable[Row]) -> RuleBook:
    return RuleBook(tuple(_rule(row) for row in rows))


def _rule(row: Row) -> Rule:
    last = read_day(row["last_day"]) if row["last_day"] else None
    span = Span(read_day(row["first_day"]), last)
    return Rule(
        row["rule"],
        span,
        int(row["majority"]),
        row["veto"] == "yes",
        tuple(row["matters"].split()),
        tuple(row["if_stated"].split()),
        row["source"],
    )
