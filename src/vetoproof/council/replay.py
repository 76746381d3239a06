"""Recorded ballots -> where the plain rule (27(3), by the votes) and the record differ, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from attrs import frozen

from vetoproof.council.ballot import BallotReader, Mode
from vetoproof.council.outcome import Decision, decide
from vetoproof.terms.ballot import RecordedBallot
from vetoproof.terms.errors import InputError

Row = Mapping[str, str]
PLAIN = "substantive"


@frozen
class Disagreement:
    """A ballot on which record and plain rule differ. `by`: another rule explains it, or a named error of the source."""

    ballot: str
    symbol: str
    record: str
    rule: str
    reason: str
    by: Literal["rule", "source", "nothing"]


@frozen
class Slip:
    """A named error of the source that changes no outcome."""

    ballot: str
    symbol: str
    reason: str


@frozen
class Replay:
    ballots: int
    agree: int
    disagree: tuple[Disagreement, ...]
    slips: tuple[Slip, ...]

    @property
    def unexplained(self) -> tuple[Disagreement, ...]:
        return tuple(one for one in self.disagree if one.by == "nothing")


@frozen
class Replayer:
    """Takes each recorded ballot again. `rulings`: what is known of single ballots beyond their votes."""

    reader: BallotReader
    rulings: tuple[Row, ...]

    def replay(self, recorded: Iterable[RecordedBallot]) -> Replay:
        ballots = list(recorded)
        if bare := next((ballot for ballot in ballots if not ballot.outcome), None):
            raise InputError(f"ballot {bare.ballot} has no outcome", where="replay", do="give the table of outcomes with --outcomes")
        found = tuple(one for one in map(self._compared, ballots) if one)
        return Replay(len(ballots), len(ballots) - len(found), found, self._slips(ballots))

    def _compared(self, record: RecordedBallot) -> Disagreement | None:
        try:
            plain = self._decided(record, PLAIN, "vote").outcome
        except InputError as error:
            return Disagreement(record.ballot, record.symbol, record.outcome, "refused", str(error), "nothing")
        if plain == record.outcome:
            return None
        reason, by = self._explained(record, plain)
        return Disagreement(record.ballot, record.symbol, record.outcome, plain, reason, by)

    def _decided(self, record: RecordedBallot, matter: str, mode: Mode) -> Decision:
        votes = {} if mode == "without_vote" else record.votes
        return decide(self.reader.of(record.day, matter, votes, record.tally, mode))

    def _explained(self, record: RecordedBallot, plain: str) -> tuple[str, Literal["rule", "source", "nothing"]]:
        """An explanation holds only if the outcome under it is that of the record."""
        ruling = self._ruling(record)
        matter = record.matter or (ruling["matter"] if ruling else "")
        if record.without_vote and self._decided(record, PLAIN, "without_vote").outcome == record.outcome:
            return "adopted without a vote: the record marks every member as not voting", "rule"
        if matter and self._decided(record, matter, "vote").outcome == record.outcome:
            reason = ruling["reason"] if ruling else matter.replace("_", " ")
            return f"{self.reader.rules.of(matter, record.day).id}: {reason}", "rule"
        if ruling and ruling["what"] == "error":
            return f"error of the source: {ruling['reason']}", "source"
        return f"nothing known here explains it: the rule gives {plain}", "nothing"

    def _ruling(self, record: RecordedBallot) -> Row | None:
        return next((row for row in self.rulings if _same(row, record)), None)

    def _slips(self, ballots: Iterable[RecordedBallot]) -> tuple[Slip, ...]:
        slips = [row for row in self.rulings if row["what"] == "slip"]
        days = {row["day"] for row in slips}
        near = [ballot for ballot in ballots if ballot.day.isoformat() in days]
        return tuple(Slip(one.ballot, one.symbol, row["reason"]) for one in near for row in slips if _same(row, one))


def _same(row: Row, record: RecordedBallot) -> bool:
    """Whether a ruling is on this ballot: by day and symbol; by the number too where it is about one of several."""
    if row["day"] != record.day.isoformat() or _plain(row["symbol"]) != _plain(record.symbol):
        return False
    return row["what"] == "matter" or not row["ballot"] or row["ballot"] == record.ballot


def _plain(symbol: str) -> str:
    return "".join(symbol.split())
