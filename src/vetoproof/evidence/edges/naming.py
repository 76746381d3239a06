"""The header of a file of transfers -> which of its columns is which."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import frozen

from vetoproof.terms.errors import InputError

REQUIRED = ("time", "from", "to", "amount")
# Names that explorers and query services give these columns, compared without case and signs. Ours stands first.
KNOWN = {
    "tx": ("tx", "txhash", "txid", "hash", "transactionhash", "transaction"),
    "time": ("time", "timestamp", "blocktime", "blocktimestamp", "datetime", "datetimeutc"),
    "from": ("from", "fromaddress", "sender"),
    "to": ("to", "toaddress", "receiver", "recipient"),
    "amount": ("amount", "value", "valueinusd", "valueusd", "amountusd", "totaleth"),
    "token": ("token", "tokensymbol", "symbol", "asset", "currency"),
    "fee": ("fee", "txfee", "gasfee"),
    "block": ("block", "blocknumber", "blockheight", "height"),
}
MONEY = (("usd", "USD"), ("eth", "ETH"), ("btc", "BTC"))
UNKNOWN = "unknown"


@frozen
class Naming:
    """The file's name for each column of ours; empty where it has none. `token` stands for all rows if there is no column."""

    columns: dict[str, str]
    header: tuple[str, ...]
    token: str = UNKNOWN


def naming(header: Sequence[str], given: Mapping[str, str], file: str, token: str = "") -> Naming:
    """Which column is which: as given, else by the names that are known."""
    if wrong := [name for name in given if name not in KNOWN]:
        raise InputError(f"there is no column {wrong[0]!r}", where="--columns", do=f"use {', '.join(KNOWN)}")
    if twice := {name for name in header if list(header).count(name) > 1}:
        raise InputError(f"has the column {sorted(twice)[0]!r} twice", where=file, do="give each its own name")
    found = {name: _given(given[name], header, file) if name in given else _found(name, header, file) for name in KNOWN}
    if lacking := [name for name in REQUIRED if not found[name]]:
        what = f"has no column for {', '.join(lacking)}; its columns are {', '.join(header)[:300]}"
        raise InputError(what, where=file, do=f"say which it is: --columns {lacking[0]}=NAME")
    return Naming(found, tuple(header), token or _money(found["amount"]))


def columns_option(text: str) -> dict[str, str]:
    """`tx=Tx_hash,time=Timestamp` -> ours to the file's."""
    found = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        ours, sign, theirs = part.partition("=")
        if not sign or not theirs.strip():
            raise InputError(f"{part!r} names no column", where="--columns", do="write ours=theirs, as time=Timestamp")
        found[ours.strip()] = theirs.strip()
    return found


def _given(name: str, header: Sequence[str], file: str) -> str:
    if name not in header:
        raise InputError(f"has no column {name!r}", where=file, do=f"use one of {', '.join(header)[:300]}")
    return name


def _found(name: str, header: Sequence[str], file: str) -> str:
    if name in header:
        return name
    fit = [column for column in header if _plain(column) in KNOWN[name]]
    if len(fit) > 1 and name in REQUIRED:
        raise InputError(f"{' and '.join(fit)} may both be {name}", where=file, do=f"say which: --columns {name}={fit[0]}")
    return fit[0] if fit else ""


def _plain(column: str) -> str:
    return re.sub("[^a-z0-9]", "", column.lower())


def _money(column: str) -> str:
    return next((token for sign, token in MONEY if sign in column.lower()), UNKNOWN)
