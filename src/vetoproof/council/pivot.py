"""A ballot -> who could have changed it: the fewest changed votes, by member and by group; and what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from attrs import evolve, frozen

from vetoproof.council.ballot import Ballot
from vetoproof.council.count import ADOPTED, counted
from vetoproof.council.outcome import Outcome, decide
from vetoproof.terms.ballot import Vote
from vetoproof.terms.errors import InputError

Verdict = Literal["passes", "must_fail", "open"]
PASSING = ("adopted", "elected")
CAST: tuple[Vote, ...] = ("yes", "no", "abstain")


@frozen
class Flip:
    """One member's other vote, and the outcome that it would have brought."""

    vote: str
    outcome: Outcome


@frozen
class MemberPivot:
    state: str
    permanent: bool
    vote: str
    flips: tuple[Flip, ...]


@frozen
class GroupPivot:
    """The fewest votes that must change within a group to turn the outcome; None if the group cannot."""

    group: str
    members: tuple[str, ...]
    fewest: int | None
    how: str


@frozen
class Declared:
    """What stated positions allow while some members are silent."""

    verdict: Verdict
    can_pass: bool
    can_fail: bool
    yes_wanted: int
    unnamed: tuple[str, ...]
    can_still_veto: tuple[str, ...]


@frozen
class Pivot:
    outcome: Outcome
    turns_to: str
    fewest: int | None
    declared: Declared
    members: tuple[MemberPivot, ...]
    groups: tuple[GroupPivot, ...]
    what_if: tuple[tuple[str, Outcome], ...]


def pivot(ballot: Ballot) -> Pivot:
    """Who could have turned the ballot; nobody can turn one that was taken without a vote."""
    if ballot.mode != "vote":
        raise InputError("nobody voted, so no vote can turn it", where="mode", do="give a ballot with mode vote")
    if not ballot.votes:
        raise InputError("gives a tally without names", where="votes", do=f"give the votes of {ballot.sitting}")
    outcome, passed = decide(ballot).outcome, decide(ballot).outcome in PASSING
    groups = tuple(_group(ballot, name, states, passed) for name, states in _groups(ballot).items())
    return Pivot(
        outcome=outcome,
        turns_to="not adopted" if passed else "adopted",
        fewest=None if outcome == "open" else _fewest(ballot, ballot.sitting.states, passed)[0],
        declared=declared(ballot),
        members=tuple(_member(ballot, state) for state in ballot.sitting.states),
        groups=() if outcome == "open" else groups,
        what_if=tuple(what_if(ballot)),
    )


def declared(ballot: Ballot) -> Declared:
    """Can it pass, must it fail, or is it open."""
    known, rule = counted(ballot), ballot.rule
    possible = known.outcomes(rule.majority, 1 if rule.veto else 0)
    can_pass, can_fail = ADOPTED in possible, bool(possible - {ADOPTED})
    verdict: Verdict = "open" if can_pass and can_fail else "passes" if can_pass else "must_fail"
    silent = tuple(state for state in ballot.unnamed if state in ballot.sitting.permanent) if rule.veto else ()
    return Declared(verdict, can_pass, can_fail, max(0, rule.majority - known.sure_yes), ballot.unnamed, silent)


def what_if(ballot: Ballot) -> Iterator[tuple[str, Outcome]]:
    """The same votes under other rules."""
    for text, vetoes in (("there is no veto", 0), ("a veto needs two", 2), ("a veto needs three", 3)):
        yield text, decide(ballot, vetoes_needed=vetoes).outcome


def _member(ballot: Ballot, state: str) -> MemberPivot:
    """Each other vote of one member that brings another outcome."""
    vote, before = ballot.votes.get(state), decide(ballot).outcome
    others = ((other, decide(_changed(ballot, {state: other})).outcome) for other in CAST if other != vote)
    flips = tuple(Flip(other, after) for other, after in others if after != before)
    return MemberPivot(state, state in ballot.sitting.permanent, vote or "not named", flips)


def _changed(ballot: Ballot, votes: Mapping[str, Vote]) -> Ballot:
    return evolve(ballot, votes={**ballot.votes, **votes}, tally=None)


def _groups(ballot: Ballot) -> Mapping[str, tuple[str, ...]]:
    """Those who vote alike, the two classes of seats, and the groups that the ballot names."""
    alike = {vote: tuple(state for state in ballot.sitting.states if ballot.votes.get(state) == vote) for vote in CAST}
    named = {f"voted {vote}": states for vote, states in alike.items() if states}
    return {"permanent": ballot.sitting.permanent, "elected": ballot.sitting.elected, **named, **ballot.groups}


def _group(ballot: Ballot, name: str, states: tuple[str, ...], passed: bool) -> GroupPivot:
    fewest, how = _fewest(ballot, states, passed)
    return GroupPivot(name, states, fewest, how)


def _fewest(ballot: Ballot, states: Iterable[str], passed: bool) -> tuple[int | None, str]:
    """How few of these members must vote otherwise, and how."""
    return _to_stop(ballot, list(states)) if passed else _to_pass(ballot, list(states))


def _to_stop(ballot: Ballot, states: list[str]) -> tuple[int | None, str]:
    """One permanent no is enough where it blocks; else the yes votes above the majority, and one more."""
    if ballot.rule.veto and (able := [state for state in states if state in ballot.sitting.permanent]):
        return 1, f"a no of {' or '.join(able)}"
    yes = [state for state in states if ballot.votes.get(state) == "yes"]
    wanted = counted(ballot).yes - ballot.rule.majority + 1
    if len(yes) < wanted:
        return None, f"{wanted} yes votes would have to go; the group cast {len(yes)}"
    return wanted, f"no yes from {wanted} of {' '.join(yes)}"


def _to_pass(ballot: Ballot, states: list[str]) -> tuple[int | None, str]:
    """Every no that blocks must go, and may turn into a yes; then as many more yes as are short."""
    known = counted(ballot)
    blocking = known.vetoers if ballot.rule.veto else ()
    if outside := [state for state in blocking if state not in states]:
        return None, f"the no of {' and '.join(outside)} blocks, and the group does not hold it"
    short = max(0, ballot.rule.majority - known.yes)
    others = [state for state in states if state not in blocking and ballot.votes.get(state) != "yes"]
    more = max(0, short - len(blocking))
    if more > len(others):
        return None, f"{short} more yes are wanted; the group has {len(blocking) + len(others)} to give"
    return len(blocking) + more, "; ".join(_steps(blocking, short, more, others))


def _steps(blocking: tuple[str, ...], short: int, more: int, others: list[str]) -> Iterator[str]:
    if blocking:
        turned = min(short, len(blocking))
        yield f"no more no from {' and '.join(blocking)}" + (f", {turned} of them yes" if turned else "")
    if more:
        yield f"yes from {more} of {' '.join(others)}"
