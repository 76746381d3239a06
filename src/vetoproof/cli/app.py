"""The commands: `law`, `judge`, `report`. Exit codes: 0 done or clear, 1 a finding, 2 bad input, 3 depends only, 4 integrity."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from vetoproof.cli import asking, keeping
from vetoproof.cli.council import council
from vetoproof.cli.options import AsOf, Json, KnownBy, Quiet, RegimeName, StoreDir, today
from vetoproof.cli.tracing import trace
from vetoproof.cli.tracking import tracks

app = typer.Typer(
    name="vetoproof",
    help="Sanctions law and evidence as data: what happened, what it breaches, how sure that is, and what nobody saw.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

stores = typer.Typer(no_args_is_help=True, help="What the store of evidence holds.")
app.add_typer(stores, name="store")
app.add_typer(council, name="council")
QUESTIONS = (
    asking.law, asking.cap, asking.record, asking.estimate, asking.ship, asking.status, asking.judge, asking.screen, asking.verify,
)  # fmt: skip


@app.command()
def report(
    out: Annotated[Path, typer.Option(help="The folder for the report.")] = Path("report"),
    formats: Annotated[str, typer.Option("--format", metavar="LIST", help="html, jsonl, or both with a comma.")] = "html,jsonl",
    against: Annotated[
        Path | None, typer.Option(metavar="RUN", help="An earlier report: what changed since, split by cause.", show_default=False)
    ] = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    regime: RegimeName = "un-dprk",
    store: StoreDir = Path("vetoproof-store"),
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write the report: the public record and your store, judged by the law in force that day."""
    from vetoproof import monitor
    from vetoproof.cli import show

    made = monitor.report(
        out, as_of or today(), known_by or today(), regime=regime, formats=show.words(formats), against=against, store=store
    )
    if json:
        show.line({"report": str(made.path), "manifest": str(out / "manifest.json")})
    elif not quiet:
        typer.echo(f"The report is in {made.path}")
    if made.changes and (json or not quiet):
        show.changes(made.changes, json=json)


for command in (*QUESTIONS, trace, tracks, keeping.ingest):
    app.command()(command)
stores.command("status")(keeping.store_status)
stores.command("lists")(keeping.store_lists)
stores.command("diff")(keeping.store_diff)


def main() -> None:
    """Run a command; an error that the caller can mend is one sentence and an exit code."""
    if hasattr(signal, "SIGPIPE"):  # `vetoproof judge .. | head`: end without a word, as others do, and not with the code of a finding
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        app()
    except Exception as error:
        if not (code := _code_of(error)):
            raise
        typer.echo(str(error), err=True)
        sys.exit(code)


def _code_of(error: Any) -> int:
    """The exit code of an error of ours; 0 for any other."""
    return int(getattr(error, "exit_code", 0))
