"""What the store holds: the tables, and the form in which their rows leave it. One schema version for all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import pyarrow as pa
from attrs import frozen

from vetoproof.terms.grades import UNJUDGED, Grade

SCHEMA_VERSION = 4
PLACES, DIGITS = 18, 20  # of a number, behind and before the point: 18 is the smallest part of an ether, 10^20 beats any sum of money
AMOUNT = f"DECIMAL({PLACES + DIGITS}, {PLACES})"  # exact: sums do not depend on the order of the threads

_HAPPENED = "happened_from DATE, happened_until DATE, said VARCHAR"
_FROM = "source VARCHAR NOT NULL, root VARCHAR NOT NULL"

# A flow of goods as one side states it (`reporter`; empty: reconciled from both). `part`: by which mode, procedure or second partner
# it is only a part of the trade; empty: the whole. Since schema 2.
CUSTOMS = f"""CREATE TABLE customs (
    file VARCHAR, row BIGINT, reporter VARCHAR, exporter VARCHAR, importer VARCHAR, flow VARCHAR, hs VARCHAR, revision VARCHAR,
    net_kg {AMOUNT}, cif_usd {AMOUNT}, fob_usd {AMOUNT}, value_usd {AMOUNT}, weight_estimated BOOLEAN, original BOOLEAN, part VARCHAR,
    {_HAPPENED})"""

# An entity as one file of a list gives it, in the form of lists/tables.py (its `listed_on` and `until` are `happened_from` and
# `happened_until` here); and each file of a list that was taken whole, in the order in which they came (`seq`). Since schema 3.
LISTS = (
    f"""CREATE TABLE listed (
        file VARCHAR, row BIGINT, list VARCHAR, ref VARCHAR, kind VARCHAR, name VARCHAR,
        aliases STRUCT(name VARCHAR, quality VARCHAR, "type" VARCHAR)[], birth_dates VARCHAR[], birth_places VARCHAR[], gender VARCHAR,
        nationalities VARCHAR[], countries VARCHAR[], documents STRUCT("type" VARCHAR, number VARCHAR, country VARCHAR)[],
        imo VARCHAR, mmsi VARCHAR, call_sign VARCHAR, flag VARCHAR, wallets STRUCT(currency VARCHAR, address VARCHAR)[], lei VARCHAR,
        addresses VARCHAR[], programs VARCHAR[], titles VARCHAR[], changed_on DATE, remarks VARCHAR,
        links STRUCT(kind VARCHAR, ref VARCHAR, name VARCHAR)[], {_HAPPENED})""",
    """CREATE TABLE lists (
        file VARCHAR PRIMARY KEY, list VARCHAR NOT NULL, part VARCHAR NOT NULL, form VARCHAR NOT NULL, as_of DATE NOT NULL,
        entities BIGINT NOT NULL, seq BIGINT NOT NULL, notes VARCHAR NOT NULL)""",
)

# A share as it was written, where that is no plain number: `>50`, `25-50`, `majority`. Since schema 4.
SHARES = ("ALTER TABLE ownership ADD COLUMN IF NOT EXISTS share_said VARCHAR",)

DDL = (
    "CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)",
    # `read_bytes`: bytes read of the unpacked file; `done`: rows read, taken or not; both move in the transaction that keeps the rows.
    """CREATE TABLE files (
        sha256 VARCHAR, format VARCHAR, name VARCHAR NOT NULL, bytes BIGINT NOT NULL, source VARCHAR NOT NULL, root VARCHAR NOT NULL,
        reliability VARCHAR NOT NULL, credibility TINYINT NOT NULL, tlp VARCHAR NOT NULL, received DATE NOT NULL, logged TIMESTAMP,
        taken BIGINT NOT NULL, refused BIGINT NOT NULL, done BIGINT NOT NULL, read_bytes BIGINT NOT NULL,
        complete BOOLEAN NOT NULL, broken VARCHAR NOT NULL, PRIMARY KEY (sha256, format))""",
    "CREATE TABLE refusals (file VARCHAR, format VARCHAR, row BIGINT, why VARCHAR)",
    f"CREATE TABLE facts (file VARCHAR, row BIGINT, id VARCHAR, kind VARCHAR, json VARCHAR, {_HAPPENED})",
    f"""CREATE TABLE claims (
        file VARCHAR, row BIGINT, id VARCHAR, claimant VARCHAR, measure VARCHAR, low {AMOUNT}, mid {AMOUNT}, high {AMOUNT},
        unit VARCHAR, bound VARCHAR, {_HAPPENED}, {_FROM}, note VARCHAR,
        misfit VARCHAR, formulas VARCHAR)""",
    f"""CREATE TABLE ownership (
        file VARCHAR, row BIGINT, subject VARCHAR, subject_kind VARCHAR, relation VARCHAR, party VARCHAR, party_state VARCHAR,
        share_pct {AMOUNT}, {_HAPPENED}, {_FROM}, formulas VARCHAR)""",
    *SHARES,
    f"""CREATE TABLE record (
        file VARCHAR, row BIGINT, name VARCHAR, id VARCHAR, cells VARCHAR, {_HAPPENED}, {_FROM}, formulas VARCHAR)""",
    f"""CREATE TABLE originals (
        file VARCHAR, row BIGINT, type VARCHAR, claimant VARCHAR, claim VARCHAR, place VARCHAR, {_HAPPENED}, {_FROM})""",
    CUSTOMS,
    *LISTS,
)
FORMAT_OF = {
    **{"facts": "facts", "claims": "claims", "ownership": "ownership", "record": "record", "originals": "original"},
    **{"customs": "customs", "listed": "list"},
}
WITHOUT_SOURCE = ("customs", "facts", "listed", "positions")  # a row there has no source of its own: its file has one

REFUSALS = pa.schema([("row", pa.int64()), ("why", pa.string())])


@frozen
class Given:
    """What is said of a whole file when it comes in: whose it is, how good, who may see it, when it came."""

    source: str
    root: str
    received: date
    grade: Grade = UNJUDGED
    tlp: str = "AMBER"  # what nobody marked does not leave the house by mistake
    logged: datetime | None = None  # for the keeper of the store; enters no output


@frozen
class Refusal:
    """A row that was not taken, and why; row 1 is the first under the header."""

    row: int
    why: str

    def __str__(self) -> str:
        return f"row {self.row:,}: {self.why}"


@frozen(eq=False)
class Batch:
    """Rows that a reader found good, in the columns of its table without `file`, and those that it refused.

    `done` rows and `at` bytes of the (unpacked) file have been read when this batch is at its end.
    """

    rows: Any  # pa.Table
    refused: Any  # pa.Table, REFUSALS
    done: int
    at: int


def refusals(found: Iterable[Refusal]) -> Any:
    """Refusals as a table."""
    found = list(found)
    return pa.table({"row": [one.row for one in found], "why": [one.why for one in found]}, REFUSALS)


def split(checked: Any, refused: Iterable[Refusal], done: int, at: int) -> Batch:
    """Rows with a column `why` (null: good) -> the good ones, and all that were refused, in the order of the file."""
    why = checked.column("why")
    if why.null_count == checked.num_rows:
        return Batch(checked.drop_columns("why"), refusals(refused), done, at)
    bad = checked.filter(why.is_valid()).select(["row", "why"]).cast(REFUSALS)
    together = pa.concat_tables([bad, refusals(refused)]).sort_by("row")
    return Batch(checked.filter(why.is_null()).drop_columns("why"), together, done, at)


def some(refused: Any, most: int) -> tuple[Refusal, ...]:
    """The first refusals of a table, at most so many."""
    return tuple(Refusal(row["row"], row["why"]) for row in refused.slice(0, most).to_pylist())
