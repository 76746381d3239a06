"""Events of ships -> what a gap could hide: the ports within reach, what a call there would engage, the map; and ships seen in the dark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import evolve

from vetoproof.detect.vessels.capacity import Hull
from vetoproof.detect.vessels.detections import read_detections
from vetoproof.detect.vessels.ports import known_ports
from vetoproof.findings.calls import PossibleCall, Silent, possible_calls
from vetoproof.publish.geojson import to_geojson
from vetoproof.publish.maps import Chart, Harbour, Sign, Silence, map_svg
from vetoproof.regime.load import DEFAULT_REGIME, load_regime
from vetoproof.terms.errors import InputError
from vetoproof.terms.unseen import Unseen

if TYPE_CHECKING:  # numba is loaded only where a kernel runs: `ship` answers from lists in a second
    from vetoproof.detect.vessels.dark import Dark
    from vetoproof.detect.vessels.reach import Reached

GAP, REACH = "gap", "reach"
MOST_SLICES = 10_000  # of a table that is put into another order without a copy
MOST_AREAS = 1  # gaps whose reach is shaded, and of which every port within reach is shown
POSSIBLE = "A port within reach is a possibility, not a call"
Places = Sequence[tuple[float, float]]


def with_reach(
    events: pa.Table, harbours: pa.Table | None = None, *, regime: str = DEFAULT_REGIME, threads: int = 2, keep_gaps: bool = True
) -> tuple[pa.Table, Reached]:
    """The events with `reach` filled for each gap, and one event `reach` more for each gap that some port is within reach of.

    REACHED counts the rows of what is returned. `keep_gaps` false: the gaps themselves were not asked for.
    """
    from vetoproof.detect.vessels.reach import add_reach, find_reach

    gap = pc.equal(events["event"], GAP).to_numpy()
    gaps, others = (taken(events, np.flatnonzero(mine)) for mine in (gap, ~gap))
    first = tuple(dict.fromkeys(reading.of for reading in load_regime(regime).calls))
    reached = find_reach(gaps, known_ports() if harbours is None else harbours, first=first, threads=threads)
    filled = add_reach(gaps, reached.rows)
    able = filled.filter(pc.is_valid(filled["reach"]))
    hiding = able.set_column(0, able.schema.field(0), pa.array([REACH] * able.num_rows, pa.string()))
    made = pa.concat_tables([filled, others, hiding] if keep_gaps else [others, hiding])
    order = pc.sort_indices(made, [(name, "ascending") for name in ("start", "mmsi", "event", "end", "lat", "lon", "end_lat", "end_lon")])
    return taken(made, order.to_numpy()), evolve(reached, rows=_counted_anew(reached.rows, filled, others.num_rows, order, keep_gaps))


def taken(table: pa.Table, order: Any) -> pa.Table:
    """These rows of a table. What stands together already is not copied: a table with a million jumps has few gaps."""
    cuts = np.flatnonzero(np.diff(order) != 1) + 1
    if len(cuts) > MOST_SLICES or not len(order):
        return table.take(pa.array(order))
    begins, ends = np.concatenate([[0], cuts]), np.concatenate([cuts, [len(order)]])
    return pa.concat_tables([table.slice(int(order[begin]), int(end - begin)) for begin, end in zip(begins, ends, strict=True)])


def _counted_anew(reached: pa.Table, filled: pa.Table, others: int, order: Any, keep_gaps: bool) -> pa.Table:
    """REACHED with `gap` counting the rows of the table that was made: the gap's own, or that of its event `reach`."""
    place = _places(order)
    able = [row for row, ok in enumerate(pc.is_valid(filled["reach"]).to_pylist()) if ok]
    at = {row: place[row if keep_gaps else others + number] for number, row in enumerate(able)}
    rows = pa.array([int(at[row]) for row in reached["gap"].to_pylist()], pa.int64())
    return reached.set_column(0, reached.schema.field(0), rows)


def renumbered(reached: pa.Table, order: Any) -> pa.Table:
    """REACHED for events that were put into another order (the indices of `take`)."""
    return reached.set_column(0, reached.schema.field(0), pa.array(_places(order)[reached["gap"].to_numpy()]))


def _places(order: Any) -> Any:
    """Of each row before, where it stands now."""
    place = np.empty(len(order), np.int64)
    place[order.to_numpy()] = np.arange(len(order))
    return place


def calls_within_reach(
    events: pa.Table,
    reached: pa.Table,
    statics: pa.Table | None = None,
    *,
    regime: str = DEFAULT_REGIME,
    flags: Mapping[int, str] | None = None,
) -> tuple[PossibleCall, ...]:
    """Gap -> port -> paragraph -> barrels: what a call at each port of a State that the regime tells of would engage.

    `statics`: STATIC rows, for size and draught; `flags`: by MMSI, if somebody looked them up.
    """
    law = load_regime(regime)
    watched = {reading.of for reading in law.calls}
    rows = [row for row in reached.to_pylist() if row["state"] in watched]
    gaps = events.to_pylist() if rows else []
    said = _said(statics, {gaps[row["gap"]]["mmsi"] for row in rows})
    ships = {row["gap"]: _silent(gaps[row["gap"]], said, flags or {}) for row in rows}
    return tuple(possible_calls(law, gaps, rows, ships))


def _said(statics: pa.Table | None, ships: set[int]) -> dict[int, list[dict[str, Any]]]:
    """What each of these ships said of itself, by time."""
    if statics is None or not ships:
        return {}
    mine = statics.filter(pc.is_in(statics["mmsi"], pa.array(sorted(ships), pa.int32())))
    found: dict[int, list[dict[str, Any]]] = {}
    for row in mine.sort_by([("mmsi", "ascending"), ("t", "ascending")]).to_pylist():
        found.setdefault(row["mmsi"], []).append(row)
    return found


def _silent(gap: Mapping[str, Any], said: Mapping[int, list[dict[str, Any]]], flags: Mapping[int, str]) -> Silent:
    """The ship of a gap: the last that it said before, the first that it said after."""
    rows = said.get(gap["mmsi"], [])
    start, end = (pa.scalar(gap[name], pa.timestamp("s")).cast(pa.int64()).as_py() for name in ("start", "end"))
    before = [row for row in rows if row["t"] <= start][::-1]
    after = [row for row in rows if row["t"] >= end]

    def first(name: str, *lists: list[dict[str, Any]]) -> Any:
        return next((row[name] for some in lists for row in some if row.get(name)), None)

    length, width = (first(name, before, after) for name in ("length_m", "width_m"))
    hull = Hull(length, width, first("draught_dm", before), first("draught_dm", after))
    return Silent(
        gap["mmsi"], gap["imo"] or first("imo", before, after), first("name", before, after) or "", flags.get(gap["mmsi"], ""), hull
    )


def dark_ships(files: Iterable[Path], batches: Iterable[pa.RecordBatch], columns: Mapping[str, str] | None = None) -> Dark:
    """The detections of these files that no position explains; `batches`: all POSITION rows, sorted. One file, or files of one form."""
    from vetoproof.detect.vessels.dark import find_dark

    paths = list(files)
    read = [read_detections(path, columns) for path in paths]
    left = tuple(Unseen("a detection", fault) for one in read for fault in one.left_out)
    every = pa.concat_tables([one.rows for one in read])
    found = find_dark(every, batches, file=_sha256(paths[0]) if len(paths) == 1 else "")
    return evolve(found, unseen=(*left, *found.unseen))


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def ship_map(
    events: pa.Table,
    reached: pa.Table | None = None,
    tracks: Iterable[Places] = (),
    *,
    title: str = "",
    regime: str = DEFAULT_REGIME,
    heading: bool = True,
) -> str:
    """The events as SVG. One gap: its sea and every port within reach; of several only the ports of the States that the regime tells of."""
    from vetoproof.detect.vessels.area import reach_area
    from vetoproof.detect.vessels.reach import SPEED_KN, STAY_HOURS

    rows = events.to_pylist()
    gaps = [row for row in rows if row["event"] == GAP and row["end"]] or [row for row in rows if row["event"] == REACH]
    watched = tuple(dict.fromkeys(reading.of for reading in load_regime(regime).calls))
    alone = len(gaps) <= MOST_AREAS
    silences = tuple(Silence((row["lat"], row["lon"]), (row["end_lat"], row["end_lon"]), _hours(row), str(row["mmsi"])) for row in gaps)
    areas = tuple(ring for one in silences if alone for ring in reach_area(one.off, one.on, one.hours - STAY_HOURS))
    signs = tuple(Sign(row["event"], (row["lat"], row["lon"]), _label(row)) for row in rows if row["event"] not in {GAP, REACH})
    harbours = _harbours(reached, watched, alone) if gaps and reached is not None else ()
    note = (
        f"{POSSIBLE}: ways by sea at up to {SPEED_KN[1]:g} kn, a stay of {STAY_HOURS:g} hours or more. Likelihood: not estimated."
        if gaps
        else ""
    )
    chart = Chart(title or _title(silences, len(signs)), silences, harbours, tuple(tracks), areas, signs, watched, note, heading=heading)
    return map_svg(chart)


def _harbours(reached: pa.Table, watched: Sequence[str], alone: bool) -> tuple[Harbour, ...]:
    """Each port once, with the most hours that any of the gaps leaves for it."""
    best: dict[tuple[str, str], Harbour] = {}
    for row in reached.to_pylist():
        key = (row["port"], row["state"])
        if (alone or row["state"] in watched) and (key not in best or (best[key].hours or 0) < row["hours"]):
            best[key] = Harbour(row["port"], row["state"], row["lat"], row["lon"], row["hours"])
    return tuple(best[key] for key in sorted(best))


def _hours(row: Mapping[str, Any]) -> float:
    return float((row["end"] - row["start"]).total_seconds() / 3600)


def _label(row: Mapping[str, Any]) -> str:
    who = " and ".join(str(row[name]) for name in ("mmsi", "other_mmsi") if row[name])
    return f"{row['event']} {row['start']:%Y-%m-%d %H:%M} {who}".strip()


def _title(silences: Sequence[Silence], others: int) -> str:
    if len(silences) == 1 and not others:
        return f"What a silence of {silences[0].hours:.0f} hours could hide"
    return f"Silences: {len(silences)}; other events: {others}"


def ship_geojson(events: pa.Table, reached: pa.Table | None = None, tracks: Mapping[int, Places] | None = None) -> bytes:
    """The events, the ports within reach and the tracks as GeoJSON."""
    return to_geojson(events.to_pylist(), reached.to_pylist() if reached is not None else (), tracks)


def draw_ships(events: pa.Table, reached: pa.Table | None, map_to: Path | None = None, geojson: Path | None = None) -> None:
    """The map and the GeoJSON of events, into the files that were asked for."""
    if map_to is not None:
        if not events.num_rows:
            raise InputError("no event to draw", where="--map", do="ask for other kinds of events, or leave the map out")
        _written(map_to, ship_map(events, reached).encode())
    if geojson is not None:
        _written(geojson, ship_geojson(events, reached))


def _written(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(f"cannot be written ({why})", where=str(path), do="name a file in a folder that is there and yours") from error
