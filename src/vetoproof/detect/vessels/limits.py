"""The thresholds of the events, each with its default; a method page in docs/methods/ gives the source of each number."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen, validators

from vetoproof.terms.errors import InputError

KINDS = ("gap", "encounter", "loitering", "port-visit", "stop", "jump", "identity", "spoof")
GAP, REACH, DARK = KINDS[0], "reach", "dark"  # reach and dark are found beside the kernels, from gaps and from detections
OPEN_GAP = "open-gap"  # a silence still open at the last position; only if asked for by name
STEP_S = 600  # the grid of encounters: every ten minutes of UTC

_POSITIVE: Any = validators.gt(0)


@frozen
class Limits:
    """What counts as an event. Ends are included where the name says `at_least` or `at_most`."""

    gap_at_least_s: int = field(default=12 * 3600, validator=_POSITIVE)
    jump_over_kn: float = field(default=60.0, validator=_POSITIVE)
    jump_over_m: float = field(default=1000.0, validator=_POSITIVE)
    loitering_under_kn: float = field(default=2.0, validator=_POSITIVE)
    loitering_at_least_s: int = field(default=3600, validator=_POSITIVE)
    loitering_from_shore_nm: float = 20.0
    visit_enter_m: float = field(default=3000.0, validator=_POSITIVE)
    visit_leave_m: float = field(default=4000.0, validator=_POSITIVE)
    visit_at_least_s: int = field(default=3 * 3600, validator=_POSITIVE)
    stop_begins_kn: float = 0.2
    stop_ends_kn: float = 0.5
    stop_at_least_s: int = field(default=3 * 3600, validator=_POSITIVE)
    encounter_at_most_m: float = field(default=500.0, validator=validators.and_(_POSITIVE, validators.le(5000)))
    encounter_at_least_s: int = field(default=2 * 3600, validator=validators.ge(STEP_S))
    encounter_under_kn: float = field(default=2.0, validator=_POSITIVE)
    encounter_from_port_m: float = field(default=10_000.0, validator=validators.and_(_POSITIVE, validators.le(11_000)))
    interpolated_under_s: int = field(default=3600, validator=validators.and_(_POSITIVE, validators.le(3600)))
    shared_from_rows: int = 3  # positions of a track before it counts as a ship, `identity`
    spoof_ships: int = field(default=3, validator=validators.ge(2))
    spoof_within_m: float = field(default=10_000.0, validator=validators.and_(_POSITIVE, validators.le(50_000)))
    spoof_within_s: int = field(default=86400, validator=_POSITIVE)

    @property
    def steps(self) -> int:
        """How many steps of the grid an encounter lasts at the least."""
        return -(-self.encounter_at_least_s // STEP_S)


def read_kinds(names: tuple[str, ...]) -> frozenset[str]:
    """The kinds of events that were asked for; one that nobody knows is refused."""
    known = (*KINDS, REACH, DARK, OPEN_GAP)
    if not names:
        raise InputError("no kind of event was named", where="--events", do=f"choose from {', '.join(known)}")
    for name in names:
        if name not in known:
            raise InputError(f"no kind of event is called {name!r}", where="--events", do=f"choose from {', '.join(known)}")
    return frozenset(names)
