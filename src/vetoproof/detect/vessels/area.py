"""One gap -> the sea in which the vessel can have been: every place that leaves time to get there and back."""

from __future__ import annotations

import numpy as np

from vetoproof.detect.vessels.kernels import lattice
from vetoproof.detect.vessels.land import Bools
from vetoproof.detect.vessels.outline import Ring, rings
from vetoproof.detect.vessels.reach import KM_PER_NM, SPEED_KN
from vetoproof.detect.vessels.sea import FAR, STRETCH, UNIT_KM, Sea, Taps, begin_at, korean_sea, points, world_sea


def reach_area(
    off: tuple[float, float], on: tuple[float, float], hours: float, *, speed_kn: float = SPEED_KN[1], finest: bool = True
) -> list[Ring]:
    """Rings of (lat, lon) around where she can have been between two positions `hours` apart; none if she was too far for that.

    `finest`: on the fine lattice of the Korean seas, if both positions lie in it and she cannot have left it.
    """
    both = points([off[0], on[0]], [off[1], on[1]])
    budget = int(min(hours * speed_kn * KM_PER_NM * STRETCH / UNIT_KM, float(FAR) - 1))
    if np.isnan(both.moved_km).any():
        return []
    small = korean_sea()
    fine = finest and bool((both.fine[0][:, 0] >= 0).all())
    if fine:
        marked = _within(small, both.fine, budget)
        edge = marked[0].any() or marked[-1].any() or marked[:, 0].any() or marked[:, -1].any()
        if not edge:
            return _placed(small, marked)
    return _placed(world_sea(), _within(world_sea(), both.coarse, budget))


def _within(sea: Sea, taps: Taps, budget: int) -> Bools:
    """The nodes whose way from the one end and to the other is no longer than the budget."""
    ways = [lattice.spread(sea.ways, begin_at(sea, taps, end), budget).astype(np.int64) for end in (0, 1)]
    return np.asarray((ways[0] + ways[1] <= budget).reshape(sea.shape))


def _placed(sea: Sea, marked: Bools) -> list[Ring]:
    """The rings of a lattice in degrees."""
    found = []
    for ring in rings(marked):
        lat = np.degrees(np.arctan(np.sinh(np.radians(sea.north - ring[:, 0] * sea.step))))
        found.append(np.stack([lat, sea.west + ring[:, 1] * sea.step], axis=1))
    return found
