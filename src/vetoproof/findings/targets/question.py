"""One test put to one promise of one party on one day: what it may look at, and how an answer is settled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen

from vetoproof.findings.targets.answer import GROUP, MISSES, Answer
from vetoproof.findings.targets.shelf import Shelf
from vetoproof.findings.targets.standing import standing_on
from vetoproof.regime.law import BINDING, Provision, Regime
from vetoproof.regime.target import Deadline, Margins, Metric, TargetTerms

SAYS_SO_ITSELF = "undertakes"


@frozen(eq=False)
class Question:
    """`party` is a code, or GROUP for all whom the promise binds together."""

    law: Regime
    provision: Provision
    party: str
    test: str
    as_of: date
    shelf: Shelf

    @property
    def target(self) -> TargetTerms:
        assert self.provision.target is not None
        return self.provision.target

    @property
    def metric(self) -> Metric:
        return self.law.vocabulary.metrics[self.target.metric]

    @property
    def margins(self) -> Margins:
        assert self.law.vocabulary.margins is not None
        return self.law.vocabulary.margins

    @property
    def by(self) -> Deadline | None:
        return self.target.by

    def say(
        self,
        verdict: str,
        raw: str | None = None,
        values: Mapping[str, Any] | None = None,
        *,
        unit: str = "",
        basis: str = "",
        why: str = "",
    ) -> Answer:
        member = self.party != GROUP and self.party not in self.provision.bound
        return Answer(self.provision.id, self.party, self.as_of, self.test, verdict, raw, values or {}, unit, basis, why, member)

    def settle(
        self,
        raw: str | None,
        values: Mapping[str, Any] | None = None,
        *,
        doubts: tuple[tuple[str, str], ...] = (),
        on: date | None = None,
        unit: str = "",
        basis: str = "",
        why: str = "",
    ) -> Answer:
        """The verdict that the standing of the promise and the doubts leave of `raw`: the first that speaks.

        `doubts`: verdict and reason, the weightiest first. `on`: the day of the law, if the act has one of its own.
        """
        now = standing_on(self.law, self.provision, on or self.as_of)
        if not now.made or now.ended:
            return self.say(now.verdict, raw, values, unit=unit, basis=basis, why=_joined(now.why, why))
        if doubts:
            reasons = dict.fromkeys(text for _, text in doubts)
            return self.say(doubts[0][0], raw, values, unit=unit, basis=basis, why=_joined(why, *reasons))
        soft = self.provision.force not in BINDING and self.provision.force != SAYS_SO_ITSELF
        if raw in MISSES and (soft or not now.counts):
            reason = f"{self.provision.force.replace('_', ' ')}: no breach" if soft else f"{now.verdict.replace('_', ' ')}: no breach"
            return self.say("not_met", raw, values, unit=unit, basis=basis, why=_joined(why, reason))
        return self.say(raw or "insufficient", raw, values, unit=unit, basis=basis, why=why)


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
