"""Does a reporter book under one State what it trades with another of a like name? By the goods: whose profile do they have?

Reads    flows as a table of CUSTOMS; `of` the State, `other` the one it may be confused with.
Returns  a row for each reporter, direction and year that is doubted: both cosines, and what they rest on.
Source   cosine of shares by chapter of the HS. Thresholds ours, tried on the generator: see docs/methods/trade.md. The case that taught it:
         the IMF's figure for 2010 was twice KOTRA's, with the trade of the South in it (nkeconwatch, 2011-06-17).
Misses   a reporter that mixes a little of the other's trade in; years of few goods.
Wrong if a reporter's true trade with `of` happens to look like its trade with `other`: so a flow is put aside, never deleted.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen

from vetoproof.detect.trade.tables import engine

LEAST_USD = 1_000_000  # a year below it shows too few goods (ours)
LIKE_OTHER, APART = 0.6, 0.25  # cosine with the other's profile at least; and so much above the cosine with the State's own (ours)


@frozen
class Doubt:
    """A reporter's year in one direction whose goods look like trade with the other State."""

    reporter: str
    sale: bool
    year: int
    like_other: float
    like_own: float
    usd: int


_SHARES = """SELECT reporter, exporter IN ($of, $other) AS sale, exporter = $other OR importer = $other AS with_other,
    year(happened_from)::INT AS year, left(hs, 2) AS chapter, sum(value_usd)::BIGINT AS usd FROM rows
  WHERE reporter NOT IN ('', $of) AND part = '' AND flow IN ('X', 'M') AND length(hs) >= 4 AND value_usd > 0
    AND ((exporter IN ($of, $other)) <> (importer IN ($of, $other)))
  GROUP BY ALL ORDER BY ALL"""


def doubts(rows: Any, of: str, other: str) -> tuple[Doubt, ...]:
    """The reporter-years that are doubted, in order."""
    found = engine(rows=rows).sql(_SHARES, params={"of": of, "other": other}).to_arrow_table().to_pylist()
    profiles: dict[tuple[str, bool, bool, int], np.ndarray[Any, np.dtype[np.float64]]] = {}
    for row in found:
        key = (row["reporter"], row["sale"], row["with_other"], row["year"])
        profiles.setdefault(key, np.zeros(100))[int(row["chapter"])] += row["usd"]
    return tuple(doubt for key in sorted(profiles) if not key[2] and (doubt := _doubt(key, profiles)))


def _doubt(key: tuple[str, bool, bool, int], profiles: dict[tuple[str, bool, bool, int], Any]) -> Doubt | None:
    """Compare a profile with the reporter's own trade with the other State, and with what other reporters trade with this one."""
    reporter, sale, _, year = key
    mine = profiles[key]
    others = profiles.get((reporter, sale, True, year))
    usual = [one / one.sum() for (who, way, with_other, when), one in profiles.items()
             if who != reporter and way == sale and not with_other and abs(when - year) <= 1]  # fmt: skip
    if others is None or mine.sum() < LEAST_USD:
        return None
    like_other, like_own = cosine(mine, others), cosine(mine, np.mean(usual, axis=0)) if len(usual) >= 3 else 0.0
    if like_other < LIKE_OTHER or like_other - like_own < APART:
        return None
    return Doubt(reporter, sale, year, round(like_other, 3), round(like_own, 3), int(mine.sum()))


def cosine(one: Any, two: Any) -> float:
    """Likeness of two profiles, 0 to 1; 0 if one is empty."""
    size = float(np.sqrt((one * one).sum()) * np.sqrt((two * two).sum()))
    return float((one * two).sum()) / size if size else 0.0


def mark(flows: Any, found: tuple[Doubt, ...], word: str) -> Any:
    """The status of the flows that are doubted becomes `word`, unless they are put aside already."""
    doubted = {(one.reporter, one.sale, one.year) for one in found}
    if not doubted:
        return flows
    keys = zip(flows["reporter"].to_pylist(), flows["sale"].to_pylist(), (day.year for day in flows["from"].to_pylist()), strict=True)
    status = [
        word if key in doubted and was in ("counted", "rest") else was for key, was in zip(keys, flows["status"].to_pylist(), strict=True)
    ]
    place = flows.column_names.index("status")
    return flows.set_column(place, "status", pa.array(status, pa.string()))
