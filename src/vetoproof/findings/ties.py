"""Rows of registers (who owns, manages, controls, flags a ship or firm, from day to day) -> the State on given days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from attrs import field, frozen

from vetoproof.terms.days import ONE_DAY, Span, read_day
from vetoproof.terms.errors import InputError
from vetoproof.terms.names import imo_number, plain_name
from vetoproof.terms.quantity import decimal, plain
from vetoproof.terms.shares import read_share

Relation = Literal["owner", "manager", "controller", "director", "flag"]
HALF, WHOLE = Decimal(50), Decimal(100)  # per cent; half decides, as in OFAC's guidance of 13 August 2014
COLUMNS = ("subject", "relation", "party", "party_state", "share_pct", "from", "until", "said", "source")


@frozen
class Tie:
    """One row of a register. `from_` None: nobody says since when; `until` None: still so when it was said."""

    subject: str  # an IMO number, or a name
    relation: Relation
    party: str
    party_state: str | None
    source: str
    share_pct: Decimal | None = None
    from_: date | None = None
    until: date | None = None
    said: str = ""  # a day, or the month or year in which it was said; empty: nobody says when

    def on(self, day: date) -> bool:
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)

    @property
    def told(self) -> str:
        """`Sun Ltd, HKG, 60 % (registry extract 12)`."""
        share = f"{plain(self.share_pct)} %" if self.share_pct is not None else ""
        told = ", ".join(part for part in (self.party, self.party_state or "State not given", share) if part)
        return f"{told} ({self.source})"


@frozen
class Held:
    """What the rows say of one relation over a span of days: one State, or None with the rows that leave it open."""

    state: str | None
    ties: tuple[Tie, ...]
    note: str = ""

    @property
    def source(self) -> str:
        return "; ".join(dict.fromkeys(tie.source for tie in self.ties))


@frozen
class TieBook:
    """The rows by their subject, those that were said by the day of knowledge."""

    _by_subject: Mapping[str, tuple[Tie, ...]] = field(factory=dict)

    @classmethod
    def of(cls, ties: Iterable[Tie], known_by: date = date.max) -> TieBook:
        found: dict[str, list[Tie]] = {}
        for tie in ties:
            if tie.said[: len("YYYY-MM-DD")] <= known_by.isoformat()[: len(tie.said)]:
                found.setdefault(subject_key(tie.subject), []).append(tie)
        return cls({key: tuple(sorted(rows, key=repr)) for key, rows in found.items()})

    def __bool__(self) -> bool:
        return bool(self._by_subject)

    def about(self, subject: str) -> tuple[Tie, ...]:
        return self._by_subject.get(subject_key(subject), ())

    def state(self, subject: str, relation: Relation, span: Span) -> Held | None:
        """The one State that holds the relation on each day of the span; None if no row reaches any of them."""
        rows = [tie for tie in self.about(subject) if tie.relation == relation]
        days = list(_days(rows, span))
        there = tuple(tie for tie in rows if any(tie.on(day) for day in days))
        if not there:
            return None
        states = {tie.party_state for tie in there}
        if len(states) > 1:
            return Held(None, there, "the rows name several: " + "; ".join(tie.told for tie in there))
        if not all(any(tie.on(day) for tie in there) for day in days):
            return Held(None, there, "the rows cover a part of the days only: " + "; ".join(tie.told for tie in there))
        least = min(_shown([tie for tie in there if tie.on(day)]) for day in days)
        if least < HALF:
            return Held(None, there, f"the rows show {plain(least)} % only: " + "; ".join(tie.told for tie in there))
        state = states.pop()
        return Held(state, there, "" if state else "the rows give no State: " + "; ".join(tie.told for tie in there))


def _shown(ties: list[Tie]) -> Decimal:
    """Per cent that the rows of one day show: each party once, by the least that is said of it. A row without a share names the holder."""
    least: dict[str, Decimal] = {}
    for tie in ties:
        share = WHOLE if tie.share_pct is None else tie.share_pct
        least[plain_name(tie.party)] = min(share, least.get(plain_name(tie.party), WHOLE))
    return sum(least.values(), Decimal(0))


def _days(rows: Iterable[Tie], span: Span) -> Iterator[date]:
    """The first day, and each later one of the span on which a row begins or has ended."""
    last = span.end or span.start
    turns = {tie.from_ for tie in rows if tie.from_} | {tie.until + ONE_DAY for tie in rows if tie.until and tie.until < date.max}
    yield span.start
    yield from sorted(day for day in turns if span.start < day <= last)


def subject_key(subject: str) -> str:
    """A ship by its number, all else by its name in one spelling."""
    return imo_number(subject) or plain_name(subject)


def read_tie(row: Mapping[str, object]) -> Tie:
    """A row with the columns above, as text or typed -> a tie. Empty is not known."""
    given = {key: row[key] for key in COLUMNS if row.get(key) not in (None, "")}
    try:
        return Tie(
            subject=_text(given, "subject"),
            relation=_relation(_text(given, "relation")),
            party=str(given.get("party", "")),
            party_state=str(given["party_state"]) if "party_state" in given else None,
            source=_text(given, "source"),
            share_pct=_share(given.get("share_pct", _least(row))),
            from_=_day(given.get("from")),
            until=_day(given.get("until")),
            said=str(given.get("said", "")),
        )
    except ValueError as error:
        raise InputError(str(error), where=f"ownership row of {given.get('subject', 'nobody')}", do="correct the row") from error


def _text(given: Mapping[str, object], key: str) -> str:
    if key not in given:
        raise ValueError(f"has no {key}")
    return str(given[key])


def _relation(text: str) -> Relation:
    for word in get_args(Relation):
        if word == text:
            return word  # type: ignore[no-any-return]
    raise ValueError(f"{text!r} is none of {', '.join(get_args(Relation))}")


def _least(row: Mapping[str, object]) -> Decimal | None:
    """The least that a share may be that was written as no plain number (`>50`, `25-50`); nothing, if it cannot be read."""
    said = row.get("share_said")
    return read_share(str(said)).low if said else None


def _share(given: object) -> Decimal | None:
    share = None if given is None else decimal(given)
    if share is not None and not 0 <= share <= 100:
        raise ValueError(f"{share} is no share in percent")
    return share and share.normalize()


def _day(given: object) -> date | None:
    if given is None or isinstance(given, date):
        return given
    return read_day(str(given))
