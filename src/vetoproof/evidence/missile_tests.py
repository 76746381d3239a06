"""The form of the CNS/NTI missile test database -> rows of the record's table `tests`, as CSV.

Two shapes of it are read: JSON with `timeBins` of `data` (a flight each), and the sheet saved as CSV, with its own column names. Cells that
say "unknown", "na" or nothing are empty; a date without a day becomes its month; a time in UTC gives the Korean day (UTC + 9 h).
Names of missiles and sites are those that the record has for the same code; a code that it does not know stays as it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import orjson

from vetoproof.evidence.heads import header_of
from vetoproof.evidence.record import read_table
from vetoproof.evidence.stream import Stream
from vetoproof.terms.errors import InputError

TABLE, ROOT, DATABASE = "tests", "CNS", "CNS North Korea Missile Test Database"
BINS = re.compile(rb'\s*\{\s*"timeBins"')
SHEET = {
    "date": ("Date",),
    "time": ("Launch Time (UTC)", "Time"),
    "missile": ("Missile Name",),
    "type": ("Missile Type",),
    "facility": ("Facility Name",),
    "apogee": ("Apogee",),
    "distance": ("Distance Travelled", "Distance Traveled"),
    "outcome": ("Test Outcome",),
}
NEEDED = ("date", "missile", "outcome")
MOST = 64_000_000  # bytes: the database has well under one
NOTHING = frozenset({"", "unknown", "na", "n/a", "none"})
KOREA = timedelta(hours=9)
CLOCK = re.compile(r"([0-2]?[0-9]):([0-5][0-9])")
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
ORBITAL = "SLV"  # the source's type of a space launch vehicle
Flight = Mapping[str, Any]


def is_form(head: bytes) -> bool:
    """Whether the first bytes are those of the form, in either shape."""
    return BINS.match(head) is not None or _columns(header_of(head)) is not None


def retold(stream: Stream) -> Stream:
    """The same file as a stream of CSV with the header of the record's table."""
    text = stream.whole(MOST)
    flights = list(_flights(text, stream.name))
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(_header())
    lines.writerows(_rows(flights))
    raw: Any = io.BufferedReader(io.BytesIO(out.getvalue().encode()))
    return Stream(stream.path, stream.name, stream.bounds, False, raw=raw, body=raw)


@cache
def _header() -> tuple[str, ...]:
    return tuple(read_table(TABLE).rows[0])


# ---- the two shapes
def _flights(text: bytes, name: str) -> Iterator[Flight]:
    if text.lstrip()[:1] == b"{":
        yield from _of_bins(text, name)
        return
    columns = _columns(header_of(text))
    assert columns is not None
    for row in csv.DictReader(io.StringIO(text.decode("utf-8-sig"))):
        yield {key: row.get(column) or "" for key, column in columns.items()}


def _of_bins(text: bytes, name: str) -> Iterator[Flight]:
    try:
        bins = orjson.loads(text)["timeBins"]
        flights = [flight for one in bins for flight in one["data"]]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"is no whole list of flights ({error})", where=name, do="fetch it again; nothing of it was taken") from error
    for n, flight in enumerate(flights):
        if not isinstance(flight, dict) or not isinstance(flight.get("date"), str):
            raise InputError("has no date", where=f"{name} flight {n}", do="fetch it again; nothing of it was taken")
        if lacking := [key for key in NEEDED if not isinstance(flight.get(key), str)]:
            raise InputError(f"has no {lacking[0]}", where=f"{name} flight {n}", do="fetch it again; nothing of it was taken")
        yield flight


def _columns(header: Iterable[str]) -> dict[str, str] | None:
    """The sheet's columns by what they hold; None if it is no such sheet."""
    names = {one.strip() for one in header}
    found = {key: column for key, wanted in SHEET.items() for column in wanted if column in names}
    return found if all(key in found for key in NEEDED) else None


# ---- one flight -> one row
def _rows(flights: Iterable[Flight]) -> Iterator[list[str]]:
    seen: Counter[str] = Counter()
    for flight in flights:
        cells = _cells(flight)
        key = cells["day"] or f"{cells['from'][:7]}-x"
        seen[key] += 1
        yield [{**cells, "id": f"test-{key}-{seen[key]:02d}"}.get(column, "") for column in _header()]


def _cells(flight: Flight) -> dict[str, str]:
    first, last, day = _days(_text(flight, "date"))
    time = _clock(_text(flight, "time"))
    name, kind = _missile(_text(flight, "missile"), _text(flight, "type"))
    return {
        "day": day,
        "from": first,
        "until": last,
        "time_utc": time,
        "day_kst": _korean(day, time),
        "missile": name,
        "type": kind,
        "series": _number(flight.get("series")),
        "facility": _facility(_text(flight, "facility")),
        "outcome": _text(flight, "outcome").lower() or "unknown",
        "orbital": "yes" if kind == ORBITAL else "no",
        "apogee_km": _number(flight.get("apogee")),
        "distance_km": _number(flight.get("distance")),
        "said": day or first[:7],
        "root": ROOT,
        "source": DATABASE,
        "note": "" if day else "day not known",
    }


def _text(flight: Flight, key: str) -> str:
    text = " ".join(str(flight.get(key, "")).split())
    return "" if text.lower() in NOTHING else text


def _number(value: Any) -> str:
    """A number as it stands, without its unit; empty if it is none."""
    found = NUMBER.match(str(value if value is not None else "").strip().replace(",", ""))
    return found[0] if found else ""


def _days(text: str) -> tuple[str, str, str]:
    """First day, last day, and the day if it is one. The sheet's own dates have the month first; a wrong one stays for the row's check."""
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%d-%b-%y", "%d-%b-%Y", "%Y/%m/%d"):
        try:
            day = datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
        return day, day, day
    try:
        month = datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        return text, text, text
    after = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return month.isoformat(), (after - timedelta(days=1)).isoformat(), ""


def _clock(text: str) -> str:
    found = CLOCK.search(text)
    return f"{int(found[1]):02d}:{found[2]}" if found and int(found[1]) < 24 else ""


def _korean(day: str, time: str) -> str:
    try:
        return (datetime.fromisoformat(f"{day}T{time}") + KOREA).date().isoformat() if day and time else ""
    except ValueError:
        return ""


# ---- names that the record has
def _slug(name: str) -> str:
    """`hwasong-11a` of Hwasong-11A (KN-23)."""
    return re.sub(r"[^a-z0-9]+", "-", name.partition("(")[0].lower()).strip("-")


@cache
def _known() -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    rows = read_table(TABLE).rows
    return {_slug(row["missile"]): (row["missile"], row["type"]) for row in rows}, {_slug(row["facility"]): row["facility"] for row in rows}


def _missile(code: str, kind: str) -> tuple[str, str]:
    name, known = _known()[0].get(_slug(code), (code or "unknown", ""))
    return name, kind or known or "unknown"


def _facility(code: str) -> str:
    """The site whose name is the code, or begins with it, if there is one only."""
    sites, slug = _known()[1], _slug(code)
    fitting = [name for one, name in sites.items() if slug and (one == slug or one.startswith(f"{slug}-"))]
    return sites.get(slug) or (fitting[0] if len(fitting) == 1 else code or "unknown")
