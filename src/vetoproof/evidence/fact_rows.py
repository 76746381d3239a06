"""Lines of JSON -> rows of facts: an object with id, kind and its day or days. What else a fact holds is for the law to read.

DuckDB reads the JSON; what it lets pass and JSON does not (NaN, a comma too many) is looked at once more, strictly.
"""

from __future__ import annotations

from typing import Any

import duckdb
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from vetoproof.terms.days import FIRST, LAST

FIELDS = ("id", "kind", "day", "from", "until", "said")
LONGEST_NAME = 10_000
_DOUBTFUL = r"(?i)[:,\[]\s*[+-]?(nan|inf)|,\s*[}\]]|[0-9]e[+-]?[0-9]{3}"
_PATHS = ", ".join(f"'$.{name}'" for name in FIELDS)
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


def _text(name: str) -> str:
    """A field as text; null if it is absent or no text."""
    place = FIELDS.index(name) + 1
    return f'CASE WHEN raw[{place}] LIKE \'"%\' THEN texts[{place}] END AS "{name}"'


def _day(name: str) -> str:
    return f'CASE WHEN regexp_full_match("{name}", \'{_DAY}\') THEN TRY_CAST("{name}" AS DATE) END AS "d {name}"'


def _no_day(name: str) -> str:
    good = f"\"d {name}\" BETWEEN DATE '{FIRST}' AND DATE '{LAST}'"
    return (
        f"WHEN raw[{FIELDS.index(name) + 1}] IS NOT NULL AND NOT coalesce({good}, false) THEN '{name} is not a day; write it as YYYY-MM-DD'"
    )


def _no_name(name: str) -> str:
    return (
        f"WHEN \"{name}\" IS NULL OR \"{name}\" = '' THEN '{name} is missing or not text; give it as text' "
        f"WHEN length(\"{name}\") > {LONGEST_NAME} THEN '{name} is longer than {LONGEST_NAME:,} characters; shorten it'"
    )


_DAYS = ("day", "from", "until")
_GIVEN = {name: f"raw[{FIELDS.index(name) + 1}] IS NOT NULL" for name in _DAYS}
_SPAN = f"""
    WHEN ({_GIVEN["day"]}) = ({_GIVEN["from"]} OR {_GIVEN["until"]}) THEN 'a fact has a day, or from and until; give one of the two'
    WHEN ({_GIVEN["from"]}) <> ({_GIVEN["until"]}) THEN 'from and until go together; give both'
    {" ".join(_no_day(name) for name in _DAYS)}
    WHEN "d until" < "d from" THEN 'until lies before from; give the earlier day first'"""

CHECK = f"""
WITH valid AS (SELECT row, json, coalesce(json_valid(json) AND NOT strict_fault, false) AS fine FROM given),
read AS (SELECT row, json, CASE WHEN fine THEN json_type(json) END AS type,
         CASE WHEN fine THEN json_extract(json, [{_PATHS}])::VARCHAR[] END AS raw,
         CASE WHEN fine THEN json_extract_string(json, [{_PATHS}]) END AS texts FROM valid),
named AS (SELECT row, json, type, raw, {", ".join(_text(name) for name in FIELDS)} FROM read),
dated AS (SELECT *, {", ".join(_day(name) for name in _DAYS)} FROM named)
SELECT row, id, kind, json, coalesce("d day", "d from") AS happened_from, coalesce("d day", "d until") AS happened_until, said,
  CASE WHEN type IS NULL THEN 'is not JSON; write one object a line, without NaN'
  WHEN type <> 'OBJECT' THEN 'is not an object; write one object a line'
  {_no_name("id")} {_no_name("kind")} {_SPAN} END AS why
FROM dated
"""


def check(con: duckdb.DuckDBPyConnection, rows: Any, lines: Any) -> Any:
    """Numbers and lines -> rows of facts, `why` null where they are good; blank lines are nothing."""
    lines = pc.utf8_trim_whitespace(lines)
    table = pa.table({"row": rows, "json": lines, "strict_fault": _faults(lines)}).filter(pc.not_equal(lines, ""))
    con.register("given", table)
    try:
        return con.sql(CHECK).to_arrow_table()
    finally:
        con.unregister("given")


def _faults(lines: Any) -> Any:
    """Whether a line is refused by a strict reader; only doubtful lines are read."""
    doubtful = pc.match_substring_regex(lines, _DOUBTFUL)
    if not pc.any(doubtful).as_py():
        return pa.repeat(pa.scalar(False), len(lines))
    return pc.replace_with_mask(
        pa.repeat(pa.scalar(False), len(lines)), doubtful, pa.array(map(_broken, lines.filter(doubtful).to_pylist()), pa.bool_())
    )


def _broken(line: str) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return True
    return False
