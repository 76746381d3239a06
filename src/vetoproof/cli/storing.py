"""`vetoproof store ..`: what the store holds."""

from __future__ import annotations

import json as codec
import sys
from collections.abc import Iterable
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from vetoproof.evidence.status import Line

MOST_SHOWN = 40  # lines of a format on the terminal; --json has all
COLUMNS = ("format", "table", "source", "files", "rows", "refused", "from", "until", "newest said", "received")


def show_status(lines: Iterable[Line], *, json: bool) -> None:
    found = list(lines)
    if json:
        for line in found:
            sys.stdout.write(codec.dumps(as_json(line), ensure_ascii=False) + "\n")
        return
    if not found:
        typer.echo("The store is empty.")
        return
    told = [line for _, some in groupby(found, key=lambda line: line.format) for line in islice(some, MOST_SHOWN)]
    table = [COLUMNS, *(tuple(_cell(value) for value in as_json(line).values())[: len(COLUMNS)] for line in told)]
    widths = [min(48, max(len(row[place]) for row in table)) for place in range(len(COLUMNS))]
    for row in table:
        typer.echo("  ".join(cell[:width].ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    if len(told) < len(found):
        typer.echo(f"{len(found) - len(told):,} more sources; see --json")
    for line in found:
        if line.broken:
            typer.echo(f"{line.format}: {line.broken} files could not be read to their end", err=True)
        if line.unfinished:
            typer.echo(f"{line.format}: {line.unfinished} files were cut short; ingest them again to go on", err=True)


def show_altered(found: Iterable[str]) -> int:
    """Name each original that no longer has its hash; the exit code."""
    from vetoproof.cli.app import Exit

    named = list(found)
    for one in named:
        typer.echo(one, err=True)
    return int(Exit.INTEGRITY if named else Exit.CLEAR)


def as_json(line: Line) -> dict[str, Any]:
    """The object of the `store status` door: a format as a whole (source null), then each of its sources."""
    return {
        "format": line.format,
        "table": line.table,
        "source": line.source or None,
        "files": line.files,
        "rows": line.rows,
        "refused": line.refused,
        "from": line.happened_from and str(line.happened_from),
        "until": line.happened_until and str(line.happened_until),
        "newest_said": line.newest_said or None,
        "newest_received": str(line.newest_received),
        "unfinished": line.unfinished,
        "broken": line.broken,
    }


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    text = f"{value:,}" if isinstance(value, int) else str(value)
    return "".join(sign if sign.isprintable() else "?" for sign in text)
