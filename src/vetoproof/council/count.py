"""Votes, some of them unknown -> which outcomes are still possible."""

from __future__ import annotations

from attrs import frozen

from vetoproof.council.ballot import Ballot
from vetoproof.terms.ballot import Tally, count
from vetoproof.terms.errors import InputError

ADOPTED, FAILED, VETOED = "adopted", "failed", "vetoed"


@frozen
class Count:
    """The votes that have names, the members that have none, and what a tally leaves for those."""

    yes: int
    vetoers: tuple[str, ...]  # permanent members that voted no
    permanent: int  # unnamed ones
    elected: int  # unnamed ones
    rest: Tally | None = None  # how the unnamed voted, by the tally given

    @property
    def unnamed(self) -> int:
        return self.permanent + self.elected

    @property
    def sure_yes(self) -> int:
        return self.yes + (self.rest[0] if self.rest else 0)

    @property
    def most_yes(self) -> int:
        return self.yes + (self.rest[0] if self.rest else self.unnamed)

    def outcomes(self, needed: int, vetoes: int) -> set[str]:
        """What can still come of it; `vetoes` permanent noes block, 0: none does."""
        found = set()
        if self.sure_yes < needed:
            found.add(FAILED)
        if self.most_yes >= needed and not self._blocked_at_least(vetoes):
            found.add(ADOPTED)
        if self._can_be_vetoed(needed, vetoes):
            found.add(VETOED)
        return found

    def _blocked_at_least(self, vetoes: int) -> bool:
        """Whether the noes that there must be already block."""
        hidden = max(0, self.rest[1] - self.elected) if self.rest else 0
        return 0 < vetoes <= len(self.vetoers) + hidden

    def _can_be_vetoed(self, needed: int, vetoes: int) -> bool:
        if not vetoes:
            return False
        more = max(0, vetoes - len(self.vetoers))  # noes still wanted of unnamed permanent members
        if self.rest:
            return self.sure_yes >= needed and more <= min(self.rest[1], self.permanent)
        return more <= self.permanent and self.yes + self.unnamed - more >= needed


def counted(ballot: Ballot) -> Count:
    """The count of a ballot. A tally with which no votes of the unnamed agree is refused."""
    votes, unnamed = ballot.votes, ballot.unnamed
    permanent = sum(state in ballot.sitting.permanent for state in unnamed)
    against = tuple(state for state in ballot.sitting.permanent if votes.get(state) == "no")
    known = count(votes)
    rest: Tally | None = None
    if unnamed and ballot.tally:
        yes, no, abstain, silent = (given - named for given, named in zip(ballot.tally, known, strict=True))
        rest = (yes, no, abstain, silent)
        if min(rest) < 0:
            raise InputError(f"the votes exceed the tally {list(ballot.tally)}", where="tally", do=f"correct one of them; {ballot.sitting}")
    return Count(known[0], against, permanent, len(unnamed) - permanent, rest)
