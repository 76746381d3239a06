"""One paragraph put to one fact on one day: the gates in their order, and the one that decided.

The order: interval, addressee, direction, goods, kind and conditions, duty done; then wind-down, exemption, cap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from attrs import frozen

from vetoproof.findings.answer import Finding, Outcome
from vetoproof.findings.caps import Room, room
from vetoproof.regime.condition import SILENT, keys_of
from vetoproof.regime.law import BINDING, Exemption, Provision, Regime
from vetoproof.regime.limits import CapTerms
from vetoproof.regime.scene import FactScene, covers
from vetoproof.terms.fact import Fact
from vetoproof.terms.truth import Answer, all_of, any_of, is_unknown, not_, unknown

WIND_DOWN = "wind_down"


@frozen
class Trial:
    """How one paragraph was tried: the gate that decided, why, and the findings if it is engaged."""

    provision: Provision
    decided_by: str
    why: str
    findings: tuple[Finding, ...] = ()
    engaged: Answer = True  # what is missing, if a gate before the exemptions and limbs was left open


@frozen
class Lift:
    """What lifts a ban: granted, or open as long as something is unknown."""

    exemption: str
    answer: Answer
    why: str


class Court:
    """One fact on one day. Each paragraph is tried at most once."""

    def __init__(self, law: Regime, fact: Fact, day: date) -> None:
        self.law, self.fact, self.day = law, fact, day
        self.scene = FactScene(law, fact, day, self.kept)
        self._trials: dict[str, Trial] = {}

    def trials(self) -> Iterator[Trial]:
        """Every paragraph that the kind of the fact can engage, in the order of the law."""
        yield from (self.trial(provision) for provision in self.law.by_kind[self.fact.kind])
        yield from self.missed_reports()

    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for trial in self.trials() for finding in trial.findings)

    def trial(self, provision: Provision) -> Trial:
        if provision.id not in self._trials:
            self._trials[provision.id] = self._try(provision, self.scene.seen_from(provision))
        return self._trials[provision.id]

    def kept(self, provision: str) -> Answer:
        """Whether the cap of a paragraph is kept on this day; no, if it is not engaged."""
        trial = self.trial(self.law.by_id[provision])
        if not trial.findings or any(finding.outcome == "breach" for finding in trial.findings):
            return False
        missing = frozenset(name for finding in trial.findings for name in finding.missing)
        return all_of((trial.engaged, missing or True))

    def _try(self, provision: Provision, scene: FactScene) -> Trial:
        if not provision.binds_on(self.day):
            return Trial(provision, "in_force", _interval(provision, self.day))
        if provision.when is None:
            return self._unencoded(provision)
        engaged: Answer = True
        for gate, ask in _GATES:
            answer = ask(provision, scene)
            if answer is False:
                return Trial(provision, gate, _refused(gate, provision, scene))
            engaged = all_of((engaged, answer))
        return self._engaged(provision, scene, engaged)

    def _unencoded(self, provision: Provision) -> Trial:
        if provision.target or provision.submission or provision.not_judged:
            return Trial(provision, "not_judged", provision.not_judged or "a level to reach; no act is put to it")
        finding = Finding(provision.id, None, "depends", "elements not encoded", missing=("elements",))
        return Trial(provision, "elements", finding.why, (finding,) if provision.force in BINDING else ())

    def _engaged(self, provision: Provision, scene: FactScene, engaged: Answer) -> Trial:
        if provision.force == "clarifies":
            return self._clarified(provision, engaged)
        if provision.force not in BINDING:
            return self._asked(provision, scene, engaged)
        lift = next(self._lifts(provision, scene, True), None)
        if lift:
            return Trial(provision, "exemption", lift.why, (Finding(provision.id, None, "exempt", lift.why, lift.exemption),))
        opens = tuple(self._lifts(provision, scene, False))
        findings = tuple(self._banned(provision, scene, engaged, opens))
        return Trial(provision, _decider(findings[0]), findings[0].why, findings, engaged)

    def _banned(self, provision: Provision, scene: FactScene, engaged: Answer, opens: tuple[Lift, ...]) -> Iterator[Finding]:
        if provision.cap:
            yield from self._capped(provision, provision.cap, scene, engaged, opens)
        else:
            limb = "duty" if provision.rule == "duty" else None
            yield _finding(provision, limb, engaged, opens, _engaging(provision))

    def _capped(self, provision: Provision, cap: CapTerms, scene: FactScene, engaged: Answer, opens: tuple[Lift, ...]) -> Iterator[Finding]:
        limbs = dict(limbs_of(cap, scene))
        failed = {name: limb for name, limb in limbs.items() if limb.kept is False}
        unsure = {name: limb for name, limb in limbs.items() if is_unknown(limb.kept)}
        for name, limb in (failed or unsure).items():
            yield _finding(provision, name, all_of((engaged, not_(limb.kept))), opens, limb.why)
        if not failed and not unsure:
            yield Finding(provision.id, None, "within_cap", limbs["quantity"].why, cap.exemption)

    def _asked(self, provision: Provision, scene: FactScene, engaged: Answer) -> Trial:
        """A request that is not met is never a breach; one that may not be met is not worth a question."""
        if provision.force == "permits" or engaged is not True or next(self._lifts(provision, scene, True), None):
            return Trial(provision, "force", f"{provision.force.replace('_', ' ')}: no breach whatever the answer")
        why = f"{provision.force.replace('_', ' ')}, so no breach: {provision.title}"
        return Trial(provision, "force", why, (Finding(provision.id, None, "request_unfulfilled", why),))

    def _clarified(self, provision: Provision, engaged: Answer) -> Trial:
        """A paragraph that clarifies another says what that one says; alone it bans nothing."""
        for other in (self.law.by_id[id_] for id_ in provision.through):
            findings = self.trial(other).findings
            open_both = is_unknown(engaged) and bool(findings) and findings[0].outcome == "depends"
            if findings and (engaged is True or open_both):
                why, said = f"clarifies {other.id}: {provision.title}", findings[0]
                finding = Finding(provision.id, None, said.outcome, why, said.exemption, said.missing)
                return Trial(provision, "through", why, (finding,))
        return Trial(provision, "through", f"clarifies {', '.join(provision.through)}, which this fact does not engage")

    def _lifts(self, provision: Provision, scene: FactScene, wanted: bool) -> Iterator[Lift]:
        """The wind-down and the exemptions that are granted (`wanted`), or that are still open."""
        for lift in self._asked_lifts(provision, scene):
            if lift.answer is True if wanted else is_unknown(lift.answer):
                yield lift

    def _asked_lifts(self, provision: Provision, scene: FactScene) -> Iterator[Lift]:
        if (down := provision.wind_down) and self.day <= down.until:
            answer = down.when.ask(scene) if down.when else True
            yield Lift(WIND_DOWN, answer, f"inside the wind-down until {down.until}: {down.applies_to}")
        own = provision.cap.exemption if provision.cap else None
        for id_ in (*provision.exemptions, *self.law.general_exemptions):
            exemption = self.law.exemption_by_id[id_]
            if id_ != own and self.day in exemption.span:
                yield Lift(id_, self._granted(exemption, scene.evidenced()), f"{exemption.title} ({exemption.basis})")

    def _granted(self, exemption: Exemption, scene: FactScene) -> Answer:
        route = self.law.vocabulary.routes[exemption.route]
        return all_of(condition.ask(scene) for condition in (route, exemption.when) if condition)

    def missed_reports(self) -> Iterator[Trial]:
        """A report that had not come, under the paragraph that the fact names."""
        words = self.law.vocabulary
        if words.report_missed is None or words.report_missed.ask(self.scene) is not True:
            return
        under = self.scene.value(words.report_keys[0])
        named = isinstance(under, str) and under in self.law.by_id  # a paragraph that there is not names none
        for provision in self.law.provisions:
            if provision.reporting and (provision.id == under or not named):
                yield self._missed(provision, True if named else unknown(words.report_keys[0]))

    def _missed(self, provision: Provision, named: Answer) -> Trial:
        scene = self.scene.seen_from(provision)
        if not provision.binds_on(self.day):
            return Trial(provision, "in_force", _interval(provision, self.day))
        if (bound := _bound(provision, scene)) is False:
            return Trial(provision, "bound", _refused("bound", provision, scene))
        late, why = self._late(provision, scene)
        if late is False:
            return Trial(provision, "report", why)
        engaged = all_of((named, bound, late))
        if provision.force not in BINDING:
            unmet = Finding(provision.id, "report", "request_unfulfilled", why)
            return Trial(provision, "force", why, (unmet,) if engaged is True else ())
        return Trial(provision, "report", why, (_finding(provision, "report", engaged, (), why),))

    def _late(self, provision: Provision, scene: FactScene) -> tuple[Answer, str]:
        """Whether the report that is meant was due before this day, and the sentence that says so."""
        name_key = self.law.vocabulary.report_keys[1]
        name = scene.value(name_key)
        owed = [report for report in provision.reporting if name in (report.name, None, SILENT) or report.name is None]
        late = [report for report in owed if report.by is None or report.by < self.day]
        if not late:
            due = ", ".join(f"{report.what} by {report.by}" for report in owed) or "none of that name"
            return False, f"not yet due on {self.day}: {due}"
        due_by = f", due by {late[0].by}" if late[0].by else ""
        why = f"{late[0].what} to the {late[0].to}{due_by}, had not come on {self.day}"
        return (True if len(late) == len(owed) else unknown(name_key)), why


def limbs_of(cap: CapTerms, scene: FactScene) -> Iterator[tuple[str, Room]]:
    """The limbs that the paragraph sets: the quantity, and the conditions on which supply within it is lawful."""
    quantity = room(cap, scene)
    yield "quantity", quantity
    for limb in cap.limbs:
        kept = limb.kept_when.ask(scene)
        still = limb.open_when.ask(scene.evidenced()) if limb.open_when and kept is False else False
        if still is not False:
            kept = (unknown(*keys_of(limb.kept_when)) or unknown(limb.limb)) if still is True else still
        if limb.limb == "stop" and is_unknown(kept) and _before_notice(cap, quantity, kept, scene):
            kept = True
        yield limb.limb, Room(kept, f"{limb.limb}: {limb.kept_when}")


def _before_notice(cap: CapTerms, quantity: Room, kept: frozenset[str], scene: FactScene) -> bool:
    """The stop notice cannot have been given while the total is under its threshold, if the fact is silent on it."""
    share, silent = quantity.share_before, not any(name in scene.fact.values for name in kept)
    return silent and share is not None and cap.stop_at_pct is not None and share * 100 < cap.stop_at_pct


def _finding(provision: Provision, limb: str | None, engaged: Answer, opens: tuple[Lift, ...], why: str) -> Finding:
    missing: frozenset[str] = engaged if is_unknown(engaged) else frozenset()
    for lift in opens:
        if is_unknown(lift.answer):
            missing |= lift.answer
    if not missing:
        return Finding(provision.id, limb, "breach", why)
    hangs = f"{why}; hangs on {', '.join(sorted(missing))}"
    return Finding(provision.id, limb, "depends", hangs, opens[0].exemption if opens else None, tuple(sorted(missing)))


def _bound(provision: Provision, scene: FactScene) -> Answer:
    return any_of(scene.law.vocabulary.addressees[name].ask(scene) for name in provision.bound)


def _direction(provision: Provision, scene: FactScene) -> Answer:
    """A one-way paragraph reaches facts of its direction and of both; any other reaches all."""
    if provision.direction not in scene.law.vocabulary.one_way:
        return True
    said = scene.value("direction")
    return said in (provision.direction, "both") if isinstance(said, str) else unknown("direction")


def _when(provision: Provision, scene: FactScene) -> Answer:
    return provision.when.ask(scene) if provision.when else False


def _left_undone(provision: Provision, scene: FactScene) -> Answer:
    return not_(provision.done.ask(scene)) if provision.done else True


_GATES: tuple[tuple[str, Callable[[Provision, FactScene], Answer]], ...] = (
    ("bound", _bound),
    ("direction", _direction),
    ("goods", covers),
    ("when", _when),
    ("done", _left_undone),
)


def _refused(gate: str, provision: Provision, scene: FactScene) -> str:
    """Why a paragraph is not engaged: the one condition that decided."""
    if gate == "bound":
        return f"binds {', '.join(provision.bound)}, not {scene.value('state')}"
    if gate == "direction":
        return f"reaches {provision.direction}, not {scene.value('direction')}"
    if gate == "goods" and provision.goods:
        return f"the goods are not {provision.goods.description}"
    if gate == "done" and provision.done:
        return f"the duty is done: {provision.done.decided_by(scene)}"
    return f"not met: {provision.when.decided_by(scene)}" if provision.when else "nothing is asked"


def _interval(provision: Provision, day: date) -> str:
    span = provision.in_force.span
    return f"not yet in force on {day} (from {span.start})" if day < span.start else f"no longer in force on {day} (until {span.end})"


def _engaging(provision: Provision) -> str:
    return f"{provision.title}: in force since {provision.in_force.from_}, and no exemption is shown"


_DECIDERS: dict[Outcome, str] = {"within_cap": "cap", "exempt": "exemption", "depends": "missing"}


def _decider(finding: Finding) -> str:
    return "cap" if finding.limb and finding.outcome == "breach" else _DECIDERS.get(finding.outcome, "when")
