"""`vetoproof trace`: stolen funds through a graph of transfers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def trace(
    edges: Annotated[Path, typer.Argument(metavar="EDGES", help="A CSV of transfers: tx,time,from,to,amount,token[,fee,block]; .gz too.")],
    sources: Annotated[
        str,
        typer.Option("--from", metavar="SOURCES", help="A file with an address a line (or address,amount,time), or addresses with commas."),
    ],
    terminals: Annotated[
        str | None,
        typer.Option("--to", metavar="TERMINALS", help="Where the trace ends: a file or addresses. Default: services, else sinks."),
    ] = None,
    rule: Annotated[
        str, typer.Option(metavar="LIST", help="haircut, fifo, poison, lifo, seniority.")
    ] = "haircut,fifo,poison,lifo,seniority",
    labels: Annotated[
        Path | None, typer.Option(metavar="F", help="A CSV address,label,kind[,chain]: services end the trace.", show_default=False)
    ] = None,
    columns: Annotated[str, typer.Option(metavar="LIST", help="Which column is which: tx=Hash,time=When,..", show_default=False)] = "",
    token: Annotated[str, typer.Option(metavar="NAME", help="The token, if the file has no column for it.", show_default=False)] = "",
    decimals: Annotated[
        str, typer.Option(metavar="N", help="Places of the smallest unit, or TOKEN=N,..; else by the file.", show_default=False)
    ] = "",
    chain: Annotated[str, typer.Option(metavar="NAME", help="The chain, for labels of several.", show_default=False)] = "",
    dust: Annotated[
        str, typer.Option(metavar="AMOUNT", help="Less than this spreads nothing, as the file writes amounts.", show_default=False)
    ] = "",
    keep_duplicates: Annotated[bool, typer.Option("--keep-duplicates", help="Count rows that are equal in every cell each time.")] = False,
    at_hour: Annotated[
        float | None, typer.Option(metavar="H", min=0, help="What could still be frozen H hours after the theft.", show_default=False)
    ] = None,
    theft: Annotated[
        str, typer.Option("--theft-at", metavar="TIME", help="When it was. Default: the first stolen transfer.", show_default=False)
    ] = "",
    patterns: Annotated[bool, typer.Option("--patterns", help="Equal amounts, peel chains, mixers, crossings between chains.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no notes.")] = False,
) -> None:
    """Follow stolen funds through transfers, by five rules: where they are, how sure that is, and that none was lost on the way."""
    from vetoproof import monitor
    from vetoproof.cli import trace_show

    how = trace_show.how(columns, token, decimals)
    traced = monitor.trace(
        edges, sources, terminals, rules=trace_show.rules(rule), labels=labels, how=how, chain=chain,
        dust=trace_show.amount(dust), keep_duplicates=keep_duplicates, report=trace_show.meter(quiet),
    )  # fmt: skip
    if at_hour is not None:
        trace_show.hours(traced, at_hour, theft, json=json)
    elif patterns:
        trace_show.patterns(traced, json=json)
    else:
        trace_show.told(traced, json=json, quiet=quiet)
