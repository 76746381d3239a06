"""Text -> what somebody asks of the Council; values -> what the doors print. Duplicate keys are refused: a double vote is one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from vetoproof.council.outcome import Decision
from vetoproof.council.pivot import Pivot
from vetoproof.council.power import Power, Powers
from vetoproof.council.replay import Replay
from vetoproof.council.seats import Sitting
from vetoproof.council.tally import VetoTally
from vetoproof.terms.errors import InputError

MOST_BYTES = 5_000_000
MOST_BALLOTS = 10_000
Json = dict[str, Any]


def read_objects(data: bytes, where: str) -> list[Any]:
    """One JSON object, a list of them, or one a line."""
    if len(data) > MOST_BYTES:
        raise InputError(f"holds more than {MOST_BYTES:,} bytes", where=where, do="split it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8 at byte {error.start}", where=where, do="save it as UTF-8") from error
    found = _parsed(text, where)
    if not found or len(found) > MOST_BALLOTS:
        raise InputError(f"holds {len(found):,} objects", where=where, do=f"give 1 to {MOST_BALLOTS:,}")
    return found


def _parsed(text: str, where: str) -> list[Any]:
    try:
        whole = _load(text)
    except InputError as error:
        raise InputError(error.what, where=f"{where}: {error.where}", do=error.do) from error
    except RecursionError as error:
        raise InputError("is nested too deep", where=where, do="flatten it") from error
    except ValueError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith("{") and line.rstrip().endswith("}") for line in lines):
            raise InputError(f"is not JSON ({error})", where=where, do="mend it") from error
        return [one for n, line in enumerate(lines, start=1) for one in _parsed(line, f"{where}:{n}")]
    return whole if isinstance(whole, list) else [whole]


def _load(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)


def _once(pairs: list[tuple[str, Any]]) -> Json:
    found: Json = {}
    for key, value in pairs:
        if key in found:
            raise InputError(f"{key} stands twice", where=key, do="keep one: a member votes once")
        found[key] = value
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")


# ---- out
def decision_json(decision: Decision) -> Json:
    return {
        "outcome": decision.outcome,
        "vetoed_by": list(decision.vetoed_by),
        "counts_as_veto": decision.counts_as_veto,
        "majority_needed": decision.majority_needed,
        "tally": list(decision.tally) if decision.tally else None,
        "reasons": list(decision.reasons),
        "consequence": decision.consequence,
    }


def replay_json(replay: Replay) -> Json:
    names = {"ballot": "vote_id", "symbol": "symbol", "record": "record", "rule": "rule", "reason": "reason"}
    disagree = [{to: getattr(one, name) for name, to in names.items()} for one in replay.disagree]
    return {"ballots": replay.ballots, "agree": replay.agree, "disagree": disagree}


def tally_json(tally: VetoTally) -> Json:
    rows = [{**dict(zip(tally.by, key, strict=True)), "n": n} for key, n in tally.cells]
    unseen = [{"what": one.what, "why": one.why} for one in tally.unseen]
    return {"rule": tally.rule, "by": list(tally.by), "rows": rows, "ballots": tally.ballots, "cast": tally.cast, "unseen": unseen}


def powers_json(powers: Powers) -> Json:
    players = [_player(one) for one in powers.players]
    return {"players": players, "winning_coalitions": powers.winning, "profiles": powers.profiles, "coleman_act": str(powers.act)}


def _player(one: Power) -> Json:
    values = attrs.asdict(one)
    shares = {key: str(value) for key, value in values.items() if isinstance(value, Fraction)}
    return {"class": one.name, "n": one.n, **shares}


def pivot_json(pivot: Pivot) -> Json:
    return {
        "outcome": pivot.outcome,
        "turns_to": pivot.turns_to,
        "fewest": pivot.fewest,
        "declared": _plain(attrs.asdict(pivot.declared)),
        "members": [_plain(attrs.asdict(one)) for one in pivot.members],
        "groups": [_plain(attrs.asdict(one)) for one in pivot.groups],
        "what_if": dict(pivot.what_if),
    }


def sitting_json(sitting: Sitting) -> Json:
    members = [
        {"state": seat.state, "name": seat.name, "permanent": seat.permanent, "from": _day(seat.span.start), "until": _day(seat.span.end)}
        for seat in sitting.seats
    ]
    unseen = [{"what": one.what, "why": one.why} for one in sitting.unseen]
    return {"day": _day(sitting.day), "size": sitting.size, "members": members, "unseen": unseen}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _plain(values: Any) -> Any:
    if isinstance(values, dict):
        return {key: _plain(value) for key, value in values.items()}
    return [_plain(value) for value in values] if isinstance(values, Iterable) and not isinstance(values, str) else values
