"""Two sides of one trade: freight, a month's delay and silence are told from a gap; what one side alone states is named."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from customs_rows import row, table

from vetoproof.detect.trade.margins import LAND, SEA, margin
from vetoproof.detect.trade.mirror import mirror
from vetoproof.detect.trade.robust import group_medians

MONTHS = [f"2021{month:02}" for month in range(1, 13)]


def series(exporter: str = "CHN", importer: str = "RUS", hs: str = "847130", freight: float = 1.02) -> list[dict[str, Any]]:
    """A year of months that both sides state."""
    both = (f"{exporter}>{importer}", 1.0), (f"{exporter}<{importer}", freight)
    return [row(trade, hs, month, round(100_000 * factor, 2)) for month in MONTHS for trade, factor in both]


def statuses(rows: list[dict[str, Any]], **options: Any) -> dict[str, str]:
    found = mirror(table(*rows), **options).table()
    keys = zip(*(found[name].to_pylist() for name in ("exporter", "importer", "hs", "period")), strict=True)
    return dict(zip((f"{a}>{b}:{hs}:{period}" for a, b, hs, period in keys), found["status"].to_pylist(), strict=True))


def changed(rows: list[dict[str, Any]], trade: str, month: str, factor: float) -> list[dict[str, Any]]:
    """One figure times `factor`; 0 takes the row away."""
    flow = "X" if ">" in trade else "M"
    hit = [one["flow"] == flow and one["happened_from"].strftime("%Y%m") == month for one in rows]
    return [
        one | ({"value_usd": one["value_usd"] * int(factor * 100) / 100} if here else {})
        for one, here in zip(rows, hit, strict=True)
        if factor or not here
    ]


def test_freight_is_no_gap_by_land_and_by_sea() -> None:
    assert set(statuses(series()).values()) == {"plain"}
    assert set(statuses(series("CHN", "JPN", freight=1.08)).values()) == {"plain"}
    assert (margin("CHN", "PRK"), margin("RUS", "CHN"), margin("CHN", "JPN")) == (LAND, LAND, SEA)


@pytest.mark.parametrize("factor", [0.2, 4])
def test_a_month_that_differs_is_the_only_gap(factor: float) -> None:
    found = statuses(changed(series(), "<", "202106", factor))
    assert {key for key, status in found.items() if status == "gap"} == {"CHN>RUS:847130:2021-06"}


def test_goods_that_come_a_month_later_are_no_gap() -> None:
    rows = changed(changed(series(), "<", "202106", 0.1), "<", "202107", 1.9)
    assert set(statuses(rows).values()) == {"plain"}


def test_all_that_comes_a_month_later_is_a_lag_and_no_orphan() -> None:
    late = [row("JPN>RUS", "270112", "202103", 500_000), row("JPN<RUS", "270112", "202104", 540_000)]
    found = statuses([*series(), *series("JPN", "RUS", "847130", 1.08), *late])
    assert {key: status for key, status in found.items() if "270112" in key} == {
        "JPN>RUS:270112:2021-03": "lag",
        "JPN>RUS:270112:2021-04": "lag",
    }


@pytest.mark.parametrize(("trade", "side"), [("CHN>RUS", "the exporter"), ("CHN<RUS", "the importer")])
def test_what_one_side_alone_states_is_an_orphan(trade: str, side: str) -> None:
    found = statuses([*series(), row(trade, "270112", "202105", 500_000)])
    assert found["CHN>RUS:270112:2021-05"] == "orphan", side


def test_a_month_missing_among_others_is_an_orphan_too() -> None:
    assert statuses(changed(series(), "<", "202106", 0)).get("CHN>RUS:847130:2021-06") == "silent"  # RUS states nothing else that month
    other = [one for one in series(hs="730890") if one["flow"] == "M"] + [one for one in series(hs="730890") if one["flow"] == "X"]
    assert statuses([*changed(series(), "<", "202106", 0), *other])["CHN>RUS:847130:2021-06"] == "orphan"


def test_a_state_that_reports_nothing_makes_no_orphans() -> None:
    assert set(statuses([one for one in series() if one["flow"] == "X"]).values()) == {"silent"}
    assert set(statuses([row("CHN>PRK", "847130", month, 100_000) for month in MONTHS]).values()) == {"silent"}


def test_a_state_that_reports_the_other_direction_only_does_report() -> None:
    rows = [*series(), row("JPN>RUS", "270112", "202105", 500_000), row("JPN>RUS", "270112", "202201", 500_000)]
    rows += [row("CHN<JPN", "847130", "202105", 500_000), row("RUS>CHN", "847130", "202201", 500_000)]
    found = statuses(rows)
    assert (found["JPN>RUS:270112:2021-05"], found["JPN>RUS:270112:2022-01"]) == ("orphan", "orphan")
    assert statuses(rows[:-1])["JPN>RUS:270112:2022-01"] == "silent"


def test_the_dprk_is_compared_like_any_other_where_somebody_has_its_figures() -> None:
    rows = series("PRK", "CHN") + series("RUS", "PRK", "271019")
    assert set(statuses(rows).values()) == {"plain"}
    assert set(mirror(table(*rows)).table()["margin"].to_pylist()) == {1.02}
    assert [key for key, status in statuses(changed(rows, "<", "202106", 4)).items() if status == "gap"] == [
        "PRK>CHN:847130:2021-06",
        "RUS>PRK:271019:2021-06",
    ]


CAR = ("CHN<RUS", "870323", "202104")
OTHER = row("CHN>RUS", "870323", "202104", 500_000)


@pytest.mark.parametrize(
    ("rows", "figure", "conflict"),
    [
        ([row(*CAR, 900_000), row(*CAR, 510_000)], 510_000, ["importer"]),
        ([row(*CAR, 510_000), row(*CAR, 510_000)], 510_000, []),
        ([row(*CAR, 510_000, vintage="2024-06-01", file="a"), row(*CAR, 900_000)], 510_000, []),  # said anew, whichever file is read first
        ([row(*CAR, 900_000, file="b"), row(*CAR, 510_000, file="a")], 900_000, ["importer"]),  # of one day: by file, then by row
        ([row(*CAR, 900_000, revision="H5"), row(*CAR, 510_000)], 510_000, []),  # the same trade in another revision
        ([row("CHN<RUS", f"87032{end}10", "202104", usd) for end, usd in (("3", 900_000), ("3", 510_000))], 510_000, ["importer"]),
        ([row(*CAR, 510_000), row("CHN>RUS", "870323", "202104", 700_000), OTHER], 510_000, ["exporter"]),
    ],
)
@pytest.mark.parametrize("size", [1, 1_000])
def test_the_latest_figure_is_compared_and_a_conflict_is_named(
    rows: list[dict[str, Any]], figure: int, conflict: list[str], size: int
) -> None:
    whole = table(*(rows if OTHER in rows else [*rows, OTHER]))
    (one,) = mirror(iter(whole.to_batches(max_chunksize=size))).table().to_pylist()
    assert (one["imported_micro_usd"], one["conflict"]) == (figure * 1_000_000, conflict)


def test_a_year_of_months_is_in_conflict_if_one_of_them_is() -> None:
    months = [one for one in series() if one["flow"] == "X"]
    found = mirror(table(*months, row("CHN>RUS", "847130", "202112", 100_001), row("CHN<RUS", "847130", "2021", 1_224_000))).table()
    assert found.select(["period", "conflict"]).to_pylist() == [{"period": "2021", "conflict": ["exporter"]}]


def test_another_revision_is_no_orphan() -> None:
    rows = [one | {"revision": "H5"} if one["flow"] == "M" else one for one in series()]
    assert statuses([*rows, row("CHN>RUS", "270112", "202105", 500_000)])["CHN>RUS:270112:2021-05"] == "revision"


def test_small_amounts_are_left_out() -> None:
    assert statuses([*series(), row("CHN>RUS", "270112", "202105", 9_000)], least_usd=10_000) == statuses(series())


def test_months_are_compared_with_a_year_where_one_side_states_years() -> None:
    months = [one for one in series() if one["flow"] == "X"]
    year = row("CHN<RUS", "847130", "2021", 1_224_000)
    assert statuses([*months, year]) == {"CHN>RUS:847130:2021": "plain"}
    assert statuses([*months, year | {"value_usd": year["value_usd"] * 3}]) == {"CHN>RUS:847130:2021": "gap"}
    assert statuses([*months[:-1], year])["CHN>RUS:847130:2021"] != "gap"  # eleven months are no year


def test_longer_codes_are_added_up_and_a_row_of_six_digits_counts_instead_of_them() -> None:
    eight = [row("CHN>RUS", code, "202101", 50_000) for code in ("27011210", "27011290")]
    six = row("CHN<RUS", "270112", "202101", 102_000)
    assert statuses([*eight, six]) == {"CHN>RUS:270112:2021-01": "plain"}
    assert statuses([*eight, row("CHN>RUS", "270112", "202101", 100_000), six]) == {"CHN>RUS:270112:2021-01": "plain"}


def test_a_flow_that_is_stated_again_is_not_added_and_the_order_of_batches_does_not_matter() -> None:
    rows = series()
    whole = mirror(table(*rows, *rows))
    assert whole.said_again == len(rows)
    assert whole.table().equals(mirror(table(*rows)).table())
    assert mirror(iter(table(*rows).to_batches(max_chunksize=5))).table().equals(mirror(table(*rows)).table())


def test_no_rows_are_no_cells() -> None:
    assert mirror(table()).table().num_rows == 0


def test_medians_of_groups_are_those_of_numpy() -> None:
    draw = np.random.default_rng(1)
    groups, values = draw.integers(0, 50, 5_000), draw.normal(0, 3, 5_000).astype(np.float32).astype(np.float64)
    found = group_medians(groups.astype(np.int64), values)
    assert found.medians.tolist() == [float(np.median(values[groups == one])) for one in found.groups]
