"""Claims as CSV: who said how much, of what, for which days, how bounded, when said, and by which source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from vetoproof.evidence.columns import Column, Sheet
from vetoproof.evidence.csv_rows import header_of, sheet_rows
from vetoproof.evidence.readers.base import Reader, Start
from vetoproof.evidence.stream import Stream
from vetoproof.evidence.tables import Batch, Given
from vetoproof.terms.claim import Bound

SOURCED = (
    ("source", "coalesce(\"v source\", nullif($source, ''))"),
    ("root", "coalesce(\"v root\", nullif($root, ''), \"v source\", nullif($source, ''))"),
)
NO_SOURCE = ("\"source\" = '' AND $source = ''", "'has no source; cite where it was said, or give --source for the whole file'")
IN_ORDER = ('"v until" < "v from"', "'until lies before from; give the earlier day first'")
LOW, MID, HIGH = '"v low"', '"v mid"', '"v high"'
ENDS = f"(({LOW} IS NOT NULL)::INT + ({MID} IS NOT NULL)::INT + ({HIGH} IS NOT NULL)::INT)"

SHEET = Sheet(
    (
        Column("id", required=True),
        Column("claimant", required=True),
        Column("measure", required=True),
        Column("low", "number", kept_as="-"),
        Column("mid", "number", kept_as="-"),
        Column("high", "number", kept_as="-"),
        Column("unit", required=True),
        Column("bound", "word", required=True, words=get_args(Bound)),
        Column("from", "day", kept_as="happened_from"),
        Column("until", "day", kept_as="happened_until"),
        Column("said", "when"),
        Column("source", kept_as="-"),
        Column("root", kept_as="-"),
        Column("note"),
    ),
    rules=(
        NO_SOURCE,
        IN_ORDER,
        ('"from" = \'\' AND "until" = \'\'', "'has no period; give from, until, or both'"),
        (f"{ENDS} = 0", "'has no figure; give low, mid or high'"),
        (f"least({LOW}, {MID}, {HIGH}) < 0", "'has an amount below nothing; give 0 or more'"),
        (f"{LOW} > {MID} OR {MID} > {HIGH} OR {LOW} > {HIGH}", "'low, mid and high are not in order; give low <= mid <= high'"),
        (f"\"bound\" = 'at_least' AND ({LOW} IS NULL OR {ENDS} > 1)", "'is said to be at least; give low and leave mid and high empty'"),
        (
            f"\"bound\" IN ('at_most', 'capacity') AND ({HIGH} IS NULL OR {ENDS} > 1)",
            "'is said to be at most; give high and leave low and mid empty'",
        ),
        (
            f"\"bound\" = 'reported' AND least({LOW}, {MID}, {HIGH}) <> greatest({LOW}, {MID}, {HIGH})",
            "'is a reported figure and states a band; give one figure'",
        ),
    ),
    # A reported figure is exact, wherever it stands.
    added=(
        *((end, f"CASE WHEN \"bound\" = 'reported' THEN coalesce({LOW}, {MID}, {HIGH}) ELSE \"v {end}\" END") for end in ("low", "mid", "high")),
        *SOURCED,
    ),
)


def recognise(head: bytes, name: str) -> bool:
    return {"claimant", "measure", "bound"} <= set(header_of(head))


def read(stream: Stream, given: Given, start: Start) -> Iterator[Batch]:
    return sheet_rows(stream, SHEET, given, start)


READER = Reader("claims", "claims", f"CSV with {', '.join(SHEET.names)}", recognise, read)
