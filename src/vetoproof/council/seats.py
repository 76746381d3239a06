"""Rows of seats -> who sat on a day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from attrs import field, frozen

from vetoproof.terms.days import Span, read_day
from vetoproof.terms.errors import InputError
from vetoproof.terms.unseen import Unseen

Row = Mapping[str, str]


@frozen
class Seat:
    """A State in the Council for a span of days. `also`: other codes under which records name it."""

    state: str
    name: str
    span: Span
    permanent: bool
    also: tuple[str, ...] = ()


@frozen(slots=False)
class Sitting:
    """The members of one day, permanent first, then by code."""

    day: date
    seats: tuple[Seat, ...]
    unseen: tuple[Unseen, ...] = ()

    @property
    def size(self) -> int:
        return len(self.seats)

    @cached_property
    def states(self) -> tuple[str, ...]:
        return tuple(seat.state for seat in self.seats)

    @cached_property
    def permanent(self) -> tuple[str, ...]:
        return tuple(seat.state for seat in self.seats if seat.permanent)

    @cached_property
    def elected(self) -> tuple[str, ...]:
        return tuple(seat.state for seat in self.seats if not seat.permanent)

    def seat_of(self, code: str) -> Seat | None:
        """The seat of a State, under its code or another that records use."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> dict[str, Seat]:
        return {code: seat for seat in self.seats for code in (seat.state, *seat.also)}

    def __str__(self) -> str:
        return f"the seats of {self.day}: {' '.join(self.states)}"


@frozen(slots=False)
class Chamber:
    """All seats, and who sat on any day."""

    seats: tuple[Seat, ...]
    _known: dict[date, Sitting] = field(factory=dict, init=False, eq=False, repr=False)
    _sat_from: dict[date, tuple[Seat, ...]] = field(factory=dict, init=False, eq=False, repr=False)

    @cached_property
    def first(self) -> date:
        return min(seat.span.start for seat in self.seats)

    @cached_property
    def last(self) -> date:
        """The last day on which an elected member is known to sit."""
        return max(seat.span.end for seat in self.seats if seat.span.end and not seat.permanent)

    @cached_property
    def complete_until(self) -> date:
        """The last day whose members are all known: the newest elected half is known for a year longer."""
        newest = max(seat.span.start for seat in self.seats if not seat.permanent)
        return max(seat.span.end for seat in self.seats if seat.span.end and not seat.permanent and seat.span.start < newest)

    def on(self, day: date) -> Sitting:
        """The members of a day. After the last complete day only those who are known, and `unseen` says so."""
        if not self.first <= day <= self.last:
            raise InputError(f"no Council is known for {day}", where="day", do=f"give a day from {self.first} to {self.last}")
        if day not in self._known:
            self._known[day] = self._sitting(day)
        return self._known[day]

    def _sitting(self, day: date) -> Sitting:
        unseen = Unseen(f"elected members after {self.complete_until}", "One half of them is not yet elected, or was not read here.")
        turn = self._turns[bisect_right(self._turns, day) - 1]
        if turn not in self._sat_from:
            found = (seat for seat in self.seats if turn in seat.span)
            self._sat_from[turn] = tuple(sorted(found, key=lambda seat: (not seat.permanent, seat.state)))
        return Sitting(day, self._sat_from[turn], (unseen,) if day > self.complete_until else ())

    @cached_property
    def _turns(self) -> tuple[date, ...]:
        """The days on which the members change, in order."""
        return tuple(sorted({turn for seat in self.seats for turn in seat.span.turns()}))


def chamber(rows: Iterable[Row]) -> Chamber:
    """The seats of the record."""
    return Chamber(tuple(_seat(row) for row in rows))


def _seat(row: Row) -> Seat:
    last = read_day(row["last_day"]) if row["last_day"] else None
    span = Span(read_day(row["first_day"]), last)
    return Seat(row["state"], row["name"], span, row["permanent"] == "yes", tuple(row["also"].split()))
