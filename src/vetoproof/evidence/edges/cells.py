"""The cells of a block of transfers -> checked times, addresses and amounts, in SQL over an Arrow table; and why a row is refused.

Ten million rows pass here, so a dear expression stands behind a cheap one that spares it: a CASE only works out what it needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb

from vetoproof.evidence.edges.naming import Naming
from vetoproof.evidence.edges.tables import DIGITS

_EVM = "'0[xX][0-9a-fA-F]{40}'"
_NUMBER = "'[0-9]{1,60}(\\.[0-9]*)?([eE][+-]?[0-9]{1,2})?|\\.[0-9]{1,60}'"
_OFFSET = "'[0-9]([+-])([0-9]{2}):?([0-9]{2})?$'"
LATEST = 253_402_300_800_000_000  # the year 10000, in microseconds


def text_of(block: Any, naming: Naming, con: duckdb.DuckDBPyConnection) -> Any:
    """Cells as they stand -> typed ones, addresses in one form and as spelled, amounts as text, and why a row is wrong."""
    con.register("given", block)
    try:
        return con.sql(_query(naming)).to_arrow_table()
    finally:
        con.unregister("given")


def numbers_of(checked: Any, names: Iterable[str], places: Iterable[int], con: duckdb.DuckDBPyConnection) -> Any:
    """Columns of amounts as DECIMAL(38, p) for each p; null where one does not fit."""
    con.register("checked", checked)
    wanted = ", ".join(f"TRY_CAST({name} AS DECIMAL({DIGITS}, {p})) AS {name}_{p}" for p in places for name in names)
    try:
        return con.sql(f"SELECT {wanted} FROM checked").to_arrow_table()
    finally:
        con.unregister("checked")


def _query(naming: Naming) -> str:
    cell = {name: _tidy(_quoted(column)) if column else "''" for name, column in naming.columns.items()}
    token = "'" + naming.token.replace("'", "''") + "'"
    named = f"CASE WHEN {cell['token']} = '' THEN {token} ELSE {cell['token']} END" if naming.columns["token"] else token
    return f"""
        SELECT row, t, block, {_form("sender")} AS sender, {_form("receiver")} AS receiver,
            {_spelled("sender")} AS sender_spelled, {_spelled("receiver")} AS receiver_spelled,
            amount, fee, {_behind("amount")} AS behind, {_form("token")} AS token, cells, {_why()} AS why
        FROM (SELECT *, {_time("time")} AS t, TRY_CAST(CASE WHEN height = '' THEN '0' ELSE height END AS BIGINT) AS block
            FROM (SELECT row, {cell["time"]} AS time, {cell["block"]} AS height, {cell["from"]} AS sender, {cell["to"]} AS receiver,
                {cell["amount"]} AS amount, CASE WHEN {cell["fee"]} = '' THEN '0' ELSE {cell["fee"]} END AS fee,
                {named} AS token, hash({", ".join(map(_quoted, naming.header))}) AS cells FROM given)
            WHERE NOT (time = '' AND sender = '' AND receiver = '' AND amount = ''))
    """


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _tidy(cell: str) -> str:
    """Without blanks at the ends."""
    return f"CASE WHEN starts_with({cell}, ' ') OR ends_with({cell}, ' ') THEN trim({cell}) ELSE {cell} END"


def _form(name: str) -> str:
    """The one form of an address of the Ethereum kind, or of bech32; any other as it is."""
    known = f"{name}[:3] = 'BC1' OR regexp_full_match({name}, {_EVM})"
    return f"CASE WHEN {_capitals(name)} THEN CASE WHEN {known} THEN lower({name}) ELSE {name} END ELSE {name} END"


def _spelled(name: str) -> str:
    """An address whose letters are in mixed case, which is a checksum; else null."""
    letters = f"{name}[3:]"
    mixed = f"{letters} <> lower({letters}) AND {letters} <> upper({letters}) AND regexp_full_match({name}, {_EVM})"
    return f"CASE WHEN {_capitals(name)} THEN CASE WHEN {mixed} THEN {name} END END"


def _capitals(name: str) -> str:
    return f"{name}[:2] IN ('0x', '0X', 'BC') AND {name} <> lower({name})"


def _behind(name: str) -> str:
    """How many places behind the point a number has, zeros at its end apart: 5 for 1e-05; -1 if it is written as a whole number."""
    places = f"length(regexp_extract({name}, '^[0-9]*\\.?([0-9]*?)0*([eE][+-]?[0-9]+)?$', 1))"
    power = f"coalesce(TRY_CAST(regexp_extract({name}, '[eE]([+-]?[0-9]+)$', 1) AS BIGINT), 0)"
    return f"CASE WHEN contains({name}, '.') OR contains(lower({name}), 'e') THEN greatest({places} - {power}, 0) ELSE -1 END"


def _time(name: str) -> str:
    """Microseconds: seconds, milliseconds, microseconds or nanoseconds by their size, else a date and a time with an offset or UTC."""
    number = f"TRY_CAST({name} AS DECIMAL({DIGITS}, 6))"
    unit = f"CASE WHEN {number} < 1e11 THEN 1000000 WHEN {number} < 1e14 THEN 1000 WHEN {number} < 1e17 THEN 1 ELSE 0.001 END"
    plain = f"replace({name}, ' UTC', '')"
    sign = f"CASE regexp_extract({plain}, {_OFFSET}, 1) WHEN '-' THEN -60000000 ELSE 60000000 END"
    minutes = f"""coalesce(TRY_CAST(regexp_extract({plain}, {_OFFSET}, 2) AS BIGINT), 0) * 60
        + coalesce(TRY_CAST(regexp_extract({plain}, {_OFFSET}, 3) AS BIGINT), 0)"""
    dated = f"epoch_us(TRY_CAST({plain} AS TIMESTAMP)) - CASE WHEN {plain}[11:] = '' THEN 0 ELSE {sign} * ({minutes}) END"
    return f"""CASE WHEN regexp_full_match({name}, '[0-9]{{1,19}}(\\.[0-9]+)?') THEN TRY_CAST(floor({number} * {unit}) AS BIGINT)
        WHEN regexp_full_match({name}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}.*') THEN {dated} END"""


def _why() -> str:
    """The first thing that is wrong with a row."""
    rules = (
        (f"t IS NULL OR t NOT BETWEEN 0 AND {LATEST}", _said("time", "is none; give seconds, milliseconds or ISO 8601")),
        ("block IS NULL OR block < 0", _said("height", "is no number of a block")),
        (f"NOT regexp_full_match(amount, {_NUMBER})", _said("amount", "is no number of 0 or more; write 12 or 1.5")),
        (f"NOT regexp_full_match(fee, {_NUMBER})", _said("fee", "is no number of 0 or more; write 12 or 1.5")),
        ("sender = ''", _unless_zero("'from is empty; name the sender'")),
        ("receiver = ''", _unless_zero("'to is empty; name the receiver, or leave the row out'")),
    )
    return "CASE " + " ".join(f"WHEN {condition} THEN {why}" for condition, why in rules) + " END"


def _said(name: str, what: str) -> str:
    return f"'{name} ''' || left({name}, 60) || ''' {what}'"


def _unless_zero(why: str) -> str:
    """A row that moves nothing, as one that makes a contract, may lack an end."""
    return f"CASE WHEN amount NOT SIMILAR TO '[0.]+' THEN {why} END"
