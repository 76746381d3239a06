"""What a promise was on a day: not yet made, said, in a document, in law, ended; in its main legal order and beside it."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from vetoproof.regime.law import Provision, Regime
from vetoproof.regime.target import StatusWord, Step

NOT_YET, UNKNOWN = "not_yet_made", "unknown"
AS_IN_FORCE = StatusWord("by the interval of its paragraph", "in_force")
ENDED = StatusWord("by the interval of its paragraph", "not_in_force", holds=False, counts=False)


@frozen
class Standing:
    """The verdict on a day; `word` None: not yet made, or not known which of two steps had been taken."""

    verdict: str
    word: StatusWord | None
    why: str
    beside: dict[str, str] = field(factory=dict)  # the verdict in each other legal order

    @property
    def made(self) -> bool:
        return self.verdict != NOT_YET

    @property
    def ended(self) -> bool:
        return self.word is not None and not self.word.holds

    @property
    def counts(self) -> bool:
        return self.word is None or self.word.counts


def standing_on(law: Regime, provision: Provision, day: date) -> Standing:
    """The standing of a promise on a day."""
    if not provision.status:
        return _by_interval(provision, day)
    orders: dict[str, list[Step]] = {}
    for step in provision.status:
        orders.setdefault(step.order, []).append(step)
    (main, steps), *others = orders.items()
    verdict, word, why = _on(law, steps, day)
    beside = {order: _on(law, found, day)[0] for order, found in others}
    return Standing(verdict, word, f"{why}{f' (in the {main} order)' if main and others else ''}", beside)


def _on(law: Regime, steps: list[Step], day: date) -> tuple[str, StatusWord | None, str]:
    taken = [step for step in steps if (step.from_.end or step.from_.start) <= day]
    perhaps = [step for step in steps if step.from_.start <= day and step not in taken]
    if perhaps:
        before = law.vocabulary.statuses[taken[-1].is_].verdict if taken else NOT_YET
        step = perhaps[-1]
        return UNKNOWN, None, f"{before} or {law.vocabulary.statuses[step.is_].verdict}: {step.why}, on a day between {step.from_}"
    if not taken:
        return NOT_YET, None, f"first made on {steps[0].from_}: {steps[0].why}"
    word = law.vocabulary.statuses[taken[-1].is_]
    return word.verdict, word, f"{word.means}, since {taken[-1].from_}: {taken[-1].why}"


def _by_interval(provision: Provision, day: date) -> Standing:
    if day < provision.in_force.from_:
        return Standing(NOT_YET, None, f"in force from {provision.in_force.from_}")
    if provision.binds_on(day):
        return Standing("in_force", AS_IN_FORCE, f"in force {provision.in_force.span}")
    return Standing("not_in_force", ENDED, f"in force {provision.in_force.span}")
