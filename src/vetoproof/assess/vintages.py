"""Published totals -> what one publisher said of each period by a day, and the bridge from it to another total, item by item.

Publishers print totals, hardly ever the items behind them. So a bridge holds what is known of the difference: thefts that only one of
the two counts, as far as the record shows who laid them to whom. The rest of it is a line of its own, never spread over the items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from attrs import frozen

from vetoproof.evidence.record import Row, Table, said_by
from vetoproof.terms.days import read_when
from vetoproof.terms.errors import InputError
from vetoproof.terms.quantity import decimal

YEARS = ("-01-01", "-12-31")


@frozen
class Vintage:
    """A publisher as it stood on a day."""

    publisher: str
    day: date

    def __str__(self) -> str:
        return f"{self.publisher}@{self.day}"


@frozen
class Published:
    """One total of one period."""

    period: str  # a year, or the days it runs from and to
    publisher: str
    said: str
    n: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    id: str


@frozen
class Item:
    """One step of a bridge."""

    id: str
    what: str
    amount: Decimal
    why: str


@frozen
class Bridge:
    """From one total to another: start + items + rest = end."""

    period: str
    start: Decimal
    end: Decimal
    items: tuple[Item, ...]
    unit: str

    @property
    def rest(self) -> Decimal:
        """What no item explains."""
        return self.end - self.start - sum((item.amount for item in self.items), Decimal(0))


def vintage(text: str, table: Table, default: date) -> Vintage:
    """`Chainalysis@2024-12-31` -> the publisher by its name in the table, and the day; without a day, `default`."""
    name, _, day = text.partition("@")
    found = [publisher for publisher in dict.fromkeys(row["publisher"] for row in table.rows) if _named(name, publisher)]
    if len(found) != 1:
        known = ", ".join(sorted({row["publisher"] for row in table.rows}))
        what = f"{name!r} may be {' or '.join(found)}" if found else f"nobody named {name!r} publishes totals here"
        raise InputError(what, where="--as-published", do=f"use one of {known}")
    try:
        span = read_when(day) if day else None
    except ValueError as error:
        raise InputError(str(error), where="--as-published", do="write SOURCE@DAY, as Chainalysis@2024-12-31") from error
    return Vintage(found[0], (span.end or default) if span else default)


def published(table: Table, of: Vintage, as_of: date) -> tuple[Published, ...]:
    """The newest total of each period that the publisher had given by its day."""
    newest: dict[tuple[str, str], Row] = {}
    for row in sorted(table.rows, key=lambda row: (row["said"] or row["until"], row["id"])):
        if row["publisher"] == of.publisher and said_by(row, of.day.isoformat()) and row["from"] <= as_of.isoformat():
            newest[row["from"], row["until"]] = row
    return tuple(_published(row) for _, row in sorted(newest.items()))


def bridge(start: Published, end: Published, thefts: Sequence[Row]) -> Bridge:
    """From one publisher's total of a period to another's."""
    items = []
    for row, amount in _in_period(thefts, start.period):
        here, there = _counts(start.publisher, row), _counts(end.publisher, row)
        if here != there:
            one, other = (start, end) if here else (end, start)
            why = f"{one.publisher} lays it to the DPRK; nothing on record shows that {other.publisher} does"
            items.append(Item(row["id"], row["victim"], -amount if here else amount, why))
    return Bridge(start.period, start.value or Decimal(0), end.value or Decimal(0), tuple(items), start.unit)


def bridge_to_record(start: Published, thefts: Sequence[Row], counted: Sequence[Row]) -> Bridge:
    """From a publisher's total to the sum of the thefts that are counted here."""
    mine = {row["id"] for row in counted}
    items, end = [], Decimal(0)
    for row, amount in _in_period(thefts, start.period):
        here, there = row["id"] in mine, _counts(start.publisher, row)
        end += amount if here else 0
        if here and not there:
            why = f"counted here as {row['status']}; the record does not show it in the total of {start.publisher}"
            items.append(Item(row["id"], row["victim"], amount, why))
        elif there and not here:
            why = f"{start.publisher} names it; not counted here, as it is {row['status']}"
            items.append(Item(row["id"], row["victim"], -amount, why))
    return Bridge(start.period, start.value or Decimal(0), end, tuple(items), start.unit)


def _named(name: str, publisher: str) -> bool:
    """Whether a name is a publisher's: it begins it, is a word of it, or its initials (UN PoE)."""
    wanted, words = name.strip().casefold(), re.findall(r"\w+", publisher.casefold())
    initials = "".join(word[0] for word in words)
    short = wanted.replace(" ", "")
    return bool(wanted) and (
        publisher.casefold().startswith(wanted) or wanted in words or short in (initials, f"un{initials[1:]}", initials[1:])
    )


def _counts(publisher: str, row: Row) -> bool:
    """Whether the record shows that a publisher lays a theft to the DPRK."""
    word = publisher if publisher.startswith("UN ") else publisher.partition(" ")[0]
    told = f"{row['root']}; {row['source']}" if "list" in publisher else row["root"]
    return word.casefold() in told.casefold() and row["status"] != "excluded"


def _in_period(thefts: Sequence[Row], period: str) -> Iterator[tuple[Row, Decimal]]:
    first, _, last = period.partition("..")
    start, end = (f"{first}{YEARS[0]}", f"{first}{YEARS[1]}") if not last else (first, last)
    for row in thefts:
        if start <= row["from"] and row["from"] <= end and row["mid"]:
            yield row, decimal(row["mid"])


def _published(row: Row) -> Published:
    year = row["from"][:4]
    whole = row["from"].endswith(YEARS[0]) and row["until"] == f"{year}{YEARS[1]}"
    ends = (decimal(row[end]) if row[end] else None for end in ("mid", "low", "high"))
    value, low, high = ends
    count = row["count"] if row["count_bound"] != "at_least" else f"{row['count']}+"
    period = year if whole else f"{row['from']}..{row['until']}"
    return Published(period, row["publisher"], row["said"], count, value, low, high, row["unit"], row["id"])
