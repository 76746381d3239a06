"""Positions of ships, a ship's rows together and in time order -> its gaps, jumps, loitering, port visits, stops and grid, in one walk.

What goes on is kept in one record (`SHIP`), so that a stream may be cut anywhere.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from vetoproof.detect.vessels.kernels.compiled import compiled
from vetoproof.detect.vessels.kernels.near import nearest
from vetoproof.detect.vessels.kernels.shore import shore_metres
from vetoproof.detect.vessels.kernels.sphere import KNOT, between, between_around, metres
from vetoproof.detect.vessels.kernels.split import allowed
from vetoproof.detect.vessels.kernels.state import GAP, JUMP, LOITERING, OPEN, STOP, VISIT
from vetoproof.detect.vessels.limits import STEP_S

HOUR = 3600
BASE_S = 600  # a speed that is not said is taken over at least this long, so that the error of a fix is no speed
MOST_EVENTS, MOST_STEPS = 8, 8  # of one position
# Two far leaps back on end (A B A B, as in `tracks.BACK_AND_FORTH`), or eight near ones: those may be fixes with a wrong time.
RETURNS, FAR_RETURN, FAR_M = 8, 4, 100_000.0
SWING_M = 1_000.0  # a ship at anchor swings about by less: who goes further from one position to the next makes way, whatever is said
MARGIN_M = 1.0  # ways along the plane and around the sphere differ by less


@compiled
def walk(rows: Any, begin: int, ship: Any, limits: Any, ports: Any, nodes: Any, out: tuple[Any, Any, Any], used: Any) -> int:
    """Take positions from `begin`; return the first that was not taken, for want of room in `out`.

    `used` counts the rows of events, grid and ships, the rows of the grid that were handed on before, and the MMSI that look shared.
    """
    mmsi, track, t, lat, lon, sog, ref = rows
    events, grid, ships = out
    s, limit = ship[0], limits[0]
    for i in range(begin, len(t)):
        if used[0] + MOST_EVENTS > len(events) or used[1] + MOST_STEPS > len(grid) or used[2] + 2 > len(ships):
            return i
        far, seconds = 0.0, 0
        if s.begun == 0 or mmsi[i] != s.mmsi or track[i] != s.track:
            end_ship(s, limit, nodes, events, used)
            begin_ship(s, mmsi[i], track[i], t[i], limit, ships, used)
            s.leg_t, s.leg_lat, s.leg_lon, s.leg_ref = t[i], lat[i], lon[i], ref[i]
            s.now_t, s.now_lat, s.now_lon, s.ref = t[i], lat[i], lon[i], ref[i]
        else:
            seconds = t[i] - s.now_t
            if seconds == 0:
                continue  # two places in one second: the first in order counts
            far = metres(s.now_lat, s.now_lon, lat[i], lon[i])
            if seconds >= limit.gap_s or (far > limit.jump_m and far * KNOT > limit.jump_kn * seconds):
                silence_and_jump(s, limit, seconds, far, t[i], lat[i], lon[i], ref[i], nodes, events, used)
        if limit.loiter and t[i] - s.leg_t >= BASE_S:
            loiter_leg(s, limit, t[i], lat[i], lon[i], ref[i], nodes, events, used)
            s.leg_t, s.leg_lat, s.leg_lon, s.leg_ref = t[i], lat[i], lon[i], ref[i]
        if limit.grid:
            s.grid_slack -= far
            if t[i] >= s.grid_t:
                grid_of_leg(s, limit, seconds, far, t[i], lat[i], lon[i], ref[i], ports, grid, used)
        s.now_t, s.now_lat, s.now_lon, s.ref = t[i], lat[i], lon[i], ref[i]
        if limit.visit or limit.stop:
            s.slack -= far
            if s.slack <= 0.0:
                look_for_port(s, limit, ports, events, used)
            knots = sog[i] / 10.0 if sog[i] >= 0 else speed_of_track(s)
            if far > SWING_M and far * KNOT <= limit.jump_kn * seconds:
                knots = max(knots, far / seconds * KNOT)
            if s.visiting:
                stay(s, limit, seconds, knots)
            elif limit.stop and lies_still(s, limit, knots):
                end_stop(s, limit, events, used)
    return len(t)


@compiled
def finish(ship: Any, limits: Any, nodes: Any, out: tuple[Any, Any, Any], used: Any) -> None:
    """The end of the stream: what goes on ends with the last position."""
    end_ship(ship[0], limits[0], nodes, out[0], used)
    if used[2] > 0:
        out[2][used[2] - 1].end = used[3] + used[1]


@compiled
def begin_ship(s: Any, mmsi: int, track: int, t: int, limit: Any, ships: Any, used: Any) -> None:
    s.begun, s.mmsi, s.track = 1, mmsi, track
    s.grid_t = -(-t // STEP_S) * STEP_S
    s.near, s.port, s.far, s.hour = -1, -1, 0, -1
    s.slack, s.grid_slack, s.hour_m, s.hour_s, s.base_t = 0.0, -1.0, 0.0, 0.0, -1
    s.loitering, s.visiting, s.stopped, s.stopping = 0, 0, 0, 0
    s.returns, s.leap_t = 0, 0
    if limit.grid:
        if used[2] > 0:
            ships[used[2] - 1].end = used[3] + used[1]
        row = ships[used[2]]
        row.mmsi, row.track, row.begin, row.end = mmsi, track, used[3] + used[1], used[3] + used[1]
        used[2] += 1


@compiled
def end_ship(s: Any, limit: Any, nodes: Any, events: Any, used: Any) -> None:
    if s.begun == 0:
        return
    if limit.loiter:
        loiter_break(s, limit, nodes, events, used)
    end_visit(s, limit, events, used)
    end_stop(s, limit, events, used)
    if limit.open:
        row = new_event(s, OPEN, events, used)
        row.start, row.lat, row.lon, row.first = s.now_t, s.now_lat, s.now_lon, s.ref
    s.begun = 0


@compiled
def new_event(s: Any, kind: int, events: Any, used: Any) -> Any:
    row = events[used[0]]
    used[0] += 1
    row.kind, row.mmsi, row.other, row.port = kind, s.mmsi, 0, -1
    row.first, row.last, row.other_first, row.other_last = -1, -1, -1, -1
    row.start, row.end, row.lat, row.lon, row.end_lat, row.end_lon = 0, 0, 0, 0, 0, 0
    row.metres, row.knots = np.nan, np.nan
    return row


# ---- silences and leaps: of one leg
@compiled
def silence_and_jump(
    s: Any, limit: Any, seconds: int, far: float, t: int, lat: int, lon: int, ref: int, nodes: Any, events: Any, used: Any
) -> None:
    """A leg that is long or fast: its events, and the end of what does not go on over a silence."""
    if seconds >= limit.gap_s:
        if limit.gap:
            leg_event(s, GAP, seconds, far, t, lat, lon, ref, events, used)
        if limit.loiter:
            loiter_break(s, limit, nodes, events, used)
            s.leg_t, s.leg_lat, s.leg_lon, s.leg_ref = t, lat, lon, ref
        end_stop(s, limit, events, used)
    if far > limit.jump_m and far * KNOT > limit.jump_kn * seconds:
        if limit.jump:
            leg_event(s, JUMP, seconds, far, t, lat, lon, ref, events, used)
        count_return(s, far, t, lat, lon, used)


@compiled
def count_return(s: Any, far: float, t: int, lat: int, lon: int, used: Any) -> None:
    """Leaps to where a ship that stayed behind at the leap before may be by now: if several on end are, two ships seem to take turns."""
    if s.returns < RETURNS:
        way = allowed((t - s.leap_t) / HOUR)
        back = s.leap_t > 0 and way < far and metres(s.leap_lat, s.leap_lon, lat, lon) <= way
        s.returns = min(RETURNS, s.returns + (FAR_RETURN if far > FAR_M else 1)) if back else 0
        used[4] += s.returns == RETURNS
    s.leap_t, s.leap_lat, s.leap_lon = s.now_t, s.now_lat, s.now_lon


@compiled
def leg_event(s: Any, kind: int, seconds: int, far: float, t: int, lat: int, lon: int, ref: int, events: Any, used: Any) -> None:
    row = new_event(s, kind, events, used)
    row.start, row.lat, row.lon, row.first = s.now_t, s.now_lat, s.now_lon, s.ref
    row.end, row.end_lat, row.end_lon, row.last = t, lat, lon, ref
    row.metres, row.knots = far, far / seconds * KNOT


# ---- loitering: hours of UTC by the track's mean speed; a leg is shared out over the hours that it crosses
# Legs of BASE_S and more, of several positions if they are denser: the error of a fix is no way made good.
@compiled
def loiter_break(s: Any, limit: Any, nodes: Any, events: Any, used: Any) -> None:
    """The track ends here, or falls silent: what was not yet counted, then the hour, then the loitering."""
    if s.now_t > s.leg_t:
        loiter_leg(s, limit, s.now_t, s.now_lat, s.now_lon, s.ref, nodes, events, used)
    close_hour(s, limit, nodes, events, used)
    end_loitering(s, limit, events, used)


@compiled
def loiter_leg(s: Any, limit: Any, t: int, lat: int, lon: int, ref: int, nodes: Any, events: Any, used: Any) -> None:
    seconds, far = t - s.leg_t, metres(s.leg_lat, s.leg_lon, lat, lon)
    done = s.leg_t
    while done < t:
        hour = done // HOUR
        if s.hour != hour:
            part = (done - s.leg_t) / seconds
            s.hour, s.hour_t, s.hour_ref, s.hour_m, s.hour_s = hour, done, s.leg_ref, 0.0, 0.0
            s.hour_lat, s.hour_lon = between(s.leg_lat, lat, part), between_around(s.leg_lon, lon, part)
        until = min(t, (hour + 1) * HOUR)
        s.hour_m += far * ((until - done) / seconds)
        s.hour_s += until - done
        part = (until - s.leg_t) / seconds
        s.hour_last_t, s.hour_last_ref = until, ref
        s.hour_last_lat, s.hour_last_lon = between(s.leg_lat, lat, part), between_around(s.leg_lon, lon, part)
        if until == (hour + 1) * HOUR:
            close_hour(s, limit, nodes, events, used)
        done = until


@compiled
def close_hour(s: Any, limit: Any, nodes: Any, events: Any, used: Any) -> None:
    """An hour is at its end: it goes on with the loitering, begins one, or ends one."""
    if s.hour < 0:
        return
    slow = s.hour_m * KNOT < limit.loiter_kn * s.hour_s and shore_metres(s.hour_last_lat, s.hour_last_lon, nodes) >= limit.shore_m
    if s.loitering and not slow:
        end_loitering(s, limit, events, used)
    if slow:
        if not s.loitering:
            s.loitering, s.loiter_m, s.loiter_s = 1, 0.0, 0.0
            s.loiter_t, s.loiter_lat, s.loiter_lon, s.loiter_ref = s.hour_t, s.hour_lat, s.hour_lon, s.hour_ref
        s.loiter_m, s.loiter_s = s.loiter_m + s.hour_m, s.loiter_s + s.hour_s
        s.loiter_last_t, s.loiter_last_ref = s.hour_last_t, s.hour_last_ref
        s.loiter_last_lat, s.loiter_last_lon = s.hour_last_lat, s.hour_last_lon
    s.hour = -1


@compiled
def end_loitering(s: Any, limit: Any, events: Any, used: Any) -> None:
    if s.loitering and s.loiter_last_t - s.loiter_t >= limit.loiter_s:
        row = new_event(s, LOITERING, events, used)
        row.start, row.lat, row.lon, row.first = s.loiter_t, s.loiter_lat, s.loiter_lon, s.loiter_ref
        row.end, row.end_lat, row.end_lon, row.last = s.loiter_last_t, s.loiter_last_lat, s.loiter_last_lon, s.loiter_last_ref
        row.metres, row.knots = s.loiter_m, s.loiter_m / s.loiter_s * KNOT
    s.loitering = 0


# ---- port visits and stops: of one position
@compiled
def look_for_port(s: Any, limit: Any, ports: Any, events: Any, used: Any) -> None:
    """Done only when the ship has gone far enough since the last look for the answer to change."""
    starts, near, port_lat, port_lon = ports
    distance, s.near = nearest(s.now_lat, s.now_lon, starts, near, port_lat, port_lon)
    if s.visiting and distance >= limit.leave_m:
        end_visit(s, limit, events, used)
    if not s.visiting and distance <= limit.enter_m:
        end_stop(s, limit, events, used)
        begin_visit(s)
    s.slack = (limit.leave_m - distance if s.visiting else distance - limit.enter_m) - MARGIN_M
    if s.visiting and not s.stopped:
        s.slack = 0.0  # the port is the one nearest to where the ship first lies still, so it must be known there


@compiled
def speed_of_track(s: Any) -> Any:
    """From a place at least BASE_S ago; unknown (a thousand knots, so nothing begins) at the first position and after a silence."""
    if s.base_t < 0 or s.now_t - s.base_t >= 12 * HOUR:
        s.base_t, s.base_lat, s.base_lon = s.now_t, s.now_lat, s.now_lon
        return 1000.0
    seconds = s.now_t - s.base_t
    knots = metres(s.base_lat, s.base_lon, s.now_lat, s.now_lon) / max(seconds, BASE_S) * KNOT
    if seconds >= BASE_S:
        s.base_t, s.base_lat, s.base_lon = s.now_t, s.now_lat, s.now_lon
    return knots


@compiled
def begin_visit(s: Any) -> None:
    s.visiting, s.stopped, s.port = 1, 0, s.near
    s.visit_t, s.visit_lat, s.visit_lon, s.visit_ref = s.now_t, s.now_lat, s.now_lon, s.ref


@compiled
def stay(s: Any, limit: Any, seconds: int, knots: float) -> None:
    """In port; it counts as a visit once the ship lay still there, or was silent from there to there."""
    if not s.stopped and (knots <= limit.begin_kn or (s.visit_t != s.now_t and seconds >= limit.gap_s)):
        s.stopped, s.port = 1, s.near
    s.visit_last_t, s.visit_last_lat, s.visit_last_lon, s.visit_last_ref = s.now_t, s.now_lat, s.now_lon, s.ref


@compiled
def end_visit(s: Any, limit: Any, events: Any, used: Any) -> None:
    if s.visiting and limit.visit and s.stopped and s.visit_last_t - s.visit_t >= limit.visit_s:
        row = new_event(s, VISIT, events, used)
        row.start, row.lat, row.lon, row.first = s.visit_t, s.visit_lat, s.visit_lon, s.visit_ref
        row.end, row.end_lat, row.end_lon, row.last = s.visit_last_t, s.visit_last_lat, s.visit_last_lon, s.visit_last_ref
        row.port = s.port
    s.visiting = 0


@compiled
def lies_still(s: Any, limit: Any, knots: float) -> bool:
    """Goes on with a stop or begins one; True when one is over."""
    if s.stopping and knots >= limit.end_kn:
        return True
    if not s.stopping and knots <= limit.begin_kn:
        s.stopping = 1
        s.stop_t, s.stop_lat, s.stop_lon, s.stop_ref = s.now_t, s.now_lat, s.now_lon, s.ref
    if s.stopping:
        s.stop_last_t, s.stop_last_lat, s.stop_last_lon, s.stop_last_ref = s.now_t, s.now_lat, s.now_lon, s.ref
    return False


@compiled
def end_stop(s: Any, limit: Any, events: Any, used: Any) -> None:
    if s.stopping and s.stop_last_t - s.stop_t >= limit.stop_s:
        row = new_event(s, STOP, events, used)
        row.start, row.lat, row.lon, row.first = s.stop_t, s.stop_lat, s.stop_lon, s.stop_ref
        row.end, row.end_lat, row.end_lon, row.last = s.stop_last_t, s.stop_last_lat, s.stop_last_lon, s.stop_last_ref
        row.metres = metres(s.stop_lat, s.stop_lon, s.stop_last_lat, s.stop_last_lon)
    s.stopping = 0


# ---- the grid: where the ship is at each tenth minute of UTC, where no port is near
@compiled
def grid_of_leg(
    s: Any, limit: Any, seconds: int, far: float, t: int, lat: int, lon: int, ref: int, ports: Any, grid: Any, used: Any
) -> None:
    """The steps after the last position up to this one; at their own times positions count even after a silence."""
    step, used_now = s.grid_t // STEP_S, used[1]
    last = t // STEP_S
    if seconds >= limit.across_s:
        step = last if last * STEP_S == t else last + 1
    while step <= last:
        part = (step * STEP_S - s.now_t) / seconds if seconds else 0.0
        row = grid[used_now]
        row.ref, row.step, row.lat, row.lon = ref, step, between(s.now_lat, lat, part), between_around(s.now_lon, lon, part)
        if s.grid_slack <= 0.0:
            starts, near, port_lat, port_lon = ports
            distance = nearest(row.lat, row.lon, starts, near, port_lat, port_lon)[0]
            s.far = distance >= limit.port_m
            # The rest of this leg is not counted when the next begins, so it is taken off at once.
            s.grid_slack = abs(distance - limit.port_m) - far - MARGIN_M
        used_now += s.far
        step += 1
    used[1] = used_now
    s.grid_t = (last + 1) * STEP_S
