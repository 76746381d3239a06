"""The CNS/NTI form in both shapes -> rows of `tests`, equal to the record's where they speak of the same flight."""

from __future__ import annotations

import gzip
import json
import os
from datetime import date
from pathlib import Path

import pytest

from vetoproof.evidence.ingest import ingest
from vetoproof.evidence.missile_tests import is_form
from vetoproof.evidence.record import read_table
from vetoproof.evidence.store import open_store
from vetoproof.evidence.tables import Given
from vetoproof.evidence.vintages import newest_vintage
from vetoproof.monitor import record
from vetoproof.terms.errors import InputError

SHARED = Path(os.environ.get("VETOPROOF_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "data/proliferation"
GIVEN = Given("", "", date(2026, 11, 24))
FLIGHT = {
    "date": "2027-02-01", "time": "21:10 (UTC)", "series": 1, "missile": "hwasong-18", "facility": "sinpo", "landing": "sea-of-japan",
    "apogee": "6000.5", "distance": 1000, "bearing": 58, "outcome": "success", "description": "1 of 1",
}  # fmt: skip
SHEET = "F1,Date,Launch Time (UTC),Missile Name,Missile Type,Facility Name,Apogee,Distance Travelled,Test Outcome\n"


def taken(tmp_path: Path, text: str | bytes, name: str = "tests.json"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with open_store(tmp_path / "store", create=True) as store:
        done = ingest(store, path, GIVEN)
        table = newest_vintage(read_table("tests"), store)
    return done, {row["id"]: row for row in table.rows}


def bins(*flights: dict) -> str:
    return json.dumps({"timeBins": [{"year": 2027, "data": list(flights)}]})


def test_a_flight_is_a_row_with_the_names_of_the_record_and_the_korean_day(tmp_path):
    done, rows = taken(tmp_path, bins(FLIGHT))
    assert (done.format, done.taken, done.refused_rows) == ("record", 1, 0)
    row = rows["test-2027-02-01-01"]
    assert (row["missile"], row["type"], row["facility"]) == ("Hwasong-18", "ICBM", "Sinpo Shipyard")
    assert (row["time_utc"], row["day_kst"], row["apogee_km"], row["distance_km"]) == ("21:10", "2027-02-02", "6000.5", "1000")
    assert (row["root"], row["orbital"], row["outcome"]) == ("CNS", "no", "success")


def test_a_month_without_a_day_is_a_month_and_unknown_is_empty(tmp_path):
    _, rows = taken(tmp_path, bins({**FLIGHT, "date": "2027-02", "time": "unknown", "apogee": "na", "distance": "unknown"}))
    row = rows["test-2027-02-x-01"]
    assert (row["day"], row["from"], row["until"]) == ("", "2027-02-01", "2027-02-28")
    assert not any(row[name] for name in ("time_utc", "day_kst", "apogee_km", "distance_km"))


def test_a_missile_that_the_record_does_not_know_keeps_its_code(tmp_path):
    _, rows = taken(tmp_path, bins({**FLIGHT, "missile": "hwasong-99", "facility": "moon-base"}))
    row = rows["test-2027-02-01-01"]
    assert (row["missile"], row["type"], row["facility"]) == ("hwasong-99", "unknown", "moon-base")


def test_the_sheet_gives_the_same_row(tmp_path):
    line = "1,2/1/2027,21:10:00,Hwasong-18,ICBM,Sinpo Shipyard,6000.5 km,1000 km,Success\n"
    _, rows = taken(tmp_path, SHEET + line, "sheet.csv")
    row = rows["test-2027-02-01-01"]
    assert (row["day_kst"], row["apogee_km"], row["distance_km"], row["outcome"], row["type"]) == (
        "2027-02-02",
        "6000.5",
        "1000",
        "success",
        "ICBM",
    )


def test_a_wrong_date_is_refused_by_row(tmp_path):
    done, _ = taken(tmp_path, SHEET + "1,31 of May,,Scud-B,SRBM,,,,success\n2,2027-05-31,,Scud-B,SRBM,,,,success\n", "sheet.csv")
    assert (done.taken, done.refused_rows) == (1, 1)


@pytest.mark.parametrize(
    "text", ['{"timeBins": [{"data": [{"date": 5}]}]}', '{"timeBins": [', '{"timeBins": 5}', '{"timeBins": [{"data": ["x"]}]}']
)
def test_a_broken_list_is_refused_whole(tmp_path, text):
    with pytest.raises(InputError):
        taken(tmp_path, text)


def test_a_fact_is_no_such_form():
    assert not is_form(b'{"id": "x", "kind": "launch", "note": "timeBins"}\n')
    assert not is_form(b"id,day\n")


def test_the_newest_vintage_replaces_a_row_and_the_record_counts_it(tmp_path):
    old = next(row for row in read_table("tests").rows if row["day"] == "2026-04-18")
    taken(tmp_path, bins({**FLIGHT, "date": old["day"], "outcome": "failure"}, FLIGHT))
    found = record("tests", date(2027, 12, 31), date(2027, 12, 31), store=tmp_path / "store")
    by_id = {row["id"]: row for row in found.counted.rows}
    assert by_id[old["id"]]["outcome"] == "failure"
    assert len(by_id) == len(read_table("tests").rows) + 1


def test_the_real_file_is_read_whole_and_agrees_with_the_record(tmp_path):
    path = SHARED / "nagix_test.en.json.gz"
    if not path.is_file():
        pytest.skip(f"no shared input {path.name}: set VETOPROOF_SHARED")
    done, rows = taken(tmp_path, gzip.decompress(path.read_bytes()))
    assert (done.taken, done.refused_rows) == (339, 0)
    own = {row["id"]: row for row in read_table("tests").rows}
    assert set(rows) == set(own)
    for column in ("day", "from", "until", "time_utc", "day_kst", "series", "outcome", "apogee_km", "distance_km"):
        assert [rows[id_][column] for id_ in own] == [own[id_][column] for id_ in own], column
