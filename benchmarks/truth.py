"""The truth of a fleet and the events that were found -> recall and precision by kind.

A planted event counts as found if an event of its kind and ship(s) shares time with it. Precision asks of each event found whether it is
planted, on the ships that were planted for something; the rest of the fleet sails and has nothing to be found but chance meetings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
from attrs import frozen

# Events of these kinds are right on ships planted for something else too: who waits or calls at a port (all far from shore) is slow.
ALSO = {
    "loitering": {"encounter", "no encounter", "stop", "spoof", "waiting", "port-visit", "moored"},
    "stop": {"loitering", "encounter", "no encounter", "spoof", "waiting", "moored"},
    "jump": {"spoof"},
    "encounter": {"moored", "spoof"},
    "port-visit": {"no encounter"},
}
SLACK_S = 5400  # a border that is an hour's bucket, or the next position


@frozen
class Score:
    planted: int
    found: int
    missed: int
    events: int
    false: int

    @property
    def recall(self) -> float:
        return self.found / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        return 1 - self.false / self.events if self.events else 1.0


def read_truth(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(f"{path}.truth.json").read_text("utf-8"))
    return found


def score(events: pa.Table, truth: dict[str, Any], kind: str) -> Score:
    """Of one kind; a jump or spoof is found at its moment."""
    planted = [_of(row) for row in truth.get(kind, [])]
    ours = [row for row in events.to_pylist() if row["event"] == kind and row["end"] is not None]
    found = [_ours(row, truth["epoch"]) for row in ours]
    spans: dict[tuple[int, ...], list[tuple[float, float]]] = {}
    for ships, begin, end in planted:
        spans.setdefault(ships, []).append((begin, end))
    excused = {ship for other in ALSO.get(kind, ()) for row in truth.get(other, []) for ship in _of(row)[0]}
    by_ships: dict[tuple[int, ...], list[tuple[float, float]]] = {}
    for ships, begin, end in found:
        by_ships.setdefault(ships, []).append((begin, end))
    hit = sum(any(_share(span, (begin, end)) for span in by_ships.get(ships, [])) for ships, begin, end in planted)
    false = [
        ships for ships, begin, end in found
        if not any(_share(span, (begin, end)) for span in spans.get(ships, [])) and not excused.intersection(ships)
    ]  # fmt: skip
    return Score(len(planted), hit, len(planted) - hit, len(found), len(false))


def _of(row: list[Any]) -> tuple[tuple[int, ...], float, float]:
    """The ships and the time of a planted event."""
    ships = tuple(sorted(one for one in row if isinstance(one, int) and one > 100_000_000))
    times = [float(one) for one in row if isinstance(one, int | float) and one not in ships]
    return (ships, times[0], times[1]) if len(times) > 1 else (ships, 0.0, 1e12)


def _ours(row: dict[str, Any], epoch: int) -> tuple[tuple[int, ...], float, float]:
    ships = (row["mmsi"],) if row["other_mmsi"] is None or row["event"] != "encounter" else (row["mmsi"], row["other_mmsi"])
    return tuple(sorted(ships)), row["start"].timestamp() - epoch, row["end"].timestamp() - epoch


def _share(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] + SLACK_S and other[0] <= one[1] + SLACK_S


def table(events: pa.Table, truth: dict[str, Any], kinds: Iterable[str]) -> Iterable[str]:
    yield f"{'kind':<12} {'planted':>8} {'found':>8} {'recall':>8} {'events':>8} {'false':>8} {'precision':>9}"
    for kind in kinds:
        one = score(events, truth, kind)
        yield f"{kind:<12} {one.planted:>8,} {one.found:>8,} {one.recall:>8.4f} {one.events:>8,} {one.false:>8,} {one.precision:>9.4f}"
