"""The record's addresses -> who named each, when, and by which source; compared by the rules of their chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from vetoproof.evidence.edges.lists import one_form
from vetoproof.evidence.record import Table
from vetoproof.terms.errors import InputError


@frozen
class Named:
    """What an authority said of an address."""

    holder: str
    by: str
    status: str  # listed, named
    since: str
    until: str  # empty: still so when the source came out
    source: str


def named(addresses: Iterable[str], table: Table) -> Mapping[str, tuple[Named, ...]]:
    """Those of the addresses that an authority has named."""
    known: dict[str, list[Named]] = {}
    for row in table.rows:
        said = Named(row["holder"], row["root"], row["status"], row["day"], row["until"], row["source"])
        mine = known.setdefault(_form(row["address"]), [])
        if said not in mine:  # one address stands once for each token that it holds
            mine.append(said)
    return {address: tuple(known[address]) for address in dict.fromkeys(addresses) if address in known}


def _form(address: str) -> str:
    """The form that is compared; an address that the source cut short has none, and equals nothing."""
    try:
        return one_form(address)
    except InputError:
        return f"not an address: {address}"
