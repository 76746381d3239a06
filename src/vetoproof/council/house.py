"""The Council's tables of the record, put together once: what each door asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from attrs import evolve, frozen

from vetoproof.council.ballot import Ballot, BallotReader
from vetoproof.council.game import Game, council_of, read_game
from vetoproof.council.outcome import Decision, decide
from vetoproof.council.pivot import Pivot, pivot
from vetoproof.council.power import Powers, powers
from vetoproof.council.replay import Replay, Replayer
from vetoproof.council.rules import RuleBook, rule_book
from vetoproof.council.seats import Chamber, Row, Sitting, chamber
from vetoproof.council.tally import VetoTally, tally
from vetoproof.terms.ballot import RecordedBallot
from vetoproof.terms.errors import InputError

SIZES = {"11": date(1946, 1, 17), "15": date(1966, 1, 1)}  # a day on which the Council had that many seats


@frozen
class House:
    """The Council by its record: seats, rules, rulings on single ballots, vetoes."""

    chamber: Chamber
    rules: RuleBook
    rulings: tuple[Row, ...]
    vetoes: tuple[Row, ...]

    @classmethod
    def of(cls, rows: Callable[[str], Iterable[Row]]) -> House:
        """From what reads a table by its name."""
        seats, rules = chamber(rows("council_seats")), rule_book(rows("council_rules"))
        return cls(seats, rules, tuple(rows("council_rulings")), tuple(rows("council_vetoes")))

    @property
    def reader(self) -> BallotReader:
        return BallotReader(self.chamber, self.rules)

    def seats(self, day: date) -> Sitting:
        return self.chamber.on(day)

    def ballot(self, raw: Any) -> Ballot:
        """A map with the keys of a ballot, checked against the seats of its day."""
        return self.reader.read(raw)

    def decide(self, raw: Any, *, vetoes_needed: int = 1) -> Decision:
        return decide(self.ballot(raw), vetoes_needed=vetoes_needed)

    def pivot(self, raw: Any) -> Pivot:
        return pivot(self.ballot(raw))

    def replay(self, recorded: Iterable[RecordedBallot]) -> Replay:
        return Replayer(self.reader, self.rulings).replay(recorded)

    def tally(self, by: Sequence[str], rule: str, as_of: date) -> VetoTally:
        return tally(self.vetoes, by, rule, as_of)

    def game(self, raw: Any, vetoes_needed: int | None = None) -> Game:
        """The Council of 11 or of 15 seats by its name, or any council by its map."""
        if isinstance(raw, str):
            if raw not in SIZES:
                raise InputError(f"there is no council {raw!r}", where="--council", do=f"use {', '.join(SIZES)} or a file")
            return council_of(self.chamber.on(SIZES[raw]), self.rules, vetoes_needed=1 if vetoes_needed is None else vetoes_needed)
        game = read_game(raw)
        return game if vetoes_needed is None else evolve(game, vetoes_needed=vetoes_needed)

    def powers(self, raw: Any, *, three: bool = False, vetoes_needed: int | None = None) -> Powers:
        return powers(self.game(raw, vetoes_needed), three=three)
