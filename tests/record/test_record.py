"""The public record: every row is well formed and sourced, known sums hold, nothing was lost on the way in."""

import csv
import gzip
import json
import os
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

Row = dict[str, str]

OIL = "id,from,until,reporter,amount,unit,bbl,status,said,source,note"
HEADERS = {
    "oil": OIL,
    "oil_periods": f"{OIL},flag",
    "estimates": "id,from,until,claimant,measure,low,mid,high,unit,bound,calls,said,source,note,flag",
    "tests": "id,day,from,until,time_utc,day_kst,missile,type,series,facility,outcome,orbital,apogee_km,distance_km,source,note",
    "nuclear": "id,day,time_utc,lat,lon,magnitude_low,magnitude_high,yield_kt_low,yield_kt_mid,yield_kt_high,source,note",
    "arms": "id,said,claimant,item,low,mid,high,unit,bound,from,until,source,note,flag",
}
NUMBERS = [
    "amount",
    "bbl",
    "low",
    "mid",
    "high",
    "calls",
    "series",
    "apogee_km",
    "distance_km",
    "lat",
    "lon",
    "magnitude_low",
    "magnitude_high",
    "yield_kt_low",
    "yield_kt_mid",
    "yield_kt_high",
]
WORDS = {
    "status": {"reported", "derived", "inferred_zero", "missing"},
    "bound": {"at_least", "about", "at_most", "capacity", "reported"},
    "reporter": {"CHN", "RUS", "CHN+RUS"},
    "type": {"SRBM", "MRBM", "IRBM", "ICBM", "SLBM", "SLV", "HGV", "unknown"},
    "outcome": {"success", "failure", "unknown"},
    "orbital": {"yes", "no"},
    "flag": {"", "conflict", "mixed_periods", "doubtful", "unverified"},
}
SPACE_LAUNCHES = 9

SHARED = Path(os.environ.get("VETOPROOF_SHARED") or Path(__file__).parents[2].parent / "shared") / "data"
INPUTS = {
    "oil": "trade/refined_petroleum_monthly.csv",
    "oil_periods": "trade/refined_petroleum_period_totals.csv",
    "estimates": "trade/member_state_estimates.csv",
    "tests": "proliferation/nagix_test.en.json.gz",
    "nuclear": "proliferation/nuclear_tests.csv",
    "arms": "proliferation/arms_transfer_claims.csv",
}


def text_of(table: str) -> str:
    return (files("vetoproof") / "record" / f"{table}.csv").read_bytes().decode("utf-8")


def rows_of(table: str) -> list[Row]:
    return list(csv.DictReader(text_of(table).splitlines(keepends=True), strict=True))


def months(reporter: str, first: str, last: str) -> list[Row]:
    return [row for row in rows_of("oil") if row["reporter"] == reporter and first <= row["from"] and row["until"] <= last]


def total(rows: list[Row]) -> Decimal:
    assert {row["unit"] for row in rows} == {"bbl"}
    return sum((Decimal(row["amount"]) for row in rows), Decimal(0))


def each(*columns: str) -> Iterator[tuple[Row, str]]:
    """Yield every row that has the column, with the column's name, over all tables."""
    for table in HEADERS:
        yield from ((row, column) for row in rows_of(table) for column in columns if column in row)


every_table = pytest.mark.parametrize("table", HEADERS)


@every_table
def test_the_header_is_as_agreed_and_every_row_is_as_long(table: str) -> None:
    header, *lines = csv.reader(text_of(table).splitlines(keepends=True), strict=True)
    assert ",".join(header) == HEADERS[table]
    assert lines
    assert {len(line) for line in lines} == {len(header)}


@every_table
def test_lines_end_in_lf_and_no_field_has_blanks_at_its_ends(table: str) -> None:
    text = text_of(table)
    assert "\r" not in text
    assert text.endswith("\n")
    assert not [row["id"] for row in rows_of(table) for value in row.values() if value != value.strip()]


@every_table
def test_ids_are_unique_and_sorted(table: str) -> None:
    ids = [row["id"] for row in rows_of(table)]
    assert ids == sorted(set(ids))


def test_every_row_has_a_source() -> None:
    assert not [row["id"] for row, column in each("source") if not row[column]]


def test_days_are_days_of_the_calendar() -> None:
    for row, column in each("day", "from", "until", "day_kst"):
        if row[column]:
            assert date.fromisoformat(row[column]).isoformat() == row[column], row["id"]


def test_a_span_starts_before_it_ends_and_is_open_only_where_a_claim_left_it_open() -> None:
    for row, _ in each("from"):
        assert row["until"], row["id"]
        assert row["from"] <= row["until"], row["id"]
        assert row["from"] or row["id"].startswith("arms-"), row["id"]


def test_said_is_a_day_or_a_month() -> None:
    for row, column in each("said"):
        if row[column]:
            day = row[column] if len(row[column]) == len("2021-03-01") else f"{row[column]}-01"
            assert date.fromisoformat(day).isoformat() == day, row["id"]


@pytest.mark.parametrize("table", ["oil", "oil_periods", "estimates"])
def test_nothing_is_said_before_its_period_is_over(table: str) -> None:
    """A source cannot know the end of a period that it does not outlive."""
    for row in rows_of(table):
        if row["said"]:
            assert row["until"][: len(row["said"])] <= row["said"], row["id"]


def test_numbers_are_plain_decimals() -> None:
    for row, column in each(*NUMBERS):
        assert re.fullmatch(r"(\d+(\.\d+)?)?", row[column]), (row["id"], column)


def test_closed_columns_hold_only_their_own_words() -> None:
    for row, column in each(*WORDS):
        assert row[column] in WORDS[column], (row["id"], column)


@pytest.mark.parametrize("table", ["oil", "oil_periods"])
def test_missing_has_no_amount_and_anything_else_has_one(table: str) -> None:
    for row in rows_of(table):
        assert (row["status"] == "missing") == (row["amount"] == "") == (row["unit"] == ""), row["id"]
        assert row["status"] != "inferred_zero" or row["amount"] == "0", row["id"]


@pytest.mark.parametrize("table", ["oil", "oil_periods"])
def test_barrels_are_those_given_never_converted(table: str) -> None:
    for row in rows_of(table):
        assert row["unit"] in {"bbl", "t", ""}, row["id"]
        assert row["bbl"] == (row["amount"] if row["unit"] == "bbl" else ""), row["id"]


@pytest.mark.parametrize("table", ["oil", "oil_periods"])
def test_a_source_says_one_thing_about_one_period_in_one_unit(table: str) -> None:
    keys = [tuple(row[column] for column in ("from", "until", "reporter", "source", "unit")) for row in rows_of(table)]
    assert len(set(keys)) == len(keys)


def test_a_month_is_a_whole_calendar_month_named_in_its_id() -> None:
    for row in rows_of("oil"):
        day_after = date.fromisoformat(row["until"]) + timedelta(days=1)
        assert row["from"].endswith("-01"), row["id"]
        assert day_after.day == 1, row["id"]
        assert row["until"][:7] == row["from"][:7], row["id"]
        assert row["id"] == f"oil-{row['from'][:7]}-{row['reporter']}"


def test_the_bound_decides_which_ends_are_open() -> None:
    ends = {"at_least": {"low"}, "at_most": {"high"}, "capacity": {"high"}, "reported": {"low", "mid", "high"}}
    for row, _ in each("bound"):
        given = {column for column in ("low", "mid", "high") if row[column]}
        if row["bound"] == "about":
            assert given in ({"mid"}, {"low", "high"}, {"low", "mid", "high"}), row["id"]
        else:
            assert given == ends[row["bound"]], row["id"]
        values = [Decimal(row[column]) for column in ("low", "mid", "high") if row[column]]
        assert values == sorted(values), row["id"]
        assert row["bound"] != "reported" or len(set(values)) == 1, row["id"]


def test_chinas_months_of_2021_add_to_the_printed_total() -> None:
    year = months("CHN", "2021-01-01", "2021-12-31")
    assert len(year) == 12
    assert total(year) == 91909
    assert [row["amount"] for row in rows_of("oil_periods") if row["id"] == "oil-2021-01-2021-12-CHN"] == ["91909"]


def test_russias_months_of_2023_miss_the_printed_total_by_three_barrels_and_the_note_says_so() -> None:
    part = months("RUS", "2023-03-01", "2023-12-31")
    assert len(part) == 10
    assert total(part) == 50520
    assert "50523" in part[0]["note"]
    printed = {row["id"]: row["amount"] for row in rows_of("oil_periods")}
    assert printed["oil-2023-03-2023-12-RUS"] == "50523"
    assert total(months("RUS", "2023-01-01", "2023-02-28")) + 50523 == Decimal(printed["oil-2023-01-2023-12-RUS"]) - 1


def test_the_total_that_no_factor_explains_is_flagged() -> None:
    assert [row["amount"] for row in rows_of("oil_periods") if row["flag"] == "conflict"] == ["277365"]


def test_what_was_not_found_is_flagged_unverified() -> None:
    assert [row["mid"] for row in rows_of("estimates") if row["flag"] == "unverified"] == ["1520000"]
    assert [row["item"] for row in rows_of("arms") if row["flag"] == "unverified"] == ["heavy artillery pieces"]


def test_a_flight_has_its_day_or_the_whole_month() -> None:
    for row in rows_of("tests"):
        if row["day"]:
            assert row["day"] == row["from"] == row["until"], row["id"]
        else:
            assert row["from"][:7] == row["until"][:7], row["id"]
            assert not row["time_utc"], row["id"]
    assert sum(not row["day"] for row in rows_of("tests")) == 8


def test_the_korean_day_is_nine_hours_ahead_and_given_only_with_a_time() -> None:
    for row in rows_of("tests"):
        if row["time_utc"]:
            korean = datetime.fromisoformat(f"{row['day']}T{row['time_utc']}") + timedelta(hours=9)
            assert row["day_kst"] == korean.date().isoformat(), row["id"]
        else:
            assert row["day_kst"] == "", row["id"]


def test_each_space_launch_is_there_once_and_the_taepodong_2_is_none() -> None:
    orbital = [row for row in rows_of("tests") if row["orbital"] == "yes"]
    assert len(orbital) == SPACE_LAUNCHES
    assert {row["type"] for row in orbital} == {"SLV"}
    assert [row["id"] for row in rows_of("tests") if row["day"] == "2024-05-27"] == ["test-2024-05-27-01"]
    assert [row["missile"] for row in rows_of("tests") if row["type"] == "SLV" and row["orbital"] == "no"] == ["Taepodong-2"]


def test_there_are_339_flights_and_six_nuclear_tests() -> None:
    assert len(rows_of("tests")) == 339
    assert [row["day"][:4] for row in rows_of("nuclear")] == ["2006", "2009", "2013", "2016", "2016", "2017"]


def test_yields_and_magnitudes_are_ranges() -> None:
    for row in rows_of("nuclear"):
        assert Decimal(row["magnitude_low"]) <= Decimal(row["magnitude_high"]), row["id"]
        assert Decimal(row["yield_kt_low"]) <= Decimal(row["yield_kt_mid"]) <= Decimal(row["yield_kt_high"]), row["id"]


@every_table
def test_no_row_of_the_input_was_lost(table: str) -> None:
    path = SHARED / INPUTS[table]
    if not path.is_file():
        pytest.skip(f"no shared input {INPUTS[table]}: set VETOPROOF_SHARED")
    if path.suffix == ".gz":
        years = json.loads(gzip.decompress(path.read_bytes()))["timeBins"]
        expected = sum(len(year["data"]) for year in years)
    else:
        with path.open(encoding="utf-8", newline="") as lines:
            expected = sum(1 for _ in csv.DictReader(lines))
    assert len(rows_of(table)) == expected


def test_every_space_launch_of_the_input_is_one_flight() -> None:
    path = SHARED / "proliferation/satellite_launches.csv"
    if not path.is_file():
        pytest.skip("no shared input satellite_launches.csv: set VETOPROOF_SHARED")
    with path.open(encoding="utf-8", newline="") as lines:
        known = {row["date_kst"]: row["outcome"] == "orbit" for row in csv.DictReader(lines)}
    flown = {row["day_kst"] or row["day"]: row["outcome"] == "success" for row in rows_of("tests") if row["orbital"] == "yes"}
    assert flown == known
