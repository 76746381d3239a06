"""A small treaty on casks of oil, and rows of its record."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from vetoproof.findings.cap_account import CapAccount

DAY = date(2026, 11, 24)
REPORTS = "id,from,until,reporter,amount,unit,cask,product,status,said,root,source,note".split(",")  # noqa: SIM905
CLAIMS = "id,from,until,claimant,measure,low,mid,high,unit,bound,calls,load,said,root,source,note,flag".split(",")  # noqa: SIM905
CALLS = "id,day,vessel,port,calls,capacity,unit,said,root,source,note".split(",")  # noqa: SIM905
HARBOUR = """
regime: {title: The Harbour Treaty, version: '1', subject: casks of oil}
kinds: {oil_delivery: {means: oil comes in, measures: [oil], carries_goods: true}}
units: [cask, t]
circumstances: {before: {type: totals, means: what came before}, product: {type: text, means: what it is}}
addressees: {all: {state: {given: true}}}
routes: {of_itself: null}
sources: {MADE-UP: written for the tests}
conversions:
  - {from_unit: t, to_unit: cask, product_key: product, default: {factor: 8, low: 6, high: 9}, products: {lamp: {factor: 7}},
     source: [MADE-UP], confidence: high}
provisions:
  - {id: HT/1, title: Oil by the cask, summary: No more than 1000 casks a year., measure: oil, force: decides, bound: [all],
     direction: none, in_force: {from: 2000-01-01}, when: {kind: oil_delivery}, confidence: high, source: [MADE-UP],
     reporting: [{what: casks supplied, to: Harbour Master, days: 30, every: P30D}],
     cap: {name: harbour-oil, unit: cask, rule: at_most, aggregate_over: all_states, totals_key: before,
           notice_thresholds_pct: [75, 90, 95], recurrence: {every: calendar_year, first_from: 2000-01-01, quantity: 1000}}}
chapters:
  - {id: oil, title: Oil, parts: [{form: cap, provision: HT/1, tables: [reports, claims, calls], suppliers: [NOR, SWE]}]}
"""

Rows = Iterable[Mapping[str, str]]
Count = Callable[..., CapAccount]


def write(path: Path, columns: list[str], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, columns, restval="")
        table.writeheader()
        table.writerows(rows)


def report(id_: str, month: str, reporter: str, amount: str, unit: str = "cask", **more: str) -> dict[str, str]:
    """A month of 2020 as a State reported it; `2020-03..2020-05` for several."""
    first, _, last = month.partition("..")
    days = {"02": "29", "04": "30", "06": "30", "09": "30", "11": "30"}
    end = last or first
    span = {"from": f"{first}-01", "until": f"{end}-{days.get(end[5:], '31')}"}
    status = {"status": "reported" if amount else "missing", "said": "2021-06-01", "root": "Harbour", "source": f"source of {id_}"}
    return {"id": id_, **span, "reporter": reporter, "amount": amount, "unit": unit if amount else "", **status, **more}


def claim(id_: str, first: str, last: str, **more: str) -> dict[str, str]:
    said = {"claimant": "Gull", "said": "2021-06-01", "root": "Gull", "source": f"source of {id_}", "unit": "cask"}
    return {"id": id_, "from": first, "until": last, **said, **more}
