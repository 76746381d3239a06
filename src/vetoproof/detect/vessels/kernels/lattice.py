"""The kernels of `sea`: nodes and steps of a lattice from a mask of land, and shortest ways over it (numba, integers, no fastmath).

A form is (Mercator degrees of the upper edge, western edge, step, rows, columns, wraps); a ground is (land, north, west, cells a degree).
"""

from __future__ import annotations

from math import asin, atan, ceil, cos, floor, log, pi, sin, sinh, sqrt, tan
from typing import Any

import numpy as np

from vetoproof.detect.vessels.kernels.compiled import compiled_with_arrays

EARTH_KM = 6371.0088
UNIT_KM = 0.01  # a decametre
RADIAN = pi / 180
FAR = np.int32(2**31 - 1)
# Half of the 32 directions; the others are the same steps back. (rows down, columns along)
DOWN = np.array([0, 1, 1, 1, 1, 2, 1, 2, 1, 3, 1, 3, 2, 3, 2, 3])
ALONG = np.array([1, 0, 1, -1, 2, 1, -2, -1, 3, 1, -3, -1, 3, 2, -3, -2])
FARTHEST = 3  # rows or columns of the longest step
# All 32 in the order of their angles: which step, and 1 along it or -1 back.
_ANGLES = np.argsort(np.arctan2(np.r_[DOWN, -DOWN], np.r_[ALONG, -ALONG]), kind="stable")
STEP, TURN = _ANGLES % len(DOWN), np.where(len(DOWN) > _ANGLES, 1, -1)
WAYS = len(STEP)
BESIDE = 1  # ways to each side that a course may turn to on the open sea; more is never shorter
AROUND = 2  # taps are looked for this many nodes to each side
TAPS = (2 * AROUND) ** 2
BUCKET = 500  # decametres; a node that is improved within its bucket is taken once more
LONGEST = 65_535  # decametres of a step or a passage


@compiled_with_arrays
def mercator(lat: float) -> float:
    """The latitude as degrees of a Mercator chart."""
    return log(tan(pi / 4 + lat * RADIAN / 2)) / RADIAN


@compiled_with_arrays
def latitude(chart: float) -> float:
    """The latitude of a line of the chart."""
    return atan(sinh(chart * RADIAN)) / RADIAN


@compiled_with_arrays
def distance_km(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """The great circle."""
    down, along = sin((to_lat - lat) * RADIAN / 2), sin((to_lon - lon) * RADIAN / 2)
    return 2 * EARTH_KM * asin(min(1.0, sqrt(down * down + cos(lat * RADIAN) * cos(to_lat * RADIAN) * along * along)))


def distances_km(lat: Any, lon: Any, to_lat: Any, to_lon: Any) -> Any:
    """The great circles between places, one by one."""
    down, along = np.sin(np.radians(to_lat - lat) / 2), np.sin(np.radians(to_lon - lon) / 2)
    return 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, down**2 + np.cos(np.radians(lat)) * np.cos(np.radians(to_lat)) * along**2)))


@compiled_with_arrays
def on_land(ground: Any, lat: float, lon: float) -> bool:
    """Whether a place is land, or lies outside the mask."""
    land, north, west, per_degree = ground
    down, along = int(floor((north - lat) * per_degree)), int(floor((lon - west) * per_degree))
    width = land.shape[1]
    if width == 360 * per_degree:
        along = along % width
    if down < 0 or down >= land.shape[0] or along < 0 or along >= width:
        return True
    return bool(land[down, along])


@compiled_with_arrays
def clear(ground: Any, lat: float, lon: float, to_lat: float, to_lon: float) -> bool:
    """Whether the straight line on the chart between two places (of one another's neighbourhood) crosses no land."""
    east = to_lon - lon
    east -= 360.0 * floor(east / 360.0 + 0.5)
    tries = int(ceil(max(abs(to_lat - lat), abs(east)) * ground[3] * 2)) + 1
    for part in range(tries + 1):
        share = part / tries
        if on_land(ground, lat + (to_lat - lat) * share, lon + east * share):
            return False
    return True


@compiled_with_arrays
def great_circle_clear(ground: Any, lat: float, lon: float, to_lat: float, to_lon: float, skip_km: float) -> bool:
    """Whether the great circle crosses no land, `skip_km` at both ends left out (a berth lies behind its quay)."""
    ax, ay, az = cos(lat * RADIAN) * cos(lon * RADIAN), cos(lat * RADIAN) * sin(lon * RADIAN), sin(lat * RADIAN)
    bx, by, bz = cos(to_lat * RADIAN) * cos(to_lon * RADIAN), cos(to_lat * RADIAN) * sin(to_lon * RADIAN), sin(to_lat * RADIAN)
    length = distance_km(lat, lon, to_lat, to_lon)
    tries = int(ceil(length * ground[3] / 111.2 * 2)) + 1
    for part in range(tries + 1):
        share = part / tries
        if share * length < skip_km or (1 - share) * length < skip_km:
            continue
        x, y, z = ax + (bx - ax) * share, ay + (by - ay) * share, az + (bz - az) * share
        if on_land(ground, np.arctan2(z, sqrt(x * x + y * y)) / RADIAN, np.arctan2(y, x) / RADIAN):
            return False
    return True


@compiled_with_arrays
def nearest_sea(ground: Any, lat: float, lon: float, within_km: float) -> tuple[float, float]:
    """The middle of the sea cell nearest to a place, or the place itself if it is sea; NaN if there is none within."""
    if not on_land(ground, lat, lon):
        return lat, lon
    _, north, west, per_degree = ground
    down, along = int(floor((north - lat) * per_degree)), int(floor((lon - west) * per_degree))
    reach_down = int(ceil(within_km / 111.0 * per_degree))
    reach_along = int(ceil(reach_down / max(0.15, cos(lat * RADIAN))))
    best, best_lat, best_lon = within_km, np.nan, np.nan
    for row in range(down - reach_down, down + reach_down + 1):
        for column in range(along - reach_along, along + reach_along + 1):
            to_lat, to_lon = north - (row + 0.5) / per_degree, west + (column + 0.5) / per_degree
            if not on_land(ground, to_lat, to_lon):
                km = distance_km(lat, lon, to_lat, to_lon)
                if km < best:
                    best, best_lat, best_lon = km, to_lat, to_lon
    return best_lat, best_lon


@compiled_with_arrays
def snap(ground: Any, lat: Any, lon: Any, chosen: Any, within_km: float) -> Any:
    """The chosen places, each at the nearest sea."""
    to_lat, to_lon = np.full(len(lat), np.nan), np.full(len(lat), np.nan)
    for place in range(len(lat)):
        if chosen[place]:
            to_lat[place], to_lon[place] = nearest_sea(ground, lat[place], lon[place], within_km)
    return to_lat, to_lon


@compiled_with_arrays
def nodes(form: Any, ground: Any) -> Any:
    """Where each node stands: on the sea cell of its box that is nearest to the middle of the box."""
    top, west, step, rows, columns, _ = form
    lat, lon = np.full(rows * columns, np.nan), np.full(rows * columns, np.nan)
    per_degree = ground[3]
    for row in range(rows):
        upper, middle, lower = latitude(top - row * step), latitude(top - (row + 0.5) * step), latitude(top - (row + 1) * step)
        high = max(1, int((upper - lower) * per_degree))
        wide = max(1, int(step * per_degree))
        for column in range(columns):
            centre = west + (column + 0.5) * step
            node = row * columns + column
            if not on_land(ground, middle, centre):
                lat[node], lon[node] = middle, centre
                continue
            best = 1e9
            for down in range(high):
                for along in range(wide):
                    y = upper - (down + 0.5) * (upper - lower) / high
                    x = west + column * step + (along + 0.5) * step / wide
                    far = (y - middle) ** 2 + ((x - centre) * cos(middle * RADIAN)) ** 2
                    if far < best and not on_land(ground, y, x):
                        best, lat[node], lon[node] = far, y, x
    return lat, lon


@compiled_with_arrays
def neighbour(form: Any, node: int, down: int, along: int) -> int:
    """The node so many rows down and columns along; -1 outside."""
    _, _, _, rows, columns, wraps = form
    row, column = node // columns + down, node % columns + along
    if wraps:
        column = column % columns
    if row < 0 or row >= rows or column < 0 or column >= columns:
        return -1
    return int(row * columns + column)


@compiled_with_arrays
def land_before(form: Any, ground: Any) -> Any:
    """How many boxes with land in them lie above and to the left of each corner of the lattice (a summed-area table)."""
    top, west, step, rows, columns, _ = form
    land, north, edge, per_degree = ground
    holds = np.zeros((rows + 1, columns + 1), np.int32)
    for row in range(rows):
        first = max(0, int(floor((north - latitude(top - row * step)) * per_degree)))
        last = min(land.shape[0] - 1, int(floor((north - latitude(top - (row + 1) * step)) * per_degree)))
        for column in range(columns):
            left = max(0, int(floor((west + column * step - edge) * per_degree)))
            right = min(land.shape[1] - 1, int(floor((west + (column + 1) * step - edge) * per_degree)))
            if land[first : last + 1, left : right + 1].any():
                holds[row + 1, column + 1] = 1
    for row in range(rows):
        for column in range(columns):
            holds[row + 1, column + 1] += holds[row, column + 1] + holds[row + 1, column] - holds[row, column]
    return holds


@compiled_with_arrays
def free(form: Any, before: Any, node: int, boxes: int) -> bool:
    """Whether there is no land within so many boxes of a node; on the edge of the lattice, no."""
    row, column = node // form[4], node % form[4]
    up, low, left, right = row - boxes, row + boxes + 1, column - boxes, column + boxes + 1
    if up < 0 or low > form[3] or left < 0 or right > form[4]:
        return False
    return bool(before[low, right] - before[up, right] - before[low, left] + before[up, left] == 0)


@compiled_with_arrays
def steps(form: Any, ground: Any, lat: Any, lon: Any) -> Any:
    """The length of each step in decametres, 0 if land lies between; and the nodes on the open sea, a step from any land."""
    found, before, open_sea = np.zeros((len(lat), len(DOWN)), np.uint16), land_before(form, ground), np.zeros(len(lat), np.bool_)
    for node in range(len(lat)):
        if np.isnan(lat[node]):
            continue
        near = open_sea[node] = free(form, before, node, FARTHEST)
        for way in range(len(DOWN)):
            other = neighbour(form, node, DOWN[way], ALONG[way])
            if other < 0 or np.isnan(lat[other]):
                continue
            if near or clear(ground, lat[node], lon[node], lat[other], lon[other]):
                found[node, way] = max(1, round(distance_km(lat[node], lon[node], lat[other], lon[other]) / UNIT_KM))
    return found, open_sea


@compiled_with_arrays
def box(form: Any, lat: float, lon: float) -> tuple[float, float]:
    """The place of a point in rows and columns of the lattice."""
    top, west, step, _, _, wraps = form
    column = (lon - west) / step
    if wraps:
        column -= floor(lon - west) // 360 * 360 / step
    return (top - mercator(lat)) / step, column


@compiled_with_arrays
def nearest_node(form: Any, lat: Any, lon: Any, at_lat: float, at_lon: float) -> int:
    """The node nearest to a place, among those within three boxes of it; -1 outside the lattice."""
    row, column = box(form, at_lat, at_lon)
    best, found = 1e9, -1
    for down in range(int(floor(row)) - 3, int(floor(row)) + 4):
        for along in range(int(floor(column)) - 3, int(floor(column)) + 4):
            if down < 0 or (down >= form[3]) or (not form[5] and (along < 0 or along >= form[4])):
                continue
            node = down * form[4] + along % form[4]
            if not np.isnan(lat[node]):
                km = distance_km(at_lat, at_lon, lat[node], lon[node])
                if km < best:
                    best, found = km, node
    inside = 0 <= row < form[3] and (form[5] or 0 <= column < form[4])
    return found if inside else -1


@compiled_with_arrays
def taps(form: Any, ground: Any, lat: Any, lon: Any, at_lat: Any, at_lon: Any) -> Any:
    """For each place the nodes around it in a straight line over sea, and how far; if none is, the nearest node."""
    found, far = np.full((len(at_lat), TAPS), -1, np.int32), np.zeros((len(at_lat), TAPS), np.int32)
    for place in range(len(at_lat)):
        if np.isnan(at_lat[place]):
            continue
        row, column = box(form, at_lat[place], at_lon[place])
        if row < 0 or row >= form[3] or (not form[5] and (column < 0 or column >= form[4])):
            continue
        count, first, left = 0, int(floor(row - 0.5)) - AROUND + 1, int(floor(column - 0.5)) - AROUND + 1
        for down in range(first, first + 2 * AROUND):
            for along in range(left, left + 2 * AROUND):
                if down < 0 or down >= form[3] or (not form[5] and (along < 0 or along >= form[4])):
                    continue
                node = down * form[4] + along % form[4]
                if not np.isnan(lat[node]) and clear(ground, at_lat[place], at_lon[place], lat[node], lon[node]):
                    found[place, count] = node
                    far[place, count] = round(distance_km(at_lat[place], at_lon[place], lat[node], lon[node]) / UNIT_KM)
                    count += 1
        if count == 0:
            node = nearest_node(form, lat, lon, at_lat[place], at_lon[place])
            if node >= 0:
                found[place, 0] = node
                far[place, 0] = round(distance_km(at_lat[place], at_lon[place], lat[node], lon[node]) / UNIT_KM)
    return found, far


@compiled_with_arrays
def enter(heads: Any, after: Any, before: Any, at: int, node: int) -> None:
    """Put a node into a bucket; from now on it waits there (`before` is -1 at the head, -2 if it waits nowhere)."""
    first = heads[at]
    after[node], before[node] = first, -1
    if first >= 0:
        before[first] = node
    heads[at] = node


@compiled_with_arrays
def leave(heads: Any, after: Any, before: Any, at: int, node: int) -> None:
    """Take a node out of its bucket."""
    ahead, behind = before[node], after[node]
    if ahead >= 0:
        after[ahead] = behind
    else:
        heads[at] = behind
    if behind >= 0:
        before[behind] = ahead
    before[node] = -2


@compiled_with_arrays
def spread(ways: Any, begin: Any, limit: int) -> Any:  # noqa: PLR0912, PLR0915
    """The length of the shortest way to each node from those that `begin` gives one, up to `limit` (Dijkstra with buckets).

    On the open sea a way goes on only to the ways beside its own: two of them, next to one another, make any course there.
    """
    form, lengths, open_sea, links, linked = ways
    _, _, _, rows, columns, wraps = form
    best, waiting, around = begin.copy(), 0, LONGEST // BUCKET + 2
    heads, after, before = np.full(around, -1, np.int32), np.full(len(begin), -1, np.int32), np.full(len(begin), -2, np.int32)
    came = np.full(len(begin), -1, np.int8)
    starts = np.flatnonzero(begin <= limit)
    starts = starts[np.argsort(begin[starts], kind="mergesort")]
    pending, bucket = 0, 0
    while pending < len(starts) or waiting > 0:
        if waiting == 0:
            bucket = begin[starts[pending]] // BUCKET
        while pending < len(starts) and begin[starts[pending]] // BUCKET < bucket + around - 1:
            node = starts[pending]
            if best[node] == begin[node] and before[node] == -2 and begin[node] // BUCKET >= bucket:
                enter(heads, after, before, (best[node] // BUCKET) % around, node)
                waiting += 1
            pending += 1
        at = bucket % around
        while heads[at] >= 0:
            node = heads[at]
            leave(heads, after, before, at, node)
            waiting -= 1
            here, row = best[node], node // columns
            column = node - row * columns
            first, count = 0, WAYS
            if open_sea[node] and came[node] >= 0:
                first, count = came[node] - BESIDE, 2 * BESIDE + 1
            for number in range(first, first + count):
                way = number % WAYS
                step, turn = STEP[way], TURN[way]
                down, along = row + turn * DOWN[step], column + turn * ALONG[step]
                if wraps:
                    along += columns if along < 0 else -columns if along >= columns else 0
                if down < 0 or down >= rows or along < 0 or along >= columns:
                    continue
                other = down * columns + along
                length = lengths[node if turn > 0 else other, step]
                reach = here + length
                if length > 0 and reach < best[other] and reach <= limit:
                    if before[other] != -2:
                        leave(heads, after, before, (best[other] // BUCKET) % around, other)
                        waiting -= 1
                    best[other], came[other] = reach, way
                    enter(heads, after, before, (reach // BUCKET) % around, other)
                    waiting += 1
            if linked[node]:
                for way in range(2 * len(links)):
                    link, turn = way // 2, way % 2
                    reach, other = here + links[link, 2], links[link, 1 - turn]
                    if links[link, turn] == node and reach < best[other] and reach <= limit:
                        if before[other] != -2:
                            leave(heads, after, before, (best[other] // BUCKET) % around, other)
                            waiting -= 1
                        best[other], came[other] = reach, -1
                        enter(heads, after, before, (reach // BUCKET) % around, other)
                        waiting += 1
        bucket += 1
    return best


@compiled_with_arrays
def joined(form: Any, lengths: Any, links: Any) -> Any:
    """The nodes of the largest part of the lattice in which each can be reached from each: the ocean, without lakes and closed bays."""
    part = np.full(len(lengths), -1, np.int64)
    stack, count, largest, ocean = np.empty(len(lengths), np.int64), 0, 0, -1
    for start in range(len(lengths)):
        if part[start] >= 0:
            continue
        part[start], stack[0], depth, size = count, start, 1, 0
        while depth > 0:
            depth -= 1
            node = stack[depth]
            size += 1
            for way in range(2 * len(DOWN) + 2 * len(links)):
                if way < len(DOWN):
                    other = neighbour(form, node, DOWN[way], ALONG[way]) if lengths[node, way] > 0 else -1
                elif way < 2 * len(DOWN):
                    back = way - len(DOWN)
                    other = neighbour(form, node, -DOWN[back], -ALONG[back])
                    if other >= 0 and lengths[other, back] == 0:
                        other = -1
                else:
                    link, turn = (way - 2 * len(DOWN)) // 2, way % 2
                    other = int(links[link, 1 - turn]) if links[link, turn] == node else -1
                if other >= 0 and part[other] < 0:
                    part[other] = count
                    stack[depth] = other
                    depth += 1
        if size > largest:
            largest, ocean = size, count
        count += 1
    return part == ocean


@compiled_with_arrays
def gather(field: Any, found: Any, far: Any, best: Any) -> None:
    """Lower `best` of each place to the shortest way over one of its taps."""
    for place in range(len(best)):
        for tap in range(found.shape[1]):
            node = found[place, tap]
            if node < 0:
                break
            if field[node] < FAR and field[node] + far[place, tap] < best[place]:
                best[place] = field[node] + far[place, tap]


@compiled_with_arrays
def straight_km(ground: Any, lat: float, lon: float, to_lat: Any, to_lon: Any, within_km: float) -> Any:
    """The great circle to each place that is near and in sight over the sea; infinite for the others."""
    found = np.full(len(to_lat), np.inf)
    for place in range(len(to_lat)):
        if np.isnan(to_lat[place]) or abs(to_lat[place] - lat) * 111.0 > within_km:
            continue
        km = distance_km(lat, lon, to_lat[place], to_lon[place])
        if km <= within_km and great_circle_clear(ground, lat, lon, to_lat[place], to_lon[place], 0.0):
            found[place] = km
    return found
