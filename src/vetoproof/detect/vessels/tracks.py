"""Rows of positions, ships whole -> the same rows with a track each, the rows of a shared MMSI parted ship by ship; identity events.

An MMSI is shared if the rows go from one track to another and back again at least twice: two ships that broadcast at the same time. A
ship that leaps away and stays, or comes back, keeps one track; its leap is a jump. Only a shared MMSI is taken apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from attrs import define, field, frozen

from vetoproof.detect.vessels.kernels.sphere import KNOT, metres
from vetoproof.detect.vessels.kernels.split import NOISE, OPEN, TRACK, split, suspicious, turns
from vetoproof.detect.vessels.kernels.state import EVENT_ROW, IDENTITY

Rows = tuple[Any, ...]  # mmsi, t, lat, lon, sog, reference
TRACK_OF = pa.schema([("ref", pa.int64()), ("mmsi", pa.int32()), ("track", pa.int32())])
BACK_AND_FORTH = 4  # runs of rows, as A B A B
FEW, NEAR_M = 0.05, 100_000.0  # a track with fewer of the rows, and nearer, is not a ship of its own
MOST_TRACKS = 2_000  # of one MMSI that are compared; more is noise throughout


def whole_ships(batches: Iterable[Rows]) -> Iterator[Rows]:
    """The same rows, cut only between ships."""
    held: list[Rows] = []
    for rows in batches:
        mmsi = rows[0]
        cut = int(np.searchsorted(mmsi, mmsi[-1]))  # where the last ship begins
        if held and (cut or held[-1][0][-1] != mmsi[0]):
            first = 0 if held[-1][0][-1] != mmsi[0] else int(np.searchsorted(mmsi, mmsi[0], side="right"))
            yield _joined([*held, _part(rows, 0, first)])
            held, rows = [], _part(rows, first, len(mmsi))  # noqa: PLW2901
            cut -= first
        if cut:
            yield _part(rows, 0, cut)
        held.append(_part(rows, cut, len(rows[0])))
    if held:
        yield _joined(held)


def _part(rows: Rows, begin: int, end: int) -> Rows:
    return tuple(column[begin:end] for column in rows)


def _joined(parts: list[Rows]) -> Rows:
    return parts[0] if len(parts) == 1 else tuple(np.concatenate(columns) for columns in zip(*parts, strict=True))


@frozen(eq=False)
class Parted:
    """Rows ready for the walk (a shared MMSI in the order of its tracks, noise left out), and the track of every row as it came."""

    rows: Rows  # mmsi, track, t, lat, lon, sog, reference
    tracks: Any  # of each row that came; NOISE
    shared: Any  # whether its MMSI is shared, of each row that came
    events: Any  # EVENT_ROW of identity


@define
class Parting:
    """Parts the ships of a shared MMSI."""

    shared_from_rows: int = 3
    _room: Any = field(factory=lambda: np.zeros(OPEN, TRACK))

    def part(self, rows: Rows) -> Parted:
        mmsi, t, lat, lon, sog, ref = rows
        tracks = np.zeros(len(mmsi), np.int16)
        shared = np.zeros(len(mmsi), np.bool_)
        events: list[Any] = []
        far = np.zeros(len(mmsi), np.bool_)
        suspicious(mmsi, t, lat, lon, far)
        for number in np.unique(mmsi[far]):
            begin, end = (int(np.searchsorted(mmsi, number, side=side)) for side in ("left", "right"))
            ids, apart = self._tracks(*(column[begin:end] for column in (t, lat, lon, sog)))
            tracks[begin:end] = ids
            if apart is not None:
                shared[begin:end] = True
                events += _identities(_part(rows, begin, end), ids, apart)
        found = np.array(events, EVENT_ROW) if events else np.empty(0, EVENT_ROW)
        return Parted(_in_order(rows, tracks, shared), tracks, shared, found)

    def _tracks(self, t: Any, lat: Any, lon: Any, sog: Any) -> tuple[Any, Any]:
        """The track of each row, numbered by when they begin; how often each two take turns, or None if no MMSI is shared."""
        ids = np.zeros(len(t), np.int32)
        self._room[:] = 0
        known = split(t, lat, lon, sog, ids, self._room)
        rows = np.bincount(ids[ids >= 0], minlength=known)
        ids = _renumbered(ids, np.flatnonzero(rows >= self.shared_from_rows)[:MOST_TRACKS], known)
        kept = np.flatnonzero(~_stray(t, lat, lon, ids))
        ids = _renumbered(ids, kept, int(ids.max()) + 1)
        apart = np.zeros((len(kept), len(kept)), np.int32)
        turns(ids, np.full_like(apart, -1), apart)
        if not len(kept) or apart.max() < BACK_AND_FORTH:
            return np.where(ids >= 0, 0, NOISE).astype(np.int16) if len(kept) else np.zeros(len(t), np.int16), None
        return ids.astype(np.int16), apart


@contextmanager
def track_writer(folder: Path | None, number: int) -> Iterator[Callable[[Rows, Any], None]]:
    """Writes the track of every row into `folder`: reference, mmsi, track (null for noise). Without a folder nothing is written."""
    if folder is None:
        yield lambda rows, tracks: None
        return
    with pq.ParquetWriter(folder / f"tracks-{number:06d}.parquet", TRACK_OF, compression="zstd") as writer:

        def write(rows: Rows, tracks: Any) -> None:
            columns = [pa.array(rows[-1]), pa.array(rows[0]), pa.array(tracks.astype(np.int32), mask=tracks == NOISE)]
            writer.write_table(pa.table(columns, schema=TRACK_OF))

        yield write


def _renumbered(ids: Any, kept: Any, known: int) -> Any:
    """The tracks that are kept, from 0; the rows of all others are noise."""
    number = np.full(known + 1, NOISE, np.int32)
    number[kept] = np.arange(len(kept))
    return number[ids]  # NOISE is -1, and the last of `number` is NOISE


def _stray(t: Any, lat: Any, lon: Any, ids: Any) -> Any:
    """Tracks that are fixes of another ship with a wrong time or place: a few rows, always near to where that ship is."""
    count = np.bincount(ids[ids >= 0])
    found = np.zeros(len(count), np.bool_)
    if len(count) < 2:
        return found
    main = int(np.argmax(count))
    its = np.flatnonzero(ids == main)
    for track in np.flatnonzero(count < FEW * count[main]):
        mine = np.flatnonzero(ids == track)
        beside = its[np.maximum(0, np.searchsorted(its, mine) - 1)]
        far = [metres(int(lat[a]), int(lon[a]), int(lat[b]), int(lon[b])) for a, b in zip(beside, mine, strict=True)]
        found[track] = np.median(far) < NEAR_M
    return found


def _in_order(rows: Rows, tracks: Any, shared: Any) -> Rows:
    mmsi, *others = rows
    if not shared.any():
        return mmsi, np.zeros(len(mmsi), np.int16), *others
    track = np.where(shared, tracks, 0).astype(np.int16)
    order = np.lexsort((track, mmsi))  # stable: by time within a track
    order = order[track[order] >= 0]
    return mmsi[order], track[order], *(column[order] for column in others)


def _identities(rows: Rows, ids: Any, apart: Any) -> list[Any]:
    """One event for each ship of an MMSI beyond the one that has most rows."""
    main = int(np.argmax(np.bincount(ids[ids >= 0])))
    return [_identity(rows, ids, other, int(np.argmax(apart[other]))) for other in range(len(apart)) if other != main]


def _identity(rows: Rows, ids: Any, one: int, beside: int) -> Any:
    """While both broadcast: from the first to the last row of `one`, within the time of the ship that it takes turns with most."""
    mmsi, t, lat, lon, _, ref = rows
    mine, its = np.flatnonzero(ids == one), np.flatnonzero(ids == beside)
    both = mine[(mine > its[0]) & (mine < its[-1])]
    mine = both if len(both) else mine
    first, last = mine[0], mine[-1]
    before = its[max(0, int(np.searchsorted(its, first)) - 1)]
    event = np.zeros(1, EVENT_ROW)[0]
    event["kind"], event["mmsi"], event["port"], event["start"], event["end"] = IDENTITY, mmsi[0], -1, t[first], t[last]
    event["lat"], event["lon"], event["end_lat"], event["end_lon"] = lat[first], lon[first], lat[last], lon[last]
    event["first"], event["last"], event["other_first"], event["other_last"] = ref[first], ref[last], ref[before], ref[its[-1]]
    far, seconds = metres(int(lat[before]), int(lon[before]), int(lat[first]), int(lon[first])), abs(int(t[first]) - int(t[before]))
    event["metres"], event["knots"] = far, far / seconds * KNOT if seconds else np.nan
    return event
