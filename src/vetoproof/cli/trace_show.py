"""What `vetoproof trace` found -> lines for a script or a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from vetoproof.cli import show

if TYPE_CHECKING:
    from decimal import Decimal

    from vetoproof.detect.funds.answer import Line, Range
    from vetoproof.detect.funds.hour import AtHour
    from vetoproof.detect.funds.patterns import Pattern
    from vetoproof.evidence.edges.known import Named
    from vetoproof.evidence.edges.reader import How
    from vetoproof.evidence.edges.tables import Token
    from vetoproof.monitor.the_money import Traced

MOST_SHOWN = 10


def meter(quiet: bool) -> Callable[[int, float], None] | None:
    """On a terminal, once a second at most: rows, rate, time left to read."""
    if quiet or not sys.stderr.isatty():
        return None
    begun = shown = time.monotonic()

    def report(rows: int, share: float) -> None:
        nonlocal shown
        spent = time.monotonic() - begun
        if time.monotonic() - shown >= 1 or share >= 1:
            shown = time.monotonic()
            left = "then the rules" if share >= 1 else f"{spent * (1 - share) / share:,.0f} s left to read"
            sys.stderr.write(f"\r{rows:,} rows, {rows / spent:,.0f} a second, {left}\x1b[K" + ("\n" if share >= 1 else ""))
            sys.stderr.flush()

    return report


def told(traced: Traced, *, json: bool, quiet: bool) -> None:
    """Every line, then the range if there is more than one rule."""
    lines = traced.lines()
    ranges = traced.ranges(lines)
    if not quiet and not json:
        for note in traced.prepared.notes:
            sys.stderr.write(f"note: {note}\n")
    if json:
        for line in lines:
            show.line({**_line(line), "named": _named(traced, line), "notes": list(traced.prepared.notes)})
        for one in ranges:
            show.line(_range(one))
    else:
        _in_words(lines, ranges)


def how(columns: str, token: str, decimals: str) -> How:
    """The options on how a file is read."""
    from vetoproof.evidence.edges.naming import columns_option
    from vetoproof.evidence.edges.reader import How
    from vetoproof.evidence.edges.scales import decimals_option

    return How(columns_option(columns), token, decimals_option(decimals))


def rules(text: str) -> tuple[str, ...]:
    from vetoproof.detect.funds.trace import read_rules

    return read_rules(text)


def amount(text: str) -> Decimal | None:
    from vetoproof.terms.errors import InputError
    from vetoproof.terms.quantity import decimal

    try:
        return decimal(text) if text else None
    except ValueError as error:
        raise InputError(str(error), where="--dust", do="give an amount as the file writes them") from error


def hours(traced: Traced, number: float, theft: str, *, json: bool) -> None:
    """What could still be frozen at an hour, by each rule."""
    from vetoproof.detect.funds.request import read_time

    for found in traced.at_hour(number, read_time(theft) if theft else None):
        (_hour_line if json else _hour_words)(found, traced, number)


def _hour_line(found: AtHour, traced: Traced, number: float) -> None:
    token = traced.prepared.graph.tokens[found.token]
    deposits = {a: {"arrived": d.arrived, "there": d.there, "to_come": d.to_come} for a, d in found.deposits.items()}
    times = {"at_hour": number, "theft": _time(found.theft), "time": _time(found.hour)}
    show.line({"rule": found.rule, "token": token.name, "decimals": token.places, **times, "deposits": deposits, "held": dict(found.held)})


def _hour_words(found: AtHour, traced: Traced, number: float) -> None:
    token = traced.prepared.graph.tokens[found.token]
    there, come = (_coins(amount, token.places) for amount in (found.there, found.to_come))
    print(
        f"{found.rule}, {number:g} hours after {_time(found.theft)}: at services at most {there} {token.name} still there, {come} to come"
    )
    for address, deposit in [item for item in found.deposits.items() if item[1].freezable][:MOST_SHOWN]:
        print(f"  {address}  {_coins(deposit.there, token.places)} there, {_coins(deposit.to_come, token.places)} to come")


def patterns(traced: Traced, *, json: bool) -> None:
    """What the way of the funds is consistent with."""
    for found in traced.patterns():
        token = traced.prepared.graph.tokens[found.token]
        if json:
            show.line(_pattern(found, token))
        else:
            count = f"{found.transfers} transfers, {_time(found.first)} to {_time(found.last)}"
            print(f"{found.pattern}: {_coins(found.amount, token.places)} {token.name}, {count}\n  {found.says}")
    if not traced.prepared.labels and not json:
        print("not looked: mixers and crossings between chains, for want of --labels")


def _pattern(found: Pattern, token: Token) -> dict[str, Any]:
    return {
        "pattern": found.pattern,
        "token": token.name,
        "decimals": token.places,
        "amount": found.amount,
        "transfers": found.transfers,
        "first": _time(found.first),
        "last": _time(found.last),
        "senders": list(found.senders),
        "receivers": list(found.receivers),
        "rows": list(found.rows),
        "confidence": found.confidence,
        "candidates": [{"row": one.row, "receiver": one.receiver, "amount": one.amount} for one in found.candidates],
        "says": found.says,
    }


def _line(line: Line) -> dict[str, Any]:
    leads = [
        {
            "deposit": lead.deposit,
            "service": lead.service,
            "label": lead.label,
            "label_source": lead.label_source,
            "amount": lead.amount,
            "transfers": lead.transfers,
            "first": _time(lead.first),
            "last": _time(lead.last),
            "rows": list(lead.rows),
        }
        for lead in line.leads
    ]
    return {
        "rule": line.rule,
        "token": line.token,
        "decimals": line.places,
        "stolen": line.stolen,
        "reached": dict(line.reached),
        "residual": line.residual,
        "returned": line.returned,
        "fees": line.fees,
        "unfunded": line.unfunded,
        "contaminated": line.contaminated,
        "respelled": line.respelled,
        "duplicates": line.duplicates,
        "zero": line.zero,
        "dust": line.dust,
        "self_transfers": line.self_transfers,
        "hops": line.hops,
        "conserved": line.conserved,
        "leads": leads,
    }


def _named(traced: Traced, line: Line) -> dict[str, Any]:
    return {address: [_said(one) for one in said] for address, said in traced.named(line).items()}


def _said(one: Named) -> dict[str, str]:
    days = {"since": one.since, "until": one.until}
    return {"holder": one.holder, "by": one.by, "status": one.status, **days, "source": one.source}


def _range(one: Range) -> dict[str, Any]:
    return {
        "rule": "range",
        "token": one.token,
        "decimals": one.places,
        "rules": list(one.rules),
        "stolen": one.stolen,
        "reached": {address: _ends(ends) for address, ends in one.reached.items()},
        "residual": _ends(one.residual),
        "returned": _ends(one.returned),
        "conserved": one.conserved,
    }


def _ends(ends: tuple[int, int]) -> Mapping[str, int]:
    return {"low": ends[0], "high": ends[1]}


def _in_words(lines: list[Line], ranges: list[Range]) -> None:
    for line in lines:
        stolen, there, left, unfunded = (
            _coins(amount, line.places) for amount in (line.stolen, sum(line.reached.values()), line.residual, line.unfunded)
        )
        kept = "conserved to the last unit" if line.conserved else "NOT CONSERVED"
        print(f"{line.rule}: stolen {stolen} {line.token}; reached {len(line.reached)} addresses with {there}; elsewhere {left}; {kept}")
        counted = f"{line.duplicates} duplicates, {line.zero} of nothing, {line.dust} of dust, {line.self_transfers} to oneself"
        if line.returned:
            print(f"  of what is elsewhere, {_coins(line.returned, line.places)} came back to sources")
        if line.respelled:
            print(f"  of it {_coins(line.respelled, line.places)} by sources that a comparison of addresses as text would have missed")
        print(f"  farthest {line.hops} transfers; unfunded {unfunded}; rows left out: {counted}")
    for one in ranges:
        print(f"\n{one.token} reached, least and most of {', '.join(one.rules)}")
        for address, (low, high) in list(one.reached.items())[:MOST_SHOWN]:
            print(f"  {address}  {_coins(low, one.places)} to {_coins(high, one.places)}")
        if len(one.reached) > MOST_SHOWN:
            print(f"  and {len(one.reached) - MOST_SHOWN} more (--json prints all)")


def _coins(amount: int, places: int) -> str:
    whole, part = divmod(amount, 10**places)
    return f"{whole:,}" + (f".{part:0{places}}".rstrip("0").rstrip(".") if places else "")


def _time(microseconds: int) -> str:
    if not -62_135_596_800_000_000 < microseconds < 253_402_300_800_000_000:
        return ""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)).isoformat().replace("+00:00", "Z")
