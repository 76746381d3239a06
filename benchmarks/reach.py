"""How soon the ports within reach of 10,000 planted gaps are found, among 200 ports, once the lattices of the seas are built."""

from __future__ import annotations

import time
from statistics import median

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.machine import row
from vetoproof.detect.vessels.land import is_land
from vetoproof.detect.vessels.ports import known_ports
from vetoproof.detect.vessels.reach import find_reach
from vetoproof.detect.vessels.sea import korean_sea, points, world_sea
from vetoproof.detect.vessels.tables import EVENT

GAPS, PORTS = 10_000, 200
START = 1_709_251_200


def run() -> None:
    begun = time.perf_counter()
    world_sea(), korean_sea(), points([38.0], [124.0])
    print(f"the lattices of the seas, built once: {time.perf_counter() - begun:.1f} s")
    gaps, ports = planted(GAPS), around_korea(PORTS)
    find_reach(gaps.slice(0, 10), ports)  # compiled
    spent = []
    for _ in range(3):
        begun = time.perf_counter()
        found = find_reach(gaps, ports, first=("PRK",))
        spent.append(time.perf_counter() - begun)
    row(f"{GAPS:,} gaps x {PORTS} ports", median(spent), 5.0, f"{found.rows.num_rows:,} pairs within reach")


def around_korea(count: int) -> pa.Table:
    """The ports nearest to 38 N 127 E: the ten of the DPRK among them."""
    ports = known_ports()
    away = pa.array(np.hypot(ports["lat"].to_numpy() - 38, (ports["lon"].to_numpy() - 127) * 0.8))
    return ports.take(pc.array_sort_indices(away)[:count])


def planted(count: int, seed: int = 1) -> pa.Table:
    """Gaps of 12 hours and more, two days in the mean, in the seas of East Asia; the ends as far apart as half of 8 kn allows."""
    rng = np.random.default_rng(seed)
    lat, lon = rng.uniform(20, 45, 6 * count), rng.uniform(105, 150, 6 * count)
    sea = np.flatnonzero(~is_land(lat, lon))[:count]
    lat, lon, hours = lat[sea], lon[sea], 12 + rng.exponential(36, count)
    away, course = rng.uniform(0, 0.5, count) * hours * 8 / 60, rng.uniform(0, 2 * np.pi, count)
    ends = (lat + away * np.sin(course), lon + away * np.cos(course))
    known = {
        "event": pa.array(["gap"] * count),
        "start": pa.array(np.full(count, START)).cast(pa.timestamp("s")),
        "end": pa.array(START + (hours * 3600).astype(np.int64)).cast(pa.timestamp("s")),
        **dict(zip(("lat", "lon", "end_lat", "end_lon"), map(pa.array, (lat, lon, *ends)), strict=True)),
    }
    return pa.table([known.get(field.name, pa.nulls(count, field.type)) for field in EVENT], schema=EVENT)
