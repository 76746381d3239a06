"""Totals under a stated definition: two clocks, open ends, units apart, missing is not zero."""

from datetime import date
from decimal import Decimal

import pytest

from vetoproof.assess.totals import Counted, count
from vetoproof.evidence.definitions import Definition, definition, definitions_of
from vetoproof.evidence.record import Table, read_table
from vetoproof.terms.errors import InputError

TODAY = date(2026, 11, 24)
SUM = Definition("all of it", "rows", ("year",), ("low", "mid", "high"))


def row(day: str = "2019-03-01", said: str = "2019-04-01", **columns: str) -> dict[str, str]:
    ends = {"low": "", "mid": "", "high": ""}
    return {"id": f"{day} {said}", "day": day, "said": said, "unit": "t", "status": "reported", **ends, **columns}


def counted(*rows: dict[str, str], how: Definition = SUM, as_of: date = TODAY, known_by: date = TODAY, **where: str) -> Counted:
    return count(Table("t", rows), how, where, as_of, known_by)


def test_an_open_end_stays_open_and_the_known_one_is_summed() -> None:
    (total,) = counted(row(low="5"), row(low="7", mid="8", high="9")).totals
    assert (total.n, total.low, total.value, total.high) == (2, Decimal(12), Decimal(13), None)


def test_units_are_never_added_together() -> None:
    assert [(t.unit, t.value) for t in counted(row(mid="5"), row(mid="7", unit="bbl")).totals] == [("bbl", Decimal(7)), ("t", Decimal(5))]


def test_a_later_act_and_a_later_word_are_left_out_and_said_so() -> None:
    rows = row(mid="1"), row(day="2020-01-01", mid="2"), row(said="2021-01-01", mid="4")
    found = counted(*rows, as_of=date(2019, 12, 31), known_by=date(2020, 6, 1))
    assert [total.value for total in found.totals] == [Decimal(1)]
    assert [one.what for one in found.unseen][:2] == ["1 rows of t", "1 rows of t"]


def test_a_month_that_was_not_reported_is_unseen_and_no_zero() -> None:
    found = counted(row(mid="1"), row(status="missing"))
    assert found.totals[0].value is None
    assert any("missing, not zero" in one.why for one in found.unseen)


def test_days_are_counted_once_and_an_unknown_day_not_at_all() -> None:
    how = Definition("days", ("day_kst",), ("year",))
    assert counted(row(day_kst="2019-03-02"), row(day_kst="2019-03-02"), row(day_kst=""), how=how).totals[0].n == 1


@pytest.mark.parametrize(("table", "name"), [("no-such-table", None), ("tests", "no-such-definition")])
def test_a_definition_that_is_not_there_is_refused_with_those_that_are(table: str, name: str | None) -> None:
    with pytest.raises(InputError, match="use "):
        definition(table, name)


def test_a_filter_on_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match="has no column 'mood'"):
        counted(row(), mood="good")


@pytest.mark.parametrize("table", ["oil", "incidents", "tests", "arms", "workers", "reports", "annual", "bilateral", "chronology", "ships"])
def test_every_definition_of_a_table_counts_it(table: str) -> None:
    for how in definitions_of(table).definitions.values():
        assert counted_table(table, how).rows


def counted_table(table: str, how: Definition) -> Counted:
    return count(read_table(table), how, {}, TODAY, TODAY)


def test_china_2021_is_the_sum_of_its_months() -> None:
    _, how = definition("oil", None)
    (total,) = [t for t in counted_table("oil", how).totals if dict(t.by) == {"year": "2021", "reporter": "CHN"}]
    assert (total.value, total.unit) == (Decimal(91909), "bbl")


# ---- tests: events, missiles, days; space launches in or out; the calendar of UTC or of Korea
def yearly(name: str, **switches: str) -> dict[str, int]:
    _, how = definition("tests", name, switches=switches)
    found = count(read_table("tests"), how, {}, date(2026, 11, 24), date(2026, 11, 24))
    return {total.by["year"]: total.n for total in found.totals}


def test_a_day_holds_at_least_one_event_and_an_event_at_least_one_missile():
    days, events, missiles = (yearly(name) for name in ("days", "events", "missiles"))
    assert sum(missiles.values()) == 339
    assert all(days.get(year, 0) <= events[year] <= missiles[year] for year in missiles)


def test_space_launches_count_unless_left_out():
    taken, out, only = (sum(yearly("missiles", orbital=word).values()) for word in ("in", "out", "only"))
    assert taken == out + only == sum(yearly("missiles").values())
    assert only == 9


def test_the_korean_day_moves_flights_between_days_and_loses_none():
    utc, kst = yearly("missiles", day="utc"), yearly("missiles", day="kst")
    assert sum(utc.values()) == sum(kst.values())
    assert yearly("days", day="kst") != yearly("days", day="utc")


def test_a_flight_without_a_time_keeps_its_day_and_the_unseen_says_so():
    _, how = definition("tests", "days", switches={"day": "kst"})
    found = count(read_table("tests"), how, {}, date(2026, 11, 24), date(2026, 11, 24))
    timeless = sum(not row["day_kst"] for row in found.rows)
    assert timeless and any(f"day_kst of {timeless} rows" in one.what for one in found.unseen)


@pytest.mark.parametrize(("table", "switches"), [("tests", {"orbital": "maybe"}), ("tests", {"moon": "in"}), ("oil", {"orbital": "in"})])
def test_a_switch_that_the_table_does_not_have_is_refused(table, switches):
    with pytest.raises(InputError, match="no such switch|there is no"):
        definition(table, None, switches=switches)


def test_a_row_that_never_had_a_figure_is_counted_in_its_year_and_leaves_the_upper_end_open():
    found = counted(row(low="1", mid="2", high="3", unit="t"), row(unit=""))
    (total,) = found.totals
    assert (total.n, total.low, total.high, total.unit) == (2, Decimal(1), None, "t")
    assert any("add nothing to a sum" in one.why for one in found.unseen)
