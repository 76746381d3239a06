"""The commands that ask: of the law, a cap, the record, an estimate, a ship, where things stand, facts, parties, a receipt."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from vetoproof.cli.options import AsOf, Json, KnownBy, Quiet, RegimeName, StoreDir, StoreFolder, read_day_option, today


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


def screen(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME...", help="Names, IMO numbers or addresses.", show_default=False)
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(metavar="F", help="Parties as JSON lines, CSV or Parquet; - for standard input (not Parquet).", show_default=False),
    ] = None,
    kind: Annotated[str, typer.Option(metavar="KIND", help="Person, Company, Organization, Vessel or CryptoWallet. Default: all.")] = "",
    lists: Annotated[
        list[Path] | None,
        typer.Option("--list", metavar="FILE", help="Another list, or the name of one in the store; repeatable.", show_default=False),
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="WHAT=COLUMN",
            help="Which column holds what: name, imo, passport, dob, ..; FollowTheMoney's words, too.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="F", help="Answers to a .jsonl, .csv or .parquet; goes on where it stopped.", show_default=False)
    ] = None,
    receipt: Annotated[Path | None, typer.Option(metavar="OUT", help="A receipt that `verify` runs again.", show_default=False)] = None,
    watch: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Remember the answers here, and show only what is new since.", show_default=False)
    ] = None,
    as_of: AsOf = None,
    store: StoreFolder = None,
    regime: RegimeName = "un-dprk",
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Screen parties against the designations of the law and other lists, as of a day."""
    from vetoproof.cli import screening

    asked = screening.Asked(names or [], file, kind, screening.mapping(map_))
    against = screening.Against(tuple(lists or ()), as_of or today(), store, regime)
    raise typer.Exit(screening.run(asked, against, screening.Into(out, receipt, watch, json, quiet)))


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
