"""The Council: seats, ballots, replay, indices, and what the end of a mandate leaves unwatched."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from vetoproof.assess.coverage import Coverage, coverage
from vetoproof.council.house import House
from vetoproof.council.lapse import Sunset, lapse, sunset
from vetoproof.council.replay import Replay
from vetoproof.evidence.ballots import read_ballots
from vetoproof.evidence.record import read_table
from vetoproof.regime.load import DEFAULT_REGIME, load_regime


def council() -> House:
    """The Council by its record: `seats`, `decide`, `pivot`, `powers`, `tally`."""
    return House.of(lambda name: read_table(name).rows)


def council_replay(path: Path, outcomes: Path | None = None) -> Replay:
    """Every ballot of a public table, decided again; each disagreement with its reason."""
    return council().replay(read_ballots(path, outcomes).ballots)


def council_lapse(mandate: str, on: date, as_of: date, *, regime: str = DEFAULT_REGIME) -> Coverage:
    """What the end of a mandate leaves unwatched."""
    loaded = load_regime(regime)
    return coverage(loaded, lapse(loaded, mandate, on, as_of), as_of)


def council_sunset(found: Coverage, every_months: int | None) -> Sunset:
    """The same mandate under another clock, none (or 0) being open-ended: how far the same no would have reached."""
    refused = found.lapse.refused.adopted if found.lapse.refused else found.as_of
    return sunset(found.lapse.terms[0].span.start, refused, every_months or None)
