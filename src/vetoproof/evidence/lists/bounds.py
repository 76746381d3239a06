"""What is let in of a list, and one check for every entity that a form reads: no crushed text, no name missing, nothing without end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import attrgetter

from attrs import evolve, fields_dict, frozen

from vetoproof.evidence.lists.tables import Alias, Document, Entity, Link, Wallet
from vetoproof.terms.errors import InputError


@frozen
class Most:
    """Sizes in bytes of unpacked text, or in entities. The longest official file is about 120 MB (OFAC, advanced XML)."""

    streamed: int = 4_000_000_000  # read an entity at a time
    held: int = 500_000_000  # joined by number in memory before the first entity is whole
    entities: int = 5_000_000
    field: int = 200_000  # characters
    record: int = 4_000_000  # characters of one XML element or CSV row
    nodes: int = 20_000  # elements of one record
    depth: int = 40


MOST = Most()
# Text that went through the wrong encoding ends in these (U+0019 for an apostrophe, U+001A for a whole script).
CRUSHED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TEXTS = tuple(name for name in fields_dict(Entity) if name not in ("listed_on", "until", "changed_on"))


def checked(entities: Iterable[Entity], where: str, *, named: bool = True, most: Most = MOST) -> Iterator[Entity]:
    """The same entities, counted; the first that is not whole refuses the file."""
    for number, one in enumerate(entities, start=1):
        if number > most.entities:
            raise InputError(f"has more than {most.entities:,} entities", where=where, do="split it by list")
        if not one.ref:
            raise InputError(f"entity {number:,} has no number of its own", where=where, do="fetch the file again")
        if sign := CRUSHED.search("\n".join(_texts(one))):
            raise InputError(
                f"{one.ref!r} holds the control character 0x{ord(sign[0]):02x} in its text: it was crushed on its way",
                where=where, do="fetch the file again; the last good version stays",
            )  # fmt: skip
        if named and not one.name and (own := _number_of(one)):
            yield evolve(one, name=own)
            continue
        if named and not one.name:
            raise InputError(f"{one.ref!r} has no name", where=where, do="fetch the file again; the last good version stays")
        yield one


def _number_of(one: Entity) -> str:
    """What a nameless entry is called by: a ship or a wallet may be listed by its number alone."""
    return f"IMO {one.imo.partition(';')[0]}" if one.imo else next((wallet.address for wallet in one.wallets), "")


def _texts(one: Entity) -> list[str]:
    """Every text that an entity holds."""
    found: list[str] = []
    for cell in _CELLS(one):
        if type(cell) is str:
            found.append(cell)
        elif cell:
            for part in cell:
                found += (part,) if type(part) is str else _PARTS[type(part)](part)
    return found


_CELLS = attrgetter(*_TEXTS)
_PARTS = {sort: attrgetter(*fields_dict(sort)) for sort in (Alias, Document, Wallet, Link)}
