"""`vetoproof council ...`: ballots, replays, tallies, power, pivots, seats, and what a lapse leaves unwatched."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from vetoproof.council.house import House

council = typer.Typer(no_args_is_help=True, help="The Security Council: outcomes, power, mandates, and what goes dark.")

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
DayText = Annotated[str, typer.Option("--as-of", metavar="DAY", help="Later acts are left out. Default: today (UTC).")]
VetoesNeeded = Annotated[int | None, typer.Option("--vetoes-needed", min=0, max=5, help="What if: how many permanent noes block.")]
BallotFile = Annotated[str, typer.Argument(metavar="FILE", help="Ballots as JSON: one, a list, or one a line; - for standard input.")]


@council.command()
def ballot(file: BallotFile, vetoes_needed: VetoesNeeded = None, json: Json = False) -> None:
    """Decide a ballot: its outcome and why, who vetoed it, and what follows."""
    from vetoproof.cli import council_show as show

    for decision in [_house().decide(raw, vetoes_needed=1 if vetoes_needed is None else vetoes_needed) for raw in _objects(file)]:
        show.decision(decision, json=json)


@council.command()
def replay(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A public table of ballots: Sciences Po, UN Digital Library, or ours.")],
    outcomes: Annotated[Path | None, typer.Option(metavar="FILE", help="The table of outcomes, where the votes stand apart.")] = None,
    json: Json = False,
) -> None:
    """Take every recorded ballot again by the plain rule, and explain each one on which the record differs."""
    from vetoproof import monitor
    from vetoproof.cli import council_show as show

    show.replay(monitor.council_replay(file, outcomes), json=json)


@council.command()
def tally(
    by: Annotated[str, typer.Option(metavar="LIST", help="state, year, topic, kind; several with a comma.")] = "state",
    rule: Annotated[str, typer.Option(help="What counts as one: library-list, drafts or ballots.")] = "ballots",
    as_of: DayText = "",
    json: Json = False,
) -> None:
    """Count the vetoes of the record under a stated rule."""
    from vetoproof.cli import council_show as show

    show.tally(_house().tally([word.strip() for word in by.split(",") if word.strip()], rule, _day(as_of)), json=json)


@council.command()
def power(
    of: Annotated[str, typer.Option("--council", metavar="15|11|FILE", help="The Council, or a file of classes of seats.")] = "15",
    three: Annotated[bool, typer.Option("--three-valued", help="Members may abstain, too.")] = False,
    vetoes_needed: VetoesNeeded = None,
    json: Json = False,
) -> None:
    """The exact power of a seat: Shapley-Shubik, Banzhaf, Coleman, as fractions."""
    from vetoproof.cli import council_show as show

    raw = of if of.isdecimal() else _objects(of)[0]
    show.powers(_house().powers(raw, three=three, vetoes_needed=vetoes_needed), json=json)


@council.command()
def pivot(file: BallotFile, json: Json = False) -> None:
    """Who could have turned a ballot, alone or as a group; what declared positions leave open."""
    from vetoproof.cli import council_show as show

    for found in [_house().pivot(raw) for raw in _objects(file)]:
        show.pivot(found, json=json)


@council.command()
def seats(day: Annotated[str, typer.Argument(metavar="DAY")], json: Json = False) -> None:
    """Who sat in the Council on a day."""
    from vetoproof.cli import council_show as show

    show.sitting(_house().seats(_day(day)), json=json)


@council.command()
def lapse(
    mandate: Annotated[str, typer.Argument(metavar="MANDATE", help="A mandate of the regime.")],
    on: Annotated[str, typer.Option(metavar="DAY", help="The day to compare with the mandate's last. Default: --as-of.")] = "",
    routes: Annotated[bool, typer.Option("--routes", help="The routes to another watch instead, one a line.")] = False,
    every: Annotated[int | None, typer.Option(metavar="MONTHS", min=0, help="What if it ran for so long a term; 0: open-ended.")] = None,
    as_of: DayText = "",
    regime: Annotated[str, typer.Option("--regime", metavar="NAME", help="A regime of the package, or the path of a folder.")] = "un-dprk",
    json: Json = False,
) -> None:
    """What a mandate's end leaves unwatched: every duty by every watcher, before and after."""
    from vetoproof import monitor
    from vetoproof.cli import council_show as show

    day = _day(as_of)
    found = monitor.council_lapse(mandate, _day(on) if on else day, day, regime=regime)
    if routes:
        show.routes(found, json=json)
    else:
        show.coverage(found, monitor.council_sunset(found, every) if every is not None else None, json=json)


def _house() -> House:
    from vetoproof import monitor

    return monitor.council()


def _objects(file: str) -> list[Any]:
    import sys

    from vetoproof.council.wire import MOST_BYTES, read_objects
    from vetoproof.terms.errors import InputError

    if file == "-":
        return read_objects(sys.stdin.buffer.read(MOST_BYTES + 1), "standard input")
    try:
        with Path(file).open("rb") as opened:
            return read_objects(opened.read(MOST_BYTES + 1), file)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=file, do="give a JSON file") from error


def _day(text: str) -> date:
    """The day, or today."""
    from vetoproof.cli.options import today
    from vetoproof.terms.days import read_day
    from vetoproof.terms.errors import InputError

    if not text:
        return today()
    try:
        return read_day(text)
    except ValueError as error:
        raise InputError(str(error), where="day", do="write YYYY-MM-DD") from error
