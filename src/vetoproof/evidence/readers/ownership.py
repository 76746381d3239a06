"""Ownership and registries as CSV: who owned, managed, controlled or flagged a ship or firm, from when to when, with which share.

A share may be a number, a range or words; a row is not lost for how its share is written.
"""

from __future__ import annotations

from collections.abc import Iterator

from vetoproof.evidence.columns import Column, Sheet
from vetoproof.evidence.csv_rows import sheet_rows
from vetoproof.evidence.heads import header_of
from vetoproof.evidence.readers.claims import IN_ORDER, NO_SOURCE, SOURCED
from vetoproof.evidence.reading import Reader, Start
from vetoproof.evidence.stream import Stream
from vetoproof.evidence.tables import Batch, Given

RELATIONS = ("owner", "manager", "controller", "director", "flag")
# Other words of registers. A parent is who controls (IFRS 10, appendix A). A director has a role, which is neither ownership nor control.
SAME = (
    *((word, "owner") for word in ("shareholder", "stockholder", "beneficial owner", "registered owner", "group owner", "ubo")),
    *((word, "controller") for word in ("parent", "parent company", "ultimate parent", "group beneficial owner")),
    *((word, "manager") for word in ("operator", "ship manager", "ism manager", "technical manager", "commercial manager")),
    *((word, "director") for word in ("board member", "officer", "executive", "chief executive", "ceo")),
)

SHEET = Sheet(
    (
        Column("subject", required=True),
        Column("subject_kind", required=True),
        Column("relation", "word", required=True, words=RELATIONS, same=SAME),
        Column("party", required=True),
        Column("party_state", "state"),
        Column("share_pct", "share"),
        Column("from", "day", kept_as="happened_from"),
        Column("until", "day", kept_as="happened_until"),
        Column("said", "when"),
        Column("source", kept_as="-"),
        Column("root", kept_as="-"),
    ),
    rules=(
        NO_SOURCE,
        IN_ORDER,
        ("\"share_pct\" <> '' AND \"v relation\" = 'flag'", "'a flag has no share; leave share_pct empty'"),
        ('"subject" = "party"', "'names itself as its party; name the other one'"),
    ),
    # A share that is no plain number (`>50`, `25-50`) is kept as it stands; terms/shares.py reads it.
    added=(("share_said", 'CASE WHEN "v share_pct" IS NULL THEN nullif(trim("share_pct"), \'\') END'), *SOURCED),
)


def recognise(head: bytes, name: str) -> bool:
    return {"subject", "relation", "party"} <= set(header_of(head))


def read(stream: Stream, given: Given, start: Start) -> Iterator[Batch]:
    return sheet_rows(stream, SHEET, given, start)


READER = Reader("ownership", "ownership", f"CSV with {', '.join(SHEET.names)}", recognise, read)
