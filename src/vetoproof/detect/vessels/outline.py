"""A grid of cells -> the outlines of the marked ones; the mask of land in a window -> coastlines for a map."""

from __future__ import annotations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from vetoproof.detect.vessels.land import Bools, Mask, korea, world

Ring = NDArray[np.float64]  # points of a closed line: two columns
SMOOTH = 0.4  # cells by which a line may be moved to have fewer points
LEAST_POINTS = 4


@frozen
class Window:
    """A part of the chart, in degrees; `west` < `east`, which may lie beyond 180."""

    south: float
    north: float
    west: float
    east: float

    @property
    def mask(self) -> Mask:
        """The finest mask that holds all of it."""
        fine = korea()
        inside = self.south > fine.south and self.north <= fine.north and self.west >= fine.west and self.east < fine.east
        return fine if inside else world()


def coastlines(window: Window, cells: int = 900) -> list[Ring]:
    """Rings of (lat, lon) around the land of a window, the window's own edge among them; `cells` is the finest that is drawn."""
    mask = window.mask
    down = np.arange(int((mask.north - window.north) * mask.per_degree), int((mask.north - window.south) * mask.per_degree) + 1)
    along = np.arange(int(np.floor((window.west - mask.west) * mask.per_degree)), int((window.east - mask.west) * mask.per_degree) + 1)
    inside = np.clip(down, 0, mask.land.shape[0] - 1)
    land = mask.land[np.ix_(inside, along % mask.land.shape[1])]
    every = max(1, -(-max(land.shape) // cells))
    rows, columns = (size // every * every for size in land.shape)
    parts = land[:rows, :columns].reshape(rows // every, every, columns // every, every)
    coarse = parts.sum(axis=(1, 3)) * 2 > every**2
    north, west = mask.north - down[0] / mask.per_degree, mask.west + along[0] / mask.per_degree
    size = every / mask.per_degree
    return [np.stack([north - ring[:, 0] * size, west + ring[:, 1] * size], axis=1) for ring in rings(coarse)]


def rings(marked: Bools) -> list[Ring]:
    """Closed lines (row, column) around the marked cells, in a fixed order; holes are rings too (fill them even-odd)."""
    grid = np.pad(marked, 1)
    begins, ends = _edges(grid)
    after: dict[int, list[int]] = {}
    width = grid.shape[1] + 1
    for begin, end in zip((begins @ [width, 1]).tolist(), (ends @ [width, 1]).tolist(), strict=True):
        after.setdefault(begin, []).append(end)
    found = []
    for start in sorted(after):
        while after[start]:
            corners, here = [start], after[start].pop()
            while here != start:
                corners.append(here)
                here = after[here].pop()
            found.append(_smooth(np.array([divmod(corner, width) for corner in corners], np.float64) - 1))
    return [ring for ring in found if len(ring) >= LEAST_POINTS]


def _edges(grid: Bools) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The sides of the marked cells, each from corner to corner, the cell to the right."""
    begins, ends = [], []
    for beside, turn in ((grid[:, 1:] & ~grid[:, :-1], 1), (~grid[:, 1:] & grid[:, :-1], 0)):
        row, column = np.nonzero(beside)
        low, high = np.stack([row + 1, column + 1], axis=1), np.stack([row, column + 1], axis=1)
        begins.append(low if turn else high)
        ends.append(high if turn else low)
    for above, turn in ((grid[1:] & ~grid[:-1], 1), (~grid[1:] & grid[:-1], 0)):
        row, column = np.nonzero(above)
        left, right = np.stack([row + 1, column], axis=1), np.stack([row + 1, column + 1], axis=1)
        begins.append(left if turn else right)
        ends.append(right if turn else left)
    return np.concatenate(begins), np.concatenate(ends)


def _smooth(ring: Ring) -> Ring:
    """The middles of the sides, without those that a straight line comes near enough to."""
    middles = (ring + np.roll(ring, -1, axis=0)) / 2
    if len(middles) < LEAST_POINTS:
        return middles
    far = int(((middles - middles[0]) ** 2).sum(axis=1).argmax())
    kept = np.zeros(len(middles), np.bool_)
    kept[[0, far]] = True
    closed = np.concatenate([middles, middles[:1]])
    spans = [(0, far), (far, len(middles))]
    while spans:
        begin, end = spans.pop()
        if end - begin < 2:
            continue
        line = closed[end] - closed[begin]
        between = closed[begin + 1 : end] - closed[begin]
        away = np.abs(line[0] * between[:, 1] - line[1] * between[:, 0]) / max(float(np.hypot(*line)), 1e-9)
        worst = int(away.argmax())
        if away[worst] > SMOOTH:
            kept[begin + 1 + worst] = True
            spans += [(begin, begin + 1 + worst), (begin + 1 + worst, end)]
    return middles[kept]
