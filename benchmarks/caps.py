"""The cap ledger: how long it takes, and how often the day that it reckons holds the true one on made-up years."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from benchmarks.machine import program, row
from vetoproof.findings.cap_claims import NO_FALSE, Estimate, _loaded
from vetoproof.findings.cap_draws import Flow, uniform
from vetoproof.regime.limits import Product
from vetoproof.terms.days import Span

DAY, YEARS = date(2026, 11, 24), 200
LIMIT, ROOM = 500_000, 17_000  # barrels; a call of 2018 had room for about 17,000
SPAN = Span(date(2020, 1, 1), date(2020, 12, 31))
COUNTED = Span(date(2020, 1, 1), date(2020, 9, 30))


def run() -> None:
    from vetoproof.monitor.one_cap import cap

    cap("refined-petroleum", DAY, DAY, year=2018)  # loads what is loaded once
    spent = {year: _seconds(lambda year=year: cap("refined-petroleum", DAY, DAY, year=year)) for year in range(2018, 2025)}
    row("a year's ledger with 10,000 draws, slowest of 2018 to 2024", max(spent.values()), 1, f"{max(spent, key=lambda y: spent[y])}")
    command = [program(), "cap", "refined-petroleum", "--year", "2018", "--json"]
    row("vetoproof cap, whole process", _seconds(lambda: subprocess.run(command, check=True, capture_output=True)), 1, "best of five")
    for name, days in (("evenly", _evenly), ("more of them early", _early), ("in four fleets", _fleets)):
        inside, off = coverage(days)
        print(f"  calls come {name:<20} the true day lies from p05 to p95 in {inside:.0%} of {YEARS} years; p50 is off by {off:.0f} days")


def _seconds(job: Callable[[], object]) -> float:
    best = 1e9
    for _ in range(5):
        start = time.perf_counter()
        job()
        best = min(best, time.perf_counter() - start)
    return best


def coverage(days_of: Callable[[np.random.Generator, int], np.ndarray]) -> tuple[float, float]:
    """Years in which each call has its own day and load; the model is told the calls and their room only."""
    inside, off, rng = 0, [], np.random.default_rng(7)
    flow = Flow.of(SPAN, ())
    for n in range(YEARS):
        calls = int(rng.integers(60, 140))
        when = np.sort(days_of(rng, calls))
        loads = np.clip(rng.normal(rng.triangular(1 / 3, 0.5, 0.9), 0.1, calls), 0.1, 1.0)
        passed = np.cumsum(loads * ROOM) > LIMIT
        (found,) = flow.passing([uniform(_claim(calls, n), flow)], [LIMIT])
        if passed.any() and found.p05 and found.p50 and found.p95:
            true = SPAN.start + timedelta(days=int(when[passed.argmax()]))
            inside += found.p05 <= true <= found.p95
            off.append(abs((found.p50 - true).days))
    return inside / len(off), float(np.median(off))


def _claim(calls: int, n: int) -> Estimate:
    full, one = Decimal(calls * ROOM), Product(Decimal(1))
    ends = _loaded(full, one, NO_FALSE)
    return Estimate("made up", ("made up",), COUNTED, "bbl", calls, full, one, NO_FALSE, ends, "capacity", "", "", ("-",), (f"made-{n}",))


def _length() -> int:
    return (COUNTED.end - COUNTED.start).days + 1 if COUNTED.end else 0


def _evenly(rng: np.random.Generator, calls: int) -> np.ndarray:
    return rng.integers(0, _length(), calls)


def _early(rng: np.random.Generator, calls: int) -> np.ndarray:
    return (rng.beta(1, 2, calls) * _length()).astype(int)


def _fleets(rng: np.random.Generator, calls: int) -> np.ndarray:
    """Ships that come together: four days of the period, and a week around each."""
    centres = rng.integers(0, _length(), 4)
    return np.clip(centres[rng.integers(0, 4, calls)] + rng.integers(-7, 8, calls), 0, _length() - 1)
