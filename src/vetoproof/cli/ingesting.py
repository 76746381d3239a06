"""`vetoproof ingest`: files into the store; a line for each, its refused rows on standard error, progress on a terminal."""

from __future__ import annotations

import json as codec
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from vetoproof.evidence.ingest import Ingested, Intake, Progress
    from vetoproof.evidence.tables import Given

INTERRUPTED = 130  # 128 + SIGINT, as shells have it
MOST_SHOWN = 20  # refused rows of a file on the terminal; --json gives all that the store keeps


@dataclass(frozen=True)
class About:
    """What the caller says of the files."""

    given: Given
    format: str | None
    claim: str


def about(source: str, root: str, grade: str, tlp: str, received: date, logged: datetime) -> Given:
    """What holds for every row of the files."""
    from vetoproof.evidence.tables import Given
    from vetoproof.terms.grades import read_grade, read_tlp

    return Given(source, root, received, read_grade(grade), read_tlp(tlp), logged)


def take_all(intake: Intake, files: Sequence[Path], about: About, *, json: bool, quiet: bool) -> int:
    """Take the files one after the other; one that cannot be taken does not stop the next. The exit code of the worst."""
    from vetoproof.cli.options import Exit
    from vetoproof.terms.errors import VetoproofError

    codes = {int(Exit.CLEAR)}
    for path in files:
        try:
            one = intake.take(path, about.given, format=about.format, claim=about.claim)
        except VetoproofError as error:
            _clear(quiet)
            typer.echo(str(error), err=True)
            codes.add(error.exit_code)
            continue
        except KeyboardInterrupt:
            typer.echo("\ninterrupted; what was acknowledged is kept, and the same command goes on from there", err=True)
            return INTERRUPTED
        _clear(quiet)
        _show(one, json=json, quiet=quiet)
        if one.broken or (one.refused_rows and not one.taken):
            codes.add(Exit.BAD_INPUT)
    return max(codes)  # of those that a producer knows: 0, 2, 4


def _show(one: Ingested, *, json: bool, quiet: bool) -> None:
    if json:
        sys.stdout.write(codec.dumps(as_json(one), ensure_ascii=False) + "\n")
    elif not quiet:
        typer.echo(in_words(one))
    if not json and not quiet:
        for refusal in one.refused[:MOST_SHOWN]:
            typer.echo(f"{one.name} {refusal}", err=True)
        if one.refused and one.refused_rows > MOST_SHOWN:
            typer.echo(f"{one.name}: {one.refused_rows - MOST_SHOWN:,} more rows refused; see --json", err=True)


def as_json(one: Ingested) -> dict[str, Any]:
    """The object of the `ingest` door, one for each file."""
    return {
        "file": one.name,
        "format": one.format,
        "sha256": one.sha256,
        "taken": one.taken,
        "refused": one.refused_rows,
        "why": [{"row": refusal.row, "why": refusal.why} for refusal in one.refused],
        "resumed": one.resumed,
        "again": one.again,
        "broken": one.broken,
        "notes": list(one.notes),
    }


def in_words(one: Ingested) -> str:
    state = "is held already; nothing was done" if one.again else "went on where it was cut short" if one.resumed else "is in"
    counts = f"{one.taken:,} rows taken, {one.refused_rows:,} refused"
    ends = [f"reading broke off: {one.broken}"] if one.broken else []
    return "; ".join((f"{one.name} ({one.format}) {state}: {counts}", *ends, *one.notes))


class Meter:
    """Once a second on a terminal: rows, rate, time left."""

    def __init__(self) -> None:
        self.begun = self.shown = time.monotonic()
        self.first: Progress | None = None

    def __call__(self, now: Progress) -> None:
        if self.first is None or now.rows < self.first.rows:
            self.first, self.begun = now, time.monotonic()
            return
        clock = time.monotonic()
        if clock - self.shown < 1:
            return
        self.shown, spent = clock, clock - self.begun
        rows, read = now.rows - self.first.rows, now.read - self.first.read
        left = f", {(now.size - now.read) * spent / read:,.0f} s left" if read > 0 else ""
        sys.stderr.write(f"\r{now.rows:,} rows, {rows / spent:,.0f} a second{left}    ")
        sys.stderr.flush()


def meter(quiet: bool) -> Meter | None:
    return None if quiet or not sys.stderr.isatty() else Meter()


def _clear(quiet: bool) -> None:
    if not quiet and sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
