"""A council as a game of voting: classes of like seats, a majority, and how many permanent noes block."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod
from typing import Any

from attrs import frozen

from vetoproof.council.rules import RuleBook
from vetoproof.council.seats import Sitting
from vetoproof.terms.errors import InputError

MOST_SEATS = 60
MOST_COMPOSITIONS = 20_000  # ways to fill the classes; 27 seats in two classes have 210
KEYS = ("classes", "majority", "vetoes_needed")
CLASS_KEYS = ("class", "n", "votes", "veto")


@frozen
class SeatClass:
    """`n` seats that are alike: the votes each has, and whether its no blocks."""

    name: str
    n: int
    votes: int = 1
    veto: bool = False


@frozen
class Game:
    classes: tuple[SeatClass, ...]
    majority: int
    vetoes_needed: int = 1

    @property
    def size(self) -> int:
        return sum(one.n for one in self.classes)

    @property
    def votes(self) -> int:
        return sum(one.n * one.votes for one in self.classes)

    @property
    def vetoes(self) -> int:
        """How many noes block; more than there are if none does."""
        return self.vetoes_needed or self.size + 1


def council_of(sitting: Sitting, rules: RuleBook, matter: str = "substantive", vetoes_needed: int = 1) -> Game:
    """The Council of a day as a game."""
    rule = rules.of(matter, sitting.day)
    permanent = SeatClass("permanent", len(sitting.permanent), veto=rule.veto)
    return checked(Game((permanent, SeatClass("elected", len(sitting.elected))), rule.majority, vetoes_needed))


def read_game(raw: Any) -> Game:
    """`{"classes": [{"class", "n", "votes", "veto"}], "majority", "vetoes_needed"}` -> the game."""
    if not isinstance(raw, dict) or not isinstance(raw.get("classes"), list):
        raise InputError("is no council", where="council", do='write {"classes": [{"class", "n", "veto"}, ..], "majority": 9}')
    _known(raw, KEYS, "council")
    classes = tuple(_class(one, n) for n, one in enumerate(raw["classes"]))
    if len({one.name for one in classes}) < len(classes):
        raise InputError("two classes have one name", where="council.classes", do="give each its own")
    majority = _whole(raw.get("majority"), 1, "council.majority")
    return checked(Game(classes, majority, _whole(raw.get("vetoes_needed", 1), 0, "council.vetoes_needed")))


def checked(game: Game) -> Game:
    """A game that can be played and counted."""
    if not 1 <= game.size <= MOST_SEATS or prod(one.n + 1 for one in game.classes) > MOST_COMPOSITIONS:
        what = f"has {game.size} seats in {len(game.classes)} classes"
        raise InputError(what, where="council", do=f"give 1 to {MOST_SEATS} seats in few classes of like seats")
    if game.majority > game.votes:
        raise InputError(f"needs {game.majority} of {game.votes} votes", where="council.majority", do="give one that can be reached")
    return game


def _class(raw: Any, n: int) -> SeatClass:
    where = f"council.classes[{n}]"
    if not isinstance(raw, dict):
        raise InputError("is no class of seats", where=where, do=f"write a map with {', '.join(CLASS_KEYS)}")
    _known(raw, CLASS_KEYS, where)
    name, veto = raw.get("class"), raw.get("veto", False)
    if not isinstance(name, str) or not name or not isinstance(veto, bool):
        raise InputError("needs a name, and a veto of true or false", where=where, do='write {"class": "permanent", "n": 5, "veto": true}')
    return SeatClass(name, _whole(raw.get("n"), 0, f"{where}.n"), _whole(raw.get("votes", 1), 0, f"{where}.votes"), veto)


def _known(raw: dict[str, Any], keys: Iterable[str], where: str) -> None:
    if unknown := sorted(set(raw) - set(keys)):
        raise InputError(f"unknown key {', '.join(unknown)}", where=where, do=f"use {', '.join(keys)}")


def _whole(raw: Any, least: int, where: str) -> int:
    if type(raw) is not int or not least <= raw <= MOST_SEATS * MOST_SEATS:
        raise InputError(f"{raw!r} is no whole number from {least} on", where=where, do="correct it")
    return raw
