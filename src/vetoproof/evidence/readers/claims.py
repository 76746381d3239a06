"""Claims as CSV: who said how much, of what, for which days, how bounded, when said, and by which source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from vetoproof.evidence.columns import Column, Sheet
from vetoproof.evidence.csv_rows import sheet_rows
from vetoproof.evidence.heads import header_of
from vetoproof.evidence.reading import Reader, Start
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

# One figure in the middle is the end of which its bound speaks: at least 5 is a low, at most 5 a high, reported 5 is exact.
ALONE = f"({MID} IS NOT NULL AND {ENDS} = 1)"
# What terms.claim will not read as it stands is kept, and marked: the reader of the store decides.
MISFIT = f"""CASE
  WHEN "bound" = 'at_least' AND NOT ({ALONE} OR ({LOW} IS NOT NULL AND {ENDS} = 1))
    THEN 'at least, and more than a low is stated'
  WHEN "bound" IN ('at_most', 'capacity') AND NOT ({ALONE} OR ({HIGH} IS NOT NULL AND {ENDS} = 1))
    THEN 'at most, and more than a high is stated'
  WHEN "bound" = 'reported' AND NOT ({ALONE} OR ({ENDS} = 3 AND {LOW} = {MID} AND {MID} = {HIGH}))
    THEN 'reported, and a band is stated' END"""

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
        ("\"from\" = '' AND \"until\" = ''", "'has no period; give from, until, or both'"),
        (f"{ENDS} = 0", "'has no figure; give low, mid or high'"),
        (f"least({LOW}, {MID}, {HIGH}) < 0", "'has an amount below nothing; give 0 or more'"),
        (f"{LOW} > {MID} OR {MID} > {HIGH} OR {LOW} > {HIGH}", "'low, mid and high are not in order; give low <= mid <= high'"),
    ),
    added=(
        ("low", f"CASE WHEN {ALONE} AND \"bound\" IN ('at_least', 'reported') THEN {MID} ELSE {LOW} END"),
        ("mid", f"CASE WHEN {ALONE} AND \"bound\" IN ('at_least', 'at_most', 'capacity') THEN NULL ELSE {MID} END"),
        ("high", f"CASE WHEN {ALONE} AND \"bound\" IN ('at_most', 'capacity', 'reported') THEN {MID} ELSE {HIGH} END"),
        ("misfit", MISFIT),
        *SOURCED,
    ),
)


def recognise(head: bytes, name: str) -> bool:
    return {"claimant", "measure", "bound"} <= set(header_of(head))


def read(stream: Stream, given: Given, start: Start) -> Iterator[Batch]:
    return sheet_rows(stream, SHEET, given, start)


READER = Reader("claims", "claims", f"CSV with {', '.join(SHEET.names)}", recognise, read)
