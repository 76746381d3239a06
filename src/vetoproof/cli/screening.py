"""`vetoproof screen`: parties in, a line each out; 1 for a match, 3 for a review or what was not screened, 0 if all is clear."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from vetoproof.monitor.screening import Screened, Screener
    from vetoproof.monitor.screening_again import Verified
    from vetoproof.monitor.screening_columns import Opened
    from vetoproof.monitor.screening_receipt import Question, Sum


AT_ONCE = 1_000  # lines of one write
MOST_IDS = 5_000_000  # that are kept to tell which come twice


@dataclass(frozen=True)
class Asked:
    """Who is screened."""

    names: list[str]
    file: Path | None
    kind: str
    map: dict[str, str]


@dataclass(frozen=True)
class Against:
    """What they are screened against."""

    lists: tuple[Path, ...]
    as_of: date
    store: Path | None  # None: not named, so the usual one, if it is there
    regime: str


@dataclass(frozen=True)
class Into:
    """Where the answers go."""

    out: Path | None
    receipt: Path | None
    watch: Path | None
    json: bool
    quiet: bool


def mapping(given: Sequence[str] | None) -> dict[str, str]:
    """`name=COLUMN` as the user gives it."""
    from vetoproof.terms.errors import InputError

    found = dict(one.partition("=")[::2] for one in given or ())
    for holds, column in found.items():
        if not holds or not column:
            raise InputError(f"{holds or column!r} says not which column", where="--map", do="write --map name=COLUMN")
    return found


def run(asked: Asked, against: Against, into: Into) -> int:
    """Screen, write, and say how it went: the exit code."""
    from vetoproof import monitor
    from vetoproof.terms.errors import InputError
    from vetoproof.terms.outputs import keep_apart

    if not asked.names and asked.file is None:
        raise InputError("nobody was named", where="screen", do="give names, or a file with --file")
    if into.out and into.watch:
        raise InputError("writes all answers, and the watch shows the new ones alone", where="--out", do="give --out or --watch, not both")
    read = [*against.lists, *([asked.file] if asked.file else ())]
    keep_apart(read, {"--out": into.out, "--receipt": into.receipt, "--watch": into.watch})
    question = monitor.Question(tuple(asked.names), asked.file, monitor.kind_of_party(asked.kind) if asked.kind else "", asked.map)
    store = monitor.store_folder(against.store)
    opened = question.open()
    screener = monitor.screener(against.as_of, regime=against.regime, files=against.lists, store=store)
    notes(screener, opened, quiet=into.quiet)
    if against.store and not into.quiet and not monitor.holds_store(store):
        typer.echo(f"not covered: the store {store}: nothing is kept there yet", err=True)
    tally, total = Tally(), monitor.Sum()
    if into.out:
        _to_file(question, opened, screener, into, tally, total)
    else:
        answers = screener.stream(opened.rows)
        answers = total.over(answers) if into.receipt else answers
        if into.watch:
            answers = monitor.only_new(answers, into.watch, screener)
        write(answer(answers, tally, json=into.json, quiet=into.quiet))
    if into.receipt:
        into.receipt.write_bytes(monitor.receipt_bytes(question, screener, against.regime, total, into.out))
    if not into.quiet and (asked.file or into.out):
        for line in (*opened.remarks.told(), *tally.told(), str(tally)):
            typer.echo(_safe(line), err=True)
    return tally.exit_code()


class Tally:
    """What was answered so far."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.bad = 0
        self.ids: set[int] = set()
        self.again = 0

    def count(self, found: Screened) -> None:
        key = found.decision or "unseen"
        self.counts[key] = self.counts.get(key, 0) + 1
        self.bad += found.bad
        if (mine := hash(str(found.id))) in self.ids:
            self.again += 1
        elif len(self.ids) < MOST_IDS:
            self.ids.add(mine)

    @property
    def rows(self) -> int:
        return sum(self.counts.values())

    def exit_code(self) -> int:
        from vetoproof.cli.options import Exit

        if self.bad:
            return Exit.BAD_INPUT
        if self.counts.get("match"):
            return Exit.FINDING
        return Exit.OPEN if self.counts.get("review") or self.counts.get("unseen") else Exit.CLEAR

    def told(self) -> Iterator[str]:
        if self.again:
            yield f"{self.again:,} answers have an id that another has, too (a row without one has its number): go by their order"

    def __str__(self) -> str:
        told = ", ".join(
            f"{self.counts[key]:,} {key.replace('_', ' ')}" for key in ("match", "review", "no_match", "unseen") if key in self.counts
        )
        return f"{self.rows:,} screened: {told or 'nobody'}"


def notes(screener: Screener, opened: Opened, *, quiet: bool) -> None:
    """What was screened against, and what an answer cannot rest on; on standard error. A column that may decide is told in any case."""
    columns = opened.columns
    for column in columns.missed if columns else ():
        typer.echo(
            _safe(f"not read: {column}, which may hold a number or day that decides; say --map imo={column}, or what it is"), err=True
        )
    if quiet:
        return
    for source in screener.lists.sources:
        typer.echo(_safe(f"against {source.list} of {source.as_of or 'no stated day'}: {source.parties:,} parties"), err=True)
    for one in screener.lists.unseen:
        typer.echo(_safe(f"not covered: {one.what}: {one.why}"), err=True)
    if columns:
        typer.echo(_safe(columns.told), err=True)


def answer(answers: Iterable[Screened], tally: Tally, *, json: bool, quiet: bool) -> Iterator[bytes]:
    """The answers as lines; progress on a terminal."""
    from vetoproof import monitor

    begun = shown = time.monotonic()
    loud = not quiet and sys.stderr.isatty()
    for found in answers:
        tally.count(found)
        yield monitor.line_of(found) if json else ("\n".join(told(found)) + "\n").encode()
        if loud and time.monotonic() - shown >= 1:
            shown = time.monotonic()
            sys.stderr.write(f"\r{tally.rows:,} parties, {tally.rows / (shown - begun):,.0f} a second ")
    if shown > begun:
        sys.stderr.write("\n")


def _to_file(question: Question, opened: Opened, screener: Screener, into: Into, tally: Tally, total: Sum) -> None:
    """Answers into a file; rows that an interrupted run has answered are counted and not asked again."""
    from vetoproof import monitor

    if into.out is None:
        return
    with monitor.answers_file(into.out, question, screener) as out:
        for one in out.before(opened.rows):
            tally.count(one)
            total.add(one)
        if out.done and not into.quiet:
            typer.echo(f"{out.done:,} rows were answered before; it goes on after them", err=True)
        if out.anew and not into.quiet:
            typer.echo("an earlier run was cut short, on other parties, lists, owners or code: it begins anew", err=True)
        answers = screener.stream(opened.rows, out.done)
        answers = total.over(answers) if into.receipt else answers
        for line in answer(answers, tally, json=True, quiet=into.quiet):
            out.write(line)


def write(lines: Iterable[bytes]) -> None:
    """Some at a time: a write for each line costs more than the line. What came before a fault is written."""
    held: list[bytes] = []
    try:
        for line in lines:
            held.append(line)
            if len(held) == AT_ONCE:
                sys.stdout.buffer.write(b"".join(held))
                held.clear()
    finally:
        sys.stdout.buffer.write(b"".join(held))
        sys.stdout.buffer.flush()


def told(found: Screened) -> Iterator[str]:
    """An answer in words. Names of others are printed without control signs."""
    yield _safe(
        f"{found.query or found.id}: {(found.decision or 'not screened').replace('_', ' ')}{': ' + found.unseen if found.unseen else ''}"
    )
    for match in found.matches:
        yield _safe(f"  {match['decision']} {match['list']} {match['ref']} {match['name']} ({match['score']:.2f})")
        yield from (_safe(f"    {reason}") for reason in match["why"])
    if found.answer.more:
        yield f"  and {found.answer.more:,} more, no better than these"


def _safe(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def show_verified(path: Path, found: Verified, *, json: bool, quiet: bool) -> int:
    """Whether the run gave the same bytes; the exit code."""
    from vetoproof.cli import show
    from vetoproof.cli.options import Exit

    if json:
        show.line({"receipt": str(path), "same": found.same, "answers": found.answers, "why": list(found.why), "notes": list(found.notes)})
    elif found.same and not quiet:
        typer.echo(f"{_safe(str(path))}: the same bytes again, {found.answers:,} answers")
    for reason in () if json else (*found.why, *(() if quiet else found.notes)):
        typer.echo(f"{_safe(str(path))}: {reason}", err=True)
    return int(Exit.CLEAR if found.same else Exit.INTEGRITY)
