"""The commands: `law`, `judge`, `report`. Exit codes: 0 done or clear, 1 a finding, 2 bad input, 3 depends only, 4 integrity."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime, timezone
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(
    name="vetoproof",
    help="Sanctions law and evidence as data: what happened, what it breaches, how sure that is, and what nobody saw.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


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
    return datetime.now(timezone.utc).date()


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
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress, no notes.")]


@app.command()
def report(
    out: Annotated[Path, typer.Option(help="The folder for the report.")] = Path("report"),
    formats: Annotated[str, typer.Option("--format", metavar="LIST", help="html, jsonl, or both with a comma.")] = "html,jsonl",
    as_of: AsOf = None,
    known_by: KnownBy = None,
    regime: RegimeName = "un-dprk",
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write the report: the public record, judged by the law in force that day."""
    from vetoproof import monitor
    from vetoproof.cli import show

    page = monitor.report(out, as_of or today(), known_by or today(), regime=regime, formats=show.words(formats))
    if json:
        show.line({"report": str(page), "manifest": str(page.with_name("manifest.json"))})
    elif not quiet:
        typer.echo(f"The report is in {page}")


@app.command()
def law(
    on: Annotated[date | None, typer.Option(parser=read_day_option, metavar="DAY", help="In force on this day. Default: --as-of.")] = None,
    goods: Annotated[str | None, typer.Option(metavar="HS", help="That name goods of this HS code.")] = None,
    state: Annotated[str | None, typer.Option(metavar="ISO3", help="That bind this State.")] = None,
    provision: Annotated[str | None, typer.Option(metavar="ID", help="This paragraph whole, as 2397/5.")] = None,
    due: Annotated[str | None, typer.Option(metavar="DAY..DAY", help="The calendar of duties instead.")] = None,
    as_of: AsOf = None,
    regime: RegimeName = "un-dprk",
    json: Json = False,
) -> None:
    """List the provisions in force on a day, or the calendar of duties."""
    from vetoproof import monitor
    from vetoproof.cli import show

    day = on or as_of or today()
    if due:
        show.duties(monitor.duties(show.span(due), as_of or today(), regime=regime), json=json)
    elif provision:
        show.provision(monitor.load_regime(regime), provision, day, json=json)
    else:
        show.provisions(monitor.law(day, goods=goods, state=state, regime=regime), day, json=json)


@app.command()
def judge(
    facts: Annotated[Path, typer.Argument(metavar="FACTS", help="Facts as .jsonl or .parquet; - for standard input.")],
    why: Annotated[bool, typer.Option("--why", help="Each paragraph tried, and the smallest changes that flip the verdict.")] = False,
    enrich: Annotated[bool, typer.Option("--enrich", help="Look up what a fact is silent on: designation, flag, owner.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="No answers at all if a fact cannot be read.")] = False,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    regime: RegimeName = "un-dprk",
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Judge facts: which paragraph in force that day each one breaches, and what decides."""
    from vetoproof import monitor
    from vetoproof.cli import judging

    book = monitor.answer_book(regime, as_of or today(), why=why, enrich=enrich, known_by=known_by or today())
    raise typer.Exit(judging.judge_file(facts, book, strict=strict, json=json, quiet=quiet))


def main() -> None:
    """Run a command; an error that the caller can mend is one sentence and an exit code."""
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(Exit.CLEAR)
    except Exception as error:
        if not (code := _code_of(error)):
            raise
        typer.echo(str(error), err=True)
        sys.exit(code)


def _code_of(error: Any) -> int:
    """The exit code of an error of ours; 0 for any other."""
    return int(getattr(error, "exit_code", 0))
