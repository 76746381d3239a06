"""The commands: `law`, `judge`, `report`. Exit codes: 0 done or clear, 1 a finding, 2 bad input, 3 depends only, 4 integrity."""

from __future__ import annotations

import signal
import sys
from datetime import UTC, date, datetime
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from vetoproof.cli.council import council
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
app.command()(trace)
app.command()(tracks)


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


@app.command()
def law(
    on: Annotated[date | None, typer.Option(parser=read_day_option, metavar="DAY", help="In force on this day. Default: --as-of.")] = None,
    goods: Annotated[str | None, typer.Option(metavar="HS", help="That name goods of this HS code.")] = None,
    state: Annotated[str | None, typer.Option(metavar="ISO3", help="That bind this State.")] = None,
    provision: Annotated[str | None, typer.Option(metavar="ID", help="This paragraph whole, as 2397/5.")] = None,
    due: Annotated[str | None, typer.Option(metavar="DAY..DAY", help="The calendar of duties instead.")] = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    regime: RegimeName = "un-dprk",
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """List the provisions in force on a day, or the calendar of duties."""
    from vetoproof import monitor
    from vetoproof.cli import show

    day = on or as_of or today()
    if due:
        show.duties(monitor.duties(show.span(due), as_of or today(), known_by or today(), regime=regime), json=json)
    elif provision:
        show.provision(monitor.load_regime(regime), provision, day, json=json)
    else:
        show.provisions(monitor.law(day, goods=goods, state=state, regime=regime), day, json=json)


@app.command()
def cap(
    name: Annotated[str, typer.Argument(metavar="NAME", help="refined-petroleum, crude, coal, ...; or a paragraph, as 2397/5.")],
    year: Annotated[int | None, typer.Option(metavar="Y", help="The year. Default: that of --as-of.", show_default=False)] = None,
    false_positive: Annotated[
        str, typer.Option("--false-positive", metavar="RATE", help="Share of claimed calls that were no delivery: R, or LOW,MID,HIGH.")
    ] = "0",
    as_of: AsOf = None,
    known_by: KnownBy = None,
    regime: RegimeName = "un-dprk",
    store: StoreFolder = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Show what came in against a cap: reported, silent months, what others claim, the break-even load, the day it was passed."""
    from vetoproof import monitor
    from vetoproof.cli import capping

    day, known = as_of or today(), known_by or today()
    found = monitor.cap(name, day, known, year=year, false_positive=capping.rates(false_positive), regime=regime, store=store)
    years = None if json or year else monitor.cap_years(name, day, known, regime=regime, store=store)
    capping.show(found, years, json=json)


@app.command()
def record(
    table: Annotated[
        str, typer.Argument(metavar="TABLE", help="oil, estimates, bilateral, incidents, tests, ..; of the store: flows, mirror.")
    ],
    definition: Annotated[
        str | None, typer.Option("--definition", metavar="NAME", help="How it is counted. Default: the table's own.")
    ] = None,
    where: Annotated[
        list[str] | None, typer.Option("--where", metavar="COLUMN=WORD", help="Only rows with this word in this column.")
    ] = None,
    status: Annotated[str | None, typer.Option("--status", metavar="WORD", help="The same as --where status=WORD.")] = None,
    outcome: Annotated[str | None, typer.Option("--outcome", metavar="WORD", help="The same as --where outcome=WORD.")] = None,
    orbital: Annotated[str | None, typer.Option(metavar="WORD", help="tests: space launches in, out or only.")] = None,
    day: Annotated[str | None, typer.Option(metavar="CLOCK", help="tests: the calendar day in utc or kst.")] = None,
    as_published: Annotated[
        str | None, typer.Option(metavar="SOURCE@DAY", help="incidents: a publisher's totals as it gave them by that day.")
    ] = None,
    bridge: Annotated[
        str | None, typer.Option(metavar="SOURCE@DAY", help="incidents: bridge --as-published to these totals. Default: the record's.")
    ] = None,
    match: Annotated[Path | None, typer.Option(metavar="FILE", help="incidents: is each row of this list a theft on record?")] = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    regime: RegimeName = "un-dprk",
    store: StoreFolder = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Show a table of the public record, or of the customs files of the store, and its totals under a stated definition."""
    from vetoproof import monitor
    from vetoproof.cli import incidents, recording

    words = {"status": status, "outcome": outcome}
    chosen = recording.filters([*(where or ()), *(f"{column}={word}" for column, word in words.items() if word)])
    if as_published or bridge or match:
        incidents.answer(table, as_published, bridge, match, (definition, chosen, as_of or today(), known_by or today()), json=json)
        return
    switches = {name: word for name, word in {"orbital": orbital, "day": day}.items() if word}
    found = monitor.record(
        table,
        as_of or today(),
        known_by or today(),
        definition=definition,
        where=chosen,
        switches=switches,
        store=store,
        regime=regime,
    )
    recording.told(found, json=json)


@app.command()
def estimate(
    name: Annotated[str, typer.Argument(metavar="NAME", help="arms, plutonium or workers.")],
    claim: Annotated[str | None, typer.Option(metavar="ID", help="arms: the count of containers, by its id in the record.")] = None,
    containers: Annotated[float | None, typer.Option(metavar="N", help="arms: a count of your own.")] = None,
    facility: Annotated[str | None, typer.Option(metavar="NAME", help="plutonium: the reactor.")] = None,
    host: Annotated[str | None, typer.Option(metavar="ISO3", help="workers: the State; without it all together.")] = None,
    between: Annotated[str | None, typer.Option(metavar="DAY..DAY", help="plutonium: from which day to which.")] = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    store: StoreFolder = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Work out a disputed figure: its range, who said each input, checks, what moves it, what nobody saw."""
    from vetoproof import monitor
    from vetoproof.cli import estimating, show

    span = show.span(between, "--between") if between else None
    found = monitor.estimate(
        name,
        as_of or today(),
        known_by or today(),
        claim=claim,
        containers=containers,
        facility=facility,
        host=host,
        span=span,
        store=store,
    )
    estimating.told(found, json=json)


@app.command()
def ship(
    query: Annotated[str, typer.Argument(metavar="IMO|MMSI|NAME", help="Seven digits, nine digits, or a name.")],
    since: Annotated[date | None, typer.Option(parser=read_day_option, metavar="DAY", help="Positions from this day on.")] = None,
    lists: Annotated[list[Path] | None, typer.Option("--list", metavar="FILE", help="Another list, beside the designations.")] = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    regime: RegimeName = "un-dprk",
    store: StoreDir = Path("vetoproof-store"),
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Tell of one ship: lists, identities side by side, events, a verdict, and what was not covered."""
    from vetoproof import monitor
    from vetoproof.cli import shipping

    found = monitor.ship(query, as_of or today(), known_by or today(), since=since, store=store, lists=lists or (), regime=regime)
    raise typer.Exit(shipping.told(found, json=json))


@app.command()
def status(
    provision: Annotated[str | None, typer.Option(metavar="ID", help="This paragraph or promise only.")] = None,
    party: Annotated[str | None, typer.Option(metavar="ISO3", help="This party only; EUU the Union, GROUP all bound together.")] = None,
    test: Annotated[str | None, typer.Option(metavar="NAME", help="This test only, as status_at_date or peak_k5.")] = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    regime: RegimeName = "un-dprk",
    store: StoreFolder = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Show where each duty, cap or target of a regime stands: by its standing, its deadline and the figures of the record."""
    from vetoproof import monitor
    from vetoproof.cli import status as door

    found = monitor.status(as_of or today(), known_by or today(), provision=provision, party=party, test=test, regime=regime, store=store)
    raise typer.Exit(door.show(found, json=json, folded=party is None))


@app.command()
def judge(
    facts: Annotated[Path, typer.Argument(metavar="FACTS", help="Facts as .jsonl or .parquet; - for standard input.")],
    why: Annotated[bool, typer.Option("--why", help="Each paragraph tried, and the smallest changes that flip the verdict.")] = False,
    enrich: Annotated[bool, typer.Option("--enrich", help="Look up what a fact is silent on: designation, flag, owner.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="No answers at all if a fact cannot be read.")] = False,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    store: StoreDir = Path("vetoproof-store"),
    regime: RegimeName = "un-dprk",
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Judge facts: which paragraph in force that day each one breaches, and what decides."""
    from vetoproof import monitor
    from vetoproof.cli import judging

    enricher = monitor.enricher(regime, as_of or today(), known_by or today(), store) if enrich else None
    book = monitor.answer_book(regime, as_of or today(), why=why, enricher=enricher)
    raise typer.Exit(judging.judge_file(facts, book, strict=strict, json=json, quiet=quiet))


@app.command()
def ingest(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files; the format is recognised by the content.")],
    format: Annotated[
        str | None, typer.Option("--as", metavar="FORMAT", help="facts, list, customs, positions, claims, ownership, record or original.")
    ] = None,
    source: Annotated[str, typer.Option(help="Where the files come from; rows may name their own source.")] = "",
    root: Annotated[str, typer.Option(help="Who said it first, if the source only repeats it.")] = "",
    grade: Annotated[str, typer.Option(metavar="B2", help="Reliability A to F and credibility 1 to 6; F6 is not judged.")] = "F6",
    tlp: Annotated[str, typer.Option(help="CLEAR, GREEN, AMBER, AMBER+STRICT or RED.")] = "AMBER",
    claim: Annotated[str, typer.Option(metavar="TEXT", help="What an original shows; or NAME.claim.json beside it.")] = "",
    received: Annotated[
        date | None, typer.Option(parser=read_day_option, metavar="DAY", help="When the files came. Default: today (UTC).")
    ] = None,
    store: StoreFolder = None,
    strict: Annotated[bool, typer.Option("--strict", help="Take nothing of a file in which a row is wrong.")] = False,
    columns: Annotated[str | None, typer.Option(metavar="mmsi=ID,t=..", help="Positions: which column holds which field.")] = None,
    accept_shrink: Annotated[
        bool, typer.Option("--accept-shrink", help="Take a list that has far fewer entities than its last version.")
    ] = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Take files into the store: rows taken, refused and why. A run that was cut short goes on where it stopped."""
    from vetoproof import monitor
    from vetoproof.cli import ingesting

    given = ingesting.about(source, root, grade, tlp, received or today(), datetime.now(UTC).replace(tzinfo=None))
    with monitor.intake(store, strict=strict, report=ingesting.meter(quiet), accept_shrink=accept_shrink, columns=columns) as intake:
        raise typer.Exit(ingesting.take_all(intake, files, ingesting.About(given, format, claim), json=json, quiet=quiet))


@app.command()
def screen(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME...", help="Names, IMO numbers or addresses.", show_default=False)
    ] = None,
    file: Annotated[
        Path | None, typer.Option(metavar="F", help="Parties as .jsonl, CSV or Parquet; - for standard input.", show_default=False)
    ] = None,
    kind: Annotated[str, typer.Option(metavar="KIND", help="Person, Company, Organization, Vessel or CryptoWallet. Default: all.")] = "",
    lists: Annotated[
        list[Path] | None,
        typer.Option("--list", metavar="FILE", help="Another list, or the name of one in the store; repeatable.", show_default=False),
    ] = None,
    map_: Annotated[
        list[str] | None, typer.Option("--map", metavar="WHAT=COLUMN", help="Which column holds what.", show_default=False)
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="F", help="Answers to a .jsonl, .csv or .parquet; goes on where it stopped.", show_default=False)
    ] = None,
    receipt: Annotated[Path | None, typer.Option(metavar="OUT", help="A receipt that `verify` runs again.", show_default=False)] = None,
    watch: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Remember the answers here, and show only what is new since.", show_default=False)
    ] = None,
    as_of: AsOf = None,
    store: StoreDir = Path("vetoproof-store"),
    regime: RegimeName = "un-dprk",
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Screen parties against the designations of the law and other lists, as of a day."""
    from vetoproof.cli import screening

    asked = screening.Asked(names or [], file, kind, screening.mapping(map_))
    against = screening.Against(tuple(lists or ()), as_of or today(), store, regime)
    raise typer.Exit(screening.run(asked, against, screening.Into(out, receipt, watch, json, quiet)))


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(metavar="RECEIPT", help="A receipt of `screen`.")],
    store: StoreDir = Path("vetoproof-store"),
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run a receipt again: 0 if it gives the same bytes, 4 if it does not or something was altered."""
    from vetoproof import monitor
    from vetoproof.cli import screening

    raise typer.Exit(screening.show_verified(file, monitor.verify(file, store), json=json, quiet=quiet))


@stores.command("status")
def store_status(
    store: StoreFolder = None,
    check: Annotated[bool, typer.Option("--check", help="Hash every original again; exit 4 if one was altered.")] = False,
    json: Json = False,
) -> None:
    """Which spans, sources and formats the store holds."""
    from vetoproof import monitor
    from vetoproof.cli import storing

    storing.show_status(monitor.store_status(store), json=json)
    if check:
        raise typer.Exit(storing.show_altered(monitor.altered(store)))


@stores.command("lists")
def store_lists(store: StoreFolder = None, json: Json = False) -> None:
    """Which versions of which lists the store holds, and as of when."""
    from vetoproof import monitor
    from vetoproof.cli import storing

    storing.show_lists(*monitor.store_lists(store), json=json)


@stores.command("diff")
def store_diff(
    name: Annotated[str, typer.Argument(metavar="LIST", help="As `store lists` names it, or enough of that.")],
    old: Annotated[str, typer.Argument(metavar="OLD", help="A day, or the first signs of a version.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="A day, or the first signs of a version.")],
    store: StoreFolder = None,
    json: Json = False,
) -> None:
    """What changed between two versions of a list: who was added, removed or changed, field by field."""
    from vetoproof import monitor
    from vetoproof.cli import storing

    storing.show_difference(monitor.store_diff(name, old, new, store), json=json)


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
