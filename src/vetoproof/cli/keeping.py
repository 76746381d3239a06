"""The commands of the store: what goes in, what it holds, what changed between two versions of a list."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from vetoproof.cli.options import AsOf, Json, Quiet, StoreFolder, read_day_option, today


def ingest(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files; the format is recognised by the content.")],
    format: Annotated[
        str | None, typer.Option("--as", metavar="FORMAT", help="facts, list, customs, positions, claims, ownership, record or original.")
    ] = None,
    source: Annotated[str, typer.Option(help="Where the files come from; rows may name their own source.")] = "",
    root: Annotated[str, typer.Option(help="Who said it first, if the source only repeats it.")] = "",
    grade: Annotated[str, typer.Option(metavar="B2", help="Reliability A to F and credibility 1 to 6; F6 is not judged.")] = "F6",
    tlp: Annotated[str, typer.Option(help="CLEAR, GREEN, AMBER, AMBER+STRICT or RED.")] = "AMBER",
    claim: Annotated[str, typer.Option(metavar="TEXT", help="What an original shows; or NAME.claim.json beside it.")] = "",
    received: Annotated[
        date | None, typer.Option(parser=read_day_option, metavar="DAY", help="When the files came. Default: today (UTC).")
    ] = None,
    store: StoreFolder = None,
    strict: Annotated[bool, typer.Option("--strict", help="Take nothing of a file in which a row is wrong.")] = False,
    columns: Annotated[str | None, typer.Option(metavar="mmsi=ID,t=..", help="Positions: which column holds which field.")] = None,
    accept_shrink: Annotated[
        bool, typer.Option("--accept-shrink", help="Take a list that has far fewer entities than its last version.")
    ] = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Take files into the store: rows taken, refused and why. A run that was cut short goes on where it stopped."""
    from vetoproof import monitor
    from vetoproof.cli import ingesting

    given = ingesting.about(source, root, grade, tlp, received or today(), datetime.now(UTC).replace(tzinfo=None))
    with monitor.intake(store, strict=strict, report=ingesting.meter(quiet), accept_shrink=accept_shrink, columns=columns) as intake:
        raise typer.Exit(ingesting.take_all(intake, files, ingesting.About(given, format, claim), json=json, quiet=quiet))


def store_status(
    store: StoreFolder = None,
    check: Annotated[bool, typer.Option("--check", help="Hash every original again; exit 4 if one was altered.")] = False,
    json: Json = False,
) -> None:
    """Which spans, sources and formats the store holds."""
    from vetoproof import monitor
    from vetoproof.cli import storing

    storing.show_status(monitor.store_status(store), json=json)
    if check:
        raise typer.Exit(storing.show_altered(monitor.altered(store)))


def store_lists(
    name: Annotated[
        str, typer.Argument(metavar="[LIST]", help="One list, by its name or enough of that. Default: all.", show_default=False)
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="F", help="Write LIST: FollowTheMoney JSON lines (.json, .jsonl), or targets.simple.csv (.csv).", show_default=False
        ),
    ] = None,
    as_of: AsOf = None,
    store: StoreFolder = None,
    json: Json = False,
) -> None:
    """Which versions of which lists the store holds, and as of when; with --out, one of them as others read it."""
    from vetoproof import monitor
    from vetoproof.cli import storing

    if out is None:
        storing.show_lists(*monitor.store_lists(store, name), json=json)
    else:
        storing.show_lists([monitor.write_list(name, out, as_of or today(), store)], [], json=json)


def store_diff(
    name: Annotated[str, typer.Argument(metavar="LIST", help="As `store lists` names it, or enough of that.")],
    old: Annotated[str, typer.Argument(metavar="OLD", help="A day, or the first signs of a version.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="A day, or the first signs of a version.")],
    store: StoreFolder = None,
    json: Json = False,
) -> None:
    """What changed between two versions of a list: who was added, removed or changed, field by field."""
    from vetoproof import monitor
    from vetoproof.cli import storing

    storing.show_difference(monitor.store_diff(name, old, new, store), json=json)
