"""FollowTheMoney's lines beside a party (sanction, passport, ownership) -> what they say of the party, held in little room by its id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from attrs import define, evolve, field

from vetoproof.evidence.lists.dates import full_day, partial_date
from vetoproof.evidence.lists.gather import Gather
from vetoproof.evidence.lists.tables import Document, Entity, Link

Texts = tuple[str, ...]
Properties = Mapping[str, Texts]
OWNING = {"Ownership": ("owner", "asset"), "Directorship": ("director", "organization"), "UnknownLink": ("subject", "object")}
PAPERS = ("Identification", "Passport")
KNOWN = ("Sanction", *PAPERS, *OWNING, "Address")  # what an Address says, the party's own `address` says, too


def states_of(codes: Iterable[str]) -> Texts:
    """FollowTheMoney's codes are those of ISO, two small letters; `suhh` and other historic ones stay."""
    return tuple(code.upper() if len(code) == 2 else code for code in codes)


def day_of(text: str) -> date | None:
    """A whole day, or none: half a day of listing is none."""
    return full_day(text, "") if len(partial_date(text[: len("2016-03-02")])) == len("2016-03-02") else None


@define
class Beside:
    """What stands beside each party, and what every party is called."""

    said: dict[str, list[Any]] = field(factory=dict)  # Document, Link, or the (first day, last day, programs) of a sanction
    names: dict[str, str] = field(factory=dict)

    def take(self, schema: str, have: Properties) -> bool:
        """A line that belongs to a party. Whether it was one of those that are known."""
        if schema == "Sanction":
            days = [day for key in ("listingDate", "startDate") for text in have.get(key, ()) if (day := day_of(text))]
            ends = [day for text in have.get("endDate", ()) if (day := day_of(text))]
            programs = (*have.get("programId", ()), *have.get("program", ()))
            self._say(have.get("entity", ()), [(min(days, default=None), max(ends, default=None), programs)])
        elif schema in PAPERS:
            state, sort = next(iter(states_of(have.get("country", ()))), ""), next(iter(have.get("type", ())), schema)
            self._say(have.get("holder", ()), [Document(sort, text, state) for text in have.get("number", ())])
        elif schema in OWNING:
            first, second = OWNING[schema]
            self._say(have.get(second, ()), [Link(schema.lower(), ref=other) for other in have.get(first, ())])
        return schema in KNOWN

    def _say(self, refs: Iterable[str], things: list[Any]) -> None:
        for ref in refs:
            self.said.setdefault(ref, []).extend(things)

    def joined(self, party: Entity) -> Entity:
        """The party with all that. It is listed until a day only if each of its sanctions has ended."""
        said = self.said.pop(party.ref, None)
        if said is None:
            return party
        sanctions = [one for one in said if isinstance(one, tuple)]
        ends = [end for _, end, _ in sanctions]
        whole = Gather(party.ref)
        whole.add(party)
        whole.add(
            Entity(
                party.ref,
                documents=tuple(one for one in said if isinstance(one, Document)),
                links=tuple(evolve(one, name=self.names.get(one.ref, "")) for one in said if isinstance(one, Link)),
                programs=tuple(dict.fromkeys(program for _, _, programs in sanctions for program in programs)),
                listed_on=min((day for day, _, _ in sanctions if day), default=None),
                until=max((end for end in ends if end), default=None) if all(ends) else None,
            )
        )
        return whole.entity()
