"""What the commands share: the options that hold everywhere, the exit codes, and the only clock of the house."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import IntEnum
from pathlib import Path
from typing import Annotated

import typer


class Exit(IntEnum):
    """What a command returns; of several, the first that holds in the order 4, 2, 1, 3, 0."""

    CLEAR = 0
    FINDING = 1
    BAD_INPUT = 2
    OPEN = 3
    INTEGRITY = 4


def read_day_option(text: str) -> date:
    from vetoproof.terms.days import read_day

    try:
        return read_day(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def today() -> date:
    """The only clock of the house: the calendar day, UTC."""
    return datetime.now(UTC).date()


Day = Annotated[date | None, typer.Option(parser=read_day_option, metavar="DAY", show_default=False)]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of", parser=read_day_option, metavar="DAY", help="The day of the answer; later acts are left out. Default: today (UTC)."
    ),
]
KnownBy = Annotated[
    date | None,
    typer.Option("--known-by", parser=read_day_option, metavar="DAY", help="What was said by this day. Default: today (UTC)."),
]
RegimeName = Annotated[str, typer.Option("--regime", metavar="NAME", help="A regime of the package, or the path of a folder.")]
StoreDir = Annotated[Path, typer.Option("--store", envvar="VETOPROOF_STORE", metavar="DIR", help="The folder of the store.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
StoreFolder = Annotated[
    Path | None,
    typer.Option("--store", metavar="DIR", help="The store. Default: $VETOPROOF_STORE, else ./vetoproof-store.", show_default=False),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress, no notes.")]
