"""The Council by the record, and ballots in one line: `ballot("2024-03-28", no="RUS", abstain="CHN")`."""

from datetime import date
from pathlib import Path

import pytest
from benches import HOUSE, Make, Raw

from vetoproof.council.house import House


@pytest.fixture(scope="session")
def house() -> House:
    return HOUSE


@pytest.fixture(scope="session")
def tables(shared: Path) -> Path:
    """The folder of the public ballot tables."""
    folder = shared / "data/council"
    if not folder.is_dir():
        pytest.skip(f"there is no {folder}")
    return folder


@pytest.fixture
def ballot(house: House) -> Make:
    """A ballot of a day: all members vote yes but those who are named."""

    def make(day: str, matter: str = "substantive", *, other: str = "yes", **votes: str) -> Raw:
        named = {state: vote for vote, states in votes.items() for state in states.split()}
        states = house.seats(date.fromisoformat(day)).states
        return {"date": day, "matter": matter, "votes": {state: named.get(state, other) for state in states}}

    return make
