"""What two sides state of one trade -> the rows of the `record mirror` door, with bounds and residuals, and what is not in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import isnan
from typing import Any

from vetoproof.assess.totals import Total
from vetoproof.assess.trade_flows import number
from vetoproof.detect.trade.cells import MICRO
from vetoproof.detect.trade.mirror import APART, ORPHAN, SILENT, WHY, Mirror
from vetoproof.detect.trade.residual import Residual
from vetoproof.terms.unseen import Unseen

MIRROR = {
    "compared": "every pair, code of six digits and period in which a side states 10,000 dollars or more: what both sides say",
    "flagged": "those that differ by more than is usual, or that one side alone states",
    "reexports": "by way of a hub at most so much of another State's goods: a bound, no estimate",
    "residuals": "what one body's total has above another's for the same trade and days: an inference, no measurement",
}
PIPED = "; crude by pipeline stands in no customs figure: if the residual were crude, it would pay for so many barrels (inferred)"


def mirrored(raw: Mapping[str, Any], source: str, noted: Mapping[str, str]) -> dict[str, Any]:
    """A cell as a row of the door; `noted`: what is to be said of a State's figures wherever it states one."""
    exporter, importer, hs, period, status = (raw[name] for name in ("exporter", "importer", "hs", "period", "status"))
    return {
        "id": f"{exporter}>{importer}:{hs}:{period}",
        "day": raw["day"],
        "pair": f"{exporter}-{importer}",
        "exporter": exporter,
        "importer": importer,
        "hs": hs,
        "period": period,
        "exported_usd": _dollars(raw["exported_micro_usd"]),
        "imported_usd": _dollars(raw["imported_micro_usd"]),
        "margin": raw["margin"],
        "gap": _rounded(raw["gap"], 4),
        "z": _rounded(raw["z"], 2),
        "orphan": status == ORPHAN,
        "status": status,
        "why": "; ".join((WHY[status], *(APART.format(side) for side in raw["conflict"]))),
        "conflict": raw["conflict"] or None,
        "note": _note(raw, noted),
        "source": source,
    }


def _note(raw: Mapping[str, Any], noted: Mapping[str, str]) -> str:
    sides = (("exporter", "exported_micro_usd"), ("importer", "imported_micro_usd"))
    return "; ".join(noted[raw[side]] for side, figure in sides if raw[figure] and noted.get(raw[side]))


def _dollars(micro: int) -> int | float | None:
    """A figure in dollars; None where the side states none: missing is never zero."""
    return number(Decimal(micro) / MICRO) if micro else None


def _rounded(value: float | None, places: int) -> float | None:
    return None if value is None or isnan(value) else round(value, places)


def totals_of_mirror(rows: list[dict[str, Any]]) -> Iterator[Total]:
    """How many cells there are of each status."""
    for status, n in sorted(Counter(row["status"] for row in rows).items()):
        yield Total({"status": status}, n, None, None, None, "")


def unseen_of_mirror(found: Mirror, rows: list[dict[str, Any]]) -> Iterator[Unseen]:
    if silent := Counter(row["exporter" if row["exported_usd"] is None else "importer"] for row in rows if row["status"] == SILENT):
        names = ", ".join(f"{state} ({n})" for state, n in sorted(silent.items()))
        yield Unseen(f"{silent.total()} cells of one side alone", f"the other reports nothing at all in those periods: {names}")
    if found.said_again:
        yield Unseen(f"{found.said_again} rows of customs", "a flow is stated more than once, the same or anew; the last figure was taken")
    for why, n in sorted(found.skipped.items()):
        yield Unseen(f"{n} rows of customs", f"{why}: two sides are compared by the codes of six digits of exports and imports as such")
    yield Unseen("what both sides leave out", "or both book under another code or State: two statistics that agree prove no more than that")


def bound(raw: Mapping[str, Any], of: str) -> dict[str, Any]:
    first, last = (raw["other"], of) if raw["to"] else (of, raw["other"])
    return {
        "id": f"{first}>{raw['hub']}>{last}:{raw['hs']}:{raw['year']}",
        "day": f"{raw['year']}-01-01",
        "pair": f"{first}-{last}",
        "hub": raw["hub"],
        "hs": raw["hs"],
        "period": str(raw["year"]),
        "came_usd": number(raw["came_usd"]),
        "left_usd": number(raw["left_usd"]),
        "most_usd": number(raw["most_usd"]),
        "status": "upper bound",
        "why": "no more can have gone on than came into the hub and left it under this code in this year",
        "source": raw["source"],
    }


def inferred(one: Residual) -> dict[str, Any]:
    more, less = one.more, one.less
    return {
        "id": f"{more.compiler}-{less.compiler}:{more.seller}-{more.buyer}:{more.flow}:{more.from_}",
        "day": more.from_,
        "pair": f"{more.seller}-{more.buyer}",
        "hs": None,
        "period": f"{more.from_}..{more.until}",
        "compilers": [more.compiler, less.compiler],
        "usd": [number(more.usd), number(less.usd)],
        "residual_usd": number(one.usd),
        "as_crude_bbl": list(one.barrels) if one.barrels else None,
        "status": "inference",
        "why": f"{more.compiler} states more than {less.compiler}" + (PIPED if one.barrels else "; why is not said"),
        "source": "; ".join(dict.fromkeys((more.source, less.source))),
    }
