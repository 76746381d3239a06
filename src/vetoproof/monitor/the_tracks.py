"""Files of positions -> the events in them, with their counts: reading, the kernels of an engine, and what is written."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from attrs import evolve, field, frozen

from vetoproof.detect.vessels.anchorages import find_anchorages, still_spells
from vetoproof.detect.vessels.engine import Job, Part, find_events, order_of, scratch
from vetoproof.detect.vessels.engines import ENGINES, open_engine
from vetoproof.detect.vessels.events import event_table
from vetoproof.detect.vessels.kernels.state import NAMES
from vetoproof.detect.vessels.limits import DARK, GAP, KINDS, OPEN_GAP, REACH, Limits, read_kinds
from vetoproof.detect.vessels.ports import places
from vetoproof.detect.vessels.tables import EVENT
from vetoproof.evidence.positions.columns import KNOWN, plain
from vetoproof.evidence.positions.files import HEAD, form_of, open_table
from vetoproof.evidence.positions.read import Positions, read_positions
from vetoproof.evidence.positions.reasons import Counts, together, warnings_of
from vetoproof.evidence.positions.shares import file_shares, group_shares, together_of
from vetoproof.evidence.positions.tables import DEGREE, POSITION
from vetoproof.monitor.the_reach import dark_ships, renumbered, taken, with_reach
from vetoproof.monitor.track_file import write_tracks
from vetoproof.monitor.track_warnings import Glances, shared_unasked
from vetoproof.terms.errors import InputError
from vetoproof.terms.unseen import Unseen

USUAL = tuple(kind for kind in KINDS if kind not in ("identity", "spoof"))
WITH_PORTS = frozenset(("encounter", "port-visit", "stop", REACH))
BESIDE = frozenset((REACH, DARK))
ORDER = ("start", "mmsi", "event", "end", "other_mmsi", "lat", "lon", "end_lat", "end_lon", "distance_m", "speed_kn", "port")
COPIES = "copies.parquet"  # in the folder of the run
SHARE_ROWS = 2_000_000  # positions of a share that goes through a file of the run
Told = Callable[[int, int, int], None]


@frozen
class Tracked:
    """What was found, and what became of the rows."""

    events: pa.Table
    rows: int
    taken: int
    left_out: Mapping[str, int]
    kinds: Mapping[str, int]
    warnings: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()  # files that could not be read to their end; what came before is in the events
    unseen: tuple[Unseen, ...] = ()
    reached: pa.Table | None = None  # REACHED of `events`, if reach was asked for


def tracks(
    files: Sequence[Path],
    kinds: Sequence[str] = USUAL,
    *,
    columns: Mapping[str, str] | None = None,
    anchorages: Sequence[Path] = (),
    search_anchorages: bool = False,
    detections: Sequence[Path] = (),
    out: Path | None = None,
    tracks_to: Path | None = None,
    engine: str = "local",
    threads: int = 2,
    limits: Limits | None = None,
    told: Told | None = None,
) -> Tracked:
    """The events of these kinds, into `out` too; `tracks_to` gets the track of every position.

    A file without ships' numbers holds detections.
    """
    asked = read_kinds(tuple(kinds))
    for path in (out, tracks_to):
        can_be_written(path)
    if engine not in ENGINES:
        raise InputError(f"no engine is called {engine!r}", where="--engine", do=f"choose from {', '.join(ENGINES)}")
    files, seen = parted(files, detections) if DARK in asked else (files, ())
    harbours = harbours_of(anchorages) if asked & WITH_PORTS else None
    with scratch() as folder:
        positions = read_positions(files, columns, threads=threads, spill=folder, told=told)
        positions.copies = folder / COPIES if tracks_to is not None else None
        if search_anchorages and harbours is not None:
            harbours = with_found(harbours, positions)
        wanted = (asked - BESIDE) | (frozenset((GAP,)) if REACH in asked else frozenset())
        job = job_of(wanted, harbours, limits or Limits(), folder, tracks_to is not None)
        rows, read = _found(positions, job, engine, threads)
        if tracks_to is not None:
            write_tracks(folder, folder / COPIES, [file.sha256 for file in positions.found], tracks_to)
        dark = dark_ships(seen, positions.sorted_batches()) if seen else None
    names = harbours["name"].to_pylist() if harbours is not None else []
    rows = ordered(rows)
    events = event_table(rows, names, [file.sha256 for file in positions.found], read.statics)
    del rows
    unseen: tuple[Unseen, ...] = ()
    ports: pa.Table | None = None
    if REACH in asked:
        events, reached = with_reach(events, harbours, threads=threads, keep_gaps=bool(asked & {GAP, OPEN_GAP}))
        unseen, ports = (*unseen, *reached.unseen), reached.rows
    if dark is not None:
        events, unseen = pa.concat_tables([events, dark.events.cast(EVENT)]), (*unseen, *dark.unseen)
    events, ports = _in_order(events, ports)
    found = Counter({one["values"]: one["counts"] for one in pc.value_counts(events["event"]).to_pylist()})
    if OPEN_GAP in asked:
        found[OPEN_GAP] = events["end"].null_count
        found[GAP] -= found[OPEN_GAP]
    if out is not None:
        write_events(events, out, with_chance=DARK in asked)
    told_kinds = {kind: found[kind] for kind in sorted(asked)}
    broken = tuple(f"{file.name}: {file.broken}" for file in positions.files if file.broken)
    twice = len(files) - len(positions.found)
    warnings = (*([f"{twice:,} of the files hold the same bytes as another and were read once"] if twice else ()), *read.warnings)
    return Tracked(events, read.counts.rows, read.counts.taken, read.counts.left_out, told_kinds, warnings, broken, unseen, ports)


def ordered(rows: Any) -> Any:
    """EVENT_ROW in the order of the table, so that the table need not be made twice: it is most of the memory of a run with many jumps."""
    name = np.argsort(np.argsort(np.where(np.array(NAMES) == OPEN_GAP, GAP, NAMES), kind="stable"))
    last = np.iinfo(np.int32).max  # null comes last
    end = np.where(rows["kind"] == NAMES.index(OPEN_GAP), last, rows["end"])
    other = np.where(rows["other"] == 0, last, rows["other"])
    ties = (rows["end_lon"], rows["end_lat"], rows["lon"], rows["lat"], other, end, name[rows["kind"]])
    return rows[order_of(rows, ties)]


def _in_order(events: pa.Table, ports: pa.Table | None) -> tuple[pa.Table, pa.Table | None]:
    order = pc.sort_indices(events, [(name, "ascending") for name in ORDER])
    return taken(events, order.to_numpy()), None if ports is None else renumbered(ports, order)


def _found(positions: Positions, job: Job, engine: str, threads: int) -> tuple[Any, _Read]:
    """EVENT_ROW, and what became of the rows."""
    counts: list[Any] = []
    look_shared: list[int] = []
    folder, glances = job.folder or Path(), Glances()
    if engine == "local":
        shares: Sequence[Part] = [_Stream(positions, glances)]
    elif positions.copies is not None:  # only this process writes down the copies
        shares = file_shares(glances.watch(positions.sorted_batches()), folder, SHARE_ROWS)
    else:
        shares = shares_of(positions, engine, threads, folder)
    with open_engine(engine, threads) as pmap:
        rows = find_events(shares, job if engine == "local" else evolve(job, in_memory=0), pmap, counts.append, look_shared.append)
    if not glances.found:  # other processes read the rows
        glances.add(next(positions.batches(), POSITION.empty_table()))
    read = read_of(positions, [one for one in counts if one is not None])
    swapped = (one for one in glances.warnings([file.name for file in positions.found]) if not _said(one, read.warnings))
    return rows, evolve(read, warnings=(*read.warnings, *swapped, *shared_unasked(sum(look_shared))))


def _said(question: str, warnings: Iterable[str]) -> bool:
    """Whether the reader asked the same of the same file."""
    start, _, ask = question.rpartition(": ")
    return any(one.startswith(f"{start.partition(': ')[0]}: ") and one.endswith(ask) for one in warnings)


def can_be_written(path: Path | None) -> None:
    """Refuses a place where no file can be, before the work is done and not after."""
    if path is not None and (path.is_dir() or not path.parent.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK)):
        raise InputError("cannot be written", where=str(path), do="name a file in a folder that is there and yours")


def parted(files: Sequence[Path], detections: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Files of positions, and files of detections: CSV with times and places and no MMSI."""
    seen = [*detections, *(path for path in files if _has_no_ships(path))]
    if not seen:
        raise InputError(
            "no file of detections was named", where="--events dark", do="name a CSV with time, lat, lon, seen by radar or a camera"
        )
    return [path for path in files if path not in seen], seen


def _has_no_ships(path: Path) -> bool:
    with open_table(path) as stream:
        head = stream.read(HEAD)
    if form_of(head, path.name) != "csv":
        return False
    names = [name.strip() for name in head.decode("utf-8-sig", "replace").partition("\n")[0].strip().replace('"', "").split(",")]
    known = {field for field, aliases in KNOWN.items() if {plain(name) for name in names} & set(aliases)}
    return "mmsi" not in known and {"lat", "lon"} <= known


def with_found(harbours: pa.Table, positions: Positions) -> pa.Table:
    """The ports, and the anchorages that the positions themselves show."""
    found = find_anchorages(still_spells(positions.sorted_batches()), harbours)
    return in_one_order(pa.concat_tables([harbours, found.cast(harbours.schema)]))


@frozen(eq=False)
class _Read:
    """What became of the rows, wherever they were read."""

    counts: Counts
    statics: pa.Table
    warnings: tuple[str, ...]


def read_of(positions: Positions, shares: list[Any]) -> _Read:
    if not shares:
        return _Read(positions.counts, positions.statics, positions.warnings)
    tally, statics = together_of(shares)
    return _Read(together([tally]), statics, tuple(warnings_of(positions.found[0].name, tally)))


@frozen(eq=False)
class _Stream:
    """All positions as one part."""

    positions: Positions
    glances: Glances = field(factory=Glances)

    def __call__(self) -> Iterator[Any]:
        return self.glances.watch(self.positions.sorted_batches())


def shares_of(positions: Positions, engine: str, workers: int, folder: Path) -> Sequence[Part]:
    """One stream on this machine's threads; for other processes shares of whole ships."""
    if engine == "local":
        return [_Stream(positions)]
    return group_shares(positions, 2 * workers) or file_shares(positions.sorted_batches(), folder, SHARE_ROWS)


def harbours_of(anchorages: Iterable[Path]) -> pa.Table:
    """The ports of the record and the user's anchorages, in an order that no file's place decides."""
    return in_one_order(places(anchorages).rows)


def in_one_order(harbours: pa.Table) -> pa.Table:
    return harbours.take(pc.sort_indices(harbours, [(name, "ascending") for name in ("name", "state", "lat", "lon")]))


def job_of(wanted: frozenset[str], harbours: pa.Table | None, limits: Limits, folder: Path, with_tracks: bool) -> Job:
    job = Job(
        wanted, limits, by_shore=True, folder=folder, split="identity" in wanted or with_tracks, tracks=folder if with_tracks else None
    )
    if harbours is not None:
        lat, lon = (np.rint(harbours[name].to_numpy() * DEGREE).astype(np.int64) for name in ("lat", "lon"))
        lon[lon >= 180 * DEGREE] -= 360 * DEGREE
        job = evolve(job, port_lat=lat.astype(np.int32), port_lon=lon.astype(np.int32))
    return job


def write_events(events: pa.Table, path: Path, *, with_chance: bool = False) -> None:
    """As Parquet; the same events give the same bytes. The chance of a miss is a column only where `dark` was asked for."""
    schema = EVENT if with_chance else EVENT.remove(EVENT.get_field_index("chance_of_miss"))
    pq.write_table(events.select(schema.names).cast(schema), path, compression="zstd")
