"""A table of the public record comes in as a newer vintage: recognised by its header, cells kept as they stand."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from vetoproof.evidence.ingest import Ingested
from vetoproof.evidence.record import record_folder
from vetoproof.evidence.rows import rows_of
from vetoproof.evidence.store import Store
from vetoproof.evidence.tables import Given
from vetoproof.terms.errors import InputError

Take = Callable[..., Ingested]
TABLES = sorted(path.stem for path in record_folder().glob("*.csv"))


@pytest.mark.parametrize("table", TABLES)
def test_every_table_of_the_package_comes_in_whole(table: str, take: Take, store: Store) -> None:
    path = record_folder() / f"{table}.csv"
    if "source" in path.read_text("utf-8").partition("\n")[0].split(","):
        done = take(path)
    else:  # its rows name a vintage, and another table that vintage's source
        with pytest.raises(InputError, match="no column source"):
            take(path)
        done = take(path, Given("the table of vintages", "", date(2020, 1, 1)))
    with path.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    assert (done.format, done.taken, done.refused) == ("record", len(rows), ())
    found = rows_of(store, "record").to_pylist()
    assert [json.loads(row["cells"]) for row in found] == rows
    assert {row["name"] for row in found} == {table}
    assert all(row["source"] and row["root"] for row in found)


BAD = {
    "id is empty": {"id": ""},
    "has no source": {"source": ""},
    "from '2018' is not a day": {"from": "2018"},
    "until lies before from": {"until": "2017-01-01"},
    "amount 'NaN' is not a number": {"amount": "NaN"},
    "said 'then' is neither": {"said": "then"},
}


@pytest.mark.parametrize(("why", "cells"), BAD.items(), ids=BAD)
def test_a_row_that_does_not_hold_is_refused(why: str, cells: dict[str, str], write: Callable[..., Path], take: Take) -> None:
    with (record_folder() / "oil.csv").open(encoding="utf-8", newline="") as text:
        good = next(csv.DictReader(text))
    done = take(write([good, {**good, **cells}], "newer.csv"))
    assert (done.format, done.taken, done.refused_rows) == ("record", 1, 1)
    assert why in done.refused[0].why
