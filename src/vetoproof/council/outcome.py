"""A ballot -> its outcome with reasons, and what follows from it: two different things."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from vetoproof.council.ballot import Ballot
from vetoproof.council.count import ADOPTED, FAILED, Count, counted
from vetoproof.terms.ballot import Tally, count

Outcome = Literal["adopted", "failed", "vetoed", "elected", "open"]
ELECTION = "icj_election"
PRELIMINARY = "preliminary_question"


@frozen
class Decision:
    """What became of a ballot. `counts_as_veto`: a permanent member's no blocked what had the votes; None while that is open."""

    outcome: Outcome
    vetoed_by: tuple[str, ...]
    counts_as_veto: bool | None
    majority_needed: int | None
    tally: Tally | None
    reasons: tuple[str, ...]
    consequence: str


def decide(ballot: Ballot, *, vetoes_needed: int = 1) -> Decision:
    """The outcome by the rule of the ballot. `vetoes_needed` asks what if: 2, a veto needs two; 0, there is none."""
    if ballot.mode == "without_vote":
        return _without_vote(ballot)
    if ballot.mode == "consensus":
        return _consensus(ballot)
    needed = ballot.rule.majority
    known = counted(ballot)
    possible = known.outcomes(needed, vetoes_needed if ballot.rule.veto else 0)
    outcome = _named(ballot, next(iter(possible)) if len(possible) == 1 else "open")
    vetoed = outcome == "vetoed"
    tally = count(ballot.votes) if not ballot.unnamed else ballot.tally
    return Decision(
        outcome=outcome,
        vetoed_by=known.vetoers if vetoed else (),
        counts_as_veto=None if outcome == "open" and "vetoed" in possible else vetoed,
        majority_needed=needed,
        tally=tally,
        reasons=tuple(_reasons(ballot, known, possible, outcome, vetoes_needed)),
        consequence=consequence("failed" if outcome == "open" and ADOPTED not in possible else outcome, ballot.default),
    )


def _named(ballot: Ballot, outcome: str) -> Outcome:
    if outcome == "adopted" and ballot.matter == ELECTION:
        return "elected"
    return outcome  # type: ignore[return-value]


def _without_vote(ballot: Ballot) -> Decision:
    reasons = ("adopted without a vote: nobody asked for one, so nobody is counted",)
    tally = ballot.tally or (0, 0, 0, ballot.sitting.size)
    return Decision("adopted", (), False, None, tally, reasons, consequence("adopted", ballot.default))


def _consensus(ballot: Ballot) -> Decision:
    """A presidential or press statement, or an act of a committee: any one member stops it, and that is no veto."""
    against = tuple(sorted(state for state, vote in ballot.votes.items() if vote == "no"))
    outcome: Outcome = "failed" if against else "open" if ballot.votes and ballot.unnamed else "adopted"
    reasons = {
        "failed": f"by consensus: {', '.join(against)} objected, and any member's objection stops it; that is no veto",
        "open": f"by consensus: {', '.join(ballot.unnamed)} can still object",
        "adopted": "by consensus: no member objected",
    }
    tally = count(ballot.votes) if not ballot.unnamed else ballot.tally
    return Decision(outcome, (), False, None, tally, (reasons[outcome],), consequence(outcome, ballot.default))


def _reasons(ballot: Ballot, known: Count, possible: set[str], outcome: Outcome, vetoes_needed: int) -> list[str]:
    return [
        *_on_the_rule(ballot),
        *_on_the_count(known, ballot.rule.majority, possible),
        *_on_permanent(ballot, outcome, vetoes_needed),
        *_slips(ballot),
    ]


def _on_the_rule(ballot: Ballot) -> list[str]:
    rule, size = ballot.rule, ballot.sitting.size
    against = "and no permanent member against" if rule.veto else "permanent members count like the others"
    reasons = [f"{rule.id} ({ballot.matter.replace('_', ' ')}): {rule.majority} yes of {size} members needed, {against}"]
    if ballot.matter == PRELIMINARY:
        said = "can itself be vetoed (the double veto)" if rule.veto else "is put as procedural here: no double veto"
        reasons.append(f"the question whether a matter is procedural {said}; the other reading is a choice of `rule`")
    return reasons


def _on_the_count(known: Count, needed: int, possible: set[str]) -> list[str]:
    if len(possible) > 1:
        sure = (
            "it is not adopted, but not yet whether for want of votes or by a veto"
            if ADOPTED not in possible
            else "that does not decide it"
        )
        return [f"{known.sure_yes} yes are known and {known.unnamed} members are not named: {sure}"]
    if possible == {FAILED}:
        most = " at most" if known.most_yes > known.sure_yes else ""
        return [f"{known.most_yes} yes{most}, {needed - known.most_yes} short of {needed}: not adopted for want of a majority"]
    least = "at least " if known.most_yes > known.sure_yes else ""
    return [f"{least}{known.sure_yes} yes reach {needed}"]


def _on_permanent(ballot: Ballot, outcome: Outcome, vetoes_needed: int) -> list[str]:
    reasons = []
    for state in ballot.sitting.permanent:
        vote = ballot.votes.get(state)
        if vote == "no":
            reasons.append(f"{state}, a permanent member, voted no: {_of_a_no(ballot, outcome, vetoes_needed)}")
        elif vote == "abstain":
            reasons.append(f"{state}, a permanent member, abstained: that does not block (the practice since 1946)")
        elif vote in ("absent", "not_voting"):
            reasons.append(f"{state}, a permanent member, took no part: that does not block (as in June 1950)")
    if outcome == "vetoed" and not any(ballot.votes.get(state) == "no" for state in ballot.sitting.permanent):
        reasons.append("more members voted no than there are elected ones: a permanent member among them, not named here")
    return reasons


def _of_a_no(ballot: Ballot, outcome: Outcome, vetoes_needed: int) -> str:
    if not ballot.rule.veto:
        return f"under {ballot.rule.id} that does not block"
    return {
        "vetoed": "a veto",
        "failed": "no veto, for the majority was not there to be blocked",
        "open": "a veto if the majority is reached",
        "adopted": f"not enough to block where a veto needs {vetoes_needed}",
        "elected": "that does not block",
    }[outcome]


def _slips(ballot: Ballot) -> list[str]:
    """The tally given, against the votes: the votes decide, for they have names."""
    votes = count(ballot.votes)
    if ballot.unnamed or ballot.tally is None or ballot.tally == votes:
        return []
    given, found = ("-".join(map(str, numbers)) for numbers in (ballot.tally, votes))
    return [f"the tally given, {given}, differs from the votes, {found}; the votes are followed"]


# ---- what follows
STANDING = {
    "nothing": "nothing changes: what was in force before stays as it was",
    "continues": "what stands goes on without the draft",
    "lapses": "what was to be renewed ends on its last day; what it watched over stays in force",
    "returns": "what had been lifted returns: the ballot was on keeping it lifted (a reversed default)",
}
SAME = {
    "": "nothing", "none": "nothing", "status_quo": "nothing", "no_change": "nothing", "continue": "continues", "open_ended": "continues",
    "open-ended": "continues", "lapse": "lapses", "sunset": "lapses", "ends": "lapses", "expires": "lapses", "snapback": "returns",
    "return": "returns", "reversed": "returns",
}  # fmt: skip


def consequence(outcome: Outcome, default: str) -> str:
    """What follows: the draft if it was adopted, else what holds by default."""
    key = SAME.get(default, default)
    standing = STANDING.get(key, f"the default holds: {default}")
    if outcome == "adopted":
        return "the draft takes effect"
    if outcome == "elected":
        return "the candidate has the Council's majority; the Assembly votes for itself"
    return f"if it is not adopted, {standing}" if outcome == "open" else f"not adopted: {standing}"
