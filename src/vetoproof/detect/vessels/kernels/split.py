"""Positions of one MMSI in time order -> a track for each ship that broadcasts it, by where each was expected and where it was.

The measure is that of Global Fishing Watch's gpsdio-segment: the miss (expected against actual place), against what is allowed for the
time that passed. Here the course is taken from the track, the speed from the message, and a track is never closed by silence.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from vetoproof.detect.vessels.kernels.compiled import compiled
from vetoproof.detect.vessels.kernels.sphere import KNOT, METRE, RADIAN, metres, turn

MAX_KN = 25.0  # how fast a ship may stray from where it was expected
BUFFER_H = 0.25  # added to the hours between two positions
PENALTY_H = 4.0  # over longer times a ship does not go straight on
SHAPE = 4.0  # how much less likely it is that a ship just stayed
SHORT = 10.0  # rows of a track before it is trusted in full
TIGHT = 5.0
LOOK_BACK = 2.0  # how much better the place before the last must fit, for the last to be noise
STILL_TENTHS = 3  # 0.3 kn: a ship that lies has no course
OPEN = 64  # tracks at once
NOISE = -1

TRACK = np.dtype(
    [("weight", "f8"), ("north", "f8"), ("east", "f8"), ("old_north", "f8"), ("old_east", "f8")]
    + [(name, "i4") for name in ("id", "rows", "t", "lat", "lon", "sog", "aimed", "last")]
    + [(name, "i4") for name in ("old_t", "old_lat", "old_lon", "old_sog", "old_aimed", "spare")]
)


@compiled
def suspicious(mmsi: Any, t: Any, lat: Any, lon: Any, found: Any) -> None:
    """Mark each row that is farther from the one before than a ship strays: only an MMSI with such a row is split."""
    least = int(MAX_KN * BUFFER_H * 1852 / METRE)
    for i in range(1, len(t)):
        if mmsi[i] == mmsi[i - 1]:
            up, along = lat[i] - lat[i - 1], turn(lon[i] - lon[i - 1])
            if up * up + along * along > least * least:
                far = metres(lat[i - 1], lon[i - 1], lat[i], lon[i])
                found[i] = far > allowed((t[i] - t[i - 1]) / 3600.0)


@compiled
def allowed(hours: float) -> float:
    """Metres that a ship may be off."""
    return math.hypot(hours, BUFFER_H) * MAX_KN * 1852


@compiled
def fit(t0: int, lat0: int, lon0: int, sog0: int, north: float, east: float, aimed: int, t: int, lat: int, lon: int, sog: int) -> float:
    """How well a place goes on with a track: 0 not at all, more if it is near to the expected place and soon."""
    hours = (t - t0) / 3600.0
    stayed = metres(lat0, lon0, lat, lon)
    if stayed > allowed(hours) + 102.3 * hours * 1852:
        return 0.0
    straight = hours / (1.0 + math.sqrt(hours / PENALTY_H))
    miss = ring(stayed, sog if sog >= 0 else sog0, straight)
    if aimed:
        up = (lat - lat0) * METRE - north * straight * 3600
        along = turn(lon - lon0) * METRE * math.cos((lat + lat0) * 0.5 * RADIAN) - east * straight * 3600
        miss = 0.5 * (math.sqrt(up * up + along * along) + (miss if sog >= 0 else math.sqrt(up * up + along * along)))
    elif sog0 >= 0:
        miss = 0.5 * (miss + ring(stayed, sog0, straight))
    miss = min(miss, SHAPE * stayed)
    most = allowed(hours)
    if miss > most:
        return 0.0
    return math.exp(-((TIGHT * miss / most) ** 2)) / math.hypot(hours, BUFFER_H)


@compiled
def ring(stayed: float, sog: int, hours: float) -> float:
    """The miss where the speed is known and the course is not."""
    return abs(stayed - sog * 0.1 * hours * 1852) if sog >= 0 else stayed


@compiled
def split(t: Any, lat: Any, lon: Any, sog: Any, ids: Any, tracks: Any) -> int:
    """Give each row the number of its track, or NOISE for one that was taken back; return how many tracks there are."""
    open_now, known = 0, 0
    for i in range(len(t)):
        best, chosen, back = 0.0, -1, False
        for k in range(open_now):
            weight, older = weigh(tracks[k], t[i], lat[i], lon[i], sog[i])
            size = tracks[k].rows / SHORT
            scaled = weight * size / math.sqrt(1.0 + size * size)
            if scaled > best:
                best, chosen, back = scaled, k, older
        if chosen < 0:
            if open_now == OPEN:
                chosen = stalest(tracks)
            else:
                chosen = open_now
                open_now += 1
            begin(tracks[chosen], known)
            known += 1
        elif back:
            ids[tracks[chosen].last] = NOISE
            restore(tracks[chosen])
        weight = weigh(tracks[chosen], t[i], lat[i], lon[i], sog[i])[0]
        ids[i] = tracks[chosen].id
        go_on(tracks[chosen], t[i], lat[i], lon[i], sog[i], i, weight)
    return known


@compiled
def weigh(a: Any, t: int, lat: int, lon: int, sog: int) -> tuple[float, bool]:
    """The fit with the last place, or with the one before it if that is so much better that the last was noise."""
    if a.rows == 0:
        return 0.0, False
    now = fit(a.t, a.lat, a.lon, a.sog, a.north, a.east, a.aimed, t, lat, lon, sog)
    if a.rows < 3 or a.old_t < 0:
        return now, False
    before = fit(a.old_t, a.old_lat, a.old_lon, a.old_sog, a.old_north, a.old_east, a.old_aimed, t, lat, lon, sog)
    if before > LOOK_BACK * now and before > LOOK_BACK * a.weight:
        return before, True
    return now, False


@compiled
def begin(a: Any, number: int) -> None:
    a.id, a.rows, a.aimed, a.old_t, a.weight = number, 0, 0, -1, 0.0


@compiled
def restore(a: Any) -> None:
    """The last place is taken back."""
    a.rows, a.t, a.lat, a.lon, a.sog = a.rows - 1, a.old_t, a.old_lat, a.old_lon, a.old_sog
    a.north, a.east, a.aimed, a.old_t = a.old_north, a.old_east, a.old_aimed, -1


@compiled
def go_on(a: Any, t: int, lat: int, lon: int, sog: int, row: int, weight: float) -> None:
    """The track goes on to a place; its course is the way there."""
    if a.rows > 0:
        a.old_t, a.old_lat, a.old_lon, a.old_sog = a.t, a.lat, a.lon, a.sog
        a.old_north, a.old_east, a.old_aimed = a.north, a.east, a.aimed
        aim(a, t, lat, lon, sog)
    a.t, a.lat, a.lon, a.sog, a.last, a.weight = t, lat, lon, sog, row, weight
    a.rows += 1


@compiled
def aim(a: Any, t: int, lat: int, lon: int, sog: int) -> None:
    seconds = t - a.t
    if 0 <= sog <= STILL_TENTHS:
        a.north, a.east, a.aimed = 0.0, 0.0, 1
        return
    up = (lat - a.lat) * METRE
    along = turn(lon - a.lon) * METRE * math.cos(lat * RADIAN)
    far = math.sqrt(up * up + along * along)
    if seconds > 7200:
        a.aimed = 0
    elif far >= 30.0 and seconds > 0:
        speed = sog * 0.1 / KNOT if sog >= 0 else far / seconds
        a.north, a.east, a.aimed = up / far * speed, along / far * speed, 1
    elif sog < 0 and seconds >= 60:
        a.north, a.east, a.aimed = 0.0, 0.0, 1


@compiled
def stalest(tracks: Any) -> int:
    found = 0
    for k in range(1, len(tracks)):
        if tracks[k].t < tracks[found].t:
            found = k
    return found


@compiled
def turns(ids: Any, last: Any, found: Any) -> None:
    """Count in `found` how often the rows go over from one track to another, of each two; `last`: -1 throughout."""
    for i in range(len(ids)):
        one = ids[i]
        for other in range(len(found) if one >= 0 else 0):
            if last[one, other] != one and other != one:
                found[one, other] += 1
                found[other, one] += 1
                last[one, other] = one
                last[other, one] = one
