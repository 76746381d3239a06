"""BACI (CEPII) as CSV or Parquet: t, i, j, k, v, q -> cells under our names: thousand dollars -> dollars, tonnes -> kg.

One reconciled figure for a pair, year and code: nobody's report. The revision stands in the file's name only (BACI_HS17_Y2021_...).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from vetoproof.evidence.columns import without_exponents
from vetoproof.evidence.customs.comtrade import Part, rows_of_csv
from vetoproof.evidence.reading import Start
from vetoproof.evidence.stream import Stream

COLUMNS = ("t", "i", "j", "k", "v", "q")
_REVISION = re.compile(r"HS(?:92|96|02|07|12|17|22)(?![0-9])", re.IGNORECASE)
_PLAIN = r"^([+-]?)([0-9]+)(?:\.([0-9]*))?$"
MISSING = ("", "NA", "NAN", "NULL")


def fits(header: Sequence[str]) -> bool:
    return sorted(name.strip().lower() for name in header) == sorted(COLUMNS)


def read(stream: Stream, start: Start) -> Iterator[Part]:
    """The parts of a CSV."""
    for cells, refused, done, at in rows_of_csv(stream, start):
        yield Part(renamed(cells, stream.name), refused, done, at)


def renamed(cells: Any, name: str) -> Any:
    """BACI's columns under our names."""
    revision = _REVISION.search(name)
    size = cells.num_rows
    code = pc.utf8_trim_whitespace(cells.column("k"))
    return pa.table(
        {
            "row": cells.column("row"),
            "period": cells.column("t"),
            "reporter": cells.column("i"),
            "partner": cells.column("j"),
            "flow": pa.repeat(pa.scalar("B"), size),
            "hs": pc.if_else(pc.match_substring_regex(code, "^[0-9]{5}$"), pc.utf8_lpad(code, 6, "0"), code),  # always six digits in BACI
            "revision": pa.repeat(pa.scalar(revision.group().upper() if revision else ""), size),
            "fob": thousandfold(cells.column("v")),
            "value": thousandfold(cells.column("v")),
            "net": thousandfold(cells.column("q")),
        }
    )


def thousandfold(cells: Any) -> Any:
    """`12.5` -> `12500`, by moving the point: exact. What is no plain number stays as it is, to be refused; missing is empty."""
    text = without_exponents(pc.utf8_trim_whitespace(cells))
    text = pc.if_else(pc.is_in(pc.utf8_upper(text), pa.array(MISSING)), "", text)
    plain = pc.match_substring_regex(text, _PLAIN)
    if not len(text):
        return text
    parts = pc.split_pattern(pc.if_else(plain, text, "0"), ".")
    whole = pc.list_element(parts, 0)
    rest = pc.utf8_rpad(
        pc.if_else(pc.greater(pc.list_value_length(parts), 1), pc.replace_substring_regex(text, r"^[^.]*\.?", ""), ""), 3, "0"
    )
    moved = pc.binary_join_element_wise(whole, pc.utf8_slice_codeunits(rest, 0, 3), ".", pc.utf8_slice_codeunits(rest, 3), "")
    return pc.if_else(plain, pc.utf8_rtrim(moved, "."), text)
