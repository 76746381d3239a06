"""The law on one day -> what the page says of it: provisions by measure, mandates, drafts that failed, conversions."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from vetoproof.publish import words
from vetoproof.regime.law import BINDING, Instrument, Provision, Regime
from vetoproof.regime.limits import Conversion


@frozen(eq=False)
class Measure:
    """The provisions of one measure."""

    name: str
    provisions: tuple[Provision, ...]

    @property
    def unchecked(self) -> int:
        return sum(provision.confidence != "high" for provision in self.provisions)


@frozen(eq=False)
class LawView:
    """The law in force on a day."""

    day: date
    measures: tuple[Measure, ...]
    instruments: tuple[Instrument, ...]
    mandates: tuple[Instrument, ...]
    failed: tuple[Instrument, ...]
    listed: int
    conversions: tuple[Conversion, ...]
    sources: tuple[tuple[str, str], ...]

    @property
    def provisions(self) -> tuple[Provision, ...]:
        return tuple(provision for measure in self.measures for provision in measure.provisions)

    @property
    def binding(self) -> int:
        return sum(provision.force in BINDING for provision in self.provisions)

    @property
    def unchecked(self) -> int:
        return sum(measure.unchecked for measure in self.measures)

    @property
    def last_mandate(self) -> Instrument | None:
        """The mandate that runs, or ran, the longest."""
        return max(self.mandates, key=lambda one: (one.mandate_until or date.min, one.adopted), default=None)

    @property
    def watched(self) -> bool:
        last = self.last_mandate
        return bool(last and last.mandate_until and last.mandate_until >= self.day)


def law_view(law: Regime, day: date) -> LawView:
    """What binds on the day, who may watch it, what was not adopted."""
    by_measure: dict[str, list[Provision]] = {}
    for provision in law.in_force(day):
        by_measure.setdefault(provision.measure, []).append(provision)
    known = sorted((one for one in law.instruments if one.adopted <= day), key=lambda one: (one.adopted, one.id))
    listed = {entry.ref for one in law.designations for entry in one.entries if entry.on(day)}
    return LawView(
        day,
        tuple(sorted((Measure(words.measure(law, name), tuple(found)) for name, found in by_measure.items()), key=lambda one: one.name)),
        tuple(one for one in known if not one.failed),
        tuple(one for one in known if one.mandate_until and not one.failed),
        tuple(one for one in known if one.failed),
        len(listed),
        law.conversions,
        tuple(sorted(law.sources.items())),
    )


def votes(instrument: Instrument) -> str:
    """`13 for, 2 against, 0 abstaining`."""
    parts = instrument.votes.split("-")
    if len(parts) != 3:
        return instrument.votes
    return f"{parts[0]} for, {parts[1]} against, {parts[2]} abstaining"


def exemptions(law: Regime, provision: Provision) -> str:
    """The titles of the exemptions that a provision names."""
    titles = (law.exemption_by_id[name].title if name in law.exemption_by_id else name for name in provision.exemptions)
    return "; ".join(titles)
