"""A seed and a size -> a fleet's positions as sorted Parquet (mmsi, t, lat, lon, sog) and the truth of every event planted in it.

    python -m benchmarks.fleet OUT.parquet --ships 5000 --days 2 --step 86 --seed 7 [--harbour 300 --spacing 80]

Beside OUT: OUT.truth.json (events by kind, and ships that only look like one) and OUT.anchorages.csv (the ports that are called at).
The sea of the fleet is the southern Indian Ocean, far from any shore or port of the record. Planted, each on ships of its own:
gap, open-gap, encounter, loitering, port-visit, stop, jump, identity (one MMSI, two ships), spoof (a group is moved alike), and what must
not be found: ships that meet too briefly, too far apart, too fast, or at an anchorage; a meeting of which one ship was silent (an evasion);
a ship that changes its MMSI at sea (an evasion: two short lives, no gap).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

EPOCH = 1_700_006_400  # 2023-11-15 00:00 UTC
HOUR = 3600
KM = 1 / 111.195  # degrees of latitude in a kilometre
SOUTH, NORTH, WEST, EAST = -38.0, -12.0, 58.0, 92.0
SCHEMA = pa.schema([("mmsi", pa.int32()), ("t", pa.int64()), ("lat", pa.float64()), ("lon", pa.float64()), ("sog", pa.float32())])
GROUP = 1 << 17  # rows of a row group
FIRST = 200_000_000
NOISE_KM = 0.008  # the error of a fix
Track = dict[str, Any]  # t (s), lat, lon, sog


class Fleet:
    """Ships one after the other, by MMSI; each is made when it is its turn, so that memory does not grow with the fleet."""

    def __init__(self, ships: int, days: float, step: float, seed: int, harbour: int = 0, spacing: float = 80.0) -> None:
        self.span, self.step, self.seed = round(days * 86400), step, seed
        self.truth: dict[str, list[Any]] = {}
        self.makers: list[tuple[int, Callable[[np.random.Generator, int], Track]]] = []
        rng = np.random.default_rng([seed, 1])
        self.ports = np.column_stack([rng.uniform(SOUTH, NORTH, 40), rng.uniform(WEST, EAST, 40)])
        self.lanes = max(1, ships // 100)
        self._plant(ships, rng)
        self._moor(harbour, spacing)
        self._fill(ships)

    # ---- what is planted
    def _plant(self, ships: int, rng: np.random.Generator) -> None:
        groups = (self._meeting, self._meeting, self._near_meeting, self._gap, self._gap, self._loiter, self._call, self._call, self._stop)
        groups += (self._jump, self._clone, self._silent_meeting, self._renamed)
        for number in range(max(1, ships // 100)):
            for plant in groups:
                plant(rng, number)
        for _ in range(max(1, ships // 1000)):
            self._spoofed(rng)

    def _add(self, maker: Callable[[np.random.Generator, int], Track]) -> int:
        mmsi = FIRST + len(self.makers)
        self.makers.append((mmsi, maker))
        return mmsi

    def _told(self, kind: str, *what: Any) -> None:
        self.truth.setdefault(kind, []).append([float(one) if isinstance(one, float | np.floating) else one for one in what])

    def _when(self, rng: np.random.Generator, hours: tuple[float, float]) -> tuple[float, float]:
        """A stretch within the time of the fleet, away from its ends."""
        length = min(rng.uniform(*hours), self.span / HOUR * 0.6)
        begin = rng.uniform(0.1, 0.95 - length * HOUR / self.span) * self.span
        return begin, begin + length * HOUR

    def _where(self, rng: np.random.Generator, clear_km: float = 60.0) -> tuple[float, float]:
        """A place away from all ports of the fleet."""
        while True:
            lat, lon = rng.uniform(SOUTH, NORTH), rng.uniform(WEST, EAST)
            far = np.hypot(self.ports[:, 0] - lat, (self.ports[:, 1] - lon) * np.cos(np.radians(lat)))
            if far.min() > clear_km * KM:
                return float(lat), float(lon)

    def _pair(self, rng: np.random.Generator, place: Any, begin: float, end: float, apart_km: float, knots: float) -> tuple[int, int]:
        heading = rng.uniform(0, 360)
        return tuple(
            self._add(lambda r, _, side=side: self._visitor(r, place, begin, end, knots, heading, apart_km * side))  # type: ignore[misc]
            for side in (0, 1)
        )

    def _meeting(self, rng: np.random.Generator, number: int) -> None:
        begin, end = self._when(rng, (2.6, 8))
        pair = self._pair(rng, self._where(rng), begin, end, rng.uniform(0.05, 0.35), rng.uniform(0.1, 1.5))
        self._told("encounter", *pair, begin, end)

    def _near_meeting(self, rng: np.random.Generator, number: int) -> None:
        """Too short, too far apart, too fast, or at an anchorage."""
        kind = number % 4
        begin, end = self._when(rng, (1.2, 1.6) if kind == 0 else (3, 6))
        place = self.ports[rng.integers(len(self.ports))] + [0, 3 * KM] if kind == 3 else self._where(rng)
        pair = self._pair(rng, place, begin, end, 0.65 if kind == 1 else 0.2, 3.5 if kind == 2 else 0.5)
        self._told("no encounter", *pair, begin, end)

    def _silent_meeting(self, rng: np.random.Generator, number: int) -> None:
        """An evasion: one of two that meet is silent meanwhile, and longer."""
        begin, end = self._when(rng, (13, 15))
        place, heading = self._where(rng), rng.uniform(0, 360)
        self._told("waiting", self._add(lambda r, _: self._visitor(r, place, begin, end, 0.5, heading, 0.0)), begin, end)
        dark = self._add(lambda r, _: _without(self._visitor(r, place, begin, end, 0.5, heading, 0.2), begin, end))
        self._told("gap", dark, begin, end)

    def _gap(self, rng: np.random.Generator, number: int) -> None:
        begin, end = self._when(rng, (12.5, 40))
        if number % 5 == 4:
            mmsi = self._add(lambda r, _: _without(self._voyage(r), begin, float(self.span)))
            self._told("open-gap", mmsi, begin, float(self.span))
            return
        mmsi = self._add(lambda r, _: _without(self._voyage(r), begin, end))
        self._told("gap", mmsi, begin, end)

    def _loiter(self, rng: np.random.Generator, number: int) -> None:
        begin, end = self._when(rng, (4, 12))
        place = self._where(rng)
        mmsi = self._add(lambda r, _: self._visitor(r, place, begin, end, 1.2, r.uniform(0, 360), 0.0))
        self._told("loitering", mmsi, begin, end)

    def _call(self, rng: np.random.Generator, number: int) -> None:
        begin, end = self._when(rng, (4, 16))
        port = int(rng.integers(len(self.ports)))
        place = self.ports[port] + np.array([rng.uniform(-1, 1), rng.uniform(-1, 1)]) * KM
        mmsi = self._add(lambda r, _: self._visitor(r, place, begin, end, 0.0, 0.0, 0.0))
        self._told("port-visit", mmsi, begin, end, f"PORT {port}")

    def _stop(self, rng: np.random.Generator, number: int) -> None:
        begin, end = self._when(rng, (4, 16))
        place = self._where(rng)
        mmsi = self._add(lambda r, _: self._visitor(r, place, begin, end, 0.0, 0.0, 0.0))
        self._told("stop", mmsi, begin, end)

    def _jump(self, rng: np.random.Generator, number: int) -> None:
        at = rng.uniform(0.2, 0.8) * self.span
        away = rng.uniform(1.5, 3)
        mmsi = self._add(lambda r, _: _moved(self._voyage(r), at, float(self.span), away, away))
        self._told("jump", mmsi, float(at), float(at))

    def _clone(self, rng: np.random.Generator, number: int) -> None:
        """Two ships with one MMSI, over the same time."""
        self._told("identity", self._add(lambda r, _: _together(self._voyage(r), self._voyage(r))), 0.0, float(self.span))

    def _renamed(self, rng: np.random.Generator, number: int) -> None:
        """An evasion: one ship, two MMSI, one after the other."""
        at = rng.uniform(0.3, 0.7) * self.span
        key = int(rng.integers(1 << 30))
        pair = [
            self._add(lambda _, __, ends=ends: _without(self._voyage(np.random.default_rng(key)), *ends))
            for ends in ((at, float(self.span)), (-1.0, at))
        ]
        self._told("renamed", *pair, float(at), float(at))

    def _spoofed(self, rng: np.random.Generator) -> None:
        """Five ships at one anchorage at sea are moved to one place, for some hours."""
        begin, end = self._when(rng, (2, 5))
        lat, lon = self._where(rng)
        for k in range(5):
            place = (lat + k * 1.5 * KM, lon)
            mmsi = self._add(
                lambda r, _, place=place: _put(self._visitor(r, place, 0, self.span, 0.0, 0.0, 0.0), begin, end, lat + 3, lon + 3)
            )
            self._told("spoof", mmsi, begin, end)

    def _moor(self, ships: int, spacing_m: float) -> None:
        """Ships that lie side by side where no port is known: every two within 500 m meet, all the time."""
        wide = max(1, int(np.sqrt(ships)))
        for k in range(ships):
            place = (-25.0 + (k // wide) * spacing_m / 1000 * KM, 75.0 + (k % wide) * spacing_m / 1000 * KM)
            self._told("moored", self._add(lambda r, _, place=place: self._visitor(r, place, 0, self.span, 0.0, 0.0, 0.0)))

    def _fill(self, ships: int) -> None:
        while len(self.makers) < ships:
            self._add(lambda r, _: self._voyage(r))

    # ---- tracks
    def _times(self, rng: np.random.Generator) -> Any:
        number = max(2, int(self.span / self.step))
        return np.unique((np.arange(number) * self.step + rng.uniform(0, self.step, number)).astype(np.int64))

    def _voyage(self, rng: np.random.Generator) -> Track:
        """Straight courses of some hours each, at 7 to 16 knots, within the sea of the fleet."""
        t = self._times(rng)
        speed = rng.uniform(7, 16)
        lat, lon = _course(rng, t, self._where(rng), speed)
        return {"t": t, "lat": lat, "lon": lon, "sog": np.abs(rng.normal(speed, 0.1, len(t)))}

    def _visitor(
        self, rng: np.random.Generator, place: Any, begin: float, end: float, knots: float, heading: float, aside_km: float
    ) -> Track:
        """Comes straight to a place, stays or drifts from `begin` to `end`, and goes on."""
        t = self._times(rng)
        speed, came = rng.uniform(8, 14), rng.uniform(0, 360)
        before, after = np.maximum(0, begin - t) / HOUR, np.maximum(0, t - end) / HOUR
        drift = np.clip(t - begin, 0, end - begin) / HOUR * knots
        gone = rng.uniform(0, 360)
        legs = ((before * speed, came), (drift, heading), (after * speed, gone), (np.full(len(t), aside_km / 1.852), heading + 90))
        north = sum(way * np.cos(np.radians(course)) for way, course in legs) * 1.852 * KM
        east = sum(way * np.sin(np.radians(course)) for way, course in legs) * 1.852 * KM
        lat = place[0] + north
        lon = place[1] + east / np.cos(np.radians(place[0]))
        still = (t >= begin) & (t <= end)
        sog = np.where(still, np.abs(rng.normal(knots, 0.03, len(t))), np.abs(rng.normal(speed, 0.1, len(t))))
        fix = rng.normal(0, NOISE_KM * KM, (2, len(t)))
        return {"t": t, "lat": lat + fix[0], "lon": lon + fix[1], "sog": sog}

    def tables(self) -> Iterator[pa.Table]:
        """One ship after the other."""
        for mmsi, maker in self.makers:
            track = maker(np.random.default_rng([self.seed, 2, mmsi]), mmsi)
            lon = (track["lon"] + 180) % 360 - 180
            t = track["t"] + EPOCH
            columns = (np.full(len(t), mmsi, np.int32), t, np.clip(track["lat"], -90, 90), lon, track["sog"].astype(np.float32))
            yield pa.table([pa.array(column) for column in columns], schema=SCHEMA)


def _course(rng: np.random.Generator, t: Any, start: tuple[float, float], speed: float) -> tuple[Any, Any]:
    hours = t / HOUR
    turns = np.arange(0, hours[-1] + 13, 6)
    heading = rng.uniform(0, 360) + np.cumsum(rng.normal(0, 25, len(turns)))
    way = speed * 6 * 1.852 * KM
    north = np.concatenate([[0], np.cumsum(np.cos(np.radians(heading)) * way)])[: len(turns)]
    east = np.concatenate([[0], np.cumsum(np.sin(np.radians(heading)) * way)])[: len(turns)]
    lat = start[0] + np.interp(hours, turns, north)
    return lat, start[1] + np.interp(hours, turns, east) / np.cos(np.radians(start[0]))


def _only(track: Track, keep: Any) -> Track:
    return {name: column[keep] for name, column in track.items()}


def _without(track: Track, begin: float, end: float) -> Track:
    return _only(track, (track["t"] <= begin) | (track["t"] >= end))


def _moved(track: Track, begin: float, end: float, north: float, east: float) -> Track:
    away = (track["t"] > begin) & (track["t"] <= end)
    return {**track, "lat": track["lat"] + north * away, "lon": track["lon"] + east * away}


def _put(track: Track, begin: float, end: float, lat: float, lon: float) -> Track:
    away = (track["t"] > begin) & (track["t"] <= end)
    return {**track, "lat": np.where(away, lat, track["lat"]), "lon": np.where(away, lon, track["lon"])}


def _together(one: Track, two: Track) -> Track:
    both = {name: np.concatenate([one[name], two[name]]) for name in one}
    return _only(both, np.argsort(both["t"], kind="stable"))


def write(fleet: Fleet, path: Path) -> int:
    """OUT, OUT.truth.json, OUT.anchorages.csv; the number of positions."""
    rows = 0
    held: list[pa.Table] = []
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as writer:
        for table in fleet.tables():
            held.append(table)
            if sum(one.num_rows for one in held) >= 8 * GROUP:
                writer.write_table(pa.concat_tables(held), row_group_size=GROUP)
                held = []
            rows += table.num_rows
        if held:
            writer.write_table(pa.concat_tables(held), row_group_size=GROUP)
    Path(f"{path}.truth.json").write_text(json.dumps({"rows": rows, "epoch": EPOCH, **fleet.truth}), "utf-8")
    lines = [f"PORT {k},,{lat:.6f},{lon:.6f}" for k, (lat, lon) in enumerate(fleet.ports)]
    Path(f"{path}.anchorages.csv").write_text("\n".join(["name,state,lat,lon", *lines]) + "\n", "utf-8")
    return rows


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("out", type=Path)
    for name, kind, value in (("ships", int, 5000), ("days", float, 2.0), ("step", float, 86.0), ("seed", int, 7)):
        options.add_argument(f"--{name}", type=kind, default=value)
    options.add_argument("--harbour", type=int, default=0)
    options.add_argument("--spacing", type=float, default=80.0)
    asked = options.parse_args()
    fleet = Fleet(asked.ships, asked.days, asked.step, asked.seed, asked.harbour, asked.spacing)
    print(f"{write(fleet, asked.out):,} positions of {len(fleet.makers):,} ships in {asked.out}")


if __name__ == "__main__":
    main()
