"""Facts come in as lines or as Parquet and are kept as JSON text; only id, kind and days are looked at here."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from vetoproof.evidence.ingest import Ingested, Intake, Progress
from vetoproof.evidence.readers import facts
from vetoproof.evidence.rows import rows_of
from vetoproof.evidence.store import Store
from vetoproof.evidence.tables import Given
from vetoproof.terms.errors import InputError

Take = Callable[..., Ingested]
FACT = {"id": "F-1", "kind": "goods_transfer", "day": "2018-05-01", "state": "CHN", "goods": {"hs": ["2710"]}}

GOOD = [
    '{"id":"F-1","kind":"goods_transfer","day":"2018-05-01"}',
    '{"id":"F-1","kind":"ais_gap","from":"2018-05-01","until":"2018-05-02"}',
    '  {"id": "F-1", "kind": "x", "day": "2018-05-01", "circumstances": {"livelihood": null}}  ',
    '{"id":"finance, information, nano","kind":"x","day":"2018-05-01","note":"NaN: inf, ]"}',
    '{"id":"조선","kind":"x","day":"2018-05-01"}',
    '{"id":"\\u00e9\\n","kind":"x","day":"2018-05-01"}',
    '{"id":"F-1","kind":"x","day":"2018-05-01","quantity":{"amount":1e10,"unit":"t"}}',
    '{"id":"F-1","kind":"x","day":"1800-01-01","nothing":{"known":["of",{"this":1}]}}',
]
BAD = [
    ("{", "is not JSON"),
    ("[1, 2]", "is not an object"),
    ('{"id":"F-1","kind":"x","day":"2018-05-01","n":NaN}', "is not JSON"),
    ('{"id":"F-1","kind":"x","day":"2018-05-01","n":[-Infinity]}', "is not JSON"),
    ('{"id":"F-1","kind":"x","day":"2018-05-01",}', "is not JSON"),
    ('{"id":"F-1","kind":"x","day":"2018-05-01"} {}', "is not JSON"),
    ('{"kind":"x","day":"2018-05-01"}', "id is missing"),
    ('{"id":7,"kind":"x","day":"2018-05-01"}', "id is missing or not text"),
    ('{"id":"F-1","day":"2018-05-01"}', "kind is missing"),
    ('{"id":"F-1","kind":"x"}', "a fact has a day, or from and until"),
    ('{"id":"F-1","kind":"x","day":"2018-05-01","from":"2018-05-01","until":"2018-05-02"}', "a fact has a day, or from and until"),
    ('{"id":"F-1","kind":"x","from":"2018-05-01"}', "give both"),
    ('{"id":"F-1","kind":"x","day":"2018-5-1"}', "day is not a day"),
    ('{"id":"F-1","kind":"x","day":"2018-02-30"}', "day is not a day"),
    ('{"id":"F-1","kind":"x","day":20180501}', "day is not a day"),
    ('{"id":"F-1","kind":"x","day":null}', "day is not a day"),
    ('{"id":"F-1","kind":"x","from":"2018-05-02","until":"2018-05-01"}', "until lies before from"),
    ('{"a":' * 50_000 + "1" + "}" * 50_000, "id is missing"),
    ("[" * 100_000, "is not JSON"),
    ('{"id":"' + "x" * 1_000_000 + '"}', "longer than"),
    ('{"id":"\\ud800","kind":"x","day":"2018-05-01"}', "is not JSON"),
]


def write_lines(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.mark.parametrize("line", GOOD)
def test_a_fact_is_kept_as_its_text(line: str, take: Take, store: Store, tmp_path: Path) -> None:
    done = take(write_lines(tmp_path / "facts.jsonl", line))
    assert (done.format, done.taken, done.refused) == ("facts", 1, ())
    (row,) = rows_of(store, "facts").to_pylist()
    assert row["json"] == line.strip()
    assert row["id"] == json.loads(line)["id"]


@pytest.mark.parametrize(("line", "why"), BAD, ids=[line[:60] for line, _ in BAD])
def test_a_line_that_is_no_fact_is_refused_and_its_neighbours_are_kept(
    line: str, why: str, take: Take, store: Store, tmp_path: Path
) -> None:
    done = take(write_lines(tmp_path / "facts.jsonl", GOOD[0], "", line, GOOD[1]))
    assert done.taken == 2
    assert [one.row for one in done.refused] == [3]
    assert why in done.refused[0].why
    assert rows_of(store, "facts").column("row").to_pylist() == [1, 4]


def test_a_fact_has_the_source_of_its_file(take: Take, store: Store, tmp_path: Path) -> None:
    about = Given("our customs desk", "customs", date(2020, 1, 1))
    take(write_lines(tmp_path / "facts.jsonl", GOOD[1]), about)
    (row,) = rows_of(store, "facts").to_pylist()
    assert (row["source"], row["root"], row["received"]) == ("our customs desk", "customs", date(2020, 1, 1))
    assert (row["happened_from"], row["happened_until"]) == (date(2018, 5, 1), date(2018, 5, 2))
    assert "logged" not in row


def test_facts_of_which_nobody_said_whose_they_are_stand_under_their_file(take: Take, store: Store, tmp_path: Path) -> None:
    take(write_lines(tmp_path / "facts.jsonl", GOOD[0]))
    (row,) = rows_of(store, "facts").to_pylist()
    assert (row["source"], row["root"], row["reliability"]) == ("file facts.jsonl", "file facts.jsonl", "F")


def facts_table(rows: list[dict[str, Any]]) -> pa.Table:
    """Facts as columns: structs for goods, JSON text for circumstances."""
    return pa.table(
        {
            "id": [row["id"] for row in rows],
            "kind": [row["kind"] for row in rows],
            "day": pa.array([date.fromisoformat(row["day"]) if "day" in row else None for row in rows]),
            "from": [row.get("from") for row in rows],
            "until": [row.get("until") for row in rows],
            "goods": pa.array([row.get("goods") for row in rows], pa.struct([("hs", pa.list_(pa.string())), ("description", pa.string())])),
            "circumstances": [json.dumps(row["circumstances"]) if "circumstances" in row else None for row in rows],
        }
    )


def test_columns_give_the_facts_that_lines_give(take: Take, store: Store, tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"id": 'a "quoted" \\ name', "kind": "x", "day": "2018-05-01", "goods": {"hs": ["0302", "2710"]}},
        {"id": "{b}", "kind": "x", "from": "2018-05-01", "until": "2018-05-02", "goods": {"description": "fish\n"}},
        {"id": "c", "kind": "x", "day": "2018-05-01", "circumstances": {"livelihood": None, "value_usd": 0.1}},
    ]
    table = tmp_path / "facts.parquet"
    pq.write_table(facts_table(rows), table)
    take(write_lines(tmp_path / "facts.jsonl", *map(json.dumps, rows)))
    take(table)
    found = [row["json"] for row in rows_of(store, "facts").to_pylist()]
    assert [json.loads(text) for text in found] == [*rows, *rows]


def test_a_run_on_parquet_goes_on_where_it_was_cut(store: Store, tmp_path: Path, given: Given) -> None:
    path = tmp_path / "facts.parquet"
    pq.write_table(facts_table([{**FACT, "id": f"F-{n}"} for n in range(50)]), path, row_group_size=20)

    def stop(progress: Progress) -> None:
        if progress.taken >= 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Intake(store, block=160 * 8, report=stop).take(path, given)
    done = Intake(store, block=160 * 13).take(path, given)
    assert (done.resumed, done.taken) == (True, 50)
    assert rows_of(store, "facts").column("id").to_pylist() == [f"F-{n}" for n in range(50)]


def test_a_long_text_that_stands_in_every_row_is_read_a_few_rows_at_a_time() -> None:
    rows = 2_000
    note = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), ["x" * 900_000])
    batch = pa.table({"id": ["F"] * rows, "note": note}).to_batches()[0]
    parts = list(facts._slices(iter([batch]), 500))
    assert sum(part.num_rows for part in parts) == 1_500
    assert max(part.num_rows for part in parts) * 900_000 <= facts.WIDEST


def test_a_small_file_of_endless_text_is_stopped(take: Take, tmp_path: Path) -> None:
    rows, path = 20_000, tmp_path / "bomb.parquet"
    note = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), ["x" * 900_000])
    pq.write_table(pa.table({"id": ["F"] * rows, "kind": ["x"] * rows, "day": ["2018-05-01"] * rows, "note": note}), path)
    done = take(path)
    assert path.stat().st_size < 100_000
    assert 0 < done.taken < 100
    assert "bytes of text" in done.broken


@pytest.mark.parametrize("names", [["kind", "day"], ["id", "day"], ["id", "kind", *map(str, range(70))]])
def test_parquet_of_something_else_is_refused(names: list[str], take: Take, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "other.parquet"
    pq.write_table(pa.table({name: ["x"] for name in names}), path)
    with pytest.raises(InputError, match="columns"):
        take(path)
    assert store.one("SELECT count(*) FROM files") == (0,)


def test_broken_parquet_is_refused(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "broken.parquet"
    pq.write_table(facts_table([FACT]), path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(InputError, match="not a Parquet file"):
        take(path)
