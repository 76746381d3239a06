"""A fact on one day, as the conditions of a regime see it: values, defaults for silence, defined terms, other paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from vetoproof.regime.condition import SILENT, Silence, Value
from vetoproof.regime.law import Provision, Regime
from vetoproof.terms.fact import Fact
from vetoproof.terms.truth import Answer, all_of, any_of, unknown


class FactScene:
    """One fact on one day, seen from one paragraph (`provision`: whose list of codes a default may ask about)."""

    __slots__ = ("_evidenced", "_needs_evidence", "_values", "codes", "day", "fact", "kept", "law", "provision")

    def __init__(self, law: Regime, fact: Fact, day: date, kept: Callable[[str], Answer]) -> None:
        self.law, self.fact, self.day, self.kept = law, fact, day, kept
        self.codes = fact.codes
        self.provision: Provision | None = None
        self._values: dict[str, Any] = {"kind": fact.kind, "day": day, **_amount(fact), **fact.values}
        self._needs_evidence = False
        self._evidenced: FactScene | None = None

    def seen_from(self, provision: Provision) -> FactScene:
        """The same scene from another paragraph."""
        scene = self._copy()
        scene.provision = provision
        return scene

    def evidenced(self) -> FactScene:
        """The same scene, in which silence counts as no."""
        if self._needs_evidence:
            return self
        if self._evidenced is None:
            self._evidenced = self._copy()
            self._evidenced._needs_evidence = True
        return self._evidenced

    def _copy(self) -> FactScene:
        scene = FactScene.__new__(FactScene)
        scene.law, scene.fact, scene.day, scene.kept = self.law, self.fact, self.day, self.kept
        scene.codes, scene.provision, scene._values = self.codes, self.provision, self._values
        scene._needs_evidence, scene._evidenced = self._needs_evidence, None
        return scene

    def value(self, key: str) -> Value | Silence:
        """What the fact says of `key`; else what the vocabulary lets silence mean."""
        found = self._values.get(key, SILENT)
        return self._default(key) if found is SILENT else found

    def stated(self, key: str) -> Value | Silence:
        """What the fact itself says of `key`, defaults apart."""
        return self._values.get(key, SILENT)  # type: ignore[no-any-return]

    def _default(self, key: str) -> Value | Silence:
        for default in self.law.vocabulary.defaults.get(key, ()):
            holds = default.when is None or default.when.ask(self)
            if holds is not False:
                return default.value if holds is True else SILENT  # whether it holds is open, so nothing after it does
        return SILENT

    def silence(self, key: str) -> Answer:
        """The answer to a question about a key on which the fact is silent."""
        return False if self._needs_evidence and self._values.get(key, SILENT) is SILENT else unknown(key)

    def term(self, name: str) -> Answer:
        return self.law.vocabulary.terms[name].ask(self)

    def within(self, provision: str) -> Answer:
        """Whether the elements of another paragraph are met on this day."""
        other = self.law.by_id[provision]
        return other.binds_on(self.day) and elements(other, self.seen_from(other))

    def listed(self) -> Answer:
        """Whether a code of the goods stands in the list of the paragraph that is asked."""
        goods = self.provision.goods if self.provision else None
        if goods is None or self.codes is None:
            return False
        return _under((*goods.hs, *goods.hs_extended), self.codes)


def _amount(fact: Fact) -> dict[str, Any]:
    """The quantity as a number that conditions can compare; a band is no number."""
    if fact.quantity is None:
        return {}
    return {"quantity": fact.quantity.mid if fact.quantity.low == fact.quantity.high else None}


def elements(provision: Provision, scene: FactScene) -> Answer:
    """Whether the goods and the conditions of a paragraph are met (its day, addressee and direction apart)."""
    goods = covers(provision, scene) if provision.when else False
    return all_of((goods, provision.when.ask(scene))) if provision.when and goods is not False else False


def covers(provision: Provision, scene: FactScene) -> Answer:
    """Whether the goods of the fact are those that the paragraph names. A kind that carries no goods passes."""
    goods = provision.goods
    if goods is None or not (goods.hs or goods.hs_extended) or not scene.law.vocabulary.kinds[scene.fact.kind].carries_goods:
        return True
    extension = scene.law.vocabulary.list_extension
    shown = goods.shown_by.ask(scene) if goods.shown_by else False
    also = goods.also.ask(scene) if goods.also else False
    if scene.codes is None:
        return any_of((also, shown, scene.silence("goods.hs")))
    named = shown if goods.hs_match == "suspicion" else True
    doubted = scene.evidenced() if goods.shown_by and shown is False else scene  # shown to be something else: the list must say so
    arguable = any_of((shown, extension.ask(doubted) if extension else False))
    return any_of((also, all_of((_under(goods.hs, scene.codes), named)), all_of((_under(goods.hs_extended, scene.codes), arguable))))


def _under(headings: tuple[str, ...], codes: tuple[str, ...]) -> Answer:
    """Whether a code falls under a heading. A code shorter than the heading may or may not."""
    if not headings:
        return False
    if any(code.startswith(headings) for code in codes):
        return True
    return unknown("goods.hs") if any(heading.startswith(code) for code in codes for heading in headings) else False
