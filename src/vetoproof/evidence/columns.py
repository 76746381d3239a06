"""What a column of a CSV format may hold, told once: the checks, the typed values and the refusals follow from it.

The checks run in DuckDB over a registered Arrow table, never row by row in Python.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Literal

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen

from vetoproof.evidence.tables import AMOUNT, DIGITS, PLACES
from vetoproof.terms.days import FIRST, LAST
from vetoproof.terms.quantity import decimal

LONGEST_TEXT = 10_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection)
Kind = Literal["text", "day", "when", "number", "percent", "share", "word", "state"]
_EXPONENT = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]{1,6}")
_NUMBER = rf"[+-]?0*[0-9]{{1,{DIGITS}}}(\.[0-9]{{1,{PLACES}}}0*)?"
_PER_CENT = " *(%|per ?cent|pct)$"
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
Rule = tuple[str, str]  # a condition that makes a row wrong, and the reason, both in SQL


@frozen
class Column:
    """One column: its name in the file, what it holds, its name in the store."""

    name: str
    kind: Kind = "text"
    required: bool = False
    words: tuple[str, ...] = ()
    kept_as: str = ""  # the store's name, if another; "-": it is not kept
    same: tuple[tuple[str, str], ...] = ()  # other words, in small letters, and the word that each stands for

    @property
    def cell(self) -> str:
        """The text as given, in SQL."""
        return f'"{self.name}"'

    @property
    def typed(self) -> str:
        """The typed value, in SQL, once `values` has named it."""
        return f'"v {self.name}"'

    def value(self) -> str:
        """SQL that makes the value of the text; null if it is empty or wrong."""
        cell = self.cell
        if self.kind == "day":
            return f"CASE WHEN regexp_full_match({cell}, '{_DAY}') THEN TRY_CAST({cell} AS DATE) END"
        if self.kind == "share":
            cell = f"regexp_replace(replace(trim({cell}), ',', '.'), '{_PER_CENT}', '', 'i')"
        if self.kind in ("number", "percent", "share"):
            return f"CASE WHEN regexp_full_match({cell}, '{_NUMBER}') THEN TRY_CAST({cell} AS {AMOUNT}) END"
        if self.same:
            others = " ".join(f"WHEN '{word}' THEN '{stands}'" for word, stands in self.same)
            return f"CASE regexp_replace(lower(trim({cell})), '[ _-]+', ' ', 'g') {others} ELSE nullif(lower(trim({cell})), '') END"
        return f"nullif({cell}, '')"

    def faults(self) -> list[Rule]:
        """What can be wrong with a cell."""
        found = [(f"{self.cell} = ''", f"'{self.name} is empty; give it'")] if self.required else []
        return [*found, *self._wrong()]

    def _wrong(self) -> list[Rule]:
        cell, typed = self.cell, self.typed
        if self.kind == "day":
            outside = f"{typed} NOT BETWEEN DATE '{FIRST}' AND DATE '{LAST}'"
            return [(f"{cell} <> '' AND ({typed} IS NULL OR {outside})", self._is("is not a day; write it as YYYY-MM-DD"))]
        if self.kind == "when":
            whole = f"TRY_CAST(rpad({cell}, 10, '-01') AS DATE)"
            good = f"regexp_full_match({cell}, '[0-9]{{4}}-[0-9]{{2}}(-[0-9]{{2}})?') AND {whole} BETWEEN DATE '{FIRST}' AND DATE '{LAST}'"
            return [(f"{cell} <> '' AND NOT coalesce({good}, false)", self._is("is neither a day nor a month; write it as YYYY-MM-DD"))]
        if self.kind in ("number", "percent"):
            most = f"is not a number that can be kept exactly; write it as 1234.5 ({DIGITS} digits before the point, {PLACES} behind)"
            wrong = [(f"{cell} <> '' AND {typed} IS NULL", self._is(most))]
            return (
                [*wrong, (f"{typed} NOT BETWEEN 0 AND 100", self._is("is no percentage; give 0 to 100"))]
                if self.kind == "percent"
                else wrong
            )
        if self.kind == "share":  # what is no number is kept as it stands
            return [(f"{typed} NOT BETWEEN 0 AND 100", self._is("is no percentage; give 0 to 100"))]
        if self.kind == "word":
            known = ", ".join(f"'{word}'" for word in self.words)
            given = typed if self.same else cell
            return [(f"{cell} <> '' AND {given} NOT IN ({known})", self._is(f"is not known; use one of {', '.join(self.words)}"))]
        if self.kind == "state":
            return [
                (f"{cell} <> '' AND NOT regexp_full_match({cell}, '[A-Z]{{3}}')", self._is("is no State; write ISO 3166-1 alpha-3, as CHN"))
            ]
        return [(f"length({cell}) > {LONGEST_TEXT}", f"'{self.name} is longer than {LONGEST_TEXT:,} characters; shorten it'")]

    def _is(self, what: str) -> str:
        return f"'{self.name} ''' || left({self.cell}, 40) || ''' {what}'"


@frozen
class Sheet:
    """The columns of a format, the rules between them, and what else goes into the store."""

    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()
    added: tuple[tuple[str, str], ...] = ()  # store's name, SQL over the typed values; $source and $root stand for the file's

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def query(self) -> str:
        """SQL over the view `given` (`row` and the cells as text) -> `row`, the store's columns, `why`."""
        kept = [f'{column.typed} AS "{column.kept_as or column.name}"' for column in self.columns if column.kept_as != "-"]
        kept += [f'{sql} AS "{name}"' for name, sql in self.added]
        typed = ", ".join(f"{column.value()} AS {column.typed}" for column in self.columns)
        rules = (*(fault for column in self.columns for fault in column.faults()), *self.rules)
        why = " ".join(f"WHEN {condition} THEN {reason}" for condition, reason in rules)
        blank = " AND ".join(f"{column.cell} = ''" for column in self.columns)
        return (
            f"SELECT row, {', '.join(kept)}, {self._formulas()} AS formulas, CASE {why} END AS why "
            f"FROM (SELECT *, {typed} FROM given WHERE NOT ({blank}))"
        )

    def _formulas(self) -> str:
        """The names of the columns of text in which a spreadsheet would see a formula; null: none."""
        signs = ", ".join(str(ord(sign)) for sign in FORMULA)
        armed = {column.name: f"ascii({column.cell}) IN ({signs})" for column in self.columns if column.kind == "text"}
        found = ", ".join(f"CASE WHEN {condition} THEN '{name}' END" for name, condition in armed.items())
        return f"CASE WHEN {' OR '.join(armed.values())} THEN concat_ws(' ', {found}) END"

    def check(self, con: duckdb.DuckDBPyConnection, cells: Any, source: str, root: str) -> Any:
        """Cells as text -> typed rows, `why` null where they are good."""
        con.register("given", self._complete(cells))
        try:
            return con.sql(self.query(), params={"source": source, "root": root}).to_arrow_table()
        finally:
            con.unregister("given")

    def _complete(self, cells: Any) -> Any:
        """Every column that the format knows, empty where the file has none; numbers without exponents."""
        for column in self.columns:
            if column.name not in cells.column_names:
                cells = cells.append_column(column.name, pa.repeat(pa.scalar(""), cells.num_rows))
            elif column.kind in ("number", "percent", "share"):
                cells = cells.set_column(cells.column_names.index(column.name), column.name, without_exponents(cells.column(column.name)))
        return cells


def without_exponents(cells: Any) -> Any:
    """`1.2E+9` -> `1200000000`; only the distinct texts that have one are touched."""
    marked = pc.match_substring_regex(cells, "[eE]")
    if not pc.any(marked).as_py():
        return cells
    texts = pc.unique(cells.filter(marked)).to_pylist()
    plain = pa.array([_plain(text) for text in texts], pa.string())
    found = pc.index_in(cells, value_set=pa.array(texts, pa.string()))
    return pc.coalesce(pc.take(plain, found), cells)


def _plain(text: str) -> str:
    if not _EXPONENT.fullmatch(text):
        return text
    try:
        number: Decimal = decimal(text)
    except ValueError:
        return text
    return f"{number:f}"


def checker() -> duckdb.DuckDBPyConnection:
    """A database in memory that only sees the tables that are handed to it."""
    con = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    for name in ("enable_external_access", "python_enable_replacements"):
        con.execute(f"SET {name} = false")
    return con


def missing(header: Sequence[str], sheet: Sheet) -> list[str]:
    """The required columns that a header does not have."""
    return [column.name for column in sheet.columns if column.required and column.name not in header]
