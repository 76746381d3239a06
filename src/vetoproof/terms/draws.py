"""Inputs that are ranges -> an estimate: its hard ends, seeded draws between them, and which input moves it most.

The formula must move one way with each input (a product, a sum, a share between two rates): its ends are then those of the inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import frozen

DRAWS, SEED = 10_000, 1718  # design: 10,000 draws; the seed is fixed, so the same inputs give the same bytes
QUANTILES = (0.05, 0.5, 0.95)
Floats = np.ndarray[Any, np.dtype[np.float64]]
Formula = Callable[[Mapping[str, Any]], Any]


@frozen
class Input:
    """One input: its range with the likeliest value, who said so, and where it was read."""

    name: str
    low: float
    mid: float
    high: float
    unit: str
    said_by: str
    source: str = ""

    def __attrs_post_init__(self) -> None:
        if not self.low <= self.mid <= self.high:
            raise ValueError(f"{self.name} is not in order: {self.low}, {self.mid}, {self.high}")

    @property
    def known(self) -> bool:
        """Whether it is one figure."""
        return self.low == self.high


@frozen
class Swing:
    """What one input does alone, all others at their likeliest: the result at its two ends."""

    name: str
    low: float
    high: float

    @property
    def width(self) -> float:
        return abs(self.high - self.low)


@frozen
class Estimate:
    """`low` and `high` are hard ends; `mid` is the result of the likeliest inputs; the rest are quantiles of the draws."""

    low: float
    mid: float
    high: float
    p05: float
    p50: float
    p95: float
    tornado: tuple[Swing, ...]  # the widest first


def estimate(inputs: Sequence[Input], formula: Formula, *, draws: int = DRAWS, seed: int = SEED) -> Estimate:
    """The result of a formula over inputs that are drawn by themselves, each from a triangle over its range."""
    middle = {one.name: one.mid for one in inputs}
    swings = [Swing(one.name, formula({**middle, one.name: one.low}), formula({**middle, one.name: one.high})) for one in inputs]
    rising = {swing.name: swing.high >= swing.low for swing in swings}
    least = {one.name: one.low if rising[one.name] else one.high for one in inputs}
    most = {one.name: one.high if rising[one.name] else one.low for one in inputs}
    found = np.broadcast_to(formula(drawn(inputs, draws, seed)), (draws,))
    p05, p50, p95 = (float(one) for one in np.quantile(found, QUANTILES))
    tornado = sorted((swing for swing in swings if swing.width), key=lambda swing: (-swing.width, swing.name))
    return Estimate(float(formula(least)), float(formula(middle)), float(formula(most)), p05, p50, p95, tuple(tornado))


def drawn(inputs: Sequence[Input], draws: int = DRAWS, seed: int = SEED) -> dict[str, Floats]:
    """`draws` values of each input, in the order of the inputs; the same seed gives the same values."""
    rolled = np.random.Generator(np.random.PCG64(seed)).random((len(inputs), draws))
    return {one.name: triangle(one.low, one.mid, one.high, row) for one, row in zip(inputs, rolled, strict=True)}


def triangle(low: float, mid: float, high: float, at: Floats) -> Floats:
    """The values of a triangle from `low` to `high`, thickest at `mid`, at the shares `at` of its area; never outside its ends."""
    if low == high:
        return np.full(at.shape, low)
    span, turn = high - low, (mid - low) / (high - low)
    left = low + np.sqrt(at * span * (mid - low))
    right = high - np.sqrt((1 - at) * span * (high - mid))
    return np.clip(np.where(at < turn, left, right), low, high)
