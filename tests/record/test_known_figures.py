"""What is known of single tables: sums that hold, traps that SOURCES.md names, ties between tables."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from shelf import Row, add, row_of, rows_of

SPACE_LAUNCHES = 9


def months(reporter: str, first: str, last: str) -> list[Row]:
    return [row for row in rows_of("oil") if row["reporter"] == reporter and first <= row["from"] and row["until"] <= last]


def picked(table: str, **words: str) -> list[Row]:
    return [row for row in rows_of(table) if all(row[column] == word for column, word in words.items())]


# ---- oil, estimates


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


def test_chinas_months_of_2021_add_to_the_printed_total() -> None:
    year = months("CHN", "2021-01-01", "2021-12-31")
    assert len(year) == 12
    assert add(year, "bbl") == 91909
    assert row_of("oil_periods", "oil-2021-01-2021-12-CHN")["amount"] == "91909"


def test_russias_months_of_2023_miss_the_printed_total_by_three_barrels_and_the_note_says_so() -> None:
    part = months("RUS", "2023-03-01", "2023-12-31")
    assert len(part) == 10
    assert add(part, "bbl") == 50520
    assert "50523" in part[0]["note"]
    assert row_of("oil_periods", "oil-2023-03-2023-12-RUS")["amount"] == "50523"
    year = Decimal(row_of("oil_periods", "oil-2023-01-2023-12-RUS")["amount"])
    assert add(months("RUS", "2023-01-01", "2023-02-28"), "bbl") + 50523 == year - 1


def test_the_total_that_no_factor_explains_is_flagged() -> None:
    assert [row["amount"] for row in picked("oil_periods", flag="conflict")] == ["277365"]


def test_what_was_not_found_is_flagged_unverified() -> None:
    assert [row["mid"] for row in picked("estimates", flag="unverified")] == ["1520000"]
    assert [row["item"] for row in picked("arms", flag="unverified")] == ["heavy artillery pieces"]
    assert [row["low"] for row in picked("workers", flag="unverified")] == ["100000"]
    assert [row["event"] for row in picked("chronology", flag="unverified")] == ["meeting"]


def test_a_number_of_the_panel_that_the_panel_had_from_the_us_has_the_us_as_its_root() -> None:
    assert row_of("estimates", "est-2019-01-POE-1")["root"] == "USA"


# ---- tests, nuclear


def test_a_flight_has_its_day_or_the_whole_month() -> None:
    for row in rows_of("tests"):
        if row["day"]:
            assert row["day"] == row["until"] == row["said"], row["id"]
        else:
            assert row["from"][:7] == row["until"][:7] == row["said"], row["id"]
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
    orbital = picked("tests", orbital="yes")
    assert len(orbital) == SPACE_LAUNCHES
    assert {row["type"] for row in orbital} == {"SLV"}
    assert [row["id"] for row in picked("tests", day="2024-05-27")] == ["test-2024-05-27-01"]
    assert [row["missile"] for row in picked("tests", type="SLV", orbital="no")] == ["Taepodong-2"]


def test_there_are_339_flights_and_six_nuclear_tests() -> None:
    assert len(rows_of("tests")) == 339
    assert [row["day"][:4] for row in rows_of("nuclear")] == ["2006", "2009", "2013", "2016", "2016", "2017"]


def test_yields_and_magnitudes_are_ranges() -> None:
    for row in rows_of("nuclear"):
        assert Decimal(row["magnitude_low"]) <= Decimal(row["magnitude_high"]), row["id"]
        assert Decimal(row["yield_kt_low"]) <= Decimal(row["yield_kt_mid"]) <= Decimal(row["yield_kt_high"]), row["id"]


# ---- bilateral


def one(period: str, **words: str) -> Decimal:
    """The one figure of all goods for a year and these words."""
    (row,) = (
        row for row in picked("bilateral", goods="all", **words) if row["from"] == f"{period}-01-01" and row["until"] == f"{period}-12-31"
    )
    return Decimal(row["value"])


@pytest.mark.parametrize("year", ["2023", "2024"])
def test_what_kotra_has_with_china_adds_to_its_total(year: str) -> None:
    words = {"reporter": "PRK", "partner": "CHN", "compiler": "KOTRA"}
    assert one(year, flow="export", **words) + one(year, flow="import", **words) == one(year, flow="total", **words)


def test_kotra_is_426_million_above_chinas_customs_for_2023_and_the_row_says_why() -> None:
    kotra = one("2023", reporter="PRK", partner="CHN", compiler="KOTRA", flow="total")
    assert round((kotra - one("2023", reporter="CHN", compiler="GACC", flow="total")) / 1_000_000) == 426
    assert "crude" in row_of("bilateral", "bilateral-2023-01-2023-12-PRK-CHN-import-kotra")["note"]


def test_the_figure_that_mixes_north_and_south_is_flagged() -> None:
    assert [row["compiler"] for row in picked("bilateral", flag="doubtful")] == ["KOTRA", "IMF"]
    assert row_of("bilateral", "bilateral-2007-01-2007-12-PRK-WLD-export-kotra")["status"] == "derived"


def test_trade_is_in_whole_dollars_over_whole_months() -> None:
    for row in rows_of("bilateral"):
        day_after = date.fromisoformat(row["until"]) + timedelta(days=1)
        assert row["unit"] == "USD", row["id"]
        assert row["value"].isdigit(), row["id"]
        assert row["from"].endswith("-01"), row["id"]
        assert day_after.day == 1, row["id"]


# ---- incidents, annual, addresses


def test_thefts_by_status() -> None:
    assert {status: len(picked("incidents", status=status)) for status in ("attributed", "suspected", "disputed", "excluded")} == {
        "attributed": 37,
        "suspected": 36,
        "disputed": 5,
        "excluded": 1,
    }


def test_attributed_thefts_add_to_what_sources_says() -> None:
    counted = [row for row in picked("incidents", status="attributed") if row["bound"]]
    assert [round(add(counted, column) / 1_000_000) for column in ("low", "mid", "high")] == [4644, 4883, 5044]
    assert round(add(picked("incidents", status="suspected"), "mid") / 1_000_000) == 908


def test_a_theft_without_an_amount_has_no_basis_and_paper_money_is_marked() -> None:
    assert [row["victim"] for row in rows_of("incidents") if not row["bound"]] == ["Youbit #2 (17 % of assets)"]
    assert all(bool(row["basis"]) == bool(row["bound"]) for row in rows_of("incidents"))
    assert [row["victim"] for row in picked("incidents", basis="notional")] == ["Paid Network", "PlayDapp"]


def test_levels_are_one_or_two_digits() -> None:
    assert all(re.fullmatch(r"([1-5](\+[1-5])?)?", row["level"]) for row in rows_of("incidents"))


def test_what_came_back_is_less_than_what_was_taken() -> None:
    for row in rows_of("incidents"):
        assert not row["recovered"] or Decimal(row["recovered"]) < Decimal(row["low"]), row["id"]


def test_one_year_may_have_two_vintages_and_they_do_not_agree() -> None:
    first, second = picked("annual", publisher="Chainalysis", **{"from": "2023-01-01"})
    assert (first["said"], first["mid"]) == ("2024-01", "1000000000")
    assert (second["said"], second["mid"], second["status"]) == ("2024-12", "660500000", "revised")


def test_the_five_thefts_of_the_joint_statement_add_to_the_press_sum() -> None:
    parts = [Decimal(part) for part in ("308", "50", "16.13", "235", "50")]
    assert Decimal(row_of("annual", "annual-2024-joint")["mid"]) == sum(parts) * 1_000_000


def test_the_msmts_two_parts_add_to_its_sum_but_for_rounding() -> None:
    year, part = row_of("annual", "annual-2024-msmt"), row_of("annual", "annual-2025-01-2025-09-msmt")
    whole = row_of("annual", "annual-2024-01-2025-09-msmt")
    assert abs(Decimal(year["mid"]) + Decimal(part["mid"]) - Decimal(whole["mid"])) <= 10_000_000


def test_every_address_is_of_a_theft_of_the_record_or_of_none() -> None:
    thefts = {row["id"] for row in rows_of("incidents")}
    for row in rows_of("addresses"):
        assert set(row["incident"].split()) <= thefts, row["id"]


def test_an_address_has_the_form_of_its_chain() -> None:
    forms = {"ethereum": r"0x[0-9a-fA-F]{40}", "bitcoin": r"[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[02-9ac-hj-np-z]{11,71}"}
    for row in rows_of("addresses"):
        assert re.fullmatch(forms[row["chain"]], row["address"]), row["id"]
        assert row["id"].lower() == f"address-{row['symbol']}-{row['address']}".lower()


def test_only_the_mixers_addresses_were_taken_off() -> None:
    assert {row["holder"] for row in rows_of("addresses") if row["until"]} == {"TORNADO CASH"}
    assert len(picked("addresses", status="listed")) == 69
    assert len(picked("addresses", status="named")) == 6


# ---- facilities, sites, railcars


def test_a_state_that_was_not_seen_to_end_is_open_and_says_when_it_was_last_seen() -> None:
    for row in rows_of("facilities"):
        assert row["last_seen"] <= row["said"], row["id"]
        assert row["from"] <= row["last_seen"], row["id"]
        assert row["until"] in ("", row["last_seen"]) or row["said"] < row["until"], row["id"]
    assert len([row for row in rows_of("facilities") if not row["until"]]) == 10


def test_the_reactors_states_follow_one_another() -> None:
    spans = [(row["from"], row["until"] or "9999") for row in picked("facilities", facility="5MW(e)")]
    assert all(end <= start for (_, end), (start, _) in zip(spans, spans[1:], strict=False))
    assert [until for _, until in spans].count("9999") == 1


def test_a_counted_site_is_a_site_of_the_record() -> None:
    named = " ".join(row["site"] for row in rows_of("sites"))
    assert all(row["site"] in named for row in rows_of("railcars"))


# ---- workers, ships


def test_russias_permits_fell_by_what_is_said() -> None:
    stock = {row["until"]: Decimal(row["mid"]) for row in picked("workers", measure="stock by work permits")}
    (decline,) = picked("workers", measure="decline")
    assert stock["2017-12-31"] - stock["2018-12-31"] == Decimal(decline["mid"])


def test_workers_and_arms_tell_one_claim_alike() -> None:
    both = (("workers-2024-RUS-1", "arms-2025-05-29-MSMT-7"), ("workers-2024-RUS-2", "arms-2024-12-31-ROK-1"))
    for workers, arms in both:
        left, right = row_of("workers", workers), row_of("arms", arms)
        assert [left[column] for column in ("low", "mid", "high", "root")] == [right[column] for column in ("low", "mid", "high", "root")]


def test_a_host_without_a_number_has_no_unit() -> None:
    hosts = picked("workers", measure="hosts IT workers")
    assert sorted(row["host"] for row in hosts) == ["CHN", "GIN", "GNQ", "KHM", "LAO", "NGA", "RUS", "TZA"]
    assert {row["bound"] for row in hosts} == {""}


def imo_holds(number: str) -> bool:
    """The check digit of an IMO number (weights 7 to 2)."""
    return sum(int(digit) * weight for digit, weight in zip(number, range(7, 1, -1), strict=False)) % 10 == int(number[6])


def test_imo_numbers_hold_and_only_one_ship_has_none() -> None:
    ships = [row for row in rows_of("ships") if row["name"]]
    assert all(imo_holds(row["imo"]) for row in ships if row["imo"])
    assert [row["name"] for row in ships if not row["imo"]] == ["MIN NING DE YOU 078"]


def test_fifty_nine_ships_are_designated_by_the_un_and_two_by_the_eu_alone() -> None:
    days = [row["day"] for row in picked("ships", event="designated", authority="UN")]
    assert {day: days.count(day) for day in days} == {
        "2016-03-02": 22,
        "2017-10-03": 4,
        "2017-12-28": 4,
        "2018-03-30": 26,
        "2018-10-16": 3,
    }
    assert [row["name"] for row in picked("ships", authority="EU")] == ["Unica", "New Konk"]


# ---- chronology, reports


def test_each_panel_mandate_is_renewed_before_it_ends_until_the_veto() -> None:
    mandates = [(row["day"], row["mandate_until"]) for row in rows_of("chronology") if row["mandate_until"]]
    assert len(mandates) == 15
    assert all(renewed <= end for (_, end), (renewed, _) in zip(mandates, mandates[1:], strict=False))
    assert mandates[-1][1] == row_of("chronology", "chronology-2024-04-30-panel-ends")["day"]


def test_fifteen_seats_are_in_every_ballot_and_a_veto_has_a_no() -> None:
    for row in rows_of("chronology"):
        if row["event"] in {"resolution", "veto"}:
            assert sum(int(row[column]) for column in ("yes", "no", "abstain")) == 15, row["id"]
            assert len(row["against"].split()) == int(row["no"]), row["id"]
            assert len(row["abstained"].split()) == int(row["abstain"]), row["id"]
            assert (row["event"] == "veto") == (row["no"] != "0"), row["id"]
    assert [row["day"] for row in picked("chronology", event="veto")] == ["2022-05-26", "2024-03-28"]


def test_nobody_reported_for_394_days_after_the_panel() -> None:
    first = next(row["day"] for row in picked("chronology", body="MSMT", event="report"))
    assert (date.fromisoformat(first) - date(2024, 4, 30)).days == 394


def test_more_states_had_reported_at_each_later_look() -> None:
    assert [row["count"] for row in picked("reports", provision="2397/8")] == ["42", "47", "48"]
