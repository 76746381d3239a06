"""The Council by the record, as the tests of this room ask it."""

from collections.abc import Callable
from typing import Any

from vetoproof.council.house import House
from vetoproof.evidence.record import read_table

Raw = dict[str, Any]
Make = Callable[..., Raw]
HOUSE = House.of(lambda name: read_table(name).rows)
FIVE = "CHN FRA GBR RUS USA"
TEN = "CHE DZA ECU GUY JPN KOR MLT MOZ SLE SVN"  # the elected members of 2024
