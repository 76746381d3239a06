"""A table of lists -> listed parties, a column at a time: most cells of a list are empty, and a row as a map costs more than the party."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from vetoproof.detect.names.numbers import imo, lei, listed_document
from vetoproof.detect.names.party import ALL_KINDS, Listed, Named, Party, Texts
from vetoproof.detect.names.wallets import address
from vetoproof.evidence.lists.tables import out_of_cell

_WEAK = "weak"


def listed_in(table: Any) -> tuple[Listed, ...]:
    """The parties of a table of lists (LISTED), in its order."""
    alone = {name: _cells(table, name) for name in ("list", "ref", "kind", "name", "gender", "imo", "mmsi", "call_sign", "flag", "lei")}
    days = {name: table.column(name).to_pylist() for name in ("listed_on", "until")}
    names = map(_names, alone["name"], _lists(table, "aliases", "name", "quality"))
    states = zip(_lists(table, "nationalities"), _lists(table, "countries"), alone["flag"], strict=True)
    papers = (_papers(some) for some in _lists(table, "documents", "type", "number"))
    wallets = (
        tuple(found for text, currency in some if (found := address(text, currency or "")).text)
        for some in _lists(table, "wallets", "address", "currency")
    )
    parties = (
        Party(
            kind or ALL_KINDS,
            named,
            births=tuple(births),
            states=tuple(dict.fromkeys((*ours, *theirs, flag) if flag else (*ours, *theirs))) if ours or theirs or flag else (),
            gender=gender,
            documents=numbers,
            imos=_some(imo, out_of_cell(ship)) if ship else (),
            mmsis=out_of_cell(mmsi),
            call_signs=out_of_cell(sign),
            leis=_some(lei, out_of_cell(firm)) if firm else (),
            wallets=some,
        )
        for kind, named, births, (ours, theirs, flag), gender, numbers, ship, mmsi, sign, firm, some in zip(
            alone["kind"], names, _lists(table, "birth_dates"), states, alone["gender"], papers, alone["imo"], alone["mmsi"],
            alone["call_sign"], alone["lei"], wallets, strict=True,
        )
    )  # fmt: skip
    notes = ("; ".join(some) for some in _lists(table, "programs"))
    return tuple(map(Listed, alone["list"], alone["ref"], parties, days["listed_on"], days["until"], notes))


def _names(own: str, aliases: list[tuple[str, str]]) -> tuple[Named, ...]:
    """Each name once; the own one first."""
    if not aliases:
        return (Named(own),) if own else ()
    found = {(own, False): None} if own else {}
    found |= {(text, quality == _WEAK): None for text, quality in aliases if text}
    return tuple(Named(text, weak) for text, weak in found)


def _papers(some: Iterable[tuple[str, str]]) -> Texts:
    return tuple(dict.fromkeys(found for sort, number in some if (found := listed_document(sort or "", number))))


def _some(check: Callable[[str], str | None], texts: Iterable[str]) -> Texts:
    return tuple(dict.fromkeys(found for text in texts if (found := check(text))))


def _cells(table: Any, name: str) -> list[str]:
    return [cell or "" for cell in table.column(name).to_pylist()]


def _lists(table: Any, name: str, *parts: str) -> Iterator[list[Any]]:
    """The list of each row: of texts, or of the named parts of small values."""
    whole = table.column(name).combine_chunks()
    values = whole.flatten()
    flat: list[Any] = list(zip(*(values.field(part).to_pylist() for part in parts), strict=True)) if parts else values.to_pylist()
    first = 0
    for many in whole.value_lengths().to_pylist():
        if not many:
            yield []
            continue
        yield flat[first : first + many]
        first += many
