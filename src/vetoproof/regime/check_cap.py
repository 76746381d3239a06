"""Are the caps of a regime told apart by their names, and the parts of the report that show one fit for it?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from vetoproof.regime.law import Provision, Regime
from vetoproof.terms.errors import Fault

SHORT_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def faults_of_caps(regime: Regime, places: Mapping[tuple[str, str], str]) -> Iterator[Fault]:
    """Every fault in how caps are named and shown."""
    for provision in regime.provisions:
        where = places.get(("provisions", provision.id), provision.id)
        yield from (Fault(where, what, do) for what, do in _name(regime, provision))
    for chapter in regime.chapters:
        where = places.get(("chapters", chapter.id), chapter.id)
        for part in chapter.sections:
            shown = regime.by_id.get(part.provision or "")
            if part.unit and shown and shown.cap and part.unit not in shown.cap.units:
                yield Fault(where, f"{shown.id} has no limit in {part.unit}", f"use {' or '.join(shown.cap.units)}")
            if (part.unit or part.suppliers) and part.form != "cap":
                yield Fault(where, "`unit` and `suppliers` belong to a part of the form cap", "drop them")


def _name(regime: Regime, provision: Provision) -> Iterator[tuple[str, str]]:
    """A name is a short word; two caps share it only if one takes over from the other, at once or in steps."""
    name = provision.cap.name if provision.cap else ""
    if not name:
        return
    if not SHORT_NAME.fullmatch(name):
        yield f"{name!r} is no short name of a cap", "use small letters, digits and single hyphens, as in refined-petroleum"
    line = _line(regime, provision)
    for other in regime.provisions:
        if other.cap and other.cap.name == name and other.id not in line:
            yield f"has the name of the cap of {other.id}, and neither takes over from the other", "give it a name of its own"


def _line(regime: Regime, provision: Provision) -> set[str]:
    """The paragraph, those that it took over from, and those that took over from it."""
    found, waiting = set[str](), [provision.id]
    while waiting:
        one = regime.by_id.get(waiting.pop())
        if one and one.id not in found:
            found.add(one.id)
            waiting += [*one.supersedes, *one.superseded_by]
    return found
