"""`vetoproof screen`: parties in, a line each out; 1 for a match, 3 for a review or what was not screened, 0 if all is clear."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from vetoproof.monitor.screening import Screened, Screener


def mapping(given: Sequence[str] | None) -> dict[str, str]:
    """`name=COLUMN` as the user gives it."""
    from vetoproof.terms.errors import InputError

    found = dict(one.partition("=")[::2] for one in given or ())
    for holds, column in found.items():
        if not holds or not column:
            raise InputError(f"{holds or column!r} says not which column", where="--map", do="write --map name=COLUMN")
    return found


class Tally:
    """What was answered so far."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.bad = 0

    def count(self, found: Screened) -> None:
        key = found.decision or "unseen"
        self.counts[key] = self.counts.get(key, 0) + 1
        self.bad += found.bad

    @property
    def rows(self) -> int:
        return sum(self.counts.values())

    def exit_code(self) -> int:
        from vetoproof.cli.app import Exit

        if self.bad:
            return Exit.BAD_INPUT
        if self.counts.get("match"):
            return Exit.FINDING
        return Exit.OPEN if self.counts.get("review") or self.counts.get("unseen") else Exit.CLEAR

    def __str__(self) -> str:
        told = ", ".join(f"{self.counts[key]:,} {key.replace('_', ' ')}" for key in ("match", "review", "no_match", "unseen") if key in self.counts)
        return f"{self.rows:,} screened: {told or 'nobody'}"


def notes(screener: Screener, *, quiet: bool) -> None:
    """What was screened against, and what an answer cannot rest on; on standard error."""
    if quiet:
        return
    for source in screener.lists.sources:
        typer.echo(f"against {source.list} of {source.as_of or 'no stated day'}: {source.parties:,} parties", err=True)
    for one in screener.lists.unseen:
        typer.echo(f"not covered: {one.what}: {one.why}", err=True)


def answer(screener: Screener, parties: Iterable[Any], tally: Tally, *, json: bool, quiet: bool) -> Iterator[bytes]:
    """The answers as lines; progress on a terminal."""
    import orjson

    shown = None if quiet or not sys.stderr.isatty() else time.monotonic()
    begun = time.monotonic()
    for found in screener.stream(parties):
        tally.count(found)
        yield orjson.dumps(found.as_json()) + b"\n" if json else ("\n".join(told(found)) + "\n").encode()
        if shown is not None and time.monotonic() - shown >= 1:
            shown = time.monotonic()
            sys.stderr.write(f"\r{tally.rows:,} parties, {tally.rows / (shown - begun):,.0f} a second ")
    if shown is not None and shown > begun:
        sys.stderr.write("\n")


def write(lines: Iterable[bytes]) -> None:
    for line in lines:
        sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


def told(found: Screened) -> Iterator[str]:
    """An answer in words. Names of others are printed without control signs."""
    yield _safe(f"{found.query or found.id}: {(found.decision or 'not screened').replace('_', ' ')}{': ' + found.unseen if found.unseen else ''}")
    for match in found.matches:
        yield _safe(f"  {match['decision']} {match['list']} {match['ref']} {match['name']} ({match['score']:.2f})")
        yield from (_safe(f"    {reason}") for reason in match["why"])


def _safe(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def query(name: str, kind: str) -> Mapping[str, Any]:
    return {"id": name, "kind": kind, "name": name}


def files(given: Sequence[Path] | None) -> list[Path]:
    return list(given or ())
