"""Rows that are parts of one entity -> the entity: what repeats is told once, in the order of the file, in time linear in the rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import define, field

from vetoproof.evidence.lists.tables import ALONE, REPEATED, SEVERAL, Entity, in_one_cell, out_of_cell

_DAYS = ("listed_on", "until", "changed_on")
_TEXTS = ("kind", "name", *(name for name in ALONE if name not in (*_DAYS, *SEVERAL, "remarks")))


@define
class Gather:
    """One entity as its rows come in. Of two words for a thing that is one, the first stays."""

    ref: str
    many: dict[str, dict[Any, None]] = field(factory=dict)
    alone: dict[str, str] = field(factory=dict)
    numbers: dict[str, dict[str, None]] = field(factory=dict)
    days: dict[str, date] = field(factory=dict)
    remarks: dict[str, None] = field(factory=dict)

    def add(self, more: Entity) -> None:
        for name in REPEATED:
            if cells := getattr(more, name):
                self.many.setdefault(name, {}).update(dict.fromkeys(cells))
        for name in _TEXTS:
            if text := getattr(more, name):
                self.alone.setdefault(name, text)
        for name in SEVERAL:
            if cell := getattr(more, name):
                self.numbers.setdefault(name, {}).update(dict.fromkeys(out_of_cell(cell)))
        for name in _DAYS:
            if day := getattr(more, name):
                have = self.days.get(name, day)
                self.days[name] = min(have, day) if name == "listed_on" else max(have, day)
        if more.remarks:
            self.remarks[more.remarks] = None

    def entity(self, between: str = "; ") -> Entity:
        lists = {name: tuple(cells) for name, cells in self.many.items()}
        numbers = {name: in_one_cell(texts) for name, texts in self.numbers.items()}
        cells: dict[str, Any] = {**self.alone, **numbers, **self.days, **lists}
        return Entity(self.ref, **cells, remarks=between.join(self.remarks))
