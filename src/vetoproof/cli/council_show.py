"""Values of the Council -> what a terminal or a script reads. Nothing is worked out here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vetoproof.cli.show import line
from vetoproof.council import wire

if TYPE_CHECKING:
    from vetoproof.assess.coverage import Coverage
    from vetoproof.council.lapse import Sunset
    from vetoproof.council.outcome import Decision
    from vetoproof.council.pivot import Pivot
    from vetoproof.council.power import Powers
    from vetoproof.council.replay import Replay
    from vetoproof.council.seats import Sitting
    from vetoproof.council.tally import VetoTally


def decision(found: Decision, *, json: bool) -> None:
    if json:
        line(wire.decision_json(found))
        return
    by = f" by {' and '.join(found.vetoed_by)}" if found.vetoed_by else ""
    counts = f" ({'-'.join(map(str, found.tally))}: yes, no, abstain, not voting)" if found.tally else ""
    print(f"{found.outcome}{by}{counts}")
    print(*(f"  {reason}" for reason in found.reasons), sep="\n")
    print(f"  {found.consequence}")


def replay(found: Replay, *, json: bool) -> None:
    if json:
        line(wire.replay_json(found))
        return
    print(f"{found.ballots} ballots: the plain rule and the record agree on {found.agree} and differ on {len(found.disagree)}")
    for one in found.disagree:
        print(f"{one.ballot:>5} {one.symbol:<22} record {one.record}, rule {one.rule}: {one.reason}")
    print(f"Not explained: {len(found.unexplained)}. Errors of the source that change no outcome: {len(found.slips)}")
    for slip in found.slips:
        print(f"{slip.ballot:>5} {slip.symbol:<22} {slip.reason}")


def tally(found: VetoTally, *, json: bool) -> None:
    if json:
        line(wire.tally_json(found))
        return
    from vetoproof.council.tally import MEANS

    print(f"{found.ballots} vetoed, {found.cast} vetoes cast. Counted: {MEANS[found.rule]}.")
    for key, n in found.cells:
        print(f"{' '.join(f'{word:<10}' for word in key)} {n:>5}")
    _unseen([(one.what, one.why) for one in found.unseen])


def powers(found: Powers, *, json: bool) -> None:
    if json:
        line(wire.powers_json(found))
        return
    names = ("shapley_shubik", "banzhaf", "banzhaf_absolute", "coleman_prevent", "coleman_initiate")
    for one in found.players:
        print(f"{one.name} ({one.n} seats)")
        for name in names:
            value = getattr(one, name)
            print(f"  {name.replace('_', ' '):<18} {value!s:<30} {float(value):.6f}")
    print(f"{found.winning:,} of {found.profiles:,} profiles pass; power to act {found.act} ({float(found.act):.6f})")


def pivot(found: Pivot, *, json: bool) -> None:
    if json:
        line(wire.pivot_json(found))
        return
    stated = found.declared
    print(f"{found.outcome}; by the positions that are known: {stated.verdict.replace('_', ' ')}")
    if found.fewest is not None:
        print(f"{found.fewest} changed vote{'s' if found.fewest > 1 else ''} would make it {found.turns_to}")
    for group in found.groups:
        fewest = "cannot" if group.fewest is None else str(group.fewest)
        print(f"  {group.group:<16} {fewest:<7} {group.how}")
    for member in found.members:
        for flip in member.flips:
            print(f"  {member.state} ({member.vote}): {flip.vote} would have made it {flip.outcome}")
    for what, outcome in found.what_if:
        print(f"  if {what}: {outcome}")


def sitting(found: Sitting, *, json: bool) -> None:
    if json:
        line(wire.sitting_json(found))
        return
    print(f"{found.size} seats on {found.day}")
    for seat in found.seats:
        kind = "permanent" if seat.permanent else f"to {seat.span.end}"
        print(f"{seat.state}  {seat.name:<34} {kind}")
    _unseen([(one.what, one.why) for one in found.unseen])


def coverage(found: Coverage, what_if: Sunset | None, *, json: bool) -> None:
    lapse = found.lapse
    if json:
        line(_lapse_json(found) | ({"what_if": _sunset_json(what_if)} if what_if else {}))
        return
    state = "runs to" if lapse.is_running else "ended on"
    print(f"{lapse.mandate.title}: {state} {lapse.last_day}; {len(lapse.terms)} terms since {lapse.terms[0].span.start}")
    if lapse.refused:
        print(f"  not renewed: {lapse.refused.symbol or lapse.refused.id} of {lapse.refused.adopted}")
    if body := lapse.next_body:
        print(f"  next body: {body.title}, {body.from_}; first report {body.first_report or 'none yet'}")
    print("  " + "; ".join(f"{name.replace('_', ' ')} {days} days" for name, days in lapse.days.items()))
    if what_if:
        print(f"  {_sunset_text(what_if)}")
    _matrix(found)
    for task in found.tasks:
        print(f"  task {task.task.id:<16} {', '.join(task.before)} -> {', '.join(task.after) or 'nobody'}")
    _unseen([(one.what, one.why) for one in found.unseen])


def _matrix(found: Coverage) -> None:
    """A mark for each watcher: * before and after, - before alone, + after alone."""
    names = [one.id for one in found.watchers]
    wide = max((len(duty.provision) for duty in found.duties), default=0) + 1
    print(f"{len(found.orphaned)} of {len(found.duties)} duties are orphaned: in force, and nobody who is bound to look is left")
    print(f"{'':<{wide}}{' '.join(name[:9].ljust(9) for name in names)}  (* before and after, - before alone, + after alone)")
    for duty in found.duties:
        marks = [" -+*"[(name in duty.before) + 2 * (name in duty.after)] for name in names]
        text = "orphaned" if duty.orphaned else "watched"
        dark = f"; dark: {', '.join(duty.dark)}" if duty.dark else ""
        print(f"{duty.provision:<{wide}}{' '.join(mark.ljust(9) for mark in marks)}  {text}{dark}")


def routes(found: Coverage, *, json: bool) -> None:
    names = ("who_agrees", "who_cooperates", "access", "publication", "legal_weight")
    for route in found.fallbacks:
        if json:
            more = {"vetoable": route.vetoable, "within_working_days": route.within_working_days, "source": list(route.source)}
            line({"route": route.id, "title": route.title, **{name: getattr(route, name) for name in names}, **more})
            continue
        print(f"{route.title}{' (a veto stops it)' if route.vetoable else ''}")
        print(*(f"  {name.replace('_', ' '):<15} {getattr(route, name)}" for name in names), sep="\n")


def _lapse_json(found: Coverage) -> dict[str, Any]:
    lapse = found.lapse
    duties = [
        {
            "provision": duty.provision,
            "before": list(duty.before),
            "after": list(duty.after),
            "orphaned": duty.orphaned,
            "candidates": list(duty.candidates),
        }
        for duty in found.duties
    ]
    body = lapse.next_body.id if lapse.next_body else None
    return {"mandate": lapse.mandate.id, "last_day": str(lapse.last_day), "duties": duties, "next_body": body, "days": dict(lapse.days)}


def _sunset_json(found: Sunset) -> dict[str, Any]:
    return {"every_months": found.every_months, "ballots": found.ballots, "last_day": found.last_day and str(found.last_day)}


def _sunset_text(found: Sunset) -> str:
    if found.every_months is None:
        return "what if it were open-ended: it would go on, for to end it would need a decision too"
    ballots = f"{found.ballots} ballot{'s' if found.ballots > 1 else ''}"
    return f"what if it ran {found.every_months} months a term: {ballots}, the last one blocked, and its last day {found.last_day}"


def _unseen(lines: list[tuple[str, str]]) -> None:
    if lines:
        print("Not seen:", *(f"  {what}: {why}" for what, why in lines), sep="\n")
