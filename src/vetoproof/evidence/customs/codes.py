"""The codes of customs statistics: areas by number, the headings of the HS, its revisions and the years in which they began."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any

import pyarrow as pa

# Comtrade's names of the revisions, the year in which each entered into force, and the names that others give them.
REVISIONS = {"H0": 1988, "H1": 1996, "H2": 2002, "H3": 2007, "H4": 2012, "H5": 2017, "H6": 2022}
ALSO = {"HS92": "H0", "HS96": "H1", "HS02": "H2", "HS07": "H3", "HS12": "H4", "HS17": "H5", "HS22": "H6"}
UNSTATED = ("", "HS", "SS")  # HS: as reported, whichever revision that is
NEWEST = "H6"
TOTAL = "TOTAL"
# Headings that a revision dropped: a row of an earlier one may bear them. 8485 and 8524 were dropped and came back for other goods.
DROPPED = (
    "0503", "0509", "1402", "1403", "1519", "2527", "2838", "2848", "2851", "4108", "4109", "4110", "4111", "4204", "4815", "5304", "6503",
    "7012", "7414", "7416", "7417", "7803", "7805", "7906", "8004", "8005", "8006", "8107", "8469", "8520", "8803", "9009", "9203", "9204",
    "9501", "9502",
)  # fmt: skip


def _rows(name: str) -> list[dict[str, str]]:
    with (files("vetoproof.evidence.customs") / "codes" / name).open(encoding="utf-8") as text:
        return list(csv.DictReader(text))


@cache
def areas() -> Any:
    """code (as text), name, kind: by Comtrade's number, by ISO alpha-3 and by alpha-2, each a row."""
    found: dict[str, tuple[str, str]] = {}
    for row in _rows("areas.csv"):
        for code in (row["code"], row["name"], row["iso2"]):
            if code:
                found.setdefault(code, (row["name"], row["kind"]))
    return pa.table({"code": list(found), "name": [name for name, _ in found.values()], "kind": [kind for _, kind in found.values()]})


@cache
def state_numbers() -> dict[str, int]:
    """A State by its name -> its number in the statistics; the smallest, where it has several."""
    found: dict[str, int] = {}
    for row in _rows("areas.csv"):
        found.setdefault(row["name"], int(row["code"]))
    return found


@cache
def goods() -> Any:
    """Every code that is known: chapters, headings (those dropped too), subheadings of HS 2022; `newest`: it is of HS 2022."""
    codes: dict[str, bool] = dict.fromkeys(DROPPED, False)
    for row in _rows("hs2022.csv"):
        heading = row["heading"]
        codes |= {heading[:2]: True, heading: True} | {heading + end: True for end in row["subheadings"].split()}
    for heading in DROPPED:
        codes.setdefault(heading[:2], False)
    return pa.table({"code": list(codes), "newest": list(codes.values())})
