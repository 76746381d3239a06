"""The rows of `record flows`: what is in quarantine is shown, and is no breach and no part of what counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyarrow as pa

from vetoproof.assess.trade_flows import rows_of_flows, totals_of_flows
from vetoproof.detect.trade.confusion import Doubt, mark
from vetoproof.detect.trade.flows import flows
from vetoproof.detect.trade.tables import CUSTOMS, QUARANTINED
from vetoproof.findings.flows import FlowBench
from vetoproof.regime.law import Regime

ARMS = {
    "file": "f", "exporter": "PRK", "flow": "M", "hs": "930630", "revision": "", "weight_estimated": False, "original": False, "part": "",
    "happened_from": date(2023, 1, 1), "happened_until": date(2023, 12, 31), "vintage": "2024-01-01", "source": "s",
}  # fmt: skip


def test_a_flow_in_quarantine_is_no_breach_and_is_not_counted_with_the_others(law: Regime) -> None:
    rows = [{**ARMS, "row": n, "reporter": who, "importer": who, "value_usd": Decimal(n)} for n, who in enumerate(("CHN", "BRA"), 1)]
    table = mark(flows(pa.Table.from_pylist(rows, CUSTOMS), "PRK"), (Doubt("BRA", True, 2023, 1.0, 0.0, 2),), QUARANTINED)
    told = list(rows_of_flows(FlowBench(law, law.customs[0]), table, {}))
    assert {row["partner"]: (row["verdict"], row["status"], row["direction"]) for row in told} == {
        "BRA": ("depends", "quarantined", None),
        "CHN": ("breach", "counted", "from_dprk"),
    }
    totals = {(one.by["status"], one.by["verdict"]): one.value for one in totals_of_flows(told, table, {})}
    assert totals == {("counted", "breach"): 1, ("quarantined", "depends"): 2}


def test_a_conflict_is_one_breach_and_its_total_has_two_ends(law: Regime) -> None:
    rows = [{**ARMS, "row": n, "reporter": "CHN", "importer": "CHN", "value_usd": Decimal(usd)} for n, usd in enumerate((5, 5, 7), 1)]
    table = flows(pa.Table.from_pylist([{**row, "hs": "270112"} for row in rows], CUSTOMS), "PRK")
    bench = FlowBench(law, law.customs[0])
    told = list(rows_of_flows(bench, table, {}))
    (one,) = [row for row in told if row["status"] == "counted"]
    assert [one[name] for name in ("verdict", "value_usd", "low", "high", "unit")] == ["breach", 7, 5, 7, "USD"]
    assert one["fact"]["quantity"] == {"low": 5, "mid": 7, "high": 7, "unit": "USD"}  # no weight is stated
    assert "2 figures" in one["why"] and len(one["conflict"]) == 3
    (total,) = totals_of_flows(told, table, {})
    assert (total.n, total.value, total.low, total.high) == (1, 7, 5, 7)
    assert bench.verdicts(table, QUARANTINED).to_pylist() == [row["verdict"] for row in told]
