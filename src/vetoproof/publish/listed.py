"""The law's list on one day -> who is on it, by sort, with reference and day; and which exemptions leave what free."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from vetoproof.regime.law import Designation, Exemption, Provision, Regime
from vetoproof.regime.telling import Part

SORTS = {"person": ("person", "persons"), "entity": ("entity", "entities"), "vessel": ("ship", "ships")}


@frozen(eq=False)
class Listed:
    """The list of the day, by sort."""

    day: date
    sorts: tuple[tuple[str, tuple[Designation, ...]], ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def count(self) -> int:
        return sum(len(entries) for _, entries in self.sorts)


def listed(law: Regime, day: date) -> Listed:
    """Who is on the list on the day, as far as the list compiled here can say."""
    lists = [one for one in law.designations if one.entries]
    entries = [entry for one in lists for entry in one.entries if entry.on(day)]
    found = ((kind, tuple(sorted((e for e in entries if e.kind == kind), key=_order))) for kind in SORTS)
    notes = [f"As compiled on {one.as_of}. {one.unseen}" for one in lists]
    sources = dict.fromkeys(source for one in lists for source in one.source)
    return Listed(day, tuple((kind, some) for kind, some in found if some), tuple(notes), tuple(sources))


def _order(entry: Designation) -> tuple[date, str]:
    return (entry.since, entry.ref)


@frozen(eq=False)
class Free:
    """An exemption, and how many paragraphs in force it can lift."""

    exemption: Exemption
    provisions: tuple[Provision, ...]
    general: bool
    running: bool


def free(law: Regime, part: Part, day: date) -> tuple[Free, ...]:
    """The exemptions that a part names, those that run on the day first."""
    found = [_free(law, law.exemption_by_id[name], day) for name in part.exemptions]
    return tuple(sorted(found, key=lambda one: not one.running))


def _free(law: Regime, exemption: Exemption, day: date) -> Free:
    naming = tuple(provision for provision in law.in_force(day) if exemption.id in provision.exemptions)
    return Free(exemption, naming, exemption.id in law.general_exemptions, day in exemption.span)


def counted(view: Listed) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The name of each sort, and the references of those of it."""
    return [(SORTS[kind][len(entries) != 1], tuple(entry.ref for entry in entries)) for kind, entries in view.sorts]
