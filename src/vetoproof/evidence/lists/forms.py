"""Every form of a list that is read, in the order in which a file is tried; each is one module with a `Form` in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from attrs import define, field, frozen

from vetoproof.evidence.lists.doubts import Doubts
from vetoproof.evidence.lists.tables import Entity
from vetoproof.evidence.stream import Stream

MAIN = ("", "sdn")  # the parts of a list that hold the entities themselves


@define
class Reading:
    """One file on its way: what the form finds out about the whole of it besides the entities."""

    stream: Stream
    name: str  # of the list
    as_of: date | None = None  # the day that the file itself states
    stated: int | None = None  # how many entities the file itself says that it has
    ignored: Counter[str] = field(factory=Counter)  # fields that are known and not taken, or not known, by name
    doubts: Doubts = field(factory=Doubts)  # numbers that cannot be right

    def ignore(self, names: Iterable[str]) -> None:
        self.ignored.update(names)


@frozen
class Form:
    """One form: its name, its list, its part of the list, how it is recognised, how it is read.

    `recognise(head, name)` sees the first bytes of the unpacked file. `list_name(head, name)` may tell lists of one form apart.
    """

    name: str
    list: str
    wants: str
    recognise: Callable[[bytes, str], bool]
    read: Callable[[Reading], Iterator[Entity]]
    part: str = ""  # sdn, alt, add, comments: files that make one list together
    list_name: Callable[[bytes, str], str] | None = None
