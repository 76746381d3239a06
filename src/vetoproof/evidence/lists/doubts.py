"""Rows of lists -> the numbers in them that cannot be right, counted by sort, the first of each shown: cut off, mistyped, of no known form.

A list stays as it is: a doubtful address is compared as it stands; a doubtful number of a ship or firm is compared with nothing. Remarks
of OFAC that go on in another file are told, too: there may be numbers in what was not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow.compute as pc
from attrs import define, field

from vetoproof.evidence.lists import ofac_remarks
from vetoproof.evidence.lists.firms import bic, is_bic, lei
from vetoproof.evidence.lists.tables import out_of_cell
from vetoproof.terms.names import imo_number
from vetoproof.terms.wallets import pasted

SHOWN = 3  # of a sort, each with the party that it stands at
LONGEST = 60  # signs of one that are shown
WALLET, IMO, LEI, BIC, CUT = "addresses of wallets", "IMO numbers", "LEIs", "BICs", "remarks"
_NOTHING = "that cannot be right ({:,}), compared with nothing"
_SAID = {
    WALLET: "that cannot be right ({:,}), compared as they stand",
    CUT: "that are cut off ({:,}), of which what goes on in sdn_comments.csv was not read",
}


@define
class Doubts:
    """What was found so far: of each sort how many, and the first few."""

    counts: dict[str, int] = field(factory=dict)
    first: dict[str, list[str]] = field(factory=dict)

    def add(self, rows: Any) -> None:
        """Look through a table of LISTED."""
        for sort, ref, text, why in _doubtful(rows):
            self.counts[sort] = self.counts.get(sort, 0) + 1
            shown = self.first.setdefault(sort, [])
            if len(shown) < SHOWN:
                shown.append(f"{text[:LONGEST]} ({ref}{': ' + why if why else ''})" if text else ref)

    @property
    def told(self) -> tuple[str, ...]:
        """A sentence a sort."""
        return tuple(
            f"{sort} {_SAID.get(sort, _NOTHING).format(many)}: {', '.join(self.first[sort])}" + (", .." if many > SHOWN else "")
            for sort, many in self.counts.items()
        )


def doubts_in(rows: Any) -> tuple[str, ...]:
    """The same of one table."""
    found = Doubts()
    found.add(rows)
    return found.told


def _doubtful(rows: Any) -> Iterator[tuple[str, str, str, str]]:
    """(sort, number of the party, what is doubtful, why)."""
    for ref, text in _parts(rows, "wallets", "address"):
        found = pasted(text)
        if found.fault or not found.chain:
            yield WALLET, ref, text, found.fault or "has the form of no address that is known"
    for name, sort, check in (("imo", IMO, imo_number), ("lei", LEI, lei)):
        for ref, cell in zip(rows.column("ref").to_pylist(), rows.column(name).to_pylist(), strict=True):
            yield from ((sort, ref, text, "") for text in out_of_cell(cell) if not check(text))
    for ref, kind, number in _parts(rows, "documents", "type", "number"):
        if is_bic(kind or "") and not bic(number):
            yield BIC, ref, number, ""
    whole = rows.filter(pc.equal(pc.utf8_length(rows.column("remarks")), ofac_remarks.LONGEST))
    for name, ref, remarks in zip(*(whole.column(one).to_pylist() for one in ("list", "ref", "remarks")), strict=True):
        if name.startswith("OFAC") and ofac_remarks.is_cut(remarks):
            yield CUT, ref, "", ""


def _parts(rows: Any, name: str, *fields: str) -> Iterator[tuple[Any, ...]]:
    """The number of the party and these fields of each small value in a column."""
    column = rows.column(name).combine_chunks()
    values = column.flatten()
    owners = rows.column("ref").take(pc.list_parent_indices(column)).to_pylist()
    yield from zip(owners, *(values.field(one).to_pylist() for one in fields), strict=True)
