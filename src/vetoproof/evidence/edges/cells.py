"""The cells of a block of transfers -> checked times, addresses and amounts, in SQL over an Arrow table; and why a row is refused."""

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
    """Cells as they stand -> row, t, block, sender, receiver, raw spellings that carry a checksum, amount and fee as text, token, cells, why."""
    con.register("given", block)
    try:
        return con.sql(_query(naming)).to_arrow_table()
    finally:
        con.unregister("given")


def numbers_of(checked: Any, places: Iterable[int], con: duckdb.DuckDBPyConnection) -> Any:
    """Amount and fee as DECIMAL(38, p) for each p; null where it does not fit."""
    con.register("checked", checked)
    wanted = ", ".join(f"TRY_CAST({name} AS DECIMAL({DIGITS}, {p})) AS {name}_{p}" for p in places for name in ("amount", "fee"))
    try:
        return con.sql(f"SELECT {wanted} FROM checked").to_arrow_table()
    finally:
        con.unregister("checked")


def _query(naming: Naming) -> str:
    cell = {name: f'trim("{column.replace(chr(34), chr(34) * 2)}")' if column else "''" for name, column in naming.columns.items()}
    every = ", ".join(f'"{column.replace(chr(34), chr(34) * 2)}"' for column in naming.header)
    token = naming.token.replace("'", "''")
    named = f"CASE WHEN {cell['token']} = '' THEN '{token}' ELSE {cell['token']} END"
    return f"""
        SELECT row, t, block, {_form("sender")} AS sender, {_form("receiver")} AS receiver,
            CASE WHEN {_spelled("sender")} THEN sender END AS sender_spelled,
            CASE WHEN {_spelled("receiver")} THEN receiver END AS receiver_spelled,
            amount, fee, {_behind("amount")} AS behind, {_form("token")} AS token, cells, {_why()} AS why
        FROM (SELECT *, {_time("time")} AS t, TRY_CAST(CASE WHEN height = '' THEN '0' ELSE height END AS BIGINT) AS block
            FROM (SELECT row, {cell["time"]} AS time, {cell["block"]} AS height, {cell["from"]} AS sender, {cell["to"]} AS receiver,
                {cell["amount"]} AS amount, CASE WHEN {cell["fee"]} = '' THEN '0' ELSE {cell["fee"]} END AS fee,
                {named} AS token, hash({every}) AS cells FROM given))
    """


def _form(name: str) -> str:
    """The one form of an address of the Ethereum kind, or of bech32; any other as it is."""
    return f"CASE WHEN regexp_full_match({name}, {_EVM}) OR {name}[:3] = 'BC1' THEN lower({name}) ELSE {name} END"


def _spelled(name: str) -> str:
    """Whether the letters of an address are in mixed case, which is a checksum."""
    letters = f"{name}[3:]"
    return f"{letters} <> lower({letters}) AND {letters} <> upper({letters}) AND regexp_full_match({name}, {_EVM})"


def _behind(name: str) -> str:
    """How many places behind the point a number has, zeros at its end apart: 5 for 1e-05; -1 if it is written as a whole number."""
    places = f"length(regexp_extract({name}, '^[0-9]*\\.?([0-9]*?)0*([eE][+-]?[0-9]+)?$', 1))"
    power = f"coalesce(TRY_CAST(regexp_extract({name}, '[eE]([+-]?[0-9]+)$', 1) AS BIGINT), 0)"
    return f"CASE WHEN regexp_matches({name}, '[.eE]') THEN greatest({places} - {power}, 0) ELSE -1 END"


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
        (
            f"t IS NULL OR t NOT BETWEEN 0 AND {LATEST}",
            "'time ''' || left(time, 40) || ''' is none; give seconds, milliseconds or ISO 8601'",
        ),
        ("block IS NULL OR block < 0", "'block ''' || left(height, 40) || ''' is no number'"),
        (f"NOT regexp_full_match(amount, {_NUMBER})", "'amount ''' || left(amount, 60) || ''' is no number of 0 or more; write 12 or 1.5'"),
        (f"NOT regexp_full_match(fee, {_NUMBER})", "'fee ''' || left(fee, 60) || ''' is no number of 0 or more'"),
        ("sender = '' AND amount NOT SIMILAR TO '[0.]+'", "'from is empty; name the sender'"),
        ("receiver = '' AND amount NOT SIMILAR TO '[0.]+'", "'to is empty; name the receiver, or leave the row out'"),
    )
    return "CASE " + " ".join(f"WHEN {condition} THEN {why}" for condition, why in rules) + " END"
