"""The public record: every row of every table is well formed, dated and sourced, and nothing was lost on the way in."""

import csv
import gzip
import json
import os
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from shelf import DAYS, HEADERS, NUMBERS, WORDS, Row, each, rows_of, text_of

SHARED = Path(os.environ.get("VETOPROOF_SHARED") or Path(__file__).parents[2].parent / "shared") / "data"
every_table = pytest.mark.parametrize("table", HEADERS)


def day_of(said: str) -> str:
    return said if len(said) == len("2021-03-01") else f"{said}-01"


def test_every_table_of_the_package_is_known_here() -> None:
    assert {path.name for path in (files("vetoproof") / "record").iterdir()} == {
        "SOURCES.md",
        "definitions.yaml",
        *(f"{table}.csv" for table in HEADERS),
    }


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


def test_no_two_tables_share_an_id() -> None:
    ids = [row["id"] for row, _ in each("id")]
    assert len(ids) == len(set(ids))


def test_every_row_has_a_source_and_the_root_behind_it() -> None:
    assert not [row["id"] for row, column in each("source", "root") if not row[column]]


def test_no_row_cites_itself_or_another_row() -> None:
    ids = {row["id"] for row, _ in each("id")}
    assert not [row["id"] for row, column in each("source", "root") if row[column] in ids]


def test_a_root_is_written_in_one_way_only() -> None:
    """Copies of one source count once, so two spellings of a root would count twice."""
    roots = {part for row, _ in each("root") for part in row["root"].split("; ")}
    plain = [re.sub(r"[^a-z0-9]", "", root.lower()) for root in roots]
    assert len(plain) == len(set(plain))


def test_days_are_days_of_the_calendar() -> None:
    for row, column in each(*DAYS):
        if row[column]:
            assert date.fromisoformat(row[column]).isoformat() == row[column], row["id"]


def test_a_span_starts_before_it_ends_and_is_open_only_where_a_claim_left_it_open() -> None:
    for row, _ in each("from"):
        assert row["until"] or row.get("last_seen"), row["id"]
        assert row["from"] <= (row["until"] or row["last_seen"]), row["id"]
        assert row["from"] or row["id"].startswith("arms-"), row["id"]


@pytest.mark.parametrize("table", ["cooperation", "incidents", "ships", "tests"])
def test_a_row_has_its_day_or_only_the_span_in_which_it_lies(table: str) -> None:
    for row in rows_of(table):
        if row["day"]:
            assert row["day"] == row["from"], row["id"]
        else:
            assert row["from"] < row["until"], row["id"]


def test_said_is_a_day_or_a_month() -> None:
    for row, _ in each("said"):
        if row["said"]:
            assert date.fromisoformat(day_of(row["said"])).isoformat() == day_of(row["said"]), row["id"]


def test_nothing_is_said_before_it_begins() -> None:
    for row, _ in each("said"):
        begin = row.get("day") or row.get("from") or ""
        if row["said"] and begin and "planned" not in row.get("measure", ""):
            assert begin[: len(row["said"])] <= row["said"], row["id"]


@pytest.mark.parametrize("table", ["annual", "bilateral", "coal", "crude", "estimates", "oil", "oil_periods"])
def test_nothing_is_said_before_its_period_is_over(table: str) -> None:
    """A source cannot know the end of a period that it does not outlive."""
    for row in rows_of(table):
        if row["said"]:
            assert row["until"][: len(row["said"])] <= row["said"], row["id"]


def test_numbers_are_plain_decimals() -> None:
    for row, column in each(*NUMBERS):
        sign = "-?" if column in {"lat", "lon"} else ""
        assert re.fullmatch(rf"({sign}\d+(\.\d+)?)?", row[column]), (row["id"], column)


@every_table
def test_closed_columns_hold_only_their_own_words(table: str) -> None:
    for row in rows_of(table):
        for column, value in row.items():
            words = WORDS.get(f"{table}.{column}", WORDS.get(column))
            assert words is None or value in words, (row["id"], column)


def test_states_are_three_letters() -> None:
    for row, column in each("country", "flag_state", "host"):
        assert re.fullmatch(r"([A-Z]{3}( [A-Z]{3})*)?", row[column]), row["id"]


def test_the_bound_decides_which_ends_are_open() -> None:
    ends = {"": set(), "at_least": {"low"}, "at_most": {"high"}, "capacity": {"high"}, "reported": {"low", "mid", "high"}}
    for row, _ in each("bound"):
        if "value" in row:
            assert row["bound"] in {"about", "reported"}, row["id"]
            continue
        given = {column for column in ("low", "mid", "high") if row[column]}
        if row["bound"] == "about":
            assert given in ({"mid"}, {"low", "high"}, {"low", "mid", "high"}), row["id"]
        else:
            assert given == ends[row["bound"]], row["id"]
        values = [Decimal(row[column]) for column in ("low", "mid", "high") if row[column]]
        assert values == sorted(values), row["id"]
        assert row["bound"] != "reported" or len(set(values)) == 1, row["id"]


def test_a_number_has_a_unit_and_a_unit_has_a_number() -> None:
    for row, _ in each("unit"):
        numbers = (row.get(column, "") for column in ("amount", "value", "low", "mid", "high", "count"))
        assert any(numbers) == bool(row["unit"]), row["id"]


# ---- SOURCES.md and the tables say the same


def told(table: str) -> list[str]:
    """The cells of the table's line in SOURCES.md."""
    text = (files("vetoproof") / "record" / "SOURCES.md").read_text(encoding="utf-8")
    (line,) = (line for line in text.splitlines() if line.startswith(f"| `{table}.csv` |"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def newest(rows: list[Row], *columns: str) -> str:
    return max((row.get(column, "") for row in rows for column in columns), default="")


@every_table
def test_sources_tells_the_rows_and_the_newest_day(table: str) -> None:
    rows = rows_of(table)
    _, count, _, days, origin = told(table)
    assert int(count) == len(rows)
    acts = newest(rows, "until", "day")
    said = newest(rows, "said")
    assert days == (f"{acts}; said {said}" if acts else f"said {said}" if said else "not dated")
    assert origin


# ---- nothing was lost

Take = Callable[[list[Row]], int]
COMPILED = {"climate_emissions", "climate_finance", "climate_levels", "climate_submissions", "climate_vintages"}  # tests/emissions
# Written from no one table; tests/council tries those of the Council on all ballots.
BY_HAND = {
    "inputs",
    "council_names",
    "council_rules",
    "council_rulings",
    "coal",
    "crude",
    "deliveries",
    "passages",
}
INPUTS: dict[str, tuple[str, Take]] = {
    "addresses": ("lists/ofac_wallets_20240503.csv", lambda rows: sum("DPRK" in row["programs"] for row in rows) + 6),  # + the FBI's six
    "annual": ("cyber/annual_totals.csv", len),
    "arms": ("proliferation/arms_transfer_claims.csv", len),
    "bilateral": ("trade/bilateral_totals.csv", len),
    "chronology": ("council/dprk-votes.csv", lambda rows: sum(not row["kind"].startswith("precedent") for row in rows) + 14),
    "cooperation": ("proliferation/cooperation_events.csv", len),
    "council_ballots": ("council/dprk-votes.csv", len),
    "council_seats": ("council/members.csv", len),
    "council_vetoes": ("council/vetoes.csv", len),
    "estimates": ("trade/member_state_estimates.csv", lambda rows: len(rows) + 1),  # + what the USA said of 2024, without a figure
    "facilities": ("proliferation/iaea_findings.csv", len),
    "incidents": ("cyber/incidents.csv", len),
    "nuclear": ("proliferation/nuclear_tests.csv", len),
    "oil": ("trade/refined_petroleum_monthly.csv", len),
    "oil_periods": ("trade/refined_petroleum_period_totals.csv", len),
    "ports": ("ais/wpi_ports.csv.gz", len),
    "railcars": ("proliferation/railcar_counts.csv", len),
    "reports": ("states/reporting_counts.csv", len),
    "ships": ("lists/un-1718-vessels.csv", lambda rows: len(rows) + 4),  # + one delisting, three flags
    "sites": ("proliferation/arms_sites.csv", len),
    "tests": ("proliferation/nagix_test.en.json.gz", len),
    "workers": ("states/overseas_workers.csv", lambda rows: len(rows) - 1 + 8),  # two ends of one estimate are one row; + eight hosts
}


def input_rows(path: Path) -> list[Row]:
    if path.suffixes == [".csv", ".gz"]:
        return list(csv.DictReader(gzip.decompress(path.read_bytes()).decode().splitlines()))
    if path.suffix == ".gz":
        return [row for year in json.loads(gzip.decompress(path.read_bytes()))["timeBins"] for row in year["data"]]
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@every_table
def test_no_row_of_the_input_was_lost(table: str) -> None:
    if table in BY_HAND | COMPILED:
        return
    name, take = INPUTS[table]
    if not (SHARED / name).is_file():
        pytest.skip(f"no shared input {name}: set VETOPROOF_SHARED")
    assert len(rows_of(table)) == take(input_rows(SHARED / name))


def test_every_space_launch_of_the_input_is_one_flight() -> None:
    path = SHARED / "proliferation/satellite_launches.csv"
    if not path.is_file():
        pytest.skip("no shared input satellite_launches.csv: set VETOPROOF_SHARED")
    known = {row["date_kst"]: row["outcome"] == "orbit" for row in input_rows(path)}
    flown = {row["day_kst"] or row["day"]: row["outcome"] == "success" for row in rows_of("tests") if row["orbital"] == "yes"}
    assert flown == known
