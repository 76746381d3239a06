"""Words for a ballot that the readers of public tables and the Council's rules share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, get_args

from attrs import frozen

Vote = Literal["yes", "no", "abstain", "not_voting", "absent"]
VOTES: tuple[Vote, ...] = get_args(Vote)
Tally = tuple[int, int, int, int]  # yes, no, abstain, not voting (absent or taking no part)


@frozen
class RecordedBallot:
    """One ballot as a public table has it. A State whose vote the table does not name is not in `votes`."""

    ballot: str
    symbol: str
    day: date
    votes: Mapping[str, Vote]
    tally: Tally | None = None
    outcome: str = ""  # adopted, failed, vetoed; empty if the table does not say
    without_vote: bool = False
    matter: str = ""  # what it was about in the words of the rules, if the table says


def count(votes: Mapping[str, Vote]) -> Tally:
    """Yes, no, abstain, not voting."""
    cast = list(votes.values())
    return cast.count("yes"), cast.count("no"), cast.count("abstain"), cast.count("not_voting") + cast.count("absent")
