"""Entries -> `facts.parquet`: every fact that was put to the law, with its source and the hash of its row. Arrow stays in here."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from vetoproof.findings.entries import Entry
from vetoproof.publish.run import Run
from vetoproof.terms.canonical import canonical, digest
from vetoproof.terms.errors import InputError
from vetoproof.terms.fact import Fact
from vetoproof.terms.quantity import OPEN, Quantity

AMOUNT = pa.decimal128(38, 9)
LARGEST = Decimal(10) ** 28  # what AMOUNT holds before the point; a larger end stands in `fact` alone
FACTS = pa.schema(
    [
        *((name, pa.string()) for name in ("table", "row", "row_sha256", "id", "kind")),
        ("from", pa.date32()),
        ("until", pa.date32()),
        ("state", pa.string()),
        ("direction", pa.string()),
        ("codes", pa.list_(pa.string())),
        *((end, AMOUNT) for end in ("low", "mid", "high")),
        *((name, pa.string()) for name in ("unit", "verdict", "said", "claimant", "root", "source", "flag", "fact")),
    ]
)
COMPARED = ("table", "row", "row_sha256", "id", "fact")
MOST_ROWS = 10_000_000


def facts_parquet(run: Run) -> bytes:
    """The facts of a run in the order of their first day and id; the same facts are the same bytes."""
    rows = [_row(entry) for entry in sorted(run.entries, key=lambda entry: (entry.fact.span.start, entry.fact.id, entry.table))]
    columns = {field.name: pa.array([row[field.name] for row in rows], field.type) for field in FACTS}
    out = io.BytesIO()
    pq.write_table(
        pa.table(columns, schema=FACTS),
        out,
        compression="zstd",
        compression_level=9,
        version="2.6",
        data_page_version="1.0",
        row_group_size=1 << 17,
        use_dictionary=True,
        write_statistics=True,
    )
    return out.getvalue()


def _row(entry: Entry) -> dict[str, Any]:
    fact, row = entry.fact, entry.row
    return {
        "table": entry.table,
        "row": row.get("id", ""),
        "row_sha256": digest(dict(row)),
        "id": fact.id,
        "kind": fact.kind,
        "from": fact.span.start,
        "until": fact.last,
        "state": fact.values.get("state"),
        "direction": fact.values.get("direction"),
        "codes": list(fact.codes) if fact.codes is not None else None,
        **_ends(fact.quantity),
        "verdict": entry.judgement.verdict,
        **{key: row.get(key) or None for key in ("said", "claimant", "root", "source", "flag")},
        "fact": fact_text(fact),
    }


def _ends(quantity: Quantity | None) -> dict[str, Any]:
    """As the judge read it; an open upper end is null."""
    if quantity is None:
        return dict.fromkeys(("low", "mid", "high", "unit"))
    ends = {end: getattr(quantity, end) for end in ("low", "mid", "high")}
    return {**{end: value if value != OPEN and value < LARGEST else None for end, value in ends.items()}, "unit": quantity.unit}


def fact_text(fact: Fact) -> str:
    """A fact whole, in canonical form: what of it changed can be told by comparing two."""
    values = {key: value if value is None or isinstance(value, bool | str) else str(value) for key, value in fact.values.items()}
    return canonical(
        {
            "kind": fact.kind,
            "days": str(fact.span),
            "values": values,
            "codes": list(fact.codes) if fact.codes is not None else None,
            "quantity": str(fact.quantity) if fact.quantity else None,
            "description": fact.description,
        }
    ).decode()


def read_facts(path: Path) -> Iterator[dict[str, str]]:
    """The facts of an earlier run: table, row, hash of the row, id, and the fact itself."""
    try:
        file = pq.ParquetFile(path)
        if file.metadata.num_rows > MOST_ROWS:
            raise InputError(f"has more than {MOST_ROWS:,} facts", where=str(path), do="give a report of ours")
        yield from file.read(columns=list(COMPARED)).to_pylist()
    except (pa.ArrowException, OSError, KeyError) as error:
        raise InputError("is no facts.parquet of a report", where=str(path), do="give the folder of an earlier report") from error
