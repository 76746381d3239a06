"""Every trade counts once, whatever is said of it twice; and each row that does not count has its reason."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest
from customs_rows import row, table

from vetoproof.detect.trade.counted import counted
from vetoproof.detect.trade.flows import flows

COAL = ("PRK<CHN", "270112", "202304")


def told(*rows: dict[str, Any]) -> list[tuple[str, int | None]]:
    """The status of each row, and what of it counts."""
    found = counted(table(*rows)).to_pylist()
    return [(one["status"], None if one["counted_usd"] is None else int(one["counted_usd"])) for one in found]


CASES = {
    "twice the same": ([row(*COAL, 5), row(*COAL, 5)], [("counted", 5), ("duplicate", None)]),
    "two figures": ([row(*COAL, 5), row(*COAL, 6)], [("conflict", None), ("counted", 6)]),
    "three rows, two figures": ([row(*COAL, usd) for usd in (5, 5, 7)], [("duplicate", None), ("conflict", None), ("counted", 7)]),
    "the latest figure stands twice": ([row(*COAL, usd) for usd in (7, 5, 7)], [("duplicate", None), ("conflict", None), ("counted", 7)]),
    "one value, two weights": ([row(*COAL, 5, net_kg=Decimal(kg)) for kg in (1, 2)], [("conflict", None), ("counted", 5)]),
    "a weight is lacking": ([row(*COAL, 5), row(*COAL, 5, net_kg=Decimal(1))], [("duplicate", None), ("counted", 5)]),
    "a conflict, then said anew": (
        [row(*COAL, 5), row(*COAL, 6), row(*COAL, 8, vintage="2024-06-01")],
        [("superseded", None), ("superseded", None), ("counted", 8)],
    ),
    "said anew": ([row(*COAL, 5), row(*COAL, 6, vintage="2024-06-01")], [("superseded", None), ("counted", 6)]),
    "said again": ([row(*COAL, 5), row(*COAL, 5, vintage="2024-06-01")], [("duplicate", None), ("counted", 5)]),
    "two revisions": ([row(*COAL, 5), row(*COAL, 5, revision="H5")], [("counted", 5), ("other_revision", None)]),
    "the reporter's own": ([row(*COAL, 5), row(*COAL, 5, revision="H5", original=True)], [("other_revision", None), ("counted", 5)]),
    "other goods, other revision": ([row(*COAL, 5), row("PRK<CHN", "670411", "202304", 7, revision="")], [("counted", 5), ("counted", 7)]),
    "a part and the whole": ([row(*COAL, 5), row(*COAL, 2, part="motcode=3100")], [("counted", 5), ("part", None)]),
    "parts alone": ([row(*COAL, 3, part="motcode=1000"), row(*COAL, 2, part="motcode=3100")], [("counted", 3), ("counted", 2)]),
    "parts of two kinds": ([row(*COAL, 5, part="motcode=1000"), row(*COAL, 5, part="customscode=C01")], [("part", None), ("counted", 5)]),
    "re-exports in exports": (
        [row("CHN>PRK", "870323", "2023", 9), row("CHN>PRK", "870323", "2023", 4, flow="RX")],
        [("counted", 9), ("part_of_flow", None)],
    ),
    "re-exports alone": ([row("CHN>PRK", "870323", "2023", 4, flow="RX")], [("counted", 4)]),
    "all goods": ([row("PRK<CHN", "TOTAL", "202304", 9)], [("total_of_goods", None)]),
    "headings": (
        [row("PRK<CHN", code, "2023", usd) for code, usd in (("27", 100), ("2701", 60), ("270112", 60), ("2704", 10))],
        [("rest", 30), ("total", None), ("counted", 60), ("counted", 10)],
    ),
    "details above their total": (
        [row("PRK<CHN", "27", "2023", 100), row("PRK<CHN", "270112", "2023", 160)],
        [("total", None), ("counted", 160)],
    ),
    "a year and its months": ([row("PRK<CHN", "270112", "2023", 100), row(*COAL, 40)], [("rest", 60), ("counted", 40)]),
    "a year that its months make up": ([row("PRK<CHN", "270112", "2023", 40), row(*COAL, 40)], [("year", None), ("counted", 40)]),
    "a year by heading, months by code": ([row("PRK<CHN", "2701", "2023", 100), row(*COAL, 40)], [("year", None), ("counted", 40)]),
    "reconciled beside reported": ([row("PRK=CHN", "270112", "2023", 7), row(*COAL, 5)], [("reconciled", None), ("counted", 5)]),
    "reconciled alone": ([row("PRK=CHN", "270112", "2023", 7)], [("counted", 7)]),
    "two reporters": ([row(*COAL, 5), row("PRK<RUS", "270112", "202304", 5)], [("counted", 5), ("counted", 5)]),
}  # fmt: skip


@pytest.mark.parametrize("what", CASES)
def test_what_counts(what: str) -> None:
    rows, expected = CASES[what]
    assert told(*rows) == expected


def test_sums_are_exact_and_the_order_of_rows_does_not_matter() -> None:
    rows = [row("PRK<CHN", code, "2023", f"{n}.01") for n, code in enumerate(("270112", "270119", "670411", "2701", "27"), 1)]
    rows += [row("PRK<CHN", "2702", "2023", "1000000000000.07"), row("PRK<CHN", "2702", "2023", "1000000000000.07")]
    shuffled = [{**one, "row": n} for n, one in enumerate(rows)]
    random.Random(3).shuffle(shuffled)
    sums = [sum(value for value in counted(table(*one))["counted_usd"].to_pylist() if value is not None) for one in (rows, shuffled)]
    assert sums[0] == sums[1] == Decimal("1000000000006.10")  # 1.01 + 2.01 + 3.01, the headings being their totals but for a dollar


FIGURES = ("value_usd", "low_usd", "high_usd", "counted_usd", "counted_low", "counted_high")


def test_all_figures_of_a_conflict_stand_in_the_row_that_counts_with_the_band_that_they_make() -> None:
    rows = [row(*COAL, usd, file=file, net_kg=Decimal(kg)) for usd, file, kg in ((5, "b", 50), (5, "a", 50), (7, "c", 40))]
    (one,) = [one for one in flows(table(*rows), "PRK").to_pylist() if one["status"] == "counted"]
    assert [int(one[name]) for name in FIGURES] == [7, 5, 7, 7, 5, 7]
    assert [(each["file"], each["row"], int(each["value_usd"])) for each in one["conflict"]] == [("a", 2, 5), ("b", 1, 5), ("c", 3, 7)]
    assert (one["net_kg"], one["net_low"], one["net_high"]) == (40, 40, 50)
    assert one["id"] == "CHN:PRK>CHN:M:270112:H6:202304"


def test_the_order_of_the_rows_of_a_file_says_which_is_the_latest() -> None:
    rows = table(row(*COAL, 7), row(*COAL, 5))
    found = flows(rows.take([1, 0]), "PRK").to_pylist()
    assert [(one["row"], one["status"]) for one in found] == [(2, "counted"), (1, "conflict")]


def test_what_a_later_figure_replaces_stands_beside_it_and_makes_no_band() -> None:
    old = [row(*COAL, 5, vintage="2023-06-01"), row(*COAL, 8, vintage="2023-09-01"), row(*COAL, 7, vintage="2023-09-01")]
    (one,) = [one for one in flows(table(*old, row(*COAL, 7)), "PRK").to_pylist() if one["status"] == "counted"]
    assert [int(one[name]) for name in FIGURES] == [7] * 6
    assert one["conflict"] is None
    assert [(each["vintage"], int(each["value_usd"])) for each in one["earlier"]] == [("2023-06-01", 5), ("2023-09-01", 8)]


def test_without_a_conflict_the_ends_are_the_figure() -> None:
    (one,) = flows(table(row(*COAL, 5)), "PRK").to_pylist()
    assert [int(one[name]) for name in FIGURES] == [5] * 6
    assert one["conflict"] is None


def test_what_a_total_holds_beyond_its_details_is_a_band_where_they_are_in_conflict() -> None:
    found = flows(
        table(row("PRK<CHN", "27", "2023", 100), row("PRK<CHN", "270112", "2023", 40), row("PRK<CHN", "270112", "2023", 60)), "PRK"
    )
    rest = next(one for one in found.to_pylist() if one["status"] == "rest")
    assert [int(rest[name]) for name in FIGURES[3:]] == [40, 40, 60]


@pytest.mark.parametrize(
    ("partners", "status"),
    [
        (row("PRK<CHN", "270112", "202304", 9), "other_side"),
        (row("PRK<CHN", "2701", "2023", 9), "other_side"),
        (row("PRK<CHN", "270112", "202305", 9), "counted"),
        (row("PRK<CHN", "260111", "202304", 9), "counted"),
        (row("PRK<RUS", "270112", "202304", 9), "counted"),
        (row("PRK=CHN", "271019", "202304", 9), "counted"),
    ],
)
def test_what_the_state_itself_reports_counts_where_its_partner_does_not_state_it(partners: dict[str, Any], status: str) -> None:
    found = flows(table(row("PRK>CHN", "270112", "202304", 8), partners), "PRK").to_pylist()
    (own,) = [one for one in found if one["reporter"] == "PRK"]
    assert (own["sale"], own["partner"], own["status"], own["counted_usd"] is None) == (True, "CHN", status, status == "other_side")


def test_flows_are_those_of_the_state_in_the_goods_that_are_asked_for() -> None:
    rows = table(row(*COAL, 5), row("CHN>PRK", "84", "2023", 6), row("PRK<CHN", "670411", "202304", 7), row("CHN>RUS", "270112", "2023", 8))
    found = flows(rows, "PRK", {"2701", "8471"}).to_pylist()
    assert [(one["hs"], one["partner"], one["sale"]) for one in found] == [("84", "CHN", False), ("270112", "CHN", True)]
    assert [one["id"] for one in found] == ["CHN:CHN>PRK:X:84:H6:2023", "CHN:PRK>CHN:M:270112:H6:202304"]
    assert flows(rows, "PRK").num_rows == 3
    assert flows(rows, "PRK", ()).num_rows == 0


def test_each_flow_has_its_own_name() -> None:
    found = flows(table(row(*COAL, 5), row(*COAL, 5), row(*COAL, 6)), "PRK")["id"].to_pylist()
    assert len(set(found)) == 3
