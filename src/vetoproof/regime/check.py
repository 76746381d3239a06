"""Does a regime hold together? Ids, supersession, intervals, wind-downs, words, conditions, worked cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import chain, pairwise

from attrs import frozen

from vetoproof.regime.condition import Condition, Kept, Term, Within, walk
from vetoproof.regime.law import Case, Provision, Regime
from vetoproof.regime.limits import CapTerms, Recurrence, Window
from vetoproof.terms.days import ONE_DAY, add_months, read_day
from vetoproof.terms.errors import Fault

WIND_DOWN = "wind_down"  # the reserved exemption id
LOOKED_UP = {
    "name": "text",
    "imo": "text",
    "designated": "bool",
    "designated_from": "date",
    "flag": "state",
    "owner_state": "state",
    "controller_state": "state",
}
TWO_UNITS = ("lower_of", "either_measure")  # the rules of a cap that state it in two units


def faults_in(regime: Regime, places: Mapping[tuple[str, str], str]) -> Iterator[Fault]:
    """Every fault that one entry alone does not show."""
    check = _Check(regime, places)
    yield from check.repeated_ids()
    for provision in regime.provisions:
        yield from check.provision(provision)
    yield from check.exemptions()
    yield from check.keys()
    yield from check.conversions()
    yield from check.lookups()
    yield from check.conditions()
    yield from check.circles()
    yield from check.chapters()
    for case in regime.cases:
        yield from check.case(case)


@frozen
class _Check:
    regime: Regime
    places: Mapping[tuple[str, str], str]

    def at(self, section: str, name: str) -> str:
        return self.places.get((section, name), f"{section} {name}")

    def repeated_ids(self) -> Iterator[Fault]:
        named = {
            "provisions": [provision.id for provision in self.regime.provisions],
            "exemptions": [exemption.id for exemption in self.regime.exemptions],
            "instruments": [instrument.id for instrument in self.regime.instruments],
            "designations": [entry.ref for listed in self.regime.designations for entry in listed.entries],
            "cases": [str(case.fact.get("id")) for case in self.regime.cases],
        }
        for section, ids in named.items():
            for id_, n in Counter(ids).items():
                if n > 1:
                    yield Fault(self.at(section, id_), f"the id {id_} stands {n} times", "give each entry its own id")

    def provision(self, provision: Provision) -> Iterator[Fault]:
        where = self.at("provisions", provision.id)
        yield from (Fault(where, what, do) for what, do in chain(self._words(provision), self._days(provision), self._form(provision)))

    def _words(self, provision: Provision) -> Iterator[tuple[str, str]]:
        words, known = self.regime.vocabulary, self.regime.by_id
        yield from _absent("exemption", provision.exemptions, self.regime.exemption_by_id)
        for field in ("supersedes", "superseded_by", "through", "related"):
            yield from _absent("provision", getattr(provision, field), known)
        yield from _absent("source", provision.source, self.regime.sources)
        yield from _absent("addressee", provision.bound, words.addressees)
        yield from _absent("direction", [provision.direction], {*words.one_way, "both", "none"})
        for other in provision.supersedes:
            if other in known and provision.id not in known[other].superseded_by:
                yield f"supersedes {other}, which does not say so", f"add superseded_by: [{provision.id}] to {other}"
        for other in provision.superseded_by:
            if other in known and provision.id not in known[other].supersedes:
                yield f"is superseded by {other}, which does not say so", f"add supersedes: [{provision.id}] to {other}"

    def _days(self, provision: Provision) -> Iterator[tuple[str, str]]:
        start, until = provision.in_force.from_, provision.in_force.until
        if until and until < start:
            yield "ends before it starts", "give a later day, or drop `until` if the paragraph is still in force"
        for new in (self.regime.by_id[id_] for id_ in provision.superseded_by if id_ in self.regime.by_id):
            if until is None or until < new.in_force.from_ - ONE_DAY:
                yield f"leaves a gap before {new.id} takes over", f"set until: {new.in_force.from_ - ONE_DAY}"
        if down := provision.wind_down:
            last = add_months(start, down.months or 0) + timedelta(days=down.days or 0)
            if down.until != last:
                yield f"its wind-down ends on {down.until}, not on {last} (adoption + N)", f"set until: {last}"
        for window in provision.cap.windows if provision.cap else ():
            if window.until < window.from_:
                yield "a window of its cap ends before it starts", "give a later day"

    def _form(self, provision: Provision) -> Iterator[tuple[str, str]]:
        reached = any(provision.measure in kind.measures for kind in self.regime.vocabulary.kinds.values())
        if provision.when and not reached:
            yield f"no kind of fact reaches the measure {provision.measure}", "name it under the measures of a kind"
        if provision.when and provision.not_judged:
            yield "has both `when` and `not_judged`", "keep one"
        if provision.through and provision.force != "clarifies":
            yield "binds through another paragraph but does not clarify", "drop `through`, or set force: clarifies"
        if provision.done and not provision.when:
            yield "says when a duty is done but not when it arises", "add `when`"
        goods = provision.goods
        if provision.when and goods and goods.hs and goods.hs_match == "suspicion" and not goods.shown_by:
            yield "its codes are shared with lawful goods, and nothing decides them", "add goods.shown_by"
        yield from self._cap(provision.cap) if provision.cap else ()

    def _cap(self, cap: CapTerms) -> Iterator[tuple[str, str]]:
        periods: list[Window | Recurrence] = [*cap.windows, *([cap.recurrence] if cap.recurrence else [])]
        if not periods:
            yield "its cap has neither windows nor a recurrence", "add one"
        if (cap.alternative_unit is not None) != (cap.rule in TWO_UNITS):
            yield f"the rule {cap.rule} of its cap does not fit its units", f"give alternative_unit with {' and '.join(TWO_UNITS)} only"
        if cap.alternative_unit and any(period.alternative is None for period in periods):
            yield "a period of its cap has no limit in the alternative unit", "add `alternative`"
        for before, after in pairwise(sorted(cap.windows, key=lambda window: window.from_)):
            if after.from_ <= before.until:
                yield f"two windows of its cap overlap on {after.from_}", "give each day one window"
        yield from _absent("unit", [unit for unit in (cap.unit, cap.alternative_unit) if unit], self.regime.vocabulary.units)
        yield from _absent("exemption", [cap.exemption] if cap.exemption else [], self.regime.exemption_by_id)
        yield from self._typed((cap.totals_key, "totals"))
        yield from self._typed(*((key, type_) for key, type_ in ((cap.value_key, "number"), (cap.unit_key, "text")) if key))

    def _typed(self, *wanted: tuple[str, str]) -> Iterator[tuple[str, str]]:
        """Each key that the engine itself reads, and the type that it must have."""
        there = self.regime.vocabulary.circumstances
        for key, type_ in wanted:
            if key not in there or there[key].type != type_:
                yield f"{key or 'nothing'} is no circumstance of type {type_}", "name one of that type"

    def keys(self) -> Iterator[Fault]:
        """The two words of a missed report: its paragraph, and which of several it is."""
        words = self.regime.vocabulary
        if words.report_missed and len(words.report_keys) != 2:
            yield Fault("report_keys", "report_missed needs two keys", "name the key of the paragraph, then that of the report")
        for what, do in self._typed(*((key, "text") for key in words.report_keys)):
            yield Fault("report_keys", what, do)

    def conversions(self) -> Iterator[Fault]:
        pairs = Counter((one.from_unit, one.to_unit) for one in self.regime.conversions)
        for one in self.regime.conversions:
            where = f"conversions {one.from_unit} to {one.to_unit}"
            found = [*_absent("unit", [one.from_unit, one.to_unit], self.regime.vocabulary.units), *self._typed((one.product_key, "text"))]
            found += self._typed((one.reported_key, "number")) if one.reported_key else ()
            yield from (Fault(where, what, do) for what, do in found)
            if pairs[one.from_unit, one.to_unit] > 1:
                yield Fault(where, "stands twice", "keep one")

    def lookups(self) -> Iterator[Fault]:
        """Each key that enrichment reads or fills, and the type that it must have; and that there is something to look up by."""
        objects = self.regime.vocabulary.objects
        types = {f"{name}.{key}": type_ for name, fields in objects.items() for key, type_ in fields.items()}
        for n, lookup in enumerate(self.regime.vocabulary.enrichment):
            where = f"enrichment[{n}]"
            if not (lookup.name or lookup.imo):
                yield Fault(where, "has nothing to look up by", "give name, imo or both")
            for field, wanted in LOOKED_UP.items():
                key = getattr(lookup, field)
                if key and types.get(key) != wanted:
                    yield Fault(where, f"{field}: {key} is no key of an object of type {wanted}", "name one of that type")

    def exemptions(self) -> Iterator[Fault]:
        for exemption in self.regime.exemptions:
            where = self.at("exemptions", exemption.id)
            for what, do in _absent("route", [exemption.route], self.regime.vocabulary.routes):
                yield Fault(where, what, do)
            if exemption.id == WIND_DOWN:
                yield Fault(where, "uses the reserved id", "rename it")
        for what, do in _absent("exemption", self.regime.general_exemptions, self.regime.exemption_by_id):
            yield Fault("general_exemptions", what, do)

    def conditions(self) -> Iterator[Fault]:
        for section, name, condition in conditions_of(self.regime):
            for part in walk(condition):
                missing: Iterable[tuple[str, str]] = ()
                if isinstance(part, Term):
                    missing = _absent("term", [part.name], self.regime.vocabulary.terms)
                elif isinstance(part, Within | Kept):
                    missing = _absent("provision", [part.provision], self.regime.by_id)
                yield from (Fault(self.at(section, name), what, do) for what, do in missing)

    def circles(self) -> Iterator[Fault]:
        """A term that needs itself, or a paragraph whose elements need its own, has no answer."""
        needs: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for section, name, condition in conditions_of(self.regime):
            found = needs.setdefault((section, name), set())
            for part in walk(condition):
                if isinstance(part, Term):
                    found.add(("terms", part.name))
                elif isinstance(part, Within | Kept):
                    found.add(("provisions", part.provision))
        for start in needs:
            if _reaches(needs, start):
                yield Fault(self.at(*start), f"{start[1]} is defined through itself", "break the circle")

    def chapters(self) -> Iterator[Fault]:
        """What the parts of chapters name must be there."""
        for chapter in self.regime.chapters:
            where = self.at("chapters", chapter.id)
            for part in chapter.sections:
                known = chain(
                    _absent("provision", [part.provision] if part.provision else [], self.regime.by_id),
                    _absent("exemption", part.exemptions, self.regime.exemption_by_id),
                )
                yield from (Fault(where, what, do) for what, do in known)
                if part.form == "cap" and not part.provision:
                    yield Fault(where, "a part of the form cap names no provision", "add `provision`")

    def case(self, case: Case) -> Iterator[Fault]:
        where = self.at("cases", str(case.fact.get("id")))
        yield from (Fault(where, what, do) for what, do in _absent("provision", case.provisions, self.regime.by_id))
        if case.exemption and case.exemption != WIND_DOWN:
            yield from (Fault(where, what, do) for what, do in _absent("exemption", [case.exemption], self.regime.exemption_by_id))
        yield from (Fault(where, what, do) for what, do in self._cited_days(case))

    def _cited_days(self, case: Case) -> Iterator[tuple[str, str]]:
        try:
            first = read_day(str(case.fact.get("day") or case.fact.get("from")))
            last = read_day(str(case.fact.get("day") or case.fact.get("until")))
        except ValueError as error:
            yield str(error), "give the fact a day, or from and until"
            return
        for id_ in case.provisions:
            provision = self.regime.by_id.get(id_)
            if provision and (last < provision.in_force.from_ or (provision.in_force.until or last) < first):
                yield f"cites {id_}, which is not in force on {first}", "cite the paragraph of that day"


def conditions_of(regime: Regime) -> Iterator[tuple[str, str, Condition]]:
    """Every condition of a regime: section, name of the entry, condition."""
    words = regime.vocabulary
    for section, named in (("terms", words.terms), ("addressees", words.addressees), ("routes", words.routes)):
        yield from ((section, name, condition) for name, condition in named.items() if condition)
    alone = {"list_extension": words.list_extension, "report_missed": words.report_missed}
    yield from ((section, "", condition) for section, condition in alone.items() if condition)
    for key, defaults in words.defaults.items():
        yield from (("circumstances", key, default.when) for default in defaults if default.when)
    for exemption in regime.exemptions:
        if exemption.when:
            yield "exemptions", exemption.id, exemption.when
    for provision in regime.provisions:
        yield from (("provisions", provision.id, condition) for condition in conditions_in(provision))


def conditions_in(provision: Provision) -> Iterator[Condition]:
    """The conditions of one paragraph, its goods, its wind-down and its limbs."""
    goods, down, cap = provision.goods, provision.wind_down, provision.cap
    limbs = chain.from_iterable((limb.kept_when, limb.open_when) for limb in cap.limbs) if cap else ()
    found = (provision.when, provision.done, goods and goods.shown_by, goods and goods.also, down and down.when, *limbs)
    yield from (condition for condition in found if condition)


def _absent(what: str, names: Iterable[str], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    there = known if isinstance(known, Mapping | set) else set(known)
    for name in names:
        if name not in there:
            yield f"there is no {what} {name}", "correct the name, or add the entry"


def _reaches(needs: Mapping[tuple[str, str], set[tuple[str, str]]], start: tuple[str, str]) -> bool:
    seen: set[tuple[str, str]] = set()
    waiting = set(needs.get(start, ()))
    while waiting:
        step = waiting.pop()
        if step == start:
            return True
        if step not in seen:
            seen.add(step)
            waiting |= needs.get(step, set())
    return False
