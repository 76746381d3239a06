"""The record's claims on workers in a State -> what they may earn in a year; stock and flow apart, each claim by its claimant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from vetoproof.assess.estimates import Beside, Bound, Estimated, needed, read_inputs
from vetoproof.evidence.record import Row, Table, said_by
from vetoproof.terms.draws import Input, estimate
from vetoproof.terms.errors import InputError
from vetoproof.terms.unseen import Unseen

NAME, EACH, PEOPLE, EVERYWHERE = "workers", "usd_per_worker", "persons", "ALL"
STOCKS = ("stock", "stock by work permits", "workers")  # how many were there; all other measures are flows, plans or counts of States


def estimate_workers(workers: Table, inputs: Table, as_of: date, known_by: date, *, host: str | None = None) -> Estimated:
    """What the workers of the newest stock claimed for a host (or for all together) may earn in a year."""
    rows = [row for row in workers.rows if said_by(row, known_by.isoformat()) and row["from"] <= as_of.isoformat()]
    chosen = host or EVERYWHERE
    stocks = [row for row in rows if row["host"] == chosen and row["measure"] in STOCKS and row["unit"] == PEOPLE and _ends(row)]
    if not stocks:
        known = ", ".join(sorted({row["host"] for row in rows if row["measure"] in STOCKS and _ends(row)}))
        raise InputError("nobody had said how many work there", where=f"--host {chosen}", do=f"use one of {known}")
    newest = max(stocks, key=lambda row: (row["until"] or row["from"], row["said"], row["id"]))
    told = read_inputs(inputs, NAME, known_by.isoformat())
    (each,) = needed(told, (EACH,), inputs, f"estimate {NAME}")
    people = _people(newest)
    found = estimate((people, each), _earned)
    return Estimated(
        NAME,
        "USD a year",
        found,
        (people, each),
        (
            Bound("low", found.low, f"{people.low:,.0f} workers at {each.low:,.0f} USD"),
            Bound("high", found.high, f"{people.high:,.0f} workers at {each.high:,.0f} USD"),
        ),
        (),
        tuple(_beside(rows, chosen, newest)),
        tuple(_unseen(newest)),
        f"what DPRK workers in {'all host States' if chosen == EVERYWHERE else chosen} may earn in a year, by the newest stock claimed",
        {
            "host": chosen,
            "claim": newest["id"],
            "flows": [_flow(row) for row in rows if row["host"] == chosen and row["measure"] not in STOCKS],
        },
    )


def _earned(values: Any) -> Any:
    return values[PEOPLE] * values[EACH]


def _ends(row: Row) -> list[float]:
    return [float(row[end]) for end in ("low", "mid", "high") if row[end]]


def _people(row: Row) -> Input:
    """The ends that the claimant gave; an end that is missing is the nearest one given, and the unseen say so."""
    ends = _ends(row)
    middle = float(row["mid"]) if row["mid"] else (ends[0] + ends[-1]) / 2
    return Input(PEOPLE, ends[0], middle, ends[-1], PEOPLE, row["root"], row["id"])


def _beside(rows: list[Row], host: str, newest: Row) -> Iterator[Beside]:
    for row in rows:
        if row["host"] == host and row["measure"] in STOCKS and row is not newest and row["unit"] == PEOPLE and (ends := _ends(row)):
            why = f"{row['bound'].replace('_', ' ')}, {row['from']} to {row['until'] or 'open'}; an older or other claim, not added"
            yield Beside(row["id"], row["root"], ends[0], PEOPLE, False, why)


def _flow(row: Row) -> dict[str, Any]:
    """A flow, a plan or a count: shown, never added to a stock."""
    ends = {end: float(row[end]) if row[end] else None for end in ("low", "mid", "high")}
    return {
        "id": row["id"],
        "measure": row["measure"],
        "from": row["from"],
        "until": row["until"],
        **ends,
        "unit": row["unit"],
        "root": row["root"],
    }


def _unseen(newest: Row) -> Iterator[Unseen]:
    if not newest["high"]:
        yield Unseen("an upper end", f"the claim says {newest['bound'].replace('_', ' ')}; how many more is not said")
    yield Unseen("what the State keeps", "the sums are gross; nobody outside has seen the accounts")
    yield Unseen("other hosts", "a host for which nobody gave a figure is not zero")
