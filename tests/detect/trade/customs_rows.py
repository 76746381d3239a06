"""CUSTOMS rows written in a test."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from vetoproof.detect.trade.tables import CUSTOMS

BLANK = {
    "file": "f", "revision": "H6", "net_kg": None, "weight_estimated": False, "original": False, "part": "", "vintage": "2024-01-01",
    "source": "a test",
}  # fmt: skip


def row(trade: str, hs: str, period: str, usd: object, **cells: Any) -> dict[str, Any]:
    """`CHN>RUS` as the exporter states it, `CHN<RUS` as the importer does, `CHN=RUS` as both do."""
    sign = next(sign for sign in "><=" if sign in trade)
    exporter, importer = trade.split(sign)
    flow, reporter = {">": ("X", exporter), "<": ("M", importer), "=": ("B", "")}[sign]
    year, month = int(period[:4]), int(period[4:] or 0)
    days = (date(year, month, 1), date(year, month, monthrange(year, month)[1])) if month else (date(year, 1, 1), date(year, 12, 31))
    own = {"exporter": exporter, "importer": importer, "reporter": reporter, "flow": flow, "hs": hs, "value_usd": Decimal(str(usd))}
    return {**BLANK, **own, "happened_from": days[0], "happened_until": days[1], **cells}


def table(*rows: dict[str, Any]) -> Any:
    """Rows as a table, numbered in their order."""
    return pa.Table.from_pylist([{"row": n, **one} for n, one in enumerate(rows, 1)], CUSTOMS)
