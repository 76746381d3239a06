"""Unit values against the world, names that are mixed up, bounds of re-exports, two totals of one trade."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from customs_rows import row, table

from vetoproof.detect.trade.confusion import cosine, doubts, mark
from vetoproof.detect.trade.flows import flows
from vetoproof.detect.trade.reexports import codes_through, reexports
from vetoproof.detect.trade.residual import residuals
from vetoproof.detect.trade.unit_values import against_the_world, unit_values

STATES = ["DEU", "FRA", "ITA", "ESP", "POL", "AUT", "NLD", "BEL", "SWE", "DNK"]


def priced(usd_kg: float, who: str = "CHN>PRK", **cells: Any) -> dict[str, Any]:
    return row(who, "270112", "202304", 1000, net_kg=Decimal(str(1000 / usd_kg)).quantize(Decimal("0.001")), **cells)


def world() -> list[dict[str, Any]]:
    return [priced(0.1 + 0.005 * n, f"AUS>{name}") for n, name in enumerate(STATES)]


def test_a_price_far_from_the_worlds_is_odd_and_one_near_it_is_not() -> None:
    found = unit_values(table(*world(), priced(3), priced(0.13, "CHN>RUS"))).to_pylist()
    assert [(one["importer"], one["hs"], one["period"]) for one in found] == [("PRK", "270112", "2023-04")]
    assert found[0]["world_usd_kg"] == pytest.approx(0.127, abs=0.01)
    assert found[0]["z"] > 3.5


@pytest.mark.parametrize("cells", [{"weight_estimated": True}, {"net_kg": None}, {"value_usd": Decimal(0)}])
def test_a_weight_that_is_no_weight_gives_no_price(cells: dict[str, Any]) -> None:
    assert unit_values(table(*world(), priced(3) | cells)).num_rows == 0


def test_too_few_others_give_no_judgement() -> None:
    told = against_the_world(table(*world()[:4], priced(3)), "PRK")
    assert told == {"f:5": {"unit_value_usd_kg": pytest.approx(3, abs=0.01), "world_usd_kg": None, "unit_value_z": None}}
    assert against_the_world(table(*world()), "PRK") == {}


SOUTH = {"854231": 8_000_000, "870323": 9_000_000, "890120": 4_000_000}
NORTH = {"670411": 2_000_000, "720221": 600_000, "261100": 300_000}


def trade(reporter: str, of: str, goods: dict[str, int], scale: float = 1.0) -> list[dict[str, Any]]:
    return [row(f"{of}<{reporter}", hs, "2010", round(usd * scale)) for hs, usd in goods.items()]


def test_a_reporter_that_books_the_south_under_the_north_is_doubted_and_no_other() -> None:
    honest = [one for name in ("CHN", "RUS", "IND") for one in (*trade(name, "PRK", NORTH), *trade(name, "KOR", SOUTH))]
    mixed = [*trade("BRA", "PRK", SOUTH, 0.4), *trade("BRA", "KOR", SOUTH)]
    rows = table(*honest, *mixed)
    (one,) = doubts(rows, "PRK", "KOR")
    assert (one.reporter, one.sale, one.year) == ("BRA", True, 2010)
    marked = mark(flows(rows, "PRK"), (one,), "quarantined").to_pylist()
    assert {(flow["reporter"], flow["status"]) for flow in marked} == {
        ("BRA", "quarantined"),
        ("CHN", "counted"),
        ("IND", "counted"),
        ("RUS", "counted"),
    }
    assert len(marked) == 12  # kept, all of them


def test_without_trade_with_the_other_nothing_is_doubted() -> None:
    assert doubts(table(*trade("BRA", "PRK", SOUTH)), "PRK", "KOR") == ()
    assert cosine(np.zeros(3), np.ones(3)) == 0


def test_no_more_can_go_on_than_came_in_and_went_out() -> None:
    rows = table(
        row("DEU<CHN", "870323", "202301", 500), row("DEU<CHN", "870323", "202302", 500), row("CHN>PRK", "870323", "2023", 300),
        row("JPN<CHN", "870323", "2023", 100), row("JPN<CHN", "870323", "2022", 900), row("FRA<CHN", "847130", "2023", 50),
        row("PRK<CHN", "260111", "2023", 80), row("CHN>VNM", "260111", "2023", 20),
    )  # fmt: skip
    assert codes_through(rows, "PRK", ("CHN",)) == {"870323", "260111"}
    names = ("to", "other", "came_usd", "left_usd", "most_usd")
    assert [tuple(one[name] for name in names) for one in reexports(rows, "PRK", ["CHN"]).to_pylist()] == [
        (False, "VNM", 80, 20, 20),
        (True, "DEU", 1000, 300, 300),
        (True, "JPN", 100, 300, 100),
    ]


def total(reporter: str, partner: str, flow: str, compiler: str, usd: int) -> dict[str, str]:
    names = {"reporter": reporter, "partner": partner, "flow": flow, "compiler": compiler, "value": str(usd), "source": compiler.lower()}
    return {**names, "from": "2023-01-01", "until": "2023-12-31"}


def test_what_one_total_has_above_another_is_a_residual_and_crude_only_where_a_pipe_runs() -> None:
    rows = [total("PRK", "CHN", "total", "KOTRA", 2_721_100_000), total("CHN", "PRK", "total", "GACC", 2_295_000_000)]
    (one,) = residuals(rows, [frozenset(("PRK", "CHN"))])
    assert (one.usd, one.more.compiler) == (Decimal(426_100_000), "KOTRA")
    assert one.barrels == (3_997_185, 5_196_341)
    assert next(residuals(rows)).barrels is None


def test_an_import_is_the_partners_export_and_one_compiler_is_no_pair() -> None:
    rows = [total("PRK", "CHN", "export", "KOTRA", 292_450_000), total("CHN", "PRK", "import", "GACC", 292_000_000)]
    assert list(residuals(rows)) == []  # 0.2 % apart: rounding
    assert list(residuals([total("PRK", "CHN", "export", "KOTRA", 2), total("PRK", "CHN", "import", "GACC", 9)])) == []
    assert list(residuals([total("PRK", "CHN", "total", "KOTRA", 5), total("PRK", "CHN", "total", "KOTRA", 9)])) == []
