"""What somebody says of a ballot -> a ballot that the Council of that day could have taken, or a refusal with its seats."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, cast

from attrs import field, frozen

from vetoproof.council.rules import Rule, RuleBook
from vetoproof.council.seats import Chamber, Sitting
from vetoproof.terms.ballot import VOTES, Tally, Vote
from vetoproof.terms.days import read_day
from vetoproof.terms.errors import InputError

Mode = Literal["vote", "without_vote", "consensus"]
MODES = ("vote", "without_vote", "consensus")
KEYS = ("date", "matter", "rule", "mode", "votes", "default", "tally", "groups")
IGNORED = frozenset({"id", "vote_id", "symbol", "meeting", "title", "source", "note"})  # what a record may say beside
LONGEST = 500


@frozen
class Ballot:
    """A ballot. A member that is not in `votes` has not shown how it votes."""

    sitting: Sitting
    matter: str
    rule: Rule
    votes: Mapping[str, Vote]
    mode: Mode = "vote"
    default: str = ""
    tally: Tally | None = None
    groups: Mapping[str, tuple[str, ...]] = field(factory=dict)

    @property
    def unnamed(self) -> tuple[str, ...]:
        return tuple(state for state in self.sitting.states if state not in self.votes)


@frozen
class BallotReader:
    """Reads ballots against the seats and the rules of their day."""

    chamber: Chamber
    rules: RuleBook

    def read(self, raw: Any) -> Ballot:
        """A map with the keys of a ballot -> the ballot."""
        if not isinstance(raw, dict):
            raise InputError("is not a map with date, matter and votes", where="ballot", do="write {...}")
        if unknown := sorted(set(raw) - set(KEYS) - IGNORED):
            raise InputError(f"unknown key {', '.join(unknown)}", where="ballot", do=f"use {', '.join(KEYS)}")
        sitting = self._sitting(_day(raw.get("date")))
        matter = _word("matter", raw.get("matter"), self.rules.matters)
        stated = _word("rule", raw.get("rule"), self.rules.ids) if raw.get("rule") else ""
        rule = self.rules.of(matter, sitting.day, stated)
        mode = cast(Mode, _word("mode", raw.get("mode") or "vote", MODES))
        votes, tally = self._votes(raw.get("votes"), sitting), _tally(raw.get("tally"), sitting)
        default, groups = _text("default", raw.get("default")), _groups(raw.get("groups"), sitting)
        ballot = Ballot(sitting, matter, rule, votes, mode, default, tally, groups)
        _check(ballot)
        return ballot

    def of(self, day: date, matter: str, votes: Mapping[str, Vote], tally: Tally | None = None, mode: Mode = "vote") -> Ballot:
        """A ballot of a public table; its votes are checked against the seats too."""
        sitting = self.chamber.on(day)
        for state in votes:
            if sitting.seat_of(state) is None:
                raise _no_seat(state, sitting)
        return Ballot(sitting, matter, self.rules.of(matter, day), votes, mode, "", tally)

    def _sitting(self, day: date) -> Sitting:
        sitting = self.chamber.on(day)
        if sitting.unseen:
            raise InputError(f"the Council of {day} is not fully known", where="date", do=f"known are {sitting}")
        return sitting

    def _votes(self, raw: Any, sitting: Sitting) -> dict[str, Vote]:
        if raw is None:
            return {}
        if not isinstance(raw, dict):
            raise InputError("is not a map of States to votes", where="votes", do=f"write {{ISO3: vote}}; {sitting}")
        votes: dict[str, Vote] = {}
        for code, vote in raw.items():
            seat = sitting.seat_of(str(code))
            if seat is None:
                raise _no_seat(str(code), sitting)
            if vote not in VOTES:
                raise InputError(f"{vote!r} is no vote", where=f"votes.{code}", do=f"use {', '.join(VOTES)}; {sitting}")
            if seat.state in votes:
                raise InputError(f"{seat.state} votes twice", where=f"votes.{code}", do=f"keep one; {sitting}")
            votes[seat.state] = vote
        return votes


def _no_seat(code: str, sitting: Sitting) -> InputError:
    return InputError(f"{code} did not sit on {sitting.day}", where=f"votes.{code}", do=f"see {sitting}")


def _day(raw: Any) -> date:
    try:
        return read_day(raw if isinstance(raw, str) else str(raw))
    except ValueError as error:
        raise InputError(str(error), where="date", do="give the day of the ballot") from error


def _word(key: str, raw: Any, known: tuple[str, ...]) -> str:
    if raw not in known:
        raise InputError(f"{raw!r} is not known" if raw is not None else "is missing", where=key, do=f"use {', '.join(known)}")
    return str(raw)


def _text(key: str, raw: Any) -> str:
    if raw is None:
        return ""
    if not isinstance(raw, str) or len(raw) > LONGEST:
        raise InputError("is not a short text", where=key, do="say in a few words what holds if nothing is adopted")
    return raw


def _tally(raw: Any, sitting: Sitting) -> Tally | None:
    if raw is None:
        return None
    numbers = raw if isinstance(raw, list) else []
    if len(numbers) != len(("yes", "no", "abstain", "not voting")) or not all(type(n) is int and n >= 0 for n in numbers):
        raise InputError(f"{raw!r} is no tally", where="tally", do="write [yes, no, abstain, not voting]")
    if sum(numbers) != sitting.size:
        raise InputError(f"counts {sum(numbers)} members of {sitting.size}", where="tally", do=f"count {sitting}")
    yes, no, abstain, silent = numbers
    return yes, no, abstain, silent


def _groups(raw: Any, sitting: Sitting) -> dict[str, tuple[str, ...]]:
    if raw is None:
        return {}
    if not isinstance(raw, dict) or not all(isinstance(states, list) for states in raw.values()):
        raise InputError("is not a map of names to lists of States", where="groups", do="write {name: [ISO3, ..]}")
    for name, states in raw.items():
        for state in states:
            if state not in sitting.states:
                raise InputError(f"{state} did not sit on {sitting.day}", where=f"groups.{name}", do=f"see {sitting}")
    return {str(name): tuple(dict.fromkeys(states)) for name, states in raw.items()}


def _check(ballot: Ballot) -> None:
    """What contradicts itself is refused: a vote in a ballot without one, and votes that no tally given could hold."""
    cast_ = [state for state, vote in ballot.votes.items() if vote in ("yes", "no", "abstain")]
    if ballot.mode == "without_vote" and cast_:
        raise InputError(f"{cast_[0]} votes in a ballot without a vote", where="mode", do="drop the votes, or give mode vote")
    if ballot.mode == "vote" and not ballot.votes and ballot.tally is None:
        raise InputError("gives neither votes nor a tally", where="votes", do=f"give the votes of {ballot.sitting}")
