"""Rows on their way out into a file that a spreadsheet may open: cells that it would run as formulas are defused."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

_FORMULA = r"^[=+\-@\t\r]"
_NUMBER = r"^[+-]?[0-9]+(\.[0-9]+)?$"


def defused(table: Any) -> Any:
    """The table with an apostrophe before each text that begins like a formula and is no plain number (OWASP, CSV injection)."""
    for place, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
            table = table.set_column(place, field.name, _defused(table.column(place)))
    return table


def _defused(cells: Any) -> Any:
    armed = pc.and_(pc.match_substring_regex(cells, _FORMULA), pc.invert(pc.match_substring_regex(cells, _NUMBER)))
    return pc.if_else(pc.fill_null(armed, False), pc.binary_join_element_wise("'", cells, ""), cells)
