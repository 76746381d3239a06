"""`vetoproof tracks`: the events in files of positions; counts on standard error, or one object with --json."""

from __future__ import annotations

import json as codec
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vetoproof.cli.options import Exit

if TYPE_CHECKING:
    from vetoproof.monitor.the_tracks import Tracked


def tracks(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Positions: CSV, JSON lines, NMEA, Parquet; .gz and .zst too.")],
    events: Annotated[
        str,
        typer.Option(metavar="LIST", help="gap, encounter, loitering, port-visit, stop, jump, identity, spoof, reach, dark; open-gap."),
    ] = "gap,encounter,loitering,port-visit,stop,jump",
    columns: Annotated[
        str, typer.Option(metavar="LIST", help="Which column is which: mmsi=ID,t=..,lat=..,lon=..", show_default=False)
    ] = "",
    anchorages: Annotated[
        list[Path] | None, typer.Option(metavar="F", help="A CSV of anchorages, beside the ports of the record.", show_default=False)
    ] = None,
    search: Annotated[bool, typer.Option("--search-anchorages", help="Where 20 ships lay still for 12 hours, too.")] = False,
    detections: Annotated[
        list[Path] | None, typer.Option(metavar="F", help="A CSV of ships seen by radar or a camera, for dark.", show_default=False)
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="F.parquet", help="The events, as Parquet.", show_default=False)] = None,
    tracks_to: Annotated[
        Path | None, typer.Option("--tracks", metavar="F.parquet", help="The track of every position.", show_default=False)
    ] = None,
    map_to: Annotated[
        Path | None, typer.Option("--map", metavar="F.svg", help="A map: land, silences, what lay within reach.", show_default=False)
    ] = None,
    geojson: Annotated[Path | None, typer.Option(metavar="F", help="The same as GeoJSON.", show_default=False)] = None,
    engine: Annotated[str, typer.Option(metavar="NAME", help="local, dask, ray or spark.")] = "local",
    threads: Annotated[int, typer.Option(metavar="N", min=1, max=256, help="Threads, or processes of a cluster.")] = 2,
    json: Annotated[bool, typer.Option("--json", help="The counts as one JSON object.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no notes.")] = False,
) -> None:
    """Find events in positions of ships: gaps, encounters, loitering, port visits, stops, jumps, shared identities, spoofing."""
    from vetoproof import monitor
    from vetoproof.evidence.positions.columns import read_columns
    from vetoproof.terms.outputs import keep_apart

    read = [*files, *(anchorages or ()), *(detections or ())]
    keep_apart(read, {"--out": out, "--tracks": tracks_to, "--map": map_to, "--geojson": geojson})
    found = monitor.tracks(
        files, kinds_of(events), columns=read_columns(columns) if columns else None, anchorages=anchorages or (),
        search_anchorages=search, detections=detections or (), out=out, tracks_to=tracks_to, engine=engine, threads=threads,
        told=meter(quiet),
    )  # fmt: skip
    _clear(quiet)
    monitor.draw_ships(found.events, found.reached, map_to, geojson)
    told(found, json=json, lines=out is None and not json, quiet=quiet)
    if found.broken:  # what came before the break was read, and is in the answer
        raise typer.Exit(Exit.BAD_INPUT)


def kinds_of(text: str) -> tuple[str, ...]:
    """`gap, encounter` -> each word once."""
    return tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))


def told(found: Tracked, *, json: bool, lines: bool, quiet: bool) -> None:
    """The counts, and without a file the events."""
    if json:
        sys.stdout.write(codec.dumps(as_json(found), ensure_ascii=False) + "\n")
    if lines:
        for batch in found.events.to_batches(max_chunksize=10_000):
            for row in batch.to_pylist():
                typer.echo(in_words(row))
    if not quiet:
        for warning in (*found.warnings, *(f"not examined: {one.what}: {one.why}" for one in found.unseen)):
            typer.echo(warning, err=True)
        if not json:
            typer.echo(counted(found), err=True)


def as_json(found: Tracked) -> dict[str, Any]:
    """The object of the `tracks` door."""
    return {"rows": found.rows, "taken": found.taken, "left_out": dict(found.left_out), "events": dict(found.kinds)}


def counted(found: Tracked) -> str:
    left = "".join(f"; left out {rows:,}: {reason}" for reason, rows in found.left_out.items())
    kinds = ", ".join(f"{rows:,} {kind}" for kind, rows in found.kinds.items())
    return f"{found.rows:,} rows, {found.taken:,} taken{left}\n{kinds or 'no events'}"


def in_words(row: dict[str, Any]) -> str:
    """An event as a line: when, what, who, where."""
    end = f"{row['end']:%Y-%m-%d %H:%M}" if row["end"] else "still open"
    who = (
        (f"{row['mmsi']}" if row["mmsi"] else "no ship that broadcasts")
        + (f" and {row['other_mmsi']}" if row["other_mmsi"] else "")
        + (f" (IMO {row['imo']})" if row["imo"] else "")
    )
    where = row["port"] or f"{row['lat']:.4f} {row['lon']:.4f}"
    more = [f"{row['distance_m']:,.0f} m"] if row["distance_m"] is not None else []
    more += [f"{row['speed_kn']:.1f} kn"] if row["speed_kn"] is not None else []
    ports = ", ".join(f"{one['port']} ({one['hours']:.0f} h)" for one in row["reach"] or ())
    more += [f"could have called at {ports}"] if ports else []
    return "  ".join([f"{row['start']:%Y-%m-%d %H:%M} to {end}", f"{row['event']:<10}", who, where, *more])


class Meter:
    """Once a second on a terminal: rows, rate, time left."""

    def __init__(self) -> None:
        self.begun = self.shown = time.monotonic()

    def __call__(self, rows: int, read: int, size: int) -> None:
        clock = time.monotonic()
        if clock - self.shown < 1:
            return
        self.shown, spent = clock, clock - self.begun
        left = f", {(size - read) * spent / read:,.0f} s left" if read > 0 else ""
        sys.stderr.write(f"\r{rows:,} rows, {rows / spent:,.0f} a second{left}    ")
        sys.stderr.flush()


def meter(quiet: bool) -> Meter | None:
    return None if quiet or not sys.stderr.isatty() else Meter()


def _clear(quiet: bool) -> None:
    if not quiet and sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
