"""`vetoproof store ..`: what the store holds."""

from __future__ import annotations

import json as codec
import sys
from collections.abc import Iterable
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from vetoproof.evidence.lists.changes import Change, Difference
    from vetoproof.evidence.lists.versions import Version
    from vetoproof.evidence.status import Line

LONGEST = 200  # signs of a value on the terminal
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
    from vetoproof.cli.options import Exit

    named = list(found)
    for one in named:
        typer.echo(one, err=True)
    return int(Exit.INTEGRITY if named else Exit.CLEAR)


def show_lists(held: Iterable[Version], waiting: Iterable[tuple[str, str]], *, json: bool) -> None:
    """Each version of each list, by list and day."""
    found = list(held)
    if json:
        for one in found:
            sys.stdout.write(codec.dumps(version_json(one), ensure_ascii=False) + "\n")
    elif not found:
        typer.echo("The store holds no list.")
    else:
        for name, some in groupby(found, key=lambda one: one.list):
            typer.echo(_plain(name))
            for one in some:
                parts = "" if len(one.parts) == 1 else f"  ({', '.join(part.part for part in one.parts)})"
                typer.echo(f"  {one.as_of}  {one.entities:>9,} entities  {one.version[:12]}{parts}")
    for name, part in waiting:
        typer.echo(f"{_plain(name)}: {part}.csv is held, and waits for sdn.csv", err=True)


def version_json(one: Version) -> dict[str, Any]:
    """The object of the `store lists` door: one version of one list."""
    return {
        "list": one.list,
        "version": one.version[:12],
        "as_of": str(one.as_of),
        "entities": one.entities,
        "sha256": one.version,
        "files": [{"part": part.part or None, "form": part.form, "as_of": str(part.as_of), "sha256": part.sha256} for part in one.parts],
    }


def show_difference(found: Difference, *, json: bool) -> None:
    """What changed between two versions."""
    if json:
        for change in found.changes:
            sys.stdout.write(codec.dumps(change_json(found, change), ensure_ascii=False, default=str) + "\n")
    else:
        counts = {what: sum(change.what == what for change in found.changes) for what in ("added", "removed", "changed")}
        told = ", ".join(f"{many:,} {what}" for what, many in counts.items())
        typer.echo(
            f"{_plain(found.list)}: {found.old.as_of} ({found.old.version[:12]}) to {found.new.as_of} ({found.new.version[:12]}): {told}"
        )
        for change in found.changes:
            typer.echo(f"  {change.what:<8} {_plain(change.ref)}  {_plain(change.name)}")
            for name, (was, now) in change.fields.items():
                typer.echo(f"           {name}: {_told(was, now)}")
    for part in found.left_out:
        typer.echo(f"{part}.csv is in one of the two versions only, and is not compared", err=True)


def change_json(found: Difference, change: Change) -> dict[str, Any]:
    """The object of the `store diff` door, one for each entity that differs."""
    return {
        "list": found.list,
        "old": found.old.version[:12],
        "new": found.new.version[:12],
        "change": change.what,
        "ref": change.ref,
        "kind": change.kind,
        "name": change.name,
        "programs": list(change.programs),
        "fields": {name: {"old": was, "new": now} for name, (was, now) in change.fields.items()},
    }


def _told(was: Any, now: Any) -> str:
    """What went and what came."""
    if not isinstance(was, list) and not isinstance(now, list):
        return f"{_plain(_short(was))} -> {_plain(_short(now))}"
    gone, come = [one for one in was or () if one not in (now or ())], [one for one in now or () if one not in (was or ())]
    return "; ".join((*(f"- {_plain(_short(one))}" for one in gone), *(f"+ {_plain(_short(one))}" for one in come)))


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if part)
    return "-" if value is None else str(value) if len(str(value)) <= LONGEST else f"{str(value)[:LONGEST]}.."


def _plain(text: str) -> str:
    """Without signs that would steer a terminal, marks that turn the direction of writing among them."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


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
