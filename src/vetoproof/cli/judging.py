"""`vetoproof judge`: a file of facts in, answers out; broken rows are named on standard error, the others are judged."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from vetoproof.findings.bulk import AnswerBook, Broken, Tally

PARQUET_MAGIC = b"PAR1"
MOST_NAMED = 1_000  # broken rows; what comes after is only counted


def judge_file(path: Path, book: AnswerBook, *, strict: bool, json: bool, quiet: bool) -> int:
    """The exit code; answers on standard output, in the order of the facts."""
    from vetoproof.findings.bulk import Tally

    tally = Tally()
    answers = _answers(path, book, tally)
    if not json:
        answers = _in_words(answers)
    answers = answers if quiet or not sys.stderr.isatty() else _with_progress(answers, tally)
    if strict:
        _all_or_nothing(answers, tally)
    else:
        for block in answers:
            sys.stdout.buffer.write(block)
    sys.stdout.buffer.flush()
    if tally.broken > MOST_NAMED:
        typer.echo(f"{tally.broken - MOST_NAMED:,} more rows without an answer", err=True)
    return _exit_code(tally)


def _answers(path: Path, book: AnswerBook, tally: Tally) -> Iterator[bytes | memoryview]:
    from vetoproof.findings.bulk import judge_lines

    if str(path) == "-":
        yield from judge_lines(sys.stdin.buffer, book, tally, _namer(tally))
        return
    try:
        file = path.open("rb")
    except OSError as error:
        from vetoproof.terms.errors import InputError

        raise InputError(f"cannot be opened ({error.strerror})", where=str(path), do="give a .jsonl or .parquet file") from error
    with file:
        magic = file.peek(len(PARQUET_MAGIC))[: len(PARQUET_MAGIC)]  # a pipe cannot be read twice
        yield from _parquet(path, book, tally) if magic == PARQUET_MAGIC else judge_lines(file, book, tally, _namer(tally))


def _parquet(path: Path, book: AnswerBook, tally: Tally) -> Iterator[bytes | memoryview]:
    from vetoproof.findings.tables import judge_parquet

    yield from judge_parquet(path, book, tally, _namer(tally))


def _namer(tally: Tally) -> Callable[[Broken], None]:
    def name(broken: Broken) -> None:
        if tally.broken <= MOST_NAMED:
            typer.echo(str(broken), err=True)

    return name


def _all_or_nothing(answers: Iterator[bytes | memoryview], tally: Tally) -> None:
    """Answers are shown only when every fact had one."""
    with tempfile.TemporaryFile() as kept:
        for block in answers:
            kept.write(block)
        if tally.broken:
            typer.echo(f"no answers are given (--strict): {tally.broken:,} of {tally.rows:,} facts could not be judged", err=True)
            return
        kept.seek(0)
        shutil.copyfileobj(kept, sys.stdout.buffer)


def _with_progress(answers: Iterator[bytes | memoryview], tally: Tally) -> Iterator[bytes | memoryview]:
    """Once a second: rows done and their rate."""
    begun = shown = time.monotonic()
    for block in answers:
        yield block
        now = time.monotonic()
        if now - shown >= 1:
            shown = now
            sys.stderr.write(f"\r{tally.rows:,} facts, {tally.rows / (now - begun):,.0f} a second ")
    if shown > begun:
        sys.stderr.write("\n")


def _in_words(answers: Iterator[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    """The answers as a reader wants them."""
    import orjson

    for block in answers:
        for line in bytes(block).splitlines():
            yield "\n".join(_told(orjson.loads(line))).encode() + b"\n"


def _told(said: dict[str, Any]) -> Iterator[str]:
    yield f"{said['id']}: {said['verdict'].replace('_', ' ')}"
    for finding in said["findings"]:
        limb = f" ({finding['limb']})" if finding["limb"] else ""
        exemption = f" [{finding['exemption']}]" if finding["exemption"] else ""
        yield f"  {finding['provision']}{limb} {finding['outcome'].replace('_', ' ')}{exemption}: {finding['why']}"
    for filled in said.get("enriched", ()):
        value = {None: "not known", True: "true", False: "false"}.get(filled["value"], filled["value"])
        note = f"; {filled['note']}" if "note" in filled else ""
        yield f"  looked up: {filled['key']} {value} ({filled['source']}){note}"
    for unseen in said.get("unseen", ()):
        yield f"  not looked up: {unseen['what']}: {unseen['why']}"
    for flip in said.get("flips", ()):
        change = " and ".join(f"{key} were {str(value).lower()}" for key, value in flip["set"].items())
        yield f"  if {change}: {flip['verdict'].replace('_', ' ')}"
    for trial in said.get("tried", ()):
        yield f"    tried {trial['provision']} - {trial['decided_by']}: {trial['why']}"


def _exit_code(tally: Tally) -> int:
    """2 if a fact had no answer, 1 if one is a breach, 3 if some only depend, 0 if all is clear."""
    from vetoproof.cli.options import Exit

    if tally.broken:
        return Exit.BAD_INPUT
    if tally.verdicts.get("breach"):
        return Exit.FINDING
    return Exit.OPEN if tally.verdicts.get("depends") else Exit.CLEAR
